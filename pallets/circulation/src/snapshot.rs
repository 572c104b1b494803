//! A quarter ends.

use crate::{Config, Event, Next, Pallet, Snapshots, WeightInfo};
use frame_support::dispatch::DispatchClass;
use jmt_primitives::{
	circulation::{CirculationFigures, Snapshot},
	time::Quarter,
	Moment,
};

impl<T: Config> Pallet<T> {
	/// Begins to count quarters with the first timestamp that is not zero; later takes a snapshot if one is
	/// due.
	pub(crate) fn note_time(at: Moment) {
		if at == 0 {
			return;
		}
		match Next::<T>::get() {
			None => Next::<T>::set(Quarter::of(at)),
			Some(quarter) => {
				if let Some(next) = after_end(quarter, at) {
					Self::take(quarter, at);
					Next::<T>::put(next);
				}
			},
		}
	}

	/// Takes the snapshot of a quarter that has ended.
	fn take(quarter: Quarter, taken_at: Moment) {
		let figures = T::Figures::figures();
		let snapshot = Snapshot {
			quarter,
			taken_at,
			taken_in: frame_system::Pallet::<T>::block_number(),
			figures,
			report: None,
		};
		Snapshots::<T>::insert(quarter, snapshot);
		let circulating = figures.circulating;
		Self::deposit_event(Event::SnapshotTaken { quarter, taken_at, circulating });
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			T::WeightInfo::snapshot(),
			DispatchClass::Mandatory,
		);
	}

	/// The snapshot of the quarter before the one that is next.
	pub(crate) fn latest_snapshot() -> Option<Snapshot> {
		let last_moment = Next::<T>::get()?.start()?.checked_sub(1)?;
		Snapshots::<T>::get(Quarter::of(last_moment)?)
	}
}

/// The quarter after `quarter` if that has ended at `at`. No quarter ends beyond the calendar.
fn after_end(quarter: Quarter, at: Moment) -> Option<Quarter> {
	let next = quarter.next()?;
	(next.start()? <= at).then_some(next)
}
