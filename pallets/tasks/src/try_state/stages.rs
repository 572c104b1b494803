//! Stages.

use crate::{batches::BLOCKS_TO_SEED, Batches, Config, Pallet, Tasks};
use frame_support::{ensure, traits::Time};
use jmt_primitives::{
	tasks::{Against, Bench, Conclusion, Stage, Task, MAX_STANDING_MS},
	BlockNumber,
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every task that has not ended has a window that is open and has a last moment, a seed that is to come, or something
	/// to settle. That which is due can be taken on.
	pub(super) fn stages_end() -> Result<(), TryRuntimeError> {
		for (block, batch) in Batches::<T>::iter() {
			let comes = batch.opening.is_some() || Self::is_to_come(block);
			ensure!(comes, "a seed will never be drawn");
		}
		for task in Tasks::<T>::iter_values().filter(|task| task.end.is_none()) {
			Self::ensure_ends(&task)?;
		}
		Ok(())
	}

	fn ensure_ends(task: &Task) -> Result<(), TryRuntimeError> {
		let position = Self::position(task);
		let drawing = match position.stage {
			Stage::Drawing(bench) => Some(bench),
			Stage::Standing(Against::Lot) => Some(Bench::Panel),
			Stage::Due(exit) => {
				let ends = match task.conclude(exit) {
					Conclusion::Ends(_) => true,
					Conclusion::Stands => task.terms.mode.standing().is_some(),
					Conclusion::Splits => task.terms.mode.panel_slots().is_some(),
				};
				ensure!(ends, "what is due cannot be taken on");
				return Ok(());
			},
			Stage::Ended(_) => return Err("a task has ended and has no end".into()),
			_ => None,
		};
		if let Some(bench) = drawing {
			let batch = task.bench(bench).map(|crew| crew.batch);
			ensure!(batch.is_some_and(Self::is_to_come), "a task waits for a seed in vain");
			return Ok(());
		}
		let furthest = T::Time::now().saturating_add(MAX_STANDING_MS);
		let ends = position.until.is_some_and(|until| until <= furthest);
		ensure!(ends || position.unstarted, "a window has no end");
		Ok(())
	}

	/// Whether the seed of a block is to be drawn yet.
	fn is_to_come(block: BlockNumber) -> bool {
		block.saturating_add(BLOCKS_TO_SEED) > Self::block()
	}
}
