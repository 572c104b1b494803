//! Where a device stands, for people.

use crate::{Books, Config, CurrentDraw, Miners, Miss, Pallet};
use jmt_primitives::{
	api::{MiningState, MiningStatus},
	round::bucket_of,
	traits::{DeviceRegistry, DeviceStanding},
	DeviceId,
};

impl<T: Config> Pallet<T> {
	/// A device's standing. Reads a fixed number of items, and one for each day since its last answer.
	///
	/// A missed draw outranks everything but leaving: it decides what the next answer brings. A paused
	/// device that has missed nothing yet is inactive.
	pub(crate) fn status_of(device: &DeviceId) -> MiningStatus {
		let Some(registered) = T::Registry::device(device) else {
			return MiningStatus {
				state: MiningState::NotRegistered,
				owner: None,
				last_round: None,
				paid_until: None,
				missed_round: None,
				earned: 0,
				open: 0,
				weight: 0,
				bucket: None,
			};
		};
		let ledger = Books::<T>::get();
		let current = CurrentDraw::<T>::get();
		let counted = current.filter(|current| registered.registered_in < current.seeded_in);
		let bucket =
			counted.as_ref().map(|current| bucket_of(&current.seed, device, current.buckets));
		let active = registered.standing == DeviceStanding::Active;
		let mut status = MiningStatus {
			state: MiningState::Inactive,
			owner: Some(registered.owner),
			last_round: None,
			paid_until: None,
			missed_round: None,
			earned: 0,
			open: 0,
			weight: 0,
			bucket,
		};
		let Some(miner) = Miners::<T>::get(device) else {
			if active {
				status.state = match bucket {
					Some(_) => MiningState::NeverAnswered,
					None => MiningState::Waiting,
				};
			}
			return status;
		};
		let (miss, _) = Self::first_miss(device, miner.last_round);
		status.last_round = Some(miner.last_round);
		status.paid_until = Some(miner.last_at);
		status.missed_round = match miss {
			Some(Miss::Round(round)) => Some(round),
			_ => None,
		};
		status.earned = miner.earned;
		status.weight = miner.weight;
		status.state = match (miner.weight, miss) {
			(0, _) => MiningState::Silent,
			(_, Some(_)) => MiningState::Missed,
			(_, None) if active => MiningState::Mining,
			(_, None) => MiningState::Inactive,
		};
		if miss.is_none() {
			status.open = miner.open(&ledger);
		}
		status
	}
}
