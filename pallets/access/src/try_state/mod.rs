//! Invariants, each as a sentence and as a check.

mod grants;
mod logs;
mod money;
mod numbers;
mod uses;

use crate::{Config, Pallet};
use jmt_primitives::Invariants;
use sp_runtime::TryRuntimeError;

impl<T: Config> Invariants for Pallet<T> {
	const NAME: &'static str = "Access";

	fn check() -> Result<(), TryRuntimeError> {
		Self::resources_are_whole()?;
		Self::policies_are_whole()?;
		Self::grants_stand_on_their_parents()?;
		Self::children_are_counted()?;
		Self::uses_were_made()?;
		Self::logs_have_their_roots()?;
		Self::deposits_are_held()
	}
}
