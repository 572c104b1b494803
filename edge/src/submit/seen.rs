//! Events that finalized blocks have.

use super::understood;
use crate::{
	chain::{within, At, Chain},
	error::Error,
	pallets::Event,
};
use jmt_primitives::Hash;
use std::ops::ControlFlow;

/// An event, and the block that has it.
pub struct Seen<E> {
	pub number: u64,
	pub hash: Hash,
	pub event: E,
}

/// Looks for an event of this kind that is wanted, in the finalized blocks above the number `before` up to `newest`.
pub async fn find_event<E: Event>(
	chain: &Chain,
	before: u64,
	newest: &At,
	wanted: impl Fn(&E) -> bool,
) -> Result<Option<Seen<E>>, Error> {
	let recent = chain.recent().await?;
	let mut next = newest.block_hash();
	loop {
		let looked = within("looking for an event in the finalized blocks", async {
			let at = recent.at_block(next).await.map_err(Error::chain)?;
			let (number, hash) = (at.block_number(), at.block_hash());
			if number <= before {
				return Ok(ControlFlow::Break(None));
			}
			let events = at.events().fetch().await.map_err(Error::chain)?;
			let read = events.iter().filter_map(Result::ok);
			let mut read = read.filter_map(|event| understood::<E>(&event, at.metadata_ref()));
			if let Some(event) = read.find(&wanted) {
				return Ok(ControlFlow::Break(Some(Seen { number, hash, event })));
			}
			let header = at.block_header().await.map_err(Error::chain)?;
			Ok::<_, Error>(ControlFlow::Continue(header.parent_hash))
		});
		match looked.await? {
			ControlFlow::Break(found) => return Ok(found),
			ControlFlow::Continue(parent) => next = parent,
		}
	}
}
