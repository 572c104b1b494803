//! A device whose unit or owner is about to change.

use crate::{Books, Config, Event, Miner, Miners, Pallet, Shares};
use jmt_primitives::{proof_of_time::Class, Balance, DeviceId};

impl<T: Config> Pallet<T> {
	/// Forfeits the open interval of a record in the class with units and takes it out of the total until the device
	/// answers again: else one unit that goes to and fro would pay two devices.
	pub(crate) fn lose_unit(device: &DeviceId) {
		if !Shares::<T>::contains_key(device) {
			return;
		}
		let Some(mut miner) = Miners::<T>::get(device) else {
			return;
		};
		let (_, forfeited) = Self::take_out(device, &mut miner, 0);
		Miners::<T>::insert(device, miner);
		Self::deposit_event(Event::UnitLost { device: *device, forfeited });
	}

	/// Pays the owner of before what its device has earned, and asks its stake back. The open interval stays with the
	/// device.
	pub(crate) fn part_from(device: &DeviceId, owner: &T::AccountId) {
		Self::ask_all_back(device);
		let Some(mut miner) = Miners::<T>::get(device).filter(|miner| miner.earned > 0) else {
			return;
		};
		let class = Self::class_of(device);
		let earned = core::mem::take(&mut miner.earned);
		let (paid, forfeited) = Self::pay_or_forfeit(class, owner, earned);
		Miners::<T>::insert(device, miner);
		Self::deposit_event(Event::OwnerSettled {
			device: *device,
			owner: owner.clone(),
			paid,
			forfeited,
		});
	}

	/// Pays the owner of a record that was taken out, and so is in the class without units. Returns the amount, and
	/// what could not be paid.
	pub(crate) fn pay_out(miner: &mut Miner, owner: &T::AccountId) -> (Balance, Balance) {
		let earned = core::mem::take(&mut miner.earned);
		if earned == 0 {
			return (0, 0);
		}
		Self::pay_or_forfeit(Class::Unproven, owner, earned)
	}

	/// Pays an owner out of a class. Pay below the existential deposit cannot go to an account that does not exist:
	/// it is forfeited, since the claim goes. Returns the amounts paid and forfeited.
	fn pay_or_forfeit(class: Class, owner: &T::AccountId, earned: Balance) -> (Balance, Balance) {
		let is_paid = Self::transfer(owner, earned).is_ok();
		Books::<T>::mutate(class, |ledger| {
			if is_paid {
				ledger.pay(earned);
				(earned, 0)
			} else {
				ledger.forfeit(earned, 0);
				(0, earned)
			}
		})
	}
}
