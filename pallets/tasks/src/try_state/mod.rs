//! Laws, each as a sentence and as a check. They are numbered at the head of the pallet.

mod money;
mod numbers;
mod slots;
mod stages;
mod workers;

use crate::{Config, Pallet};
use jmt_primitives::Invariants;
use sp_runtime::TryRuntimeError;

impl<T: Config> Invariants for Pallet<T> {
	const NAME: &'static str = "Tasks";

	fn check() -> Result<(), TryRuntimeError> {
		Self::holds_are_due()?;
		Self::bonds_are_reserved()?;
		Self::books_balance()?;
		Self::workers_sit_once()?;
		Self::slots_are_drawn()?;
		Self::numbers_were_given()?;
		Self::outputs_are_carried()?;
		Self::workers_are_counted()?;
		Self::stages_end()
	}
}
