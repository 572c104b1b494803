//! Devices: the registry. Proof of time learns from it when one leaves or changes.

use crate::{
	call_class::call_classes, constants::currency, Balance, Balances, Moment, ProofOfTime, Runtime,
	RuntimeHoldReason, Timestamp,
};
use frame_support::parameter_types;
use jmt_primitives::time::DAY_MS;

parameter_types! {
	pub const DeviceDeposit: Balance = currency::DEVICE_DEPOSIT;
	pub const MaxRegistrationAge: Moment = DAY_MS;
}

impl pallet_devices::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = DeviceDeposit;
	type MaxRegistrationAge = MaxRegistrationAge;
	type Time = Timestamp;
	type Hook = (ProofOfTime,);
	type WeightInfo = pallet_devices::weights::SubstrateWeight<Runtime>;
}

call_classes! {
	pallet_devices::Call<Runtime>,
	Owner: register, remove, pause, resume;
}
