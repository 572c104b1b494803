//! Laws of topics, each as a sentence and as a check.

use crate::{Aliases, Config, Groups, Pallet, Topics, MAX_ALIASES};
use alloc::collections::BTreeSet;
use frame_support::ensure;
use jmt_primitives::proofs::scope::topic_end;
use jmt_zk_poseidon::Scalar as Element;
use sp_runtime::{SaturatedConversion, TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// Every topic is of a group and named by its end, takes 1 to 100,000 aliases, counts those that it has, and holds
	/// its bounty. Every alias is a number, of a scope that is a topic's.
	pub(crate) fn topics_are_whole() -> Result<(), TryRuntimeError> {
		let mut scopes = BTreeSet::new();
		for (group, id, topic) in Topics::<T>::iter() {
			ensure!(Groups::<T>::contains_key(group), "a topic is of no group");
			ensure!(topic_end(&id) == topic.ends, "a topic is named by another end");
			ensure!((1..=MAX_ALIASES).contains(&topic.most), "a topic takes no alias or too many");
			ensure!(topic.used <= topic.most, "a topic has more aliases than it takes");
			ensure!(topic.bounty <= topic.deposit, "a bounty is not part of the deposit");
			let scope = Self::scope_of(group, &id);
			let aliases: u32 = Aliases::<T>::iter_key_prefix(scope).count().saturated_into();
			ensure!(aliases == topic.used, "a topic counts its aliases wrongly");
			scopes.insert(scope);
		}
		for (scope, alias) in Aliases::<T>::iter_keys() {
			ensure!(scopes.contains(&scope), "an alias is of no topic");
			ensure!(Element::from_be_bytes(&alias.0).is_ok(), "an alias is no number");
		}
		Ok(())
	}
}
