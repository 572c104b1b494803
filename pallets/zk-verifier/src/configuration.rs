//! Conditions on the runtime's decisions.

use crate::{
	groups::MAX_PAGES, topics::MAX_CLEARED, Config, Pallet, WeightInfo, MAX_CLAIMS, MAX_MEMBERS,
	MAX_SIBLINGS,
};
use frame_support::{dispatch::DispatchClass, traits::Get};
use jmt_primitives::{
	authorized::Share,
	proofs::{stamp::Stamp, MAX_INPUTS},
};

impl<T: Config> Pallet<T> {
	/// Panics on a configuration that cannot work.
	pub(crate) fn check_configuration() {
		assert!(T::ItemDeposit::get() > 0 && T::ByteDeposit::get() > 0, "storage has a price");
		assert!(T::AliasDeposit::get() > 0, "an alias has a price");
		assert!(T::RootLifetime::get() >= 60_000, "a replaced root is good for a minute");
		assert!(T::StampBits::get() <= 64, "a stamp can be found");
		let topic = T::ItemDeposit::get().saturating_add(T::AliasDeposit::get());
		assert!(T::TopicBounty::get() <= topic, "the smallest topic pays its bounty");

		let blocks = T::BlockWeights::get();
		let limit = blocks.get(DispatchClass::Normal).max_extrinsic.unwrap_or(blocks.max_block);
		for (call, weight) in [
			("a key", T::WeightInfo::register_key(MAX_INPUTS)),
			("a proof", T::WeightInfo::verify_one(MAX_INPUTS)),
			("a batch of one key", Self::weigh_batch(1, MAX_INPUTS, 63)),
			("a batch of 64 keys", Self::weigh_batch(MAX_CLAIMS, MAX_CLAIMS.saturating_mul(16), 0)),
			("a batch of long keys", Self::weigh_batch(32, MAX_INPUTS.saturating_mul(32), 32)),
			("256 members", T::WeightInfo::add_members(MAX_MEMBERS)),
			("a change of a member", T::WeightInfo::update_member(MAX_SIBLINGS)),
			("256 pages to clear", T::WeightInfo::close_group(MAX_PAGES)),
			("1,000 aliases to clear", T::WeightInfo::close_topic(MAX_CLEARED)),
			("a signal", T::WeightInfo::signal()),
		] {
			assert!(weight.all_lte(limit), "{call} fits a block");
		}
		let normal = blocks.get(DispatchClass::Normal).max_total.unwrap_or(blocks.max_block);
		let signal = Self::signal_weight(Some(&Stamp { block: 0, nonce: 0 }));
		assert!(
			signal.all_lte(Share::ZeroKnowledge.weight() * normal) && signal.all_lte(limit),
			"a signal without a fee fits its share of a block"
		);
	}
}
