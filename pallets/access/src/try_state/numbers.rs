//! Resources and policies.

use crate::{Approvals, Config, NextPolicy, NextResource, Pallet, Policies, Resources};
use alloc::collections::BTreeMap;
use codec::Encode;
use frame_support::{ensure, traits::Time};
use jmt_primitives::access::{PolicyId, ResourceId, MAX_POLICY_BYTES};
use sp_runtime::{SaturatedConversion, TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// Every resource has a number that was given, fail-safe actions among its actions, and a policy of its owner's that
	/// is there, for its domain or one above it as long as these stand. Approvals are about a number that was given.
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
				let policy =
					Policies::<T>::get(policy).filter(|policy| policy.owner == resource.owner);
				let policy = policy.ok_or("a policy is gone, or another owner's")?;
				let path = Self::path_of(resource.domain);
				let reaches = path.is_empty() || path.contains(&policy.domain);
				ensure!(reaches, "a policy is for another domain");
			}
		}
		let approvals_given = Approvals::<T>::iter_keys().all(|(id, _)| given(id));
		ensure!(approvals_given, "an approval is about no resource");
		Ok(())
	}

	/// Every policy has a number that was given, a version, 4,096 bytes at most, no fault, trusts by its own domain or one
	/// above it as long as these stand, and counts the resources that name it.
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
			let is_gone = Self::path_of(policy.domain).is_empty();
			let trusts_above =
				is_gone || Self::ensure_trusting(policy.domain, &policy.body).is_ok();
			ensure!(trusts_above, "a policy asks whom another domain trusts");
			let count = named.get(&id).copied().unwrap_or_default();
			ensure!(policy.resources == count, "a policy counts its resources wrongly");
		}
		Ok(())
	}
}
