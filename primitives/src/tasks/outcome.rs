//! Outcomes of runs, and the digest that workers agree on.

use super::{signed, Content, Limits};
use crate::Hash;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;

/// How a run ended. Each is a result, and is paid.
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
pub enum Ending {
	/// The program returned, with code 0, or left with this one.
	#[codec(index = 0)]
	Finished {
		/// Exit code.
		code: u32,
	},
	/// It did what no program may: divided by zero, left its memory.
	#[codec(index = 1)]
	Trapped,
	/// Its next step costs more fuel than is left.
	#[codec(index = 2)]
	OutOfFuel,
	/// Its calls nest too deep.
	#[codec(index = 3)]
	StackExhausted,
	/// It wrote more than it may.
	#[codec(index = 4)]
	OutputTooLong,
}

/// The end state of a run: a function of program, input, arguments and limits, on every engine.
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
pub struct Outcome {
	pub ending: Ending,
	/// Fuel used; all of it of a run that ran out of it.
	pub fuel: u64,
	/// The bytes that were written; as many as the limit of a run that wrote more.
	pub output: Content,
	/// Blake2-256 of the whole memory at the end, of no bytes where the program has none. `None` where it trapped: what a
	/// store across the edge has written by then is the engine's affair.
	pub memory: Option<Hash>,
}

/// Names an outcome.
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
pub struct ResultDigest(pub Hash);

impl Outcome {
	/// Blake2-256 of the SCALE encoding of `(purpose, ending, fuel, output, memory)`, see [`signed::RESULT`].
	pub fn digest(&self) -> ResultDigest {
		ResultDigest(blake2_256(&(signed::RESULT, self).encode()).into())
	}

	/// Whether a run within these limits can end so.
	pub fn is_possible(&self, limits: &Limits) -> bool {
		let fuel = match self.ending {
			Ending::OutOfFuel => self.fuel == limits.fuel,
			_ => self.fuel <= limits.fuel,
		};
		let output = match self.ending {
			Ending::OutputTooLong => self.output.length == limits.output_bytes,
			_ => self.output.length <= limits.output_bytes,
		};
		let memory = self.memory.is_none() == (self.ending == Ending::Trapped);
		fuel && output && memory
	}
}
