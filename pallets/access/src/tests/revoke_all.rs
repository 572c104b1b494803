use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::access::{Authority, Reason, Subject};

#[test]
fn it_ends_all_grants_that_were_made_before() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![]);
		let other = lift(vec![]);
		let grants = [bob(), carol()].map(|to| (grant_to(alice(), id, None, to.clone()), to));
		let elsewhere = grant_to(alice(), other, None, bob());
		take_events();
		assert_ok!(Access::revoke_all(by(alice()), id));
		assert_eq!(take_events(), [Event::AllRevoked { resource: id, epoch: 1 }]);
		for (grant, holder) in grants {
			let decision = decide(id, Subject::Account(holder), Authority::Grant(grant));
			assert_eq!(decision.reason(), Some(Reason::GrantRevoked));
		}
		let untouched = decide(other, Subject::Account(bob()), Authority::Grant(elsewhere));
		assert!(untouched.is_allow());
		// Those made from now on are good.
		let anew = grant_to(alice(), id, None, bob());
		assert!(decide(id, Subject::Account(bob()), Authority::Grant(anew)).is_allow());
	});
}

mod reject {
	use super::*;
	use sp_runtime::{ArithmeticError, DispatchError};

	#[test]
	fn it_refuses_others_than_the_owner_and_an_epoch_beyond_the_last() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			assert_noop!(Access::revoke_all(by(dave()), id), Error::<Test>::NotOwner);
			assert_noop!(Access::revoke_all(by(alice()), id + 1), Error::<Test>::UnknownResource);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(Access::revoke_all(origin, id), DispatchError::BadOrigin);
			}
			crate::Resources::<Test>::mutate(id, |stored| {
				stored.as_mut().unwrap().epoch = u32::MAX;
			});
			assert_noop!(Access::revoke_all(by(alice()), id), ArithmeticError::Overflow);
		});
	}
}
