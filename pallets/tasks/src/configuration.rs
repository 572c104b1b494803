//! Conditions on the runtime's decisions.

use crate::{costs, Config, Output, Pallet, WeightInfo};
use codec::MaxEncodedLen;
use frame_support::{
	dispatch::DispatchClass,
	traits::{fungible::Inspect, Get},
};
use jmt_primitives::{
	tasks::{Terms, MAX_SETTLED, MAX_UNITS, MIN_UNITS},
	KeyType,
};
use sp_runtime::SaturatedConversion;

impl<T: Config> Pallet<T> {
	/// Panics on a configuration that cannot work.
	pub(crate) fn check_configuration() {
		let tariff = T::Tariff::get();
		assert!(tariff.unit == T::Unit::get(), "the tariff's unit is that of stakes");
		assert!(tariff.least_pay >= T::Currency::minimum_balance(), "a pay makes an account exist");
		assert!(
			tariff.market_fee.deconstruct() < 1_000_000 && tariff.least_bond > 0,
			"a pay is more than its fee, and a worker has something to lose"
		);
		assert!(
			tariff.most_pay(MIN_UNITS) > 0 && tariff.most_pay(MAX_UNITS) >= tariff.least_pay,
			"a unit is a bond at least"
		);
		assert!(
			tariff.bond_pays > 8 && tariff.bond_pays >= tariff.silence_pays,
			"a bond pays a panel of seven and a reward, and costs no less than silence"
		);
		assert!(tariff.bounty <= tariff.deposit_task, "a deposit pays the bounty");
		assert!(T::MaxEnrolmentAge::get() > 0, "an enrolment can be in time");

		let blocks = T::BlockWeights::get();
		let limit = blocks.get(DispatchClass::Normal).max_extrinsic.unwrap_or(blocks.max_block);
		let largest = Output::try_from(alloc::vec![0; Output::bound()]).ok();
		for (call, weight) in [
			("a post", T::WeightInfo::post(Terms::max_encoded_len().saturated_into())),
			(
				"an enrolment",
				T::WeightInfo::enrol().saturating_add(Self::verify_weight(KeyType::P256)),
			),
			("a claim", costs::claim::<T>(KeyType::P256)),
			("a reveal", costs::reveal::<T>(KeyType::P256, largest.as_ref())),
			("sixteen tasks", costs::settle::<T>(MAX_SETTLED)),
		] {
			assert!(weight.all_lte(limit), "{call} fits a block");
		}
	}
}
