//! Invariants: each a sentence, and a function that checks it.

#[cfg(feature = "std")]
use crate::WeightInfo;
use crate::{
	BlockCalls, Books, Config, CurrentDraw, Days, Drawn, FreeCalls, Miners, OpenWindow, Pallet,
	Swept,
};
#[cfg(feature = "std")]
use frame_support::dispatch::DispatchClass;
use frame_support::{
	ensure,
	traits::{fungible::Inspect, Get},
};
use jmt_primitives::{
	authorized::{BlockRoom, Share, Used, ALL_TOGETHER},
	devices::DeviceRegistry,
	Balance, Invariants,
};
#[cfg(feature = "std")]
use jmt_primitives::{time::DAY_MS, KeyType};
use sp_runtime::TryRuntimeError;

impl<T: Config> Invariants for Pallet<T> {
	const NAME: &'static str = "ProofOfTime";

	fn check() -> Result<(), TryRuntimeError> {
		Self::try_books()?;
		Self::try_miners()?;
		Self::try_rounds()?;
		Self::try_drawn()?;
		Self::try_room()
	}
}

impl<T: Config> Pallet<T> {
	/// Withdrawn rewards are paid, pending or forfeited, and the reward pot holds those that have not left it.
	fn try_books() -> Result<(), TryRuntimeError> {
		let books = Books::<T>::get();
		let gone = books.paid.checked_add(books.forfeited).ok_or("paid and forfeited overflow")?;
		ensure!(gone <= books.withdrawn, "more is paid and forfeited than was withdrawn");
		ensure!(books.to_return <= books.forfeited, "more is to be returned than was forfeited");
		let held = T::Currency::total_balance(&Self::pot());
		ensure!(held >= books.in_pot(), "the reward pot holds less than the books say");
		let reserve = T::Currency::minimum_balance();
		ensure!(
			books.withdrawn == 0 || books.reserve >= reserve,
			"the reward pot's account is not kept alive"
		);
		Ok(())
	}

	/// The total weight and the count of mining devices are those of the records, and what the records
	/// can still be paid is covered by what is pending besides the reserve.
	fn try_miners() -> Result<(), TryRuntimeError> {
		let books = Books::<T>::get();
		let newest = CurrentDraw::<T>::get().map(|current| current.draw.round).unwrap_or_default();
		let (mut weight, mut mining, mut owed) = (0u128, 0u32, Balance::default());
		for (device, miner) in Miners::<T>::iter() {
			ensure!(T::Registry::device(&device).is_some(), "a device without registration mines");
			ensure!(miner.last_round <= newest, "a device answered a round that is not drawn yet");
			ensure!(miner.accumulator <= books.accumulator, "a device is ahead of the accumulator");
			ensure!(miner.since <= miner.last_at, "a stay began after its last answer");
			if miner.weight > 0 {
				weight = weight.checked_add(miner.weight.into()).ok_or("weights overflow")?;
				mining = mining.checked_add(1).ok_or("mining devices overflow")?;
			}
			let open = miner.open(&books);
			owed = owed
				.checked_add(open)
				.and_then(|owed| owed.checked_add(miner.earned))
				.ok_or("what is owed overflows")?;
		}
		ensure!(weight == books.weight, "the total weight is not the sum of the weights");
		ensure!(mining == books.mining_devices, "the count of mining devices is wrong");
		let covered = books.pending().saturating_sub(books.reserve);
		ensure!(owed <= covered, "more is owed than is pending");
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
		let ordinary = crate::costs::answer::<T::WeightInfo>(KeyType::Sr25519, 2)
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
