//! Attacks on units and roots of trust, each with the rule that holds.

use super::{batch::*, makers::*};
use crate::{mock::*, Members, RootChange};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	authorized::{ActivationRefusal, Refusal},
	proof_of_time::Base,
	units::{Level, Terms, UnitState},
	DeviceId, Hash, KeyType, JMT,
};
use std::collections::BTreeMap;

/// Of these devices those that count as a unit now.
fn counting(devices: &[DeviceId]) -> Vec<DeviceId> {
	let counts = |device: &&DeviceId| Devices::base(device, Timestamp::get()).level.is_some();
	devices.iter().filter(counts).copied().collect()
}

/// All that is stored, by its key, but events.
fn everything() -> BTreeMap<Vec<u8>, Vec<u8>> {
	let mut all = BTreeMap::new();
	let mut key = Vec::new();
	while let Some(next) = sp_io::storage::next_key(&key) {
		let value = sp_io::storage::get(&next).expect("it is there").to_vec();
		if !next.starts_with(&sp_io::hashing::twox_128(b"System")) {
			all.insert(next.clone(), value);
		}
		key = next;
	}
	all
}

/// The keys at which both differ.
fn touched(
	before: &BTreeMap<Vec<u8>, Vec<u8>>,
	after: &BTreeMap<Vec<u8>, Vec<u8>>,
) -> Vec<Vec<u8>> {
	let mut keys: Vec<_> = before.keys().chain(after.keys()).cloned().collect();
	keys.sort();
	keys.dedup();
	keys.retain(|key| before.get(key) != after.get(key));
	keys
}

#[test]
fn one_unit_under_many_devices_domains_and_owners_counts_once() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::admitted(Terms { quota: 9, ..TERMS }, KeyType::Ed25519);
		let own = domain_of(owner(), None);
		let other = domain_of(stranger(), None);
		let devices = [1, 2, 3, 4].map(|seed| {
			let who = if seed % 2 == 0 { owner() } else { stranger() };
			(register(who.clone(), seed).id(), who)
		});
		for (device, who) in &devices {
			let to = if *who == owner() { own } else { other };
			assert_ok!(Devices::move_device(by(who.clone()), *device, Some(to), None));
		}
		let ids = devices.clone().map(|(device, _)| device);
		let certificate = maker.certify(1, &unit(1));
		for (device, who) in devices.iter().cycle().take(9) {
			assert_ok!(bind(who.clone(), *device, &certificate, &unit(1)));
			assert_eq!(counting(&ids), [*device]);
			assert_eq!((holder(maker.root, 1), maker.stored().used), (Some(*device), 1));
		}
		// A unit key with a second certificate over the same name is no second unit.
		let again = maker.certify_by(0, 1, &unit(2), Level::One, CERTIFIED_UNTIL);
		assert_ok!(bind(stranger(), ids[0], &again, &unit(2)));
		assert_eq!((counting(&ids), maker.stored().used), (vec![ids[0]], 1));
	});
}

#[test]
fn two_activations_of_one_unit_that_the_pool_took_bind_it_once() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let (first, one) = endorsed(&maker, [(1, Some(1))]);
		let (second, two) = endorsed(&maker, [(2, Some(1))]);
		let first = first.activation(one, 0, &owner());
		let last = second.activation(two, 0, &stranger());
		// Both were good when they reached the pool.
		assert!(first.authorize().is_ok() && last.authorize().is_ok());
		let before = prepaid(second.domain);
		assert_ok!(first.activate());
		assert_eq!(last.activate(), Err(invalid(ActivationRefusal::UnitTaken.code())));
		assert_eq!(prepaid(second.domain), before);
		assert_eq!((maker.stored().used, Devices::device(last.leaf.key.id())), (1, None));
		assert_eq!(holder(maker.root, 1), Some(first.leaf.key.id()));
	});
}

#[test]
fn a_certificate_and_a_word_that_were_seen_in_a_block_serve_nobody_else() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let (mine, thief) = (register(owner(), 1).id(), register(stranger(), 2).id());
		let certificate = maker.certify(1, &unit(1));
		let word = binding(&unit(1), &mine, &owner(), certificate.nullifier);
		assert_ok!(Devices::bind_unit(by(owner()), mine, certificate, Some(word)));
		let stolen = Devices::bind_unit(by(stranger()), thief, certificate, Some(word));
		assert_noop!(stolen, crate::Error::<Test>::BadSignature);
		let without = Devices::bind_unit(by(stranger()), thief, certificate, None);
		assert_noop!(without, crate::Error::<Test>::NotUnitKey);
		assert_eq!(counting(&[mine, thief]), [mine]);
	});
}

#[test]
fn a_key_that_leaked_at_a_block_loses_what_came_since_by_certificate_and_by_leaf() {
	ExtBuilder.build_and_execute(|| {
		let mut maker = Maker::admitted(Terms { quota: 9, ..TERMS }, KeyType::Ed25519);
		let good_key = maker.add_key();
		let (batch, manifest) = endorsed(&maker, [(1, Some(1)), (2, Some(2)), (3, Some(3))]);
		System::set_block_number(19);
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		let certified = register(owner(), 9).id();
		assert_ok!(bind(owner(), certified, &maker.certify(9, &unit(9)), &unit(9)));
		// From block 20 on a thief signs too, and takes over a unit that was good.
		System::set_block_number(20);
		assert_ok!(batch.activation(manifest, 1, &stranger()).activate());
		let fake = register(stranger(), 10).id();
		assert_ok!(bind(stranger(), fake, &maker.certify(10, &unit(10)), &unit(10)));
		let leaves = [0, 1].map(|index: usize| batch.signers[index].id());
		let all = [leaves[0], certified, leaves[1], fake];
		assert_eq!(counting(&all), all);

		assert_ok!(Devices::revoke_root_key(by(maker_account()), maker.root, 0, 20));
		assert_eq!(counting(&all), [leaves[0], certified]);
		let rest = batch.activation(manifest, 2, &stranger()).activate();
		assert_eq!(rest, Err(invalid(ActivationRefusal::RootNotActive.code())));
		let more = bind(stranger(), fake, &maker.certify(11, &unit(11)), &unit(11));
		assert_noop!(more, crate::Error::<Test>::WrongRootKey);
		// The maker certifies anew by a key that it has.
		let anew = maker.certify_by(good_key, 10, &unit(10), Level::Two, CERTIFIED_UNTIL);
		assert_ok!(bind(owner(), certified, &anew, &unit(10)));
		assert_eq!(counting(&all), [leaves[0], certified]);
		assert_eq!(Members::<Test>::get(fake), None, "the thief's device lost it");
	});
}

#[test]
fn a_distrusted_root_takes_a_hundred_units_along_and_touches_none() {
	ExtBuilder.build_and_execute(|| {
		let terms = Terms { quota: 200, ..TERMS };
		let (maker, other) = (Maker::admitted(terms, KeyType::Ed25519), Maker::new());
		let fleet: Vec<DeviceId> = (0..100)
			.map(|seed| {
				let device = Signer::seeded([seed, 1]);
				let consent = device.consent(&owner(), NOW);
				assert_ok!(Devices::register(by(owner()), device.public(), NOW, consent));
				let certificate = maker.certify(seed, &device);
				assert_ok!(Devices::bind_unit(by(owner()), device.id(), certificate, None));
				device.id()
			})
			.collect();
		let apart = register(stranger(), 1).id();
		assert_ok!(bind(stranger(), apart, &other.certify(1, &unit(1)), &unit(1)));
		assert_eq!(counting(&fleet).len(), 100);
		UnitTold::take();

		for (change, count) in [
			(RootChange::Distrusted, 0),
			(RootChange::Active, 100),
			(RootChange::Frozen, 100),
			(RootChange::Distrusted, 0),
		] {
			let before = everything();
			let set = Devices::set_root(RuntimeOrigin::root(), maker.root, None, change);
			assert_ok!(set);
			let key = crate::Roots::<Test>::hashed_key_for(maker.root);
			assert_eq!(touched(&before, &everything()), [key]);
			assert_eq!(counting(&fleet).len(), count);
			assert_eq!(counting(&[apart]), [apart], "another root's units go on");
		}
		assert!(UnitTold::get().is_empty());
		let state = |device| Devices::base(device, Timestamp::get()).unit.unwrap().state;
		assert!(fleet.iter().all(|device| state(device) == UnitState::Fell));
		assert_eq!(maker.stored().used, 100, "they are still bound");
		for device in &fleet {
			assert_ok!(Devices::remove(by(owner()), *device));
		}
		assert_eq!(maker.stored().used, 0);
	});
}

#[test]
fn a_frozen_root_goes_on_for_those_it_has_and_takes_nothing_by_any_way() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::admitted(Terms { quota: 9, ..TERMS }, KeyType::Ed25519);
		let (batch, manifest) = endorsed(&maker, [(1, Some(1)), (2, Some(2))]);
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		let old = batch.signers[0].id();
		let new = register(owner(), 9).id();
		freeze(maker.root);
		assert_eq!(counting(&[old, new]), [old]);
		let leaf = batch.activation(manifest, 1, &owner()).activate();
		assert_eq!(leaf, Err(invalid(ActivationRefusal::RootNotActive.code())));
		let bound = bind(owner(), new, &maker.certify(3, &unit(3)), &unit(3));
		assert_noop!(bound, crate::Error::<Test>::RootNotActive);
		let list = batch_of_units([(7, Some(7))]);
		let word = maker.endorse(0, &list, Level::Two);
		assert_noop!(publish_endorsed(&list, word), crate::Error::<Test>::RootNotActive);
		// It ends by itself.
		set_time(NOW + ROOT_FREEZE + 1);
		assert!(maker.stored().takes_new(Timestamp::get()));
		assert_eq!(counting(&[old]), [old]);
	});
}

#[test]
fn a_maker_that_names_two_units_alike_has_one_and_its_quota_ends_the_rest() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let domain = domain_of(owner(), None);
		fund(domain, 60 * JMT);
		let batch = Batch::of(domain, 1..=6)
			.naming([1, 1, 1, 2, 3, 4].map(|of| Some(Hash::repeat_byte(of))));
		assert_ok!(publish_endorsed(&batch, maker.endorse(0, &batch, Level::Two)));
		let manifest = crate::NextManifest::<Test>::get() - 1;
		let refusals: Vec<_> = (0..6)
			.map(|index| batch.activation(manifest, index, &owner()).activate().err())
			.collect();
		let code = |refusal: ActivationRefusal| Some(invalid(refusal.code()));
		let (taken, used) =
			(code(ActivationRefusal::UnitTaken), code(ActivationRefusal::QuotaUsed));
		assert_eq!(refusals, [None, taken, taken, None, used, used]);
		// The leaves that were refused are not used up.
		assert_ok!(Devices::remove(by(owner()), batch.signers[0].id()));
		assert_ok!(batch.activation(manifest, 1, &owner()).activate());
		assert_eq!(maker.stored().used, 2);
	});
}
