//! smoldot's JSON-RPC, as the client that subxt asks for: requests are numbered, answers find their way
//! back by number, notifications by subscription.

use crate::failure::failed_since;
use serde::Deserialize;
use serde_json::value::RawValue;
use smoldot_light::{platform::DefaultPlatform, ChainId, Client, HandleRpcError, JsonRpcResponses};
use std::{
	collections::HashMap,
	sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};
use subxt_rpcs::{
	client::{RawRpcFuture, RawRpcSubscription, RpcClientT},
	Error as RpcError, UserError,
};
use tokio::sync::{mpsc, oneshot};

/// The operating system's sockets, clock and threads, as smoldot uses them.
pub(super) type Platform = Arc<DefaultPlatform>;

/// Why the light client did not answer.
#[derive(Debug, thiserror::Error)]
pub enum LightRpcError {
	/// It was stopped, or failed.
	#[error("the light client has stopped")]
	Stopped,
	/// Its queue is full.
	#[error("the light client takes no more requests")]
	Busy(#[source] HandleRpcError),
	/// It answered with an error.
	#[error("{0}")]
	Answered(Box<RawValue>),
	/// It answered with something that is no subscription.
	#[error("the light client's answer is malformed")]
	Malformed(#[source] serde_json::Error),
}

impl From<LightRpcError> for RpcError {
	fn from(error: LightRpcError) -> Self {
		if let LightRpcError::Answered(raw) = &error {
			if let Ok(user) = serde_json::from_str::<UserError>(raw.get()) {
				return RpcError::User(user);
			}
		}
		RpcError::Client(Box::new(error))
	}
}

type Answer = Result<Box<RawValue>, LightRpcError>;
type Notifications = mpsc::UnboundedReceiver<Answer>;

/// The one that waits for the answer with a number.
enum Waiting {
	Request(oneshot::Sender<Answer>),
	Subscription {
		sender: oneshot::Sender<Result<(String, Notifications), LightRpcError>>,
		unsubscribe: String,
	},
}

struct Subscription {
	sender: mpsc::UnboundedSender<Answer>,
	unsubscribe: String,
}

#[derive(Default)]
struct Routes {
	last_id: u64,
	waiting: HashMap<u64, Waiting>,
	subscriptions: HashMap<String, Subscription>,
	stopped: bool,
}

/// Ends the routes when it is dropped: with the task that routes, however that ends. smoldot's `next` panics
/// once its own JSON-RPC task has done so, and nobody may wait for ever for that.
struct EndOfRoutes(Arc<Mutex<Routes>>);

impl Drop for EndOfRoutes {
	fn drop(&mut self) {
		let mut routes = lock(&self.0);
		routes.stopped = true;
		routes.waiting.clear();
		routes.subscriptions.clear();
	}
}

struct Inner {
	client: Mutex<Client<Platform>>,
	/// `None` once the chain was removed.
	chain: Mutex<Option<ChainId>>,
	routes: Arc<Mutex<Routes>>,
}

/// A handle to the JSON-RPC of one light client. Clones share it.
#[derive(Clone)]
pub struct LightRpc(Arc<Inner>);

/// None of the guarded sections can leave its value half-written, so a poisoned lock is still sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl LightRpc {
	/// Takes over a client with one chain, and spawns the task that routes its answers until the client is
	/// stopped, or until there are other than `failures` failures in this process.
	pub(super) fn new(
		client: Client<Platform>,
		chain: ChainId,
		mut responses: JsonRpcResponses<Platform>,
		failures: u64,
	) -> Self {
		let routes = Arc::new(Mutex::new(Routes::default()));
		let rpc = Self(Arc::new(Inner {
			client: Mutex::new(client),
			chain: Mutex::new(Some(chain)),
			routes: routes.clone(),
		}));
		let weak = Arc::downgrade(&rpc.0);
		tokio::spawn(async move {
			let routes = EndOfRoutes(routes);
			let failed = failed_since(failures);
			tokio::pin!(failed);
			loop {
				let text = tokio::select! {
					// First, for `next` may panic then.
					biased;
					() = &mut failed => break,
					text = responses.next() => text,
				};
				let Some(text) = text else { break };
				let unsubscribe = lock(&routes.0).deliver(&text);
				if let Some((method, subscription)) = unsubscribe {
					unsubscribe_from(&weak, &method, &subscription);
				}
			}
		});
		rpc
	}

	/// Removes the chain: connections close, every waiting request fails.
	pub(super) fn stop(&self) {
		if let Some(chain) = lock(&self.0.chain).take() {
			let () = lock(&self.0.client).remove_chain(chain);
		}
	}

	fn send(&self, id: u64, method: &str, params: Option<&RawValue>) -> Result<(), LightRpcError> {
		let params = params.map_or("[]", RawValue::get);
		let request =
			format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":{params}}}"#);
		let chain = lock(&self.0.chain);
		let chain = chain.as_ref().ok_or(LightRpcError::Stopped)?;
		lock(&self.0.client).json_rpc_request(request, *chain).map_err(LightRpcError::Busy)
	}

	/// Numbers a request, notes who waits for it, and sends it.
	fn start(
		&self,
		method: &str,
		params: Option<&RawValue>,
		waiting: Waiting,
	) -> Result<(), LightRpcError> {
		let id = {
			let mut routes = lock(&self.0.routes);
			if routes.stopped {
				return Err(LightRpcError::Stopped);
			}
			routes.last_id += 1;
			let id = routes.last_id;
			routes.waiting.insert(id, waiting);
			id
		};
		self.send(id, method, params).inspect_err(|_| {
			lock(&self.0.routes).waiting.remove(&id);
		})
	}

	/// One request, one answer.
	pub async fn request(&self, method: &str, params: Option<Box<RawValue>>) -> Answer {
		let (sender, receiver) = oneshot::channel();
		self.start(method, params.as_deref(), Waiting::Request(sender))?;
		receiver.await.unwrap_or(Err(LightRpcError::Stopped))
	}

	async fn subscribe(
		&self,
		method: &str,
		params: Option<Box<RawValue>>,
		unsubscribe: &str,
	) -> Result<(String, Notifications), LightRpcError> {
		let (sender, receiver) = oneshot::channel();
		let waiting = Waiting::Subscription { sender, unsubscribe: unsubscribe.into() };
		self.start(method, params.as_deref(), waiting)?;
		receiver.await.unwrap_or(Err(LightRpcError::Stopped))
	}
}

fn unsubscribe_from(inner: &Weak<Inner>, method: &str, subscription: &str) {
	let Some(inner) = inner.upgrade() else { return };
	let rpc = LightRpc(inner);
	let id = {
		let mut routes = lock(&rpc.0.routes);
		routes.last_id += 1;
		routes.last_id
	};
	let params = serde_json::value::to_raw_value(&[subscription]).ok();
	if let Err(error) = rpc.send(id, method, params.as_deref()) {
		tracing::debug!("{method}: {error}");
	}
}

/// An answer or a notification. A missing and a null `result` look the same; both are null.
#[derive(Deserialize)]
struct Incoming {
	id: Option<u64>,
	result: Option<Box<RawValue>>,
	error: Option<Box<RawValue>>,
	params: Option<Notification>,
}

#[derive(Deserialize)]
struct Notification {
	subscription: String,
	result: Option<Box<RawValue>>,
	error: Option<Box<RawValue>>,
}

fn outcome(result: Option<Box<RawValue>>, error: Option<Box<RawValue>>) -> Answer {
	match error {
		Some(error) => Err(LightRpcError::Answered(error)),
		None => Ok(result.unwrap_or_else(|| RawValue::NULL.to_owned())),
	}
}

impl Routes {
	/// Brings a message to who waits for it. Returns how to end a subscription nobody listens to.
	fn deliver(&mut self, text: &str) -> Option<(String, String)> {
		let incoming: Incoming = match serde_json::from_str(text) {
			Ok(incoming) => incoming,
			Err(error) => {
				tracing::debug!("unreadable message of the light client: {error}");
				return None;
			},
		};
		if let Some(notification) = incoming.params {
			let subscription = self.subscriptions.get(&notification.subscription)?;
			let answer = outcome(notification.result, notification.error);
			if subscription.sender.send(answer).is_ok() {
				return None;
			}
			let gone = self.subscriptions.remove(&notification.subscription)?;
			return Some((gone.unsubscribe, notification.subscription));
		}
		let answer = outcome(incoming.result, incoming.error);
		match self.waiting.remove(&incoming.id?)? {
			// A request that was given up has no waiter left: nothing to do.
			Waiting::Request(sender) => {
				let _ = sender.send(answer);
				None
			},
			Waiting::Subscription { sender, unsubscribe } => {
				let started = answer.and_then(|raw| {
					serde_json::from_str::<String>(raw.get()).map_err(LightRpcError::Malformed)
				});
				let subscription = match started {
					Ok(subscription) => subscription,
					Err(error) => {
						let _ = sender.send(Err(error));
						return None;
					},
				};
				let (notify, notifications) = mpsc::unbounded_channel();
				if sender.send(Ok((subscription.clone(), notifications))).is_err() {
					return Some((unsubscribe, subscription));
				}
				self.subscriptions
					.insert(subscription, Subscription { sender: notify, unsubscribe });
				None
			},
		}
	}
}

impl RpcClientT for LightRpc {
	fn request_raw<'a>(
		&'a self,
		method: &'a str,
		params: Option<Box<RawValue>>,
	) -> RawRpcFuture<'a, Box<RawValue>> {
		Box::pin(async move { Ok(self.request(method, params).await?) })
	}

	fn subscribe_raw<'a>(
		&'a self,
		sub: &'a str,
		params: Option<Box<RawValue>>,
		unsub: &'a str,
	) -> RawRpcFuture<'a, RawRpcSubscription> {
		Box::pin(async move {
			let (id, notifications) = self.subscribe(sub, params, unsub).await?;
			let stream = futures::stream::unfold(notifications, |mut notifications| async move {
				let next = notifications.recv().await?;
				Some((next.map_err(RpcError::from), notifications))
			});
			Ok(RawRpcSubscription { stream: Box::pin(stream), id: Some(id) })
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn request(routes: &mut Routes, id: u64) -> oneshot::Receiver<Answer> {
		let (sender, receiver) = oneshot::channel();
		routes.waiting.insert(id, Waiting::Request(sender));
		receiver
	}

	#[test]
	fn deliver_it_brings_answers_to_who_asked() {
		let mut routes = Routes::default();
		let (mut one, mut two) = (request(&mut routes, 1), request(&mut routes, 2));
		routes.deliver(r#"{"jsonrpc":"2.0","id":2,"result":"b"}"#);
		routes.deliver(r#"{"jsonrpc":"2.0","id":1,"result":null}"#);
		assert_eq!(one.try_recv().unwrap().unwrap().get(), "null");
		assert_eq!(two.try_recv().unwrap().unwrap().get(), "\"b\"");
		assert!(routes.waiting.is_empty());
	}

	#[test]
	fn deliver_it_passes_errors_on_as_what_they_are() {
		let mut routes = Routes::default();
		let mut one = request(&mut routes, 1);
		routes.deliver(r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}"#);
		let error = RpcError::from(one.try_recv().unwrap().unwrap_err());
		assert!(matches!(error, RpcError::User(user) if user.code == -32601));
	}

	#[test]
	fn deliver_it_routes_notifications_and_ends_what_nobody_listens_to() {
		let mut routes = Routes::default();
		let (sender, mut receiver) = oneshot::channel();
		let waiting = Waiting::Subscription { sender, unsubscribe: "unfollow".into() };
		routes.waiting.insert(7, waiting);
		assert_eq!(routes.deliver(r#"{"jsonrpc":"2.0","id":7,"result":"s1"}"#), None);
		let (id, mut notifications) = receiver.try_recv().unwrap().unwrap();
		assert_eq!(id, "s1");

		let note = r#"{"jsonrpc":"2.0","method":"m","params":{"subscription":"s1","result":5}}"#;
		assert_eq!(routes.deliver(note), None);
		assert_eq!(notifications.try_recv().unwrap().unwrap().get(), "5");
		drop(notifications);
		assert_eq!(routes.deliver(note), Some(("unfollow".into(), "s1".into())));
		assert_eq!(routes.deliver(note), None);
	}

	#[test]
	fn end_of_routes_it_fails_what_waits_when_the_routing_task_panics() {
		let routes = Arc::new(Mutex::new(Routes::default()));
		let mut one = request(&mut lock(&routes), 1);
		let (sender, mut notifications) = mpsc::unbounded_channel();
		let subscription = Subscription { sender, unsubscribe: "unfollow".into() };
		lock(&routes).subscriptions.insert("s1".into(), subscription);
		let end = EndOfRoutes(routes.clone());
		let task = std::thread::spawn(move || {
			let routes = end;
			let _guarded = lock(&routes.0);
			panic!("on purpose");
		});
		assert!(task.join().is_err());
		assert!(matches!(one.try_recv(), Err(oneshot::error::TryRecvError::Closed)));
		let ended = notifications.try_recv();
		assert!(matches!(ended, Err(mpsc::error::TryRecvError::Disconnected)));
		assert!(lock(&routes).stopped);
	}

	#[test]
	fn deliver_it_survives_what_it_did_not_ask_for() {
		let mut routes = Routes::default();
		for text in ["", "{}", r#"{"id":9,"result":1}"#, r#"{"params":{"subscription":"x"}}"#] {
			assert_eq!(routes.deliver(text), None);
		}
	}
}
