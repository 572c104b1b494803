//! A gateway at its post, by the system's clock.

use super::*;
use crate::access::gate::post::system_time;
use std::{
	cell::{Cell, RefCell},
	collections::VecDeque,
};

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

struct Told(RefCell<Vec<Event>>);

/// A phone asks the post once.
async fn asks<T: Fn(Event)>(
	post: &Post<'_, &Answers, T>,
	phone: &DeviceKey,
) -> Result<ReceiptFile, RefusalFile> {
	let challenge = match post.answer(Asking::Challenge(WISH)).await {
		Saying::Challenge(challenge) => challenge,
		other => panic!("{other:?}"),
	};
	let key = HolderKey::Device(phone.clone());
	let visit = challenge.answer(&key, &Right::Own, None).unwrap();
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
async fn answer_the_owner_is_told_where_the_rule_asks_for_it() {
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

fn name(event: &Event) -> String {
	let json = serde_json::to_value(event).unwrap();
	json["event"].as_str().unwrap().into()
}
