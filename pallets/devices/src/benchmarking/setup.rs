//! Owners, domains, manifests and devices that benchmarks begin with.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use crate::*;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	Get, Time,
};
use jmt_device_keys::BenchmarkDevice;
use jmt_primitives::{
	cell::Region,
	devices::signed,
	domains::{DomainId, Layer, MAX_DEPTH},
	manifests::{leaf_bytes, Leaf, ManifestId, ManifestProof},
	merkle::implied_root,
	AccountId, Balance, DeviceId, DeviceSignature, Hash, KeyType, Moment,
};
use sp_core::crypto::KeyTypeId;
use sp_runtime::{traits::IdentifyAccount, MultiSigner};

/// Enough for every deposit of a benchmark.
pub(super) const WEALTH: Balance = 1_000_000_000_000_000_000;
/// Where the keystore keeps the account that signs permits.
pub(super) const PERMITS: KeyTypeId = KeyTypeId(*b"jmtp");

/// An owner with money for the deposit and the existential one.
pub(super) fn funded_owner<T: Config>() -> AccountId {
	let owner: AccountId = account("owner", 0, 0);
	let amount =
		T::Deposit::get().saturating_add(T::Currency::minimum_balance()).saturating_mul(10);
	T::Currency::mint_into(&owner, amount).unwrap();
	owner
}

/// Consent of a device to be `owner`'s, the one that costs most to verify.
pub(super) fn consent<T: Config>(
	device: &BenchmarkDevice,
	owner: &AccountId,
) -> (Moment, DeviceSignature) {
	let now = T::Time::now();
	let mut expires = now.saturating_add(T::MaxRegistrationAge::get());
	loop {
		let message = signed::registration(&Pallet::<T>::genesis_hash(), owner, expires);
		let (signature, costliest) = device.sign(&message);
		if costliest || expires == now {
			return (expires, signature);
		}
		expires = expires.saturating_sub(1);
	}
}

/// A registered device.
pub(super) fn registered<T: Config>() -> (AccountId, DeviceId) {
	let owner = funded_owner::<T>();
	let key = BenchmarkDevice::new(KeyType::Ed25519);
	let (expires, signature) = consent::<T>(&key, &owner);
	Pallet::<T>::do_register(&owner, key.public(), expires, &signature).unwrap();
	(owner, key.id())
}

pub(super) fn give<T: Config>(account: &AccountId, amount: Balance) {
	T::Currency::mint_into(account, amount).unwrap();
}

/// An account with money for anything.
pub(super) fn rich<T: Config>(name: &'static str) -> AccountId {
	let account: AccountId = account(name, 0, 0);
	give::<T>(&account, WEALTH);
	account
}

/// A domain at a depth, the owner's like all above it, with money, and who speaks for it at the greatest cost: an admin
/// of itself, found behind the admins of all above.
pub(super) fn deep<T: Config>(depth: u32) -> (AccountId, AccountId, DomainId) {
	let owner = rich::<T>("domains");
	let speaker = rich::<T>("speaker");
	let mut parent = None;
	for _ in 0..depth {
		let region = Region::World;
		let made = Pallet::<T>::do_create_domain(&owner, parent, Layer::Device, region);
		let (id, _) = made.unwrap();
		let admin: AccountId = account("admin", 0, 0);
		Pallet::<T>::do_set_admin(&owner, id, &admin, AdminChange::Add).unwrap();
		parent = Some(id);
	}
	let id = parent.unwrap();
	Pallet::<T>::do_set_admin(&owner, id, &speaker, AdminChange::Add).unwrap();
	give::<T>(&Pallet::<T>::prepaid_account(id), WEALTH);
	(owner, speaker, id)
}

/// The deepest domain.
pub(super) fn deepest<T: Config>() -> (AccountId, AccountId, DomainId) {
	deep::<T>(MAX_DEPTH.into())
}

/// A manifest of a domain with so many leaves.
pub(super) fn manifest<T: Config>(domain: DomainId, root: Hash, leaves: u32) -> ManifestId {
	let owner = Domains::<T>::get(domain).unwrap().owner;
	let (content, expires) = (Hash::zero(), Moment::MAX);
	let published = manifests::Published { domain, root, leaves, content, expires };
	Pallet::<T>::do_publish_manifest(&owner, published, None).unwrap().0
}

/// The arguments of an activation.
pub(super) struct Activating {
	pub(super) manifest: ManifestId,
	pub(super) leaf: Leaf,
	pub(super) proof: ManifestProof,
	pub(super) owner: AccountId,
	pub(super) expires: Moment,
	pub(super) signature: DeviceSignature,
}

impl Activating {
	/// Of a device in a domain at a depth, by a proof of so many hashes, with the signature that costs most.
	pub(super) fn new<T: Config>(key_type: KeyType, depth: u32, hashes: u32) -> Self {
		let (owner, _, domain) = deep::<T>(depth);
		let key = BenchmarkDevice::new(key_type);
		let leaf = Leaf {
			index: 0,
			key: key.public(),
			owner: Some(owner.clone()),
			nullifier: Some(Hash::zero()),
		};
		let genesis = Pallet::<T>::genesis_hash();
		let proof: ManifestProof = (0..hashes)
			.map(|_| Hash::repeat_byte(1))
			.collect::<alloc::vec::Vec<_>>()
			.try_into()
			.unwrap();
		let leaves = 1u32 << hashes;
		let root = implied_root(leaves, 0, &leaf_bytes(&genesis, domain, &leaf), &proof).unwrap();
		let manifest = manifest::<T>(domain, root, leaves);
		super::units::endorse::<T>(manifest);
		let now = T::Time::now();
		let mut expires = now.saturating_add(T::MaxRegistrationAge::get());
		loop {
			let message = jmt_primitives::manifests::signed::activation(
				&genesis, manifest, 0, &owner, &[1; 32], expires,
			);
			let (signature, costliest) = key.sign(&message);
			if costliest || expires == now {
				return Self { manifest, leaf, proof, owner, expires, signature };
			}
			expires = expires.saturating_sub(1);
		}
	}

	pub(super) fn as_activation(&self) -> Activation<'_> {
		let Self { manifest, leaf, proof, owner, expires, .. } = self;
		let (manifest, expires, encryption) = (*manifest, *expires, &[1; 32]);
		Activation { manifest, leaf, proof, owner, encryption, expires }
	}
}

/// An account that signs permits by the scheme that costs most to verify.
pub(super) fn signer() -> (sp_core::ecdsa::Public, AccountId) {
	let public = sp_io::crypto::ecdsa_generate(PERMITS, Some(b"//permits".to_vec()));
	(public, MultiSigner::Ecdsa(public).into_account())
}
