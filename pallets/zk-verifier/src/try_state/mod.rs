//! Invariants, each as a sentence and as a check.

mod keys;
mod money;

use crate::{Config, Pallet};
use jmt_primitives::Invariants;
use sp_runtime::TryRuntimeError;

impl<T: Config> Invariants for Pallet<T> {
	const NAME: &'static str = "ZkVerifier";

	fn check() -> Result<(), TryRuntimeError> {
		Self::keys_have_their_bytes()?;
		Self::keys_hash_to_their_ids()?;
		Self::retired_keys_end_in_a_year()?;
		Self::anchors_are_numbers()?;
		Self::groups_are_whole()?;
		Self::topics_are_whole()?;
		Self::deposits_are_held()
	}
}
