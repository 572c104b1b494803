//! From TOML to a policy.

use super::{places, span::parse_span, windows::parse_window, NotPolicy, MAX_TEXT};
use crate::{
	access::{degrees, zone::zone},
	amount::parse_jmt,
	keys::parse_address,
};
use jmt_primitives::{
	access::{
		Action, Actions, Condition, Counting, Duties, Effect, Limit, PolicyBody, Rule, Who, Zone,
	},
	domains::{DomainId, Reach},
	proofs::GroupId,
	units::Level,
	AccountId, DeviceId, Hash, Moment,
};
use serde::Deserialize;
use std::str::FromStr;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct PolicyText {
	zone: ZoneText,
	max_age: String,
	#[serde(default)]
	rule: Vec<RuleText>,
}

/// A name, or a table.
#[derive(Deserialize)]
#[serde(untagged)]
enum ZoneText {
	Name(String),
	Table(ZoneTable),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ZoneTable {
	good_until: Moment,
	/// From when on, in ms, and minutes before UTC.
	offsets: Vec<(Moment, i16)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RuleText {
	effect: EffectText,
	who: WhoText,
	actions: Vec<ActionText>,
	// The conditions that are asked for, in this order.
	level: Option<u8>,
	place: Option<places::PlaceText>,
	time: Option<Vec<String>>,
	dates: Option<Vec<String>>,
	uses: Option<UsesText>,
	approvals: Option<ApprovalsText>,
	/// Instead of those.
	conditions: Option<Vec<ConditionText>>,
	price: Option<String>,
	#[serde(default)]
	log: bool,
	#[serde(default)]
	notice: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum EffectText {
	Allow,
	Deny,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WhoText {
	Word(String),
	Table(WhoTable),
}

/// One of these.
#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct WhoTable {
	device: Option<String>,
	account: Option<String>,
	owned_by: Option<String>,
	domain: Option<DomainId>,
	/// With a domain: those below it too.
	below: Option<bool>,
	trusted_by: Option<DomainId>,
	members: Option<GroupId>,
}

/// A name, or a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum ActionText {
	Name(String),
	Number(u8),
}

/// One of these.
#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct ConditionText {
	level: Option<u8>,
	place: Option<places::PlaceText>,
	time: Option<Vec<String>>,
	dates: Option<Vec<String>>,
	uses: Option<UsesText>,
	approvals: Option<ApprovalsText>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct UsesText {
	most: u32,
	per: String,
	counted: CountedText,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum CountedText {
	OnChain,
	Locally,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ApprovalsText {
	least: u8,
	of: Vec<String>,
}

/// Reads a policy, and refuses what the chain would refuse. `now` is the chain's time, from which on the zone's table
/// begins.
pub fn read(text: &str, now: Moment) -> Result<PolicyBody, NotPolicy> {
	if text.len() > MAX_TEXT {
		return Err(NotPolicy::Toml(format!("it has more than {MAX_TEXT} bytes")));
	}
	let text: PolicyText =
		toml::from_str(text).map_err(|error| NotPolicy::Toml(one_line(&error)))?;
	let zone = read_zone(text.zone, now).map_err(|why| NotPolicy::part("zone", why))?;
	let max_age = parse_span(&text.max_age).map_err(|why| NotPolicy::part("max-age", why))?;
	let rules = text.rule.into_iter().zip(1u32..).map(|(rule, number)| {
		read_rule(rule).map_err(|why| NotPolicy::part(format!("rule {number}"), why))
	});
	let rules: Vec<Rule> = rules.collect::<Result<_, _>>()?;
	let rules = bounded(rules, "rules").map_err(|why| NotPolicy::part("policy", why))?;
	let body = PolicyBody { zone, max_age, rules };
	body.check(now).map_err(NotPolicy::Fault)?;
	Ok(body)
}

/// The parser's words, with the line, without the drawing of it.
fn one_line(error: &toml::de::Error) -> String {
	let line = error.to_string();
	let at = line.lines().next().filter(|line| line.starts_with("TOML parse error"));
	let at = at.map(|line| line.trim_start_matches("TOML parse error").trim().to_string() + ": ");
	format!("{}{}", at.unwrap_or_default(), error.message())
}

fn read_zone(text: ZoneText, now: Moment) -> Result<Zone, String> {
	match text {
		ZoneText::Name(name) => zone(&name, now).map_err(|error| error.to_string()),
		ZoneText::Table(ZoneTable { good_until, offsets }) => {
			Ok(Zone { offsets: bounded(offsets, "offsets")?, good_until })
		},
	}
}

fn read_rule(text: RuleText) -> Result<Rule, String> {
	let fields = ConditionText {
		level: text.level,
		place: text.place,
		time: text.time,
		dates: text.dates,
		uses: text.uses,
		approvals: text.approvals,
	};
	let in_order = in_order(fields)?;
	let conditions = match text.conditions {
		None => in_order,
		Some(_) if !in_order.is_empty() => {
			return Err("conditions stand in the list or beside it, not both".into())
		},
		Some(listed) => listed.into_iter().map(one_condition).collect::<Result<_, _>>()?,
	};
	let price = text.price.as_deref().map(parse_jmt).transpose()?.unwrap_or_default();
	Ok(Rule {
		effect: match text.effect {
			EffectText::Allow => Effect::Allow,
			EffectText::Deny => Effect::Deny,
		},
		who: read_who(text.who)?,
		actions: read_actions(&text.actions)?,
		conditions: bounded(conditions, "conditions")?,
		duties: Duties { price, log: text.log, notice: text.notice },
	})
}

fn read_actions(texts: &[ActionText]) -> Result<Actions, String> {
	let action = |text: &ActionText| match text {
		ActionText::Name(name) => Action::from_str(name).map_err(|error| error.to_string()),
		ActionText::Number(number) => {
			Action::new(*number).ok_or_else(|| format!("{number} is no action: the last is 63"))
		},
	};
	texts.iter().map(action).collect()
}

fn read_who(text: WhoText) -> Result<Who, String> {
	let table = match text {
		WhoText::Word(word) if word == "anybody" => return Ok(Who::Anybody),
		WhoText::Word(word) => {
			return Err(format!(
				"who is {word:?}? \"anybody\", or a table such as {{ domain = 3 }}"
			))
		},
		WhoText::Table(table) => table,
	};
	let WhoTable { device, account, owned_by, domain, below, trusted_by, members } = table;
	if below.is_some() && domain.is_none() {
		return Err("below belongs to a domain".into());
	}
	let reach = match below {
		Some(true) => Reach::Below,
		_ => Reach::Exact,
	};
	let named = [
		device.as_deref().map(|id| read_device(id).map(Who::Device)),
		account.as_deref().map(|text| read_account(text).map(Who::Account)),
		owned_by.as_deref().map(|text| read_account(text).map(Who::OwnedBy)),
		domain.map(|domain| Ok(Who::Domain { domain, reach })),
		trusted_by.map(|domain| Ok(Who::TrustedBy(domain))),
		members.map(|group| Ok(Who::Members(group))),
	];
	let mut named = named.into_iter().flatten();
	match (named.next(), named.next()) {
		(Some(who), None) => who,
		_ => Err("who is one of device, account, owned-by, domain, trusted-by, members".into()),
	}
}

fn read_device(text: &str) -> Result<DeviceId, String> {
	let digits = text.strip_prefix("0x").filter(|digits| digits.len() == 64);
	let hash = digits.and_then(|digits| Hash::from_str(digits).ok());
	hash.map(DeviceId).ok_or_else(|| format!("{text:?} is no device's id, 0x and 64 digits"))
}

fn read_account(text: &str) -> Result<AccountId, String> {
	parse_address(text).map_err(|error| crate::error::one_line(&error))
}

/// The conditions of a rule's own fields.
fn in_order(text: ConditionText) -> Result<Vec<Condition>, String> {
	let windows = match (text.time, text.dates) {
		(None, None) => None,
		(time, dates) => {
			let dates = dates.unwrap_or_default();
			if let Some(wrong) = dates.iter().find(|text| !text.contains('/')) {
				return Err(format!("{wrong:?} belongs to time: dates have a / between them"));
			}
			let texts = time.unwrap_or_default().into_iter().chain(dates);
			let read = texts.map(|text| parse_window(&text)).collect::<Result<Vec<_>, _>>()?;
			Some(bounded(read.concat(), "windows")?)
		},
	};
	let conditions = [
		text.level.map(read_level).transpose()?.map(Condition::Level),
		text.place.map(places::PlaceText::read).transpose()?.map(Condition::Place),
		windows.map(Condition::Time),
		text.uses.map(read_uses).transpose()?.map(Condition::Uses),
		text.approvals.map(read_approvals).transpose()?,
	];
	Ok(conditions.into_iter().flatten().collect())
}

/// A condition of a list.
fn one_condition(text: ConditionText) -> Result<Condition, String> {
	let mut conditions = in_order(text)?.into_iter();
	match (conditions.next(), conditions.next()) {
		(Some(condition), None) => Ok(condition),
		_ => Err("each of the conditions is one of level, place, time, uses, approvals".into()),
	}
}

fn read_level(level: u8) -> Result<Level, String> {
	match level {
		1 => Ok(Level::One),
		2 => Ok(Level::Two),
		_ => Err("the level is 1 or 2".into()),
	}
}

fn read_uses(UsesText { most, per, counted }: UsesText) -> Result<Limit, String> {
	let counting = match counted {
		CountedText::OnChain => Counting::OnChain,
		CountedText::Locally => Counting::Locally,
	};
	Ok(Limit { most, window: parse_span(&per)?, counting })
}

fn read_approvals(ApprovalsText { least, of }: ApprovalsText) -> Result<Condition, String> {
	let of = of.iter().map(|text| read_account(text)).collect::<Result<Vec<_>, _>>()?;
	Ok(Condition::Approvals { least, of: bounded(of, "approvers")? })
}

/// A list within its bound.
pub(super) fn bounded<T, B: TryFrom<Vec<T>>>(list: Vec<T>, name: &str) -> Result<B, String> {
	let number = list.len();
	B::try_from(list).map_err(|_| format!("{number} {name} are more than there may be"))
}

/// A place by degrees, at a resolution.
pub(super) fn near(
	latitude: f64,
	longitude: f64,
	resolution: u8,
) -> Result<jmt_primitives::cell::Cell, String> {
	degrees::area_at(latitude, longitude, resolution).map_err(|error| error.to_string())
}

/// The name of the zone in a policy's text, if it has one.
pub fn zone_name(text: &str) -> Option<String> {
	let text: PolicyText = toml::from_str(text).ok()?;
	match text.zone {
		ZoneText::Name(name) => Some(name),
		ZoneText::Table(_) => None,
	}
}
