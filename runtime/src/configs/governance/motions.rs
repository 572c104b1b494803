//! Motions of the council, the board and the advisory committee: whose vote counts, and what it costs to
//! have many open.

use super::EcosystemAccount;
use crate::{constants::governance, AccountId, Balance, Balances, RuntimeHoldReason};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::{
	defensive, parameter_types,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
		Consideration, Get, MaybeConsideration,
	},
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use pallet_collective::{
	deposit::{Delayed, Geometric},
	DefaultVote, MemberCount,
};
use scale_info::TypeInfo;
use sp_runtime::{traits::Convert, DispatchError, FixedU128};

/// Absent members count as noes. Counted as the prime's vote, a prime would speak for all who are absent, and
/// for two thirds of a body alone.
pub struct AbsentSayNo;

impl DefaultVote for AbsentSayNo {
	fn default_vote(
		_prime: Option<bool>,
		_ayes: MemberCount,
		_nays: MemberCount,
		_members: MemberCount,
	) -> bool {
		false
	}
}

parameter_types! {
	pub const FreeMotions: u32 = governance::FREE_MOTIONS;
	pub const FirstDeposit: Balance = governance::MOTION_DEPOSIT;
	pub Growth: FixedU128 = FixedU128::from_rational(
		governance::MOTION_DEPOSIT_GROWTH.0,
		governance::MOTION_DEPOSIT_GROWTH.1,
	);
	pub const CouncilMotion: RuntimeHoldReason =
		RuntimeHoldReason::FoundationCouncil(pallet_collective::HoldReason::ProposalSubmission);
	pub const BoardMotion: RuntimeHoldReason =
		RuntimeHoldReason::Board(pallet_collective::HoldReason::ProposalSubmission);
}

/// Price of a motion beside so many open ones.
type Price = Delayed<FreeMotions, Geometric<Growth, FirstDeposit>>;

/// The hold for a motion, of the member who made it: 0 beside a few open motions, then more and more, so that
/// filling a body has a price. Once the motion is closed, anybody has it released by `release_proposal_cost`;
/// before the same call is proposed again, or its hold is forgotten.
///
/// The SDK's own hold would burn the forfeit of a killed motion. Here it goes to the ecosystem pot.
#[derive(
	CloneNoBound,
	EqNoBound,
	PartialEqNoBound,
	DebugNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(skip_type_params(Reason))]
#[codec(mel_bound())]
pub struct MotionDeposit<Reason>(Balance, PhantomData<fn() -> Reason>);

impl<Reason: Get<RuntimeHoldReason> + 'static> Consideration<AccountId, u32>
	for MotionDeposit<Reason>
{
	fn new(who: &AccountId, open: u32) -> Result<Self, DispatchError> {
		let amount: Balance = Price::convert(open);
		if amount > 0 {
			Balances::hold(&Reason::get(), who, amount)?;
		}
		Ok(Self(amount, PhantomData))
	}

	fn update(self, who: &AccountId, open: u32) -> Result<Self, DispatchError> {
		Consideration::<AccountId, u32>::drop(self, who)?;
		Self::new(who, open)
	}

	fn drop(self, who: &AccountId) -> Result<(), DispatchError> {
		Balances::release(&Reason::get(), who, self.0, Precision::BestEffort).map(|_| ())
	}

	fn burn(self, who: &AccountId) {
		let moved = Balances::transfer_on_hold(
			&Reason::get(),
			who,
			&EcosystemAccount::get(),
			self.0,
			Precision::BestEffort,
			Restriction::Free,
			Fortitude::Force,
		);
		if moved.is_err() {
			defensive!("the ecosystem pot exists and takes any amount");
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(who: &AccountId, open: u32) {
		use crate::constants::currency::EXISTENTIAL_DEPOSIT;
		use frame_support::traits::fungible::Mutate;
		let amount: Balance = Price::convert(open);
		let _ = Balances::mint_into(who, amount.saturating_add(EXISTENTIAL_DEPOSIT));
	}
}

impl<Reason: Get<RuntimeHoldReason> + 'static> MaybeConsideration<AccountId, u32>
	for MotionDeposit<Reason>
{
	fn is_none(&self) -> bool {
		self.0 == 0
	}
}
