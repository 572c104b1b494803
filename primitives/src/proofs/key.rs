//! Keys: their names, what they are for, and who made their secrets.

use super::{ProofBytes, Scalar, MAX_INPUTS};
use crate::Hash;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::Bytes;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// A key by its content: blake2-256 of `jmt/zk/key/v1` and the canonical bytes. It never changes.
pub type KeyId = Hash;

/// The public inputs of a proof, in the order of its key.
pub type Inputs = BoundedVec<Scalar, ConstU32<MAX_INPUTS>>;

/// A proof beside that which it shall prove.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Claim {
	/// The key that the proof is checked by.
	pub key: KeyId,
	/// The proof.
	pub proof: ProofBytes,
	/// The public inputs.
	pub inputs: Inputs,
}

/// Purpose of a key, in the words of its owner.
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
	Serialize,
	Deserialize,
)]
pub enum Purpose {
	/// Membership of a group whose tree has this depth.
	#[codec(index = 0)]
	Membership {
		/// Levels below the root.
		depth: u8,
	},
	/// A place and a time of an anchored device.
	#[codec(index = 1)]
	Place,
	/// Figures of anchored readings.
	#[codec(index = 2)]
	Statistics,
	/// Receipts of a virtual machine.
	#[codec(index = 3)]
	Receipt,
	/// Something else.
	#[codec(index = 4)]
	Other,
}

/// How the secrets of a key were made. One who kept them forges proofs.
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
	Serialize,
	Deserialize,
)]
pub enum SetUp {
	/// By one party, for tests: anybody may know the secrets.
	#[codec(index = 0)]
	Development,
	/// By several, one honest of whom suffices.
	#[codec(index = 1)]
	Ceremony {
		/// Hash of the transcript, by which the contributions can be looked up.
		transcript: Hash,
	},
}

/// A key that stands since genesis. It has no owner and no deposit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GenesisKey {
	/// Its canonical bytes.
	pub bytes: Bytes,
	/// Its purpose.
	pub purpose: Purpose,
	/// How its secrets were made.
	pub set_up: SetUp,
}

/// Names what a proof shows: blake2-256 of the SCALE encoding of `(b"jmt/zk/statement/v1", key, inputs)`.
///
/// The proof is not in it: Groth16 proofs are malleable, and many prove one statement.
pub fn statement_hash(key: &KeyId, inputs: &[Scalar]) -> Hash {
	sp_crypto_hashing::blake2_256(&(b"jmt/zk/statement/v1", key, inputs).encode()).into()
}
