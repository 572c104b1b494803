use crate::Hash;

/// Randomness that the author of the parent block could not choose.
///
/// The implementation must leave the slot of the asking block out of what it returns: an author that
/// holds several slots could otherwise pick the one whose outcome suits it.
pub trait ParentRandomness {
	/// The output of the parent block's verifiable random function; `None` when the parent had none.
	fn parent() -> Option<Hash>;
}
