//! Several hooks at once. "It ..."

use crate::mock::*;
use frame_support::weights::Weight;
use jmt_primitives::{
	devices::{DeviceChange, DeviceHook, DeviceStanding},
	AccountId, DeviceId,
};

/// Twice the mock's weights, and silent.
struct Silent;

impl DeviceHook for Silent {
	fn on_leave(_: &DeviceId, _: &AccountId) {}

	fn on_leave_weight() -> Weight {
		HOOK_WEIGHT.saturating_mul(2)
	}

	fn on_change(_: &DeviceId, _: &AccountId, _: DeviceChange<'_>) {}

	fn on_change_weight() -> Weight {
		CHANGE_WEIGHT.saturating_mul(2)
	}
}

type Told = <Test as crate::Config>::Hook;

#[test]
fn it_weighs_what_all_of_them_do() {
	assert_eq!(<(Told, Silent)>::on_leave_weight(), HOOK_WEIGHT.saturating_mul(3));
	assert_eq!(<(Told, Silent, Told)>::on_change_weight(), CHANGE_WEIGHT.saturating_mul(4));
	assert_eq!(<() as DeviceHook>::on_leave_weight(), Weight::zero());
	assert_eq!(<() as DeviceHook>::on_change_weight(), Weight::zero());
}

#[test]
fn it_tells_each_of_them() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		let active = DeviceStanding::Active;
		<(Told, Silent, Told)>::on_change(&device, &owner(), DeviceChange::Standing(active));
		let told = (device, owner(), active, active);
		assert_eq!(Changed::get(), vec![told.clone(), told]);
		<(Told, Silent, Told)>::on_leave(&device, &owner());
		assert_eq!(Left::get(), vec![(device, owner()), (device, owner())]);
	});
}
