//! The supervisory board, representatives of the community: watches and can stop. The holders elect it.

use super::{
	motions::{AbsentSayNo, BoardMotion, MotionDeposit},
	Days, ForfeitsToEcosystem, MaxMotionWeight,
};
use crate::{
	call_class::call_classes,
	constants::{currency, governance},
	AccountId, Balance, Balances, Board, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
};
use frame_support::{
	parameter_types,
	traits::{EitherOfDiverse, LockIdentifier},
};
use frame_system::{EnsureNever, EnsureRoot};
use pallet_collective::{EnsureProportionAtLeast, EnsureProportionMoreThan};

/// The collective of the supervisory board.
pub type BoardInstance = pallet_collective::Instance2;

/// More than half of the board.
pub type BoardMajority = EnsureProportionMoreThan<AccountId, BoardInstance, 1, 2>;

/// Two thirds of the board.
pub type BoardTwoThirds = EnsureProportionAtLeast<AccountId, BoardInstance, 2, 3>;

/// The assembly, or two thirds of the board.
pub type RootOrBoardTwoThirds = EitherOfDiverse<EnsureRoot<AccountId>, BoardTwoThirds>;

parameter_types! {
	pub const MaxMotions: u32 = governance::MAX_MOTIONS;
	pub const MaxMembers: u32 = governance::MAX_MEMBERS;
	pub const ElectionLock: LockIdentifier = *b"jmtboard";
	pub const CandidacyBond: Balance = governance::CANDIDACY_BOND;
	pub const VotingBondBase: Balance = governance::VOTING_BOND;
	pub const VotingBondFactor: Balance = currency::storage_deposit(0, 32);
	pub const Seats: u32 = governance::BOARD_SEATS;
	pub const RunnersUp: u32 = governance::BOARD_RUNNERS_UP;
	pub const MaxCandidates: u32 = governance::MAX_CANDIDATES;
	pub const MaxVoters: u32 = governance::MAX_VOTERS;
	pub const MaxVotesPerVoter: u32 = governance::MAX_VOTES_PER_VOTER;
}

impl pallet_collective::Config<BoardInstance> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = Days<{ governance::MOTION_DAYS }>;
	type MaxProposals = MaxMotions;
	type MaxMembers = MaxMembers;
	type DefaultVote = AbsentSayNo;
	/// Members come from the elections.
	type SetMembersOrigin = EnsureNever<()>;
	type MaxProposalWeight = MaxMotionWeight;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Consideration = MotionDeposit<BoardMotion>;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
}

impl pallet_elections_phragmen::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type PalletId = ElectionLock;
	type Currency = Balances;
	type ChangeMembers = Board;
	type InitializeMembers = Board;
	/// 50 billion JMT in planck do not fit the 64 bits of a vote.
	type CurrencyToVote = sp_staking::currency_to_vote::U128CurrencyToVote;
	type CandidacyBond = CandidacyBond;
	type VotingBondBase = VotingBondBase;
	type VotingBondFactor = VotingBondFactor;
	type LoserCandidate = ForfeitsToEcosystem;
	type KickedMember = ForfeitsToEcosystem;
	type DesiredMembers = Seats;
	type DesiredRunnersUp = RunnersUp;
	type TermDuration = Days<{ governance::BOARD_TERM_DAYS }>;
	type MaxCandidates = MaxCandidates;
	type MaxVoters = MaxVoters;
	type MaxVotesPerVoter = MaxVotesPerVoter;
	type WeightInfo = pallet_elections_phragmen::weights::SubstrateWeight<Runtime>;
}

call_classes! {
	pallet_collective::Call<Runtime, BoardInstance>,
	Maintenance:
		set_members, execute, propose, vote, disapprove_proposal, close, kill, release_proposal_cost;
}

call_classes! {
	pallet_elections_phragmen::Call<Runtime>,
	Maintenance:
		vote, remove_voter, submit_candidacy, renounce_candidacy, remove_member, clean_defunct_voters;
}
