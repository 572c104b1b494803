//! All that is known of a device besides its key and its owner.

use crate::{
	domains::{DomainId, Rank},
	manifests::ManifestId,
	units::Bound,
	AccountId,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

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
}
