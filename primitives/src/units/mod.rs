//! Units: physical things that a maker certifies, each counted once.
//!
//! A certificate names no chain, since a factory may not know it; the unit's own word, the binding, does. A maker
//! that numbers two units alike has one unit: its nullifier counts once under its root.

pub mod signed;
mod standing;

use crate::{AccountId, BlockNumber, DevicePublic, DeviceSignature, Hash, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// Number of a root of trust, from 1 on, never used twice.
pub type RootId = u32;

/// Number of a key of a root of trust: its place among the root's keys, which it keeps for good.
pub type KeyNumber = u8;

/// Keys of a root of trust at most, revoked ones included.
pub const MAX_ROOT_KEYS: u32 = 4;

/// A whole, of which [`Terms::share`] is a part.
pub const WHOLE_SHARE: u32 = 1_000_000;

/// How well a root of trust vouches for a unit. Encoded from 0 on, as libraries of wallets begin a choice.
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
	/// It counts in full.
	#[codec(index = 0)]
	One = 1,
	/// It counts more than in full.
	#[codec(index = 1)]
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

/// Whether a key of a root of trust is good.
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
pub enum KeyState {
	/// It is.
	#[codec(index = 0)]
	Active,
	/// It takes nothing new, and units bound in the block `since` or later fell with it.
	#[codec(index = 1)]
	Revoked { since: BlockNumber },
}

/// A key of a root of trust.
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
pub struct RootKey {
	pub public: DevicePublic,
	pub state: KeyState,
}

/// Whether a root of trust is trusted.
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
pub enum RootState {
	/// It is.
	#[codec(index = 0)]
	Active,
	/// It takes nothing new until then, in ms; what is bound counts.
	#[codec(index = 1)]
	Frozen { until: Moment },
	/// All its units fell.
	#[codec(index = 2)]
	Distrusted,
}

/// The terms on which a root of trust is admitted.
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
pub struct Terms {
	/// The highest level that it vouches for.
	pub level: Level,
	/// Units bound at a time at most.
	pub quota: u32,
	/// Largest share of the pay, in millionths.
	pub share: u32,
}

/// A root of trust as it is stored.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Root {
	/// May revoke the keys.
	pub maker: AccountId,
	pub terms: Terms,
	/// Units bound now.
	pub used: u32,
	/// The place of a key is its number.
	pub keys: BoundedVec<RootKey, ConstU32<MAX_ROOT_KEYS>>,
	pub state: RootState,
}

/// A maker's word for a unit, over [`signed::certificate`].
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
pub struct Certificate {
	pub root: RootId,
	/// The root's key that signed.
	pub key: KeyNumber,
	/// Names the unit under its root.
	pub nullifier: Hash,
	/// The unit's own key.
	pub unit: DevicePublic,
	pub level: Level,
	/// The last moment at which it is good, in ms.
	pub expires: Moment,
	pub signature: DeviceSignature,
}

/// A unit's word that it is a device, over [`signed::binding`].
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
pub struct Binding {
	/// The last moment at which it may be sent, in ms.
	pub expires: Moment,
	/// The unit key's.
	pub signature: DeviceSignature,
}
