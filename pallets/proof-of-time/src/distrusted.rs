//! Pointing at a device whose unit does not count any more.

use crate::{Config, CurrentDraw, Error, Miners, Pallet, Shares};
use frame_support::{ensure, traits::Get};
use jmt_primitives::{proof_of_time::DeviceWeight, units::RootId, Balance, DeviceId};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Checks that the unit of a mining device fell or is another one than it was weighed with, forfeits its open
	/// interval, takes its weight out of the total and pays the bounty. Returns the root of trust, the bounty and
	/// what is forfeited besides.
	pub(crate) fn do_report_distrusted(
		reporter: &T::AccountId,
		device: &DeviceId,
	) -> Result<(RootId, Balance, Balance), DispatchError> {
		let mut miner = Miners::<T>::get(device)
			.filter(|miner| miner.weight > 0)
			.ok_or(Error::<T>::NotMining)?;
		let share = Shares::<T>::get(device).ok_or(Error::<T>::StandsStill)?;
		let now = CurrentDraw::<T>::get().map(|current| current.at).unwrap_or_default();
		let unit = T::Weight::unit_now(device, now);
		ensure!(!Self::stands(&share, unit), Error::<T>::StandsStill);
		let (bounty, forfeited) = Self::take_out(device, &mut miner, T::Bounty::get());
		Self::transfer(reporter, bounty)?;
		Miners::<T>::insert(device, miner);
		Ok((share.root, bounty, forfeited))
	}
}
