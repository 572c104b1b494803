//! Blocks.

use super::stored;
use crate::{chain::At, error::Error};
use jmt_primitives::{BlockNumber, Hash};

/// The hash of a block of this number below `at`. `None` when the chain does not keep it any more: it keeps those of
/// some hours.
pub async fn block_hash(at: &At, number: BlockNumber) -> Result<Option<Hash>, Error> {
	let found: Option<Hash> = stored(at, "System", "BlockHash", &(number,)).await?;
	Ok(found.filter(|hash| !hash.is_zero()))
}
