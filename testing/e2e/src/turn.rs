//! Turns: how many networks run at once.
//!
//! Tests with real processes mostly wait for blocks, so that several may run side by side. The machine has to
//! carry them, though: a network that cannot make its blocks in time fails its test. A test takes its turn
//! first and keeps it to its end.

use tokio::sync::{Semaphore, SemaphorePermit};

/// Networks of several validators: one of four is busy enough for two cores, and so are two of two.
static NETWORKS: Semaphore = Semaphore::const_new(2);

/// Single nodes.
static NODES: Semaphore = Semaphore::const_new(2);

/// Waits until no other test has a network of several validators.
pub async fn network() -> SemaphorePermit<'static> {
	NETWORKS.acquire_many(2).await.expect("it is never closed")
}

/// Waits until no other test has a network of more than two validators, and one at most has two.
pub async fn pair() -> SemaphorePermit<'static> {
	NETWORKS.acquire().await.expect("it is never closed")
}

/// Waits until few other tests have a node.
pub async fn node() -> SemaphorePermit<'static> {
	NODES.acquire().await.expect("it is never closed")
}
