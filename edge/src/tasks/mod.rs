//! Work: tasks that this device runs for pay.
//!
//! # Words
//!
//! Those of [`jmt_primitives::tasks`], and:
//!
//! - A **batch** that a header announces has **numbers**, one for each crew that is drawn. The device's lowest ticket for
//!   a number says when it is worth a **look**.
//! - **Terms** that the owner does not like have an **objection**: pay, memory, a run that does not end in time, or a
//!   crew or quorum by which an honest worker can be robbed.
//! - The **journal** has an **entry** for each slot that was asked for, from before the claim until the result is told.
//! - A **step** is the next thing to do for an entry, by what the chain says.
//!
//! # Walk
//!
//! Bob's router follows the heads. A header announces task 7; one of the router's twenty tickets is low. It reads the
//! task, finds that it pays enough and ends in time, fetches program and input, and sees in a child process that the
//! program is one of profile 1. When its turn comes, which is the sooner the lower the ticket, it looks once more whether
//! a slot is free, writes an entry into its journal, and claims. The claims close; a child process runs the program. The
//! outcome, the output and a salt are on the disk before the router commits. Somebody pulls the plug. When the router is
//! back it finds the entry and the chain's word that it has committed, waits until no commitment is possible any more,
//! and tells its result.
//!
//! # Design
//!
//! - The chain says which step is next, and the journal alone what was computed. So an agent that is killed anywhere goes
//!   on as one that was not.
//! - A step that is sent is looked for in the state. It is sent again until the state has it or has no use for it.
//! - Claims go by the best block, since their windows are short and a claim on another branch is worth nothing there. A
//!   program is run once the slot is finalized. Results are told once the finalized state takes no commitment any more:
//!   a branch that comes too late is of no use to somebody who saw them. Where finality lags they are told by the best
//!   block in the last third of the time for them, since silence costs for sure.
//! - A header names neither slots nor window of a task. Looks are planned for the most slots and the shortest window, so
//!   that no ticket comes too late; a longer window costs one read, by which the device knows.
//! - One program is run at a time. A task is claimed if it and all that is claimed already end in half of the shortest of
//!   their windows, by the machine's measured speed and by how long it took to prepare the programs.
//!
//! # Not protected
//!
//! - Two agents with one work key: both run, and the second to commit is refused. A journal is locked, so that they
//!   cannot be two on one machine with one data folder.
//! - A lost journal: a commitment that was made cannot be told any more, and costs what silence costs.
//! - Batches of more than a minute ago: an agent that comes back later leaves them to others.

pub mod bytes;
mod compete;
mod context;
mod event;
mod follow;
pub mod journal;
mod next;
mod objection;
mod plan;
pub mod run;
mod sending;
mod work;

#[cfg(test)]
mod samples;

pub use event::{ending_words, Event};
pub use objection::{unfair, Objection};
pub use plan::Wishes;
pub use work::{work, Setup};
