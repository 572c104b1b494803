//! Zero-knowledge proofs: plain WASM, so that a light client checks them itself. Proof of time holds signals without a
//! fee to their share of a block.

use super::CouncilMajority;
use crate::{
	call_class::call_classes,
	constants::{currency, zero_knowledge},
	parameters::dynamic::zk,
	AccountId, Balance, Balances, Moment, ProofOfTime, Runtime, RuntimeHoldReason, Timestamp,
};
use frame_support::{
	parameter_types,
	traits::{EitherOfDiverse, Get},
};
use frame_system::{EnsureNone, EnsureRoot};
use jmt_primitives::proofs::Semaphore;

parameter_types! {
	pub const ItemDeposit: Balance = currency::storage_deposit(1, 0);
	pub const ByteDeposit: Balance = currency::storage_deposit(0, 1);
	pub const AliasDeposit: Balance = zero_knowledge::ALIAS_DEPOSIT;
	pub const TopicBounty: Balance = zero_knowledge::TOPIC_BOUNTY;
}

/// The bits that governance has set, so many at least that a stamp is work, and at most that somebody can make one.
pub struct StampBits;

impl Get<u32> for StampBits {
	fn get() -> u32 {
		zk::StampBits::get().clamp(zero_knowledge::MIN_STAMP_BITS, zero_knowledge::MAX_STAMP_BITS)
	}
}

/// The time that governance has set, so long at least that a proof arrives, and so short that a group can be changed
/// every day.
pub struct RootLifetime;

impl Get<Moment> for RootLifetime {
	fn get() -> Moment {
		zk::RootLifetime::get()
			.clamp(zero_knowledge::MIN_ROOT_LIFETIME_MS, zero_knowledge::MAX_ROOT_LIFETIME_MS)
	}
}

impl pallet_zk_verifier::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Time = Timestamp;
	type AdminOrigin = EitherOfDiverse<EnsureRoot<AccountId>, CouncilMajority>;
	type FreeOrigin = EnsureNone<AccountId>;
	type FreeShare = ProofOfTime;
	type MembershipKeys = Semaphore;
	type RootLifetime = RootLifetime;
	type StampBits = StampBits;
	type ItemDeposit = ItemDeposit;
	type ByteDeposit = ByteDeposit;
	type AliasDeposit = AliasDeposit;
	type TopicBounty = TopicBounty;
	type WeightInfo = pallet_zk_verifier::weights::SubstrateWeight<Runtime>;
}

// A signal is a device's word, and its topic ends. A stolen or broken key must be retired at any time.
call_classes! {
	pallet_zk_verifier::Call<Runtime>,
	Device: signal;
	Exit: retire_key, close_group, close_topic, drop_anchor;
	Owner: register_key, verify, verify_batch, create_group, add_members, remove_member, replace_member, open_topic,
		anchor;
}
