//! Policies that are taken, and those that are not: each fault from both sides.

use super::world::{account, allow, deny, phone, HOUSE, NOW};
use codec::{Decode, Encode};
use jmt_primitives::{
	access::{
		Action, Actions, Area, Condition, Counting, Limit, PolicyBody, PolicyFault, Rule, Who,
		Window, Zone, MAX_AGE_MS, MAX_POLICY_BYTES, MAX_ZONE_MS,
	},
	cell::Cell,
	Moment,
};

fn body(rules: Vec<Rule>) -> PolicyBody {
	PolicyBody { zone: Zone::default(), max_age: 0, rules: rules.try_into().unwrap() }
}

fn with(condition: Condition) -> PolicyBody {
	body(vec![allow(Who::Anybody, vec![condition])])
}

fn zone(offsets: &[(Moment, i16)], good_until: Moment) -> PolicyBody {
	let offsets = offsets.to_vec().try_into().unwrap();
	PolicyBody { zone: Zone { offsets, good_until }, ..body(Vec::new()) }
}

fn windows(windows: &[Window]) -> PolicyBody {
	with(Condition::Time(windows.to_vec().try_into().unwrap()))
}

fn area(cells: usize, minutes: u16) -> PolicyBody {
	let cells = vec![Cell::new(0x8928308280fffff).unwrap(); cells].try_into().unwrap();
	with(Condition::Place(Area { cells, minutes, by: HOUSE }))
}

fn limit(most: u32, window: Moment, counting: Counting) -> Condition {
	Condition::Uses(Limit { most, window, counting })
}

fn approvals(least: u8, of: &[u8]) -> Condition {
	let of: Vec<_> = of.iter().map(|byte| account(*byte)).collect();
	Condition::Approvals { least, of: of.try_into().unwrap() }
}

#[track_caller]
fn taken(body: PolicyBody) {
	assert_eq!(body.check(NOW), Ok(()));
}

#[track_caller]
fn refused(body: PolicyBody, fault: PolicyFault) {
	assert_eq!(body.check(NOW), Err(fault));
}

#[test]
fn it_takes_an_empty_policy() {
	taken(body(Vec::new()));
}

#[test]
fn it_takes_the_greatest_age_and_no_more() {
	taken(PolicyBody { max_age: MAX_AGE_MS, ..body(Vec::new()) });
	refused(PolicyBody { max_age: MAX_AGE_MS + 1, ..body(Vec::new()) }, PolicyFault::MaxAge);
}

#[test]
fn it_takes_as_many_bytes_as_may_be_and_no_more() {
	// Each approver has 32 bytes, so that the number of rules with seven of them says the size.
	let of = [20, 21, 22, 23, 24, 25, 26];
	let most = usize::try_from(MAX_POLICY_BYTES).unwrap();
	let (mut largest, mut first_refused) = (0, 0);
	for full in 0..=15 {
		for more in 0..=32 - full {
			let rule = |conditions| allow(Who::Anybody, conditions);
			let mut rules = vec![rule(vec![approvals(1, &of)]); full];
			rules.extend(vec![rule(vec![limit(1, 1, Counting::OnChain)]); more]);
			let body = body(rules);
			let bytes = body.encoded_size();
			match bytes <= most {
				true => {
					taken(body);
					largest = largest.max(bytes);
				},
				false => {
					refused(body, PolicyFault::TooManyBytes);
					first_refused = first_refused.max(bytes);
				},
			}
		}
	}
	assert!(largest > most - 60 && first_refused > most, "{largest} {first_refused}");
}

#[test]
fn it_takes_rules_about_some_action() {
	let of = |actions| body(vec![Rule { actions, ..allow(Who::Anybody, Vec::new()) }]);
	taken(of([Action::new(63).unwrap()].into_iter().collect()));
	refused(of(Actions::NONE), PolicyFault::NoActions);
}

#[test]
fn it_takes_zones_that_rise() {
	taken(zone(&[(0, 1_080), (1, -1_080), (2, 0)], NOW + MAX_ZONE_MS));
	taken(zone(&[], 0));
	refused(zone(&[(1, 0), (1, 0)], NOW), PolicyFault::ZoneOrder);
	refused(zone(&[(2, 0), (1, 0)], NOW), PolicyFault::ZoneOrder);
	refused(zone(&[(0, 0), (0, 0)], NOW), PolicyFault::ZoneOrder);
	for offset in [1_081, -1_081, i16::MIN, i16::MAX] {
		refused(zone(&[(0, offset)], NOW), PolicyFault::ZoneOffset);
	}
	refused(zone(&[(0, 0)], NOW + MAX_ZONE_MS + 1), PolicyFault::ZoneTooLong);
	let entries: Vec<(Moment, i16)> = (0..24).map(|place| (place, 0)).collect();
	taken(zone(&entries, NOW));
	let more = entries.into_iter().chain([(24, 0)]).collect::<Vec<_>>();
	let encoded = (more, NOW, MAX_AGE_MS, Vec::<Rule>::new()).encode();
	assert!(PolicyBody::decode(&mut &encoded[..]).is_err());
}

#[test]
fn it_takes_windows_of_a_week() {
	taken(windows(&[Window::Weekly { from: 0, to: 10_079 }]));
	taken(windows(&[Window::Weekly { from: 10_079, to: 0 }]));
	for (from, to) in [(0, 0), (5, 5), (10_080, 0), (0, 10_080), (u16::MAX, 1)] {
		let good = Window::Weekly { from: 1, to: 2 };
		refused(windows(&[good, Window::Weekly { from, to }]), PolicyFault::Window);
	}
	refused(windows(&[]), PolicyFault::Window);
	taken(windows(&[Window::Dates { from: 5, to: 5 }]));
	refused(windows(&[Window::Dates { from: 6, to: 5 }]), PolicyFault::Dates);
}

#[test]
fn it_takes_areas_with_cells_and_an_age() {
	taken(area(1, 1));
	taken(area(16, u16::MAX));
	refused(area(0, 1), PolicyFault::NoCells);
	refused(area(1, 0), PolicyFault::NoMinutes);
}

#[test]
fn it_takes_limits_of_some_uses_in_some_time() {
	for counting in [Counting::OnChain, Counting::Locally] {
		taken(with(limit(1, 1, counting)));
		refused(with(limit(0, 1, counting)), PolicyFault::NoUses);
		refused(with(limit(1, 0, counting)), PolicyFault::NoUses);
	}
}

#[test]
fn it_takes_limits_with_one_window() {
	let rules =
		|one, other| body(vec![allow(Who::Anybody, vec![one]), allow(Who::Anybody, vec![other])]);
	let (chain, local) = (Counting::OnChain, Counting::Locally);
	taken(rules(limit(2, 5, chain), limit(2, 5, chain)));
	taken(rules(limit(1, 5, local), limit(2, 5, local)));
	// One count a subject: what was counted for reading would be served for opening.
	refused(rules(limit(1, 5, chain), limit(2, 5, chain)), PolicyFault::UsesDiffer);
	// An enforcer keeps one window for a subject.
	taken(rules(limit(1, 5, chain), limit(2, 5, local)));
	refused(rules(limit(1, 5, chain), limit(1, 6, local)), PolicyFault::UsesDiffer);
	refused(rules(limit(1, 6, local), limit(1, 5, chain)), PolicyFault::UsesDiffer);
	refused(rules(limit(1, 5, chain), limit(1, 6, chain)), PolicyFault::UsesDiffer);
	refused(rules(limit(1, 5, local), limit(1, 6, local)), PolicyFault::UsesDiffer);
	let two = |price, other, conditions: Vec<Condition>| {
		let (mut one, mut two) = (allow(Who::Anybody, Vec::new()), allow(Who::Anybody, conditions));
		(one.duties.price, two.duties.price) = (price, other);
		body(vec![allow(Who::Anybody, Vec::new()), one, two])
	};
	taken(two(3, 3, Vec::new()));
	// One without a price is not counted.
	taken(two(0, 3, Vec::new()));
	refused(two(2, 3, Vec::new()), PolicyFault::UsesDiffer);
	refused(two(3, 3, vec![limit(1, 5, chain)]), PolicyFault::UsesDiffer);
	refused(two(3, 0, vec![limit(1, 5, chain)]), PolicyFault::UsesDiffer);
	let in_one = allow(Who::Anybody, vec![limit(1, 5, chain), limit(9, 6, chain)]);
	refused(body(vec![in_one]), PolicyFault::UsesDiffer);
	taken(body(vec![allow(Who::Anybody, vec![limit(1, 5, chain), limit(9, 5, chain)])]));
}

fn priced(mut rule: Rule) -> PolicyBody {
	rule.duties.price = 1;
	body(vec![rule])
}

#[test]
fn it_takes_prices_of_rules_that_allow_and_are_counted_on_the_chain() {
	taken(priced(allow(Who::Anybody, Vec::new())));
	taken(priced(allow(Who::Anybody, vec![limit(1, 1, Counting::OnChain)])));
	let local = allow(Who::Anybody, vec![limit(1, 1, Counting::Locally)]);
	refused(priced(local), PolicyFault::PriceCountedLocally);
	refused(priced(deny(Who::Anybody, Vec::new())), PolicyFault::PriceInDeny);
}

#[test]
fn it_takes_deny_rules_without_limits_and_members() {
	taken(body(vec![deny(Who::Device(phone().id()), Vec::new())]));
	for counting in [Counting::OnChain, Counting::Locally] {
		let limited = deny(Who::Anybody, vec![limit(1, 1, counting)]);
		refused(body(vec![limited]), PolicyFault::UsesInDeny);
	}
	refused(body(vec![deny(Who::Members(1), Vec::new())]), PolicyFault::MembersInDeny);
	let approved = deny(Who::Anybody, vec![approvals(1, &[20])]);
	refused(body(vec![approved]), PolicyFault::ApprovalsInDeny);
}

#[test]
fn it_takes_rules_for_members_without_price_and_chain() {
	taken(body(vec![allow(Who::Members(1), Vec::new())]));
	taken(body(vec![allow(Who::Members(1), vec![limit(1, 1, Counting::Locally)])]));
	refused(priced(allow(Who::Members(1), Vec::new())), PolicyFault::ForMembers);
	let on_chain = allow(Who::Members(1), vec![limit(1, 1, Counting::OnChain)]);
	refused(body(vec![on_chain]), PolicyFault::ForMembers);
}

#[test]
fn it_takes_approvals_that_can_be_given() {
	taken(with(approvals(1, &[20])));
	taken(with(approvals(7, &[20, 21, 22, 23, 24, 25, 26])));
	for (least, of) in [(0, &[20, 21][..]), (3, &[20, 21]), (1, &[])] {
		refused(with(approvals(least, of)), PolicyFault::Least);
	}
	refused(with(approvals(1, &[20, 21, 20])), PolicyFault::Approvers);
	// Seven in all, however the rules share them.
	let rules = |of: &[u8]| {
		let halves = of.chunks(4).map(|half| allow(Who::Anybody, vec![approvals(1, half)]));
		body(halves.collect())
	};
	taken(rules(&[20, 21, 22, 23, 24, 25, 26]));
	taken(rules(&[20, 21, 22, 23, 20, 21, 22, 23, 24]));
	refused(rules(&[20, 21, 22, 23, 24, 25, 26, 27]), PolicyFault::Approvers);
}

#[test]
fn it_takes_four_rules_about_whom_a_domain_trusts() {
	let rules = |number: u32| {
		body((1..=number).map(|domain| allow(Who::TrustedBy(domain), Vec::new())).collect())
	};
	taken(rules(4));
	refused(rules(5), PolicyFault::TooManyTrusting);
	assert_eq!(rules(3).trusting().collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn it_decodes_no_more_than_the_bounds() {
	let rule = allow(Who::Anybody, Vec::new());
	for (rules, decodes) in [(32, true), (33, false)] {
		let encoded = (Zone::default(), 0u64, vec![rule.clone(); rules]).encode();
		assert_eq!(PolicyBody::decode(&mut &encoded[..]).is_ok(), decodes, "{rules}");
	}
	let condition = limit(1, 1, Counting::OnChain);
	for (conditions, decodes) in [(8, true), (9, false)] {
		let rule = (rule.effect, &rule.who, rule.actions, vec![condition.clone(); conditions]);
		let encoded = (rule, allow(Who::Anybody, Vec::new()).duties).encode();
		assert_eq!(Rule::decode(&mut &encoded[..]).is_ok(), decodes, "{conditions}");
	}
}

/// Each fault has its number and a sentence of its own.
#[test]
fn it_says_what_is_wrong() {
	let sentences: std::collections::BTreeSet<String> = (0..21)
		.map(|number| PolicyFault::decode(&mut &[number][..]).expect("a fault").to_string())
		.collect();
	assert_eq!(sentences.len(), 21);
	assert!(PolicyFault::decode(&mut &[21][..]).is_err());
	assert_eq!(PolicyFault::TooManyBytes.encode(), [0]);
	assert_eq!(PolicyFault::ApprovalsInDeny.encode(), [20]);
}
