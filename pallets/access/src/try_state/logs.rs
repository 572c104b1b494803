//! Logs.

use crate::{Config, Logs, Pallet};
use frame_support::{ensure, traits::Time};
use jmt_primitives::merkle::root_of;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every log has leaves, a segment and a leaf for each, the root of its tree, and ends no later than now.
	pub(super) fn logs_have_their_roots() -> Result<(), TryRuntimeError> {
		for head in Logs::<T>::iter_values() {
			ensure!(head.leaves > 0 && head.segment > 0, "a log is empty");
			ensure!(head.segment <= head.leaves, "a log has more segments than leaves");
			ensure!(
				root_of(head.leaves, &head.tree) == head.root,
				"a root is not that of its tree"
			);
			ensure!(head.at <= T::Time::now(), "a log ends in the future");
		}
		Ok(())
	}
}
