//! Policies: rules, and by which clock and which state they are decided.

use super::{
	zone::MAX_OFFSET_MINUTES, Condition, Counting, Effect, Rule, Who, Window, Zone, MAX_AGE_MS,
	MAX_APPROVERS, MAX_POLICY_BYTES, MAX_RULES, MAX_TRUSTING, MAX_ZONE_MS,
};
use crate::{domains::DomainId, AccountId, Balance, Moment};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// That which the owner of a policy writes.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct PolicyBody {
	/// In which windows are meant.
	pub zone: Zone,
	/// Oldest state by which it is decided, in ms.
	pub max_age: Moment,
	pub rules: BoundedVec<Rule, ConstU32<MAX_RULES>>,
}

/// The bound of what is taken, which is less than the types would let in.
impl MaxEncodedLen for PolicyBody {
	fn max_encoded_len() -> usize {
		MAX_POLICY_BYTES as usize // cast: a constant of 4,096
	}
}

/// A policy as it is stored.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Policy {
	/// Paid the deposit.
	pub owner: AccountId,
	/// Resources of this domain and of those below it may name the policy.
	pub domain: DomainId,
	/// 1 at first, and one more with each change.
	pub version: u32,
	/// Number of resources that name it.
	pub resources: u32,
	/// Held of the owner, in planck.
	pub deposit: Balance,
	pub body: PolicyBody,
}

/// Why a policy is not taken.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum PolicyFault {
	/// More than 4,096 bytes.
	#[codec(index = 0)]
	TooManyBytes,
	/// Older state than a day.
	#[codec(index = 1)]
	MaxAge,
	/// A rule speaks of no action.
	#[codec(index = 2)]
	NoActions,
	/// The zone's moments do not rise.
	#[codec(index = 3)]
	ZoneOrder,
	/// An offset of more than 18 hours.
	#[codec(index = 4)]
	ZoneOffset,
	/// The zone is said to be good for longer than ten years.
	#[codec(index = 5)]
	ZoneTooLong,
	/// No window, or one of minutes that no week has, or one that ends where it begins.
	#[codec(index = 6)]
	Window,
	/// Dates that end before they begin.
	#[codec(index = 7)]
	Dates,
	/// An area without cells.
	#[codec(index = 8)]
	NoCells,
	/// Evidence of a place of no age.
	#[codec(index = 9)]
	NoMinutes,
	/// A limit of no uses, or for no time.
	#[codec(index = 10)]
	NoUses,
	/// A deny rule with a limit of uses.
	#[codec(index = 11)]
	UsesInDeny,
	/// A deny rule with a price.
	#[codec(index = 12)]
	PriceInDeny,
	/// Two rules that are counted on the chain with two prices or limits, or two limits, wherever they count, with windows
	/// of two lengths. A subject has one count on the chain and one of each enforcer, so that a cheap use would be served
	/// as a dear one, and each window would begin the other anew.
	#[codec(index = 13)]
	UsesDiffer,
	/// A price, and uses that are counted by the enforcer.
	#[codec(index = 14)]
	PriceCountedLocally,
	/// An approver twice in a condition, or more than seven in all.
	#[codec(index = 15)]
	Approvers,
	/// No approval suffices, or more are asked for than there are approvers.
	#[codec(index = 16)]
	Least,
	/// More than four rules speak of whom a domain trusts.
	#[codec(index = 17)]
	TooManyTrusting,
	/// A rule for members of a group with a price, or counted on the chain.
	#[codec(index = 18)]
	ForMembers,
	/// A deny rule about members of a group: a subject that shows no proof would be unknown.
	#[codec(index = 19)]
	MembersInDeny,
	/// A deny rule with approvals: it would deny because somebody approved.
	#[codec(index = 20)]
	ApprovalsInDeny,
}

impl PolicyBody {
	/// Whether it is well made at `now` (ms), or the first fault. The chain and the agent both ask this.
	pub fn check(&self, now: Moment) -> Result<(), PolicyFault> {
		if self.encoded_size() > Self::max_encoded_len() {
			return Err(PolicyFault::TooManyBytes);
		}
		if self.max_age > MAX_AGE_MS {
			return Err(PolicyFault::MaxAge);
		}
		check_zone(&self.zone, now)?;
		for rule in &self.rules {
			check_rule(rule)?;
		}
		self.check_whole()
	}

	/// The domains that its rules name by [`Who::TrustedBy`].
	pub fn trusting(&self) -> impl Iterator<Item = DomainId> + '_ {
		self.rules.iter().filter_map(|rule| match rule.who {
			Who::TrustedBy(domain) => Some(domain),
			_ => None,
		})
	}

	/// The accounts that approve for its rules, as often as they are named.
	pub fn approvers(&self) -> impl Iterator<Item = &AccountId> {
		let conditions = self.rules.iter().flat_map(|rule| &rule.conditions);
		let lists = conditions.filter_map(|condition| match condition {
			Condition::Approvals { of, .. } => Some(of),
			_ => None,
		});
		lists.flatten()
	}

	/// That which no rule shows by itself. The bounds keep the number of facts small that a decision reads.
	fn check_whole(&self) -> Result<(), PolicyFault> {
		if self.trusting().count() > MAX_TRUSTING {
			return Err(PolicyFault::TooManyTrusting);
		}
		let mut approvers: Vec<&AccountId> = self.approvers().collect();
		approvers.sort_unstable();
		approvers.dedup();
		let most = MAX_APPROVERS as usize; // cast: a constant of 7
		if approvers.len() > most {
			return Err(PolicyFault::Approvers);
		}
		let mut counted = self.rules.iter().filter(|rule| rule.counts_on_chain());
		let first = counted.next();
		let differ = |rule: &Rule| first.is_some_and(|first| !rule.counts_as(first));
		if counted.any(differ) {
			return Err(PolicyFault::UsesDiffer);
		}
		let mut windows = self.rules.iter().flat_map(Rule::limits).map(|limit| limit.window);
		let first = windows.next();
		match windows.any(|window| Some(window) != first) {
			true => Err(PolicyFault::UsesDiffer),
			false => Ok(()),
		}
	}
}

fn check_zone(zone: &Zone, now: Moment) -> Result<(), PolicyFault> {
	let mut last = None;
	for (from, minutes) in &zone.offsets {
		if last >= Some(*from) {
			return Err(PolicyFault::ZoneOrder);
		}
		last = Some(*from);
		if minutes.unsigned_abs() > MAX_OFFSET_MINUTES.unsigned_abs() {
			return Err(PolicyFault::ZoneOffset);
		}
	}
	match zone.good_until > now.saturating_add(MAX_ZONE_MS) {
		true => Err(PolicyFault::ZoneTooLong),
		false => Ok(()),
	}
}

fn check_rule(rule: &Rule) -> Result<(), PolicyFault> {
	if rule.actions.is_empty() {
		return Err(PolicyFault::NoActions);
	}
	for condition in &rule.conditions {
		check_condition(condition)?;
	}
	let asks_approval =
		rule.conditions.iter().any(|condition| matches!(condition, Condition::Approvals { .. }));
	let counted_locally = rule.limits().any(|limit| limit.counting == Counting::Locally);
	match (rule.effect, &rule.who) {
		(Effect::Deny, Who::Members(_)) => Err(PolicyFault::MembersInDeny),
		(Effect::Deny, _) if rule.limits().next().is_some() => Err(PolicyFault::UsesInDeny),
		(Effect::Deny, _) if rule.duties.price > 0 => Err(PolicyFault::PriceInDeny),
		(Effect::Deny, _) if asks_approval => Err(PolicyFault::ApprovalsInDeny),
		(Effect::Allow, Who::Members(_)) if rule.counts_on_chain() => Err(PolicyFault::ForMembers),
		(Effect::Allow, _) if rule.duties.price > 0 && counted_locally => {
			Err(PolicyFault::PriceCountedLocally)
		},
		_ => Ok(()),
	}
}

fn check_condition(condition: &Condition) -> Result<(), PolicyFault> {
	match condition {
		Condition::Level(_) => Ok(()),
		Condition::Place(area) if area.cells.is_empty() => Err(PolicyFault::NoCells),
		Condition::Place(area) if area.minutes == 0 => Err(PolicyFault::NoMinutes),
		Condition::Place(_) => Ok(()),
		Condition::Time(windows) if windows.is_empty() => Err(PolicyFault::Window),
		Condition::Time(windows) => match windows.iter().find(|window| !window.is_sound()) {
			None => Ok(()),
			Some(Window::Weekly { .. }) => Err(PolicyFault::Window),
			Some(Window::Dates { .. }) => Err(PolicyFault::Dates),
		},
		Condition::Uses(limit) if limit.most == 0 || limit.window == 0 => Err(PolicyFault::NoUses),
		Condition::Uses(_) => Ok(()),
		Condition::Approvals { least, of } => {
			if *least == 0 || usize::from(*least) > of.len() {
				return Err(PolicyFault::Least);
			}
			let twice = |(place, one): (usize, &AccountId)| {
				of.iter().skip(place.saturating_add(1)).any(|other| other == one)
			};
			match of.iter().enumerate().any(twice) {
				true => Err(PolicyFault::Approvers),
				false => Ok(()),
			}
		},
	}
}

impl fmt::Display for PolicyFault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::TooManyBytes => "the policy has more than 4,096 bytes",
			Self::MaxAge => "the age of the state is more than a day",
			Self::NoActions => "a rule speaks of no action",
			Self::ZoneOrder => "the moments of the zone do not rise",
			Self::ZoneOffset => "an offset of the zone is more than 18 hours",
			Self::ZoneTooLong => "the zone is said to be good for longer than ten years",
			Self::Window => "a window is missing, ends where it begins, or is of no week",
			Self::Dates => "dates end before they begin",
			Self::NoCells => "an area has no cells",
			Self::NoMinutes => "the evidence of a place may have no age",
			Self::NoUses => "a limit is of no uses, or for no time",
			Self::UsesInDeny => "a deny rule limits uses",
			Self::PriceInDeny => "a deny rule has a price",
			Self::UsesDiffer => {
				"rules with uses differ in window, or those counted on the chain in limit or price"
			},
			Self::PriceCountedLocally => "a rule has a price and counts by the enforcer",
			Self::Approvers => {
				"an approver stands twice in a condition, or there are more than seven"
			},
			Self::Least => "no approval suffices, or more are asked for than there are approvers",
			Self::TooManyTrusting => "more than four rules speak of whom a domain trusts",
			Self::ForMembers => "a rule for members has a price, or counts on the chain",
			Self::MembersInDeny => "a deny rule is about members of a group",
			Self::ApprovalsInDeny => "a deny rule asks for approvals",
		})
	}
}

impl core::error::Error for PolicyFault {}
