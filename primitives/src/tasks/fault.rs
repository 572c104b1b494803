//! Why terms are not taken.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// Why terms are not taken.
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
pub enum TermsFault {
	/// Less pay than an account needs to exist.
	#[codec(index = 0)]
	PayTooSmall,
	/// The bond for the pay is more than a worker may stake.
	#[codec(index = 1)]
	PayTooLarge,
	/// More than 4,096 pages.
	#[codec(index = 2)]
	MemoryTooLarge,
	/// More than 16 KiB of output.
	#[codec(index = 3)]
	OutputTooLong,
	/// Less than 10 s for claims.
	#[codec(index = 4)]
	ClaimTooShort,
	/// More than an hour for claims.
	#[codec(index = 5)]
	ClaimTooLong,
	/// Less than 4 s to run.
	#[codec(index = 6)]
	RunTooShort,
	/// More than a day to run.
	#[codec(index = 7)]
	RunTooLong,
	/// A result stands for less than a minute.
	#[codec(index = 8)]
	StandingTooShort,
	/// A result stands for more than a week.
	#[codec(index = 9)]
	StandingTooLong,
	/// Other than 3, 5 or 7 replicas.
	#[codec(index = 10)]
	Replicas,
	/// A quorum of not more than half, or of more than all.
	#[codec(index = 11)]
	Quorum,
	/// A window for challenges with more than 3 replicas.
	#[codec(index = 12)]
	StandsWithMany,
	/// A result that the client accepts, of anyone.
	#[codec(index = 13)]
	NotNamed,
	/// Fewer are named than must agree.
	#[codec(index = 14)]
	TooFewNamed,
	/// A name stands twice.
	#[codec(index = 15)]
	NamedTwice,
}

impl TermsFault {
	/// Every fault, in the order of its index.
	pub const ALL: [TermsFault; 16] = [
		Self::PayTooSmall,
		Self::PayTooLarge,
		Self::MemoryTooLarge,
		Self::OutputTooLong,
		Self::ClaimTooShort,
		Self::ClaimTooLong,
		Self::RunTooShort,
		Self::RunTooLong,
		Self::StandingTooShort,
		Self::StandingTooLong,
		Self::Replicas,
		Self::Quorum,
		Self::StandsWithMany,
		Self::NotNamed,
		Self::TooFewNamed,
		Self::NamedTwice,
	];
}

impl fmt::Display for TermsFault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::PayTooSmall => "the pay of a slot is less than an account needs to exist",
			Self::PayTooLarge => "the bond for the pay is more than a worker may stake",
			Self::MemoryTooLarge => "the memory is more than 4,096 pages",
			Self::OutputTooLong => "the output is more than 16 KiB",
			Self::ClaimTooShort => "the window for claims is less than 10 s",
			Self::ClaimTooLong => "the window for claims is more than an hour",
			Self::RunTooShort => "the window to run is less than 4 s",
			Self::RunTooLong => "the window to run is more than a day",
			Self::StandingTooShort => "the result stands for less than a minute",
			Self::StandingTooLong => "the result stands for more than a week",
			Self::Replicas => "the replicas are not 3, 5 or 7",
			Self::Quorum => "the quorum is not more than half of the replicas, or more than all",
			Self::StandsWithMany => "a window for challenges goes with 3 replicas only",
			Self::NotNamed => "a result that the client accepts is of a named worker",
			Self::TooFewNamed => "fewer are named than must agree",
			Self::NamedTwice => "a name stands twice",
		})
	}
}

impl core::error::Error for TermsFault {}
