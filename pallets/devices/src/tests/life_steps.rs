//! Steps of the walk that are about keys, owners and profiles.

use super::{life, sequences::*};
use crate::{mock::*, Call, Members};
use jmt_primitives::{
	devices::{signed, ProfilePart},
	units::signed as units,
	DeviceId, Hash, KeyType, Moment,
};

/// Kinds of these steps.
pub(super) const KINDS: usize = 8;

#[derive(Clone, Debug)]
pub(super) enum LifeStep {
	Rotate { by: u8, device: u8, to: u8 },
	Start { by: u8, device: u8, to: u8 },
	Cancel { device: u8 },
	Finish { by: u8, device: u8 },
	Wait { time: u8 },
	Profile { by: u8, device: u8, part: u8 },
	Offer { by: u8, device: u8, to: Option<u8> },
	Accept { by: u8, device: u8 },
}

/// Numbers that stand for one of these steps.
pub(super) const NUMBERS: u8 = 16;

/// The step of a number.
pub(super) fn life_step(number: u8, by: u8, device: u8, one: u8, two: u8) -> LifeStep {
	match number {
		0..=2 => LifeStep::Rotate { by, device, to: two },
		3..=5 => LifeStep::Start { by, device, to: two },
		6 => LifeStep::Cancel { device },
		7..=8 => LifeStep::Finish { by, device },
		9..=10 => LifeStep::Wait { time: two },
		11..=13 => LifeStep::Profile { by, device, part: one },
		14 => LifeStep::Offer { by, device, to: (two > 0).then_some(two % PEOPLE) },
		_ => LifeStep::Accept { by, device },
	}
}

/// A key that steps give a device: one of three that no device has first, or the first one of a device.
fn key(device: u8, to: u8) -> Signer {
	let seed = if to < 3 { 60 + 3 * device + to } else { to };
	Signer::new(KeyType::Ed25519, seed)
}

/// The key that a device has now.
fn signer_of(device: DeviceId) -> Option<Signer> {
	let public = crate::Devices::<Test>::get(device)?.key;
	let first = (1..=DEVICES).map(|seed| Signer::new(KeyType::Ed25519, seed));
	let later = (0..DEVICES).flat_map(|device| (0..3).map(move |to| key(device, to)));
	first.chain(later).find(|signer| signer.public() == public)
}

/// The person that an account is, or this one.
fn person_of(account: Option<jmt_primitives::AccountId>, or: u8) -> u8 {
	(0..PEOPLE).find(|of| account == Some(person(*of))).unwrap_or(or)
}

/// The chain's time.
pub(super) fn now() -> Moment {
	pallet_timestamp::Now::<Test>::get()
}

/// A part of a device's profile, by its key or its maker's.
fn profile_part(device: DeviceId, by: &Signer, part: u8) -> ProfilePart {
	let (genesis, expires, hash) = (genesis(), now(), Hash::repeat_byte(part + 1));
	let member = Devices::member(device).unwrap_or_default();
	match part {
		0 => {
			let (key, epoch) = (hash.0, member.epoch + 1);
			let message = signed::encryption_key(&genesis, &device, &key, epoch, expires);
			ProfilePart::Encryption { key, expires, signature: by.sign(&message) }
		},
		1 => {
			let message = signed::firmware(&genesis, &device, &hash, member.epoch, expires);
			ProfilePart::Firmware { hash, expires, signature: by.sign(&message) }
		},
		2 => {
			let maker = maker(member.unit.map_or(0, |unit| unit.root as u8 - 1));
			let nullifier = member.unit.map_or(hash, |unit| unit.nullifier);
			let (root, key) = (maker.root, 0);
			let message = units::model(root, key, &nullifier, &hash);
			let signature = maker.keys[0].sign(&message);
			ProfilePart::Model { root, key, model: hash, signature }
		},
		_ => ProfilePart::Capabilities(u64::from(part)),
	}
}

/// Takes a step; a call that fails leaves nothing behind.
pub(super) fn take(step: &LifeStep) -> bool {
	use sp_runtime::traits::Dispatchable;
	let run = |by_whom: u8, call: Call<Test>| {
		RuntimeCall::Devices(call).dispatch(by(person(by_whom))).is_ok()
	};
	match *step {
		LifeStep::Rotate { by, device, to } => {
			let new = key(device, to);
			let device = id(device);
			let Some(old) = signer_of(device) else { return false };
			let (key, expires) = (new.public(), now());
			let message = signed::rotation(&genesis(), &device, &key, expires);
			let (by_old, by_new) = (old.sign(&message), new.sign(&message));
			run(by, Call::rotate_key { device, key, expires, by_old, by_new })
		},
		LifeStep::Start { by, device, to } => {
			let new = key(device, to);
			let device = id(device);
			let by_new = life::agreed(&device, &person(by), &new);
			let (key, expires) = (new.public(), life::EXPIRES);
			run(by, Call::start_rotation { device, key, expires, by_new })
		},
		LifeStep::Cancel { device } => {
			let device = id(device);
			let Some(key) = signer_of(device) else { return false };
			let Some(pending) = life::pending(&device) else { return false };
			// Once authorised it cannot fail: `cancel` asserts that.
			life::objection(&device, pending.started, &key).cancel().is_ok()
		},
		LifeStep::Finish { by, device } => {
			let device = id(device);
			let owner = crate::Devices::<Test>::get(device).map(|stored| stored.owner);
			let by = if by == 0 { person_of(owner, by) } else { by };
			run(by, Call::finish_rotation { device })
		},
		LifeStep::Wait { time } => {
			set_time(now() + Moment::from(time) * ROTATION / 4);
			Roomy::mutate(|roomy| *roomy += u32::from(time));
			true
		},
		LifeStep::Profile { by, device, part } => {
			let device = id(device);
			let Some(key) = signer_of(device) else { return false };
			run(by, Call::set_profile { device, part: profile_part(device, &key, part) })
		},
		LifeStep::Offer { by, device, to } => {
			run(by, Call::offer_device { device: id(device), to: to.map(person) })
		},
		LifeStep::Accept { by, device } => {
			let device = id(device);
			let offered = Members::<Test>::get(device).and_then(|member| member.offered_to);
			run(person_of(offered, by), Call::accept_device { device })
		},
	}
}
