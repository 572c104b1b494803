//! Tasks: seeds by BABE, workers out of the registry, money through holds and the ecosystem pot. Proof of time holds
//! workers' steps to their share of a block, and says which blocks had room for them.

use super::{factors::largest_product, EcosystemAccount, ParentVrf};
use crate::{
	call_class::call_classes,
	constants::{currency::EXISTENTIAL_DEPOSIT, tasks},
	parameters::dynamic,
	AccountId, Balance, Balances, Devices, ProofOfTime, Runtime, RuntimeHoldReason, Timestamp,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{ConstU128, ConstU64, Get};
use frame_system::EnsureNone;
use jmt_primitives::{
	tasks::{full_credit, Tariff},
	time::DAY_MS,
};
use scale_info::TypeInfo;
use sp_runtime::Permill;

/// The rates of tasks that governance sets: one parameter, since they have to fit together and are read together. A task
/// keeps what they made of its terms.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct TaskRates {
	/// Least bond, in planck; a stake unit at most.
	pub least_bond: Balance,
	/// Times the pay that a bond is, if that is more.
	pub bond_pays: u32,
	/// Least that silence costs, in planck.
	pub least_silence: Balance,
	/// Times the pay that silence costs, if that is more; a bond at most.
	pub silence_pays: u32,
	/// Part of each pay that goes to the ecosystem pot, in millionths; half of it at most.
	pub market_fee: u32,
	/// Paid for each slot when a task is posted, in planck.
	pub service_slot: Balance,
	/// Paid for each byte that each slot's output may have, in planck.
	pub service_byte: Balance,
	/// Held for a task, in planck.
	pub deposit_task: Balance,
	/// Held for each byte that each slot's output may have, in planck.
	pub deposit_byte: Balance,
	/// Out of the deposit, for who collects it in its client's place, in planck.
	pub bounty: Balance,
}

impl Default for TaskRates {
	fn default() -> Self {
		tasks::RATES
	}
}

impl TaskRates {
	/// The nearest rates by which tasks can be posted and end, whatever the parameter was set to.
	pub fn within_bounds(self) -> Self {
		let bond_pays = self.bond_pays.clamp(tasks::LEAST_BOND_PAYS, tasks::MOST_BOND_PAYS);
		Self {
			least_bond: self.least_bond.clamp(EXISTENTIAL_DEPOSIT, tasks::UNIT),
			bond_pays,
			silence_pays: self.silence_pays.clamp(1, bond_pays),
			market_fee: self.market_fee.min(tasks::MOST_MARKET_FEE),
			bounty: self.bounty.min(self.deposit_task),
			..self
		}
	}
}

/// The tariff of this block.
pub struct CurrentTariff;

impl Get<Tariff> for CurrentTariff {
	fn get() -> Tariff {
		let rates = dynamic::tasks::Rates::get().within_bounds();
		Tariff {
			unit: tasks::UNIT,
			least_pay: EXISTENTIAL_DEPOSIT,
			least_bond: rates.least_bond,
			bond_pays: rates.bond_pays,
			least_silence: rates.least_silence,
			silence_pays: rates.silence_pays,
			market_fee: Permill::from_parts(rates.market_fee),
			service_slot: rates.service_slot,
			service_byte: rates.service_byte,
			deposit_task: rates.deposit_task,
			deposit_byte: rates.deposit_byte,
			bounty: rates.bounty,
		}
	}
}

/// The work credit that counts in full, by the ceiling and the terms of proof of time as they stand. A JMT of fees so
/// mines a third of a JMT.
pub struct FullCredit;

impl Get<Balance> for FullCredit {
	fn get() -> Balance {
		full_credit(dynamic::proof_of_time::DailyCeiling::get(), largest_product())
	}
}

impl pallet_tasks::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	/// Workers' steps travel as bare extrinsics, which pass [`crate::bare::BareAuthorized`].
	type FreeOrigin = EnsureNone<AccountId>;
	type Time = Timestamp;
	type Registry = Devices;
	type Randomness = ParentVrf;
	type BlockRoom = ProofOfTime;
	type FreeShare = ProofOfTime;
	type Eligibility = ();
	type Hook = ();
	type Ecosystem = EcosystemAccount;
	type Unit = ConstU128<{ tasks::UNIT }>;
	type Tariff = CurrentTariff;
	type FullCredit = FullCredit;
	type MaxEnrolmentAge = ConstU64<DAY_MS>;
	type WeightInfo = pallet_tasks::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}

// A worker that is kept from a step would be fined for it, and a client from its word charged for a result that it did not
// want. A stake can be lost by the work key that it is for: to stake is to hand funds over.
call_classes! {
	pallet_tasks::Call<Runtime>,
	Device: claim, commit, reveal;
	Exit: settle, collect, cancel, accept, reject;
	Money: enrol, set_stake, post, challenge;
}
