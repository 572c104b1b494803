//! BABE and the clock: who makes the block of a slot, and what time it is.

use super::KeyOwners;
use crate::{
	call_class::call_classes, parameters::dynamic::consensus, Babe, Circulation, Emission, Moment,
	Offences, Runtime, RuntimeCall, Session, UncheckedExtrinsic,
};
use frame_support::{parameter_types, traits::Get};
use sp_session::MembershipProof;

parameter_types! {
	pub const MaxAuthorities: u32 = crate::constants::staking::MAX_VALIDATORS;
	pub const MaxNominators: u32 = crate::constants::staking::MAX_ELECTION_VOTERS;
}

/// BABE takes the slot's length for twice this.
pub struct MinimumPeriod;

impl Get<Moment> for MinimumPeriod {
	fn get() -> Moment {
		consensus::SlotMs::get() / 2
	}
}

/// Slots for which an equivocation can be reported: as long as stake can still be slashed for it.
pub struct ReportLongevity;

impl Get<u64> for ReportLongevity {
	fn get() -> u64 {
		u64::from(consensus::BondingEras::get())
			.saturating_mul(u64::from(consensus::SessionsPerEra::get()))
			.saturating_mul(consensus::EpochSlots::get())
	}
}

impl pallet_babe::Config for Runtime {
	/// A consensus parameter: set at genesis and never again. Clients read it from `BabeApi`.
	type EpochDuration = consensus::EpochSlots;
	type ExpectedBlockTime = consensus::SlotMs;
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type DisabledValidators = Session;
	type WeightInfo = super::ReportWeight;
	type MaxAuthorities = MaxAuthorities;
	type MaxNominators = MaxNominators;
	type KeyOwnerProof = MembershipProof;
	type EquivocationReportSystem =
		pallet_babe::EquivocationReportSystem<Self, Offences, KeyOwners, ReportLongevity>;
}

impl pallet_timestamp::Config for Runtime {
	type Moment = Moment;
	/// BABE checks that the time lies in the slot; emission launches with the first time it sees; circulation
	/// takes a snapshot when a quarter has ended.
	type OnTimestampSet = (Babe, Emission, Circulation);
	type MinimumPeriod = MinimumPeriod;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl<LocalCall> frame_system::offchain::CreateTransactionBase<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

/// A node's own equivocation reports are bare.
impl<LocalCall> frame_system::offchain::CreateBare<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}

call_classes! {
	pallet_babe::Call<Runtime>,
	Consensus: report_equivocation, report_equivocation_unsigned, plan_config_change;
}

call_classes! {
	pallet_timestamp::Call<Runtime>,
	Consensus: set;
}
