//! Access: decided by devices, their domains, and groups of members who prove to belong to them. There is no pallet for
//! gateways yet, so that nobody's word about a place counts and each condition of place is unknown.

use crate::{
	call_class::call_classes, constants::currency, Balance, Balances, Devices, Runtime,
	RuntimeHoldReason, Timestamp, ZkVerifier,
};
use frame_support::{parameter_types, traits::ConstU32};
use jmt_primitives::access::EVALUATOR;

parameter_types! {
	pub const ItemDeposit: Balance = currency::storage_deposit(1, 0);
	pub const ByteDeposit: Balance = currency::storage_deposit(0, 1);
}

impl pallet_access::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Time = Timestamp;
	type Identity = Devices;
	type Gateways = ();
	type Membership = ZkVerifier;
	type ItemDeposit = ItemDeposit;
	type ByteDeposit = ByteDeposit;
	type Evaluator = ConstU32<EVALUATOR>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Devices;
	type WeightInfo = pallet_access::weights::SubstrateWeight<Runtime>;
}

// A right that is to end, ends in safe mode too, and a device's log goes on: both would harm those who did not ask for
// the pause.
call_classes! {
	pallet_access::Call<Runtime>,
	Exit: close_resource, revoke, revoke_all, bump_passes, close_grant, withdraw_approval, anchor, report_lie,
		close_policy, clear_uses, close_log;
	Money: use_right;
	Owner: create_resource, set_resource, set_policy, grant, approve;
}
