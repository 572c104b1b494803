use crate::{mock::*, Error, Event, Policies, ResourceChange, StateChange};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use jmt_primitives::{
	access::{Action, Actions, ResourceId, ResourceState, Who},
	cell::Cell,
	domains::{Rank, Role},
	AccountId,
};
use sp_runtime::DispatchResult;

const OWNER: Rank = Rank { depth: 1, role: Role::Owner };
const ADMIN: Rank = Rank { depth: 1, role: Role::Admin };

fn set(who: AccountId, id: ResourceId, change: ResourceChange) -> DispatchResult {
	Access::set_resource(by(who), id, change)
}

fn freeze(who: AccountId, id: ResourceId) -> DispatchResult {
	set(who, id, ResourceChange::State(StateChange::Freeze))
}

fn open(who: AccountId, id: ResourceId) -> DispatchResult {
	set(who, id, ResourceChange::State(StateChange::Open))
}

/// A resource of carol's in domain 1, of which she is no authority.
fn carols() -> ResourceId {
	let id = make(1, None);
	crate::Resources::<Test>::mutate(id, |stored| {
		let stored = stored.as_mut().unwrap();
		Access::release(crate::HoldReason::Resource, &alice(), stored.deposit).unwrap();
		Access::hold(crate::HoldReason::Resource, &carol(), stored.deposit).unwrap();
		stored.owner = carol();
	});
	take_events();
	id
}

#[test]
fn it_changes_all_that_its_owner_may() {
	ExtBuilder.build_and_execute(|| {
		let id = make(1, None);
		let cell: Cell = "89283082803ffff".parse().unwrap();
		let actions = Actions::from_iter([Action::OPEN, Action::CLOSE]);
		let fail_safe = Actions::from_iter([Action::CLOSE]);
		let policy = write(1, vec![]);
		take_events();
		for (change, series) in [
			(ResourceChange::Place(Some(cell)), 0),
			(ResourceChange::Enforcer(Some(device(PHONE))), 1),
			(ResourceChange::Actions { actions, fail_safe }, 1),
			(ResourceChange::Policy(Some(policy)), 1),
		] {
			assert_ok!(set(alice(), id, change.clone()));
			let state = ResourceState::Open;
			let told = Event::ResourceChanged { resource: id, by: alice(), change, state, series };
			assert_eq!(take_events(), [told]);
		}
		let stored = resource(id);
		assert_eq!(stored.place, Some(cell));
		assert_eq!(stored.enforcer, Some(device(PHONE)));
		assert_eq!((stored.actions, stored.fail_safe), (actions, fail_safe));
		assert_eq!(stored.policy, Some(policy));
		// All of them may be taken away.
		for change in [
			ResourceChange::Place(None),
			ResourceChange::Enforcer(None),
			ResourceChange::Actions { actions: Actions::NONE, fail_safe: Actions::NONE },
			ResourceChange::Policy(None),
		] {
			assert_ok!(set(alice(), id, change));
		}
		let stored = resource(id);
		assert_eq!((stored.place, stored.enforcer, stored.policy), (None, None, None));
		assert_eq!(stored.actions, Actions::NONE);
	});
}

/// A new enforcer's ledger is empty: what was bought before is of another series.
#[test]
fn it_begins_a_series_with_each_other_enforcer() {
	ExtBuilder.build_and_execute(|| {
		let id = make(1, None);
		let to = |enforcer| {
			assert_ok!(set(alice(), id, ResourceChange::Enforcer(enforcer)));
			resource(id).series
		};
		let (lift, phone) = (Some(device(LIFT)), Some(device(PHONE)));
		assert_eq!(resource(id).series, 0);
		assert_eq!(to(lift), 0);
		assert_eq!((to(phone), to(phone), to(lift)), (1, 1, 2));
		assert_eq!((to(None), to(None), to(lift)), (3, 3, 4));
		// No other change begins one.
		for change in [
			ResourceChange::Place(None),
			ResourceChange::Actions { actions: Actions::NONE, fail_safe: Actions::NONE },
			ResourceChange::Policy(None),
			ResourceChange::State(StateChange::Freeze),
			ResourceChange::State(StateChange::Open),
		] {
			assert_ok!(set(alice(), id, change));
		}
		assert_eq!(resource(id).series, 4);
		assert_ok!(Access::revoke_all(by(alice()), id));
		assert_eq!(resource(id).series, 4);
	});
}

#[test]
fn it_weighs_what_its_change_does() {
	let weight = |change| {
		let call = crate::Call::<Test>::set_resource { resource: 1, change };
		call.get_dispatch_info().call_weight
	};
	let state = <() as crate::WeightInfo>::set_resource_state();
	for change in [StateChange::Freeze, StateChange::Open] {
		assert_eq!(weight(ResourceChange::State(change)), state);
	}
	let owners = <() as crate::WeightInfo>::set_resource();
	for change in [
		ResourceChange::Place(None),
		ResourceChange::Enforcer(None),
		ResourceChange::Actions { actions: Actions::NONE, fail_safe: Actions::NONE },
		ResourceChange::Policy(None),
	] {
		assert_eq!(weight(change), owners);
	}
}

#[test]
fn it_counts_the_resources_of_policies() {
	ExtBuilder.build_and_execute(|| {
		let (first, second) = (write(1, vec![]), write(1, vec![allow(Who::Anybody)]));
		let counts = || {
			let count = |id| Policies::<Test>::get(id).unwrap().resources;
			(count(first), count(second))
		};
		let id = make(1, Some(first));
		make(1, Some(first));
		assert_eq!(counts(), (2, 0));
		assert_ok!(set(alice(), id, ResourceChange::Policy(Some(first))));
		assert_eq!(counts(), (2, 0));
		assert_ok!(set(alice(), id, ResourceChange::Policy(Some(second))));
		assert_eq!(counts(), (1, 1));
		assert_ok!(set(alice(), id, ResourceChange::Policy(None)));
		assert_eq!(counts(), (1, 0));
	});
}

#[test]
fn it_is_frozen_and_opened_by_its_owner() {
	ExtBuilder.build_and_execute(|| {
		let id = carols();
		assert_ok!(freeze(carol(), id));
		assert_eq!(resource(id).state, ResourceState::FrozenByOwner);
		assert_ok!(open(carol(), id));
		assert_eq!(resource(id).state, ResourceState::Open);
		let told = |change, state| Event::ResourceChanged {
			resource: id,
			by: carol(),
			change: ResourceChange::State(change),
			state,
			series: 0,
		};
		assert_eq!(
			take_events(),
			[
				told(StateChange::Freeze, ResourceState::FrozenByOwner),
				told(StateChange::Open, ResourceState::Open)
			]
		);
	});
}

#[test]
fn it_is_frozen_by_its_domain_whatever_its_owner_did() {
	ExtBuilder.build_and_execute(|| {
		let id = carols();
		assert_ok!(freeze(dave(), id));
		assert_eq!(resource(id).state, ResourceState::Frozen(ADMIN));
		// A higher rank takes the place of a lower one.
		assert_ok!(freeze(alice(), id));
		assert_eq!(resource(id).state, ResourceState::Frozen(OWNER));

		let id = carols();
		assert_ok!(freeze(carol(), id));
		assert_ok!(freeze(dave(), id));
		assert_eq!(resource(id).state, ResourceState::Frozen(ADMIN));
	});
}

#[test]
fn it_is_left_frozen_by_its_owner_when_its_domain_lifts_its_freeze() {
	ExtBuilder.build_and_execute(|| {
		let id = carols();
		for (freezes, lifts) in [(dave(), dave()), (dave(), alice()), (alice(), alice())] {
			assert_ok!(freeze(freezes, id));
			assert_ok!(open(lifts, id));
			assert_eq!(resource(id).state, ResourceState::FrozenByOwner);
			assert_ok!(open(carol(), id));
			assert_eq!(resource(id).state, ResourceState::Open);
		}
	});
}

#[test]
fn it_is_opened_at_once_by_an_owner_of_the_rank() {
	ExtBuilder.build_and_execute(|| {
		let id = make(1, None);
		assert_ok!(freeze(dave(), id));
		assert_ok!(open(alice(), id));
		assert_eq!(resource(id).state, ResourceState::Open);
		assert_ok!(freeze(alice(), id));
		assert_eq!(resource(id).state, ResourceState::FrozenByOwner);
	});
}

mod reject {
	use super::*;
	use sp_runtime::{ArithmeticError, DispatchError};

	#[test]
	fn it_refuses_a_resource_that_is_not_there() {
		ExtBuilder.build_and_execute(|| {
			assert_noop!(freeze(alice(), 1), Error::<Test>::UnknownResource);
		});
	}

	#[test]
	fn it_refuses_all_but_a_freeze_of_others_than_the_owner() {
		ExtBuilder.build_and_execute(|| {
			let id = carols();
			for who in [alice(), dave(), bob()] {
				for change in [
					ResourceChange::Place(None),
					ResourceChange::Enforcer(None),
					ResourceChange::Actions { actions: Actions::ALL, fail_safe: Actions::NONE },
					ResourceChange::Policy(None),
				] {
					assert_noop!(set(who.clone(), id, change), Error::<Test>::NotOwner);
				}
			}
			assert_noop!(freeze(bob(), id), Error::<Test>::NotOwner);
			assert_noop!(open(bob(), id), Error::<Test>::NotOwner);
			assert_ok!(freeze(carol(), id));
			for who in [alice(), dave(), bob()] {
				assert_noop!(open(who, id), Error::<Test>::NotOwner);
			}
		});
	}

	#[test]
	fn it_refuses_to_freeze_twice_or_by_a_rank_that_is_not_higher() {
		ExtBuilder.build_and_execute(|| {
			let id = carols();
			assert_ok!(freeze(carol(), id));
			assert_noop!(freeze(carol(), id), Error::<Test>::AlreadyFrozen);
			assert_ok!(freeze(alice(), id));
			for who in [carol(), dave(), alice()] {
				assert_noop!(freeze(who, id), Error::<Test>::AlreadyFrozen);
			}
		});
	}

	#[test]
	fn it_refuses_to_lift_a_freeze_of_a_higher_rank() {
		ExtBuilder.build_and_execute(|| {
			let id = carols();
			assert_noop!(open(carol(), id), Error::<Test>::NotFrozen);
			assert_ok!(freeze(alice(), id));
			for who in [carol(), dave()] {
				assert_noop!(open(who, id), Error::<Test>::HigherAuthorityNeeded);
			}
			// An admin's the owner of the resource does not lift either.
			assert_ok!(open(alice(), id));
			assert_ok!(freeze(dave(), id));
			assert_noop!(open(carol(), id), Error::<Test>::HigherAuthorityNeeded);
		});
	}

	#[test]
	fn it_refuses_an_unknown_enforcer_actions_beyond_and_foreign_policies() {
		ExtBuilder.build_and_execute(|| {
			let id = carols();
			let policy = write(1, vec![]);
			let refused = |change, error: Error<Test>| {
				assert_noop!(set(carol(), id, change), error);
			};
			refused(ResourceChange::Enforcer(Some(device(77))), Error::UnknownEnforcer);
			let (actions, fail_safe) = (Actions(1), Actions(2));
			refused(ResourceChange::Actions { actions, fail_safe }, Error::BeyondActions);
			refused(ResourceChange::Policy(Some(policy + 1)), Error::UnknownPolicy);
			refused(ResourceChange::Policy(Some(policy)), Error::ForeignPolicy);
		});
	}

	#[test]
	fn it_refuses_another_enforcer_after_the_last_series() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			crate::Resources::<Test>::mutate(id, |stored| {
				stored.as_mut().unwrap().series = u32::MAX;
			});
			let to = |enforcer| set(alice(), id, ResourceChange::Enforcer(enforcer));
			assert_ok!(to(Some(device(LIFT))));
			assert_noop!(to(None), ArithmeticError::Overflow);
			assert_eq!(resource(id).enforcer, Some(device(LIFT)));
		});
	}

	#[test]
	fn it_refuses_calls_without_an_account() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(
					Access::set_resource(origin, id, ResourceChange::Place(None)),
					DispatchError::BadOrigin
				);
			}
		});
	}
}
