//! From a policy to TOML.

use super::{format_span, format_windows};
use crate::{amount::format_jmt, keys::format_address};
use jmt_primitives::{
	access::{Action, Condition, Counting, Effect, PolicyBody, Rule, Who, Window, Zone},
	domains::Reach,
};

/// The policy as TOML, which [`super::read`] reads as the same policy. A zone is written by its name where one is given,
/// which the caller has compared with its table.
pub fn write(body: &PolicyBody, zone: Option<&str>) -> String {
	let zone = zone.map_or_else(|| table(&body.zone), |name| format!("{name:?}"));
	let mut text = format!("zone = {zone}\nmax-age = \"{}\"\n", format_span(body.max_age));
	for rule in &body.rules {
		text += "\n[[rule]]\n";
		text += &write_rule(rule);
	}
	text
}

fn table(zone: &Zone) -> String {
	let offsets = zone.offsets.iter().map(|(from, minutes)| format!("[{from}, {minutes}]"));
	let offsets = offsets.collect::<Vec<_>>().join(", ");
	format!("{{ good-until = {}, offsets = [{offsets}] }}", zone.good_until)
}

fn write_rule(rule: &Rule) -> String {
	let effect = match rule.effect {
		Effect::Allow => "allow",
		Effect::Deny => "deny",
	};
	let actions = rule.actions.iter().map(|action: Action| quoted(&action.to_string()));
	let mut lines = vec![
		format!("effect = \"{effect}\""),
		format!("who = {}", who(&rule.who)),
		format!("actions = {}", list(actions)),
	];
	let fields = rule.conditions.iter().map(condition).collect::<Vec<_>>();
	match are_fields(&rule.conditions) {
		true => lines.extend(fields.into_iter().flatten()),
		false => {
			let tables = fields.iter().map(|fields| format!("{{ {} }}", fields.join(", ")));
			lines.push(format!("conditions = {}", list(tables)));
		},
	}
	if rule.duties.price != 0 {
		lines.push(format!("price = \"{}\"", format_jmt(rule.duties.price)));
	}
	if rule.duties.log {
		lines.push("log = true".into());
	}
	if rule.duties.notice {
		lines.push("notice = true".into());
	}
	lines.join("\n") + "\n"
}

/// Whether the conditions stand in the order of a rule's own fields, each once.
fn are_fields(conditions: &[Condition]) -> bool {
	let place = |condition: &Condition| match condition {
		Condition::Level(_) => 0,
		Condition::Place(_) => 1,
		Condition::Time(_) => 2,
		Condition::Uses(_) => 3,
		Condition::Approvals { .. } => 4,
	};
	let places = conditions.iter().map(place).collect::<Vec<_>>();
	places.windows(2).all(|pair| matches!(pair, [first, second] if first < second))
}

fn who(who: &Who) -> String {
	match who {
		Who::Anybody => "\"anybody\"".into(),
		Who::Device(device) => format!("{{ device = \"{:?}\" }}", device.0),
		Who::Account(account) => format!("{{ account = \"{}\" }}", format_address(account)),
		Who::OwnedBy(account) => format!("{{ owned-by = \"{}\" }}", format_address(account)),
		Who::Domain { domain, reach: Reach::Exact } => format!("{{ domain = {domain} }}"),
		Who::Domain { domain, reach: Reach::Below } => {
			format!("{{ domain = {domain}, below = true }}")
		},
		Who::TrustedBy(domain) => format!("{{ trusted-by = {domain} }}"),
		Who::Members(group) => format!("{{ members = {group} }}"),
	}
}

/// A condition as fields, `time` and `dates` being two.
fn condition(condition: &Condition) -> Vec<String> {
	vec![match condition {
		// cast: the level's number, 1 or 2.
		Condition::Level(level) => format!("level = {}", *level as u8),
		Condition::Place(area) => {
			let cells = list(area.cells.iter().map(|cell| quoted(&cell.to_string())));
			let (minutes, by) = (area.minutes, area.by);
			format!("place = {{ cells = {cells}, minutes = {minutes}, by = {by} }}")
		},
		Condition::Time(windows) => return time(windows),
		Condition::Uses(limit) => {
			let counted = match limit.counting {
				Counting::OnChain => "on-chain",
				Counting::Locally => "locally",
			};
			let per = format_span(limit.window);
			format!("uses = {{ most = {}, per = \"{per}\", counted = \"{counted}\" }}", limit.most)
		},
		Condition::Approvals { least, of } => {
			let of = list(of.iter().map(|account| quoted(&format_address(account))));
			format!("approvals = {{ least = {least}, of = {of} }}")
		},
	}]
}

fn time(windows: &[Window]) -> Vec<String> {
	let is_dates = |window: &Window| matches!(window, Window::Dates { .. });
	let split = windows.iter().position(is_dates).unwrap_or(windows.len());
	let (weekly, rest) = windows.split_at(split);
	let texts = |windows: &[Window]| list(format_windows(windows).iter().map(|text| quoted(text)));
	match rest.iter().all(is_dates) {
		// Weekly ones before dates.
		true => {
			let mut fields = Vec::new();
			if !weekly.is_empty() || rest.is_empty() {
				fields.push(format!("time = {}", texts(weekly)));
			}
			if !rest.is_empty() {
				fields.push(format!("dates = {}", texts(rest)));
			}
			fields
		},
		false => vec![format!("time = {}", texts(windows))],
	}
}

/// All texts that are written have letters, digits, and signs that need no escape.
fn quoted(text: &str) -> String {
	format!("\"{text}\"")
}

fn list(items: impl Iterator<Item = String>) -> String {
	format!("[{}]", items.collect::<Vec<_>>().join(", "))
}
