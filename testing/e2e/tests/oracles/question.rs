//! A question of `cedar.mjs` in the chain's words.

use super::{list, number, text};
use jmt_primitives::{
	access::{
		Action, Area, Condition, Counting, Duties, Effect, Limit, PolicyBody, Rule, Subject, Who,
		Window, Zone,
	},
	cell::Cell,
	domains::{DomainId, Reach},
	units::Level,
	AccountId, DeviceId, Hash, Moment,
};
use serde_json::Value;

/// A rule's uses are counted by the day, in ms. Every policy takes state of a day.
pub(super) const DAY: Moment = 86_400_000;

/// An account by its label, such as `a1`.
pub(super) fn account(label: &str) -> AccountId {
	let number = label.strip_prefix('a').and_then(|number| number.parse::<u8>().ok());
	AccountId::new([number.unwrap_or_else(|| panic!("{label}")); 32])
}

/// A device by its label, such as `d1`.
pub(super) fn device(label: &str) -> DeviceId {
	let number = label.strip_prefix('d').and_then(|number| number.parse::<u8>().ok());
	DeviceId(Hash::repeat_byte(0xd0 + number.unwrap_or_else(|| panic!("{label}"))))
}

pub(super) fn domain_of(value: &Value) -> DomainId {
	value.as_u64().and_then(|number| number.try_into().ok()).unwrap_or_else(|| panic!("{value}"))
}

pub(super) fn cell(value: &Value) -> Cell {
	value.as_str().expect("a cell").parse().unwrap_or_else(|error| panic!("{value}: {error}"))
}

pub(super) fn reach(value: &Value) -> Reach {
	match text(value, "reach") {
		"exact" => Reach::Exact,
		"below" => Reach::Below,
		other => panic!("{other}"),
	}
}

pub(super) fn subject(question: &Value) -> Subject {
	let told = &question["subject"];
	match text(told, "kind") {
		"account" => Subject::Account(account(text(told, "id"))),
		_ => Subject::Device(device(text(told, "id"))),
	}
}

pub(super) fn who(told: &Value) -> Who {
	match text(told, "kind") {
		"anybody" => Who::Anybody,
		"device" => Who::Device(device(text(told, "id"))),
		"account" => Who::Account(account(text(told, "id"))),
		"ownedBy" => Who::OwnedBy(account(text(told, "id"))),
		"domain" => Who::Domain { domain: domain_of(&told["domain"]), reach: reach(told) },
		"trustedBy" => Who::TrustedBy(domain_of(&told["domain"])),
		other => panic!("{other}"),
	}
}

pub(super) fn window(told: &Value) -> Window {
	let (from, to) = (number(told, "from"), number(told, "to"));
	match text(told, "kind") {
		"dates" => Window::Dates { from, to },
		_ => Window::Weekly {
			from: from.try_into().expect("a minute"),
			to: to.try_into().expect("a minute"),
		},
	}
}

pub(super) fn bounded<T, B: TryFrom<Vec<T>>>(items: impl Iterator<Item = T>) -> B {
	B::try_from(items.collect()).unwrap_or_else(|_| panic!("more than the bound"))
}

pub(super) fn condition(told: &Value, by: DomainId) -> Condition {
	match text(told, "kind") {
		"level" if number(told, "level") == 1 => Condition::Level(Level::One),
		"level" => Condition::Level(Level::Two),
		"time" => Condition::Time(bounded(list(told, "windows").iter().map(window))),
		"place" => {
			let cells = bounded(list(told, "cells").iter().map(cell));
			Condition::Place(Area { cells, minutes: 60, by })
		},
		"approvals" => Condition::Approvals {
			least: number(told, "least").try_into().expect("a few"),
			of: bounded(list(told, "of").iter().map(|one| account(one.as_str().expect("a text")))),
		},
		"uses" => Condition::Uses(Limit {
			most: number(told, "most").try_into().expect("a few"),
			window: DAY,
			counting: Counting::OnChain,
		}),
		other => panic!("{other}"),
	}
}

pub(super) fn action(text: &str) -> Action {
	text.parse().unwrap_or_else(|_| panic!("{text}"))
}

pub(super) fn rule(told: &Value, by: DomainId) -> Rule {
	let actions = list(told, "actions").iter().map(|one| action(one.as_str().expect("a text")));
	let conditions = list(told, "conditions").iter().map(|one| condition(one, by));
	Rule {
		effect: if text(told, "effect") == "allow" { Effect::Allow } else { Effect::Deny },
		who: who(&told["who"]),
		actions: actions.collect(),
		conditions: bounded(conditions),
		duties: Duties::default(),
	}
}

/// The policy of a question. Where the time is left out, its zone has just ended.
pub(super) fn body(question: &Value, lacks: &str) -> PolicyBody {
	let (at, by) = (number(question, "at"), domain_of(&question["resource"]));
	let offset = question["offset"].as_i64().and_then(|minutes| minutes.try_into().ok());
	let zone = Zone {
		offsets: bounded(std::iter::once((0, offset.expect("an offset")))),
		good_until: if lacks == "time" { at - 1 } else { at + DAY },
	};
	let rules = list(question, "rules").iter().map(|one| rule(one, by));
	PolicyBody { zone, max_age: DAY, rules: bounded(rules) }
}
