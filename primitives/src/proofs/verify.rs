//! How other pallets have a proof checked.

use super::{KeyId, ProofBytes, Scalar};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use scale_info::TypeInfo;

/// Reason for which a proof is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Refused {
	/// No such key is registered.
	#[codec(index = 0)]
	UnknownKey,
	/// The key was retired and its time is over.
	#[codec(index = 1)]
	KeyRetired,
	/// The key has more inputs, or fewer.
	#[codec(index = 2)]
	InputCount,
	/// An input is not below the order r of the groups.
	#[codec(index = 3)]
	ScalarNotReduced,
	/// A coordinate of the proof is not below the modulus of its field.
	#[codec(index = 4)]
	NotReduced,
	/// A point of the proof is not on its curve.
	#[codec(index = 5)]
	OffCurve,
	/// A point of the proof is outside the subgroup.
	#[codec(index = 6)]
	OutOfSubgroup,
	/// A point of the proof is at infinity.
	#[codec(index = 7)]
	Infinity,
	/// The proof does not prove these inputs.
	#[codec(index = 8)]
	NotProven,
	/// The statement names an anchor that is not there.
	#[codec(index = 9)]
	NoAnchor,
	/// The statement names a key of another purpose.
	#[codec(index = 10)]
	WrongPurpose,
}

impl fmt::Display for Refused {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::UnknownKey => "no such key is registered",
			Self::KeyRetired => "the key was retired and its time is over",
			Self::InputCount => "the key has another number of inputs",
			Self::ScalarNotReduced => "an input is not reduced",
			Self::NotReduced => "a coordinate of the proof is not reduced",
			Self::OffCurve => "a point of the proof is not on its curve",
			Self::OutOfSubgroup => "a point of the proof is outside the subgroup",
			Self::Infinity => "a point of the proof is at infinity",
			Self::NotProven => "the proof does not prove these inputs",
			Self::NoAnchor => "the statement names an anchor that is not there",
			Self::WrongPurpose => "the statement names a key of another purpose",
		})
	}
}

impl core::error::Error for Refused {}

/// Checks proofs by registered keys.
pub trait VerifyProof {
	/// Whether something new may name the key: it is registered and was not retired.
	fn usable(key: &KeyId) -> bool;

	/// Whether the proof proves these inputs. Goes on for a retired key until its time is over.
	fn verify(key: &KeyId, inputs: &[Scalar], proof: &ProofBytes) -> Result<(), Refused>;
}
