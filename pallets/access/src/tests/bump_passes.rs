use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	access::{Delegation, Holder},
	domains::Reach,
};

#[test]
fn it_raises_the_epoch_for_holder_issuer_and_owner() {
	ExtBuilder.build_and_execute(|| {
		let id = make(1, None);
		let root = grant_to(alice(), id, None, bob());
		let child = grant_to(bob(), id, Some(root), carol());
		take_events();
		for (epoch, who) in [(1, carol()), (2, bob()), (3, alice())] {
			assert_ok!(Access::bump_passes(by(who), child));
			assert_eq!(take_events(), [Event::PassesRevoked { grant: child, epoch }]);
			assert_eq!(stored(child).pass_epoch, epoch);
		}
		// No other grant has another epoch, and the grant itself is as good as before.
		assert_eq!(stored(root).pass_epoch, 0);
		assert_eq!((stored(child).revoked, stored(child).epoch), (None, 0));
	});
}

#[test]
fn it_is_done_by_who_acts_for_a_device_or_a_domain() {
	ExtBuilder.build_and_execute(|| {
		let id = make(1, None);
		for holder in
			[Holder::Device(device(PHONE)), Holder::Domain { domain: 2, reach: Reach::Below }]
		{
			let id = grant(alice(), id, None, holder, scope(), Delegation::Allowed);
			assert_ok!(Access::bump_passes(by(bob()), id));
		}
	});
}

mod reject {
	use super::*;
	use sp_runtime::{ArithmeticError, DispatchError};

	#[test]
	fn it_refuses_an_issuer_above_a_child_and_strangers() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			let root = grant_to(alice(), id, None, bob());
			let child = grant_to(bob(), id, Some(root), carol());
			let leaf = grant_to(carol(), id, Some(child), dave());
			for (who, grant) in [(bob(), leaf), (carol(), root), (pauper(), leaf)] {
				assert_noop!(Access::bump_passes(by(who), grant), Error::<Test>::NotIssuer);
			}
			assert_noop!(Access::bump_passes(by(alice()), leaf + 1), Error::<Test>::UnknownGrant);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(Access::bump_passes(origin, leaf), DispatchError::BadOrigin);
			}
			crate::Grants::<Test>::mutate(leaf, |stored| {
				stored.as_mut().unwrap().pass_epoch = u32::MAX;
			});
			assert_noop!(Access::bump_passes(by(dave()), leaf), ArithmeticError::Overflow);
		});
	}
}
