//! The books by class: which of them a device's record belongs to, and how it leaves them.

use crate::{rewards, Books, Config, Ledger, Miner, Miners, Pallet, Shares};
use jmt_primitives::{proof_of_time::Class, Balance, DeviceId, Moment};

impl Miner {
	/// The gain of the accumulator for this device since its last answer, in planck. 0 when its weight is not in
	/// the total. `ledger` is that of the record's class.
	pub fn open(&self, ledger: &Ledger) -> Balance {
		rewards::owed(self.weight, self.accumulator, ledger.accumulator)
	}

	/// Breaks the stay at `now`: it takes a tenth of what was gathered, and the interval since the last answer.
	pub(crate) fn break_stay(&mut self, now: Moment) {
		let gathered = self.last_at.saturating_sub(self.since);
		let kept = gathered.saturating_sub(gathered.div_ceil(10));
		self.since = now.saturating_sub(kept);
	}
}

impl Ledger {
	/// Moves what a device has earned into the books of the other class: as withdrawn there, and not here.
	///
	/// It is pending here, so that nothing falls below 0, and the sum of both was withdrawn, which fits.
	pub(crate) fn hand_over(&mut self, to: &mut Self, earned: Balance) {
		self.withdrawn = self.withdrawn.saturating_sub(earned);
		to.withdrawn = to.withdrawn.saturating_add(earned);
	}
}

impl<T: Config> Pallet<T> {
	/// The class of a device's record: that with units exactly where it has a share. One read.
	pub(crate) fn class_of(device: &DeviceId) -> Class {
		if Shares::<T>::contains_key(device) {
			Class::Proven
		} else {
			Class::Unproven
		}
	}

	/// The open amount of a device's record, besides what it has earned. Three reads.
	pub fn open_of(device: &DeviceId) -> Balance {
		let Some(miner) = Miners::<T>::get(device) else {
			return 0;
		};
		miner.open(&Books::<T>::get(Self::class_of(device)))
	}

	/// Takes a record out of the total and out of its groups, and forfeits its open interval, of which at most
	/// `most` planck are about to be paid as a bounty. Returns the bounty, and what is forfeited besides.
	///
	/// The record ends in the class without units, with a weight of 0. It is not written here.
	pub(crate) fn take_out(
		device: &DeviceId,
		miner: &mut Miner,
		most: Balance,
	) -> (Balance, Balance) {
		let share = Shares::<T>::take(device);
		let class = if share.is_some() { Class::Proven } else { Class::Unproven };
		let mut ledger = Books::<T>::get(class);
		let open = miner.open(&ledger);
		let bounty = most.min(open);
		ledger.forfeit(open, bounty);
		ledger.leave(miner.weight, share.map_or(miner.weight, |share| share.raw));
		miner.weight = 0;
		miner.accumulator = ledger.accumulator;
		if let Some(share) = share {
			Self::leave_groups(&share);
			let mut without = Books::<T>::get(Class::Unproven);
			ledger.hand_over(&mut without, miner.earned);
			miner.accumulator = without.accumulator;
			Books::<T>::insert(Class::Unproven, without);
		}
		Books::<T>::insert(class, ledger);
		(bounty, open.saturating_sub(bounty))
	}
}
