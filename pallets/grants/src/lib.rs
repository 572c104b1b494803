//! Grants out of the ecosystem's pot: proposals, review, pay by milestone.
//!
//! # Words
//!
//! - *Grant*: a plan and the pay for it, from its proposal until the last planck is paid or the grant is
//!   ended. Its *id* is a number that is never used again.
//! - *Proposal*: a grant that the council has not decided on. Anybody, the *proposer*, makes one and names
//!   the account to be paid, the *beneficiary*.
//! - *Plan*: the document that describes the work. The chain knows its hash only.
//! - *Milestone*: an amount that is paid for one part of the plan. Milestones are reached in order and counted
//!   from 0.
//! - *Report*: the document that shows that a milestone was reached, known by its hash. *Review* is the
//!   council's decision on it.
//! - *Promised*: the amount that the pot still owes to approved grants. It is on hold in the pot.
//! - *Deposit*: the amount held of the proposer. *Fee*: the part of it that a rejection or a lapse costs.
//! - *Patience*: how long an approved grant may stay silent.
//!
//! # Walk
//!
//! [`Pallet::propose`] holds the deposit. Until the council decides the proposer may [`Pallet::withdraw`] and
//! gets all of it back. [`Pallet::approve`] puts the sum of the milestones on hold in the pot;
//! [`Pallet::reject`] returns the deposit less the fee, which goes to the pot. The proposer reports a milestone
//! by [`Pallet::submit`]; the council reviews: [`Pallet::accept`] pays the beneficiary out of the hold,
//! [`Pallet::decline`] sends the milestone back. With the last milestone the deposit returns.
//!
//! An approved grant ends early in three ways. Its unpaid promise becomes free in the pot:
//!
//! | Call | By | Deposit |
//! |---|---|---|
//! | [`Pallet::cancel`] | the council | returned |
//! | [`Pallet::stop`] | the supervisory board | returned |
//! | [`Pallet::lapse`] | anybody, when nothing was submitted for so long | returned less the fee |
//!
//! # Design
//!
//! - The promised money is on hold, so approvals never promise more than the pot has and nothing else can
//!   spend it. There is no second count of it: the hold is the count.
//! - A decision names its document. `approve` names the plan, `accept` and `decline` the report, so that votes
//!   for one report never decide on another that was submitted meanwhile.
//! - A fee is for the council's time and for promised money that lay idle. A grant that the council or the board
//!   ends returns the whole deposit: the bodies' change of mind is not the proposer's fault, and where it is,
//!   losing the rest of the grant is the price. The fee is the one of the day of the proposal.
//! - Only the proposer's silence lapses. While a report waits for its review nothing lapses, and an answer of
//!   the council starts the patience anew.
//! - A grant that has ended leaves the storage; its story is in the events.
//!
//! # Laws
//!
//! Checked by [`jmt_primitives::Invariants`]:
//!
//! 1. The pot's hold for promises is the sum of the unpaid milestones of approved grants.
//! 2. A proposer's hold for deposits is the sum of the deposits of the proposer's grants.
//! 3. While anything is promised, the pot keeps the existential deposit besides.
//! 4. A grant has at least one milestone and none of 0, its sum does not overflow, and its fee is within its
//!    deposit.
//! 5. An approved grant has a milestone to be paid.
//! 6. Every id is below the next one.
//!
//! # Example
//!
//! `src/tests/example.rs`: Alice proposes a charger for her device and is paid for a milestone.
//!
//! # Limits
//!
//! The chain does not know documents: readers get them elsewhere and compare the hash. A plan binds by its text:
//! council members read plan, milestones and beneficiary of a finalized block. A proposer who sees a rejection
//! coming can withdraw first and saves the fee; the proposal is gone all the same. A council that never reviews
//! keeps money promised: it can cancel, and the board can stop.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod decide;
mod end;
#[cfg(test)]
mod mock;
mod money;
mod propose;
mod review;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::{Grant, GrantId, MilestoneIndex, State};
pub use weights::WeightInfo;

/// Grants out of the ecosystem's pot: proposals, review, pay by milestone.
#[frame_support::pallet]
pub mod pallet {
	use super::{Grant, GrantId, MilestoneIndex, WeightInfo};
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, EnsureOrigin, Time},
	};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{Balance, Hash, Moment};
	use sp_runtime::traits::SaturatedConversion;

	/// The storage version that this code writes.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Keeps proposals and pays approved ones by milestone.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The runtime's decisions.
	#[pallet::config]
	#[pallet::disable_frame_system_supertrait_check]
	pub trait Config: jmt_frame::Chain {
		/// Holds deposits and promised money, and pays out of the latter.
		type Currency: fungible::MutateHold<
			Self::AccountId,
			Balance = Balance,
			Reason = Self::RuntimeHoldReason,
		>;

		/// The runtime's reasons for holds; this pallet's is [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// The account that pays and that fees go to: the ecosystem pot. It must exist before the first
		/// approval.
		#[pallet::constant]
		type Pot: Get<Self::AccountId>;

		/// Approves, rejects, accepts, declines and cancels: a majority of the council. A weaker origin
		/// spends the pot.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Stops an approved grant: the supervisory board. It only moves promised money back to the pot
		/// and a deposit back to its proposer.
		type StopOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Held for each grant until it ends, in planck. 100 JMT is sensible. Lower, and proposals become
		/// cheap to flood the council with; less than the fee, and `integrity_test` refuses it.
		#[pallet::constant]
		type Deposit: Get<Balance>;

		/// The part of the deposit that a rejection or a lapse costs, in planck. 10 JMT is sensible. Lower,
		/// and hopeless proposals cost their proposers nothing. The rest of the deposit must be 0 or at
		/// least the existential deposit, so that it can be returned to an account that has nothing else.
		#[pallet::constant]
		type RejectionFee: Get<Balance>;

		/// Milestones of a grant at most. 24 is sensible: two years of months. Lower, and plans are paid
		/// in coarser steps.
		#[pallet::constant]
		type MaxMilestones: Get<u32>;

		/// How long an approved grant may go without a submitted milestone before anybody can end it, in
		/// ms. 180 days is sensible. Lower than the work between two milestones takes, and honest grants
		/// lapse.
		#[pallet::constant]
		type Patience: Get<Moment>;

		/// Wall-clock time, in ms.
		type Time: Time<Moment = Moment>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why this pallet holds funds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a grant, held of its proposer.
		#[codec(index = 0)]
		Deposit,
		/// The unpaid milestones of approved grants, held in the pot.
		#[codec(index = 1)]
		Promised,
	}

	/// The id of the next grant. Ids count up and are never used again.
	#[pallet::storage]
	pub type NextId<T: Config> = StorageValue<_, GrantId, ValueQuery>;

	/// Every grant that has not ended. The proposer's deposit pays for the entry; the end of the grant
	/// removes it.
	///
	/// `Twox64Concat`: ids are given out in order, not chosen.
	#[pallet::storage]
	pub type Grants<T: Config> = StorageMap<_, Twox64Concat, GrantId, Grant<T>, OptionQuery>;

	/// Sum of all payments to beneficiaries, in planck; ended grants are included. Never falls.
	#[pallet::storage]
	pub type Paid<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Changes of grants.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A grant was proposed and its deposit held.
		Proposed {
			grant: GrantId,
			proposer: T::AccountId,
			beneficiary: T::AccountId,
			plan: Hash,
			/// Amount of each milestone, in planck.
			milestones: BoundedVec<Balance, T::MaxMilestones>,
			/// Sum of the milestones, in planck.
			total: Balance,
			/// Held of the proposer, in planck.
			deposit: Balance,
			/// The part of the deposit that a rejection or a lapse will cost, in planck.
			fee: Balance,
		},
		/// A proposal was withdrawn by its proposer and its deposit returned.
		Withdrawn {
			grant: GrantId,
			proposer: T::AccountId,
			/// Returned to the proposer, in planck.
			deposit: Balance,
		},
		/// A proposal was approved and its milestones are promised.
		Approved {
			grant: GrantId,
			plan: Hash,
			beneficiary: T::AccountId,
			/// Promised to the grant, in planck.
			total: Balance,
		},
		/// A proposal was rejected and its deposit returned less the fee.
		Rejected {
			grant: GrantId,
			proposer: T::AccountId,
			reason: Hash,
			/// Returned to the proposer, in planck.
			deposit: Balance,
			/// Taken of the deposit and sent to the pot, in planck.
			fee: Balance,
		},
		/// A milestone was reported as reached.
		MilestoneSubmitted {
			grant: GrantId,
			/// The milestone, counted from 0.
			milestone: MilestoneIndex,
			report: Hash,
		},
		/// A milestone's report was accepted and the milestone paid.
		MilestonePaid {
			grant: GrantId,
			/// The milestone, counted from 0.
			milestone: MilestoneIndex,
			report: Hash,
			beneficiary: T::AccountId,
			/// In planck.
			amount: Balance,
			/// Still promised to the grant, in planck.
			rest: Balance,
		},
		/// A milestone's report was declined. The milestone can be submitted again.
		MilestoneDeclined {
			grant: GrantId,
			/// The milestone, counted from 0.
			milestone: MilestoneIndex,
			report: Hash,
			reason: Hash,
		},
		/// The last milestone of a grant was paid; the grant ended and its deposit was returned.
		Completed {
			grant: GrantId,
			proposer: T::AccountId,
			beneficiary: T::AccountId,
			/// Paid by all milestones, in planck.
			total: Balance,
			/// Returned to the proposer, in planck.
			deposit: Balance,
		},
		/// An approved grant was ended by the council; its deposit was returned.
		Cancelled {
			grant: GrantId,
			proposer: T::AccountId,
			reason: Hash,
			/// No longer promised, in planck.
			rest: Balance,
			/// Returned to the proposer, in planck.
			deposit: Balance,
		},
		/// An approved grant was ended by the supervisory board; its deposit was returned.
		Stopped {
			grant: GrantId,
			proposer: T::AccountId,
			reason: Hash,
			/// No longer promised, in planck.
			rest: Balance,
			/// Returned to the proposer, in planck.
			deposit: Balance,
		},
		/// An approved grant stayed silent for too long and ended; its deposit was returned less the fee.
		Lapsed {
			grant: GrantId,
			proposer: T::AccountId,
			/// No longer promised, in planck.
			rest: Balance,
			/// Returned to the proposer, in planck.
			deposit: Balance,
			/// Taken of the deposit and sent to the pot, in planck.
			fee: Balance,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The proposal has no milestone. Name at least one amount.
		NoMilestones,
		/// A milestone is 0 or less than the existential deposit, which an account that does not exist
		/// yet could not receive.
		MilestoneTooSmall,
		/// The sum of the milestones is more than the token can count.
		TotalOverflows,
		/// The pot cannot be a beneficiary: it would pay itself.
		BeneficiaryIsPot,
		/// No grant has this id: it was never proposed or has ended. The events tell which.
		UnknownGrant,
		/// The sender did not propose the grant. Send the call from the proposer's account.
		NotProposer,
		/// The grant was approved. It can be cancelled, stopped or lapse.
		AlreadyApproved,
		/// The grant is a proposal. It must be approved first, or can be rejected or withdrawn.
		NotApproved,
		/// The hash is not that of the grant's plan. Ask the view function `grant`.
		WrongPlan,
		/// The pot has less than the grant asks for, besides its promises and the existential deposit.
		/// Ask the view function `available`.
		PotExhausted,
		/// The grant has no such milestone: they are counted from 0.
		UnknownMilestone,
		/// The milestone has been paid.
		MilestoneAlreadyPaid,
		/// An earlier milestone has not been paid yet. They are reached in order.
		MilestoneNotReached,
		/// This report of this milestone waits for its review already.
		AlreadySubmitted,
		/// No report of this milestone waits for its review.
		NotSubmitted,
		/// Another report of this milestone waits for its review. Read that one.
		WrongReport,
		/// A report waits for its review: the council is silent, not the proposer.
		UnderReview,
		/// The grant has not been silent for `Patience` yet.
		NotLapsed,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			use fungible::Inspect;
			let (deposit, fee) = (T::Deposit::get(), T::RejectionFee::get());
			assert!(deposit > 0, "a grant has a deposit");
			assert!(fee <= deposit, "the fee is within the deposit");
			let returned = deposit.saturating_sub(fee);
			assert!(
				returned == 0 || returned >= T::Currency::minimum_balance(),
				"what a fee leaves of the deposit can be returned to an account without a balance"
			);
			assert!(T::MaxMilestones::get() > 0, "a grant can have a milestone");
			assert!(T::Patience::get() > 0, "a grant may be silent for some time");
			let blocks = T::BlockWeights::get();
			let limit = blocks.get(DispatchClass::Normal).max_extrinsic.unwrap_or(blocks.max_block);
			let most = T::MaxMilestones::get();
			for weight in [
				T::WeightInfo::propose(most),
				T::WeightInfo::withdraw(most),
				T::WeightInfo::approve(most),
				T::WeightInfo::reject(most),
				T::WeightInfo::submit(most),
				T::WeightInfo::accept(most),
				T::WeightInfo::decline(most),
				T::WeightInfo::cancel(most),
				T::WeightInfo::stop(most),
				T::WeightInfo::lapse(most),
			] {
				assert!(weight.all_lte(limit), "every call fits a block with the most milestones");
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			<Self as jmt_primitives::Invariants>::check()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Proposes a grant of the ecosystem's pot and holds the deposit of the sender.
		///
		/// `beneficiary` will be paid; `plan` is the hash of the document that describes the work;
		/// `milestones` are the amounts to be paid for its parts, in order and in planck, each at least
		/// the existential deposit.
		///
		/// Fails with `NoMilestones`, `MilestoneTooSmall`, `TotalOverflows`, `BeneficiaryIsPot`, or the
		/// token's error when the sender cannot pay the deposit. Emits `Proposed`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::propose(milestones.len().saturated_into()))]
		pub fn propose(
			origin: OriginFor<T>,
			beneficiary: T::AccountId,
			plan: Hash,
			milestones: BoundedVec<Balance, T::MaxMilestones>,
		) -> DispatchResult {
			let proposer = ensure_signed(origin)?;
			Self::do_propose(proposer, beneficiary, plan, milestones)
		}

		/// Withdraws the sender's proposal `id`, which is not approved, and returns the whole deposit.
		///
		/// Fails with `UnknownGrant`, `NotProposer` or `AlreadyApproved`. Emits `Withdrawn`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::withdraw(T::MaxMilestones::get()))]
		pub fn withdraw(origin: OriginFor<T>, id: GrantId) -> DispatchResult {
			let sender = ensure_signed(origin)?;
			Self::do_withdraw(&sender, id)
		}

		/// Approves the proposal `id` and puts the sum of its milestones on hold in the pot. For the council.
		///
		/// `plan` is the hash of the plan that was read. Fails with `UnknownGrant`, `AlreadyApproved`,
		/// `WrongPlan` or `PotExhausted`. Emits `Approved`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::approve(T::MaxMilestones::get()))]
		pub fn approve(origin: OriginFor<T>, id: GrantId, plan: Hash) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_approve(id, plan)
		}

		/// Rejects the proposal `id`. The deposit is returned less the fee, which goes to the pot. For the
		/// council.
		///
		/// `reason` is the hash of a document. Fails with `UnknownGrant` or `AlreadyApproved`. Emits
		/// `Rejected`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::reject(T::MaxMilestones::get()))]
		pub fn reject(origin: OriginFor<T>, id: GrantId, reason: Hash) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_reject(id, reason)
		}

		/// Reports the next milestone of the sender's grant `id` as reached.
		///
		/// `milestone` is the first that is not paid, counted from 0; `report` is the hash of a document.
		/// A report that waits for its review is replaced. Fails with `UnknownGrant`, `NotProposer`,
		/// `NotApproved`, `UnknownMilestone`, `MilestoneAlreadyPaid`, `MilestoneNotReached` or
		/// `AlreadySubmitted`. Emits `MilestoneSubmitted`.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::submit(T::MaxMilestones::get()))]
		pub fn submit(
			origin: OriginFor<T>,
			id: GrantId,
			milestone: MilestoneIndex,
			report: Hash,
		) -> DispatchResult {
			let sender = ensure_signed(origin)?;
			Self::do_submit(&sender, id, milestone, report)
		}

		/// Accepts the report of a milestone of the grant `id` and pays the beneficiary. For the council.
		///
		/// `report` is the hash of the report that was read. The last milestone ends the grant and returns
		/// the deposit. Fails with `UnknownGrant`, `NotApproved`, `UnknownMilestone`,
		/// `MilestoneAlreadyPaid`, `MilestoneNotReached`, `NotSubmitted` or `WrongReport`. Emits
		/// `MilestonePaid`, and `Completed` with the last.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::accept(T::MaxMilestones::get()))]
		pub fn accept(
			origin: OriginFor<T>,
			id: GrantId,
			milestone: MilestoneIndex,
			report: Hash,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_accept(id, milestone, report)
		}

		/// Declines the report of a milestone of the grant `id`, which can be submitted again. For the council.
		///
		/// `report` is the hash of the report that was read, `reason` that of a document. Fails with
		/// `UnknownGrant`, `NotApproved`, `UnknownMilestone`, `MilestoneAlreadyPaid`,
		/// `MilestoneNotReached`, `NotSubmitted` or `WrongReport`. Emits `MilestoneDeclined`.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::decline(T::MaxMilestones::get()))]
		pub fn decline(
			origin: OriginFor<T>,
			id: GrantId,
			milestone: MilestoneIndex,
			report: Hash,
			reason: Hash,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_decline(id, milestone, report, reason)
		}

		/// Ends the approved grant `id`: unpaid milestones stay in the pot, the deposit is returned. For the
		/// council.
		///
		/// `reason` is the hash of a document. Fails with `UnknownGrant` or `NotApproved`. Emits
		/// `Cancelled`.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::cancel(T::MaxMilestones::get()))]
		pub fn cancel(origin: OriginFor<T>, id: GrantId, reason: Hash) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_cancel(id, reason)
		}

		/// Ends the approved grant `id`: unpaid milestones stay in the pot, the deposit is returned. For the
		/// supervisory board.
		///
		/// `reason` is the hash of a document. Fails with `UnknownGrant` or `NotApproved`. Emits `Stopped`.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::stop(T::MaxMilestones::get()))]
		pub fn stop(origin: OriginFor<T>, id: GrantId, reason: Hash) -> DispatchResult {
			T::StopOrigin::ensure_origin(origin)?;
			Self::do_stop(id, reason)
		}

		/// Ends the approved grant `id`, on which nothing was submitted for `Patience`: unpaid milestones stay
		/// in the pot, the deposit is returned less the fee. For anybody.
		///
		/// Fails with `UnknownGrant`, `NotApproved`, `UnderReview` or `NotLapsed`. Emits `Lapsed`.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::lapse(T::MaxMilestones::get()))]
		pub fn lapse(origin: OriginFor<T>, id: GrantId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_lapse(id, T::Time::now())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A grant that has not ended; `None` when it was never proposed or has ended.
		pub fn grant(id: GrantId) -> Option<Grant<T>> {
			Grants::<T>::get(id)
		}

		/// Promised to approved grants and not paid yet, in planck.
		pub fn promised() -> Balance {
			Self::promised_in_pot()
		}

		/// Paid to beneficiaries so far, in planck.
		pub fn paid() -> Balance {
			Paid::<T>::get()
		}

		/// Free in the pot for further approvals, in planck.
		pub fn available() -> Balance {
			Self::available_in_pot()
		}
	}
}
