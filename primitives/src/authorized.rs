//! Fee-free calls: the one table of their tags, priorities and reasons of refusal.
//!
//! An authorised call comes without a fee, so all its safety stands in its `authorize`. A reason is
//! `InvalidTransaction::Custom(code)`, except where the table says otherwise. Codes are never reused.
//!
//! | call | reason | what the pool sees |
//! |---|---|---|
//! | answer | round not known yet | `UnknownTransaction::Custom(1)`: not banned, tried again |
//! | answer | another draw was made in the round | `UnknownTransaction::Custom(2)`: not banned, tried again |
//! | answer | block's share of answers is full | `InvalidTransaction::ExhaustsResources`: kept for the next block |
//! | answer | see [`AnswerRefusal`] | `InvalidTransaction::Custom(code)`: dropped |

use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionPriority, TransactionValidityError, UnknownTransaction,
};

/// Tag prefix of an answer: it provides `(ANSWER_TAG, round, device)`.
pub const ANSWER_TAG: &[u8] = b"jmt/answer";

/// Priority of an answer: below every paying call, whose priority is its tip and weight.
pub const ANSWER_PRIORITY: TransactionPriority = 0;

/// Code of [`UnknownTransaction::Custom`] for a round that the node does not know yet.
pub const UNKNOWN_ROUND: u8 = 1;

/// Code of [`UnknownTransaction::Custom`] for a draw that the node does not know: on its branch another was
/// made in the round.
pub const UNKNOWN_DRAW: u8 = 2;

/// Why an answer is refused. The number is the code that clients see.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum AnswerRefusal {
	/// The round is over, or its window has closed.
	Late = 10,
	/// No draw was made in this round.
	NoDraw = 11,
	/// The device is not registered.
	NotRegistered = 12,
	/// The device is registered but not active.
	NotActive = 13,
	/// The device registered after the day's seed was known: it counts from the next day.
	TooYoung = 14,
	/// Another bucket was drawn.
	NotChallenged = 15,
	/// The device answered this round already.
	AlreadyAnswered = 16,
	/// The signature is not the device's over this round, draw and chain.
	BadSignature = 17,
	/// The signature's type is not that of the device's key.
	WrongKeyType = 18,
}

impl AnswerRefusal {
	/// Every reason, in the order of its code.
	pub const ALL: [AnswerRefusal; 9] = [
		Self::Late,
		Self::NoDraw,
		Self::NotRegistered,
		Self::NotActive,
		Self::TooYoung,
		Self::NotChallenged,
		Self::AlreadyAnswered,
		Self::BadSignature,
		Self::WrongKeyType,
	];

	/// The stable code.
	pub const fn code(self) -> u8 {
		match self {
			Self::Late => 10,
			Self::NoDraw => 11,
			Self::NotRegistered => 12,
			Self::NotActive => 13,
			Self::TooYoung => 14,
			Self::NotChallenged => 15,
			Self::AlreadyAnswered => 16,
			Self::BadSignature => 17,
			Self::WrongKeyType => 18,
		}
	}

	/// One line for people.
	pub const fn describe(self) -> &'static str {
		match self {
			Self::Late => "the round is over or its window has closed",
			Self::NoDraw => "no draw was made in this round",
			Self::NotRegistered => "the device is not registered",
			Self::NotActive => "the device is not active",
			Self::TooYoung => "the device registered after the day's seed was known",
			Self::NotChallenged => "another bucket was drawn",
			Self::AlreadyAnswered => "the device answered this round already",
			Self::BadSignature => {
				"the signature is not the device's over this round, draw and chain"
			},
			Self::WrongKeyType => "the signature's type is not that of the device's key",
		}
	}

	/// The reason behind a code that a node answered with.
	pub fn from_code(code: u8) -> Option<Self> {
		Self::ALL.into_iter().find(|reason| reason.code() == code)
	}
}

impl From<AnswerRefusal> for TransactionValidityError {
	fn from(reason: AnswerRefusal) -> Self {
		InvalidTransaction::Custom(reason.code()).into()
	}
}

/// The round is not known here yet: a node a block behind must not ban the answer.
pub fn unknown_round() -> TransactionValidityError {
	UnknownTransaction::Custom(UNKNOWN_ROUND).into()
}

/// The draw is not known here: it may be that of a branch which becomes the best one.
pub fn unknown_draw() -> TransactionValidityError {
	UnknownTransaction::Custom(UNKNOWN_DRAW).into()
}
