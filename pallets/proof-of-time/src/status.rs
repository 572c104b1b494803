//! Where a device stands, for people.

use crate::{Books, Config, CurrentDraw, Miners, Miss, Pallet, Shares};
use frame_support::traits::Time;
use jmt_primitives::{
	devices::{DeviceRegistry, DeviceStanding},
	proof_of_time::{bucket_of, Class, DeviceWeight, MiningReport, MiningStatus},
	DeviceId,
};

impl<T: Config> Pallet<T> {
	/// A device's status. Reads a fixed number of items, and one for each day since its last answer.
	///
	/// A missed draw outranks everything but leaving: it decides what the next answer brings. A paused
	/// device that has missed nothing yet is inactive.
	pub(crate) fn report_on(device: &DeviceId) -> MiningReport {
		let Some(registered) = T::Registry::device(device) else {
			return MiningReport {
				status: MiningStatus::NotRegistered,
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
		let current = CurrentDraw::<T>::get();
		let counted = current.filter(|current| registered.registered_in < current.seeded_in);
		let bucket =
			counted.as_ref().map(|current| bucket_of(&current.seed, device, current.buckets));
		let active = registered.standing == DeviceStanding::Active;
		let mut report = MiningReport {
			status: MiningStatus::Inactive,
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
				report.status = match bucket {
					Some(_) => MiningStatus::NeverAnswered,
					None => MiningStatus::Waiting,
				};
			}
			return report;
		};
		let (miss, _) = Self::first_miss(device, miner.last_round);
		report.last_round = Some(miner.last_round);
		report.paid_until = Some(miner.last_at);
		report.missed_round = match miss {
			Some(Miss::Round(round)) => Some(round),
			_ => None,
		};
		report.earned = miner.earned;
		report.weight = miner.weight;
		report.status = match (miner.weight, miss) {
			(0, _) => MiningStatus::Silent,
			(_, Some(_)) => MiningStatus::Missed,
			(_, None) if active => MiningStatus::Mining,
			(_, None) => MiningStatus::Inactive,
		};
		if miss.is_none() {
			let share = Shares::<T>::get(device);
			let class = if share.is_some() { Class::Proven } else { Class::Unproven };
			let unit = share.and_then(|_| T::Weight::unit_now(device, T::Time::now()));
			if share.is_none_or(|share| Self::stands(&share, unit)) {
				report.open = miner.open(&Books::<T>::get(class));
			}
		}
		report
	}
}
