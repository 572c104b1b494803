use crate::{mock::*, Error, Event, HoldReason, Policies, PolicyAt, PolicyFaultByte};
use codec::{Encode, MaxEncodedLen};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	access::{
		Condition, Counting, Limit, Policy, PolicyBody, PolicyFault, PolicyId, Who, Window, Zone,
		MAX_AGE_MS,
	},
	units::Level,
	AccountId, Balance,
};
use sp_runtime::DispatchResult;

fn deposit(body: &PolicyBody) -> Balance {
	let around = Policy::max_encoded_len() - PolicyBody::max_encoded_len();
	ITEM + BYTE * (16 + around + body.encoded_size()) as Balance // cast: widening
}

fn set(who: AccountId, at: PolicyAt, body: PolicyBody) -> DispatchResult {
	Access::set_policy(by(who), at, body)
}

const NEW: PolicyAt = PolicyAt::New { domain: 1 };

/// A policy of 4,013 bytes, and of 17 more for each of some dates, 5 for each window of the week, 2 for each level.
fn filled(dates: usize, weekly: usize, levels: usize) -> PolicyBody {
	let date = Window::Dates { from: 0, to: u64::MAX };
	let week = Window::Weekly { from: 0, to: 1 };
	let time = |windows: Vec<Window>| Condition::Time(windows.try_into().unwrap());
	let rule = |conditions: usize| {
		(0..conditions).fold(allow(Who::Anybody), |rule, _| on(rule, time(vec![date; 8])))
	};
	let mut last = on(rule(4), time([vec![date; dates], vec![week; weekly]].concat()));
	for _ in 0..levels {
		last = on(last, Condition::Level(Level::One));
	}
	let mut body = body(vec![rule(8), rule(8), rule(8), last]);
	body.zone.offsets = vec![(0, 0), (1, 0), (2, 0)].try_into().unwrap();
	body
}

#[test]
fn it_writes_a_policy_and_holds_for_its_bytes() {
	ExtBuilder.build_and_execute(|| {
		let rules = vec![allow(Who::TrustedBy(1)), deny(Who::Device(device(STRAY)))];
		let body = crate::mock::body(rules);
		let deposit = deposit(&body);
		assert_ok!(set(alice(), NEW, body.clone()));
		assert_eq!(take_events(), [Event::PolicySet { policy: 1, version: 1, deposit }]);
		let policy = Policy { owner: alice(), domain: 1, version: 1, resources: 0, deposit, body };
		assert_eq!(Policies::<Test>::get(1), Some(policy));
		assert_eq!(held(HoldReason::Policy, &alice()), deposit);
		// Anybody has policies; only resources need a domain's word.
		assert_ok!(set(carol(), NEW, crate::mock::body(vec![])));
	});
}

#[test]
fn it_puts_another_in_the_place_of_one() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![allow(Who::Anybody)]);
		let policy = resource(id).policy.unwrap();
		take_events();
		let long = body(vec![allow(Who::Anybody); 32]);
		let short = body(vec![]);
		for (version, body) in [(2, long), (3, short)] {
			let deposit = deposit(&body);
			assert_ok!(set(alice(), PolicyAt::Replace(policy), body.clone()));
			assert_eq!(take_events(), [Event::PolicySet { policy, version, deposit }]);
			let stored = Policies::<Test>::get(policy).unwrap();
			assert_eq!((stored.body, stored.version, stored.resources), (body, version, 1));
			assert_eq!(held(HoldReason::Policy, &alice()), deposit);
		}
	});
}

#[test]
fn it_takes_4096_bytes() {
	ExtBuilder.build_and_execute(|| {
		let largest = filled(3, 3, 0);
		assert_eq!(largest.encoded_size(), 4_096);
		assert_ok!(set(alice(), NEW, largest));
	});
}

#[test]
fn it_asks_whom_its_own_domain_trusts_or_one_above() {
	ExtBuilder.build_and_execute(|| {
		for trusting in [1, 3] {
			let body = body(vec![allow(Who::TrustedBy(trusting))]);
			assert_ok!(set(alice(), PolicyAt::New { domain: 3 }, body));
		}
	});
}

mod reject {
	use super::*;
	use sp_runtime::{DispatchError, TokenError};

	fn refused(body: PolicyBody, error: Error<Test>) {
		assert_noop!(set(alice(), NEW, body), error);
	}

	fn bad(fault: PolicyFault) -> Error<Test> {
		Error::BadPolicy(PolicyFaultByte(fault))
	}

	#[test]
	fn it_refuses_another_owner_and_policies_and_domains_that_are_not_there() {
		ExtBuilder.build_and_execute(|| {
			let id: PolicyId = write(1, vec![]);
			let at = PolicyAt::Replace(id);
			assert_noop!(set(bob(), at, body(vec![])), Error::<Test>::NotOwner);
			let at = PolicyAt::Replace(id + 1);
			assert_noop!(set(alice(), at, body(vec![])), Error::<Test>::UnknownPolicy);
			let at = PolicyAt::New { domain: 9 };
			assert_noop!(set(alice(), at, body(vec![])), Error::<Test>::UnknownDomain);
		});
	}

	#[test]
	fn it_refuses_a_byte_more_than_4096() {
		ExtBuilder.build_and_execute(|| {
			let larger = filled(3, 2, 3);
			assert_eq!(larger.encoded_size(), 4_097);
			refused(larger, Error::PolicyTooLarge);
		});
	}

	#[test]
	fn it_refuses_whom_a_domain_trusts_that_is_not_its_own_or_above() {
		ExtBuilder.build_and_execute(|| {
			// Another, and the one below.
			for trusting in [2, 3] {
				refused(body(vec![allow(Who::TrustedBy(trusting))]), Error::NotTrusting);
			}
			// By a policy that was there before as well.
			let id = write(1, vec![]);
			let body = body(vec![allow(Who::TrustedBy(2))]);
			let at = PolicyAt::Replace(id);
			assert_noop!(set(alice(), at, body), Error::<Test>::NotTrusting);
		});
	}

	#[test]
	fn it_refuses_members_with_a_price_or_counted_on_the_chain() {
		ExtBuilder.build_and_execute(|| {
			let members = || allow(Who::Members(1));
			refused(body(vec![priced(members(), 1)]), Error::NotForMembers);
			refused(body(vec![on(members(), limit(1, 1))]), Error::NotForMembers);
			let locally = Limit { most: 1, window: 1, counting: Counting::Locally };
			let rule = on(members(), Condition::Uses(locally));
			assert_ok!(set(alice(), NEW, body(vec![rule])));
		});
	}

	#[test]
	fn it_refuses_windows_of_counted_uses_that_differ() {
		ExtBuilder.build_and_execute(|| {
			let rules = |windows: [u64; 2]| {
				windows.map(|window| on(allow(Who::Anybody), limit(1, window))).to_vec()
			};
			refused(body(rules([1, 2])), Error::UsesDiffer);
			assert_ok!(set(alice(), NEW, body(rules([2, 2]))));
		});
	}

	#[test]
	fn it_refuses_rules_of_which_a_cheap_one_would_pay_for_a_dear_one() {
		ExtBuilder.build_and_execute(|| {
			let anybody = || allow(Who::Anybody);
			for rules in [
				vec![priced(anybody(), 1), priced(anybody(), 2)],
				vec![priced(anybody(), 1), on(anybody(), limit(1, 5))],
				vec![priced(anybody(), 1), on(priced(anybody(), 1), limit(1, 5))],
				vec![on(anybody(), limit(1, 5)), on(anybody(), limit(2, 5))],
			] {
				refused(body(rules), Error::UsesDiffer);
			}
			// Those that count nothing on the chain, and those that are alike.
			let like = || on(priced(anybody(), 1), limit(1, 5));
			let local = |window| {
				let locally = Limit { most: 9, window, counting: Counting::Locally };
				let local = on(anybody(), Condition::Uses(locally));
				body(vec![like(), like(), anybody(), local, deny(Who::Anybody)])
			};
			assert_ok!(set(alice(), NEW, local(5)));
			// An enforcer keeps one window for a subject, wherever its uses count.
			refused(local(9), Error::UsesDiffer);
		});
	}

	#[test]
	fn it_refuses_what_has_no_sense_and_says_so() {
		ExtBuilder.build_and_execute(|| {
			let old = PolicyBody { max_age: MAX_AGE_MS + 1, ..body(vec![]) };
			refused(old, bad(PolicyFault::MaxAge));
			let nothing = jmt_primitives::access::Actions::NONE;
			let rule = jmt_primitives::access::Rule { actions: nothing, ..allow(Who::Anybody) };
			refused(body(vec![rule]), bad(PolicyFault::NoActions));
			let zone = Zone { good_until: u64::MAX, ..body(vec![]).zone };
			refused(PolicyBody { zone, ..body(vec![]) }, bad(PolicyFault::ZoneTooLong));
		});
	}

	#[test]
	fn it_refuses_an_account_without_the_deposit_and_calls_without_an_account() {
		ExtBuilder.build_and_execute(|| {
			let funds = TokenError::FundsUnavailable;
			assert_noop!(set(pauper(), NEW, body(vec![])), funds);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(
					Access::set_policy(origin, NEW, body(vec![])),
					DispatchError::BadOrigin
				);
			}
		});
	}
}
