//! A gateway at its post, by the system's clock.

use super::*;
use crate::access::gate::post::system_time;
use std::{
	cell::{Cell, RefCell},
	collections::VecDeque,
	future::Future,
};
use tokio::sync::Notify;

/// Gives these answers one after the other, and says that it was cut off after that.
#[derive(Default)]
struct Answers {
	answers: RefCell<VecDeque<Result<Snapshot, String>>>,
	asked: Cell<usize>,
}

impl Source for &Answers {
	async fn newest(
		&self,
		resource: ResourceId,
		asked: Vec<jmt_primitives::access::Asked>,
		request: Option<Request>,
	) -> Result<Snapshot, String> {
		assert_eq!(resource, LIFT);
		assert_eq!(request.is_some(), !asked.is_empty());
		self.asked.set(self.asked.get() + 1);
		self.answers.borrow_mut().pop_front().unwrap_or_else(|| Err("no peer".into()))
	}
}

/// Gives a state to each who asks once it may, and says how many asked at the same time at most.
struct Slow {
	state: Snapshot,
	may: Notify,
	asking: Cell<usize>,
	most: Cell<usize>,
	asked: Cell<usize>,
}

impl Slow {
	fn new(state: &Snapshot) -> Self {
		let state = Snapshot { at: system_time(), ..state.clone() };
		let (asking, most, asked) = Default::default();
		Self { state, may: Notify::new(), asking, most, asked }
	}
}

impl Source for &Slow {
	async fn newest(
		&self,
		_: ResourceId,
		_: Vec<jmt_primitives::access::Asked>,
		_: Option<Request>,
	) -> Result<Snapshot, String> {
		self.asked.set(self.asked.get() + 1);
		self.asking.set(self.asking.get() + 1);
		self.most.set(self.most.get().max(self.asking.get()));
		self.may.notified().await;
		self.asking.set(self.asking.get() - 1);
		Ok(self.state.clone())
	}
}

struct Told(RefCell<Vec<Event>>);

/// The visit of a phone that asked the post for a challenge.
async fn visit<S: Source, T: Fn(Event)>(post: &Post<'_, S, T>, phone: &DeviceKey) -> Visit {
	let challenge = match post.answer(Asking::Challenge(WISH)).await {
		Saying::Challenge(challenge) => challenge,
		other => panic!("{other:?}"),
	};
	challenge.answer(&HolderKey::Device(phone.clone()), &Right::Own, None).unwrap()
}

/// A phone asks the post once.
async fn asks<S: Source, T: Fn(Event)>(
	post: &Post<'_, S, T>,
	phone: &DeviceKey,
) -> Result<ReceiptFile, RefusalFile> {
	let visit = visit(post, phone).await;
	uses(post, visit).await
}

async fn uses<S: Source, T: Fn(Event)>(
	post: &Post<'_, S, T>,
	visit: Visit,
) -> Result<ReceiptFile, RefusalFile> {
	match post.answer(Asking::Use(Box::new(visit))).await {
		Saying::Receipt(receipt) => Ok(*receipt),
		Saying::Refusal(refusal) => Err(refusal),
		Saying::Challenge(challenge) => panic!("{challenge:?}"),
	}
}

#[tokio::test]
async fn answer_it_goes_on_with_the_state_that_it_has_and_says_so_once() {
	let House { folder, gate, phone, state, .. } = house(vec![anybody(Vec::new(), 0)]);
	let fresh = |block| Snapshot {
		at: system_time(),
		block: (block, Hash::repeat_byte(1)),
		..state.clone()
	};
	let old = Snapshot { at: system_time() - 2 * MAX_AGE, ..fresh(9) };
	let answers = Answers::default();
	answers.answers.borrow_mut().extend([Err("no peer".into()), Ok(fresh(12)), Ok(old)]);
	let told = Told(RefCell::default());
	let tell = |event| told.0.borrow_mut().push(event);
	let doors = folder.path().join("doors");
	let actuator = Actuator::File(doors.clone());
	let post = Post::new(gate, actuator, &answers, Vec::new(), None, &tell);

	let unknown = asks(&post, &phone).await.unwrap_err();
	assert_eq!(unknown.code, None, "it knows no state: {unknown:?}");
	// For a while nobody else waits for a peer.
	assert!(asks(&post, &phone).await.is_err());
	assert_eq!(answers.asked.get(), 1);
	// Its own look finds one.
	assert!(post.renew().await.is_some());
	let receipt = asks(&post, &phone).await.unwrap();
	assert!(receipt.is_signed() && receipt.actuator.done);
	assert_eq!(receipt.allowed.block, 12, "an older state is not taken");
	assert!(asks(&post, &phone).await.is_ok(), "cut off, by what it knows");
	let moved = std::fs::read_to_string(&doors).unwrap();
	assert!(moved.starts_with(&format!("{LIFT} open {:?}", receipt.use_id)), "{moved}");
	assert_eq!(moved.lines().count(), 2);
	let names: Vec<_> = told.0.borrow().iter().map(name).collect();
	let expected = ["cutOff", "refused", "refused", "state", "let", "cutOff", "let"];
	assert_eq!(names, expected);
}

#[tokio::test]
async fn answer_the_operator_is_told_where_the_rule_asks_for_it() {
	let duties = Duties { price: 0, log: false, notice: true };
	let House { folder, gate, phone, state, .. } =
		house(vec![rule(Effect::Allow, Who::Anybody, Vec::new(), duties)]);
	let state = Snapshot { at: system_time(), ..state };
	let answers = Answers::default();
	let told = Told(RefCell::default());
	let tell = |event| told.0.borrow_mut().push(event);
	let broken = Actuator::Run(folder.path().join("nothing"));
	let post = Post::new(gate, broken, &answers, Vec::new(), Some(state), &tell);
	let receipt = asks(&post, &phone).await.unwrap();
	assert!(!receipt.actuator.done, "the use was made, and nothing moved");
	let told = told.0.borrow();
	assert_eq!(told.iter().map(name).collect::<Vec<_>>(), ["cutOff", "notice", "let"]);
	assert!(matches!(told.last(), Some(Event::Let { done: false, .. })), "{told:?}");
}

#[tokio::test]
async fn answer_one_visitor_reads_at_a_time_and_each_challenge_buys_one_read() {
	let House { folder, gate, phone, state, .. } = house(vec![anybody(Vec::new(), 0)]);
	let slow = Slow::new(&state);
	let tell = |_| {};
	let actuator = Actuator::File(folder.path().join("doors"));
	let post = Post::new(gate, actuator, &slow, Vec::new(), None, &tell);
	let visits = [visit(&post, &phone).await, visit(&post, &phone).await];
	let again = visits[0].clone();
	let mut all = futures::future::join_all(visits.map(|visit| Box::pin(uses(&post, visit))));
	assert!(is_waiting(&mut all).await);
	assert_eq!((slow.asked.get(), slow.most.get()), (1, 1), "the other waits");
	// While it is read for, the same words buy nothing.
	assert_eq!(uses(&post, again).await.unwrap_err().code, Some(32));
	assert_eq!(slow.asked.get(), 1);
	slow.may.notify_one();
	assert!(is_waiting(&mut all).await, "the second one reads");
	slow.may.notify_one();
	assert!(all.await.iter().all(Result::is_ok));
	assert_eq!((slow.asked.get(), slow.most.get()), (2, 1));
}

/// Whether it waits yet, once it has done all that it can.
async fn is_waiting(work: &mut (impl Future + Unpin)) -> bool {
	for _ in 0..10 {
		if futures::poll!(&mut *work).is_ready() {
			return false;
		}
		tokio::task::yield_now().await;
	}
	true
}

#[tokio::test]
async fn answer_that_which_needs_no_state_reads_nothing() {
	let House { folder, gate, phone, state, .. } = house(vec![anybody(Vec::new(), 0)]);
	let answers = Answers::default();
	let tell = |_| {};
	let actuator = Actuator::File(folder.path().join("doors"));
	let state = Snapshot { at: system_time(), ..state };
	let post = Post::new(gate, actuator, &answers, Vec::new(), Some(state), &tell);
	type Change = fn(&mut Visit);
	let changes: [(Change, u8); 6] = [
		(|visit| visit.challenge = [7; 32], 32),
		(|visit| visit.resource = 8, 33),
		(|visit| visit.action = Action::CLOSE, 30),
		(|visit| visit.authority = Authority::Grant(1), 30),
		(|visit| visit.shown.using = None, 30),
		(|visit| visit.shown.using.as_mut().unwrap().using.enforcer = Default::default(), 33),
	];
	for (change, code) in changes {
		let mut visit = visit(&post, &phone).await;
		change(&mut visit);
		assert_eq!(uses(&post, visit).await.unwrap_err().code, Some(code));
	}
	assert_eq!(answers.asked.get(), 0);
	assert!(asks(&post, &phone).await.is_ok());
	assert_eq!(answers.asked.get(), 1);
}

#[tokio::test]
async fn cut_off_it_is_told_once_until_a_state_comes_and_no_text_moves_the_terminal() {
	let House { folder, gate, state, .. } = house(Vec::new());
	let answers = Answers::default();
	answers.answers.borrow_mut().push_back(Ok(Snapshot { at: system_time(), ..state }));
	let told = Told(RefCell::default());
	let tell = |event| told.0.borrow_mut().push(event);
	let actuator = Actuator::File(folder.path().join("doors"));
	let post = Post::new(gate, actuator, &answers, Vec::new(), None, &tell);
	post.cut_off("of another chain \u{1b}[2J");
	post.cut_off("and again");
	assert!(post.renew().await.is_some());
	post.cut_off("later");
	let told = told.0.borrow();
	assert_eq!(told.iter().map(name).collect::<Vec<_>>(), ["cutOff", "state", "cutOff"]);
	let reason = "of another chain \\u{1b}[2J".into();
	assert_eq!(told[0], Event::CutOff { reason });
}

fn name(event: &Event) -> String {
	let json = serde_json::to_value(event).unwrap();
	json["event"].as_str().unwrap().into()
}
