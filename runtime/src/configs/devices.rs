//! Devices: the registry and its domains. Proof of time and tasks learn from it when a device leaves or changes, and proof
//! of time holds activations to their share of a block.

use crate::{
	call_class::call_classes,
	configs::{BoardTwoThirds, CouncilMajority, EcosystemAccount},
	constants::{currency, identity},
	parameters::{dynamic::devices, RootOrEconomy},
	AccountId, Balance, Balances, Moment, ProofOfTime, Runtime, RuntimeHoldReason, Tasks,
	Timestamp, TransactionPayment,
};
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo, Pays},
	parameter_types,
	traits::EitherOfDiverse,
	weights::Weight,
};
use frame_system::{EnsureNone, EnsureRoot};
use jmt_primitives::{authorized::CallFee, time::DAY_MS};

parameter_types! {
	pub const DeviceDeposit: Balance = currency::DEVICE_DEPOSIT;
	pub const KeyDeposit: Balance = currency::storage_deposit(1, 64);
	pub const RotationTime: Moment = identity::ROTATION_MS;
	pub const RotationBlocks: u32 = identity::ROTATION_BLOCKS;
	pub const CancelPause: Moment = identity::CANCEL_MS;
	pub const MaxRegistrationAge: Moment = DAY_MS;
	pub const TopDeposit: Balance = identity::TOP_DOMAIN_DEPOSIT;
	pub const ChildDeposit: Balance = identity::CHILD_DEPOSIT;
	pub const TrustDeposit: Balance = currency::storage_deposit(1, 100);
	pub const MaxTrust: Moment = identity::MAX_TRUST_MS;
	pub const ManifestDeposit: Balance = currency::storage_deposit(1, 200);
	pub const ChunkDeposit: Balance = currency::storage_deposit(1, 80);
	pub const RootFreeze: Moment = identity::ROOT_FREEZE_MS;
	pub const SweepChunks: u32 = identity::SWEEP_CHUNKS;
}

/// The fee of a signed call without a tip.
pub struct SignedFee;

impl CallFee for SignedFee {
	fn fee(weight: Weight, length: u32) -> Balance {
		let info = DispatchInfo {
			call_weight: weight,
			class: DispatchClass::Normal,
			pays_fee: Pays::Yes,
			..Default::default()
		};
		TransactionPayment::compute_fee(length, &info, 0)
	}
}

impl pallet_devices::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = DeviceDeposit;
	type KeyDeposit = KeyDeposit;
	type RotationTime = RotationTime;
	type RotationBlocks = RotationBlocks;
	type CancelPause = CancelPause;
	type BlockRoom = ProofOfTime;
	type MaxRegistrationAge = MaxRegistrationAge;
	type Time = Timestamp;
	type TopDeposit = TopDeposit;
	type ChildDeposit = ChildDeposit;
	type TrustDeposit = TrustDeposit;
	type MaxTrust = MaxTrust;
	type ManifestDeposit = ManifestDeposit;
	type ChunkDeposit = ChunkDeposit;
	type SweepChunks = SweepChunks;
	type ActivationPrice = devices::ActivationPrice;
	type Ecosystem = EcosystemAccount;
	type Fee = SignedFee;
	type FreeShare = ProofOfTime;
	type FreeOrigin = EnsureNone<AccountId>;
	type RootOrigin = RootOrEconomy;
	type FreezeOrigin = BoardTwoThirds;
	type DistrustOrigin = EitherOfDiverse<EnsureRoot<AccountId>, CouncilMajority>;
	type RootFreeze = RootFreeze;
	type Hook = (ProofOfTime, Tasks);
	type WeightInfo = pallet_devices::weights::SubstrateWeight<Runtime>;
}

call_classes! {
	pallet_devices::Call<Runtime>,
	Owner: register, remove, pause, resume, create_domain, close_domain, offer_domain, accept_domain, set_admin,
		suspend_domain, resume_domain, set_trust, drop_trust, withdraw_prepaid, publish_manifest, set_manifest,
		activate, sweep_manifest, move_device, set_member, bind_unit, rotate_key,
		start_rotation, finish_rotation, set_profile, offer_device, accept_device, index_owned;
	Device: cancel_rotation;
	Exit: revoke_root_key;
	Decision: admit_root, set_root, set_root_key;
}
