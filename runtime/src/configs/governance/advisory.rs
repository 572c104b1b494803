//! The strategic advisory committee: speaks on the chain, decides nothing. The council names it.
//!
//! Its word is a motion whose call is `System.remark`: the members vote on it, and the events say who stood
//! behind which text. No call of the runtime accepts the committee's origin, so a motion of anything else
//! that asks for an origin fails when it is carried.

use super::{motions::AbsentSayNo, CouncilMajority, Days, MaxMotionWeight};
use crate::{
	call_class::call_classes, constants::governance, AccountId, AdvisoryCommittee, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeOrigin,
};
use frame_support::{parameter_types, traits::EitherOfDiverse};
use frame_system::{EnsureNever, EnsureRoot};

/// The collective of the advisory committee.
pub type AdvisoryInstance = pallet_collective::Instance3;

/// The membership of the advisory committee.
type Membership = pallet_membership::Instance2;

/// The council or the assembly.
type Names = EitherOfDiverse<EnsureRoot<AccountId>, CouncilMajority>;

parameter_types! {
	pub const MaxMotions: u32 = governance::MAX_MOTIONS;
	pub const MaxMembers: u32 = governance::MAX_MEMBERS;
}

impl pallet_collective::Config<AdvisoryInstance> for Runtime {
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
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Consideration = ();
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
}

impl pallet_membership::Config<Membership> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type AddOrigin = Names;
	type RemoveOrigin = Names;
	type SwapOrigin = Names;
	type ResetOrigin = Names;
	type PrimeOrigin = Names;
	type MembershipInitialized = AdvisoryCommittee;
	type MembershipChanged = AdvisoryCommittee;
	type MaxMembers = MaxMembers;
	type WeightInfo = pallet_membership::weights::SubstrateWeight<Runtime>;
}

call_classes! {
	pallet_collective::Call<Runtime, AdvisoryInstance>,
	Maintenance:
		set_members, execute, propose, vote, disapprove_proposal, close, kill, release_proposal_cost;
}

call_classes! {
	pallet_membership::Call<Runtime, Membership>,
	Maintenance: add_member, remove_member, swap_member, reset_members, change_key, set_prime, clear_prime;
}
