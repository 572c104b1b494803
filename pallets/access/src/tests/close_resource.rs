use crate::{mock::*, Error, Event, HoldReason, Policies, Resources};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::access::{Authority, Reason, Subject, Who};

#[test]
fn it_forgets_the_resource_and_releases_its_deposit() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![allow(Who::Anybody)]);
		let (policy, released) = (resource(id).policy.unwrap(), resource(id).deposit);
		take_events();
		assert_ok!(Access::close_resource(by(alice()), id));
		assert_eq!(take_events(), [Event::ResourceClosed { resource: id, released }]);
		assert_eq!(Resources::<Test>::get(id), None);
		assert_eq!(held(HoldReason::Resource, &alice()), 0);
		assert_eq!(Policies::<Test>::get(policy).unwrap().resources, 0);
		let decision = decide(id, Subject::Account(carol()), Authority::Own);
		assert_eq!(decision.reason(), Some(Reason::UnknownResource));
		// Its number is not given again.
		assert_eq!(make(1, None), id + 1);
	});
}

#[test]
fn it_leaves_its_grants_which_anybody_closes() {
	ExtBuilder.build_and_execute(|| {
		let id = make(1, None);
		let root = grant_to(alice(), id, None, bob());
		let child = grant_to(bob(), id, Some(root), carol());
		assert_ok!(Access::close_resource(by(alice()), id));
		assert_ok!(Access::close_grant(by(dave()), child));
		assert_ok!(Access::close_grant(by(dave()), root));
		assert_eq!(held(HoldReason::Grant, &alice()) + held(HoldReason::Grant, &bob()), 0);
	});
}

mod reject {
	use super::*;
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_others_than_the_owner() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			for who in [bob(), dave()] {
				assert_noop!(Access::close_resource(by(who), id), Error::<Test>::NotOwner);
			}
			assert_noop!(
				Access::close_resource(by(alice()), id + 1),
				Error::<Test>::UnknownResource
			);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(Access::close_resource(origin, id), DispatchError::BadOrigin);
			}
		});
	}
}
