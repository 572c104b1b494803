//! Units: physical things that a maker certifies, each counted once.

use crate::{BlockNumber, Hash, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Number of a root of trust, from 1 on, never used twice.
pub type RootId = u32;

/// Number of a key of a root of trust.
pub type KeyNumber = u8;

/// How well a root of trust vouches for a unit.
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
pub enum Level {
	#[codec(index = 1)]
	One = 1,
	#[codec(index = 2)]
	Two = 2,
}

/// The unit that a device is bound to.
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
pub struct Bound {
	pub root: RootId,
	/// The root's key that certified it.
	pub key: KeyNumber,
	/// Names the unit under its root.
	pub nullifier: Hash,
	pub level: Level,
	pub bound_in: BlockNumber,
	/// The last moment at which the certificate is good, in ms.
	pub expires: Moment,
}

/// Whether a bound unit counts.
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
pub enum UnitState {
	/// It does.
	#[codec(index = 0)]
	Stands,
	/// Its certificate is over.
	#[codec(index = 1)]
	Expired,
	/// It fell with its root of trust or with the key that certified it.
	#[codec(index = 2)]
	Fell,
}
