//! Reasons for a refusal.

use core::fmt;

/// Reason for which bytes, a key or a proof are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
	/// More or fewer bytes than the encoding has.
	Length,
	/// A coordinate is not below the modulus of the base field.
	NotReduced,
	/// A scalar is not below the order of the groups.
	ScalarNotReduced,
	/// A point does not satisfy its curve's equation.
	OffCurve,
	/// A point of the twist lies outside the subgroup of prime order.
	OutOfSubgroup,
	/// The point at infinity, which neither keys nor proofs may hold.
	Infinity,
	/// The number of inputs is not the key's.
	InputCount,
	/// A key has more than [`MAX_INPUTS`](crate::MAX_INPUTS) inputs.
	TooManyInputs,
	/// A key's delta is its gamma or the negative of it: from one valid proof anybody makes proofs of other inputs.
	DeltaIsGamma,
	/// A key's delta is the generator or its negative: nobody contributed to the set-up, anybody forges.
	DeltaIsGenerator,
	/// A key's beta is its gamma or the negative of it: anybody forges.
	BetaIsGamma,
	/// A key's beta is its delta or the negative of it: anybody forges.
	BetaIsDelta,
	/// A key's beta is the generator or its negative: nobody contributed to the first phase of the set-up, anybody forges.
	BetaIsGenerator,
	/// A key's alpha is the generator or its negative: nobody contributed to the first phase of the set-up, anybody forges.
	AlphaIsGenerator,
	/// A batch is empty or holds more than [`MAX_BATCH`](crate::MAX_BATCH) proofs.
	BatchSize,
	/// The equation does not hold: the proof does not prove these inputs under this key.
	NotProven,
	/// A file to be imported is not of its format, or of a system other than Groth16 over BN254.
	Format,
}

impl fmt::Display for Error {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Length => "wrong length",
			Self::NotReduced => "a coordinate is not reduced",
			Self::ScalarNotReduced => "a scalar is not reduced",
			Self::OffCurve => "a point is not on its curve",
			Self::OutOfSubgroup => "a point is outside the subgroup",
			Self::Infinity => "a point is at infinity",
			Self::InputCount => "the number of inputs is not the key's",
			Self::TooManyInputs => "the key has too many inputs",
			Self::DeltaIsGamma => "the key's delta is its gamma or the negative of it",
			Self::DeltaIsGenerator => "the key's delta is the generator or its negative",
			Self::BetaIsGamma => "the key's beta is its gamma or the negative of it",
			Self::BetaIsDelta => "the key's beta is its delta or the negative of it",
			Self::BetaIsGenerator => "the key's beta is the generator or its negative",
			Self::AlphaIsGenerator => "the key's alpha is the generator or its negative",
			Self::BatchSize => "the batch is empty or too large",
			Self::NotProven => "the proof does not prove these inputs",
			Self::Format => "the file is not of this format",
		})
	}
}

impl core::error::Error for Error {}
