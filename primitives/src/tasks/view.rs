//! Answers of the chain to people and devices about tasks.

use super::{Against, Bench, Exit, Position, Stage, Tariff, Task, TaskId, Verdict, Worker};
use crate::{Balance, Moment};
use alloc::{format, string::String};
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// A task and where it stands.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct TaskView {
	pub id: TaskId,
	pub task: Task,
	pub stage: Stage,
	/// The last moment of the stage, in ms; it is still in time.
	pub deadline: Option<Moment>,
	/// One sentence for people.
	pub why: String,
}

/// A worker and what it can take.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct WorkerView {
	pub worker: Worker,
	/// Whole stake units: so many tickets it has.
	pub units: u32,
	/// Stake that no bond reserves, in planck.
	pub free: Balance,
	/// Work credit now, in planck.
	pub credit: Balance,
	/// Its factor of the device's weight, in millionths.
	pub work: u64,
}

/// The cost of terms that are posted in this block. In planck.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Quote {
	/// Held until the task ends.
	pub price: Balance,
	/// Held until it is collected.
	pub deposit: Balance,
	/// To the pot at once.
	pub service_fee: Balance,
	/// Paid on average when all goes well, the market fee included.
	pub expected_price: Balance,
	/// Each worker has it at stake.
	pub bond: Balance,
	/// The largest worth of a wrong result at which lying does not pay, see [`super::Amounts::cover`].
	pub cover: Balance,
}

impl Quote {
	/// Held in all, in planck.
	pub fn holds(&self) -> Balance {
		self.price.saturating_add(self.deposit)
	}
}

/// The whole market.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct MarketView {
	/// The number that the next task or panel will have.
	pub next: TaskId,
	pub workers: u32,
	/// All stake units.
	pub units: u64,
	pub tariff: Tariff,
	/// The count of blocks with room for calls of tasks.
	pub roomy: u32,
}

impl TaskView {
	/// The view of a task that stands so.
	pub fn new(id: TaskId, task: Task, position: Position) -> Self {
		let why = explain(&task, &position);
		Self { id, task, stage: position.stage, deadline: position.until, why }
	}
}

/// One sentence that says where a task stands, and what it waits for.
pub fn explain(task: &Task, position: &Position) -> String {
	let bench = |bench| match bench {
		Bench::Crew => "",
		Bench::Panel => "a panel judges it: ",
	};
	let crew = |of| task.bench(of);
	let counted = |of, count: fn(&super::Crew) -> u8| {
		let count = crew(of).map_or(0, count);
		let size = crew(of).map_or(0, |crew| crew.size);
		format!("{count} of {size}")
	};
	let begins = if position.unstarted { "; the time counts from the first of them" } else { "" };
	match position.stage {
		Stage::Drawing(of) => format!("{}its seed is drawn two blocks later", bench(of)),
		Stage::Claiming(of) => {
			format!("{}{} slots are claimed", bench(of), counted(of, super::Crew::taken))
		},
		Stage::Running(of) => {
			let committed = crew(of).map_or(0, super::Crew::committed);
			let taken = crew(of).map_or(0, super::Crew::taken);
			format!("{}{committed} of {taken} workers have committed{begins}", bench(of))
		},
		Stage::Revealing(of) => {
			let slots = crew(of).map(|crew| &crew.slots);
			let told = slots.map_or(0, |slots| {
				slots.iter().filter(|slot| slot.entry.outcome().is_some()).count()
			});
			let committed = crew(of).map_or(0, super::Crew::committed);
			format!("{}{told} of {committed} results are told{begins}", bench(of))
		},
		Stage::Standing(Against::Refusal) => {
			"the result stands until the client accepts or refuses it, or its window closes".into()
		},
		Stage::Standing(Against::Lot) => {
			"the result stands, and the lot whether it is audited is drawn two blocks later".into()
		},
		Stage::Standing(Against::Challenge) => {
			"the result stands, and anybody may challenge it until its window closes".into()
		},
		Stage::Due(exit) => format!("{}; whoever settles it takes it on", over(exit)),
		Stage::Ended(verdict) => ended(verdict).into(),
	}
}

const fn over(exit: Exit) -> &'static str {
	match exit {
		Exit::Unfilled(Bench::Crew) => "too few workers claimed it",
		Exit::Unfilled(Bench::Panel) => "too few workers claimed a slot of its panel",
		Exit::Abandoned(Bench::Crew) => "too few workers committed in time",
		Exit::Abandoned(Bench::Panel) => "too few workers of its panel committed in time",
		Exit::Counted(Bench::Crew) => "its results are told, or too late",
		Exit::Counted(Bench::Panel) => "the results of its panel are told, or too late",
		Exit::Stood => "nobody said a word against its result",
	}
}

const fn ended(verdict: Verdict) -> &'static str {
	match verdict {
		Verdict::Done => "its result counts, and is paid",
		Verdict::Upheld => "a panel found the same result, which counts and is paid",
		Verdict::Overturned => "a panel found another result, which counts",
		Verdict::Rejected => "the client refused the result, and the price went to the pot",
		Verdict::Expired => "too few workers claimed it, and the client has its price back",
		Verdict::Undecided => "no result counts, and the client has its price back",
	}
}
