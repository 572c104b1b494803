//! Signatures about identity are good for one device, owner, domain and time, and where they would do harm again, once.

use jmt_primitives::{
	authorized::{ActivationRefusal, CancellationRefusal},
	devices::{signed, Member, Payer, ProfilePart},
	domains::signed::{permit, NextMove},
	units::Level,
	AccountId, DeviceId, Hash, Moment, JMT,
};
use jmt_runtime::{genesis_presets::DEVELOPMENT, Runtime, RuntimeCall};
use jmt_runtime_harness::{
	device::Device,
	domains::{bind, GOOD_FOR as CERTIFICATE_GOOD_FOR},
	Chain,
};
use pallet_devices::{Call, Devices, Error, Members, Permit, Rotations};
use sp_core::Pair;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie};
use sp_runtime::{transaction_validity::TransactionValidityError, DispatchError, MultiSignature};

/// How long words of these tests are good, in ms.
const GOOD_FOR: Moment = 60_000;

fn start() -> (Chain, Hash) {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.blocks(1);
	let genesis = chain.genesis_hash();
	(chain, genesis)
}

/// Includes a call of an account and returns what became of it.
fn send(
	chain: &mut Chain,
	by: Sr25519Keyring,
	call: impl Into<RuntimeCall>,
) -> Result<(), DispatchError> {
	let signed = chain.signed(by, call);
	chain.include(vec![signed]).results.remove(0).expect("it is included")
}

/// The fate of a call without a fee.
fn send_free(
	chain: &mut Chain,
	call: impl Into<RuntimeCall>,
) -> Result<(), TransactionValidityError> {
	let result = chain.include(vec![Chain::free(call)]).results.remove(0);
	result.map(|done| assert_eq!(done, Ok(())))
}

fn refused<T>(error: Error<Runtime>) -> Result<T, DispatchError> {
	Err(error.into())
}

/// Lets time pass until this moment lies behind.
fn wait_beyond(chain: &mut Chain, moment: Moment) {
	while chain.next_time() <= moment {
		chain.blocks(1);
	}
}

/// The device with this number, registered for Bob.
fn registered(chain: &mut Chain, number: u32) -> Device {
	let device = Device::number(number);
	let (genesis, expires) = (chain.genesis_hash(), chain.next_time() + GOOD_FOR);
	let register = device.register(&genesis, &Bob.to_account_id(), expires);
	assert_eq!(send(chain, Bob, register), Ok(()));
	device
}

#[test]
fn an_activation_is_good_once_for_one_owner_and_one_manifest_until_it_expires() {
	let (mut chain, _) = start();
	let domain = chain.open_domain(Alice, 20 * JMT);
	let devices = || (0..2).map(Device::number).collect();
	let list = chain.publish(Alice, domain, devices());
	// The same list again: root, leaves and proofs are the same.
	let other = chain.publish(Alice, domain, devices());
	let (bob, charlie) = (Bob.to_account_id(), Charlie.to_account_id());
	let expires = chain.next_time() + GOOD_FOR;
	let changed = |change: fn(&mut Call<Runtime>, &AccountId, u32)| {
		let mut call = list.call(0, &bob, expires);
		let RuntimeCall::Devices(activation) = &mut call else { panic!("it is an activation") };
		change(activation, &charlie, other.manifest);
		call
	};
	let stolen = changed(|call, charlie, _| {
		let Call::activate { owner, .. } = call else { panic!("it is an activation") };
		*owner = charlie.clone();
	});
	let elsewhere = changed(|call, _, other| {
		let Call::activate { manifest, .. } = call else { panic!("it is an activation") };
		*manifest = other;
	});
	for call in [stolen, elsewhere] {
		assert_eq!(send_free(&mut chain, call), Err(ActivationRefusal::BadSignature.into()));
	}
	let call = list.call(0, &bob, expires);
	assert_eq!(send_free(&mut chain, call.clone()), Ok(()));
	let again = ActivationRefusal::AlreadyActivated.into();
	assert_eq!(send_free(&mut chain, call.clone()), Err(again));
	// Nor when the device has gone again.
	let device = list.devices[0].id;
	assert_eq!(send(&mut chain, Bob, Call::remove { device }), Ok(()));
	assert_eq!(send_free(&mut chain, call), Err(again));
	let late = list.call(1, &bob, expires);
	wait_beyond(&mut chain, expires);
	assert_eq!(send_free(&mut chain, late), Err(ActivationRefusal::Expired.into()));
}

/// Alice's permit for the next move of a device at large, into this domain.
fn permitted(chain: &mut Chain, device: DeviceId, to: u32, expires: Moment) -> Permit {
	let genesis = chain.genesis_hash();
	let next = chain.read(|| {
		let stored = Devices::<Runtime>::get(device).expect("it is registered");
		let moves = Members::<Runtime>::get(device).unwrap_or_default().moves;
		NextMove { registered_in: stored.registered_in, moves }
	});
	let (payer, authority) = (Payer::Owner, Alice.to_account_id());
	let message = permit(&genesis, &device, next, None, to, payer, expires);
	let signature = MultiSignature::Sr25519(Alice.pair().sign(&message));
	Permit { payer, expires, authority, signature }
}

#[test]
fn a_permit_is_good_for_one_move_of_one_device_into_one_domain_until_it_expires() {
	let (mut chain, _) = start();
	let domain = chain.open_domain(Alice, JMT);
	let other = chain.open_domain(Alice, JMT);
	let devices = [0, 1].map(|number| registered(&mut chain, number).id);
	let expires = chain.next_time() + GOOD_FOR;
	let permit = permitted(&mut chain, devices[0], domain, expires);
	let go = |device: usize, to: Option<u32>, permit: Option<&Permit>| Call::move_device {
		device: devices[device],
		to,
		permit: permit.cloned(),
	};
	let with = Some(&permit);
	assert_eq!(send(&mut chain, Bob, go(1, Some(domain), with)), refused(Error::BadPermit));
	assert_eq!(send(&mut chain, Bob, go(0, Some(other), with)), refused(Error::BadPermit));
	let mut cheaper = permit.clone();
	cheaper.payer = Payer::Domain;
	let foreign = go(0, Some(domain), Some(&cheaper));
	assert_eq!(send(&mut chain, Bob, foreign), refused(Error::BadPermit));
	assert_eq!(send(&mut chain, Bob, go(0, Some(domain), with)), Ok(()));
	// A device that left by its owner's word does not come back by the same permit.
	assert_eq!(send(&mut chain, Bob, go(0, None, None)), Ok(()));
	assert_eq!(send(&mut chain, Bob, go(0, Some(domain), with)), refused(Error::BadPermit));
	let late = permitted(&mut chain, devices[0], domain, expires);
	wait_beyond(&mut chain, expires);
	let late = go(0, Some(domain), Some(&late));
	assert_eq!(send(&mut chain, Bob, late), refused(Error::PermitExpired));
}

#[test]
fn a_binding_is_good_for_one_device_of_one_owner_on_one_chain_until_it_expires() {
	let (mut chain, genesis) = start();
	let maker = chain.admit_root(100, Level::One, 2);
	let (device, other) = (registered(&mut chain, 0), registered(&mut chain, 1));
	let (unit, name) = (Device::number(50), Hash::repeat_byte(5));
	let now = chain.next_time();
	let certificate = maker.certify(name, &unit, now + CERTIFICATE_GOOD_FOR);
	let (bob, charlie) = (Bob.to_account_id(), Charlie.to_account_id());
	let expires = now + GOOD_FOR;
	let to = |device: &Device, binding| Call::bind_unit {
		device: device.id,
		certificate,
		binding: Some(binding),
	};
	let word = bind(&genesis, &unit, &name, &device, &bob, expires);
	let elsewhere = bind(&Hash::zero(), &unit, &name, &device, &bob, expires);
	let for_charlie = bind(&genesis, &unit, &name, &device, &charlie, expires);
	for call in [to(&other, word), to(&device, elsewhere), to(&device, for_charlie)] {
		assert_eq!(send(&mut chain, Bob, call), refused(Error::BadSignature));
	}
	assert_eq!(send(&mut chain, Charlie, to(&device, word)), refused(Error::NotOwner));
	assert_eq!(send(&mut chain, Bob, to(&device, word)), Ok(()));
	// The certificate names no chain and no device: it needs a word of the unit each time.
	let alone = Call::bind_unit { device: other.id, certificate, binding: None };
	assert_eq!(send(&mut chain, Bob, alone), refused(Error::NotUnitKey));
	wait_beyond(&mut chain, expires);
	assert_eq!(send(&mut chain, Bob, to(&device, word)), refused(Error::UnitExpired));
}

#[test]
fn a_rotation_is_good_once_for_one_device_until_it_expires() {
	let (mut chain, genesis) = start();
	let (device, other) = (registered(&mut chain, 0), registered(&mut chain, 1));
	let (new, expires) = (Device::number(50), chain.next_time() + GOOD_FOR);
	let rotate = |id: DeviceId, old: &Device, new: &Device| {
		let message = signed::rotation(&genesis, &device.id, &new.public(), expires);
		let (by_old, by_new) = (old.sign(&message), new.sign(&message));
		Call::rotate_key { device: id, key: new.public(), expires, by_old, by_new }
	};
	let foreign = rotate(other.id, &other, &new);
	assert_eq!(send(&mut chain, Bob, foreign), refused(Error::BadSignature));
	let there = rotate(device.id, &device, &new);
	assert_eq!(send(&mut chain, Charlie, there.clone()), refused(Error::NotOwner));
	assert_eq!(send(&mut chain, Bob, there.clone()), Ok(()));
	assert_eq!(send(&mut chain, Bob, there.clone()), refused(Error::KeyInUse));
	// Its way back is another word; then the first one would lead there again, as the same two keys agreed.
	assert_eq!(send(&mut chain, Bob, rotate(device.id, &new, &device)), Ok(()));
	wait_beyond(&mut chain, expires);
	assert_eq!(send(&mut chain, Bob, there), refused(Error::SignatureExpired));
}

#[test]
fn a_cancellation_is_good_for_one_rotation() {
	let (mut chain, genesis) = start();
	let device = registered(&mut chain, 0);
	let new = Device::number(50);
	let begin = |chain: &mut Chain| {
		let expires = chain.next_time() + GOOD_FOR;
		let (bob, key) = (Bob.to_account_id(), new.public());
		let message = signed::rotation_start(&genesis, &device.id, &bob, &key, expires);
		let by_new = new.sign(&message);
		let call = Call::start_rotation { device: device.id, key, expires, by_new };
		assert_eq!(send(chain, Charlie, call.clone()), refused(Error::NotOwner));
		assert_eq!(send(chain, Bob, call), Ok(()));
		let history = chain.read(|| Rotations::<Runtime>::get(device.id)).expect("it has one");
		history.pending.expect("it is under way").started
	};
	let cancel = |by: &Device, started| {
		let signature = by.sign(&signed::rotation_cancel(&genesis, &device.id, started));
		Call::cancel_rotation { device: device.id, started, signature }
	};
	let first = begin(&mut chain);
	let thief = CancellationRefusal::BadSignature.into();
	assert_eq!(send_free(&mut chain, cancel(&new, first)), Err(thief));
	assert_eq!(send_free(&mut chain, cancel(&device, first)), Ok(()));
	let none = CancellationRefusal::NoRotation.into();
	assert_eq!(send_free(&mut chain, cancel(&device, first)), Err(none));
	// Nor for the next one, which the same key cannot cancel within 30 days at all.
	let second = begin(&mut chain);
	assert_eq!(send_free(&mut chain, cancel(&device, first)), Err(none));
	let recently = CancellationRefusal::CancelledRecently.into();
	assert_eq!(send_free(&mut chain, cancel(&device, second)), Err(recently));
}

#[test]
fn a_key_for_messages_is_good_once() {
	let (mut chain, genesis) = start();
	let device = registered(&mut chain, 0);
	let expires = chain.next_time() + GOOD_FOR;
	let set = |by: &Device, key: [u8; 32], epoch| {
		let message = signed::encryption_key(&genesis, &device.id, &key, epoch, expires);
		let part = ProfilePart::Encryption { key, expires, signature: by.sign(&message) };
		Call::set_profile { device: device.id, part }
	};
	let (first, second) = ([1; 32], [2; 32]);
	// The owner cannot put a key in its place.
	let own = set(&Device::number(50), second, 1);
	assert_eq!(send(&mut chain, Bob, own), refused(Error::BadSignature));
	assert_eq!(send(&mut chain, Bob, set(&device, first, 1)), Ok(()));
	assert_eq!(send(&mut chain, Bob, set(&device, second, 2)), Ok(()));
	// Nor bring the one before back.
	assert_eq!(send(&mut chain, Bob, set(&device, first, 1)), refused(Error::BadSignature));
	let member: Option<Member> = chain.read(|| Members::<Runtime>::get(device.id));
	let member = member.expect("it has a key");
	assert_eq!((member.encryption, member.epoch), (Some(second), 2));
}
