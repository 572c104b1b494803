//! Reads that are asked again while no peer answers them.
//!
//! A call, a storage read or a body that no peer of the light client gives ends with the event
//! `operationInaccessible` of `chainHead_v1_follow`: repeating it might succeed (JSON-RPC specification).
//! subxt listens for results alone and would wait for ever. Here such an operation is started again until it
//! ends otherwise, under the name that subxt knows it by.

use futures::{channel::mpsc, StreamExt};
use serde_json::{json, value::RawValue, Value};
use std::{
	collections::{BTreeMap, HashMap},
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};
use subxt_rpcs::{
	client::{RawRpcFuture, RawRpcSubscription, RpcClientT},
	methods::chain_head::MethodResponse,
	Error as RpcError, RpcClient,
};

/// Limit for one read: so long an operation is repeated. A peer that vanishes in the middle of one leaves
/// it without an end.
pub const READ_LIMIT: Duration = Duration::from_secs(30);

/// How long the peers have to recover. One that is not known to have the block is, once it announces the
/// next one.
const PAUSE: Duration = Duration::from_millis(300);

/// Operations with events that came before their start was noted, at most: above what the light client
/// runs at once.
const MAX_EARLY: usize = 256;

const FOLLOW: &str = "chainHead_v1_follow";

/// The methods that start an operation.
const STARTS: [&str; 3] = ["chainHead_v1_call", "chainHead_v1_storage", "chainHead_v1_body"];

/// The methods that name an operation, in their second parameter.
const NAMING: [&str; 2] = ["chainHead_v1_continue", "chainHead_v1_stopOperation"];

type Params = Option<Box<RawValue>>;
type Message = Result<Box<RawValue>, RpcError>;

#[derive(Clone, Debug)]
struct Operation {
	method: String,
	params: Params,
	/// Until when it is repeated.
	deadline: Instant,
	/// The identifier that the follower knows it by: the one of its first start.
	name: Option<String>,
	/// Whether some of its items were passed on. They would come twice.
	begun: bool,
}

impl Operation {
	fn may_repeat(&self) -> bool {
		!self.begun && Instant::now() < self.deadline
	}
}

/// The operations of one follower of the heads.
#[derive(Default)]
struct Operations {
	/// By the identifier of their last start.
	running: HashMap<String, Operation>,
	/// Events that came before the start was noted, by identifier.
	early: BTreeMap<String, Vec<Value>>,
	follower: Option<mpsc::UnboundedSender<Message>>,
}

impl Operations {
	/// Begins anew, for the follower at the other end.
	fn follow(&mut self, follower: mpsc::UnboundedSender<Message>) {
		*self = Self { follower: Some(follower), ..Self::default() };
	}

	fn pass(&self, message: Message) {
		if let Some(follower) = &self.follower {
			// It is gone when nobody listens any more.
			let _ = follower.unbounded_send(message);
		}
	}

	/// Passes a message of the light client on. Returns the operation that is to be repeated, if it says so.
	fn message(&mut self, message: Message) -> Option<Operation> {
		let event = message.as_ref().ok().and_then(|raw| serde_json::from_str(raw.get()).ok());
		match event {
			Some(event) if operation_id(&event).is_some() => self.event(event),
			_ => {
				self.pass(message);
				None
			},
		}
	}

	/// The same for an event of an operation.
	fn event(&mut self, mut event: Value) -> Option<Operation> {
		let id = operation_id(&event)?.to_owned();
		let kind = event.get("event").and_then(Value::as_str).unwrap_or_default().to_owned();
		let Some(operation) = self.running.get_mut(&id) else {
			if self.early.len() < MAX_EARLY || self.early.contains_key(&id) {
				self.early.entry(id).or_default().push(event);
			}
			return None;
		};
		let name = operation.name.clone().unwrap_or_else(|| id.clone());
		match kind.as_str() {
			"operationInaccessible" if operation.may_repeat() => {
				let operation = self.running.remove(&id)?;
				tracing::debug!("no peer answered {}, it is asked again", operation.method);
				return Some(Operation { name: Some(name), ..operation });
			},
			"operationInaccessible" => {
				event = given_up(operation);
				self.running.remove(&id);
			},
			"operationStorageItems" => operation.begun = true,
			"operationWaitingForContinue" => {},
			_ => drop(self.running.remove(&id)),
		}
		self.pass_as(name, event);
		None
	}

	/// Passes an event of the operation with this name on.
	fn pass_as(&self, name: String, mut event: Value) {
		if let Some(event) = event.as_object_mut() {
			event.insert("operationId".into(), name.into());
		}
		self.pass(serde_json::value::to_raw_value(&event).map_err(RpcError::Serialization));
	}

	/// Notes a start under the light client's identifier, and brings what came early. Returns the operation
	/// if it is to be repeated already.
	fn started(&mut self, id: String, operation: Operation) -> Option<Operation> {
		let early = self.early.remove(&id).unwrap_or_default();
		self.running.insert(id, operation);
		early.into_iter().find_map(|event| self.event(event))
	}

	/// The parameters of a method that names an operation, with the identifier of its last start.
	fn named(&self, params: Params) -> Params {
		let parsed =
			params.as_ref().and_then(|raw| serde_json::from_str::<Vec<Value>>(raw.get()).ok());
		let renamed = parsed.and_then(|mut parsed| {
			let name = parsed.get_mut(1)?;
			let of_name = |operation: &Operation| operation.name.as_deref() == name.as_str();
			let (id, _) = self.running.iter().find(|(_, operation)| of_name(operation))?;
			*name = id.as_str().into();
			serde_json::value::to_raw_value(&parsed).ok()
		});
		renamed.or(params)
	}
}

fn given_up(operation: &Operation) -> Value {
	json!({"event": "operationError", "error": format!("no peer answered {}", operation.method)})
}

fn operation_id(event: &Value) -> Option<&str> {
	event.get("operationId")?.as_str()
}

#[derive(Clone)]
struct Shared {
	rpc: RpcClient,
	repeat_for: Duration,
	pause: Duration,
	operations: Arc<Mutex<Operations>>,
}

impl Shared {
	/// None of the guarded sections can leave its value half-written, so a poisoned lock is still sound.
	fn lock(&self) -> MutexGuard<'_, Operations> {
		self.operations.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Starts an operation and notes it.
	async fn start(&self, operation: Operation) -> Message {
		let answer = self.rpc.request_raw(&operation.method, operation.params.clone()).await?;
		if let Some(id) = started_id(&answer) {
			let again = self.lock().started(id, operation);
			self.repeat(again);
		}
		Ok(answer)
	}

	fn repeat(&self, operation: Option<Operation>) {
		let Some(operation) = operation else { return };
		let shared = self.clone();
		tokio::spawn(async move {
			while operation.may_repeat() {
				tokio::time::sleep(shared.pause).await;
				match Box::pin(shared.start(operation.clone())).await {
					Ok(answer) if started_id(&answer).is_some() => return,
					// The limit of operations at once is reached, or the heads are not followed any more.
					Ok(_) => {},
					Err(error) => {
						tracing::debug!("{}: {error}", operation.method);
						break;
					},
				}
			}
			let given_up = given_up(&operation);
			shared.lock().pass_as(operation.name.unwrap_or_default(), given_up);
		});
	}
}

fn started_id(answer: &RawValue) -> Option<String> {
	match serde_json::from_str(answer.get()) {
		Ok(MethodResponse::Started(started)) => Some(started.operation_id),
		_ => None,
	}
}

/// A JSON-RPC client for one follower of the heads, whose operations are repeated while they are
/// inaccessible, for at most [`READ_LIMIT`] each; then they end as `operationError`.
pub struct RepeatingRpc(Shared);

impl RepeatingRpc {
	/// Repeats what is asked of `rpc`.
	pub fn new(rpc: impl RpcClientT) -> Self {
		Self::with_times(rpc, READ_LIMIT, PAUSE)
	}

	fn with_times(rpc: impl RpcClientT, repeat_for: Duration, pause: Duration) -> Self {
		let rpc = RpcClient::new(rpc);
		Self(Shared { rpc, repeat_for, pause, operations: Arc::default() })
	}
}

impl RpcClientT for RepeatingRpc {
	fn request_raw<'a>(
		&'a self,
		method: &'a str,
		params: Params,
	) -> RawRpcFuture<'a, Box<RawValue>> {
		if STARTS.contains(&method) {
			let shared = self.0.clone();
			let operation = Operation {
				method: method.to_owned(),
				params,
				deadline: Instant::now() + shared.repeat_for,
				name: None,
				begun: false,
			};
			// To the end, even when the caller has gone: events wait for the start to be noted.
			let started = tokio::spawn(async move { shared.start(operation).await });
			return Box::pin(async move {
				started.await.unwrap_or_else(|error| Err(RpcError::Client(Box::new(error))))
			});
		}
		let params = if NAMING.contains(&method) { self.0.lock().named(params) } else { params };
		self.0.rpc.request_raw(method, params)
	}

	fn subscribe_raw<'a>(
		&'a self,
		sub: &'a str,
		params: Params,
		unsub: &'a str,
	) -> RawRpcFuture<'a, RawRpcSubscription> {
		Box::pin(async move {
			let RawRpcSubscription { mut stream, id } =
				self.0.rpc.subscribe_raw(sub, params, unsub).await?;
			if sub != FOLLOW {
				return Ok(RawRpcSubscription { stream, id });
			}
			let (follower, messages) = mpsc::unbounded();
			self.0.lock().follow(follower.clone());
			let shared = self.0.clone();
			tokio::spawn(async move {
				while let Some(message) = stream.next().await {
					if follower.is_closed() {
						return;
					}
					let again = shared.lock().message(message);
					shared.repeat(again);
				}
				// The follower sees the end, unless another follows meanwhile.
				follower.close_channel();
			});
			Ok(RawRpcSubscription { stream: Box::pin(messages), id })
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::VecDeque;

	type Requests = Arc<Mutex<Vec<(String, Value)>>>;
	type Answers = Arc<Mutex<VecDeque<Result<Value, RpcError>>>>;

	/// A light client that starts each operation under the next number, and tells what the test tells.
	#[derive(Default)]
	struct Light {
		requests: Requests,
		/// The answers that it gives instead, first.
		answers: Answers,
		events: Mutex<Option<mpsc::UnboundedReceiver<Message>>>,
	}

	impl RpcClientT for Light {
		fn request_raw<'a>(
			&'a self,
			method: &'a str,
			params: Params,
		) -> RawRpcFuture<'a, Box<RawValue>> {
			let mut requests = self.requests.lock().unwrap();
			let params = params.map_or(Value::Null, |raw| serde_json::from_str(raw.get()).unwrap());
			requests.push((method.to_owned(), params));
			let started = json!({"result": "started", "operationId": requests.len().to_string()});
			let answer = self.answers.lock().unwrap().pop_front().unwrap_or(Ok(started));
			Box::pin(async move { Ok(serde_json::value::to_raw_value(&answer?).unwrap()) })
		}

		fn subscribe_raw<'a>(
			&'a self,
			_sub: &'a str,
			_params: Params,
			_unsub: &'a str,
		) -> RawRpcFuture<'a, RawRpcSubscription> {
			let events = self.events.lock().unwrap().take().unwrap();
			Box::pin(async { Ok(RawRpcSubscription { stream: Box::pin(events), id: None }) })
		}
	}

	struct Setup {
		rpc: RepeatingRpc,
		requests: Requests,
		answers: Answers,
		events: mpsc::UnboundedSender<Message>,
		stream: RawRpcSubscription,
	}

	impl Setup {
		async fn new() -> Self {
			Self::repeating_for(READ_LIMIT).await
		}

		async fn repeating_for(repeat_for: Duration) -> Self {
			let (events, receiver) = mpsc::unbounded();
			let light = Light { events: Mutex::new(Some(receiver)), ..Light::default() };
			let (requests, answers) = (light.requests.clone(), light.answers.clone());
			let rpc = RepeatingRpc::with_times(light, repeat_for, Duration::from_millis(1));
			let stream = rpc.subscribe_raw(FOLLOW, None, "unfollow").await.unwrap();
			Self { rpc, requests, answers, events, stream }
		}

		async fn ask(&self, method: &str, params: Value) -> Value {
			let params = serde_json::value::to_raw_value(&params).unwrap();
			let answer = self.rpc.request_raw(method, Some(params)).await.unwrap();
			serde_json::from_str(answer.get()).unwrap()
		}

		fn tell(&self, event: Value) {
			self.events
				.unbounded_send(Ok(serde_json::value::to_raw_value(&event).unwrap()))
				.unwrap();
		}

		async fn heard(&mut self) -> Value {
			let message = self.stream.stream.next().await.unwrap().unwrap();
			serde_json::from_str(message.get()).unwrap()
		}

		async fn asked(&self, times: usize) {
			while self.requests.lock().unwrap().len() < times {
				tokio::time::sleep(Duration::from_millis(1)).await;
			}
		}
	}

	fn inaccessible(id: &str) -> Value {
		json!({"event": "operationInaccessible", "operationId": id})
	}

	fn gave_up_on(method: &str, id: &str) -> Value {
		let error = format!("no peer answered {method}");
		json!({"event": "operationError", "operationId": id, "error": error})
	}

	fn gave_up(id: &str) -> Value {
		gave_up_on("chainHead_v1_call", id)
	}

	fn done(id: &str) -> Value {
		json!({"event": "operationCallDone", "operationId": id, "output": "0x01"})
	}

	#[tokio::test]
	async fn a_refused_call_is_asked_again_and_answered_by_its_first_name() {
		let mut setup = Setup::new().await;
		let answer =
			setup.ask("chainHead_v1_call", json!(["f", "0x00", "Core_version", "0x"])).await;
		assert_eq!(answer, json!({"result": "started", "operationId": "1"}));
		for refused in 1..=3usize {
			setup.tell(inaccessible(&refused.to_string()));
			setup.asked(refused + 1).await;
		}
		setup.tell(done("4"));
		assert_eq!(setup.heard().await, done("1"));
		let requests = setup.requests.lock().unwrap();
		assert_eq!(requests.len(), 4);
		assert!(requests.iter().all(|request| *request == requests[0]));
	}

	#[tokio::test]
	async fn what_is_not_an_operation_passes_as_it_came() {
		let mut setup = Setup::new().await;
		let event = json!({"event": "bestBlockChanged", "bestBlockHash": "0x12"});
		setup.tell(event.clone());
		assert_eq!(setup.heard().await, event);
		setup.events.unbounded_send(Err(RpcError::InsecureUrl("x".into()))).unwrap();
		assert!(setup.stream.stream.next().await.unwrap().is_err());
		setup.events.close_channel();
		assert!(setup.stream.stream.next().await.is_none());
	}

	#[tokio::test]
	async fn an_event_that_overtakes_the_answer_to_the_start_waits_for_it() {
		let mut setup = Setup::new().await;
		setup.tell(done("1"));
		let marker = json!({"event": "stop"});
		setup.tell(marker.clone());
		assert_eq!(setup.heard().await, marker);
		setup.ask("chainHead_v1_call", json!(["f"])).await;
		assert_eq!(setup.heard().await, done("1"));
		// A refusal that does so is repeated.
		setup.tell(inaccessible("2"));
		setup.tell(marker.clone());
		assert_eq!(setup.heard().await, marker);
		setup.ask("chainHead_v1_call", json!(["f"])).await;
		setup.asked(3).await;
		setup.tell(done("3"));
		assert_eq!(setup.heard().await, done("2"));
	}

	#[tokio::test]
	async fn a_read_that_has_given_items_ends_with_an_error() {
		let mut setup = Setup::new().await;
		setup.ask("chainHead_v1_storage", json!(["f", "0x00"])).await;
		let items = json!({"event": "operationStorageItems", "operationId": "1", "items": []});
		setup.tell(items.clone());
		assert_eq!(setup.heard().await, items);
		setup.tell(inaccessible("1"));
		assert_eq!(setup.heard().await, gave_up_on("chainHead_v1_storage", "1"));
		assert_eq!(setup.requests.lock().unwrap().len(), 1);
	}

	#[tokio::test]
	async fn a_call_that_nobody_answers_ends_with_an_error_at_the_limit() {
		let mut setup = Setup::repeating_for(Duration::ZERO).await;
		setup.ask("chainHead_v1_call", json!(["f"])).await;
		setup.tell(inaccessible("1"));
		assert_eq!(setup.heard().await, gave_up("1"));
		assert_eq!(setup.requests.lock().unwrap().len(), 1);
	}

	#[tokio::test]
	async fn a_repetition_waits_for_room_and_ends_with_an_error_when_it_is_refused() {
		let mut setup = Setup::new().await;
		setup.ask("chainHead_v1_call", json!(["f"])).await;
		let full = || Ok(json!({"result": "limitReached"}));
		setup.answers.lock().unwrap().extend([full(), full()]);
		setup.tell(inaccessible("1"));
		setup.asked(4).await;
		setup.answers.lock().unwrap().extend([full(), Err(RpcError::InsecureUrl("x".into()))]);
		setup.tell(inaccessible("4"));
		assert_eq!(setup.heard().await, gave_up("1"));
		assert_eq!(setup.requests.lock().unwrap().len(), 6);
	}

	#[tokio::test]
	async fn more_of_a_repeated_read_is_asked_for_by_its_new_name() {
		let mut setup = Setup::new().await;
		setup.ask("chainHead_v1_storage", json!(["f", "0x00"])).await;
		setup.tell(inaccessible("1"));
		setup.asked(2).await;
		setup.tell(json!({"event": "operationWaitingForContinue", "operationId": "2"}));
		assert_eq!(setup.heard().await["operationId"], "1");
		setup.ask("chainHead_v1_continue", json!(["f", "1"])).await;
		setup.ask("chainHead_v1_continue", json!(["f", "77"])).await;
		let requests = setup.requests.lock().unwrap();
		let named = |number: usize| requests[number].1[1].clone();
		assert_eq!((named(2), named(3)), (json!("2"), json!("77")));
	}
}
