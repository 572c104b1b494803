//! Deposits: each is held on the account that gets it back, and nothing else is held with these reasons there.

use crate::{Approvals, Config, Grants, HoldReason, Logs, Pallet, Policies, Resources, Uses};
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
	/// Of every account the sum of its deposits is held, for each reason by itself. An account that pays for some holds
	/// nothing for the others.
	pub(super) fn deposits_are_held() -> Result<(), TryRuntimeError> {
		let resources = Resources::<T>::iter_values().map(|stored| (stored.owner, stored.deposit));
		let policies = Policies::<T>::iter_values().map(|stored| (stored.owner, stored.deposit));
		let grants = Grants::<T>::iter_values().map(|stored| (stored.payer, stored.deposit));
		let uses = Uses::<T>::iter_values().map(|stored| (stored.payer, stored.deposit));
		let approvals =
			Approvals::<T>::iter().map(|(_, (_, approver), stored)| (approver, stored.deposit));
		let logs = Logs::<T>::iter_values().map(|stored| (stored.payer, stored.deposit));
		let all = [
			(HoldReason::Resource, sum_up(resources)?),
			(HoldReason::Policy, sum_up(policies)?),
			(HoldReason::Grant, sum_up(grants)?),
			(HoldReason::Uses, sum_up(uses)?),
			(HoldReason::Approval, sum_up(approvals)?),
			(HoldReason::Log, sum_up(logs)?),
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
