//! Uses, counted on the chain and by enforcers.

use super::{GrantId, Subject};
use crate::{proofs::Alias, AccountId, Balance, Hash, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// That whose uses are counted. The chain keeps the first two only.
#[derive(
	Clone,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Counted {
	#[codec(index = 0)]
	Subject(Subject),
	#[codec(index = 1)]
	Grant(GrantId),
	/// A block of a pass.
	#[codec(index = 2)]
	Block(Hash),
	/// A member of a group, by its alias.
	#[codec(index = 3)]
	Alias(Alias),
}

/// Uses that `use_right` counted.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Uses {
	/// The begin of the window in which it was counted last, in ms.
	pub window: Moment,
	/// In that window.
	pub count: u32,
	/// In all.
	pub total: u64,
	/// Paid the deposit and gets it back.
	pub payer: AccountId,
	/// Held of the payer, in planck.
	pub deposit: Balance,
}

/// Uses that an enforcer served, by its own ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode)]
pub struct Served {
	/// The begin of the window that was asked for, in ms.
	pub window: Moment,
	/// In that window, of those that are counted locally.
	pub count: u32,
	/// In all: of a subject those that the chain had counted before, of a grant, a block or an alias each.
	pub total: u64,
}
