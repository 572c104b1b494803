//! Settling: what a device's answer, claim or leave does to its record and to the books.

use crate::{
	rewards, AnswerOutcome, Books, Config, CurrentDraw, Days, Drawn, Error, Event, Ledger, Miner,
	Miners, Miss, Pallet, WeightInfo,
};
use frame_support::{
	defensive, ensure,
	traits::{fungible::Mutate, tokens::Preservation, Get},
	weights::Weight,
};
use jmt_primitives::{
	devices::{DeviceChange, DeviceHook, DeviceRegistry},
	proof_of_time::{bucket_of, DeviceWeight},
	Balance, Day, DeviceId, Round,
};
use sp_runtime::{DispatchError, DispatchResult};

impl Miner {
	/// The gain of the accumulator for this device since its last answer, in planck. 0 when its weight is not in
	/// the total.
	pub fn open(&self, ledger: &Ledger) -> Balance {
		rewards::owed(self.weight, self.accumulator, ledger.accumulator)
	}
}

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

	/// Books an authorised answer to the newest draw. Returns the number of days looked at.
	pub(crate) fn do_answer(device: DeviceId, round: Round) -> u32 {
		let Some(current) = CurrentDraw::<T>::get() else {
			defensive!("an answer is authorised against the newest draw");
			return 0;
		};
		let mut ledger = Books::<T>::get();
		let before = Miners::<T>::get(device);
		let mut miner = before.unwrap_or(Miner { since: current.at, ..Default::default() });
		let mut days = 0;
		let outcome = if miner.weight == 0 {
			miner.since = current.at;
			AnswerOutcome::Started
		} else {
			let amount = miner.open(&ledger);
			let (miss, looked_at) = Self::first_miss(&device, miner.last_round);
			days = looked_at;
			match miss {
				None => {
					// A device cannot earn more than was withdrawn, which fits.
					miner.earned = miner.earned.saturating_add(amount);
					AnswerOutcome::Earned { amount }
				},
				Some(miss) => {
					ledger.forfeit(amount, 0);
					miner.since = current.at;
					AnswerOutcome::Forfeited { amount, miss }
				},
			}
		};
		ledger.leave(miner.weight);
		miner.weight = T::Weight::weight_of(&device);
		ledger.join(miner.weight);
		miner.accumulator = ledger.accumulator;
		miner.last_round = round;
		miner.last_at = current.at;
		Miners::<T>::insert(device, miner);
		Books::<T>::put(ledger);
		Self::deposit_event(Event::Answered { device, round, outcome });
		days
	}

	/// Pays `owner` what its devices have earned. Returns the amount and the number of devices that had
	/// something to claim.
	pub(crate) fn do_claim(
		owner: &T::AccountId,
		devices: &[DeviceId],
	) -> Result<(Balance, u32), DispatchError> {
		let mut total: Balance = 0;
		let mut earners = 0u32;
		for device in devices {
			let registered = T::Registry::owner(device).ok_or(Error::<T>::NotOwner)?;
			ensure!(registered == *owner, Error::<T>::NotOwner);
			let earned =
				Miners::<T>::mutate_extant(device, |miner| core::mem::take(&mut miner.earned));
			if earned > 0 {
				total = total.saturating_add(earned);
				earners = earners.saturating_add(1);
			}
		}
		ensure!(total > 0, Error::<T>::NothingToClaim);
		let mut ledger = Books::<T>::get();
		Self::pay(&mut ledger, owner, total)?;
		Books::<T>::put(ledger);
		Ok((total, earners))
	}

	/// Moves `amount` out of the reward pot and books it as paid. A failure books nothing.
	fn pay(ledger: &mut Ledger, to: &T::AccountId, amount: Balance) -> DispatchResult {
		T::Currency::transfer(&Self::pot(), to, amount, Preservation::Preserve)?;
		ledger.paid = ledger.paid.saturating_add(amount);
		Ok(())
	}

	/// Pays a bounty that [`Ledger::forfeit`] has booked.
	pub(crate) fn pay_bounty(to: &T::AccountId, bounty: Balance) -> DispatchResult {
		if bounty > 0 {
			T::Currency::transfer(&Self::pot(), to, bounty, Preservation::Preserve)?;
		}
		Ok(())
	}
}

impl<T: Config> DeviceHook for Pallet<T> {
	/// Settles a device that leaves: what it earned goes to its owner, its open interval is forfeited.
	///
	/// Pay below the existential deposit cannot go to an account that does not exist. It is forfeited as well,
	/// since the record goes and with it the claim.
	fn on_leave(device: &DeviceId, owner: &T::AccountId) {
		let Some(miner) = Miners::<T>::take(device) else {
			return;
		};
		let mut ledger = Books::<T>::get();
		let mut forfeited = miner.open(&ledger);
		let mut paid = miner.earned;
		if paid > 0 && Self::pay(&mut ledger, owner, paid).is_err() {
			forfeited = forfeited.saturating_add(paid);
			paid = 0;
		}
		ledger.forfeit(forfeited, 0);
		ledger.leave(miner.weight);
		Books::<T>::put(ledger);
		Self::deposit_event(Event::DeviceLeft {
			device: *device,
			owner: owner.clone(),
			paid,
			forfeited,
		});
	}

	fn on_leave_weight() -> Weight {
		T::WeightInfo::on_leave()
	}

	/// Does nothing: an answer reads the registry anew.
	fn on_change(_: &DeviceId, _: &T::AccountId, _: DeviceChange<'_>) {}

	fn on_change_weight() -> Weight {
		Weight::zero()
	}
}
