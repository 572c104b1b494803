//! Devices: the registry and its domains. Proof of time learns from it when a device leaves or changes, and holds
//! activations to their share of a block.

use crate::{
	call_class::call_classes,
	configs::EcosystemAccount,
	constants::{currency, identity},
	AccountId, Balance, Balances, Moment, ProofOfTime, Runtime, RuntimeHoldReason, Timestamp,
	TransactionPayment,
};
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo, Pays},
	parameter_types,
	weights::Weight,
};
use frame_system::EnsureNone;
use jmt_primitives::{authorized::CallFee, time::DAY_MS};

parameter_types! {
	pub const DeviceDeposit: Balance = currency::DEVICE_DEPOSIT;
	pub const MaxRegistrationAge: Moment = DAY_MS;
	pub const TopDeposit: Balance = identity::TOP_DOMAIN_DEPOSIT;
	pub const ChildDeposit: Balance = identity::CHILD_DEPOSIT;
	pub const TrustDeposit: Balance = currency::storage_deposit(1, 100);
	pub const MaxTrust: Moment = identity::MAX_TRUST_MS;
	pub const ManifestDeposit: Balance = currency::storage_deposit(1, 200);
	pub const ChunkDeposit: Balance = currency::storage_deposit(1, 80);
	pub const SweepChunks: u32 = identity::SWEEP_CHUNKS;
	pub const ActivationPrice: Balance = identity::ACTIVATION_PRICE;
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
	type MaxRegistrationAge = MaxRegistrationAge;
	type Time = Timestamp;
	type TopDeposit = TopDeposit;
	type ChildDeposit = ChildDeposit;
	type TrustDeposit = TrustDeposit;
	type MaxTrust = MaxTrust;
	type ManifestDeposit = ManifestDeposit;
	type ChunkDeposit = ChunkDeposit;
	type SweepChunks = SweepChunks;
	type ActivationPrice = ActivationPrice;
	type Ecosystem = EcosystemAccount;
	type Fee = SignedFee;
	type FreeShare = ProofOfTime;
	type FreeOrigin = EnsureNone<AccountId>;
	type Hook = (ProofOfTime,);
	type WeightInfo = pallet_devices::weights::SubstrateWeight<Runtime>;
}

call_classes! {
	pallet_devices::Call<Runtime>,
	Owner: register, remove, pause, resume, create_domain, close_domain, offer_domain, accept_domain, set_admin,
		suspend_domain, resume_domain, set_trust, drop_trust, withdraw_prepaid, publish_manifest, set_manifest,
		activate, sweep_manifest, move_device, set_member, index_owned;
}
