//! The heads of the chain in the order of their coming.

use crate::{
	chain::{within, Chain},
	config::JmtConfig,
	error::Error,
};
use jmt_primitives::Hash;
use std::{collections::VecDeque, time::Duration};
use subxt::{client::Blocks, error::BlocksError};
use tokio::sync::mpsc;

/// A block with its header.
pub type Block = subxt::client::Block<JmtConfig>;

/// A block, or why there is none.
pub type Head = Result<Block, BlocksError>;

/// The two streams of heads. Each is drained by a task of its own: subxt asks for a header only once the
/// block before was taken, so that a slow reader would not see that newer ones wait.
pub struct Heads {
	pub best: BestBlocks,
	/// The finalized blocks.
	pub finalized: mpsc::UnboundedReceiver<Head>,
}

/// The best blocks.
pub struct BestBlocks {
	coming: mpsc::UnboundedReceiver<Head>,
	/// Heads that came while a block before was looked at.
	waiting: VecDeque<Head>,
}

impl Heads {
	/// Begins to follow, with the newest finalized block.
	pub async fn follow(chain: &Chain) -> Result<Self, Error> {
		within("following the heads", async {
			let best = chain.client().stream_best_blocks().await.map_err(Error::chain)?;
			let finalized = chain.client().stream_blocks().await.map_err(Error::chain)?;
			let best = BestBlocks { coming: drained(best), waiting: VecDeque::new() };
			Ok::<_, Error>(Self { best, finalized: drained(finalized) })
		})
		.await
	}

	/// As [`Self::follow`], as often as it takes: for ever once the light client has failed.
	pub async fn follow_again(chain: &Chain) -> Self {
		loop {
			match Self::follow(chain).await {
				Ok(heads) => return heads,
				Err(error) => tracing::debug!("{}", error.one_line()),
			}
			tokio::time::sleep(Duration::from_secs(1)).await;
		}
	}
}

impl BestBlocks {
	/// The next one; `None` at the end of the stream. No head is lost when it is given up.
	pub async fn next(&mut self) -> Option<Head> {
		match self.waiting.pop_front() {
			Some(head) => Some(head),
			None => self.coming.recv().await,
		}
	}

	/// The next one if it is there already.
	pub fn waiting(&mut self) -> Option<Head> {
		self.waiting.pop_front().or_else(|| self.coming.try_recv().ok())
	}

	/// Comes back once a best block shows that `block` is none of its ancestors. All that come wait for
	/// [`Self::next`], and none is lost when it is given up.
	pub async fn displaced(&mut self, block: &Block) {
		let (number, hash) = (block.number(), block.hash());
		loop {
			// The next call of `next` tells of the end.
			let Some(head) = self.coming.recv().await else { return std::future::pending().await };
			let displaced = head.as_ref().is_ok_and(|newer| displaces(newer, number, hash));
			self.waiting.push_back(head);
			if displaced {
				return;
			}
		}
	}
}

/// Whether a best block is no descendant of the block with this number and hash. One that is higher by more
/// than a block does not tell.
fn displaces(newer: &Block, number: u64, hash: Hash) -> bool {
	not_above((newer.number(), newer.hash(), newer.header().parent_hash), number, hash)
}

fn not_above((newer, its_hash, parent): (u64, Hash, Hash), number: u64, hash: Hash) -> bool {
	match newer.checked_sub(number) {
		Some(0) => its_hash != hash,
		Some(1) => parent != hash,
		Some(_) => false,
		None => true,
	}
}

fn drained(mut blocks: Blocks<JmtConfig>) -> mpsc::UnboundedReceiver<Head> {
	let (sender, receiver) = mpsc::unbounded_channel();
	tokio::spawn(async move {
		loop {
			let next = tokio::select! {
				() = sender.closed() => break,
				next = blocks.next() => next,
			};
			let Some(block) = next else { break };
			if sender.send(block).is_err() {
				break;
			}
		}
	});
	receiver
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn not_above_it_tells_siblings_and_their_children_from_descendants() {
		let hash = Hash::repeat_byte;
		for (newer, displaces) in [
			// Itself, and its child.
			((7, hash(7), hash(6)), false),
			((8, hash(8), hash(7)), false),
			// A sibling, a sibling's child, and what is lower.
			((7, hash(17), hash(6)), true),
			((8, hash(18), hash(17)), true),
			((6, hash(6), hash(5)), true),
			// Of a higher one it is not known.
			((9, hash(9), hash(8)), false),
		] {
			assert_eq!(not_above(newer, 7, hash(7)), displaces, "{newer:?}");
		}
	}
}
