//! Keeps recent blocks readable after a sibling of theirs is final.
//!
//! A node discards the state of a block when it can not become final any more. With votes for the best
//! block that is a moment after the block was made, and a light client that took it for the best one still
//! asks for proofs of its state. An answer that the node can not give makes smoldot ban it as a peer for
//! ten seconds, often the only peer it has. A block's import notification pins its state and its body as
//! long as the notification is alive, so this task keeps the newest ones.

use crate::service::FullClient;
use futures::StreamExt;
use sc_client_api::BlockchainEvents;
use std::{
	collections::VecDeque,
	sync::Arc,
	time::{Duration, Instant},
};

/// How long a block stays readable at least, unless [`MOST`] are newer.
pub const KEPT: Duration = Duration::from_secs(30);

/// How many blocks are pinned at most, so that a flood of forks costs a bounded amount of memory.
pub const MOST: usize = 128;

/// Keeps what was imported last until the client is gone.
pub async fn keep_readable(client: Arc<FullClient>) {
	let mut imported = client.import_notification_stream();
	drop(client);
	let mut recent = Recent::new(KEPT, MOST);
	while let Some(notification) = imported.next().await {
		recent.push(Instant::now(), notification);
	}
}

/// The newest items, each with the moment it came.
struct Recent<T> {
	kept: Duration,
	most: usize,
	items: VecDeque<(Instant, T)>,
}

impl<T> Recent<T> {
	const fn new(kept: Duration, most: usize) -> Self {
		Self { kept, most, items: VecDeque::new() }
	}

	/// Takes another item, and drops those that are too old or too many.
	fn push(&mut self, now: Instant, item: T) {
		self.items.push_back((now, item));
		let too_old = |at: Instant| now.saturating_duration_since(at) > self.kept;
		while self.items.len() > self.most || self.items.front().is_some_and(|(at, _)| too_old(*at))
		{
			self.items.pop_front();
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn left(recent: &Recent<u32>) -> Vec<u32> {
		recent.items.iter().map(|(_, item)| *item).collect()
	}

	#[test]
	fn push_it_keeps_what_is_young_enough() {
		let start = Instant::now();
		let mut recent = Recent::new(Duration::from_secs(30), 10);
		for second in [0, 1, 30, 31, 32] {
			recent.push(start + Duration::from_secs(second.into()), second);
		}
		assert_eq!(left(&recent), [30, 31, 32]);
		recent.push(start + Duration::from_secs(100), 100);
		assert_eq!(left(&recent), [100]);
	}

	#[test]
	fn push_it_keeps_no_more_than_the_limit_and_drops_the_oldest() {
		let now = Instant::now();
		let mut recent = Recent::new(Duration::from_secs(30), 3);
		(0..7).for_each(|item| recent.push(now, item));
		assert_eq!(left(&recent), [4, 5, 6]);
	}

	#[test]
	fn push_a_clock_that_stands_still_drops_nothing() {
		let now = Instant::now();
		let mut recent = Recent::new(Duration::ZERO, 3);
		recent.push(now, 1);
		recent.push(now, 2);
		assert_eq!(left(&recent), [1, 2]);
	}
}
