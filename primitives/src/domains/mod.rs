//! Domains: who speaks for which devices, and which other domains' devices are let in.
//!
//! A region is a claim: nothing is paid or allowed by it.

pub mod signed;

use crate::{cell::Region, AccountId, Balance, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Number of a domain, from 1 on, never used twice.
pub type DomainId = u32;

/// Levels of the tree at most; a top domain has depth 1.
pub const MAX_DEPTH: u8 = 8;

/// Admins of a domain at most.
pub const MAX_ADMINS: u8 = 8;

/// Seed of the prepaid accounts: `AccountIdConversion::into_sub_account_truncating` of this pallet id and the
/// domain's number.
pub const PREPAID: [u8; 8] = *b"jmt/prep";

/// The layer of a network that a domain is for.
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
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
	/// Devices.
	#[codec(index = 0)]
	Device,
	/// Networks.
	#[codec(index = 1)]
	Network,
	/// Data.
	#[codec(index = 2)]
	Data,
	/// Applications.
	#[codec(index = 3)]
	Application,
}

/// The part that an account has in a domain. The first is the higher one.
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
	PartialOrd,
	Ord,
)]
pub enum Role {
	/// It owns the domain.
	#[codec(index = 0)]
	Owner,
	/// The owner, or an authority above, named it.
	#[codec(index = 1)]
	Admin,
}

/// With which authority an account acts. Ordered: the smaller rank is the higher one.
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
	PartialOrd,
	Ord,
)]
pub struct Rank {
	/// Depth of the domain whose authority it is.
	pub depth: u8,
	/// The part in that domain.
	pub role: Role,
}

/// Whether a domain is suspended.
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
pub enum DomainState {
	/// It is not.
	#[codec(index = 0)]
	Active,
	/// It is, by this rank: a lower one does not resume it.
	#[codec(index = 1)]
	Suspended(Rank),
}

/// A domain as it is stored.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Domain {
	/// The domain above.
	pub parent: Option<DomainId>,
	/// The highest domain above; its own number for a top one.
	pub top: DomainId,
	/// 1 for a top one.
	pub depth: u8,
	pub layer: Layer,
	/// Inside its parent's.
	pub region: Region,
	pub owner: AccountId,
	/// Whom the owner offers it.
	pub offered_to: Option<AccountId>,
	/// Paid the deposit and gets it back.
	pub payer: AccountId,
	/// Held of the payer, in planck.
	pub deposit: Balance,
	pub state: DomainState,
	/// Number of admins.
	pub admins: u8,
	/// Number of domains right below.
	pub children: u32,
	/// Number of devices in it.
	pub members: u32,
	/// Number of manifests that are not swept.
	pub manifests: u32,
}

/// How far down a trust link reaches.
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
pub enum Reach {
	/// Devices of the domain itself.
	#[codec(index = 0)]
	Exact,
	/// Also devices of domains below it.
	#[codec(index = 1)]
	Below,
}

/// A trust link, stored under the two domains. Void while the one that trusts, or one above it, is suspended.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Link {
	/// How far it reaches.
	pub reach: Reach,
	/// The last moment at which it is good, in ms.
	pub expires: Moment,
	/// Paid the deposit and gets it back.
	pub payer: AccountId,
	/// Held of the payer, in planck.
	pub deposit: Balance,
}
