//! A report is anchored.

use crate::{Config, Error, Pallet, Snapshots};
use frame_support::ensure;
use jmt_primitives::{time::Quarter, Hash};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Notes the report's hash in the quarter's snapshot, which must have none.
	pub(crate) fn anchor(quarter: Quarter, hash: Hash) -> DispatchResult {
		Snapshots::<T>::try_mutate(quarter, |stored| {
			let snapshot = stored.as_mut().ok_or(Error::<T>::NoSnapshot)?;
			ensure!(snapshot.report.is_none(), Error::<T>::AlreadyAnchored);
			snapshot.report = Some(hash);
			Ok(())
		})
	}
}
