//! Governance: the bodies and their powers. The table of them stands in `docs/governance.md`.
//!
//! | body | pallets | members |
//! |---|---|---|
//! | holders' assembly ([`assembly`]) | referenda, conviction voting | everybody with JMT |
//! | council ([`council`]) | collective, membership | appointed by the assembly |
//! | supervisory board ([`board`]) | collective, elections by Phragmén | elected by the holders |
//! | advisory committee ([`advisory`]) | collective, membership | named by the council |
//!
//! Periods count blocks, as the SDK's pallets do: a vote or a veto needs blocks to be in, and an outage takes
//! none away. They are multiples of a day of governance
//! ([`crate::parameters::dynamic::governance`]), which presets for development shorten.

mod advisory;
mod assembly;
mod board;
mod council;
mod motions;
mod scheduler;

pub use advisory::AdvisoryInstance;
pub use assembly::{BoardStopsEnactment, CirculatingSupply, RootCancels, Tracks};
pub use board::{BoardInstance, BoardMajority, BoardTwoThirds, RootOrBoardTwoThirds};
pub use council::{CouncilInstance, CouncilMajority};

use super::EcosystemAccount;
use crate::{
	parameters::dynamic::{consensus, governance},
	AccountId, Balances, BlockNumber, Moment, Runtime,
};
use frame_support::{
	parameter_types,
	traits::{Currency, Get, Imbalance, OnUnbalanced},
	weights::Weight,
};
use sp_runtime::Perbill;

/// So many days of governance, in blocks.
pub struct Days<const N: u32>;

impl<const N: u32> Get<BlockNumber> for Days<N> {
	fn get() -> BlockNumber {
		governance::DayBlocks::get().saturating_mul(N)
	}
}

/// So many days of governance, in ms: as long as their blocks take when no slot is skipped.
pub struct DaysMs<const N: u32>;

impl<const N: u32> Get<Moment> for DaysMs<N> {
	fn get() -> Moment {
		Moment::from(Days::<N>::get()).saturating_mul(consensus::SlotMs::get())
	}
}

parameter_types! {
	/// Largest weight of a motion's call: it has to fit the operational part of a block, beside the call that
	/// closes the motion.
	pub MaxMotionWeight: Weight =
		Perbill::from_percent(15) * super::system::MaximumBlockWeight::get();
}

/// An amount that a pallet of the older currency traits would burn.
type NegativeImbalance = <Balances as Currency<AccountId>>::NegativeImbalance;

/// Gives slashed deposits to the ecosystem pot, which a pallet of the older currency traits would burn.
pub struct ForfeitsToEcosystem;

impl OnUnbalanced<NegativeImbalance> for ForfeitsToEcosystem {
	fn on_nonzero_unbalanced(amount: NegativeImbalance) {
		debug_assert!(amount.peek() > 0);
		Balances::resolve_creating(&EcosystemAccount::get(), amount);
	}
}

impl crate::governance::Config for Runtime {
	type StopOrigin = RootOrBoardTwoThirds;
	type Enactments = BoardStopsEnactment;
}
