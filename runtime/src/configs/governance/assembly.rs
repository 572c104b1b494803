//! The holders' assembly: referenda that everybody with JMT votes in, by conviction.
//!
//! | track | speaks as | decides | support at the end | enacted after |
//! |---|---|---|---|---|
//! | root | Root | 28 days | 10 % | 2 days |
//! | economy | [`Origin::Economy`] | 14 days | 3 % | 1 day |
//! | appointments | [`Origin::Appointments`] | 14 days | 3 % | 1 day |
//!
//! Days are days of governance. Support is of the JMT that circulate, since the pots have no key to vote
//! with. The supervisory board can cancel a referendum by two thirds until it is enacted: while it is
//! decided by `Referenda.cancel`, afterwards by `Assembly.stop_enactment` ([`BoardStopsEnactment`]).

use super::{scheduler::FirstWithRoom, Days, ForfeitsToEcosystem, RootOrBoardTwoThirds};
use crate::{
	call_class::call_classes,
	constants::governance::{self, track},
	governance::{Enactments, Origin},
	parameters::dynamic,
	AccountId, Balance, Balances, BlockNumber, OriginCaller, Preimage, Referenda, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeOrigin, Scheduler, System,
};
use alloc::borrow::Cow;
use codec::Encode;
use core::cmp::Ordering;
use frame_support::{
	dispatch::DispatchResult,
	parameter_types,
	traits::{AsEnsureOriginWithArg, Get, PrivilegeCmp},
	weights::Weight,
};
use frame_system::{EnsureRoot, EnsureSigned, RawOrigin};
use pallet_referenda::{Curve, ReferendumIndex, Track, TrackInfo};
use pallet_scheduler::WeightInfo;
use sp_runtime::{str_array, Perbill};

parameter_types! {
	pub const MaxVotes: u32 = governance::MAX_VOTES;
	pub const SubmissionDeposit: Balance = governance::SUBMISSION_DEPOSIT;
	pub const MaxQueued: u32 = governance::MAX_QUEUED;
	/// Blocks: every one looks at the referenda that are due.
	pub const AlarmInterval: BlockNumber = 1;
}

/// The JMT that can vote: all outside the keyless pots.
pub struct CirculatingSupply;

impl Get<Balance> for CirculatingSupply {
	fn get() -> Balance {
		crate::circulation::figures().circulating
	}
}

impl pallet_conviction_voting::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type Polls = Referenda;
	type MaxTurnout = CirculatingSupply;
	type MaxVotes = MaxVotes;
	/// Not shorter than any enactment: who carried a decision lives with it.
	type VoteLockingPeriod = Days<{ governance::VOTE_LOCKING_DAYS }>;
	type BlockNumberProvider = System;
	type VotingHooks = ();
	type WeightInfo = pallet_conviction_voting::weights::SubstrateWeight<Runtime>;
}

impl pallet_referenda::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type Scheduler = FirstWithRoom;
	type Currency = Balances;
	type SubmitOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type CancelOrigin = RootOrBoardTwoThirds;
	type KillOrigin = EnsureRoot<AccountId>;
	type Slash = ForfeitsToEcosystem;
	type Votes = pallet_conviction_voting::VotesOf<Runtime>;
	type Tally = pallet_conviction_voting::TallyOf<Runtime>;
	type SubmissionDeposit = SubmissionDeposit;
	type MaxQueued = MaxQueued;
	type UndecidingTimeout = Days<{ governance::UNDECIDING_DAYS }>;
	type AlarmInterval = AlarmInterval;
	type Tracks = Tracks;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
	type WeightInfo = pallet_referenda::weights::SubstrateWeight<Runtime>;
}

/// The tracks of the assembly.
pub struct Tracks;

/// Approval falls from all votes to half of them over the decision period.
const APPROVAL: Curve = Curve::LinearDecreasing {
	length: Perbill::one(),
	floor: Perbill::from_percent(50),
	ceil: Perbill::one(),
};

/// Support falls from half of the circulating JMT to `floor` over the decision period.
const fn support(floor: Perbill) -> Curve {
	Curve::LinearDecreasing { length: Perbill::one(), floor, ceil: Perbill::from_percent(50) }
}

/// A track whose periods are multiples of a day of governance.
fn track(
	id: u16,
	name: [u8; 25],
	terms: governance::Terms,
	day: BlockNumber,
) -> Cow<'static, Track<u16, Balance, BlockNumber>> {
	let days = |count: u32| day.saturating_mul(count);
	Cow::Owned(Track {
		id,
		info: TrackInfo {
			name,
			max_deciding: terms.max_deciding,
			decision_deposit: terms.decision_deposit,
			prepare_period: days(terms.prepare_days),
			decision_period: days(terms.decision_days),
			confirm_period: days(terms.confirm_days),
			min_enactment_period: days(terms.enactment_days),
			min_approval: APPROVAL,
			min_support: support(terms.least_support),
		},
	})
}

impl pallet_referenda::TracksInfo<Balance, BlockNumber> for Tracks {
	type Id = u16;
	type RuntimeOrigin = OriginCaller;

	fn tracks() -> impl Iterator<Item = Cow<'static, Track<Self::Id, Balance, BlockNumber>>> {
		let day = dynamic::governance::DayBlocks::get();
		[
			track(track::ROOT, str_array("root"), governance::ROOT_TERMS, day),
			track(track::ECONOMY, str_array("economy"), governance::ECONOMY_TERMS, day),
			track(
				track::APPOINTMENTS,
				str_array("appointments"),
				governance::APPOINTMENT_TERMS,
				day,
			),
		]
		.into_iter()
	}

	fn track_for(origin: &OriginCaller) -> Result<Self::Id, ()> {
		match origin {
			OriginCaller::system(RawOrigin::Root) => Ok(track::ROOT),
			OriginCaller::Assembly(Origin::Economy) => Ok(track::ECONOMY),
			OriginCaller::Assembly(Origin::Appointments) => Ok(track::APPOINTMENTS),
			_ => Err(()),
		}
	}
}

/// Decisions of referenda that wait for their enactment. The board stops them by two thirds. It reaches no other
/// scheduled task, so not the alarms by which the referenda pallet goes on.
pub struct BoardStopsEnactment;

impl Enactments for BoardStopsEnactment {
	fn stop(referendum: ReferendumIndex) -> DispatchResult {
		// As the referenda pallet names it.
		let name =
			(*b"assembly", "enactment", referendum).using_encoded(sp_io::hashing::blake2_256);
		// As Root, since the scheduler's trait would not give up what it requested of the preimage.
		Scheduler::cancel_named(RuntimeOrigin::root(), name)
	}

	fn stop_weight() -> Weight {
		<Runtime as pallet_scheduler::Config>::WeightInfo::cancel_named(
			<Runtime as pallet_scheduler::Config>::MaxScheduledPerBlock::get(),
		)
	}
}

/// Whose scheduled calls an origin may cancel: its own, and Root those of all.
pub struct RootCancels;

impl PrivilegeCmp<OriginCaller> for RootCancels {
	fn cmp_privilege(left: &OriginCaller, right: &OriginCaller) -> Option<Ordering> {
		if left == right {
			return Some(Ordering::Equal);
		}
		match left {
			OriginCaller::system(RawOrigin::Root) => Some(Ordering::Greater),
			_ => None,
		}
	}
}

call_classes! {
	pallet_referenda::Call<Runtime>,
	Maintenance:
		submit, place_decision_deposit, refund_decision_deposit, cancel, kill, nudge_referendum,
		one_fewer_deciding, refund_submission_deposit, set_metadata;
}

call_classes! {
	pallet_conviction_voting::Call<Runtime>,
	Maintenance: vote, delegate, undelegate, unlock, remove_vote, remove_other_vote;
}

call_classes! {
	crate::governance::Call<Runtime>,
	Maintenance: stop_enactment;
}
