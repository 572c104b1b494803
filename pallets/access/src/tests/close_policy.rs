use crate::{mock::*, Error, Event, HoldReason, Policies, ResourceChange};
use frame_support::{assert_noop, assert_ok};

#[test]
fn it_forgets_a_policy_that_no_resource_names() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![]);
		let policy = resource(id).policy.unwrap();
		let released = Policies::<Test>::get(policy).unwrap().deposit;
		assert_ok!(Access::set_resource(by(alice()), id, ResourceChange::Policy(None)));
		take_events();
		assert_ok!(Access::close_policy(by(alice()), policy));
		assert_eq!(take_events(), [Event::PolicyClosed { policy, released }]);
		assert_eq!(Policies::<Test>::get(policy), None);
		assert_eq!(held(HoldReason::Policy, &alice()), 0);
		// Its number is not given again.
		assert_eq!(write(1, vec![]), policy + 1);
	});
}

mod reject {
	use super::*;
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_a_policy_in_use_of_another_and_none() {
		ExtBuilder.build_and_execute(|| {
			let policy = resource(lift(vec![])).policy.unwrap();
			let close = |who, policy| Access::close_policy(by(who), policy);
			assert_noop!(close(alice(), policy), Error::<Test>::PolicyInUse);
			assert_noop!(close(bob(), policy), Error::<Test>::NotOwner);
			assert_noop!(close(alice(), policy + 1), Error::<Test>::UnknownPolicy);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(Access::close_policy(origin, policy), DispatchError::BadOrigin);
			}
		});
	}
}
