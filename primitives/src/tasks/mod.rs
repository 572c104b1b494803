//! Tasks: devices run programs for pay, and a result counts because others found the same.
//!
//! # Words
//!
//! - A **task** is a program and an input that a **client** wants run, by **terms** that never change. It has a number.
//! - A **worker** is a registered device whose **owner** staked for it. A **stake unit** is a fixed amount of its stake: it
//!   has one **ticket** for each, drawn anew for each task. The **signer** is the key that it works by.
//! - A **slot** is a worker's place in a task. The lowest tickets that claim have the slots. For each a **bond** is
//!   reserved within the worker's stake: it is lost by a wrong result, and a part of it by **silence**.
//! - The workers of a task are its **crew**. A **panel** is a second crew that judges the first.
//! - A **batch** is what one block posted. Its **seed** is drawn by the two blocks behind it, and announced in the header
//!   of the third.
//! - An **outcome** is the end state of a run, a **result** its digest. A **commitment** binds a worker to a result without
//!   telling it; a **reveal** tells it.
//! - A result **stands** while it may be challenged, audited or refused, in the modes that have a window for it.
//! - **Credit** is the sum of a worker's market fees as they decay. It raises the weight of its device in proof of time.
//!
//! # Walk
//!
//! Alice posts a picture to be drawn by a public program, for three workers of whom two must agree, at 0.05 JMT each. Her
//! 0.15 JMT are held. Two blocks later the seed is known. Bob's router finds in the header that one of its 20 tickets is
//! low; it fetches the bytes, sees that their hashes are right, and claims, whereby 1.6 JMT of its stake are reserved. So
//! do the devices of Carol and Dave. The claims close; all three run the program and commit to what they found. With the
//! last commitment the reveals begin. Bob tells his result, with the output; Carol tells the same, without it; Dave, who
//! never ran the program, made up a memory. Two agree: Bob and Carol have 0.0475 JMT each, the pot has two fees of 0.0025
//! JMT and Dave's 1.6 JMT, and Alice has 0.05 JMT back, and the picture.
//!
//! # Design
//!
//! - Chances grow with the stake alone, and by as much: more keys for the same stake are worth nothing.
//! - A stage follows from that which is stored, from the time and from the count of blocks with room ([`Task::position`]).
//!   Nothing runs over tasks. A window is over when its last moment has passed *and* five blocks with room were made in
//!   it. A last moment is still in time.
//! - Each stage has an exit by time that anybody can take. The clocks of runs and reveals begin with a call that can be
//!   seen ([`Crew`]), since nobody can read from a state when blocks had room.
//! - The cost of a task is computed when it is posted, and written into it ([`Amounts`]). Its end is a list of flows that
//!   empties each purse to the planck ([`Settlement`]).
//! - A panel and a task take their numbers from one count, so that one header announces both.
//!
//! # Not protected against
//!
//! - Owners of a large share of the stake: they hold a quorum as often as chance has it.
//! - One owner that computes once for several of its keys. The result is right all the same, and is paid more often than
//!   it was found.
//! - Eyes: programs, inputs and outputs are public.
//! - Bytes that nobody serves: the task is not claimed, and expires.

#![deny(clippy::float_arithmetic)]

pub mod signed;

mod api;
mod batch;
mod content;
mod credit;
mod crew;
mod fault;
mod hook;
mod instant;
mod outcome;
mod settlement;
mod slot;
mod sortition;
mod tariff;
mod task;
mod terms;
mod view;
mod worker;

pub use api::*;
pub use batch::{
	seed, Batch, BatchAnnouncement, BatchOpened, BatchState, Opening, SEED, TASK_ENGINE_ID,
};
pub use content::{Content, Input};
pub use credit::{
	full_credit, work_factor, Credit, Fees, CREDIT_DAYS, CREDIT_MS, CREDIT_TIMES, MOST_WORK,
};
pub use crew::{Crew, Phase, Seat};
pub use fault::TermsFault;
pub use hook::{Eligibility, TaskHook};
pub use instant::Instant;
pub use outcome::{Ending, Outcome, ResultDigest};
pub use settlement::{Conclusion, Fate, Flow, Payee, Purse, Settlement, Verdict};
pub use signed::{Commitment, Salt, TermsHash};
pub use slot::{Bench, Entry, Place, Slot, Slots};
pub use sortition::{
	is_audited, threshold, ticket, wait, Ticket, AUDIT, AUDITED_ONE_IN, DOUBLINGS, PANEL_DOUBLINGS,
	TICKET, WINNERS_PER_SLOT,
};
pub use tariff::{Amounts, Tariff};
pub use task::{Against, End, Exit, Panel, Position, Stage, Task, Why};
pub use terms::{Audience, Limits, Mode, Terms, Windows};
pub use view::{explain, MarketView, Quote, TaskView, WorkerView};
pub use worker::{Signer, Worker};

use crate::{time::DAY_MS, Moment};

/// Number of a task or of a panel, from 1 on, never used twice on a branch.
pub type TaskId = u64;

/// Slots of a crew at most.
pub const MAX_SLOTS: u32 = 7;

/// Bytes of an inline input at most.
pub const MAX_INLINE_BYTES: u32 = 1_024;

/// Bytes of the arguments at most.
pub const MAX_ARGUMENT_BYTES: u32 = 256;

/// Bytes of a hint at most.
pub const MAX_HINT_BYTES: u32 = 256;

/// Owners or devices that a task names at most.
pub const MAX_NAMED: u32 = 8;

/// Pages of memory at most, of 64 KiB each: 256 MiB.
pub const MAX_MEMORY_PAGES: u32 = 4_096;

/// Bytes of an output at most.
pub const MAX_OUTPUT_BYTES: u32 = 16_384;

/// Shortest window for claims, in ms.
pub const MIN_CLAIM_MS: Moment = 10_000;

/// Longest window for claims, in ms: an hour.
pub const MAX_CLAIM_MS: Moment = 3_600_000;

/// Shortest window to run, in ms.
pub const MIN_RUN_MS: Moment = 4_000;

/// Longest window to run, in ms: a day.
pub const MAX_RUN_MS: Moment = DAY_MS;

/// The window for reveals, in ms.
pub const REVEAL_MS: Moment = 60_000;

/// Shortest time for which a result stands, in ms: a minute.
pub const MIN_STANDING_MS: Moment = 60_000;

/// Longest time for which a result stands, in ms: a week.
pub const MAX_STANDING_MS: Moment = 7 * DAY_MS;

/// So long after the end the client alone collects, in ms: a day.
pub const KEPT_MS: Moment = DAY_MS;

/// So long after a worker's last result its stake stays, in ms: a day.
pub const STAKE_NOTICE_MS: Moment = DAY_MS;

/// Blocks with room that a window has at least.
pub const ROOMY_BLOCKS: u32 = 5;

/// Stake units of a worker at least.
pub const MIN_UNITS: u32 = 1;

/// Stake units of a worker at most.
pub const MAX_UNITS: u32 = 100;

/// Tasks that one call settles at most.
pub const MAX_SETTLED: u32 = 16;

/// Numbers of a page of tasks.
pub const PAGE: u32 = 64;
