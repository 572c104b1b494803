//! Benchmarks: the call, and the work at a timestamp with and without a quarter's end.
#![allow(clippy::unwrap_used)]

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, OnTimestampSet};
use jmt_primitives::{time::Quarter, Hash, Moment};

/// A quarter that ended long ago.
const QUARTER: Quarter = Quarter { year: 2020, quarter: 4 };

/// A moment after its end.
fn after_end() -> Moment {
	QUARTER.end().unwrap()
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn on_timestamp_set() {
		Next::<T>::put(QUARTER);

		#[block]
		{
			Pallet::<T>::on_timestamp_set(after_end().saturating_sub(1));
		}

		assert_eq!(Next::<T>::get(), Some(QUARTER));
	}

	#[benchmark]
	fn snapshot() {
		Next::<T>::put(QUARTER);

		#[block]
		{
			Pallet::<T>::on_timestamp_set(after_end());
		}

		assert!(Snapshots::<T>::contains_key(QUARTER));
	}

	#[benchmark]
	fn anchor_report() -> Result<(), BenchmarkError> {
		Next::<T>::put(QUARTER);
		Pallet::<T>::on_timestamp_set(after_end());
		let origin = T::ReportOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no origin may anchor a report"))?;
		let hash = Hash::repeat_byte(7);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, QUARTER, hash);

		assert_eq!(Snapshots::<T>::get(QUARTER).and_then(|stored| stored.report), Some(hash));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
