//! Rounds: following the open window, drawing, accruing rewards.

use crate::{
	rewards, Books, Config, CurrentDraw, DaySeed, Days, Drawn, Event, Ledger, OpenDraw, OpenWindow,
	Pallet, Slot, Swept, WeightInfo, Window,
};
use codec::Encode;
use frame_support::{
	defensive,
	traits::{fungible::Inspect, Defensive, Get, Time},
	weights::Weight,
	PalletId,
};
use jmt_primitives::{
	proof_of_time::{drawn_bucket, Class, ParentRandomness},
	supply::{Pot, RewardStream},
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
		PalletId(Pot::Rewards.pallet_id()).into_account_truncating()
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

	/// The work of `on_initialize`: follows the open window, and draws when a round has begun.
	///
	/// A block whose parent has no VRF output draws nothing; the next block of the round tries again.
	pub(crate) fn follow_rounds(block: BlockNumber) -> Weight {
		let slot = T::CurrentSlot::get();
		let takes_transactions = Self::open_block(block);
		let current = CurrentDraw::<T>::get();
		let closed = match (&current, OpenWindow::<T>::get()) {
			(Some(current), Some(window)) => {
				let counted = takes_transactions.then_some(block);
				Self::follow_window(current, window, slot, counted)
			},
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

	/// Counts the block, if it takes transactions, into the open window, or closes this. Returns whether it was
	/// closed.
	fn follow_window(
		current: &OpenDraw,
		mut window: Window,
		slot: Slot,
		counted: Option<BlockNumber>,
	) -> bool {
		if slot <= current.last_slot {
			if let Some(block) = counted {
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

	/// Draws for a round from a VRF output, and keeps the books up to it.
	fn draw(round: Round, slot: Slot, block: BlockNumber, output: Hash) {
		let Some((day, _)) = Self::day_of(round) else {
			return;
		};
		let at = T::Time::now();
		let mut unproven = Books::<T>::get(Class::Unproven);
		let mut proven = Books::<T>::get(Class::Proven);
		Self::return_forfeits(&mut unproven, &mut proven);
		Self::accrue(&mut unproven, &mut proven, at);
		Books::<T>::insert(Class::Unproven, unproven);
		Books::<T>::insert(Class::Proven, proven);

		let mining_devices = unproven.mining_devices.saturating_add(proven.mining_devices);
		let seed = Self::seed_of(day, &output, block, mining_devices);
		Self::sweep();
		let hash = Hash::from(blake2_256(&(DRAW_DOMAIN, output, round).encode()));
		let bucket = drawn_bucket(&hash, seed.buckets);
		let draw = Draw { day, round, bucket, hash };
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
			terms: T::Terms::get().within_bounds(),
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

	/// Gives forfeits of both classes since the last draw back to the stream. The next draw tries again if that
	/// fails.
	fn return_forfeits(unproven: &mut Ledger, proven: &mut Ledger) {
		let sum = unproven.to_return.saturating_add(proven.to_return);
		if sum > 0 && T::Stream::give_back(&Self::pot(), sum).is_ok() {
			unproven.to_return = 0;
			proven.to_return = 0;
		}
	}

	/// Withdraws rewards for the time since the last accrual, and spreads each class's part over its total weight.
	///
	/// With no weight nothing is withdrawn and the time passes unpaid, so that a first device is not paid a
	/// backlog at the ceiling's rate. When the stream refuses, nothing changes and the time is paid with
	/// the next draw. The very first amount comes with the reserve on top, which the books of devices without a unit
	/// keep.
	fn accrue(unproven: &mut Ledger, proven: &mut Ledger, now: Moment) {
		// Both are accrued together; a class without weight has let its time pass.
		let accrued_at = unproven.accrued_at.max(proven.accrued_at);
		let elapsed = now.saturating_sub(accrued_at);
		if elapsed == 0 {
			return;
		}
		let reserve = T::Currency::minimum_balance().saturating_sub(unproven.reserve);
		let due = if unproven.weight == 0 && proven.weight == 0 {
			Default::default()
		} else {
			rewards::divide(
				T::Stream::available().saturating_sub(reserve),
				unproven.weight,
				proven.weight,
				T::DailyCeiling::get(),
				T::UnprovenDaily::get(),
				elapsed,
			)
		};
		if due.sum() == 0 {
			unproven.accrued_at = now;
			proven.accrued_at = now;
			return;
		}
		let spread = |ledger: &Ledger, amount: Balance, kept: Balance| {
			let mut ledger = *ledger;
			ledger.accrued_at = now;
			if amount > 0 {
				let spread =
					rewards::accrue(ledger.accumulator, ledger.remainder, amount, ledger.weight)
						.defensive_proof(
							"50 B JMT over any weight that the ceiling allows fit 128 bits",
						);
				(ledger.accumulator, ledger.remainder) = spread?;
			}
			ledger.withdrawn = ledger.withdrawn.checked_add(amount)?.checked_add(kept)?;
			ledger.reserve = ledger.reserve.saturating_add(kept);
			Some(ledger)
		};
		let (Some(without), Some(with), Some(sum)) = (
			spread(unproven, due.unproven, reserve),
			spread(proven, due.proven, 0),
			due.sum().checked_add(reserve),
		) else {
			return;
		};
		if let Err(error) = T::Stream::withdraw(&Self::pot(), sum) {
			log::warn!(target: "runtime::proof-of-time", "the stream paid nothing: {error:?}");
			return;
		}
		(*unproven, *proven) = (without, with);
	}
}
