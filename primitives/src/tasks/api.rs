use super::{MarketView, Quote, TaskId, TaskView, Terms, TermsFault, WorkerView};
use crate::DeviceId;
use alloc::vec::Vec;

sp_api::decl_runtime_apis! {
	/// The market of tasks.
	#[api_version(1)]
	pub trait TasksApi {
		/// A task, its stage and deadline, and one sentence of why; `None` when there is none with this number. A panel's
		/// number finds the task that it judges.
		fn task(task: TaskId) -> Option<TaskView>;
		/// Tasks with numbers from `from` on, in their order, of 64 numbers at most. An empty page is behind the last.
		fn task_page(from: TaskId) -> Vec<TaskView>;
		/// A worker by its device; `None` when it is not enrolled.
		fn worker(device: DeviceId) -> Option<WorkerView>;
		/// The cost of terms that are posted in this block, or why they are not taken.
		fn quote(terms: Terms) -> Result<Quote, TermsFault>;
		/// The market's figures and tariff.
		fn market() -> MarketView;
	}
}
