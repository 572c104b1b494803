//! Roots of trust and units of tests.

use super::batch::*;
use crate::{mock::*, NextRoot, Roots, Units};
use frame_support::{assert_ok, dispatch::DispatchResult};
use jmt_mock::account;
use jmt_primitives::{
	devices::Member,
	manifests::{signed as manifests, Endorsement, ManifestId},
	units::{
		signed, Binding, Bound, Certificate, KeyNumber, Level, Root, RootId, Terms, WHOLE_SHARE,
	},
	AccountId, DeviceId, Hash, KeyType, Moment,
};

/// When the certificates of tests expire.
pub(crate) const CERTIFIED_UNTIL: Moment = NOW + 100 * MAX_AGE;

/// Terms of tests: room for two units.
pub(crate) const TERMS: Terms = Terms { level: Level::Two, quota: 2, share: WHOLE_SHARE };

/// Speaks for the roots of trust.
pub(crate) fn maker_account() -> AccountId {
	account(50)
}

/// A root of trust with its keys.
pub(crate) struct Maker {
	pub root: RootId,
	pub keys: Vec<Signer>,
}

impl Maker {
	/// Admitted with these terms and a key of this type.
	pub fn admitted(terms: Terms, key_type: KeyType) -> Self {
		let root = NextRoot::<Test>::get().max(1);
		let key = Signer::new(key_type, 150 + root as u8);
		assert_ok!(Devices::admit_root(by(economy()), maker_account(), terms, key.public()));
		Self { root, keys: vec![key] }
	}

	/// Admitted with [`TERMS`] and an Ed25519 key.
	pub fn new() -> Self {
		Self::admitted(TERMS, KeyType::Ed25519)
	}

	/// The one that was admitted by [`Maker::new`] under this number, with the keys that it has by now.
	pub fn stored_as(root: RootId) -> Option<Self> {
		let keys = Roots::<Test>::get(root)?.keys.len();
		let first = Signer::new(KeyType::Ed25519, 150 + root as u8);
		let others = (1..keys).map(|number| Self::key(root, number));
		Some(Self { root, keys: core::iter::once(first).chain(others).collect() })
	}

	/// A later key.
	fn key(root: RootId, number: usize) -> Signer {
		Signer::new(KeyType::Sr25519, 160 + 10 * root as u8 + number as u8)
	}

	/// The key so many before the last one.
	pub fn last_key(&self, before: u8) -> KeyNumber {
		(self.keys.len() as KeyNumber - 1).saturating_sub(before)
	}

	/// Gets another key.
	pub fn add_key(&mut self) -> KeyNumber {
		let key = Self::key(self.root, self.keys.len());
		assert_ok!(Devices::set_root_key(by(economy()), self.root, key.public()));
		self.keys.push(key);
		self.keys.len() as KeyNumber - 1
	}

	/// A certificate of a unit of level two.
	pub fn certify(&self, nullifier: u8, unit: &Signer) -> Certificate {
		self.certify_by(0, nullifier, unit, Level::Two, CERTIFIED_UNTIL)
	}

	/// A certificate by a key of this number.
	pub fn certify_by(
		&self,
		key: KeyNumber,
		nullifier: u8,
		unit: &Signer,
		level: Level,
		expires: Moment,
	) -> Certificate {
		let (root, unit, nullifier) = (self.root, unit.public(), Hash::repeat_byte(nullifier));
		let message = signed::certificate(root, key, &nullifier, &unit, level, expires);
		let signature = self.keys[usize::from(key)].sign(&message);
		Certificate { root, key, nullifier, unit, level, expires, signature }
	}

	/// Its word for a whole manifest.
	pub fn endorse(&self, key: KeyNumber, batch: &Batch, level: Level) -> Endorsement {
		let message = manifests::endorsement(
			&genesis(),
			self.root,
			batch.domain,
			&batch.tree.root(),
			batch.leaves.len() as u32,
			&Hash::repeat_byte(7),
			GOOD_UNTIL,
			level,
		);
		let signature = self.keys[usize::from(key)].sign(&message);
		Endorsement { root: self.root, key, level, signature }
	}

	/// As it is stored.
	pub fn stored(&self) -> Root {
		root(self.root)
	}
}

/// A root of trust as it is stored.
pub(crate) fn root(id: RootId) -> Root {
	Roots::<Test>::get(id).expect("it exists")
}

/// A unit with a key of its own.
pub(crate) fn unit(seed: u8) -> Signer {
	Signer::new(KeyType::Sr25519, 100 + seed)
}

/// The word of a unit for a device.
pub(crate) fn binding(
	unit: &Signer,
	device: &DeviceId,
	owner: &AccountId,
	nullifier: Hash,
) -> Binding {
	binding_at(unit, device, owner, nullifier, NOW + MAX_AGE)
}

/// Binds a certified unit to a device.
pub(crate) fn bind(
	owner: AccountId,
	device: DeviceId,
	certificate: &Certificate,
	key: &Signer,
) -> DispatchResult {
	let word = binding(key, &device, &owner, certificate.nullifier);
	Devices::bind_unit(by(owner), device, *certificate, Some(word))
}

/// The unit of a device.
pub(crate) fn unit_of(device: DeviceId) -> Option<Bound> {
	Devices::member(device).and_then(|Member { unit, .. }| unit)
}

/// The device that a unit is bound to.
pub(crate) fn holder(root: RootId, nullifier: u8) -> Option<DeviceId> {
	Units::<Test>::get(root, Hash::repeat_byte(nullifier))
}

/// A domain of the owner's, and a list of these seeds, each leaf with the nullifier beside its seed.
pub(crate) fn batch_of_units(units: impl IntoIterator<Item = (u8, Option<u8>)>) -> Batch {
	let domain = domain_of(owner(), None);
	fund(domain, 30 * jmt_primitives::JMT);
	let units: Vec<_> = units.into_iter().collect();
	let batch = Batch::of(domain, units.iter().map(|(seed, _)| *seed));
	let nullifiers = units.into_iter().map(|(_, of)| of.map(Hash::repeat_byte));
	batch.naming(nullifiers)
}

/// Publishes a list that a maker endorses.
pub(crate) fn publish_endorsed(batch: &Batch, endorsement: Endorsement) -> DispatchResult {
	let (root, leaves) = (batch.tree.root(), batch.leaves.len() as u32);
	let content = Hash::repeat_byte(7);
	let domain = batch.domain;
	let word = Some(endorsement);
	Devices::publish_manifest(by(owner()), domain, root, leaves, content, GOOD_UNTIL, word)
}

/// A published list of such units, endorsed by a maker's first key at level two.
pub(crate) fn endorsed(
	maker: &Maker,
	units: impl IntoIterator<Item = (u8, Option<u8>)>,
) -> (Batch, ManifestId) {
	let batch = batch_of_units(units);
	assert_ok!(publish_endorsed(&batch, maker.endorse(0, &batch, Level::Two)));
	let manifest = crate::NextManifest::<Test>::get() - 1;
	(batch, manifest)
}

/// The word of a unit for a device, good until this moment.
pub(crate) fn binding_at(
	unit: &Signer,
	device: &DeviceId,
	owner: &AccountId,
	nullifier: Hash,
	expires: Moment,
) -> Binding {
	let message = signed::binding(&genesis(), device, owner, &nullifier, expires);
	Binding { expires, signature: unit.sign(&message) }
}

/// Registers a new Ed25519 device for `owner` at a later time.
pub(crate) fn register_at(owner: AccountId, seed: u8, now: Moment) -> Signer {
	let device = Signer::new(KeyType::Ed25519, seed);
	let consent = device.consent(&owner, now);
	assert_ok!(Devices::register(by(owner), device.public(), now, consent));
	device
}

/// Freezes a root of trust, as the board.
pub(crate) fn freeze(root: RootId) {
	assert_ok!(Devices::set_root(by(board()), root, None, crate::RootChange::Frozen));
}

/// Distrusts a root of trust, as the council.
pub(crate) fn distrust(root: RootId) {
	assert_ok!(Devices::set_root(by(council()), root, None, crate::RootChange::Distrusted));
}
