//! Laws of keys and profiles notice when they are broken.

use super::life::*;
use crate::{mock::*, Aliases, Profiles, Rotations};
use frame_support::assert_ok;
use jmt_primitives::{
	devices::{KeyHistory, Profile, ProfilePart},
	DeviceId, Hash, Invariants,
};

/// A device with its third key, a rotation under way and flags.
struct Scene {
	device: DeviceId,
	first: Signer,
}

/// That the laws hold, and no longer after `breaks`, for this reason.
fn notices(breaks: impl FnOnce(&Scene), fault: &'static str) {
	ExtBuilder.build().execute_with(|| {
		let first = register(owner(), 1);
		let device = first.id();
		assert_ok!(rotate(&device, &first, &spare(1)));
		assert_ok!(rotate(&device, &spare(1), &spare(2)));
		assert_ok!(start(&device, &spare(3)));
		assert_ok!(Devices::set_profile(by(owner()), device, ProfilePart::Capabilities(1)));
		assert_ok!(Devices::check());
		breaks(&Scene { device, first });
		assert_eq!(Devices::check(), Err(sp_runtime::TryRuntimeError::Other(fault)));
	});
}

fn change(device: DeviceId, change: impl FnOnce(&mut KeyHistory)) {
	Rotations::<Test>::mutate(device, |history| change(history.as_mut().unwrap()));
}

#[test]
fn it_notices_keys_that_are_not_reserved() {
	let not_its = "a device is stored under an id that is not its key's";
	notices(|_| Aliases::<Test>::remove(spare(2).id()), not_its);
	let free = "a device's key is not reserved";
	notices(|_| Aliases::<Test>::remove(spare(1).id()), free);
	notices(|_| Aliases::<Test>::remove(spare(3).id()), free);
	notices(|_| Aliases::<Test>::insert(spare(1).id(), spare(1).id()), free);
	let nothing = "a key is reserved for nothing";
	notices(|s| Aliases::<Test>::insert(spare(4).id(), s.device), nothing);
	notices(|s| change(s.device, |history| history.pending = None), nothing);
	let none = "a key is reserved for no device";
	notices(|_| Aliases::<Test>::insert(spare(4).id(), spare(4).id()), none);
}

#[test]
fn it_notices_histories_that_are_none() {
	let known = KeyHistory { cancelled_at: Some(1), ..Default::default() };
	notices(
		|_| Rotations::<Test>::insert(DeviceId(Hash::zero()), &known),
		"a history of keys is of no device",
	);
	notices(
		|s| Rotations::<Test>::insert(s.device, KeyHistory::default()),
		"a history of keys says nothing",
	);
	notices(
		|s| change(s.device, |history| history.former[0] = history.former[1]),
		"a key stands twice in a history",
	);
	notices(
		|s| change(s.device, |history| history.former[1] = spare(2).id()),
		"the key in use is one of those before",
	);
	notices(
		|s| {
			assert_eq!(history(&s.device).former[0], s.first.id());
			change(s.device, |history| {
				history.former.remove(0);
			});
		},
		"a device lost its first key",
	);
	notices(
		|s| change(s.device, |h| h.pending.as_mut().unwrap().key = spare(2).public()),
		"a device is to get the key that it has",
	);
	notices(
		|s| change(s.device, |h| h.pending.as_mut().unwrap().ends = NOW - 1),
		"a rotation ends before it starts",
	);
}

#[test]
fn it_notices_profiles_that_are_none() {
	let profile = Profile { capabilities: 1, ..Default::default() };
	notices(
		|_| Profiles::<Test>::insert(DeviceId(Hash::zero()), profile),
		"a profile is of no device",
	);
	notices(|s| Profiles::<Test>::insert(s.device, Profile::default()), "a profile says nothing");
	let model = Profile { model: Some(Hash::zero()), ..profile };
	notices(|s| Profiles::<Test>::insert(s.device, model), "no maker knows a model");
}
