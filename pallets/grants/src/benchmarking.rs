//! Benchmarks, swept over the number of milestones: it sizes reads and writes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Unbalanced},
	tokens::Precision,
	EnsureOrigin, Get, Time,
};
use frame_support::BoundedVec;
use frame_system::RawOrigin;
use jmt_primitives::{Balance, Hash, JMT};

/// Amount of a milestone.
fn amount<T: Config>() -> Balance {
	T::Currency::minimum_balance().max(JMT)
}

/// Adds to a balance, for a benchmark without a genesis.
fn endow<T: Config>(who: &T::AccountId, amount: Balance) {
	let amount = amount.saturating_add(T::Currency::minimum_balance());
	T::Currency::increase_balance(who, amount, Precision::Exact).unwrap();
}

fn plan() -> Hash {
	Hash::repeat_byte(1)
}

fn report() -> Hash {
	Hash::repeat_byte(2)
}

fn reason() -> Hash {
	Hash::repeat_byte(3)
}

/// An account that can pay a deposit.
fn proposer<T: Config>() -> T::AccountId {
	let proposer: T::AccountId = account("proposer", 0, 0);
	endow::<T>(&proposer, T::Deposit::get());
	proposer
}

/// An account without a balance.
fn beneficiary<T: Config>() -> T::AccountId {
	account("beneficiary", 0, 0)
}

fn milestones<T: Config>(count: u32) -> BoundedVec<Balance, T::MaxMilestones> {
	vec![amount::<T>(); count.try_into().unwrap()].try_into().unwrap()
}

/// A proposal with so many milestones, and its proposer.
fn proposed<T: Config>(count: u32) -> (GrantId, T::AccountId) {
	let (id, proposer) = (NextId::<T>::get(), proposer::<T>());
	Pallet::<T>::do_propose(proposer.clone(), beneficiary::<T>(), plan(), milestones::<T>(count))
		.unwrap();
	endow::<T>(&T::Pot::get(), amount::<T>().saturating_mul(count.into()));
	(id, proposer)
}

fn approved<T: Config>(count: u32) -> (GrantId, T::AccountId) {
	let (id, proposer) = proposed::<T>(count);
	Pallet::<T>::do_approve(id, plan()).unwrap();
	(id, proposer)
}

/// An approved grant with all but the last milestone paid and a report of that waiting.
fn last_submitted<T: Config>(count: u32) -> (GrantId, MilestoneIndex) {
	let (id, proposer) = approved::<T>(count);
	let last = count.saturating_sub(1);
	for milestone in 0..last {
		Pallet::<T>::do_submit(&proposer, id, milestone, report()).unwrap();
		Pallet::<T>::do_accept(id, milestone, report()).unwrap();
	}
	Pallet::<T>::do_submit(&proposer, id, last, report()).unwrap();
	(id, last)
}

fn council<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

fn board<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::StopOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn propose(m: Linear<1, { T::MaxMilestones::get() }>) {
		let (id, proposer) = (NextId::<T>::get(), proposer::<T>());
		let milestones = milestones::<T>(m);

		#[extrinsic_call]
		_(RawOrigin::Signed(proposer), beneficiary::<T>(), plan(), milestones);

		assert!(Grants::<T>::contains_key(id));
	}

	#[benchmark]
	fn withdraw(m: Linear<1, { T::MaxMilestones::get() }>) {
		let (id, proposer) = proposed::<T>(m);

		#[extrinsic_call]
		_(RawOrigin::Signed(proposer), id);

		assert!(!Grants::<T>::contains_key(id));
	}

	#[benchmark]
	fn approve(m: Linear<1, { T::MaxMilestones::get() }>) -> Result<(), BenchmarkError> {
		let (id, _) = proposed::<T>(m);
		let council = council::<T>()?;

		#[extrinsic_call]
		_(council as T::RuntimeOrigin, id, plan());

		assert_eq!(Grants::<T>::get(id).unwrap().rest(), amount::<T>() * Balance::from(m));
		Ok(())
	}

	#[benchmark]
	fn reject(m: Linear<1, { T::MaxMilestones::get() }>) -> Result<(), BenchmarkError> {
		let (id, _) = proposed::<T>(m);
		let council = council::<T>()?;

		#[extrinsic_call]
		_(council as T::RuntimeOrigin, id, reason());

		assert!(!Grants::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn submit(m: Linear<1, { T::MaxMilestones::get() }>) {
		let (id, proposer) = approved::<T>(m);

		#[extrinsic_call]
		_(RawOrigin::Signed(proposer), id, 0, report());

		let state = State::Approved { paid: 0, report: Some(report()) };
		assert_eq!(Grants::<T>::get(id).unwrap().state, state);
	}

	/// The last milestone: it pays and returns the deposit as well.
	#[benchmark]
	fn accept(m: Linear<1, { T::MaxMilestones::get() }>) -> Result<(), BenchmarkError> {
		let (id, last) = last_submitted::<T>(m);
		let council = council::<T>()?;

		#[extrinsic_call]
		_(council as T::RuntimeOrigin, id, last, report());

		assert!(!Grants::<T>::contains_key(id));
		let paid = T::Currency::total_balance(&beneficiary::<T>());
		assert_eq!(paid, amount::<T>() * Balance::from(m));
		Ok(())
	}

	#[benchmark]
	fn decline(m: Linear<1, { T::MaxMilestones::get() }>) -> Result<(), BenchmarkError> {
		let (id, last) = last_submitted::<T>(m);
		let council = council::<T>()?;

		#[extrinsic_call]
		_(council as T::RuntimeOrigin, id, last, report(), reason());

		let state = State::Approved { paid: last, report: None };
		assert_eq!(Grants::<T>::get(id).unwrap().state, state);
		Ok(())
	}

	#[benchmark]
	fn cancel(m: Linear<1, { T::MaxMilestones::get() }>) -> Result<(), BenchmarkError> {
		let (id, _) = approved::<T>(m);
		let council = council::<T>()?;

		#[extrinsic_call]
		_(council as T::RuntimeOrigin, id, reason());

		assert!(!Grants::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn stop(m: Linear<1, { T::MaxMilestones::get() }>) -> Result<(), BenchmarkError> {
		let (id, _) = approved::<T>(m);
		let board = board::<T>()?;

		#[extrinsic_call]
		_(board as T::RuntimeOrigin, id, reason());

		assert!(!Grants::<T>::contains_key(id));
		Ok(())
	}

	/// The clock is the runtime's and cannot be set from here, so the call's body runs at a later moment.
	#[benchmark]
	fn lapse(m: Linear<1, { T::MaxMilestones::get() }>) {
		let (id, _) = approved::<T>(m);

		#[block]
		{
			let now = T::Time::now().saturating_add(T::Patience::get());
			Pallet::<T>::do_lapse(id, now).unwrap();
		}

		assert!(!Grants::<T>::contains_key(id));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
