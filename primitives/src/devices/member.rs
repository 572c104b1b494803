//! All that is known of a device besides its key and its owner.

use crate::{
	domains::{DomainId, Rank},
	manifests::ManifestId,
	units::Bound,
	AccountId, DeviceId, DevicePublic, Hash, Moment,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// Keys that a device had before at most.
pub const MAX_FORMER_KEYS: u32 = 16;

/// The payer of a device's deposit.
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
	Default,
)]
pub enum Payer {
	/// Its owner.
	#[default]
	#[codec(index = 0)]
	Owner,
	/// Its domain, out of the prepaid account.
	#[codec(index = 1)]
	Domain,
}

/// Whether a domain suspended a device, or it was revoked.
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
	Default,
)]
pub enum MemberState {
	/// Neither.
	#[default]
	#[codec(index = 0)]
	Active,
	/// An authority of this rank suspended it: a lower one does not resume it.
	#[codec(index = 1)]
	Suspended(Rank),
	/// For good.
	#[codec(index = 2)]
	Revoked,
}

/// All that is known of a device besides its key and its owner. A device without an entry is at large, and so is one
/// without a domain.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Default,
)]
pub struct Member {
	/// The domain that it is in.
	pub domain: Option<DomainId>,
	/// Manifest and index by which it joined the domain.
	pub leaf: Option<(ManifestId, u32)>,
	/// The payer of its deposit.
	pub payer: Payer,
	/// The physical unit that it is.
	pub unit: Option<Bound>,
	pub state: MemberState,
	/// Its X25519 key, to which messages are sealed.
	pub encryption: Option<[u8; 32]>,
	/// How often that key was changed.
	pub epoch: u32,
	/// Whom its owner offers it.
	pub offered_to: Option<AccountId>,
	/// Moves into domains and out of them. A permit names the number, and so is good for one move.
	pub moves: u32,
}

/// A device's description, each part set by who is entitled to.
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
	Default,
)]
pub struct Profile {
	/// Hash of the model's description, by the maker of its unit.
	pub model: Option<Hash>,
	/// Hash of the firmware that it says it runs.
	pub firmware: Option<Hash>,
	/// Flags, whose sense its domain defines.
	pub capabilities: u64,
}

/// A change of key that its owner started without the old key.
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
pub struct PendingRotation {
	/// The new key.
	pub key: DevicePublic,
	/// In ms.
	pub started: Moment,
	/// The first moment at which it may be finished, in ms.
	pub ends: Moment,
	/// Blocks with room for a cancellation that there had been when it started.
	pub roomy_at_start: u32,
}

/// The keys that a device had, and the one that it may get.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Default,
)]
pub struct KeyHistory {
	/// Ids of the keys before, the oldest first: reserved for this device.
	pub former: BoundedVec<DeviceId, ConstU32<MAX_FORMER_KEYS>>,
	pub pending: Option<PendingRotation>,
	/// When the key in use last cancelled a rotation, in ms.
	pub cancelled_at: Option<Moment>,
}
