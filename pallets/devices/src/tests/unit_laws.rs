//! The laws of units notice when they are broken. "It ..."

use super::makers::*;
use crate::{mock::*, Members, NextRoot, Roots, Units};
use frame_support::assert_ok;
use jmt_primitives::{
	units::{Root, RootId},
	DeviceId, Hash, Invariants,
};

/// That the laws hold with a root and a bound unit, and no longer after `breaks`, for this reason.
fn notices(breaks: impl FnOnce(RootId, DeviceId), fault: &'static str) {
	ExtBuilder.build().execute_with(|| {
		let maker = Maker::new();
		let device = register(owner(), 1).id();
		assert_ok!(bind(owner(), device, &maker.certify(1, &unit(1)), &unit(1)));
		assert_ok!(Devices::check());
		breaks(maker.root, device);
		assert_eq!(Devices::check(), Err(sp_runtime::TryRuntimeError::Other(fault)));
	});
}

fn change_root(id: RootId, change: impl FnOnce(&mut Root)) {
	Roots::<Test>::mutate(id, |root| change(root.as_mut().unwrap()));
}

#[test]
fn it_notices_a_unit_that_counts_twice_or_not_at_all() {
	let named = "a unit's device has another or none";
	notices(|root, device| Units::<Test>::insert(root, Hash::zero(), device), named);
	notices(|_, device| Members::<Test>::remove(device), named);
	notices(
		|root, _| Units::<Test>::remove(root, Hash::repeat_byte(1)),
		"a device's unit is another's",
	);
}

#[test]
fn it_notices_a_crooked_root() {
	notices(|root, _| NextRoot::<Test>::put(root), "a root's number was not given");
	notices(|root, _| change_root(root, |root| root.keys.clear()), "a root has no key");
	notices(|root, _| change_root(root, |root| root.terms.share = 0), "a root's share is wrong");
	notices(|root, _| change_root(root, |root| root.used = 2), "a root miscounts its units");
	notices(|root, _| Roots::<Test>::remove(root), "a unit has no root");
}
