//! Benchmarks. The clock is the runtime's: past and future times are written into the storage.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	EnsureOrigin, Get, Time,
};
use frame_system::RawOrigin;
use jmt_primitives::{
	merkle::{airdrop_leaf, implied_root, Proof},
	AccountId, Balance, Hash, Moment, JMT,
};

/// The announced amount.
const AMOUNT: Balance = 1_000 * JMT;

/// The reason of everything.
const PURPOSE: Hash = Hash::repeat_byte(0xBE);

/// A pot with money, on a chain that has none elsewhere.
fn fill_pot<T: Config>() {
	let pot = T::Pot::get();
	frame_system::Pallet::<T>::inc_providers(&pot);
	T::Currency::mint_into(&pot, AMOUNT * 10).unwrap();
}

/// The sender of calls that anybody may send.
fn caller<T: Config>() -> AccountId {
	whitelisted_caller()
}

/// Announces a transfer to an account that does not exist.
fn announced_transfer<T: Config>() -> (u32, AccountId) {
	fill_pot::<T>();
	let id = NextId::<T>::get();
	let to: AccountId = account("receiver", 0, 0);
	let spending = Spending::Transfer { to: to.clone(), amount: AMOUNT };
	Pallet::<T>::do_announce(spending, PURPOSE).unwrap();
	(id, to)
}

/// The latest deadline that can be announced now.
fn latest_deadline<T: Config>() -> Moment {
	T::Time::now() + T::Window::get() + T::MaxAirdropDuration::get()
}

/// Announces an airdrop.
fn announced_airdrop<T: Config>() -> u32 {
	fill_pot::<T>();
	let id = NextId::<T>::get();
	let spending = Spending::Airdrop {
		root: PURPOSE,
		leaves: T::MaxLeaves::get(),
		amount: AMOUNT,
		until: latest_deadline::<T>(),
	};
	Pallet::<T>::do_announce(spending, PURPOSE).unwrap();
	id
}

/// Lets the window of an announcement be over.
fn pass_window<T: Config>(id: u32) {
	Announcements::<T>::mutate(id, |open| {
		let open = open.as_mut().unwrap();
		open.executable_from = 0;
		open.executable_from_block = 0;
	});
}

/// A running airdrop.
fn running_airdrop<T: Config>() -> u32 {
	let id = announced_airdrop::<T>();
	pass_window::<T>(id);
	Pallet::<T>::do_execute(id).unwrap();
	id
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn announce_transfer() -> Result<(), BenchmarkError> {
		fill_pot::<T>();
		let origin =
			T::SpendOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let id = NextId::<T>::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, account("receiver", 0, 0), AMOUNT, PURPOSE);

		assert!(Announcements::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn announce_airdrop() -> Result<(), BenchmarkError> {
		fill_pot::<T>();
		let origin =
			T::SpendOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let id = NextId::<T>::get();
		let until = latest_deadline::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, PURPOSE, T::MaxLeaves::get(), AMOUNT, until, PURPOSE);

		assert!(Announcements::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn veto() -> Result<(), BenchmarkError> {
		let id = announced_airdrop::<T>();
		let origin =
			T::VetoOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Announcements::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn execute_transfer() {
		let (id, to) = announced_transfer::<T>();
		pass_window::<T>(id);

		#[extrinsic_call]
		execute(RawOrigin::Signed(caller::<T>()), id);

		assert_eq!(T::Currency::total_balance(&to), AMOUNT);
	}

	#[benchmark]
	fn execute_airdrop() {
		let id = announced_airdrop::<T>();
		pass_window::<T>(id);

		#[extrinsic_call]
		execute(RawOrigin::Signed(caller::<T>()), id);

		assert!(Airdrops::<T>::contains_key(id));
	}

	#[benchmark]
	fn lapse() {
		let id = announced_airdrop::<T>();
		Announcements::<T>::mutate(id, |open| open.as_mut().unwrap().lapses_at = 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller::<T>()), id);

		assert!(!Announcements::<T>::contains_key(id));
	}

	#[benchmark]
	fn claim(d: Linear<0, 32>) {
		let id = running_airdrop::<T>();
		let to: AccountId = account("claimant", 0, 0);
		// The first entry of a list of 2^d, or of almost 2^32, has d siblings; any will do.
		let leaves = 1u32.checked_shl(d).unwrap_or(u32::MAX);
		let siblings: Vec<Hash> =
			(0..d).map(|level| Hash::repeat_byte(level.to_le_bytes()[0])).collect();
		let until = latest_deadline::<T>();
		let leaf = airdrop_leaf(&Pallet::<T>::genesis_hash(), &PURPOSE, until, 0, &to, AMOUNT);
		Airdrops::<T>::mutate(id, |airdrop| {
			let airdrop = airdrop.as_mut().unwrap();
			airdrop.leaves = leaves;
			airdrop.root = implied_root(leaves, 0, &leaf, &siblings).unwrap();
		});

		#[extrinsic_call]
		_(
			RawOrigin::Signed(caller::<T>()),
			id,
			0,
			to.clone(),
			AMOUNT,
			Proof::try_from(siblings).unwrap(),
		);

		assert_eq!(T::Currency::total_balance(&to), AMOUNT);
	}

	#[benchmark]
	fn sweep(n: Linear<1, 256>) {
		let id = running_airdrop::<T>();
		let chunks = n.min(T::SweepChunks::get());
		let mut flags = Flags::default();
		(0..FLAGS_PER_CHUNK).for_each(|flag| flags.set(flag));
		(0..chunks).for_each(|chunk| Claimed::<T>::insert(id, chunk, flags));
		Airdrops::<T>::mutate(id, |airdrop| {
			let airdrop = airdrop.as_mut().unwrap();
			airdrop.leaves = chunks * FLAGS_PER_CHUNK;
			airdrop.claims = airdrop.leaves;
			airdrop.until = 0;
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(caller::<T>()), id);

		assert_eq!(Claimed::<T>::iter_prefix(id).count(), 0);
		assert!(!Airdrops::<T>::contains_key(id));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
