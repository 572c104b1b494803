//! A grant as it is stored.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound};
use jmt_primitives::{Balance, Hash, Moment};
use scale_info::TypeInfo;
use sp_runtime::traits::SaturatedConversion;

/// Number of a grant, in the order of proposals.
pub type GrantId = u32;

/// Number of a milestone within its grant, counted from 0.
pub type MilestoneIndex = u32;

/// A grant that has not ended.
#[derive(
	CloneNoBound, PartialEqNoBound, EqNoBound, DebugNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[codec(mel_bound(T: Config))]
#[scale_info(skip_type_params(T))]
pub struct Grant<T: Config> {
	/// Pays the deposit and submits milestones.
	pub proposer: T::AccountId,
	pub beneficiary: T::AccountId,
	pub plan: Hash,
	/// Amount of each milestone, in planck and in order.
	pub milestones: BoundedVec<Balance, T::MaxMilestones>,
	/// Held of the proposer, in planck: the constant of the block of the proposal.
	pub deposit: Balance,
	/// The part of the deposit that a rejection or a lapse costs, in planck: the constant of that block too.
	pub fee: Balance,
	pub state: State,
	/// Time of the proposal, the approval, or the newest submission, acceptance or decline of a milestone, in
	/// ms.
	pub touched_at: Moment,
}

/// How far a grant is.
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
)]
pub enum State {
	/// The council has not decided.
	#[codec(index = 0)]
	Proposed,
	/// The council approved it: its unpaid milestones are promised.
	#[codec(index = 1)]
	Approved {
		/// How many milestones were paid, from the first on; it is also the number of the next one.
		paid: MilestoneIndex,
		/// Hash of the next one's report, while it waits for its review.
		report: Option<Hash>,
	},
}

impl<T: Config> Grant<T> {
	/// Number of milestones.
	pub fn count(&self) -> MilestoneIndex {
		// `MaxMilestones` is 32 bits wide.
		self.milestones.len().saturated_into()
	}

	/// Amount of a milestone, in planck; `None` when there is no such milestone.
	pub fn amount(&self, milestone: MilestoneIndex) -> Option<Balance> {
		self.milestones.get(usize::try_from(milestone).ok()?).copied()
	}

	/// Sum of all milestones, in planck.
	pub fn total(&self) -> Balance {
		self.sum_from(0)
	}

	/// Sum of the milestones that are promised and not paid, in planck: 0 for a proposal.
	pub fn rest(&self) -> Balance {
		match self.state {
			State::Proposed => 0,
			State::Approved { paid, .. } => self.sum_from(paid),
		}
	}

	/// Sum of a milestone and those after it. It cannot saturate: the sum of all was checked when the grant
	/// was proposed.
	fn sum_from(&self, milestone: MilestoneIndex) -> Balance {
		self.milestones
			.iter()
			.skip(milestone.saturated_into())
			.fold(0, |sum: Balance, amount| sum.saturating_add(*amount))
	}
}

/// Sum of amounts; `None` when it overflows.
pub(crate) fn checked_sum(amounts: &[Balance]) -> Option<Balance> {
	amounts.iter().try_fold(0, |sum: Balance, amount| sum.checked_add(*amount))
}
