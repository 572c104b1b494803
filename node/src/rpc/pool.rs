//! The pool of transactions as JSON-RPC sees it: who watches a transaction hears that it is in a block a second
//! before it hears that the block is final.
//!
//! Finality follows a block at once here. `@polkadot/api` fetches a block when it hears `inBlock`, and drops that
//! status for good when `finalized` comes before it has the block: a program that waits for `isInBlock` then
//! waits for ever. [`hold_finalized`] gives it time.
//!
//! Limits: a client that needs more than [`HOLD`] for a block still misses the status. `transactionWatch_v1` reads
//! the same stream and is held too. Finalized heads, and all that does not watch a transaction, are not.

use crate::client::TransactionPool as Inner;
use futures::{Stream, StreamExt};
use jmt_primitives::Hash;
use jmt_runtime::opaque::Block;
use jsonrpsee::core::async_trait;
use sc_transaction_pool_api::{
	ChainEvent, ImportNotificationStream, MaintainedTransactionPool, PoolStatus, ReadyTransactions,
	TransactionFor, TransactionPool, TransactionSource, TransactionStatus,
	TransactionStatusStreamFor, TxHash, TxInvalidityReportMap,
};
use std::{collections::HashMap, pin::Pin, sync::Arc, time::Duration};
use tokio::time::Instant;

/// How long after `inBlock` the status `finalized` follows at the earliest.
pub const HOLD: Duration = Duration::from_secs(1);

/// Holds `Finalized` back until `hold` after the newest `InBlock`. Everything else passes at once, and so does
/// `Finalized` of a transaction that was in no block before.
pub fn hold_finalized<H, B>(
	statuses: impl Stream<Item = TransactionStatus<H, B>>,
	hold: Duration,
) -> impl Stream<Item = TransactionStatus<H, B>> {
	let mut included = None;
	statuses.then(move |status| {
		match &status {
			TransactionStatus::InBlock(_) => included = Some(Instant::now()),
			TransactionStatus::Retracted(_) => included = None,
			_ => (),
		}
		let is_final = matches!(status, TransactionStatus::Finalized(_));
		let held_until = included.filter(|_| is_final).map(|included| included + hold);
		async move {
			if let Some(moment) = held_until {
				tokio::time::sleep_until(moment).await;
			}
			status
		}
	})
}

/// The node's pool; what is submitted and watched through it is reported by [`hold_finalized`].
pub struct RpcPool(pub Arc<Inner>);

type InPool = <Inner as TransactionPool>::InPoolTransaction;
type PoolError = <Inner as TransactionPool>::Error;

#[async_trait]
impl TransactionPool for RpcPool {
	type Block = Block;
	type Hash = Hash;
	type InPoolTransaction = InPool;
	type Error = PoolError;

	async fn submit_at(
		&self,
		at: Hash,
		source: TransactionSource,
		xts: Vec<TransactionFor<Self>>,
	) -> Result<Vec<Result<TxHash<Self>, Self::Error>>, Self::Error> {
		self.0.submit_at(at, source, xts).await
	}

	async fn submit_one(
		&self,
		at: Hash,
		source: TransactionSource,
		xt: TransactionFor<Self>,
	) -> Result<TxHash<Self>, Self::Error> {
		self.0.submit_one(at, source, xt).await
	}

	async fn submit_and_watch(
		&self,
		at: Hash,
		source: TransactionSource,
		xt: TransactionFor<Self>,
	) -> Result<Pin<Box<TransactionStatusStreamFor<Self>>>, Self::Error> {
		let statuses = self.0.submit_and_watch(at, source, xt).await?;
		Ok(Box::pin(hold_finalized(statuses, HOLD)))
	}

	async fn ready_at(
		&self,
		at: Hash,
	) -> Box<dyn ReadyTransactions<Item = Arc<Self::InPoolTransaction>> + Send> {
		self.0.ready_at(at).await
	}

	fn ready(&self) -> Box<dyn ReadyTransactions<Item = Arc<Self::InPoolTransaction>> + Send> {
		self.0.ready()
	}

	async fn report_invalid(
		&self,
		at: Option<Hash>,
		invalid_tx_errors: TxInvalidityReportMap<TxHash<Self>>,
	) -> Vec<Arc<Self::InPoolTransaction>> {
		self.0.report_invalid(at, invalid_tx_errors).await
	}

	fn futures(&self) -> Vec<Self::InPoolTransaction> {
		self.0.futures()
	}

	fn status(&self) -> PoolStatus {
		self.0.status()
	}

	fn import_notification_stream(&self) -> ImportNotificationStream<TxHash<Self>> {
		self.0.import_notification_stream()
	}

	fn on_broadcasted(&self, propagations: HashMap<TxHash<Self>, Vec<String>>) {
		self.0.on_broadcasted(propagations)
	}

	fn hash_of(&self, xt: &TransactionFor<Self>) -> TxHash<Self> {
		self.0.hash_of(xt)
	}

	fn ready_transaction(&self, hash: &TxHash<Self>) -> Option<Arc<Self::InPoolTransaction>> {
		self.0.ready_transaction(hash)
	}

	async fn ready_at_with_timeout(
		&self,
		at: Hash,
		timeout: Duration,
	) -> Box<dyn ReadyTransactions<Item = Arc<Self::InPoolTransaction>> + Send> {
		self.0.ready_at_with_timeout(at, timeout).await
	}
}

#[async_trait]
impl MaintainedTransactionPool for RpcPool {
	async fn maintain(&self, event: ChainEvent<Self::Block>) {
		self.0.maintain(event).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::{channel::mpsc::unbounded, stream, FutureExt};

	type Status = TransactionStatus<u8, u8>;

	const IN_BLOCK: Status = Status::InBlock((1, 0));
	const FINALIZED: Status = Status::Finalized((1, 0));

	/// Long enough for a busy machine to tell "at once" from it.
	const SOME_TIME: Duration = Duration::from_millis(400);

	/// The statuses that come through, and how long the last took.
	async fn heard(statuses: impl Stream<Item = Status>) -> (Vec<Status>, Duration) {
		let begun = Instant::now();
		let heard = hold_finalized(statuses, SOME_TIME).collect().await;
		(heard, begun.elapsed())
	}

	/// These statuses, the last of them after a while.
	fn late(statuses: Vec<Status>, last: Status, after: Duration) -> impl Stream<Item = Status> {
		let last = stream::once(tokio::time::sleep(after).map(|()| last));
		stream::iter(statuses).chain(last)
	}

	#[tokio::test]
	async fn it_tells_of_finality_some_time_after_the_block() {
		let statuses = vec![Status::Ready, IN_BLOCK, FINALIZED];
		let (heard, taken) = heard(stream::iter(statuses.clone())).await;
		assert_eq!(heard, statuses);
		assert!(taken >= SOME_TIME, "{taken:?}");
	}

	#[tokio::test]
	async fn it_holds_nothing_back_that_is_late_already() {
		let statuses = late(vec![IN_BLOCK], FINALIZED, SOME_TIME);
		let mut held = Box::pin(hold_finalized(statuses, SOME_TIME));
		assert_eq!(held.next().now_or_never(), Some(Some(IN_BLOCK)));
		assert_eq!(held.next().now_or_never(), None);
		tokio::time::sleep(SOME_TIME + Duration::from_millis(10)).await;
		assert_eq!(held.next().now_or_never(), Some(Some(FINALIZED)));
	}

	#[tokio::test]
	async fn it_counts_from_the_newest_of_several_blocks() {
		let (other, last) = (Status::InBlock((2, 0)), Status::Finalized((2, 0)));
		for between in [vec![], vec![Status::Retracted(1)]] {
			let before = [vec![IN_BLOCK], between].concat();
			let newest = late(before.clone(), other.clone(), SOME_TIME / 2);
			let (heard, taken) = heard(newest.chain(stream::iter([last.clone()]))).await;
			assert_eq!(heard, [before, vec![other.clone(), last.clone()]].concat());
			assert!(taken >= SOME_TIME * 3 / 2, "{taken:?}");
		}
	}

	#[tokio::test]
	async fn it_tells_at_once_of_finality_without_a_block_before() {
		for before in [vec![], vec![IN_BLOCK, Status::Retracted(1)]] {
			let statuses = [before, vec![FINALIZED]].concat();
			let heard = heard(stream::iter(statuses.clone())).now_or_never();
			assert_eq!(heard.map(|(heard, _)| heard), Some(statuses));
		}
	}

	#[tokio::test]
	async fn it_ends_with_the_stream() {
		for statuses in [vec![], vec![IN_BLOCK, Status::Dropped]] {
			let heard = heard(stream::iter(statuses.clone())).now_or_never();
			assert_eq!(heard.map(|(heard, _)| heard), Some(statuses));
		}
	}

	#[tokio::test]
	async fn it_tells_of_the_block_before_finality_is_known() {
		let (sender, statuses) = unbounded();
		let mut held = Box::pin(hold_finalized(statuses, SOME_TIME));
		sender.unbounded_send(IN_BLOCK).unwrap();
		assert_eq!(held.next().now_or_never(), Some(Some(IN_BLOCK)));
		sender.unbounded_send(FINALIZED).unwrap();
		assert_eq!(held.next().now_or_never(), None);
		drop(sender);
		assert_eq!(held.next().await, Some(FINALIZED));
		assert_eq!(held.next().await, None);
	}
}
