//! Failures inside the light client.
//!
//! smoldot runs its services on threads of its own. A service that panics is gone, and its callers wait for
//! ever; no error tells. As published, smoldot-light 3.0's transactions service does so when it begins to
//! validate against a block that is unpinned in the same step (mended in `vendor/smoldot-light`). A program
//! that runs unattended has to go on by itself, so panics are noticed here.

use std::{panic, sync::LazyLock, thread};
use tokio::sync::watch;

/// How smoldot names its threads.
const THREADS: &str = "smoldot-light-";

/// How many tasks of light clients panicked in this process.
static FAILURES: LazyLock<watch::Sender<u64>> = LazyLock::new(|| watch::Sender::new(0));

/// Begins to notice panics of light clients. Other panics are reported as before. For the start of a program,
/// once.
pub fn notice_failures() {
	let report = panic::take_hook();
	panic::set_hook(Box::new(move |info| {
		if thread::current().name().is_some_and(|name| name.starts_with(THREADS)) {
			tracing::debug!("the light client failed: {info}");
			FAILURES.send_modify(|count| *count = count.saturating_add(1));
		} else {
			report(info);
		}
	}));
}

/// How many light clients failed so far.
pub(super) fn failures() -> u64 {
	*FAILURES.borrow()
}

/// Resolves once the number of failures is another than `known`.
pub(super) async fn failed_since(known: u64) {
	let mut failures = FAILURES.subscribe();
	// The sender lives as long as the process.
	let _ = failures.wait_for(|count| *count != known).await;
}

/// Resolves with the next failure.
pub async fn next_failure() {
	// The sender lives as long as the process.
	let _ = FAILURES.subscribe().changed().await;
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::FutureExt;
	use std::pin::pin;

	#[tokio::test]
	async fn it_notices_a_panic_of_a_light_clients_thread_and_no_other() {
		notice_failures();
		let panic_on = |name: &str| {
			let thread = thread::Builder::new().name(name.into());
			thread.spawn(|| panic!("on purpose")).unwrap().join().unwrap_err();
		};
		let mut failure = pin!(next_failure());
		assert!(failure.as_mut().now_or_never().is_none());
		let before = failures();
		panic_on("another");
		assert_eq!(failures(), before);
		assert!(failure.as_mut().now_or_never().is_none());
		assert!(failed_since(before).now_or_never().is_none());
		panic_on("smoldot-light-0");
		assert_eq!(failures(), before + 1);
		failure.await;
		// Later callers learn of it too.
		failed_since(before).await;
	}
}
