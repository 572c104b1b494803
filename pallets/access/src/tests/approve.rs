use crate::{mock::*, Approvals, Error, Event, HoldReason};
use codec::MaxEncodedLen;
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	access::{
		Action, Approval, Authority, Condition, Reason, Request, Subject, Who, MAX_APPROVAL_MS,
	},
	Balance, Hash,
};

fn deposit() -> Balance {
	ITEM + BYTE * (16 + 16 + 64 + Approval::max_encoded_len()) as Balance // cast: widening
}

#[test]
fn it_keeps_an_approval_and_gives_it_another_end() {
	ExtBuilder.build_and_execute(|| {
		let (id, request) = (make(1, None), Hash::repeat_byte(5));
		take_events();
		for until in [NOW, NOW + MAX_APPROVAL_MS] {
			assert_ok!(Access::approve(by(carol()), id, request, until));
			let approver = carol();
			assert_eq!(take_events(), [Event::Approved { resource: id, request, approver, until }]);
			let approval = Approval { until, deposit: deposit() };
			assert_eq!(Approvals::<Test>::get(id, (request, carol())), Some(approval));
			assert_eq!(held(HoldReason::Approval, &carol()), deposit());
		}
		// Of another account it is another.
		assert_ok!(Access::approve(by(bob()), id, request, NOW));
		assert_eq!(Approvals::<Test>::iter().count(), 2);
	});
}

#[test]
fn it_lets_a_request_through_that_needs_two() {
	ExtBuilder.build_and_execute(|| {
		let of = vec![bob(), carol(), dave()].try_into().unwrap();
		let rule = on(allow(Who::Device(device(PHONE))), Condition::Approvals { least: 2, of });
		let id = lift(vec![rule]);
		let subject = Subject::Device(device(PHONE));
		let request = Request::new(id, Action::OPEN, subject.clone(), Authority::Own);
		let hash = request.hash(&genesis());
		let other = Request::new(id, Action::CLOSE, subject, Authority::Own).hash(&genesis());
		let missing = || Access::decide(&request).reason() == Some(Reason::ApprovalsMissing);
		// One twice, one of another request, one of a stranger: still one.
		assert_ok!(Access::approve(by(bob()), id, hash, NOW + 5));
		assert_ok!(Access::approve(by(bob()), id, hash, NOW + 6));
		assert_ok!(Access::approve(by(carol()), id, other, NOW + 5));
		assert_ok!(Access::approve(by(alice()), id, hash, NOW + 5));
		assert!(missing());
		assert_ok!(Access::approve(by(carol()), id, hash, NOW + 5));
		assert!(Access::decide(&request).is_allow());
		set_time(NOW + 5);
		assert!(Access::decide(&request).is_allow());
		set_time(NOW + 6);
		assert!(missing());
	});
}

mod reject {
	use super::*;
	use sp_runtime::{DispatchError, TokenError};

	#[test]
	fn it_refuses_an_end_that_has_passed_or_lies_too_far_ahead() {
		ExtBuilder.build_and_execute(|| {
			let (id, request) = (make(1, None), Hash::zero());
			let approve = |until| Access::approve(by(bob()), id, request, until);
			assert_noop!(approve(NOW - 1), Error::<Test>::Ended);
			assert_noop!(approve(NOW + MAX_APPROVAL_MS + 1), Error::<Test>::EndsTooFar);
		});
	}

	#[test]
	fn it_refuses_a_resource_that_is_not_there_a_pauper_and_nobody() {
		ExtBuilder.build_and_execute(|| {
			let (id, request) = (make(1, None), Hash::zero());
			assert_noop!(
				Access::approve(by(bob()), id + 1, request, NOW),
				Error::<Test>::UnknownResource
			);
			assert_noop!(
				Access::approve(by(pauper()), id, request, NOW),
				TokenError::FundsUnavailable
			);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(Access::approve(origin, id, request, NOW), DispatchError::BadOrigin);
			}
		});
	}
}
