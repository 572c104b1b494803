//! The council, the foundation's board of directors: plans, budgets and spends. The assembly appoints it.

use super::{
	motions::{AbsentSayNo, CouncilMotion, MotionDeposit},
	BoardMajority, Days, MaxMotionWeight,
};
use crate::{
	call_class::call_classes, constants::governance, governance::EnsureAppointments, AccountId,
	FoundationCouncil, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
};
use frame_support::{
	parameter_types,
	traits::{EitherOf, EitherOfDiverse},
};
use frame_system::{EnsureNever, EnsureRoot};
use pallet_collective::EnsureProportionMoreThan;

/// The collective of the council.
pub type CouncilInstance = pallet_collective::Instance1;

/// The membership of the council.
type Membership = pallet_membership::Instance1;

/// More than half of the council.
pub type CouncilMajority = EnsureProportionMoreThan<AccountId, CouncilInstance, 1, 2>;

/// The assembly.
type Appoints = EitherOf<EnsureRoot<AccountId>, EnsureAppointments>;

parameter_types! {
	pub const MaxMotions: u32 = governance::MAX_MOTIONS;
	pub const MaxMembers: u32 = governance::MAX_MEMBERS;
}

impl pallet_collective::Config<CouncilInstance> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = Days<{ governance::MOTION_DAYS }>;
	type MaxProposals = MaxMotions;
	type MaxMembers = MaxMembers;
	type DefaultVote = AbsentSayNo;
	/// Members come from the membership pallet.
	type SetMembersOrigin = EnsureNever<()>;
	type MaxProposalWeight = MaxMotionWeight;
	type DisapproveOrigin = EitherOfDiverse<EnsureRoot<AccountId>, BoardMajority>;
	type KillOrigin = EitherOfDiverse<EnsureRoot<AccountId>, BoardMajority>;
	type Consideration = MotionDeposit<CouncilMotion>;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
}

impl pallet_membership::Config<Membership> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type AddOrigin = Appoints;
	type RemoveOrigin = Appoints;
	type SwapOrigin = Appoints;
	type ResetOrigin = Appoints;
	type PrimeOrigin = Appoints;
	type MembershipInitialized = FoundationCouncil;
	type MembershipChanged = FoundationCouncil;
	type MaxMembers = MaxMembers;
	type WeightInfo = pallet_membership::weights::SubstrateWeight<Runtime>;
}

call_classes! {
	pallet_collective::Call<Runtime, CouncilInstance>,
	Maintenance:
		set_members, execute, propose, vote, disapprove_proposal, close, kill, release_proposal_cost;
}

call_classes! {
	pallet_membership::Call<Runtime, Membership>,
	Maintenance: add_member, remove_member, swap_member, reset_members, change_key, set_prime, clear_prime;
}
