//! Manifests: lists of devices that a domain commits to by one root.

pub mod signed;

use crate::{
	domains::{DomainId, Rank},
	units::{KeyNumber, Level, RootId},
	AccountId, Balance, DevicePublic, DeviceSignature, Hash, Moment,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// Number of a manifest, from 1 on, never used twice.
pub type ManifestId = u32;

/// Devices of a manifest at most.
pub const MAX_LEAVES: u32 = 1 << 24;

/// Hashes of a proof at most, which the largest manifest needs.
pub const MAX_PROOF: u32 = 24;

/// The way from a leaf to the root.
pub type ManifestProof = BoundedVec<Hash, ConstU32<MAX_PROOF>>;

/// A device in a manifest.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Leaf {
	/// Its place in the list.
	pub index: u32,
	/// The device's key.
	pub key: DevicePublic,
	/// Its owner; without one the activation names any.
	pub owner: Option<AccountId>,
	/// The physical unit that it is, where a maker endorses the manifest.
	pub nullifier: Option<Hash>,
}

/// Purpose of [`leaf_bytes`].
pub const LEAF: &[u8] = b"jmt/manifest/leaf/v1";

/// A leaf of the tree: the SCALE encoding of `(purpose, genesis, domain, index, key, owner, nullifier)`, the purpose
/// with its length before it.
pub fn leaf_bytes(genesis: &Hash, domain: DomainId, leaf: &Leaf) -> Vec<u8> {
	(LEAF, genesis, domain, leaf).encode()
}

/// Whether devices may join by a manifest.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ManifestState {
	/// They may.
	#[codec(index = 0)]
	Open,
	/// Not until it is opened again. This rank froze it: a lower one does not open it.
	#[codec(index = 1)]
	Frozen(Rank),
	/// Never again.
	#[codec(index = 2)]
	Revoked,
}

/// A change of a manifest's state.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ManifestChange {
	/// Devices may join by it.
	#[codec(index = 0)]
	Open,
	/// They may not, until it is opened again.
	#[codec(index = 1)]
	Frozen,
	/// They may not, for good.
	#[codec(index = 2)]
	Revoked,
}

/// By whom a manifest is endorsed: its leaves are units of a root of trust.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Endorsed {
	pub root: RootId,
	/// The root's key that signed.
	pub key: KeyNumber,
	pub level: Level,
}

/// A maker's signature for a whole manifest, over [`signed::endorsement`].
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Endorsement {
	pub root: RootId,
	/// The root's key that signed.
	pub key: KeyNumber,
	pub level: Level,
	pub signature: DeviceSignature,
}

/// A manifest as it is stored.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Manifest {
	/// The domain whose devices it names.
	pub domain: DomainId,
	/// Root of the tree of leaves.
	pub root: Hash,
	/// Number of leaves.
	pub leaves: u32,
	/// Hash of the list as its maker keeps it.
	pub content: Hash,
	/// The last moment at which a device may join by it, in ms.
	pub expires: Moment,
	pub endorsed: Option<Endorsed>,
	pub state: ManifestState,
	/// Held on the domain's prepaid account, in planck.
	pub deposit: Balance,
	/// Chunks of flags that were swept.
	pub swept: u32,
}
