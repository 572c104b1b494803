//! Benchmarks of the call, and of the work for hooks and other pallets.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	EnsureOrigin, Get, OnTimestampSet,
};
use jmt_primitives::{
	supply::{Pot, RewardStream, Stream, StreamShares},
	JMT,
};
use sp_runtime::Perbill;

/// Fills the mining pot, for a benchmark without a genesis.
fn fill_mining_pot<T: Config>() {
	let pot = Pallet::<T>::account_of(Pot::Mining);
	if T::Currency::total_balance(&pot) < JMT.saturating_mul(1_000) {
		let _ = T::Currency::mint_into(&pot, Pot::Mining.genesis_balance());
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn on_timestamp_set() {
		Launch::<T>::kill();
		let at = T::EarliestLaunch::get();

		#[block]
		{
			Pallet::<T>::on_timestamp_set(at);
		}

		assert_eq!(Launch::<T>::get(), Some(at));
	}

	#[benchmark]
	fn released() {
		Launch::<T>::put(1);
		let amount;

		#[block]
		{
			amount = Pallet::<T>::released(1_000_000_000);
		}

		assert!(amount > 0);
	}

	#[benchmark]
	fn withdraw() {
		fill_mining_pot::<T>();
		Launch::<T>::put(1);
		let to: T::AccountId = account("consumer", 0, 0);
		let before = T::Currency::total_balance(&to);
		// The clock is the runtime's: a surplus of returns makes something available at any time.
		let account = StreamAccount { returned: JMT.saturating_mul(1_000), ..Default::default() };
		Streams::<T>::insert(Stream::Devices, account);

		#[block]
		{
			let withdrawn = DeviceStream::<T>::withdraw(&to, JMT.saturating_mul(10));
			assert!(withdrawn.is_ok());
		}

		let after = before.saturating_add(JMT.saturating_mul(10));
		assert_eq!(T::Currency::total_balance(&to), after);
	}

	#[benchmark]
	fn give_back() {
		fill_mining_pot::<T>();
		let from: T::AccountId = account("consumer", 0, 0);
		assert!(T::Currency::mint_into(&from, JMT.saturating_mul(100)).is_ok());
		let account = StreamAccount {
			withdrawn: JMT.saturating_mul(1_000),
			returned: JMT.saturating_mul(100),
			spreading: JMT.saturating_mul(100),
			..Default::default()
		};
		Streams::<T>::insert(Stream::Devices, account);

		#[block]
		{
			let returned = DeviceStream::<T>::give_back(&from, JMT.saturating_mul(10));
			assert!(returned.is_ok());
		}

		assert_eq!(Streams::<T>::get(Stream::Devices).returned, JMT.saturating_mul(110));
	}

	#[benchmark]
	fn set_shares() -> Result<(), BenchmarkError> {
		let origin =
			T::ShareOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		Launch::<T>::put(1);
		let shares = StreamShares {
			devices: Perbill::from_parts(333_333_333),
			validators: Perbill::from_parts(333_333_333),
			gateways: Perbill::from_parts(333_333_334),
		};

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, shares);

		assert_eq!(Shares::<T>::get().shares, shares);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
