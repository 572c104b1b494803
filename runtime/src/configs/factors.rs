//! The factors of a device's weight: the one place where they meet.

use crate::{
	parameters::dynamic::proof_of_time::*, DeviceId, Devices, ProofOfTime, Runtime, Tasks,
	Timestamp,
};
use frame_support::traits::{Get, Time};
use jmt_primitives::{
	devices::DeviceRegistry,
	proof_of_time::{
		product, Answering, Base, BaseOf, Class, DeviceWeight, Stake, Stay, Terms, UnitNow,
		Weighed, WeightReport, Witness, Work,
	},
	Moment,
};

/// The parameters of weights as they stand.
pub struct CurrentTerms;

impl Get<Terms> for CurrentTerms {
	fn get() -> Terms {
		Terms {
			without_unit: BaseWithoutUnit::get(),
			level_one: BaseLevelOne::get(),
			level_two: BaseLevelTwo::get(),
			stay_days: StayDays::get(),
			stay_most: StayMost::get(),
			stake_most: StakeMost::get(),
			top_share: TopShare::get(),
		}
	}
}

/// The parameters that an answer's weight goes by: those of the newest draw, if there was one.
fn terms_in_force() -> Terms {
	pallet_proof_of_time::CurrentDraw::<Runtime>::get()
		.map_or_else(|| CurrentTerms::get().within_bounds(), |current| current.terms)
}

/// The largest product of all factors but that of work, by the terms in force. No gateway countersigns an answer.
pub fn largest_product() -> u64 {
	let Terms { without_unit, level_one, level_two, stay_most, stake_most, .. } = terms_in_force();
	product([without_unit.max(level_one).max(level_two), stay_most, stake_most])
}

/// Every factor, multiplied. No gateway countersigns an answer.
pub struct Factors;

impl Factors {
	/// The device's unit, its class, and its factors in the order in which they are multiplied: of the hardware, the
	/// countersignature, the stay, the stake and the work.
	#[inline(never)]
	fn of(device: &DeviceId, answering: &Answering) -> (BaseOf, Class, [u64; 5]) {
		let Answering { now, gathered, witnessed, terms } = answering;
		let base = <Devices as Base>::base(device, *now);
		let class = if base.level.is_some() { Class::Proven } else { Class::Unproven };
		let factors = [
			terms.base(base.level),
			<() as Witness>::witness(class, *witnessed),
			<() as Stay>::stay(*gathered, terms),
			<ProofOfTime as Stake>::stake(device, terms),
			<Tasks as Work>::work(device, *now),
		];
		(base, class, factors)
	}

	/// The weight that a registered device's answer would find now, by factor.
	pub fn report(device: &DeviceId) -> Option<WeightReport> {
		<Devices as DeviceRegistry>::owner(device)?;
		let now = <Timestamp as Time>::now();
		let terms = terms_in_force();
		let miner = pallet_proof_of_time::Miners::<Runtime>::get(device);
		let gathered = miner.map_or(0, |miner| now.saturating_sub(miner.since));
		let answering = Answering { now, gathered, witnessed: false, terms };
		let (unit, class, [base, witness, stay, stake, work]) = Self::of(device, &answering);
		Some(WeightReport {
			class,
			base,
			witness,
			stay,
			stake,
			work,
			share: ProofOfTime::share_of_groups(&unit.groups),
			weight: miner.map_or(0, |miner| miner.weight),
		})
	}
}

impl DeviceWeight for Factors {
	fn weigh(device: &DeviceId, answering: &Answering) -> Weighed {
		let (BaseOf { unit, groups, .. }, class, factors) = Self::of(device, answering);
		Weighed { class, raw: product(factors), unit, groups }
	}

	fn unit_now(device: &DeviceId, now: Moment) -> Option<UnitNow> {
		<Devices as Base>::base(device, now).unit
	}
}
