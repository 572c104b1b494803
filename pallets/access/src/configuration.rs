//! Conditions on the runtime's decisions.

use crate::{Config, Pallet, WeightInfo};
use frame_support::{dispatch::DispatchClass, traits::Get};
use jmt_primitives::{
	access::{Authority, EVALUATOR, MAX_CONSISTENCY, MAX_DEPTH, MAX_POLICY_BYTES},
	merkle, KeyType,
};

impl<T: Config> Pallet<T> {
	/// Panics on a configuration that cannot work.
	pub(crate) fn check_configuration() {
		assert!(T::ItemDeposit::get() > 0 && T::ByteDeposit::get() > 0, "storage has a price");
		assert_eq!(
			T::Evaluator::get(),
			EVALUATOR,
			"the chain decides by the evaluator that it names"
		);

		let blocks = T::BlockWeights::get();
		let limit = blocks.get(DispatchClass::Normal).max_extrinsic.unwrap_or(blocks.max_block);
		let signature = Self::verify_weight(KeyType::P256);
		let hashes = MAX_CONSISTENCY.saturating_add(merkle::MAX_DEPTH);
		for (call, weight) in [
			("a policy", T::WeightInfo::set_policy(MAX_POLICY_BYTES)),
			("a grant", T::WeightInfo::grant(MAX_DEPTH)),
			("a use", Self::most_use_weight(&Authority::Own)),
			("a use of a grant", Self::most_use_weight(&Authority::Grant(1))),
			("an anchor", T::WeightInfo::anchor(hashes).saturating_add(signature)),
		] {
			assert!(weight.all_lte(limit), "{call} fits a block");
		}
	}
}
