use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::access::{Authority, GrantId, Reason, ResourceId, Subject};

/// The lift, and a chain of grants from alice to bob to carol to dave.
fn chain() -> (ResourceId, [GrantId; 3]) {
	let id = lift(vec![]);
	let first = grant_to(alice(), id, None, bob());
	let second = grant_to(bob(), id, Some(first), carol());
	let third = grant_to(carol(), id, Some(second), dave());
	take_events();
	(id, [first, second, third])
}

#[test]
fn it_ends_the_grant_and_all_below_by_one_write() {
	ExtBuilder.build_and_execute(|| {
		let (id, [first, second, third]) = chain();
		let ask = || decide(id, Subject::Account(dave()), Authority::Grant(third));
		assert!(ask().is_allow());
		let below = stored(third);
		set_time(NOW + 7);
		assert_ok!(Access::revoke(by(bob()), second));
		assert_eq!(take_events(), [Event::GrantRevoked { grant: second, by: bob() }]);
		assert_eq!(stored(second).revoked, Some(NOW + 7));
		assert_eq!(ask().reason(), Some(Reason::GrantRevoked));
		// The one grant alone was written.
		assert_eq!(stored(third), below);
		assert_eq!(stored(first).revoked, None);
		let above = decide(id, Subject::Account(bob()), Authority::Grant(first));
		assert!(above.is_allow());
	});
}

#[test]
fn it_is_done_by_the_issuer_any_above_and_the_owner() {
	for who in [alice(), bob(), carol()] {
		ExtBuilder.build_and_execute(|| {
			let (_, [_, _, third]) = chain();
			assert_ok!(Access::revoke(by(who), third));
		});
	}
	// The issuer, where the resource is gone and its owner with it.
	ExtBuilder.build_and_execute(|| {
		let (id, [_, second, _]) = chain();
		assert_ok!(Access::close_resource(by(alice()), id));
		assert_ok!(Access::revoke(by(bob()), second));
	});
}

mod reject {
	use super::*;
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_the_holder_those_below_and_strangers() {
		ExtBuilder.build_and_execute(|| {
			let (_, [_, second, third]) = chain();
			for (who, grant) in [(carol(), second), (dave(), second), (dave(), third)] {
				assert_noop!(Access::revoke(by(who), grant), Error::<Test>::NotIssuer);
			}
		});
	}

	#[test]
	fn it_refuses_a_grant_that_is_revoked_or_not_there() {
		ExtBuilder.build_and_execute(|| {
			let (_, [first, _, third]) = chain();
			assert_ok!(Access::revoke(by(alice()), first));
			assert_noop!(Access::revoke(by(alice()), first), Error::<Test>::AlreadyRevoked);
			assert_noop!(Access::revoke(by(alice()), third + 1), Error::<Test>::UnknownGrant);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(Access::revoke(origin, third), DispatchError::BadOrigin);
			}
		});
	}
}
