//! Rounds: following the open window, drawing, accruing rewards.

use crate::{
	rewards, AnswersInBlock, Books, Config, CurrentDraw, DaySeed, Days, Drawn, Event, Ledger,
	OpenDraw, OpenWindow, Pallet, Slot, Swept, WeightInfo, Window,
};
use codec::Encode;
use frame_support::{
	defensive,
	dispatch::DispatchClass,
	migrations::MultiStepMigrator,
	traits::{fungible::Inspect, Defensive, Get, PostTransactions, Time},
	weights::Weight,
	PalletId,
};
use jmt_primitives::{
	round::drawn_bucket,
	supply::REWARD_POT_ID,
	traits::{ParentRandomness, RewardStream},
	Balance, BlockNumber, Bucket, Day, Draw, Hash, Moment, Round,
};
use sp_io::hashing::blake2_256;
use sp_runtime::traits::AccountIdConversion;

/// Entries of [`Drawn`] cleared a draw. A round adds at most one.
const SWEPT_A_DRAW: u32 = 2;

/// Domains of what derives from one VRF output.
const DRAW_DOMAIN: &[u8] = b"jmt/proof-of-time/draw";
const SEED_DOMAIN: &[u8] = b"jmt/proof-of-time/day-seed";

impl<T: Config> Pallet<T> {
	/// The keyless account that holds rewards until they are claimed.
	pub(crate) fn pot() -> T::AccountId {
		PalletId(REWARD_POT_ID).into_account_truncating()
	}

	/// The day of a round, and the round's offset in it. `None` past the last day that has a number.
	pub(crate) fn day_of(round: Round) -> Option<(Day, u16)> {
		let rounds_per_day = Round::from(T::RoundsPerDay::get());
		let day = Day::try_from(round.checked_div(rounds_per_day)?).ok()?;
		let offset = u16::try_from(round.checked_rem(rounds_per_day)?).ok()?;
		Some((day, offset))
	}

	/// The round of a slot.
	pub(crate) fn round_of(slot: Slot) -> Round {
		slot.checked_div(Slot::from(T::RoundSlots::get())).unwrap_or_default()
	}

	/// What `on_initialize` does: follows the open window, and draws when a round has begun.
	///
	/// A block whose parent has no VRF output draws nothing; the next block of the round tries again.
	pub(crate) fn follow_rounds(block: BlockNumber) -> Weight {
		let slot = T::CurrentSlot::get();
		let current = CurrentDraw::<T>::get();
		let closed = match (&current, OpenWindow::<T>::get()) {
			(Some(current), Some(window)) => Self::follow_window(current, window, slot, block),
			_ => false,
		};
		let round = Self::round_of(slot);
		let begun = current.is_none_or(|current| current.draw.round < round);
		let output = if begun { T::Randomness::parent() } else { None };
		match output {
			Some(output) => {
				Self::draw(round, slot, block, output);
				T::WeightInfo::on_initialize_draw()
			},
			// Measured with a window that closes, so that it covers a block which does no more than that.
			None if closed => T::WeightInfo::on_initialize_draw(),
			None => T::WeightInfo::on_initialize_idle(),
		}
	}

	/// Counts the block into the open window, or closes it. Returns whether it was closed.
	fn follow_window(
		current: &OpenDraw,
		mut window: Window,
		slot: Slot,
		block: BlockNumber,
	) -> bool {
		if slot <= current.last_slot {
			// A block in which a migration goes on takes no transactions.
			if !<T as frame_system::Config>::MultiBlockMigrator::ongoing() {
				window.blocks = window.blocks.saturating_add(1);
				window.roomy = window.roomy.saturating_add(1);
				window.newest = block;
				OpenWindow::<T>::put(window);
			}
			return false;
		}
		OpenWindow::<T>::kill();
		// Both may be parameters that change apart from each other.
		if !window.suffices(T::MinWindowBlocks::get().clamp(1, T::WindowSlots::get().max(1))) {
			return true;
		}
		let Some((day, offset)) = Self::day_of(current.draw.round) else {
			return true;
		};
		if Drawn::<T>::try_append(day, current.draw.bucket, offset).is_err() {
			defensive!("a day has at most MaxRoundsPerDay rounds, each of which draws once");
		}
		true
	}

	/// Whether the block, as it is, has room: half of what it had for calls that pay is free, by weight and
	/// length, an answer fits into that half, and answers have not used up their share.
	///
	/// Room for a single answer would say nothing. Where many calls wait, an author turns away those that no
	/// longer fit and leaves room below their size, while pools may have dropped answers in favour of what
	/// pays. No such crowd leaves half: of calls up to that size one more would have been taken, and larger
	/// ones are passed over in favour of what comes behind them.
	fn has_room() -> bool {
		let answers = AnswersInBlock::<T>::get();
		if answers.block == Self::block() && answers.count >= T::MaxAnswersPerBlock::get() {
			return false;
		}
		let (weight, length) = T::LargestAnswer::get();
		let blocks = T::BlockWeights::get();
		let normal = blocks.get(DispatchClass::Normal);
		let answer =
			weight.saturating_add(normal.base_extrinsic).saturating_add_proof_size(length.into());
		let used = frame_system::BlockWeight::<T>::get();
		let of_normal = *used.get(DispatchClass::Normal);
		let others = used.total().saturating_sub(of_normal);
		let most = normal.max_total.unwrap_or(blocks.max_block);
		let half = most.min(blocks.max_block.saturating_sub(others)).saturating_div(2);
		let half_length = T::BlockLength::get().max.get(DispatchClass::Normal).saturating_div(2);
		of_normal.all_lte(half)
			&& answer.all_lte(half)
			&& length <= half_length
			&& frame_system::Pallet::<T>::block_size() <= half_length
	}

	/// Draws for a round from a VRF output, and keeps the books up to it.
	fn draw(round: Round, slot: Slot, block: BlockNumber, output: Hash) {
		let Some((day, _)) = Self::day_of(round) else {
			return;
		};
		let at = T::Time::now();
		let mut ledger = Books::<T>::get();
		Self::return_forfeits(&mut ledger);
		Self::accrue(&mut ledger, at);
		Books::<T>::put(ledger);

		let seed = Self::seed_of(day, &output, block, ledger.mining_devices);
		Self::sweep();
		let hash = Hash::from(blake2_256(&(DRAW_DOMAIN, output, round).encode()));
		let bucket = drawn_bucket(&hash, seed.buckets);
		let draw = Draw { day, round, bucket, draw: hash };
		let round_end =
			round.saturating_add(1).saturating_mul(T::RoundSlots::get().into()).saturating_sub(1);
		let last_slot = slot.saturating_add(T::WindowSlots::get().into()).min(round_end);
		CurrentDraw::<T>::put(OpenDraw {
			draw,
			drawn_in: block,
			last_slot,
			at,
			seed: seed.seed,
			buckets: seed.buckets,
			seeded_in: seed.seeded_in,
		});
		OpenWindow::<T>::put(Window::default());
		frame_system::Pallet::<T>::deposit_log(draw.to_digest_item());
		Self::deposit_event(Event::RoundDrawn { round, bucket });
	}

	/// The day's seed; drawn now if the day has none. The oldest one goes when there is no room.
	fn seed_of(day: Day, output: &Hash, block: BlockNumber, mining_devices: u32) -> DaySeed {
		let mut days = Days::<T>::get();
		if let Some(newest) = days.last().filter(|newest| newest.day >= day) {
			return *newest;
		}
		let buckets = Self::buckets_for(mining_devices);
		let seed = Hash::from(blake2_256(&(SEED_DOMAIN, output, day).encode()));
		let seed = DaySeed { day, seed, buckets, seeded_in: block };
		if days.is_full() {
			days.remove(0);
		}
		if days.try_push(seed).is_err() {
			defensive!("there is room for a day: the horizon is at least one");
		}
		if !Swept::<T>::exists() {
			Swept::<T>::put(day);
		}
		Days::<T>::put(days);
		Self::deposit_event(Event::DayStarted { day, buckets });
		seed
	}

	/// Buckets for a fleet: so many that about `Target` devices answer a round, and not fewer than
	/// `LeastBuckets`.
	pub(crate) fn buckets_for(mining_devices: u32) -> Bucket {
		mining_devices.div_ceil(T::Target::get().max(1)).max(T::LeastBuckets::get()).max(1)
	}

	/// Clears a few entries of the oldest day past the horizon. A day of k entries takes k / 2 + 1 draws
	/// at most, fewer than it had, so that nothing is left behind for good.
	fn sweep() {
		let Some(swept) = Swept::<T>::get() else {
			return;
		};
		let oldest = Days::<T>::get().first().map(|oldest| oldest.day).unwrap_or_default();
		if swept >= oldest {
			return;
		}
		if Drawn::<T>::clear_prefix(swept, SWEPT_A_DRAW, None).maybe_cursor.is_none() {
			Swept::<T>::put(swept.saturating_add(1));
		}
	}

	/// Gives what was forfeited since the last draw back to the stream. What cannot be given back now is
	/// tried again with the next draw.
	fn return_forfeits(ledger: &mut Ledger) {
		if ledger.to_return > 0 && T::Stream::give_back(&Self::pot(), ledger.to_return).is_ok() {
			ledger.to_return = 0;
		}
	}

	/// Draws rewards for the time since the last accrual and spreads them over the total weight.
	///
	/// With no weight nothing is drawn and the time passes unpaid, so that a first device is not paid a
	/// backlog at the ceiling's rate. When the stream refuses, nothing changes and the time is paid with
	/// the next draw. The very first amount comes with the reserve on top.
	fn accrue(ledger: &mut Ledger, now: Moment) {
		let elapsed = now.saturating_sub(ledger.accrued_at);
		if elapsed == 0 {
			return;
		}
		if ledger.weight == 0 {
			ledger.accrued_at = now;
			return;
		}
		let reserve = T::Currency::minimum_balance().saturating_sub(ledger.reserve);
		let ceiling = rewards::ceiling(ledger.weight, T::DailyCeiling::get(), elapsed);
		let amount: Balance = T::Stream::available().saturating_sub(reserve).min(ceiling);
		if amount == 0 {
			ledger.accrued_at = now;
			return;
		}
		let spread = rewards::accrue(ledger.accumulator, ledger.remainder, amount, ledger.weight)
			.defensive_proof("50 B JMT over any weight that the ceiling allows fit 128 bits");
		let drawn =
			amount.checked_add(reserve).and_then(|sum| Some((sum, ledger.drawn.checked_add(sum)?)));
		let (Some((accumulator, remainder)), Some((sum, drawn))) = (spread, drawn) else {
			return;
		};
		if let Err(error) = T::Stream::draw(&Self::pot(), sum) {
			log::warn!(target: "runtime::proof-of-time", "the stream paid nothing: {error:?}");
			return;
		}
		ledger.drawn = drawn;
		ledger.reserve = ledger.reserve.saturating_add(reserve);
		ledger.accumulator = accumulator;
		ledger.remainder = remainder;
		ledger.accrued_at = now;
	}
}

/// Once all transactions of a block are in, and before what is idle takes the rest of it.
impl<T: Config> PostTransactions for Pallet<T> {
	/// Takes a block without room out of the open window's roomy ones, whatever has filled it: calls of any
	/// class, hooks, bytes, or answers their share of it.
	///
	/// Such a block may have kept devices out. It does not make the draw unmissable by itself, or a fleet
	/// large enough to fill a block could be absent freely: whoever wants that has to fill most of the
	/// window, with calls that pay or with valid answers.
	fn post_transactions() {
		let Some(mut window) = OpenWindow::<T>::get() else {
			return;
		};
		// The draw's own block is not counted, and a block that migrates neither.
		if window.newest == Self::block() && window.blocks > 0 && !Self::has_room() {
			window.roomy = window.roomy.saturating_sub(1);
			OpenWindow::<T>::put(window);
		}
	}
}
