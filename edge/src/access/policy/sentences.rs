//! A policy in sentences.

use super::{span, windows};
use crate::{
	amount::{format_jmt, format_time},
	keys::format_address,
};
use jmt_primitives::{
	access::{Action, Actions, Condition, Counting, Effect, Limit, PolicyBody, Rule, Who, Zone},
	domains::Reach,
	Moment,
};

/// A sentence a rule, counted from 1, and before them how old the state may be. A zone is named where its name is known.
pub fn sentences(body: &PolicyBody, zone: Option<&str>) -> Vec<String> {
	let age = format!("decides by state of at most {}", span::in_words(body.max_age));
	let rules = body.rules.iter().zip(1u32..).map(|(rule, number)| {
		let rule = rule_in_words(rule, &body.zone, zone);
		format!("rule {number} {rule}")
	});
	let none = body.rules.is_empty().then(|| "allows nothing: it has no rule".to_string());
	std::iter::once(age).chain(rules).chain(none).collect()
}

fn rule_in_words(rule: &Rule, zone: &Zone, name: Option<&str>) -> String {
	let effect = match rule.effect {
		Effect::Allow => "allows",
		Effect::Deny => "denies",
	};
	let mut words = format!("{effect} {} to {}", action_list(rule.actions), who(&rule.who));
	for condition in &rule.conditions {
		words += ", ";
		words += &condition_in_words(condition, zone, name);
	}
	if rule.duties.price != 0 {
		words += &format!(", for {} a use", format_jmt(rule.duties.price));
	}
	words += match (rule.duties.log, rule.duties.notice) {
		(false, false) => "",
		(true, false) => "; it is logged",
		(false, true) => "; the gateway's operator is told",
		(true, true) => "; it is logged and the gateway's operator is told",
	};
	words
}

/// Actions in a sentence: `open, close and 9`.
pub fn action_list(actions: Actions) -> String {
	if actions == Actions::ALL {
		return "everything".into();
	}
	let names = actions.iter().map(|action: Action| action.to_string()).collect::<Vec<_>>();
	match names.as_slice() {
		[] => "nothing".into(),
		[one] => one.clone(),
		[most @ .., last] => format!("{} and {last}", most.join(", ")),
	}
}

fn who(who: &Who) -> String {
	match who {
		Who::Anybody => "anybody".into(),
		Who::Device(device) => format!("device {:?}", device.0),
		Who::Account(account) => format!("account {}", format_address(account)),
		Who::OwnedBy(account) => {
			let account = format_address(account);
			format!("account {account} and its devices")
		},
		Who::Domain { domain, reach: Reach::Exact } => format!("devices of domain {domain}"),
		Who::Domain { domain, reach: Reach::Below } => {
			format!("devices of domain {domain} and below")
		},
		Who::TrustedBy(domain) => format!("devices that domain {domain} trusts"),
		Who::Members(group) => format!("members of group {group}"),
	}
}

fn condition_in_words(condition: &Condition, zone: &Zone, name: Option<&str>) -> String {
	match condition {
		// cast: the level's number, 1 or 2.
		Condition::Level(level) => format!("as a unit of level {} at least", *level as u8),
		Condition::Place(area) => {
			let cells = area.cells.iter().map(|cell| cell.to_string()).collect::<Vec<_>>();
			let cells = match cells.as_slice() {
				[one] => format!("cell {one}"),
				many => format!("one of the cells {}", many.join(", ")),
			};
			format!(
				"in {cells} by a gateway of domain {} not longer than {} ago",
				area.by,
				span::in_words(Moment::from(area.minutes).saturating_mul(60_000))
			)
		},
		Condition::Time(list) => {
			let weekly = list
				.iter()
				.any(|window| matches!(window, jmt_primitives::access::Window::Weekly { .. }));
			match weekly {
				true => format!("{} {}", windows::in_words(list), zone_in_words(zone, name)),
				false => windows::in_words(list),
			}
		},
		Condition::Uses(limit) => uses(limit),
		Condition::Approvals { least, of } => {
			let of = of.iter().map(format_address).collect::<Vec<_>>().join(", ");
			format!("with {least} approvals of {of}")
		},
	}
}

/// `in Europe/Berlin (known until 2034-10-29)`.
fn zone_in_words(zone: &Zone, name: Option<&str>) -> String {
	let until = format_time(zone.good_until);
	let until = until.split(' ').next().unwrap_or_default();
	let place = match (name, zone.offsets.as_slice()) {
		(Some(name), _) => name.to_string(),
		(None, [(_, minutes)]) => offset(*minutes),
		(None, []) => "no zone".into(),
		(None, [(_, first), rest @ ..]) => {
			let others = rest.iter().map(|(_, minutes)| *minutes);
			let (least, most) = others.fold((*first, *first), |(least, most), minutes| {
				(least.min(minutes), most.max(minutes))
			});
			format!("a zone of {} to {}", offset(least), offset(most))
		},
	};
	format!("in {place} (known until {until})")
}

fn offset(minutes: i16) -> String {
	let sign = if minutes < 0 { '-' } else { '+' };
	let minutes = minutes.unsigned_abs();
	format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `3 times a day, counted by the enforcer`.
fn uses(limit: &Limit) -> String {
	let times = match limit.most {
		1 => "once".into(),
		2 => "twice".into(),
		most => format!("{most} times"),
	};
	let per = span::in_words(limit.window);
	let per = match per.strip_prefix("1 ") {
		Some("hour") => "an hour".into(),
		Some(unit) => format!("a {unit}"),
		None => format!("in {per}"),
	};
	let counted = match limit.counting {
		Counting::OnChain => "counted by the chain",
		Counting::Locally => "counted by the enforcer",
	};
	format!("{times} {per} ({counted})")
}
