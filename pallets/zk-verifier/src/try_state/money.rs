//! Deposits: each is held on the account that gets it back, and nothing else is held with these reasons there.

use crate::{Anchors, Config, Groups, HoldReason, Keys, Pallet, Topics};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use jmt_primitives::{AccountId, Balance};
use sp_runtime::TryRuntimeError;

/// The deposits that each account pays.
type Sums = BTreeMap<AccountId, Balance>;

fn sum_up(of: impl Iterator<Item = (AccountId, Balance)>) -> Result<Sums, TryRuntimeError> {
	let mut sums = Sums::new();
	for (payer, deposit) in of {
		let sum = sums.entry(payer).or_default();
		*sum = sum
			.checked_add(deposit)
			.ok_or(TryRuntimeError::Other("the deposits of an account overflow"))?;
	}
	Ok(sums)
}

impl<T: Config> Pallet<T> {
	/// Of every account that pays for keys, groups, topics or anchors, the sum of their deposits is held, for each by
	/// itself. An account that pays for some of them holds nothing for the others.
	pub(super) fn deposits_are_held() -> Result<(), TryRuntimeError> {
		let keys = Keys::<T>::iter_values()
			.filter_map(|record| record.owner.map(|owner| (owner, record.deposit)));
		let groups = Groups::<T>::iter_values().map(|group| (group.owner, group.deposit));
		let topics = Topics::<T>::iter_values().map(|topic| (topic.opener, topic.deposit));
		let anchors = Anchors::<T>::iter().map(|(account, _, anchor)| (account, anchor.deposit));
		let all = [
			(HoldReason::Key, sum_up(keys)?),
			(HoldReason::Group, sum_up(groups)?),
			(HoldReason::Topic, sum_up(topics)?),
			(HoldReason::Anchor, sum_up(anchors)?),
		];
		for payer in all.iter().flat_map(|(_, sums)| sums.keys()) {
			for (reason, sums) in &all {
				let held = T::Currency::balance_on_hold(&(*reason).into(), payer);
				let due = sums.get(payer).copied().unwrap_or_default();
				ensure!(held == due, "what is held of a payer is not the sum of the deposits");
			}
		}
		Ok(())
	}
}
