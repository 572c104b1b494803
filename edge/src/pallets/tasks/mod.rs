//! Tasks: the market's state, the calls of owners and clients, and the fee-free steps of workers.

mod announced;
mod calls;
mod error;
mod steps;

pub use announced::announced_batch;
pub use calls::*;
pub use error::TaskError;
pub use steps::{check_step, send_step, Claim, Commit, Reveal};

use super::{ask, stored};
use crate::{chain::At, error::Error};
use jmt_primitives::{
	tasks::{
		Batch, End, MarketView, Outcome, Place, Quote, Task, TaskId, TaskView, Terms, TermsFault,
		Worker, WorkerView,
	},
	BlockNumber, DeviceId,
};

const PALLET: &str = "Tasks";
const API: &str = "TasksApi";

/// A task, its stage and why; `None` when there is none. A panel's number finds the task that it judges.
pub async fn task(at: &At, task: TaskId) -> Result<Option<TaskView>, Error> {
	ask(at, API, "task", &(task,)).await
}

/// Tasks with numbers from `from` on, of [`jmt_primitives::tasks::PAGE`] numbers at most. Empty behind the last.
pub async fn task_page(at: &At, from: TaskId) -> Result<Vec<TaskView>, Error> {
	ask(at, API, "task_page", &(from,)).await
}

/// A worker by its device; `None` when it is not enrolled.
pub async fn worker(at: &At, device: DeviceId) -> Result<Option<WorkerView>, Error> {
	ask(at, API, "worker", &(device,)).await
}

/// The cost of terms that are posted now, or why they are not taken.
pub async fn quote(at: &At, terms: Terms) -> Result<Result<Quote, TermsFault>, Error> {
	ask(at, API, "quote", &(terms,)).await
}

/// The market's figures and tariff.
pub async fn market(at: &At) -> Result<MarketView, Error> {
	ask(at, API, "market", &()).await
}

/// A task as it is stored, with a proof. A panel's number finds none.
pub async fn stored_task(at: &At, task: TaskId) -> Result<Option<Task>, Error> {
	stored(at, PALLET, "Tasks", &(task,)).await
}

/// A worker as it is stored, with a proof.
pub async fn stored_worker(at: &At, device: DeviceId) -> Result<Option<Worker>, Error> {
	stored(at, PALLET, "Workers", &(device,)).await
}

/// The batch that a block posted, with a proof; `None` of a block that posted nothing, or that was cleared.
pub async fn batch(at: &At, block: BlockNumber) -> Result<Option<Batch>, Error> {
	stored(at, PALLET, "Batches", &(block,)).await
}

/// The bytes that a slot of a task brought, with a proof.
pub async fn output(at: &At, task: TaskId, place: Place) -> Result<Option<Vec<u8>>, Error> {
	stored(at, PALLET, "Outputs", &(task, place.number())).await
}

/// The outcome that an ended task has, and the slot that brought its output. `None` where no result counts.
pub fn result(task: &Task, end: &End) -> Option<(Outcome, Place)> {
	let place = end.result?;
	let slot = task.bench(place.bench)?.slots.get(usize::from(place.index))?;
	Some((*slot.entry.outcome()?, place))
}

/// An outcome with its output, if these bytes are the ones that it names.
pub fn checked_output(outcome: &Outcome, bytes: Vec<u8>) -> Result<Vec<u8>, TaskError> {
	match outcome.output.is_of(&bytes) {
		true => Ok(bytes),
		false => Err(TaskError::Output),
	}
}

#[cfg(test)]
mod tests;
