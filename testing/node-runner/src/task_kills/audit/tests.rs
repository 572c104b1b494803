use super::*;
use jmt_primitives::{
	tasks::{
		Amounts, Audience, Bench, Commitment, Content, Credit, End, Ending, Instant, Limits, Mode,
		Outcome as Found, Place, Signer, Terms, Ticket, Windows,
	},
	AccountId, Hash,
};

const SINCE: Instant = Instant { at: 5, roomy: 0 };

fn device(byte: u8) -> DeviceId {
	DeviceId(Hash::repeat_byte(byte))
}

fn told(output: &[u8]) -> Entry {
	let output = Content::of(output).unwrap();
	let ending = Ending::Finished { code: 0 };
	let outcome = Found { ending, fuel: 3, output, memory: Some(Hash::zero()) };
	Entry::Revealed { outcome, carries: true }
}

fn committed() -> Entry {
	Entry::Committed(Commitment(Hash::zero()))
}

/// A task whose slots of workers 1, 2 and 3 are so, that ended with the result of the first, if any.
fn task(entries: [Entry; 3], result: bool) -> Task {
	let terms = Terms {
		program: Content::of(b"program").unwrap(),
		input: Input::Inline(Default::default()),
		arguments: Default::default(),
		hint: Default::default(),
		limits: Limits { fuel: 9, memory_pages: 1, output_bytes: 9 },
		pay: 100,
		windows: Windows { claim: 10_000, run: 10_000 },
		audience: Audience::Anyone,
		mode: Mode::Replicate { replicas: 3, quorum: 2, standing: None },
	};
	let amounts = Amounts {
		pay: 100,
		fee: 5,
		bond: 3_200,
		silence: 200,
		service: 10,
		price: 300,
		deposit: 7,
		bounty: 1,
	};
	let mut task = Task::new(1, 1, AccountId::new([9; 32]), terms, amounts);
	for (byte, entry) in (1..).zip(entries) {
		let owner = AccountId::new([byte; 32]);
		let slot = Slot { device: device(byte), owner, ticket: Ticket(1), entry };
		task.crew.slots.try_push(slot).unwrap();
	}
	task.crew.running = Some(SINCE);
	task.crew.revealing = Some(SINCE);
	let verdict = if result { Verdict::Done } else { Verdict::Undecided };
	let result = result.then_some(Place { bench: Bench::Crew, index: 0 });
	task.end = Some(End { verdict, at: 9, result });
	task
}

fn sums(tasks: &[Task]) -> Sums {
	let mut sums = Sums::default();
	tasks.iter().for_each(|task| sums.add(task));
	sums
}

/// Two tasks: one whose third worker was silent, and one without a result.
fn both() -> Sums {
	sums(&[
		task([told(b"a"), told(b"a"), committed()], true),
		task([told(b"a"), Entry::Claimed, committed()], false),
	])
}

fn books() -> BTreeMap<String, Balance> {
	let books = [
		("posted", 614),
		("paid", 190),
		("fees", 10),
		("refunded", 400),
		("service", 20),
		("staked", 30_000),
		("unstaked", 0),
		("slashed", 600),
		("awarded", 0),
	];
	BTreeMap::from(books.map(|(name, sum)| (name.to_string(), sum)))
}

fn worker() -> Worker {
	Worker {
		owner: AccountId::new([3; 32]),
		signer: Signer::Ed25519([1; 32]),
		staked: 9_600,
		reserved: 0,
		open: 0,
		enrolled_in: 1,
		free_at: 0,
		credit: Credit::default(),
		done: 1,
		wrong: 0,
		silent: 2,
	}
}

#[test]
fn fate_it_is_what_each_slot_told_against_the_result() {
	let of = |task: &Task| task.crew.slots.iter().map(|slot| fate(task, slot)).collect::<Vec<_>>();
	let fates = of(&task([told(b"a"), told(b"b"), Entry::Claimed], true));
	assert_eq!(fates, [Fate::Paid, Fate::Wrong, Fate::Silent]);
	let mut early = task([told(b"a"), committed(), Entry::Claimed], false);
	assert_eq!(of(&early), [Fate::Free, Fate::Silent, Fate::Silent]);
	early.crew.revealing = None;
	assert_eq!(of(&early), [Fate::Free, Fate::Free, Fate::Silent]);
	early.crew.running = None;
	assert_eq!(of(&early), [Fate::Free; 3]);
}

#[test]
fn add_each_worker_has_what_its_slots_are_due() {
	let sums = both();
	let paid = Due { paid: 1, earned: 95, ..Due::default() };
	assert_eq!(sums.workers[&device(1)], paid);
	assert_eq!(sums.workers[&device(2)], Due { silent: 1, lost: 200, ..paid });
	assert_eq!(sums.workers[&device(3)], Due { silent: 2, lost: 400, ..Due::default() });
	assert_eq!((sums.held, sums.earned, sums.fees, sums.lost), (614, 190, 10, 600));
}

#[test]
fn look_at_books_each_sum_is_missed_by_a_planck() {
	let look = |books, at_stake, held| {
		let mut outcome = Outcome { books, ..Outcome::default() };
		outcome.look_at_books(&both(), at_stake, held);
		outcome.faults
	};
	assert_eq!(look(books(), 29_400, [0, 14]), Vec::<String>::new());
	for name in books().into_keys() {
		let mut wrong = books();
		*wrong.get_mut(&name).unwrap() += 1;
		assert!(!look(wrong, 29_400, [0, 14]).is_empty(), "{name}");
		let mut missing = books();
		missing.remove(&name);
		assert!(!look(missing, 29_400, [0, 14]).is_empty(), "{name}");
	}
	assert_eq!(look(books(), 29_401, [0, 14]).len(), 1);
	assert_eq!(look(books(), 29_400, [1, 14]).len(), 1);
	assert_eq!(look(books(), 29_400, [0, 15]).len(), 2);
}

#[test]
fn look_at_worker_a_second_payment_of_a_slot_is_seen() {
	let due = Due { paid: 1, silent: 2, earned: 95, lost: 400, ..Due::default() };
	let look = |worker: &Worker, had: Told, after| {
		let mut outcome = Outcome::default();
		outcome.look_at_worker("//Worker", worker, &due, had, 20_000, after);
		outcome.faults
	};
	let once = Told { times: 1, sum: 95 };
	assert_eq!(look(&worker(), once, 19_695), Vec::<String>::new());
	assert_eq!(look(&worker(), Told { times: 2, sum: 190 }, 19_790).len(), 3);
	assert_eq!(look(&worker(), once, 19_696).len(), 1);
	for wrong in [
		Worker { open: 1, ..worker() },
		Worker { reserved: 1, ..worker() },
		Worker { done: 2, ..worker() },
		Worker { silent: 1, ..worker() },
		Worker { wrong: 1, ..worker() },
	] {
		assert_eq!(look(&wrong, once, 19_695).len(), 1, "{wrong:?}");
	}
}

#[test]
fn look_at_ends_told_a_task_that_ends_twice_is_seen() {
	let view = TaskView {
		id: 1,
		task: task([told(b"a"), told(b"a"), committed()], true),
		stage: Stage::Ended(Verdict::Done),
		deadline: None,
		why: String::new(),
	};
	let look = |ends: &[(TaskId, Told)]| {
		let awards = Awards { ends: ends.iter().copied().collect(), ..Awards::default() };
		let mut outcome = Outcome::default();
		outcome.look_at_ends_told(std::slice::from_ref(&view), &awards);
		outcome.faults.len()
	};
	assert_eq!(look(&[(1, Told { times: 1, sum: 190 })]), 0);
	assert_eq!(look(&[(1, Told { times: 1, sum: 285 })]), 1);
	assert_eq!(look(&[(1, Told { times: 2, sum: 380 })]), 2);
	assert_eq!(look(&[]), 2);
}
