//! Where other pallets come in: who may work, and who is told of a result.

use super::{ResultDigest, TaskId, Terms, Verdict};
use crate::{AccountId, DeviceId};
use sp_runtime::Weight;

/// Conditions on workers besides the terms of a task. `()` asks for none.
pub trait Eligibility {
	/// Whether a device of this owner may take a slot. Constant work.
	fn is_eligible(terms: &Terms, device: &DeviceId, owner: &AccountId) -> bool;

	/// Worst-case weight of [`Eligibility::is_eligible`].
	fn weight() -> Weight;
}

/// Told when a task ends. `()` tells nobody.
pub trait TaskHook {
	/// A task ended, in the same transaction and after all was paid. `result` is the one that counts. Constant work.
	fn on_end(task: TaskId, verdict: Verdict, result: Option<ResultDigest>);

	/// Worst-case weight of [`TaskHook::on_end`].
	fn on_end_weight() -> Weight;
}

impl Eligibility for () {
	fn is_eligible(_: &Terms, _: &DeviceId, _: &AccountId) -> bool {
		true
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

impl TaskHook for () {
	fn on_end(_: TaskId, _: Verdict, _: Option<ResultDigest>) {}

	fn on_end_weight() -> Weight {
		Weight::zero()
	}
}
