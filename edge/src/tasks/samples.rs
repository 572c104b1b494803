//! Tasks for the tests of this folder.

use jmt_primitives::{
	tasks::{
		Amounts, Audience, Content, Crew, Entry, Input, Instant, Limits, Mode, Opening, Outcome,
		Panel, Slot, Stage, Task, TaskView, Terms, Ticket, Why, Windows,
	},
	AccountId, DeviceId, Hash, JMT,
};
use sp_core::bounded::BoundedVec;

/// The window for claims, in ms.
pub const CLAIM_MS: u64 = 16_000;

/// The window to run, in ms.
pub const RUN_MS: u64 = 60_000;

/// When the claims began.
pub const BEGIN: Instant = Instant { at: 1_000_000, roomy: 100 };

/// Number of the task.
pub const TASK: u64 = 7;

/// Number of its panel.
pub const PANEL: u64 = 9;

pub fn device(byte: u8) -> DeviceId {
	DeviceId(Hash::repeat_byte(byte))
}

pub fn owner(byte: u8) -> AccountId {
	AccountId::new([byte; 32])
}

pub fn content(bytes: &[u8]) -> Content {
	Content::of(bytes).unwrap()
}

pub fn outcome(output: &[u8]) -> Outcome {
	let ending = jmt_primitives::tasks::Ending::Finished { code: 0 };
	Outcome { ending, fuel: 3, output: content(output), memory: Some(Hash::zero()) }
}

/// For three workers of whom two must agree, at 0.05 JMT each.
pub fn terms() -> Terms {
	Terms {
		program: content(b"program"),
		input: Input::Inline(BoundedVec::truncate_from(b"input".to_vec())),
		arguments: BoundedVec::default(),
		hint: BoundedVec::default(),
		limits: Limits { fuel: 1_000_000_000, memory_pages: 16, output_bytes: 1_024 },
		pay: JMT / 20,
		windows: Windows { claim: CLAIM_MS, run: RUN_MS },
		audience: Audience::Anyone,
		mode: Mode::Replicate { replicas: 3, quorum: 2, standing: None },
	}
}

pub fn opening(units: u64) -> Opening {
	Opening { seed: Hash::repeat_byte(5), units, since: BEGIN }
}

/// A task of another owner's client, whose claims are open.
pub fn task_by(terms: Terms) -> Task {
	let pay = terms.pay;
	let amounts = Amounts {
		pay,
		fee: pay / 20,
		bond: (32 * pay).max(JMT),
		silence: (2 * pay).max(JMT / 10),
		service: JMT / 100,
		price: 3 * pay,
		deposit: JMT / 10,
		bounty: JMT / 500,
	};
	let mut task = Task::new(TASK, 20, owner(0xc1), terms, amounts);
	task.crew.opening = Some(opening(100));
	task
}

pub fn task() -> Task {
	task_by(terms())
}

/// The same, judged by a panel whose claims are open.
pub fn judged() -> Task {
	let mut task = task();
	let mut crew = Crew::new(PANEL, 30, 7, 4);
	crew.opening = Some(opening(100));
	task.panel = Some(Panel { why: Why::Split, crew });
	task
}

/// A slot of the device of this byte, of an owner of its own.
pub fn slot(byte: u8, ticket: u128, entry: Entry) -> Slot {
	Slot { device: device(byte), owner: owner(byte), ticket: Ticket(ticket), entry }
}

pub fn view(task: Task, stage: Stage) -> TaskView {
	TaskView { id: TASK, task, stage, deadline: None, why: String::new() }
}
