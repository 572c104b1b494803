use crate::{mock::*, DeniedBy, Error, Event, HoldReason, PolicyAt, ResourceChange, Uses};
use codec::MaxEncodedLen;
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
};
use jmt_primitives::{
	access::{
		self, Action, Actions, Allowed, Authority, By, Condition, Counted, Counting, Decision,
		Delegation, Duties, Holder, Limit, Reason, ResourceId, Rule, Scope, StateRef, Subject,
		Totals, Who,
	},
	AccountId, Balance, Moment, JMT,
};
use sp_runtime::DispatchError;

const DAY: Moment = 24 * 3_600_000;

fn deposit() -> Balance {
	let bytes = 16 + 16 + Counted::max_encoded_len() + access::Uses::max_encoded_len();
	ITEM + BYTE * bytes as Balance // cast: widening
}

fn phone() -> Subject {
	Subject::Device(device(PHONE))
}

fn totals(of: &[(Action, u64)]) -> Totals {
	of.to_vec().try_into().unwrap()
}

/// Uses that were bought of opening.
fn opened(uses: &access::Uses) -> u64 {
	uses.total(Action::OPEN, uses.series)
}

/// Bob's phone does this so many times.
fn act(id: ResourceId, action: Action, uses: u32) -> DispatchResultWithPostInfo {
	Access::use_right(by(bob()), id, phone(), action, Authority::Own, uses, u128::MAX)
}

/// A resource of all 64 actions, each for this price.
fn bazaar(price: Balance) -> ResourceId {
	let rule = Rule { actions: Actions::ALL, ..priced(allow(Who::Anybody), price) };
	let id = lift(vec![rule]);
	let change = ResourceChange::Actions { actions: Actions::ALL, fail_safe: Actions::NONE };
	assert_ok!(Access::set_resource(by(alice()), id, change));
	id
}

fn enforce(id: ResourceId, enforcer: Option<u8>) {
	let change = ResourceChange::Enforcer(enforcer.map(device));
	assert_ok!(Access::set_resource(by(alice()), id, change));
}

/// Bob's phone opens so many times.
fn open(id: ResourceId, uses: u32, most: Balance) -> DispatchResultWithPostInfo {
	Access::use_right(by(bob()), id, phone(), Action::OPEN, Authority::Own, uses, most)
}

fn counted(id: ResourceId, counted: Counted) -> Option<access::Uses> {
	Uses::<Test>::get(id, counted)
}

fn of_phone(id: ResourceId) -> Option<access::Uses> {
	counted(id, Counted::Subject(phone()))
}

#[test]
fn it_decides_counts_pays_and_tells() {
	ExtBuilder.build_and_execute(|| {
		let id =
			lift(vec![deny(Who::Device(device(STRAY))), priced(allow(Who::TrustedBy(1)), JMT)]);
		take_events();
		let (alices, bobs) = (free(&alice()), free(&bob()));
		assert_ok!(open(id, 3, 3 * JMT));
		let decision = Decision::Allow(Allowed {
			until: NOW + 600_000,
			duties: Duties { price: JMT, log: false, notice: false },
			by: By::Rule(1),
			version: 1,
			state: StateRef { block: 7, at: NOW },
		});
		assert_eq!(
			take_events(),
			[Event::Used {
				resource: id,
				subject: phone(),
				action: Action::OPEN,
				authority: Authority::Own,
				uses: 3,
				price: 3 * JMT,
				decision
			}]
		);
		let (payer, deposit) = (bob(), deposit());
		let bought = |uses| totals(&[(Action::OPEN, uses)]);
		let (window, count, series) = (0, 0, 0);
		let uses = access::Uses { window, count, series, totals: bought(3), payer, deposit };
		assert_eq!(of_phone(id), Some(uses.clone()));
		assert_eq!(free(&alice()), alices + 3 * JMT);
		assert_eq!(free(&bob()), bobs - 3 * JMT - deposit);
		assert_eq!(held(HoldReason::Uses, &bob()), deposit);
		// The deposit is paid once.
		assert_ok!(open(id, 1, JMT));
		assert_eq!(of_phone(id), Some(access::Uses { totals: bought(4), ..uses }));
		assert_eq!(held(HoldReason::Uses, &bob()), deposit);
	});
}

#[test]
fn it_counts_in_windows_and_begins_each_anew() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![on(allow(Who::Device(device(PHONE))), limit(3, DAY))]);
		let exhausted = exhausted();
		let begin = NOW - NOW % DAY;
		assert_ok!(open(id, 2, 0));
		assert_noop!(without_info(open(id, 2, 0)), exhausted);
		assert_ok!(open(id, 1, 0));
		let uses = of_phone(id).unwrap();
		assert_eq!((uses.window, uses.count, opened(&uses)), (begin, 3, 3));
		// The last moment of the window, and the first of the next one.
		set_time(begin + DAY - 1);
		assert_noop!(without_info(open(id, 1, 0)), exhausted);
		set_time(begin + DAY);
		assert_ok!(open(id, 3, 0));
		let uses = of_phone(id).unwrap();
		assert_eq!((uses.window, uses.count, opened(&uses)), (begin + DAY, 3, 6));
	});
}

#[test]
fn it_begins_no_window_anew_by_uses_without_one() {
	ExtBuilder.build_and_execute(|| {
		let limited = || body(vec![on(allow(Who::Anybody), limit(1, DAY))]);
		let id = lift(vec![]);
		let at = PolicyAt::Replace(resource(id).policy.unwrap());
		assert_ok!(Access::set_policy(by(alice()), at, limited()));
		assert_ok!(open(id, 1, 0));
		let paid = body(vec![priced(allow(Who::Anybody), 1)]);
		assert_ok!(Access::set_policy(by(alice()), at, paid));
		assert_ok!(open(id, 5, 5));
		let uses = of_phone(id).unwrap();
		assert_eq!((uses.window, uses.count, opened(&uses)), (NOW - NOW % DAY, 1, 6));
		assert_ok!(Access::set_policy(by(alice()), at, limited()));
		let exhausted = exhausted();
		assert_noop!(without_info(open(id, 1, 0)), exhausted);
	});
}

#[test]
fn it_counts_nothing_by_rules_that_neither_cost_nor_count_on_the_chain() {
	ExtBuilder.build_and_execute(|| {
		let locally = Limit { most: 1, window: DAY, counting: Counting::Locally };
		let rule = on(allow(Who::Anybody), Condition::Uses(locally));
		for rules in [vec![allow(Who::Anybody)], vec![rule]] {
			let id = lift(rules);
			assert_ok!(open(id, 1, 0));
			assert_eq!(Uses::<Test>::iter().count(), 0);
		}
	});
}

#[test]
fn it_counts_for_each_limited_grant_of_a_chain() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![]);
		let to = |issuer, parent, holder: AccountId, uses| {
			let scope = Scope { uses, ..scope() };
			grant(issuer, id, parent, Holder::Account(holder), scope, Delegation::Allowed)
		};
		let root = to(alice(), None, bob(), Some(5));
		let left = to(bob(), Some(root), carol(), Some(3));
		let right = to(bob(), Some(root), dave(), Some(5));
		let free_of = to(alice(), None, bob(), None);
		let go = |who: AccountId, grant, uses| {
			let (subject, authority) = (Subject::Account(who.clone()), Authority::Grant(grant));
			Access::use_right(by(who), id, subject, Action::OPEN, authority, uses, 0)
		};
		let count = |grant| counted(id, Counted::Grant(grant)).map_or(0, |uses| uses.count);
		assert_ok!(go(carol(), left, 3));
		assert_eq!((count(root), count(left), count(right)), (3, 3, 0));
		let exhausted = exhausted();
		// Its own limit, and then the parent's, of which the other child took its part.
		assert_noop!(without_info(go(carol(), left, 1)), exhausted);
		assert_noop!(without_info(go(dave(), right, 3)), exhausted);
		assert_ok!(go(dave(), right, 2));
		assert_eq!((count(root), count(left), count(right)), (5, 3, 2));
		assert_noop!(without_info(go(bob(), root, 1)), exhausted);
		assert_ok!(go(bob(), free_of, 9));
		assert_eq!(counted(id, Counted::Grant(free_of)), None);
		// Each payer paid for that which it counted first.
		assert_eq!(held(HoldReason::Uses, &carol()), 2 * deposit());
		assert_eq!(held(HoldReason::Uses, &dave()), deposit());
	});
}

/// Carol would buy reads for a planck, and open the vault for them.
#[test]
fn it_counts_each_action_by_itself_in_the_order_of_actions() {
	ExtBuilder.build_and_execute(|| {
		let id = bazaar(1);
		let (first, last) = (Action::READ, Action::new(63).unwrap());
		for (action, uses) in [(Action::OPEN, 2), (last, 1), (first, 100), (Action::OPEN, 3)] {
			assert_ok!(act(id, action, uses));
		}
		let uses = of_phone(id).unwrap();
		assert_eq!(uses.totals, totals(&[(first, 100), (Action::OPEN, 5), (last, 1)]));
		// The price was agreed for each by itself.
		let at = PolicyAt::Replace(resource(id).policy.unwrap());
		let dear = body(vec![priced(allow(Who::Anybody), JMT)]);
		assert_ok!(Access::set_policy(by(alice()), at, dear));
		assert_ok!(act(id, Action::OPEN, 1));
		assert_eq!(opened(&of_phone(id).unwrap()), 6);
	});
}

/// That which the enforcer before may have served is not served once more.
#[test]
fn it_begins_totals_anew_under_another_enforcer_and_no_window() {
	ExtBuilder.build_and_execute(|| {
		let rule = priced(on(allow(Who::Anybody), limit(6, DAY)), 1);
		let id = lift(vec![rule]);
		assert_ok!(act(id, Action::OPEN, 2));
		assert_ok!(act(id, Action::READ, 1));
		enforce(id, Some(PHONE));
		// Nothing changes before something is bought.
		assert_eq!(of_phone(id).unwrap().series, 0);
		assert_ok!(act(id, Action::READ, 1));
		let uses = of_phone(id).unwrap();
		assert_eq!((uses.series, uses.count), (1, 4));
		assert_eq!(uses.totals, totals(&[(Action::READ, 1)]));
		// To none and back are two more.
		enforce(id, None);
		enforce(id, Some(PHONE));
		assert_ok!(act(id, Action::READ, 1));
		let uses = of_phone(id).unwrap();
		assert_eq!((uses.series, uses.count, uses.totals), (3, 5, totals(&[(Action::READ, 1)])));
		// The limit of the window is as it was.
		assert_eq!(without_info(act(id, Action::OPEN, 2)), Err(exhausted()));
		assert_ok!(act(id, Action::OPEN, 1));
		assert_eq!(held(HoldReason::Uses, &bob()), deposit());
	});
}

/// A grant's limit is of all actions, and outlives an enforcer.
#[test]
fn it_counts_a_grant_whatever_is_done_and_whoever_enforces() {
	ExtBuilder.build_and_execute(|| {
		let id = bazaar(0);
		let scope = Scope { uses: Some(9), actions: Actions::ALL, ..scope() };
		let holder = Holder::Account(bob());
		let grant = grant(alice(), id, None, holder, scope, Delegation::Kept);
		let go = |action| {
			let (subject, authority) = (Subject::Account(bob()), Authority::Grant(grant));
			let action = Action::new(action).unwrap();
			without_info(Access::use_right(by(bob()), id, subject, action, authority, 1, 0))
		};
		for action in 0..9 {
			assert_ok!(go(action));
			enforce(id, (action % 2 == 0).then_some(PHONE));
		}
		let uses = counted(id, Counted::Grant(grant)).unwrap();
		assert_eq!((uses.window, uses.count, uses.series), (0, 9, 0));
		assert!(uses.totals.is_empty());
		assert_eq!(go(9), Err(exhausted()));
	});
}

#[test]
fn it_lets_an_account_use_what_is_its_own() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![priced(allow(Who::OwnedBy(carol())), JMT)]);
		let subject = Subject::Account(carol());
		let own = Authority::Own;
		assert_ok!(Access::use_right(by(carol()), id, subject, Action::OPEN, own, 1, JMT));
		let stray = Subject::Device(device(STRAY));
		assert_ok!(Access::use_right(by(carol()), id, stray, Action::OPEN, own, 1, JMT));
		assert_eq!(Uses::<Test>::iter().count(), 2);
	});
}

#[test]
fn it_pays_itself_nothing() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![priced(allow(Who::Anybody), 10 * WEALTH)]);
		let before = free(&alice());
		let (subject, own) = (Subject::Account(alice()), Authority::Own);
		let most = 10 * WEALTH;
		assert_ok!(Access::use_right(by(alice()), id, subject, Action::OPEN, own, 1, most));
		assert_eq!(free(&alice()), before - deposit());
	});
}

#[test]
fn it_costs_what_it_read_allowed_or_not() {
	ExtBuilder.build_and_execute(|| {
		let (few, many) = (lift(vec![allow(Who::Anybody)]), lift(vec![deny(Who::TrustedBy(1)); 4]));
		let call = RuntimeCall::Access(crate::Call::use_right {
			resource: few,
			subject: phone(),
			action: Action::OPEN,
			authority: Authority::Own,
			uses: 1,
			most_price: 0,
		});
		let most = call.get_dispatch_info().call_weight;
		let allowed = open(few, 1, 0).unwrap().actual_weight.unwrap();
		let denied = open(many, 1, 0).unwrap_err().post_info.actual_weight.unwrap();
		assert!(allowed.all_lt(denied) && denied.all_lt(most));
	});
}

fn exhausted() -> DispatchError {
	Error::<Test>::Denied(DeniedBy(Reason::UsesExhausted)).into()
}

/// The same without what it cost.
fn without_info(result: DispatchResultWithPostInfo) -> sp_runtime::DispatchResult {
	result.map(|_| ()).map_err(|failed| failed.error)
}

mod reject {
	use super::*;
	use sp_runtime::{ArithmeticError, TokenError};

	fn refused(
		result: impl FnOnce() -> DispatchResultWithPostInfo,
		error: impl Into<DispatchError>,
	) {
		assert_noop!(without_info(result()), error.into());
	}

	#[test]
	fn it_refuses_subjects_of_others() {
		ExtBuilder.build_and_execute(|| {
			let id = lift(vec![allow(Who::Anybody)]);
			let attempt = |who, subject| {
				Access::use_right(by(who), id, subject, Action::OPEN, Authority::Own, 1, 0)
			};
			for (who, subject) in [
				(alice(), phone()),
				(carol(), Subject::Account(bob())),
				(bob(), Subject::Device(device(77))),
				(bob(), Subject::Key(key(PHONE))),
				(bob(), Subject::Member(1)),
			] {
				refused(|| attempt(who, subject), Error::<Test>::NotSubjectOwner);
			}
		});
	}

	#[test]
	fn it_refuses_what_is_denied_with_the_reason() {
		ExtBuilder.build_and_execute(|| {
			let denied = |reason| Error::<Test>::Denied(DeniedBy(reason));
			refused(|| open(1, 1, 0), denied(Reason::UnknownResource));
			let nothing = make(1, None);
			refused(|| open(nothing, 1, 0), denied(Reason::NoRule));
			let id = lift(vec![allow(Who::Anybody), deny(Who::Device(device(PHONE)))]);
			refused(|| open(id, 1, 0), denied(Reason::DeniedByRule));
			let trusting = lift(vec![allow(Who::TrustedBy(1))]);
			set_time(NOW + 3_600_001);
			refused(|| open(trusting, 1, 0), denied(Reason::TrustExpired));
		});
	}

	#[test]
	fn it_refuses_a_price_beyond_the_most_and_beyond_numbers() {
		ExtBuilder.build_and_execute(|| {
			let id = lift(vec![priced(allow(Who::Anybody), 7)]);
			refused(|| open(id, 3, 20), Error::<Test>::PriceTooHigh);
			assert_ok!(open(id, 3, 21));
			let id = lift(vec![priced(allow(Who::Anybody), u128::MAX / 2)]);
			refused(|| open(id, 3, u128::MAX), ArithmeticError::Overflow);
		});
	}

	#[test]
	fn it_refuses_a_ninth_action_until_another_enforcer_is_there() {
		ExtBuilder.build_and_execute(|| {
			let id = bazaar(1);
			let action = |number| Action::new(number).unwrap();
			// From the greatest down: each goes before all others.
			for number in (10..18).rev() {
				assert_ok!(act(id, action(number), 1));
			}
			let full = of_phone(id).unwrap();
			for ninth in [0, 9, 18, 63] {
				refused(|| act(id, action(ninth), 1), Error::<Test>::TooManyActions);
			}
			assert_eq!(of_phone(id), Some(full));
			assert_ok!(act(id, action(13), 1));
			// Other subjects have eight of their own.
			let (subject, own) = (Subject::Account(bob()), Authority::Own);
			assert_ok!(Access::use_right(by(bob()), id, subject, action(9), own, 1, 1));
			enforce(id, None);
			assert_ok!(act(id, action(9), 1));
			assert_eq!(of_phone(id).unwrap().totals, totals(&[(action(9), 1)]));
		});
	}

	#[test]
	fn it_refuses_a_total_beyond_numbers() {
		ExtBuilder.build_and_execute(|| {
			let id = bazaar(1);
			assert_ok!(act(id, Action::OPEN, 1));
			Uses::<Test>::mutate(id, Counted::Subject(phone()), |uses| {
				uses.as_mut().unwrap().totals = totals(&[(Action::OPEN, u64::MAX - 3)]);
			});
			refused(|| act(id, Action::OPEN, 4), ArithmeticError::Overflow);
			assert_ok!(act(id, Action::OPEN, 3));
			assert_eq!(opened(&of_phone(id).unwrap()), u64::MAX);
		});
	}

	#[test]
	fn it_refuses_no_uses() {
		ExtBuilder.build_and_execute(|| {
			let id = lift(vec![allow(Who::Anybody)]);
			refused(|| open(id, 0, 0), Error::<Test>::NoUses);
		});
	}

	#[test]
	fn it_counts_nothing_where_it_cannot_pay() {
		ExtBuilder.build_and_execute(|| {
			// The deposit is there, the price is not.
			let id = lift(vec![priced(allow(Who::Anybody), 2 * WEALTH)]);
			let call = RuntimeCall::Access(crate::Call::use_right {
				resource: id,
				subject: phone(),
				action: Action::OPEN,
				authority: Authority::Own,
				uses: 1,
				most_price: u128::MAX,
			});
			use sp_runtime::traits::Dispatchable;
			let failed = call.dispatch(by(bob())).unwrap_err().error;
			assert_eq!(failed, TokenError::FundsUnavailable.into());
			assert_eq!(Uses::<Test>::iter().count(), 0);
			assert_eq!(held(HoldReason::Uses, &bob()), 0);
			// Without the deposit it is not counted either.
			let id = lift(vec![priced(allow(Who::Anybody), 1)]);
			let subject = Subject::Account(pauper());
			let attempt = || {
				let own = Authority::Own;
				Access::use_right(by(pauper()), id, subject, Action::OPEN, own, 1, 1)
			};
			refused(attempt, TokenError::FundsUnavailable);
		});
	}

	#[test]
	fn it_refuses_calls_without_an_account() {
		ExtBuilder.build_and_execute(|| {
			let id = lift(vec![allow(Who::Anybody)]);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				let attempt =
					|| Access::use_right(origin, id, phone(), Action::OPEN, Authority::Own, 1, 0);
				refused(attempt, DispatchError::BadOrigin);
			}
		});
	}
}
