//! Domains with their manifests, and roots of trust with their units.

use crate::{device::Device, Chain};
use jmt_primitives::{
	cell::Region,
	domains::{DomainId, Layer},
	manifests::{leaf_bytes, signed, Endorsement, Leaf, ManifestId},
	merkle::Tree,
	time::DAY_MS,
	units::{signed as units, Binding, Certificate, Level, RootId, Terms, WHOLE_SHARE},
	AccountId, Balance, Hash, Moment,
};
use jmt_runtime::{BalancesCall, Devices, Runtime, RuntimeCall, RuntimeOrigin, UncheckedExtrinsic};
use pallet_devices::{Call as DevicesCall, NextDomain, NextManifest, NextRoot};
use sp_keyring::Sr25519Keyring;
use sp_runtime::traits::Dispatchable;

type Call = DevicesCall<Runtime>;

/// How long manifests and certificates of tests are good, in ms.
pub const GOOD_FOR: Moment = 80 * DAY_MS;

/// The key to which messages for devices of tests would be sealed.
pub const ENCRYPTION: [u8; 32] = [0x11; 32];

/// A root of trust and its first key.
pub struct Maker {
	pub root: RootId,
	key: Device,
	level: Level,
}

impl Maker {
	/// One that gets this number, with the key of this device.
	pub fn new(root: RootId, key: Device, level: Level) -> Self {
		Self { root, key, level }
	}

	/// The call that admits it as Ferdie's, with so many units and no bound of its share.
	pub fn admit(&self, quota: u32) -> Call {
		let maker = Sr25519Keyring::Ferdie.to_account_id();
		let terms = Terms { level: self.level, quota, share: WHOLE_SHARE };
		Call::admit_root { maker, terms, key: self.key.public() }
	}

	/// Its certificate for a unit with this key.
	pub fn certify(&self, nullifier: Hash, unit: &Device, expires: Moment) -> Certificate {
		let (root, key, level, unit) = (self.root, 0, self.level, unit.public());
		let message = units::certificate(root, key, &nullifier, &unit, level, expires);
		let signature = self.key.sign(&message);
		Certificate { root, key, nullifier, unit, level, expires, signature }
	}
}

/// A unit's word that it is this device.
pub fn bind(
	genesis: &Hash,
	unit: &Device,
	nullifier: &Hash,
	device: &Device,
	owner: &AccountId,
	expires: Moment,
) -> Binding {
	let message = units::binding(genesis, &device.id, owner, nullifier, expires);
	Binding { expires, signature: unit.sign(&message) }
}

/// A manifest and the devices in it.
pub struct List {
	pub manifest: ManifestId,
	pub devices: Vec<Device>,
	pub leaves: Vec<Leaf>,
	domain: DomainId,
	genesis: Hash,
	tree: Tree,
}

impl List {
	/// A domain's list of these devices, which names no owners, and gets this number. A unit goes by the name that
	/// `nullifier` gives the device at this place.
	pub fn new(
		genesis: Hash,
		domain: DomainId,
		manifest: ManifestId,
		devices: Vec<Device>,
		nullifier: impl Fn(u32) -> Option<Hash>,
	) -> Self {
		let leaf = |(index, device): (u32, &Device)| {
			let (key, nullifier) = (device.public(), nullifier(index));
			Leaf { index, key, owner: None, nullifier }
		};
		let leaves: Vec<Leaf> = (0..).zip(&devices).map(leaf).collect();
		let tree = Tree::new(leaves.iter().map(|leaf| leaf_bytes(&genesis, domain, leaf)))
			.expect("they are few");
		Self { manifest, devices, leaves, domain, genesis, tree }
	}

	/// The call that publishes it, by a maker's word or without one.
	pub fn publish(&self, maker: Option<&Maker>, expires: Moment) -> Call {
		let (domain, root, content) = (self.domain, self.tree.root(), Hash::zero());
		let leaves = self.leaves.len() as u32;
		let endorsement = maker.map(|maker| {
			let Maker { root: id, key, level } = maker;
			let genesis = &self.genesis;
			let message =
				signed::endorsement(genesis, *id, domain, &root, leaves, &content, expires, *level);
			Endorsement { root: *id, key: 0, level: *level, signature: key.sign(&message) }
		});
		Call::publish_manifest { domain, root, leaves, content, expires, endorsement }
	}

	/// The call by which the device at this place becomes this owner's.
	pub fn call(&self, index: u32, owner: &AccountId, expires: Moment) -> RuntimeCall {
		let (place, encryption) = (index as usize, ENCRYPTION);
		let message =
			signed::activation(&self.genesis, self.manifest, index, owner, &encryption, expires);
		let proof = self.tree.proof(index).expect("it is in the list").into_inner();
		Call::activate {
			manifest: self.manifest,
			leaf: self.leaves[place].clone(),
			proof: proof.try_into().expect("it has 24 hashes at most"),
			owner: owner.clone(),
			encryption,
			expires,
			signature: self.devices[place].sign(&message),
		}
		.into()
	}

	/// The activation of the device at this place, as it travels.
	pub fn activation(&self, index: u32, owner: &AccountId, expires: Moment) -> UncheckedExtrinsic {
		Chain::free(self.call(index, owner, expires))
	}
}

impl Chain {
	/// Makes a domain without a parent, of this account, and fills its prepaid account.
	pub fn open_domain(&mut self, owner: Sr25519Keyring, prepaid: Balance) -> DomainId {
		let domain = self.read(|| NextDomain::<Runtime>::get().max(1));
		let (parent, layer, region) = (None, Layer::Device, Region::World);
		let create = self.signed(owner, Call::create_domain { parent, layer, region });
		self.include(vec![create]).all_good();
		self.fund_domain(owner, domain, prepaid);
		domain
	}

	/// Fills a domain's prepaid account.
	pub fn fund_domain(&mut self, by: Sr25519Keyring, domain: DomainId, value: Balance) {
		let (account, _) = self.prepaid(domain);
		let transfer = BalancesCall::transfer_keep_alive { dest: account.into(), value };
		let transfer = self.signed(by, transfer);
		self.include(vec![transfer]).all_good();
	}

	/// A domain's prepaid account, and what can be spent of it.
	pub fn prepaid(&mut self, domain: DomainId) -> (AccountId, Balance) {
		self.read(|| Devices::prepaid(domain)).expect("the domain is there")
	}

	/// Admits a root of trust of Ferdie's that may take all of the pay, whose key is that of the device with this
	/// number.
	pub fn admit_root(&mut self, key: u32, level: Level, quota: u32) -> Maker {
		let root = self.read(|| NextRoot::<Runtime>::get().max(1));
		let maker = Maker::new(root, Device::number(key), level);
		self.as_root(maker.admit(quota));
		maker
	}

	/// Carries out a call as Root does, between two blocks.
	pub fn as_root(&mut self, call: impl Into<RuntimeCall>) {
		let call = call.into();
		let done = self.read(|| call.dispatch(RuntimeOrigin::root()));
		assert!(done.is_ok(), "{:?}", done.map_err(|refused| refused.error));
	}

	/// Publishes a manifest of these devices, which names no owners.
	pub fn publish(
		&mut self,
		owner: Sr25519Keyring,
		domain: DomainId,
		devices: Vec<Device>,
	) -> List {
		self.publish_list(owner, domain, devices, None, |_| None)
	}

	/// Publishes a manifest of these devices, each a unit of a root of trust, by the maker's word. A unit goes by the
	/// name that `nullifier` gives the device at this place.
	pub fn publish_units(
		&mut self,
		owner: Sr25519Keyring,
		domain: DomainId,
		devices: Vec<Device>,
		maker: &Maker,
		nullifier: impl Fn(u32) -> Hash,
	) -> List {
		self.publish_list(owner, domain, devices, Some(maker), |index| Some(nullifier(index)))
	}

	fn publish_list(
		&mut self,
		owner: Sr25519Keyring,
		domain: DomainId,
		devices: Vec<Device>,
		maker: Option<&Maker>,
		nullifier: impl Fn(u32) -> Option<Hash>,
	) -> List {
		let genesis = self.genesis_hash();
		let manifest = self.read(|| NextManifest::<Runtime>::get().max(1));
		let list = List::new(genesis, domain, manifest, devices, nullifier);
		let publish = self.signed(owner, list.publish(maker, self.next_time() + GOOD_FOR));
		self.include(vec![publish]).all_good();
		list
	}
}
