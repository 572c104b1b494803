//! Pointing at a silent device.

use crate::{Config, Days, Drawn, Error, Miners, Miss, Pallet};
use frame_support::{ensure, traits::Get};
use jmt_primitives::{proof_of_time::bucket_of, Balance, DeviceId, Round};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Checks that a mining device missed what is said, forfeits its open interval, takes its weight out
	/// of the total and pays the bounty. Returns the bounty and what is forfeited besides.
	///
	/// The bounty is flat: a share of the forfeit would let an accomplice buy most of it back.
	pub(crate) fn do_report_silent(
		reporter: &T::AccountId,
		device: &DeviceId,
		miss: Miss,
	) -> Result<(Balance, Balance), DispatchError> {
		let mut miner = Miners::<T>::get(device)
			.filter(|miner| miner.weight > 0)
			.ok_or(Error::<T>::NotMining)?;
		match miss {
			Miss::Round(round) => {
				ensure!(round > miner.last_round, Error::<T>::AnsweredSince);
				ensure!(Self::was_missable(device, round), Error::<T>::NotMissable);
			},
			Miss::BeyondHorizon => {
				ensure!(Self::beyond_horizon(miner.last_round), Error::<T>::WithinHorizon);
			},
		}
		let (bounty, forfeited) = Self::take_out(device, &mut miner, T::Bounty::get());
		Self::transfer(reporter, bounty)?;
		Miners::<T>::insert(device, miner);
		Ok((bounty, forfeited))
	}

	/// Whether a device's last answer lies before the oldest day that is kept.
	fn beyond_horizon(last_round: Round) -> bool {
		let oldest = Days::<T>::get().first().map(|oldest| oldest.day);
		match (Self::day_of(last_round), oldest) {
			(Some((day, _)), Some(oldest)) => day < oldest,
			_ => true,
		}
	}

	/// Whether a round drew the device's bucket of that day and can be missed. False for a day that is no
	/// longer kept.
	fn was_missable(device: &DeviceId, round: Round) -> bool {
		let Some((day, offset)) = Self::day_of(round) else {
			return false;
		};
		Days::<T>::get().iter().find(|kept| kept.day == day).is_some_and(|kept| {
			let bucket = bucket_of(&kept.seed, device, kept.buckets);
			Drawn::<T>::get(day, bucket).contains(&offset)
		})
	}
}
