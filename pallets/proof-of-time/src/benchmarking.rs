//! Benchmarks. Authorisation is measured per key type, since verification is most of it, and an answer
//! over the days that it looks at.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::cast_possible_truncation)]
use super::*;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_benchmarking::v2::*;
use frame_support::{
	dispatch::DispatchClass,
	pallet_prelude::TransactionSource,
	traits::{
		fungible::{Inspect, Mutate},
		Authorize, EnsureOrigin, Get, Hooks, PostTransactions, UnfilteredDispatchable,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use jmt_device_keys::BenchmarkDevice;
use jmt_primitives::{
	devices::{DeviceChange, DeviceHook},
	proof_of_time::{bucket_of, signed, Class, Group, WEIGHT_ONE},
	supply::RewardStream,
	AccountId, Balance, Bucket, Day, DeviceId, DevicePublic, DeviceSignature, Draw, Hash, KeyType,
	Moment, Round, JMT,
};

/// The first of the days that benchmarks look at.
const FIRST_DAY: Day = 100;

/// When the benchmarks' newest draw was made, in ms.
const AT: Moment = 2_000_000_000_000;

fn owner() -> AccountId {
	account("owner", 0, 0)
}

/// An id with a record, registered for [`owner`].
fn device<T: Config>(index: u32) -> DeviceId {
	let mut key = [0u8; 32];
	key.iter_mut().zip(index.to_le_bytes()).for_each(|(to, from)| *to = from);
	let key = DevicePublic::Ed25519(key);
	T::BenchmarkHelper::register(key, &owner());
	key.id()
}

fn first_round<T: Config>(day: Day) -> Round {
	Round::from(day) * Round::from(T::RoundsPerDay::get())
}

/// Seeds so many days, each with one bucket, and draws the first round of the newest one.
fn seed_days<T: Config>(days: u32, hash: Hash) -> OpenDraw {
	let seeds: Vec<_> = (0..days.max(1))
		.map(|index| DaySeed {
			day: FIRST_DAY + index,
			seed: Hash::repeat_byte(index as u8),
			buckets: 1,
			seeded_in: 1,
		})
		.collect();
	let today = *seeds.last().unwrap();
	Days::<T>::put(BoundedVec::try_from(seeds).unwrap());
	Swept::<T>::put(FIRST_DAY);
	let round = first_round::<T>(today.day);
	let slot = round * Slot::from(T::RoundSlots::get());
	T::BenchmarkHelper::set_block(slot, AT, Hash::repeat_byte(9));
	let current = OpenDraw {
		draw: Draw { day: today.day, round, bucket: 0, hash },
		drawn_in: 2,
		last_slot: slot + Slot::from(T::WindowSlots::get()),
		at: AT,
		seed: today.seed,
		buckets: 1,
		seeded_in: 1,
		terms: T::Terms::get().within_bounds(),
	};
	CurrentDraw::<T>::put(&current);
	let enough = T::MinWindowBlocks::get();
	OpenWindow::<T>::put(Window { blocks: enough, roomy: enough, newest: 3 });
	current
}

/// Fills a bucket's day with as many draws as it may hold, none of them past the day's last round.
fn fill<T: Config>(day: Day, bucket: Bucket) {
	let last = T::RoundsPerDay::get() - 1;
	let offsets: Vec<_> =
		(0..T::MaxRoundsPerDay::get()).map(|offset| offset.min(last) as u16).collect();
	Drawn::<T>::insert(day, bucket, BoundedVec::try_from(offsets).unwrap());
}

/// A record with something earned, and books and a pot that cover it.
fn mining<T: Config>(device: DeviceId, last_round: Round) {
	let earned: Balance = 10 * JMT;
	let miner = Miner { weight: WEIGHT_ONE, last_round, earned, ..Default::default() };
	Miners::<T>::insert(device, miner);
	let reserve = T::Currency::minimum_balance();
	Books::<T>::mutate(Class::Unproven, |books| {
		let before = books.in_pot();
		books.reserve = reserve;
		books.withdrawn = books.withdrawn.max(reserve) + 20 * JMT;
		books.accumulator = 10 * JMT * rewards::FRACTION / u128::from(WEIGHT_ONE);
		books.accrued_at = AT - 60_000;
		books.join(WEIGHT_ONE, WEIGHT_ONE);
		T::Currency::mint_into(&Pallet::<T>::pot(), books.in_pot() - before).unwrap();
	});
}

/// As [`mining`], of a device with a unit, which was under another domain when it answered last.
fn mining_with_unit<T: Config>(device: DeviceId, last_round: Round) {
	mining::<T>(device, last_round);
	T::BenchmarkHelper::certify(&device);
	let share = Share { root: 1, binding: 1, top: Some(9), raw: WEIGHT_ONE };
	Shares::<T>::insert(device, share);
	let raw = u128::from(WEIGHT_ONE) * 2;
	for group in [Group::Root(1), Group::Top(9)] {
		Groups::<T>::insert(group, GroupBook { raw, day: 0, factor: WEIGHT_ONE });
	}
	let mut without = Books::<T>::get(Class::Unproven);
	let mut with = Books::<T>::get(Class::Proven);
	without.leave(WEIGHT_ONE, WEIGHT_ONE);
	without.hand_over(&mut with, 20 * JMT);
	with.join(WEIGHT_ONE, WEIGHT_ONE);
	(with.accumulator, with.accrued_at) = (without.accumulator, without.accrued_at);
	Books::<T>::insert(Class::Unproven, without);
	Books::<T>::insert(Class::Proven, with);
}

/// Has the owner stake on a device.
fn staked<T: Config>(device: &DeviceId) {
	T::Currency::mint_into(&owner(), 10 * JMT).unwrap();
	Pallet::<T>::do_stake(&owner(), device, JMT).unwrap();
}

/// The newest answer of a device with a record, if it looks at a day at all. It has the costliest encoding.
fn newest_answer<T: Config>(current: &OpenDraw, device: DeviceId) -> Call<T> {
	let Draw { round, hash: draw, bucket, .. } = current.draw;
	assert_eq!(bucket_of(&current.seed, &device, current.buckets), bucket);
	let signature = DeviceSignature::P256([0; 64]);
	let call = Call::<T>::answer { round, draw, device, signature };
	// As it is dispatched: from its encoding.
	Call::<T>::decode(&mut &call.encode()[..]).unwrap()
}

/// An answer that is authorised at the last check, by a device that mines.
fn signed_answer<T: Config>(key_type: KeyType) -> Call<T> {
	let key = BenchmarkDevice::new(key_type);
	T::BenchmarkHelper::register(key.public(), &owner());
	let device = key.public().id();
	let genesis = frame_system::Pallet::<T>::block_hash(0);
	let mut attempt = 0u8;
	loop {
		let current = seed_days::<T>(2, Hash::repeat_byte(attempt));
		let Draw { round, hash: draw, .. } = current.draw;
		mining::<T>(device, round - 1);
		let (signature, costliest) = key.sign(&signed::answer(&genesis, round, &draw, &device));
		if costliest || attempt == u8::MAX {
			return Call::answer { round, draw, device, signature };
		}
		attempt += 1;
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// A block of the window that turns out to be full.
	#[benchmark]
	fn on_initialize_idle() {
		let current = seed_days::<T>(1, Hash::repeat_byte(1));
		let slot = current.last_slot - 1;
		T::BenchmarkHelper::set_block(slot, AT, Hash::repeat_byte(2));
		let limits = T::BlockWeights::get();
		frame_system::Pallet::<T>::set_block_number(4);
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			limits.max_block,
			DispatchClass::Mandatory,
		);

		#[block]
		{
			Pallet::<T>::on_initialize(4);
			Pallet::<T>::post_transactions();
		}

		let window = OpenWindow::<T>::get().unwrap();
		assert_eq!((window.newest, window.blocks - window.roomy), (4, 1));
	}

	/// A draw that closes the window before it and begins a day.
	#[benchmark]
	fn on_initialize_draw() {
		let kept = DaysKept::<T>::get();
		let current = seed_days::<T>(kept, Hash::repeat_byte(1));
		let first = device::<T>(0);
		mining::<T>(first, current.draw.round);
		mining_with_unit::<T>(device::<T>(1), current.draw.round);
		// Only withdrawn money can be given back.
		T::Stream::withdraw(&Pallet::<T>::pot(), JMT).unwrap();
		Books::<T>::mutate(Class::Unproven, |books| books.forfeit(JMT, 0));
		Swept::<T>::put(FIRST_DAY - 1);
		(0..3).for_each(|bucket| fill::<T>(FIRST_DAY - 1, bucket));
		let round = first_round::<T>(current.draw.day + 1);
		let slot = round * Slot::from(T::RoundSlots::get());
		T::BenchmarkHelper::set_block(slot, AT, Hash::repeat_byte(2));

		#[block]
		{
			Pallet::<T>::on_initialize(4);
			Pallet::<T>::post_transactions();
		}

		assert_eq!(CurrentDraw::<T>::get().map(|current| current.draw.round), Some(round));
		assert_eq!(Books::<T>::get(Class::Unproven).to_return, 0);
		assert_eq!(Drawn::<T>::get(current.draw.day, 0).len(), 1);
	}

	#[benchmark]
	fn authorize_answer_sr25519() {
		let call = signed_answer::<T>(KeyType::Sr25519);

		#[block]
		{
			call.authorize(TransactionSource::InBlock).unwrap().unwrap();
		}
	}

	#[benchmark]
	fn authorize_answer_ed25519() {
		let call = signed_answer::<T>(KeyType::Ed25519);

		#[block]
		{
			call.authorize(TransactionSource::InBlock).unwrap().unwrap();
		}
	}

	#[benchmark]
	fn authorize_answer_secp256k1() {
		let call = signed_answer::<T>(KeyType::Secp256k1);

		#[block]
		{
			call.authorize(TransactionSource::InBlock).unwrap().unwrap();
		}
	}

	#[benchmark]
	fn authorize_answer_p256() {
		let call = signed_answer::<T>(KeyType::P256);

		#[block]
		{
			call.authorize(TransactionSource::InBlock).unwrap().unwrap();
		}
	}

	/// The day of the last answer is full of draws before it, the days since then had none of the bucket.
	#[benchmark]
	fn answer(d: Linear<0, 31>) {
		let days = d.min(DaysKept::<T>::get());
		let current = seed_days::<T>(days, Hash::repeat_byte(1));
		let device = device::<T>(0);
		if days > 0 {
			fill::<T>(FIRST_DAY, 0);
			mining::<T>(device, first_round::<T>(FIRST_DAY + 1) - 1);
		}
		staked::<T>(&device);
		let call = newest_answer::<T>(&current, device);
		let origin = T::FreeOrigin::try_successful_origin().unwrap();

		#[block]
		{
			call.dispatch_bypass_filter(origin).unwrap();
		}

		let round = current.draw.round;
		assert_eq!(Miners::<T>::get(device).map(|miner| miner.last_round), Some(round));
	}

	/// As [`answer`], by a device with a unit that has moved to another domain since its last answer.
	#[benchmark]
	fn answer_with_unit(d: Linear<0, 31>) {
		let days = d.min(DaysKept::<T>::get());
		let current = seed_days::<T>(days, Hash::repeat_byte(1));
		let device = device::<T>(0);
		if days > 0 {
			fill::<T>(FIRST_DAY, 0);
			mining_with_unit::<T>(device, first_round::<T>(FIRST_DAY + 1) - 1);
		} else {
			T::BenchmarkHelper::certify(&device);
		}
		staked::<T>(&device);
		let call = newest_answer::<T>(&current, device);
		let origin = T::FreeOrigin::try_successful_origin().unwrap();

		#[block]
		{
			call.dispatch_bypass_filter(origin).unwrap();
		}

		let round = current.draw.round;
		assert_eq!(Miners::<T>::get(device).map(|miner| miner.last_round), Some(round));
		assert!(Shares::<T>::get(device).is_some_and(|share| share.top != Some(9)));
	}

	#[benchmark]
	fn claim(n: Linear<1, 256>) {
		let current = seed_days::<T>(1, Hash::repeat_byte(1));
		let devices: Vec<_> = (0..n.min(T::MaxClaims::get())).map(device::<T>).collect();
		for (index, device) in devices.iter().enumerate() {
			match index % 2 {
				0 => mining_with_unit::<T>(*device, current.draw.round),
				_ => mining::<T>(*device, current.draw.round),
			}
		}
		let before = T::Currency::total_balance(&owner());

		#[extrinsic_call]
		_(RawOrigin::Signed(owner()), BoundedVec::try_from(devices).unwrap());

		assert!(T::Currency::total_balance(&owner()) > before);
	}

	#[benchmark]
	fn report_silent() {
		let current = seed_days::<T>(DaysKept::<T>::get(), Hash::repeat_byte(1));
		let device = device::<T>(0);
		let day = current.draw.day - 1;
		fill::<T>(day, 0);
		mining_with_unit::<T>(device, first_round::<T>(day));
		let reporter: AccountId = account("reporter", 0, 0);
		T::Currency::mint_into(&reporter, T::Currency::minimum_balance()).unwrap();
		let miss = Miss::Round(current.draw.round - 1);

		#[extrinsic_call]
		_(RawOrigin::Signed(reporter), device, miss);

		assert_eq!(Miners::<T>::get(device).map(|miner| miner.weight), Some(0));
	}

	#[benchmark]
	fn on_leave() {
		let current = seed_days::<T>(1, Hash::repeat_byte(1));
		let device = device::<T>(0);
		mining_with_unit::<T>(device, current.draw.round);
		staked::<T>(&device);

		#[block]
		{
			<Pallet<T> as DeviceHook>::on_leave(&device, &owner());
		}

		assert!(!Miners::<T>::contains_key(device));
	}

	#[benchmark]
	fn on_lose_unit() {
		let current = seed_days::<T>(1, Hash::repeat_byte(1));
		let device = device::<T>(0);
		mining_with_unit::<T>(device, current.draw.round);

		#[block]
		{
			<Pallet<T> as DeviceHook>::on_change(&device, &owner(), DeviceChange::Unit);
		}

		assert!(!Shares::<T>::contains_key(device));
	}

	#[benchmark]
	fn on_new_owner() {
		let current = seed_days::<T>(1, Hash::repeat_byte(1));
		let device = device::<T>(0);
		mining_with_unit::<T>(device, current.draw.round);
		staked::<T>(&device);
		let to: AccountId = account("to", 0, 0);

		#[block]
		{
			<Pallet<T> as DeviceHook>::on_change(&device, &owner(), DeviceChange::Owner(&to));
		}

		assert_eq!(Miners::<T>::get(device).map(|miner| miner.earned), Some(0));
	}

	#[benchmark]
	fn stake() {
		let device = device::<T>(0);
		staked::<T>(&device);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner()), device, JMT);

		assert_eq!(Stakes::<T>::get(device).map(|staked| staked.amount), Some(2 * JMT));
	}

	#[benchmark]
	fn unstake() {
		let device = device::<T>(0);
		staked::<T>(&device);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner()), device, JMT);

		assert_eq!(Stakes::<T>::get(device).map(|staked| staked.leaving), Some(JMT));
	}

	#[benchmark]
	fn withdraw_stake() {
		let current = seed_days::<T>(1, Hash::repeat_byte(1));
		let device = device::<T>(0);
		mining::<T>(device, current.draw.round);
		staked::<T>(&device);
		Pallet::<T>::do_unstake(&owner(), &device, JMT).unwrap();
		Stakes::<T>::mutate(device, |staked| staked.as_mut().unwrap().asked_at = 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner()), device);

		assert!(!Stakes::<T>::contains_key(device));
	}

	#[benchmark]
	fn report_distrusted() {
		let current = seed_days::<T>(1, Hash::repeat_byte(1));
		let device = device::<T>(0);
		mining_with_unit::<T>(device, current.draw.round);
		// As of another binding.
		Shares::<T>::mutate(device, |share| share.as_mut().unwrap().binding = 7);
		let reporter: AccountId = account("reporter", 0, 0);
		T::Currency::mint_into(&reporter, T::Currency::minimum_balance()).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(reporter), device);

		assert_eq!(Miners::<T>::get(device).map(|miner| miner.weight), Some(0));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build_with_keystore(),
		crate::mock::Test
	);
}
