//! Circulation: a snapshot at each quarter's end, and the hash of the report that explains it.
//!
//! # Words
//!
//! * **Figures**: where all JMT are and which of them circulate
//!   ([`jmt_primitives::circulation::Circulation`]). The runtime knows them; this pallet asks for them.
//! * **Quarter**: three months of the civil calendar in UTC ([`jmt_primitives::time::Quarter`]). Its end
//!   is the first moment of the next one.
//! * **Snapshot**: the figures of a quarter's end, kept for good.
//! * **Report**: the foundation's publication about a quarter, off the chain. Its hash is **anchored** to
//!   the quarter's snapshot, once.
//!
//! # How it works
//!
//! Time moves with the timestamp inherent, and nothing is scheduled. The first timestamp that is not zero
//! tells the quarter whose end comes first. From then on each block compares its timestamp with that end;
//! the first block at or after it takes the snapshot and waits for the next quarter. The quarter in which
//! the chain began has its snapshot, too.
//!
//! An outage over the ends of several quarters is caught up in the blocks after it, one snapshot a block,
//! and each says in `taken_at` when it was taken. No balance changes in an outage, so the balances are those
//! of the quarter's end, but for changes in the blocks of catching up. The release and the vesting follow the
//! clock alone: a reader computes them for the quarter's end by closed form.
//!
//! A clock that runs backwards takes no snapshot and undoes none: a quarter has one.
//!
//! # Laws
//!
//! Checked by [`jmt_primitives::Invariants`]:
//!
//! 1. In every snapshot all pots and the circulating JMT add up to the 50 B that exist.
//! 2. Every snapshot stands under its own quarter, no quarter is left out between the first and the last, and
//!    the quarter after the last one is next.
//! 3. A snapshot was taken at its quarter's end or later, and its figures are those of that moment.
//! 4. Snapshots were taken in the order of their quarters, at most one a block.
//!
//! # Cost
//!
//! A block without a snapshot reads one item of 5 bytes. Only the block of a snapshot reads the figures. Four
//! entries of 234 bytes a year are kept for good, 10 kB in ten years; no deposit pays for them and no call
//! removes them.
//!
//! # Example
//!
//! `src/tests/example.rs`: a validator checks the report on the quarter in which Alice earned.
//!
//! # Limits
//!
//! A hash says that a report was not changed since, not that it is true: anybody can recompute the figures
//! from the state at `taken_in`. An anchored hash is never replaced; a corrected report is another one that
//! names it.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

mod anchor;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
mod snapshot;
#[cfg(test)]
mod tests;
mod try_state;
pub mod weights;

pub use pallet::*;
pub use weights::WeightInfo;

/// A snapshot of circulation at each quarter's end, and the hash of the report that explains it.
#[frame_support::pallet]
pub mod pallet {
	use super::WeightInfo;
	use frame_support::{pallet_prelude::*, traits::OnTimestampSet};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{
		circulation::{CirculationFigures, Snapshot},
		time::Quarter,
		Balance, Hash, Moment,
	};

	/// The storage version that this code writes.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Most bytes that a snapshot may take, since it is kept for good.
	const MAX_SNAPSHOT_BYTES: usize = 300;

	/// Keeps the quarters' snapshots.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The runtime's decisions.
	#[pallet::config]
	#[pallet::disable_frame_system_supertrait_check]
	pub trait Config: jmt_frame::Chain {
		/// The runtime's figures, out of all its pallets. A fixed number of reads, whatever lives on the
		/// chain. Must see the timestamp that is being set as the current time.
		type Figures: CirculationFigures;

		/// Anchors reports: the foundation's council. A weaker origin could bind a quarter to a report that
		/// the foundation never wrote, for good.
		type ReportOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Weights of the call and of the work at a timestamp.
		type WeightInfo: WeightInfo;
	}

	/// The quarter whose end gets the next snapshot; none before the first timestamp. 5 bytes, written four
	/// times a year.
	#[pallet::storage]
	pub type Next<T: Config> = StorageValue<_, Quarter, OptionQuery>;

	/// The snapshot of every quarter that ended since the chain began. Grows by 4 entries of 234 bytes a year
	/// and is never removed.
	///
	/// `Twox64Concat`: the keys are not chosen, and a reader of the map reads the quarters off them.
	#[pallet::storage]
	pub type Snapshots<T: Config> = StorageMap<_, Twox64Concat, Quarter, Snapshot, OptionQuery>;

	/// Snapshots and their reports.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A quarter has ended and its snapshot was taken.
		SnapshotTaken {
			quarter: Quarter,
			/// In ms: the quarter's end or later.
			taken_at: Moment,
			/// At that time, in planck.
			circulating: Balance,
		},
		/// The report on a quarter was anchored to its snapshot.
		ReportAnchored {
			quarter: Quarter,
			/// Of the report.
			hash: Hash,
		},
	}

	/// Why a report was not anchored.
	#[pallet::error]
	pub enum Error<T> {
		/// The quarter has no snapshot: it has not ended, ended before the chain began, or is none. The view
		/// function `latest` names the last one that has.
		NoSnapshot,
		/// A report is anchored to the quarter already, and is never replaced. Publish a correction that
		/// names it.
		AlreadyAnchored,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			// For a timestamp without a snapshot, which the timestamp's own weight leaves out. A snapshot
			// adds its own.
			T::WeightInfo::on_timestamp_set()
		}

		fn integrity_test() {
			assert!(
				Snapshot::max_encoded_len() <= MAX_SNAPSHOT_BYTES,
				"a snapshot is small enough to be kept for good"
			);
			let blocks = T::BlockWeights::get();
			let limit = blocks.get(DispatchClass::Normal).max_extrinsic.unwrap_or(blocks.max_block);
			assert!(T::WeightInfo::anchor_report().all_lte(limit), "an anchoring fits a block");
			assert!(T::WeightInfo::snapshot().all_lte(limit), "a snapshot fits a block");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			<Self as jmt_primitives::Invariants>::check()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Anchors the hash of the report on a quarter to the quarter's snapshot, once.
		///
		/// `hash` is the blake2-256 of the report as published; the chain does not see the report. From
		/// `ReportOrigin`. Fails with `NoSnapshot` or `AlreadyAnchored`. Emits `ReportAnchored`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::anchor_report())]
		pub fn anchor_report(origin: OriginFor<T>, quarter: Quarter, hash: Hash) -> DispatchResult {
			T::ReportOrigin::ensure_origin(origin)?;
			Self::anchor(quarter, hash)?;
			Self::deposit_event(Event::ReportAnchored { quarter, hash });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The snapshot of a quarter; `None` when it has none.
		pub fn snapshot(quarter: Quarter) -> Option<Snapshot> {
			Snapshots::<T>::get(quarter)
		}

		/// The snapshot of the last quarter that has one.
		pub fn latest() -> Option<Snapshot> {
			Self::latest_snapshot()
		}
	}

	impl<T: Config> OnTimestampSet<Moment> for Pallet<T> {
		/// Takes the snapshot that is due, if one is. One read without, one snapshot at most.
		fn on_timestamp_set(at: Moment) {
			Self::note_time(at);
		}
	}
}
