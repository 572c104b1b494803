//! Invariants: each a sentence, and a function that checks it.

#[cfg(feature = "std")]
use crate::{costs::Extent, WeightInfo};
use crate::{
	BlockCalls, Books, Config, CurrentDraw, Days, Drawn, FreeCalls, Groups, HoldReason, Miners,
	OpenWindow, Pallet, Shares, Stakes, Swept,
};
use alloc::collections::BTreeMap;
#[cfg(feature = "std")]
use frame_support::dispatch::DispatchClass;
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, InspectHold},
		Get,
	},
};
use jmt_primitives::{
	authorized::{BlockRoom, Share, Used, ALL_TOGETHER},
	devices::DeviceRegistry,
	proof_of_time::{Class, DeviceWeight, Group, WEIGHT_ONE},
	AccountId, Balance, Invariants,
};
#[cfg(feature = "std")]
use jmt_primitives::{time::DAY_MS, KeyType};
use sp_runtime::TryRuntimeError;

/// Sums over the records of a class.
#[derive(Clone, Copy, Default)]
struct Sums {
	weight: u128,
	raw: u128,
	mining: u32,
	owed: Balance,
}

impl<T: Config> Invariants for Pallet<T> {
	const NAME: &'static str = "ProofOfTime";

	fn check() -> Result<(), TryRuntimeError> {
		Self::try_books()?;
		Self::try_miners()?;
		Self::try_shares()?;
		Self::try_stakes()?;
		Self::try_rounds()?;
		Self::try_drawn()?;
		Self::try_room()
	}
}

impl<T: Config> Pallet<T> {
	/// In each class withdrawn rewards are paid, pending or forfeited, and the reward pot holds those of both that
	/// have not left it.
	fn try_books() -> Result<(), TryRuntimeError> {
		let (mut in_pot, mut withdrawn) = (Balance::default(), Balance::default());
		for class in Class::ALL {
			let books = Books::<T>::get(class);
			let gone =
				books.paid.checked_add(books.forfeited).ok_or("paid and forfeited overflow")?;
			ensure!(gone <= books.withdrawn, "more is paid and forfeited than was withdrawn");
			ensure!(
				books.to_return <= books.forfeited,
				"more is to be returned than was forfeited"
			);
			in_pot = in_pot.checked_add(books.in_pot()).ok_or("the books overflow")?;
			withdrawn = withdrawn.checked_add(books.withdrawn).ok_or("the books overflow")?;
		}
		let held = T::Currency::total_balance(&Self::pot());
		ensure!(held >= in_pot, "the reward pot holds less than the books say");
		let reserve = T::Currency::minimum_balance();
		let kept = Books::<T>::get(Class::Unproven).reserve;
		ensure!(withdrawn == 0 || kept >= reserve, "the reward pot's account is not kept alive");
		ensure!(
			Books::<T>::get(Class::Proven).reserve == 0,
			"the reserve is kept by the class without units"
		);
		Ok(())
	}

	/// In each class the total weight and the count of mining devices are those of the records, and what the
	/// records can still be paid is covered by what is pending besides the reserve.
	fn try_miners() -> Result<(), TryRuntimeError> {
		let newest = CurrentDraw::<T>::get().map(|current| current.draw.round).unwrap_or_default();
		let mut found = [Sums::default(); 2];
		for (device, miner) in Miners::<T>::iter() {
			let share = Shares::<T>::get(device);
			let class = Self::class_of(&device);
			let books = Books::<T>::get(class);
			ensure!(T::Registry::owner(&device).is_some(), "a device without registration mines");
			ensure!(miner.last_round <= newest, "a device answered a round that is not drawn yet");
			ensure!(miner.accumulator <= books.accumulator, "a device is ahead of the accumulator");
			ensure!(miner.since <= miner.last_at, "a stay began after its last answer");
			let place = class as usize; // cast: 0 or 1
			let sums = found.get_mut(place).ok_or("there are two classes")?;
			if miner.weight > 0 {
				sums.mining = sums.mining.checked_add(1).ok_or("mining devices overflow")?;
			}
			let raw = share.map_or(miner.weight, |share| share.raw);
			ensure!(miner.weight <= raw, "a share has raised a weight");
			let added = sums.weight.checked_add(miner.weight.into());
			sums.weight = added.ok_or("weights overflow")?;
			sums.raw = sums.raw.checked_add(raw.into()).ok_or("raw weights overflow")?;
			sums.owed = sums
				.owed
				.checked_add(miner.open(&books))
				.and_then(|owed| owed.checked_add(miner.earned))
				.ok_or("what is owed overflows")?;
		}
		for (class, sums) in Class::ALL.into_iter().zip(found) {
			let books = Books::<T>::get(class);
			ensure!(sums.weight == books.weight, "the total weight is not the sum of the weights");
			ensure!(sums.raw == books.raw, "the raw weight is not the sum of the raw weights");
			ensure!(sums.mining == books.mining_devices, "the count of mining devices is wrong");
			let covered = books.pending().saturating_sub(books.reserve);
			ensure!(sums.owed <= covered, "more is owed than is pending");
		}
		Ok(())
	}

	/// A share belongs to a record of a device that is known to be a unit, and a group weighs what its shares do.
	fn try_shares() -> Result<(), TryRuntimeError> {
		let now = CurrentDraw::<T>::get().map(|current| current.at).unwrap_or_default();
		let mut found = BTreeMap::<Group, u128>::new();
		for (device, share) in Shares::<T>::iter() {
			ensure!(Miners::<T>::contains_key(device), "a share without a record");
			ensure!(T::Weight::unit_now(&device, now).is_some(), "a share without a unit");
			for group in share.groups().into_iter().flatten() {
				let raw = found.entry(group).or_default();
				*raw = raw.checked_add(share.raw.into()).ok_or("a group overflows")?;
			}
		}
		for (group, book) in Groups::<T>::iter() {
			ensure!(book.raw > 0, "a group that weighs nothing has an entry");
			ensure!((1..=WEIGHT_ONE).contains(&book.factor), "a factor beyond its bounds");
			ensure!(
				found.remove(&group) == Some(book.raw),
				"a group weighs not what its shares do"
			);
		}
		ensure!(found.values().all(|raw| *raw == 0), "a group without an entry");
		Ok(())
	}

	/// A stake is on a registered device and held on its staker, to the planck.
	fn try_stakes() -> Result<(), TryRuntimeError> {
		let mut found = BTreeMap::<AccountId, Balance>::new();
		for (device, staked) in Stakes::<T>::iter() {
			ensure!(T::Registry::owner(&device).is_some(), "a stake without a device");
			ensure!(staked.amount > 0, "a stake of nothing");
			ensure!(staked.leaving <= staked.amount, "more is asked back than is staked");
			let sum = found.entry(staked.owner).or_default();
			*sum = sum.checked_add(staked.amount).ok_or("stakes overflow")?;
		}
		for (owner, sum) in found {
			let held = T::Currency::balance_on_hold(&HoldReason::Stake.into(), &owner);
			ensure!(held == sum, "a stake is not held");
		}
		Ok(())
	}

	/// The newest draw belongs to the newest day, and a window is open only on a draw.
	fn try_rounds() -> Result<(), TryRuntimeError> {
		let days = Days::<T>::get();
		let ascending = days.iter().zip(days.iter().skip(1)).all(|(a, b)| a.day < b.day);
		ensure!(ascending, "days are not ascending");
		ensure!(days.iter().all(|day| day.buckets > 0), "a day has no buckets");
		match CurrentDraw::<T>::get() {
			Some(current) => {
				let today = days.last().ok_or("a draw without its day")?;
				ensure!(current.draw.day == today.day, "the newest draw is not of the newest day");
				ensure!(
					Self::day_of(current.draw.round).map(|(day, _)| day) == Some(today.day),
					"the newest draw's round is not of its day"
				);
				ensure!(
					(current.seed, current.buckets, current.seeded_in)
						== (today.seed, today.buckets, today.seeded_in),
					"the newest draw is not of its day's seed"
				);
				ensure!(current.draw.bucket < today.buckets, "a bucket beyond the day's buckets");
			},
			None => {
				ensure!(days.is_empty(), "a day without a draw");
				ensure!(!OpenWindow::<T>::exists(), "a window without a draw");
			},
		}
		Ok(())
	}

	/// Missable draws are ascending, of a day that is kept or about to be swept, and of a bucket of that
	/// day.
	fn try_drawn() -> Result<(), TryRuntimeError> {
		let days = Days::<T>::get();
		let swept = Swept::<T>::get().unwrap_or_default();
		let rounds_per_day = T::RoundsPerDay::get();
		for (day, bucket, offsets) in Drawn::<T>::iter() {
			ensure!(day >= swept, "a swept day has draws");
			let ascending = offsets.iter().zip(offsets.iter().skip(1)).all(|(a, b)| a < b);
			ensure!(ascending, "draws are not ascending");
			ensure!(
				offsets.iter().all(|offset| u32::from(*offset) < rounds_per_day),
				"a draw past its day"
			);
			match days.iter().find(|kept| kept.day == day) {
				Some(kept) => ensure!(bucket < kept.buckets, "a draw of a bucket that was not"),
				None => ensure!(
					days.first().is_some_and(|oldest| day < oldest.day),
					"a draw of a day without a seed"
				),
			}
		}
		Ok(())
	}

	/// Free calls keep to their rows, and no row has more blocks with room than there were blocks.
	fn try_room() -> Result<(), TryRuntimeError> {
		let BlockCalls { block, rows } = FreeCalls::<T>::get();
		ensure!(block <= Self::block(), "free calls of a block to come");
		let normal = Self::normal();
		for share in Share::ALL {
			let row = rows.of(share);
			ensure!(
				row.weight.all_lte(share.weight() * normal),
				"a row of free calls took more than its share"
			);
			ensure!(Self::roomy(share) <= Self::block(), "more blocks with room than blocks");
		}
		ensure!(
			Used::sum(&rows).weight.all_lte(ALL_TOGETHER * normal),
			"free calls took more than they may together"
		);
		Ok(())
	}

	/// The assertions of `integrity_test` on the configuration.
	#[cfg(feature = "std")]
	pub(crate) fn check_configuration() {
		let (round_slots, window_slots) = (T::RoundSlots::get(), T::WindowSlots::get());
		let (rounds_per_day, most_rounds) = (T::RoundsPerDay::get(), T::MaxRoundsPerDay::get());
		assert!(rounds_per_day > 0, "a day needs a round");
		assert!(rounds_per_day <= most_rounds, "a day has more rounds than fit");
		assert!(most_rounds <= u32::from(u16::MAX), "an offset in a day has 16 bits");
		assert!(window_slots > 0, "nobody could answer without a window");
		assert!(window_slots < round_slots, "the window is longer than the round");
		assert!(T::MinWindowBlocks::get() <= window_slots, "no window could hold enough blocks");
		assert!(T::MinWindowBlocks::get() > 0, "a stalled chain would punish devices");
		assert!(T::Horizon::get() >= 1, "yesterday's draws have to be kept");
		assert!(T::Target::get() > 0 && T::LeastBuckets::get() > 0, "a fleet needs buckets");
		assert!(T::MaxClaims::get() > 0, "nobody could claim");
		let round_ms = T::SlotDuration::get().saturating_mul(round_slots.into());
		assert!((1..=DAY_MS).contains(&round_ms), "a round lasts up to a day of wall-clock time");

		let blocks = T::BlockWeights::get();
		let normal = blocks.get(DispatchClass::Normal);
		let ordinary = crate::costs::answer::<T::WeightInfo>(KeyType::Sr25519, 2, Extent::Flat)
			.saturating_mul(T::MaxAnswersPerBlock::get().into());
		assert!(
			ordinary.all_lte(normal.max_total.unwrap_or(blocks.max_block)),
			"the answers' share of a block is more than the block"
		);
		let costliest =
			crate::costs::costliest_answer::<T::WeightInfo>(crate::DaysKept::<T>::get());
		assert!(
			costliest.all_lte(normal.max_extrinsic.unwrap_or(blocks.max_block)),
			"an answer after the longest absence does not fit a block"
		);
		assert!(
			costliest.all_lte(T::LargestAnswer::get().0),
			"an answer is larger than the largest"
		);
		assert!(
			T::WeightInfo::on_initialize_draw().all_lt(blocks.max_block),
			"a draw does not fit a block"
		);
	}
}
