use crate::{mock::*, Error, Event, Grants, HoldReason};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::access::{
	Authority, Delegation, Holder, Reason, Scope, Subject, GRANT_GRACE_MS,
};

#[test]
fn it_goes_back_to_its_payer_at_any_time() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![]);
		let root = grant_to(alice(), id, None, bob());
		let child = grant_to(bob(), id, Some(root), carol());
		let released = stored(child).deposit;
		take_events();
		assert_ok!(Access::close_grant(by(bob()), child));
		let closed = Event::GrantClosed { grant: child, payer: bob(), released };
		assert_eq!(take_events(), [closed]);
		assert_eq!(Grants::<Test>::get(child), None);
		assert_eq!(held(HoldReason::Grant, &bob()), 0);
		assert_eq!(stored(root).children, 0);
		let decision = decide(id, Subject::Account(carol()), Authority::Grant(child));
		assert_eq!(decision.reason(), Some(Reason::UnknownGrant));
		assert_ok!(Access::close_grant(by(alice()), root));
		// Numbers are not given again.
		assert_eq!(grant_to(alice(), id, None, bob()), child + 1);
	});
}

#[test]
fn it_is_closed_by_anybody_30_days_after_it_expired() {
	ExtBuilder.build_and_execute(|| {
		let id = make(1, None);
		let root = grant_to(alice(), id, None, bob());
		let end = scope().expires + GRANT_GRACE_MS;
		set_time(end);
		assert_noop!(Access::close_grant(by(dave()), root), Error::<Test>::NotPayer);
		set_time(end + 1);
		assert_ok!(Access::close_grant(by(dave()), root));
		assert_eq!(held(HoldReason::Grant, &alice()), 0);
	});
}

#[test]
fn it_is_closed_by_anybody_30_days_after_it_or_one_above_was_revoked() {
	ExtBuilder.build_and_execute(|| {
		let id = make(1, None);
		let long = Scope { expires: u64::MAX, ..scope() };
		let (to, may) = (Holder::Account(bob()), Delegation::Allowed);
		let root = grant(alice(), id, None, to, long.clone(), may);
		let to = Holder::Account(carol());
		let child = grant(bob(), id, Some(root), to, long, may);
		set_time(NOW + 1);
		assert_ok!(Access::revoke(by(alice()), root));
		let end = NOW + 1 + GRANT_GRACE_MS;
		set_time(end);
		assert_noop!(Access::close_grant(by(dave()), child), Error::<Test>::NotPayer);
		set_time(end + 1);
		assert_ok!(Access::close_grant(by(dave()), child));
		assert_ok!(Access::close_grant(by(dave()), root));
	});
}

mod reject {
	use super::*;
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_one_from_which_others_were_made() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			let root = grant_to(alice(), id, None, bob());
			let child = grant_to(bob(), id, Some(root), carol());
			assert_noop!(Access::close_grant(by(alice()), root), Error::<Test>::HasChildren);
			// Not even once all of it is over, or the resource is gone.
			set_time(scope().expires + GRANT_GRACE_MS + 1);
			assert_ok!(Access::close_resource(by(alice()), id));
			assert_noop!(Access::close_grant(by(alice()), root), Error::<Test>::HasChildren);
			assert_ok!(Access::close_grant(by(alice()), child));
			assert_ok!(Access::close_grant(by(carol()), root));
		});
	}

	#[test]
	fn it_refuses_others_than_the_payer_before_the_end_and_none() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			let root = grant_to(alice(), id, None, bob());
			for who in [bob(), dave()] {
				assert_noop!(Access::close_grant(by(who), root), Error::<Test>::NotPayer);
			}
			assert_noop!(Access::close_grant(by(alice()), root + 1), Error::<Test>::UnknownGrant);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(Access::close_grant(origin, root), DispatchError::BadOrigin);
			}
		});
	}
}
