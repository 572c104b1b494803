//! A worked example: Alice registers her router, moves house with it, and passes it on to Bob.

use crate::{mock::*, Error};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	devices::{DeviceStanding, InactiveReason},
	KeyType,
};

#[test]
fn alice_registers_her_router_and_passes_it_on() {
	ExtBuilder.build_and_execute(|| {
		let (alice, bob) = (owner(), stranger());

		// The router makes a key that never leaves it. Its id on the chain is a hash of the public key.
		let router = Signer::new(KeyType::P256, 7);

		// It signs that Alice may register it, on this chain and within the next minute.
		let expires = NOW + MAX_AGE;
		let consent = router.consent(&alice, expires);

		// Bob, a validator, sees the signature on its way to a block. It names Alice, so it is of no use to him.
		assert_noop!(
			Devices::register(by(bob.clone()), router.public(), expires, consent),
			Error::<Test>::BadSignature
		);

		// Alice sends it. Her deposit is held for as long as the chain stores the router.
		assert_ok!(Devices::register(by(alice.clone()), router.public(), expires, consent));
		assert_eq!(held(&alice), ONE_DEPOSIT);
		let stored = Devices::device(router.id()).expect("it is registered");
		assert_eq!((stored.owner, stored.standing), (alice.clone(), DeviceStanding::Active));

		// She moves house. Meanwhile the router is registered, but not active.
		assert_ok!(Devices::pause(by(alice.clone()), router.id()));
		let stored = Devices::device(router.id()).expect("it is registered");
		assert_eq!(stored.standing, DeviceStanding::Inactive(InactiveReason::Paused));
		assert_ok!(Devices::resume(by(alice.clone()), router.id()));

		// She gives the router away. The other pallets hear of its leave first, then the deposit is hers again.
		assert_ok!(Devices::remove(by(alice.clone()), router.id()));
		assert_eq!(Left::get(), vec![(router.id(), alice.clone())]);
		assert_eq!(held(&alice), 0);

		// The same router, with the same id, signs for Bob and is his.
		let consent = router.consent(&bob, expires);
		assert_ok!(Devices::register(by(bob.clone()), router.public(), expires, consent));
		assert_eq!(Devices::device(router.id()).map(|stored| stored.owner), Some(bob));
	});
}
