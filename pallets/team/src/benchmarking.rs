//! Benchmarks. A claim is measured after the last cliff, when it looks at all of them and pays all tranches
//! at once into a new account.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	Get,
};
use frame_system::RawOrigin;
use jmt_primitives::{time::anniversary, Balance, Moment};
use sp_runtime::Perbill;

/// When the benchmarks' chain was launched: 2028-02-29 12:34:56.789 UTC, in ms.
const LAUNCHED: Moment = 1_835_440_496_789;

/// Leaves one beneficiary, who has all, on a chain where the last cliff is now.
fn sole_beneficiary<T: Config>() -> T::AccountId {
	let who: T::AccountId = account("beneficiary", 0, 0);
	let _ = Beneficiaries::<T>::clear(u32::MAX, None);
	let share = Perbill::one();
	Beneficiaries::<T>::insert(&who, Beneficiary { share, group: Group::Founder, paid: 0 });
	Count::<T>::put(1);
	Paid::<T>::kill();
	// A preset may have no pots, or have paid out of them.
	let pot = T::Pot::get();
	let full = T::Total::get().saturating_add(T::Currency::minimum_balance());
	let lacks = full.saturating_sub(T::Currency::total_balance(&pot));
	T::Currency::mint_into(&pot, lacks).unwrap();
	T::BenchmarkHelper::set_clock(LAUNCHED, anniversary(LAUNCHED, T::Tranches::get()).unwrap());
	who
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn claim() {
		let who = sole_beneficiary::<T>();
		let before: Balance = T::Currency::total_balance(&who);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		let after = before.saturating_add(T::Total::get());
		assert_eq!(T::Currency::total_balance(&who), after);
		assert_eq!(Paid::<T>::get(), T::Total::get());
	}

	#[benchmark]
	fn hand_over() {
		let from = sole_beneficiary::<T>();
		let to: T::AccountId = account("receiver", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(from.clone()), to.clone());

		assert!(!Beneficiaries::<T>::contains_key(&from));
		assert!(Beneficiaries::<T>::contains_key(&to));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
