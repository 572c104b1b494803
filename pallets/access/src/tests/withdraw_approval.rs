use crate::{mock::*, Approvals, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::Hash;

#[test]
fn it_goes_back_to_its_approver() {
	ExtBuilder.build_and_execute(|| {
		let (id, request) = (make(1, None), Hash::repeat_byte(5));
		let end = NOW + 5;
		// By the approver at any time, the resource gone or not.
		assert_ok!(Access::approve(by(bob()), id, request, end));
		let released = held(HoldReason::Approval, &bob());
		take_events();
		assert_ok!(Access::withdraw_approval(by(bob()), id, request, bob()));
		let told = Event::ApprovalWithdrawn { resource: id, request, approver: bob(), released };
		assert_eq!(take_events(), [told]);
		assert_eq!(held(HoldReason::Approval, &bob()), 0);
		// By anybody after its end.
		assert_ok!(Access::approve(by(bob()), id, request, end));
		assert_ok!(Access::close_resource(by(alice()), id));
		set_time(end);
		assert_noop!(
			Access::withdraw_approval(by(carol()), id, request, bob()),
			Error::<Test>::NotApprover
		);
		set_time(end + 1);
		assert_ok!(Access::withdraw_approval(by(carol()), id, request, bob()));
		assert_eq!(held(HoldReason::Approval, &bob()), 0);
		assert_eq!(Approvals::<Test>::iter().count(), 0);
	});
}

mod reject {
	use super::*;
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_an_approval_that_is_not_there() {
		ExtBuilder.build_and_execute(|| {
			let (id, request) = (make(1, None), Hash::repeat_byte(5));
			assert_ok!(Access::approve(by(bob()), id, request, NOW));
			for (id, request, approver) in
				[(id + 1, request, bob()), (id, Hash::zero(), bob()), (id, request, carol())]
			{
				assert_noop!(
					Access::withdraw_approval(by(bob()), id, request, approver),
					Error::<Test>::UnknownApproval
				);
			}
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(
					Access::withdraw_approval(origin, id, request, bob()),
					DispatchError::BadOrigin
				);
			}
		});
	}
}
