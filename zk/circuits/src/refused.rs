//! Facts that no circuit shows.

/// A fact that is false, or that the circuit has no room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
	/// The cell does not lie in the region.
	#[error("the cell lies outside of the region")]
	OutsideRegion,
	/// The minute does not lie in the span.
	#[error("the minute lies outside of the span")]
	OutsideSpan,
	/// The path has more siblings than the circuit has levels.
	#[error("the path is longer than the circuit's {0} levels")]
	TooDeep(usize),
	/// The secret is not below the order of Baby Jubjub's subgroup.
	#[error("the secret is no identity's")]
	Secret,
	/// No reading, or more than there is room for.
	#[error("{0} readings are given, and 1 to 64 are shown")]
	Readings(usize),
}
