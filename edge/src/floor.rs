//! The finalized head that an earlier start saved, as a floor: a chain without it is another one.

use crate::{chain::At, error::Error, pallets::system};
use jmt_light::FinalizedHead;
use jmt_primitives::Hash;
use std::cmp::Ordering;

/// Whether a chain has the finalized head that an earlier start saved. State keeps the hashes of 4,096 blocks: further
/// above the floor a start that `continued` from there alone is believed, since it verified its way.
pub(crate) async fn check_floor(
	at: &At,
	floor: FinalizedHead,
	continued: bool,
) -> Result<(), Error> {
	let found = at.block_number();
	let there = match found.cmp(&u64::from(floor.number)) {
		Ordering::Less => There::Below,
		Ordering::Equal => There::Block(at.block_hash()),
		Ordering::Greater => match system::block_hash(at, floor.number).await? {
			Some(hash) => There::Block(hash),
			None => There::Forgotten,
		},
	};
	there.check(floor, found, continued)
}

/// The chain at the number of a floor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum There {
	/// It does not reach so far.
	Below,
	/// It has a block with this hash.
	Block(Hash),
	/// Its state does not know any more.
	Forgotten,
}

impl There {
	fn check(self, floor: FinalizedHead, found: u64, continued: bool) -> Result<(), Error> {
		let (saved, hash) = (u64::from(floor.number), floor.hash);
		match self {
			Self::Block(block) if block == hash => Ok(()),
			// The genesis is the one of the spec.
			Self::Forgotten if continued || saved == 0 => Ok(()),
			Self::Forgotten => Err(Error::Unconnected { saved, hash, found }),
			Self::Below | Self::Block(_) => Err(Error::OtherChain { saved, hash, found }),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn floor() -> FinalizedHead {
		FinalizedHead { number: 363, hash: Hash::repeat_byte(1) }
	}

	fn refused_as(there: There, found: u64, continued: bool) -> Option<&'static str> {
		there.check(floor(), found, continued).err().map(|error| error.kind())
	}

	#[test]
	fn check_a_chain_with_the_floor_is_taken_and_one_below_it_or_without_it_is_not() {
		for continued in [false, true] {
			assert_eq!(refused_as(There::Block(floor().hash), 400, continued), None);
			let other = There::Block(Hash::repeat_byte(2));
			assert_eq!(refused_as(other, 400, continued), Some("otherChain"));
			assert_eq!(refused_as(There::Below, 40, continued), Some("otherChain"));
		}
	}

	#[test]
	fn check_a_start_from_the_spec_far_above_the_floor_was_taken_without_a_proof() {
		assert_eq!(refused_as(There::Forgotten, 5_000, true), None);
		let genesis = FinalizedHead { number: 0, ..floor() };
		assert!(There::Forgotten.check(genesis, 5_000, false).is_ok());
		let error = There::Forgotten.check(floor(), 5_000, false).unwrap_err();
		assert_eq!(error.kind(), "otherChain");
		let words = error.one_line();
		for part in ["363", "5000", "too far"] {
			assert!(words.contains(part), "{words}");
		}
	}
}
