//! Settling: what a device's answer, claim or leave does to its record and to the books.

use crate::{
	costs::Extent, shares::Limits, AnswerOutcome, Books, Config, CurrentDraw, Days, Drawn, Error,
	Event, Ledger, Miner, Miners, Miss, Pallet, Share, Shares, WeightInfo,
};
use frame_support::{
	defensive, ensure,
	traits::{fungible::Mutate, tokens::Preservation, Get},
	weights::Weight,
};
use jmt_primitives::{
	devices::{DeviceChange, DeviceHook, DeviceRegistry},
	proof_of_time::{bucket_of, Answering, Class, DeviceWeight, UnitNow},
	units::UnitState,
	Balance, Day, DeviceId, Moment, Round,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The first draw that a device missed since its answer to `last_round`, and how many days were
	/// looked at: one read each, after one read for the days' seeds.
	///
	/// Draws of days that are no longer kept are gone, so an answer before them is taken for a miss.
	pub(crate) fn first_miss(device: &DeviceId, last_round: Round) -> (Option<Miss>, u32) {
		let days = Days::<T>::get();
		let Some((last_day, last_offset)) = Self::day_of(last_round) else {
			return (Some(Miss::BeyondHorizon), 0);
		};
		if days.first().is_none_or(|oldest| last_day < oldest.day) {
			return (Some(Miss::BeyondHorizon), 0);
		}
		let mut looked_at = 0u32;
		for day in days.iter().filter(|day| day.day >= last_day) {
			looked_at = looked_at.saturating_add(1);
			let bucket = bucket_of(&day.seed, device, day.buckets);
			// By offsets: what a round's number takes is read from the storage, once a miss is found.
			let mut drawn = Drawn::<T>::get(day.day, bucket).into_iter();
			let missed = drawn.find(|offset| day.day > last_day || *offset > last_offset);
			if let Some(round) = missed.and_then(|offset| Self::round_at(day.day, offset)) {
				return (Some(Miss::Round(round)), looked_at);
			}
		}
		(None, looked_at)
	}

	/// The round at an offset of a day.
	pub(crate) fn round_at(day: Day, offset: u16) -> Option<Round> {
		Round::from(day).checked_mul(T::RoundsPerDay::get().into())?.checked_add(offset.into())
	}

	/// Books an authorised answer to the newest draw. Returns the number of days looked at, and how much of the
	/// device's identity was.
	pub(crate) fn do_answer(device: DeviceId, round: Round) -> (u32, Extent) {
		let Some(current) = CurrentDraw::<T>::get() else {
			defensive!("an answer is authorised against the newest draw");
			return (0, Extent::Flat);
		};
		let now = current.at;
		let before = Miners::<T>::get(device);
		let mut miner = before.unwrap_or(Miner { since: now, last_at: now, ..Default::default() });
		let unit = T::Weight::unit_now(&device, now);
		// A record whose unit left has no share: the hook saw to it. So there is nothing to read without one.
		let share = unit.and_then(|_| Shares::<T>::get(device));
		let class = if share.is_some() { Class::Proven } else { Class::Unproven };
		let mut ledger = Books::<T>::get(class);
		let (outcome, days) =
			Self::settle(&device, &mut miner, before.is_some(), &mut ledger, (share, unit), now);

		ledger.leave(miner.weight, share.map_or(miner.weight, |share| share.raw));
		let gathered = now.saturating_sub(miner.since);
		let terms = current.terms;
		let answering = Answering { now, gathered, witnessed: false, terms };
		let weighed = T::Weight::weigh(&device, &answering);
		let next = Self::share_of(&weighed);
		let into = if next.is_some() { Class::Proven } else { Class::Unproven };
		if into != class {
			let mut other = Books::<T>::get(into);
			ledger.hand_over(&mut other, miner.earned);
			Books::<T>::insert(class, ledger);
			ledger = other;
		}
		let all = ledger.raw.saturating_add(weighed.raw.into());
		let after = next.map(|next| (next, &weighed));
		let limits = Limits { all, top: terms.top_share, today: current.draw.day };
		let factor = Self::regroup(&device, share, after, limits);
		miner.weight = Self::shared(weighed.raw, factor);
		ledger.join(miner.weight, weighed.raw);
		miner.accumulator = ledger.accumulator;
		miner.last_round = round;
		miner.last_at = now;
		Miners::<T>::insert(device, miner);
		Books::<T>::insert(into, ledger);
		Self::deposit_event(Event::Answered { device, round, outcome });
		let flat = unit.is_none() && weighed.groups == Default::default();
		(days, if flat { Extent::Flat } else { Extent::Identity })
	}

	/// Pays a record the time since its last answer, or forfeits it. Returns what it did, and the number of days
	/// looked at.
	fn settle(
		device: &DeviceId,
		miner: &mut Miner,
		known: bool,
		ledger: &mut Ledger,
		(share, unit): (Option<Share>, Option<UnitNow>),
		now: Moment,
	) -> (AnswerOutcome, u32) {
		if miner.weight == 0 {
			if known {
				miner.break_stay(now);
			}
			return (AnswerOutcome::Started, 0);
		}
		let amount = miner.open(ledger);
		if share.is_some_and(|share| !Self::stands(&share, unit)) {
			ledger.forfeit(amount, 0);
			miner.break_stay(now);
			return (AnswerOutcome::UnitLost { amount }, 0);
		}
		let (miss, days) = Self::first_miss(device, miner.last_round);
		let outcome = match miss {
			None => {
				// A device cannot earn more than was withdrawn, which fits.
				miner.earned = miner.earned.saturating_add(amount);
				AnswerOutcome::Earned { amount }
			},
			Some(miss) => {
				ledger.forfeit(amount, 0);
				miner.break_stay(now);
				AnswerOutcome::Forfeited { amount, miss }
			},
		};
		(outcome, days)
	}

	/// Whether the unit that a record was weighed with is still the device's and has not fallen. One whose
	/// certificate is over was good when it was weighed.
	pub(crate) fn stands(share: &Share, unit: Option<UnitNow>) -> bool {
		unit.is_some_and(|unit| {
			(unit.root, unit.binding) == (share.root, share.binding)
				&& unit.state != UnitState::Fell
		})
	}

	/// Pays `owner` what its devices have earned. Returns the amount and the number of devices that had
	/// something to claim.
	pub(crate) fn do_claim(
		owner: &T::AccountId,
		devices: &[DeviceId],
	) -> Result<(Balance, u32), DispatchError> {
		let (mut without, mut with): (Balance, Balance) = (0, 0);
		let mut earners = 0u32;
		for device in devices {
			let registered = T::Registry::owner(device).ok_or(Error::<T>::NotOwner)?;
			ensure!(registered == *owner, Error::<T>::NotOwner);
			let earned =
				Miners::<T>::mutate_extant(device, |miner| core::mem::take(&mut miner.earned));
			if earned > 0 {
				let total = match Self::class_of(device) {
					Class::Unproven => &mut without,
					Class::Proven => &mut with,
				};
				*total = total.saturating_add(earned);
				earners = earners.saturating_add(1);
			}
		}
		let total = without.saturating_add(with);
		ensure!(total > 0, Error::<T>::NothingToClaim);
		Self::transfer(owner, total)?;
		for (class, amount) in [(Class::Unproven, without), (Class::Proven, with)] {
			if amount > 0 {
				Books::<T>::mutate(class, |ledger| ledger.pay(amount));
			}
		}
		Ok((total, earners))
	}

	/// Moves `amount` out of the reward pot.
	pub(crate) fn transfer(to: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount > 0 {
			T::Currency::transfer(&Self::pot(), to, amount, Preservation::Preserve)?;
		}
		Ok(())
	}
}

impl<T: Config> DeviceHook for Pallet<T> {
	/// Settles a device that leaves: what it earned goes to its owner, its open interval is forfeited, and its stake
	/// is released.
	fn on_leave(device: &DeviceId, owner: &T::AccountId) {
		Self::release_stake(device);
		let Some(mut miner) = Miners::<T>::take(device) else {
			return;
		};
		let (_, forfeited) = Self::take_out(device, &mut miner, 0);
		let (paid, lost) = Self::pay_out(&mut miner, owner);
		Self::deposit_event(Event::DeviceLeft {
			device: *device,
			owner: owner.clone(),
			paid,
			forfeited: forfeited.saturating_add(lost),
		});
	}

	fn on_leave_weight() -> Weight {
		T::WeightInfo::on_leave()
	}

	/// Settles a device whose unit or owner is about to change. Of the rest an answer reads the registry anew.
	fn on_change(device: &DeviceId, owner: &T::AccountId, what: DeviceChange<'_>) {
		match what {
			DeviceChange::Unit => Self::lose_unit(device),
			DeviceChange::Owner(_) => Self::part_from(device, owner),
			DeviceChange::Standing(_) | DeviceChange::Key => (),
		}
	}

	fn on_change_weight() -> Weight {
		T::WeightInfo::on_lose_unit().max(T::WeightInfo::on_new_owner())
	}
}
