use super::{DeviceId, DeviceStanding};
use crate::AccountId;
use sp_runtime::Weight;

/// A change of a registered device that is about to happen. The registry still has the value of before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeviceChange<'a> {
	/// Whether it is active, with the new standing.
	Standing(DeviceStanding),
	/// Its owner, with the new one.
	Owner(&'a AccountId),
	/// Its key, by which it signs.
	Key,
	/// The physical unit that it is known to be.
	Unit,
}

/// Called by the registry about a device, in the same transaction and before the change is written. Must be
/// constant work. A tuple calls each of its parts.
pub trait DeviceHook {
	/// The device is about to leave the registry; `owner` is its owner until then.
	fn on_leave(device: &DeviceId, owner: &AccountId);

	/// Worst-case weight of [`DeviceHook::on_leave`].
	fn on_leave_weight() -> Weight;

	/// Something of the device is about to change; `owner` is its owner until then.
	fn on_change(device: &DeviceId, owner: &AccountId, what: DeviceChange<'_>);

	/// Worst-case weight of [`DeviceHook::on_change`].
	fn on_change_weight() -> Weight;
}

#[impl_trait_for_tuples::impl_for_tuples(8)]
impl DeviceHook for Tuple {
	fn on_leave(device: &DeviceId, owner: &AccountId) {
		for_tuples!( #( Tuple::on_leave(device, owner); )* );
	}

	fn on_leave_weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::on_leave_weight()); )* );
		weight
	}

	fn on_change(device: &DeviceId, owner: &AccountId, what: DeviceChange<'_>) {
		for_tuples!( #( Tuple::on_change(device, owner, what); )* );
	}

	fn on_change_weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::on_change_weight()); )* );
		weight
	}
}
