//! The chain's clock.

use super::stored;
use crate::{chain::At, error::Error};
use jmt_primitives::Moment;

/// The chain's time at a block, in ms.
pub async fn now(at: &At) -> Result<Moment, Error> {
	stored(at, "Timestamp", "Now", &())
		.await?
		.ok_or_else(|| Error::chain("Timestamp.Now is no time"))
}
