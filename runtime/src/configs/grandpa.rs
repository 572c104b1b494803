//! GRANDPA: which blocks are final.

use super::KeyOwners;
use crate::{
	call_class::call_classes, parameters::dynamic::consensus, Offences, Runtime, RuntimeEvent,
};
use frame_support::traits::Get;
use sp_session::MembershipProof;

/// Sets for which an equivocation can be reported: as long as stake can still be slashed for it.
pub struct MaxSetIdSessionEntries;

impl Get<u64> for MaxSetIdSessionEntries {
	fn get() -> u64 {
		u64::from(consensus::BondingEras::get())
			.saturating_mul(u64::from(consensus::SessionsPerEra::get()))
	}
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = super::ReportWeight;
	type MaxAuthorities = super::babe::MaxAuthorities;
	type MaxNominators = super::babe::MaxNominators;
	type MaxSetIdSessionEntries = MaxSetIdSessionEntries;
	type KeyOwnerProof = MembershipProof;
	type EquivocationReportSystem = pallet_grandpa::EquivocationReportSystem<
		Self,
		Offences,
		KeyOwners,
		super::babe::ReportLongevity,
	>;
}

call_classes! {
	pallet_grandpa::Call<Runtime>,
	Consensus: report_equivocation, report_equivocation_unsigned, note_stalled;
}
