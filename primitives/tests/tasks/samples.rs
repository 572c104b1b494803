//! Tasks as tests make them.

use jmt_primitives::{
	tasks::{
		signed, Amounts, Audience, Batch, BatchState, Bench, Content, Crew, Ending, Entry, Input,
		Instant, Limits, Mode, Opening, Outcome, Phase, Salt, Seat, Slot, Tariff, Task, Terms,
		Ticket, Why, Windows,
	},
	AccountId, BlockNumber, DeviceId, Hash, Moment, JMT,
};
use sp_runtime::Permill;

/// The published rates; those of bytes are a test's own.
pub const TARIFF: Tariff = Tariff {
	unit: 10 * JMT,
	least_pay: JMT / 100,
	least_bond: JMT,
	bond_pays: 32,
	least_silence: JMT / 10,
	silence_pays: 2,
	market_fee: Permill::from_percent(5),
	service_slot: 3 * JMT / 1_000,
	service_byte: 1_000,
	deposit_task: JMT / 10,
	deposit_byte: 10_000_000,
	bounty: JMT / 500,
};

/// When seeds are drawn.
pub const DRAWN: Instant = Instant { at: 1_000_000, roomy: 100 };

pub const CLAIM: Moment = 20_000;
pub const RUN: Moment = 120_000;
pub const STANDING: Moment = 3_600_000;

pub const SEED: Hash = Hash::repeat_byte(0x5e);

pub fn account(number: u8) -> AccountId {
	AccountId::new([number; 32])
}

pub fn device(number: u8) -> DeviceId {
	DeviceId(Hash::repeat_byte(number))
}

pub fn client() -> AccountId {
	account(0xc1)
}

pub fn replicate(replicas: u8, quorum: u8) -> Mode {
	Mode::Replicate { replicas, quorum, standing: None }
}

pub fn challengeable() -> Mode {
	Mode::Replicate { replicas: 3, quorum: 2, standing: Some(STANDING) }
}

pub fn optimistic() -> Mode {
	Mode::Optimistic { standing: STANDING }
}

pub fn accept() -> Mode {
	Mode::Accept { standing: STANDING }
}

/// Terms that are taken, in this mode.
pub fn terms(mode: Mode) -> Terms {
	let audience = match mode {
		Mode::Accept { .. } => Audience::Devices(vec![device(1)].try_into().unwrap()),
		_ => Audience::Anyone,
	};
	Terms {
		program: Content { hash: Hash::repeat_byte(0x9a), length: 70_000 },
		input: Input::Inline(b"input".to_vec().try_into().unwrap()),
		arguments: b"-\0-c\0".to_vec().try_into().unwrap(),
		hint: b"https://example.org/".to_vec().try_into().unwrap(),
		limits: Limits { fuel: 1_000_000, memory_pages: 256, output_bytes: 4_096 },
		pay: JMT / 20,
		windows: Windows { claim: CLAIM, run: RUN },
		audience,
		mode,
	}
}

/// A posted task with number 7.
pub fn task(mode: Mode) -> Task {
	let terms = terms(mode);
	let amounts = Amounts::of(&terms, &TARIFF).unwrap();
	Task::new(7, 40, client(), terms, amounts)
}

/// One of the results that there are.
pub fn outcome(number: u8) -> Outcome {
	Outcome {
		ending: Ending::Finished { code: 0 },
		fuel: 1_000,
		output: Content::of(&[number]).unwrap(),
		memory: Some(Hash::repeat_byte(number)),
	}
}

pub fn opening() -> Opening {
	Opening { seed: SEED, units: 1_000, since: DRAWN }
}

pub fn drawn(_: BlockNumber) -> BatchState {
	BatchState::Drawn(opening())
}

pub fn waiting(_: BlockNumber) -> BatchState {
	BatchState::of(Some(Batch { first: 7, count: 1, opening: None }))
}

pub fn swept(_: BlockNumber) -> BatchState {
	BatchState::of(None)
}

/// So many ms later, with as many blocks with room as fit.
pub fn later(from: Instant, ms: Moment) -> Instant {
	Instant { at: from.at + ms, roomy: from.roomy + u32::try_from(ms / 2_000).unwrap() }
}

/// The first instant at which a window of so many ms is over.
pub fn after(from: Instant, window: Moment) -> Instant {
	Instant { at: from.at + window + 1, roomy: from.roomy + 5 }
}

/// The slot of device `number`, which its own owner staked on.
pub fn slot(number: u8) -> Slot {
	Slot {
		device: device(number),
		owner: account(number),
		ticket: Ticket(u128::from(number) * 1_000),
		entry: Entry::Claimed,
	}
}

pub fn salt(number: u8) -> Salt {
	Salt([number; 32])
}

/// How a worker behaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Does {
	/// It claims, and then nothing.
	Claims,
	/// It commits, and does not tell.
	Commits,
	/// It tells this result.
	Tells(u8),
}

fn work(task: &mut Task, bench: Bench, first: u8, workers: &[Does], begin: Instant) -> Instant {
	let opening = Opening { since: begin, ..opening() };
	let windows = task.terms.windows;
	let hash = task.terms_hash;
	let crew = task.bench_mut(bench).unwrap();
	for (number, _) in (first..).zip(workers) {
		let slot = slot(number);
		assert_eq!(crew.seat(slot.ticket, &slot.owner), Ok(Seat::Free));
		assert_eq!(crew.claim(Seat::Free, slot, opening, &windows, begin), None);
	}
	// Both claim windows of a panel are over then.
	let begin = Instant { at: begin.at + 2 * windows.claim + 1, roomy: begin.roomy + 10 };
	let phase = |crew: &Crew, now| crew.phase(bench, BatchState::Swept, &windows, now);
	if phase(crew, begin) == Phase::Unfilled {
		return begin;
	}
	for (number, does) in (first..).zip(workers) {
		let told = match does {
			Does::Claims => continue,
			Does::Commits => 0,
			Does::Tells(told) => *told,
		};
		let digest = outcome(told).digest();
		let commitment =
			signed::commitment(&Hash::zero(), &hash, &device(number), &digest, &salt(number));
		let now = phase(crew, begin);
		crew.commit(&device(number), commitment, now, begin).unwrap();
	}
	if phase(crew, begin) == (Phase::Running { until: None }) {
		// Without a commitment the clock begins when somebody settles.
		assert!(crew.start(Phase::Running { until: None }, begin));
	}
	let begin = match phase(crew, begin) {
		Phase::Running { .. } => after(begin, windows.run),
		_ => begin,
	};
	let mut brought = Vec::new();
	for (number, does) in (first..).zip(workers) {
		let now = phase(crew, begin);
		if let (Does::Tells(told), Phase::Revealing { .. }) = (does, now) {
			let carries = !brought.contains(told);
			brought.push(*told);
			crew.reveal(&device(number), outcome(*told), carries, now, begin).unwrap();
		}
	}
	if phase(crew, begin) == (Phase::Revealing { until: None }) {
		assert!(crew.start(Phase::Revealing { until: None }, begin));
	}
	after(begin, 60_000)
}

/// Takes a task through the claims, runs and reveals of its crew: workers 1, 2 and so on. Returns an instant at which
/// everything of it is over.
pub fn crew_works(task: &mut Task, workers: &[Does]) -> Instant {
	work(task, Bench::Crew, 1, workers, DRAWN)
}

/// Gives a task a panel, and takes it through everything: workers 11, 12 and so on.
pub fn panel_works(task: &mut Task, why: Why, workers: &[Does], begin: Instant) -> Instant {
	task.panel = task.panel(why, 9, 60);
	work(task, Bench::Panel, 11, workers, begin)
}
