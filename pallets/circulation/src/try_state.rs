//! The laws of the pallet's docs as checks.

use crate::{Config, Next, Pallet, Snapshots};
use alloc::collections::BTreeMap;
use frame_support::ensure;
use jmt_primitives::{circulation::Snapshot, supply::TOTAL_SUPPLY, time::Quarter, Invariants};
use sp_runtime::TryRuntimeError;

impl<T: Config> Invariants for Pallet<T> {
	const NAME: &'static str = "Circulation";

	fn check() -> Result<(), TryRuntimeError> {
		let snapshots: BTreeMap<Quarter, Snapshot> = Snapshots::<T>::iter().collect();
		for (quarter, snapshot) in &snapshots {
			Self::figures_are_the_total_supply(snapshot)?;
			Self::was_taken_at_the_end(*quarter, snapshot)?;
		}
		Self::quarters_follow_each_other(&snapshots)?;
		Self::were_taken_in_order(&snapshots)
	}
}

impl<T: Config> Pallet<T> {
	/// All pots and the circulating JMT add up to the 50 B that exist.
	fn figures_are_the_total_supply(snapshot: &Snapshot) -> Result<(), TryRuntimeError> {
		ensure!(
			snapshot.figures.total == TOTAL_SUPPLY,
			"circulation: a snapshot's total is not the total supply"
		);
		ensure!(snapshot.figures.adds_up(), "circulation: a snapshot does not add up");
		Ok(())
	}

	/// A snapshot stands under its own quarter, was taken at that quarter's end or later, and its figures are
	/// those of that moment.
	fn was_taken_at_the_end(quarter: Quarter, snapshot: &Snapshot) -> Result<(), TryRuntimeError> {
		ensure!(
			snapshot.quarter == quarter,
			"circulation: a snapshot stands under another quarter than its own"
		);
		ensure!(
			quarter.end().is_some_and(|end| end <= snapshot.taken_at),
			"circulation: a snapshot was taken before its quarter's end"
		);
		ensure!(
			snapshot.figures.at == snapshot.taken_at,
			"circulation: a snapshot's figures are of another moment"
		);
		Ok(())
	}

	/// No quarter is left out, and the one after the last is next.
	fn quarters_follow_each_other(
		snapshots: &BTreeMap<Quarter, Snapshot>,
	) -> Result<(), TryRuntimeError> {
		let followers = snapshots.keys().skip(1).copied().map(Some).chain([Next::<T>::get()]);
		for (quarter, follower) in snapshots.keys().zip(followers) {
			ensure!(
				follower.is_some() && quarter.next() == follower,
				"circulation: a quarter is left out"
			);
		}
		Ok(())
	}

	/// A later quarter's snapshot was taken in a later block.
	fn were_taken_in_order(snapshots: &BTreeMap<Quarter, Snapshot>) -> Result<(), TryRuntimeError> {
		let later = snapshots.values().skip(1);
		for (snapshot, later) in snapshots.values().zip(later) {
			ensure!(
				snapshot.taken_in < later.taken_in,
				"circulation: two snapshots were not taken one after the other"
			);
		}
		Ok(())
	}
}
