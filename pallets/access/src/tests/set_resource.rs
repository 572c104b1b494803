use crate::{mock::*, Error, Event, Policies, ResourceChange, StateChange};
use frame_support::{assert_noop, assert_ok};
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
		for change in [
			ResourceChange::Place(Some(cell)),
			ResourceChange::Enforcer(Some(device(PHONE))),
			ResourceChange::Actions { actions, fail_safe },
			ResourceChange::Policy(Some(policy)),
		] {
			assert_ok!(set(alice(), id, change.clone()));
			assert_eq!(
				take_events(),
				[Event::ResourceChanged {
					resource: id,
					by: alice(),
					change,
					state: ResourceState::Open
				}]
			);
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
	use sp_runtime::DispatchError;

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
