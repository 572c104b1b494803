//! Tasks without which the node cannot go on.
//!
//! The SDK stops the node when one of them ends, and says that it failed. Asked to stop, the node drops all tasks
//! one after the other, and one that is at work just then may end because another is gone: it is not to be called
//! a failure. The order to stop is given before any task is dropped, so that a task that ended has only to look
//! for it once more.

use futures::{future::poll_fn, task::Poll, Future, FutureExt};
use sc_service::SpawnEssentialTaskHandle;
use sp_core::traits::SpawnEssentialNamed;
use std::pin::Pin;

/// Spawns essential tasks that tell a stop in order from a failure.
#[derive(Clone)]
pub struct Essential(SpawnEssentialTaskHandle);

impl From<SpawnEssentialTaskHandle> for Essential {
	fn from(handle: SpawnEssentialTaskHandle) -> Self {
		Self(handle)
	}
}

impl SpawnEssentialNamed for Essential {
	fn spawn_essential_blocking(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		future: Pin<Box<dyn Future<Output = ()> + Send + 'static>>,
	) {
		self.0.spawn_essential_blocking(name, group, look_again(future).boxed());
	}

	fn spawn_essential(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		future: Pin<Box<dyn Future<Output = ()> + Send + 'static>>,
	) {
		self.0.spawn_essential(name, group, look_again(future).boxed());
	}
}

/// Ends one poll after `task`: the handle looks for an order to stop at the beginning of each.
async fn look_again(task: impl Future<Output = ()>) {
	task.await;
	let mut looked = false;
	poll_fn(|context| {
		if looked {
			return Poll::Ready(());
		}
		looked = true;
		context.waker().wake_by_ref();
		Poll::Pending
	})
	.await
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::channel::oneshot;
	use sc_service::TaskManager;
	use std::time::Duration;
	use tokio::{runtime::Handle, time::timeout};

	#[tokio::test]
	async fn it_stops_the_node_when_an_essential_task_ends() {
		let mut manager = TaskManager::new(Handle::current(), None).unwrap();
		let essential = Essential::from(manager.spawn_essential_handle());
		essential.spawn_essential("test", None, async {}.boxed());
		let ended = timeout(Duration::from_secs(30), manager.future()).await;
		assert!(ended.unwrap().is_err());
	}

	#[tokio::test]
	async fn it_looks_once_more_for_an_order_to_stop_before_it_calls_an_end_a_failure() {
		let (sender, gone) = oneshot::channel::<()>();
		let mut task = Box::pin(look_again(gone.map(drop)));
		assert_eq!(futures::poll!(&mut task), Poll::Pending);
		drop(sender);
		assert_eq!(futures::poll!(&mut task), Poll::Pending, "it looks first");
		assert_eq!(futures::poll!(&mut task), Poll::Ready(()));
	}
}
