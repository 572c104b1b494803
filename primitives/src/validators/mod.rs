//! Validators: where one stands, when its next step counts, and which pay it has not collected.
//!
//! # Words
//!
//! * **Bonded** JMT are held for staking. They are bonded, and after unbonding has been asked for **unbonding**,
//!   until an era from which they can be withdrawn.
//! * A **candidate** stands for election. The block that begins the last session of an era **elects** the
//!   validators of the next one.
//! * Session keys are **registered** by the owner, **queued** for the next session by the block that begins this
//!   one, and **in use** in this session. So new ones count from the second session after theirs.
//! * Pay of an era is **uncollected** until somebody calls `Staking.payout_stakers_by_page`, for each page of
//!   nominators by itself. A validator without nominators has one page, number 0.

mod api;

pub use api::*;

use crate::{Balance, Moment};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// Number of an era.
pub type EraIndex = u32;

/// Number of a session.
pub type SessionIndex = u32;

/// Pages of nominators that an answer about uncollected pay looks at: those of one era more at most.
pub const PAGES_AT_ONCE: u32 = 256;

/// Payouts of full pages that fit one transaction.
pub const PAYOUTS_AT_ONCE: u32 = 4;

/// Where an account stands as a validator. See the module's words.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ValidatorReport {
	/// Its JMT held for staking.
	pub bond: Option<Bond>,
	/// Its terms, while it stands for election.
	pub candidate: Option<Candidate>,
	/// Its session keys as they were registered last, encoded.
	pub registered_keys: Option<Vec<u8>>,
	/// Its keys of the next session, if it is a validator then.
	pub queued_keys: Option<Vec<u8>>,
	/// Its keys of this session, if it is a validator now.
	pub keys_in_use: Option<Vec<u8>>,
	/// Whether it was elected for this era.
	pub elected: bool,
	/// Whether it was elected for the next era; `None` before that election.
	pub elected_next: Option<bool>,
	/// Points of this era: 20 for each block that it has made.
	pub points: u32,
}

/// JMT held for staking, in planck.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Bond {
	pub active: Balance,
	/// Parts on their way out.
	pub unbonding: Vec<Unbonding>,
}

/// A part of a bond on its way out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Unbonding {
	/// In planck.
	pub amount: Balance,
	/// The era from which it can be withdrawn.
	pub from_era: EraIndex,
}

/// Terms of a candidate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Candidate {
	/// The part of the pay that it keeps before nominators are paid, in billionths.
	pub commission: u32,
	/// Whether it takes no further nominators.
	pub blocked: bool,
}

/// Which session and era it is, and when others begin. Moments are those by slots: a network that missed whole epochs
/// is late.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct StakingClock {
	pub session: SessionIndex,
	/// When the next session begins, in ms.
	pub next_session_at: Moment,
	/// Length of a session, in ms.
	pub session_ms: Moment,
	/// The era of this session.
	pub era: EraIndex,
	/// The session whose first block holds the next election.
	pub election_session: SessionIndex,
	/// The era for which that elects, which begins one session later.
	pub elected_era: EraIndex,
	/// Sessions of an era.
	pub sessions_per_era: u32,
	/// Eras that unbonding takes.
	pub bonding_eras: u32,
	/// Validators that an election chooses at most.
	pub places: u32,
	/// Candidates of now.
	pub candidates: u32,
	/// The least that a validator bonds, in planck.
	pub min_bond: Balance,
}

impl StakingClock {
	/// When a session begins or began, in ms.
	pub fn session_begins(&self, session: SessionIndex) -> Moment {
		let next = self.session.saturating_add(1);
		let later = self.session_ms.saturating_mul(session.saturating_sub(next).into());
		let earlier = self.session_ms.saturating_mul(next.saturating_sub(session).into());
		self.next_session_at.saturating_add(later).saturating_sub(earlier)
	}

	/// When an era after this one begins, in ms.
	pub fn era_begins(&self, era: EraIndex) -> Moment {
		let elected_begins = self.session_begins(self.election_session.saturating_add(1));
		let era_ms = self.session_ms.saturating_mul(self.sessions_per_era.into());
		let later = era_ms.saturating_mul(era.saturating_sub(self.elected_era).into());
		let earlier = era_ms.saturating_mul(self.elected_era.saturating_sub(era).into());
		elected_begins.saturating_add(later).saturating_sub(earlier)
	}

	/// The first session that works with keys which are registered now.
	pub fn keys_count_from(&self) -> SessionIndex {
		self.session.saturating_add(2)
	}
}

/// The pay of one page of an era that was not collected, in planck.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct UncollectedPay {
	pub era: EraIndex,
	/// Of the validator's nominators: the argument of the call that collects.
	pub page: u32,
	/// Due to the validator for its stake and as its commission.
	pub validator: Balance,
	/// Due to the nominators of this page.
	pub nominators: Balance,
	/// The last era in which it can be collected.
	pub last_era: EraIndex,
	/// When that era ends, in ms: from then on it is too late.
	pub until: Moment,
}

/// Uncollected pay of some eras.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo)]
pub struct UncollectedPays {
	pub pays: Vec<UncollectedPay>,
	/// The era from which the next question goes on; `None` when all were looked at.
	pub next: Option<EraIndex>,
}
