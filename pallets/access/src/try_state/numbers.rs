//! Resources, policies, uses.

use crate::{Approvals, Config, NextPolicy, NextResource, Pallet, Policies, Resources, Uses};
use alloc::collections::BTreeMap;
use codec::Encode;
use frame_support::{ensure, traits::Time};
use jmt_primitives::access::{Counted, PolicyId, ResourceId, Subject, MAX_POLICY_BYTES};
use sp_runtime::{SaturatedConversion, TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// Every resource has a number that was given, fail-safe actions among its actions, and a policy of its owner's that
	/// is there. Approvals are about a number that was given.
	pub(super) fn resources_are_whole() -> Result<(), TryRuntimeError> {
		let next = NextResource::<T>::get();
		let given = |id: ResourceId| 0 < id && id < next;
		for (id, resource) in Resources::<T>::iter() {
			ensure!(given(id), "a resource's number was not given");
			ensure!(
				resource.fail_safe.is_within(resource.actions),
				"a fail-safe action is none of the resource's"
			);
			if let Some(policy) = resource.policy {
				let owner = Policies::<T>::get(policy).map(|policy| policy.owner);
				ensure!(owner == Some(resource.owner), "a policy is gone, or another owner's");
			}
		}
		let approvals_given = Approvals::<T>::iter_keys().all(|(id, _)| given(id));
		ensure!(approvals_given, "an approval is about no resource");
		Ok(())
	}

	/// Every policy has a number that was given, a version, 4,096 bytes at most, no fault, trusts by its own domain or one
	/// above it, and counts the resources that name it.
	pub(super) fn policies_are_whole() -> Result<(), TryRuntimeError> {
		let (next, now) = (NextPolicy::<T>::get(), T::Time::now());
		let mut named = BTreeMap::<PolicyId, u32>::new();
		for policy in Resources::<T>::iter_values().filter_map(|resource| resource.policy) {
			let count = named.entry(policy).or_default();
			*count = count.saturating_add(1);
		}
		for (id, policy) in Policies::<T>::iter() {
			ensure!(0 < id && id < next, "a policy's number was not given");
			ensure!(policy.version > 0, "a policy has no version");
			let bytes: u32 = policy.body.encoded_size().saturated_into();
			ensure!(bytes <= MAX_POLICY_BYTES, "a policy is too large");
			let is_sound = policy.body.check(now).is_ok();
			ensure!(is_sound, "a policy would be refused");
			let count = named.get(&id).copied().unwrap_or_default();
			ensure!(policy.resources == count, "a policy counts its resources wrongly");
		}
		Ok(())
	}

	/// Uses are more than none, of a resource whose number was given, and counted for an account, a device or a grant.
	pub(super) fn uses_were_made() -> Result<(), TryRuntimeError> {
		let next = NextResource::<T>::get();
		for (resource, counted, uses) in Uses::<T>::iter() {
			ensure!(0 < resource && resource < next, "uses are of no resource");
			ensure!(uses.total > 0, "no use was made");
			ensure!(u64::from(uses.count) <= uses.total, "a window has more uses than all");
			let is_counted = matches!(
				counted,
				Counted::Grant(_)
					| Counted::Subject(Subject::Device(_))
					| Counted::Subject(Subject::Account(_))
			);
			ensure!(is_counted, "uses are counted for something that the chain does not know");
		}
		Ok(())
	}
}
