//! Answers of devices to draws.
//!
//! | reason | what the pool sees |
//! |---|---|
//! | the round is not known yet | `UnknownTransaction::Custom(1)`: refused, not banned |
//! | another draw was made in the round | `UnknownTransaction::Custom(2)`: refused, not banned |
//! | the block's share of answers is full | `InvalidTransaction::ExhaustsResources`: kept for the next block |
//! | see [`AnswerRefusal`] | `InvalidTransaction::Custom(code)`: dropped |

use super::{codes, valid, Refusal, Tier};
use crate::{devices::DeviceId, proof_of_time::Round};
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionLongevity, TransactionValidityError, UnknownTransaction,
	ValidTransaction,
};

/// Tag prefix of an answer: it provides `(ANSWER_TAG, round, device)`.
pub const ANSWER_TAG: &[u8] = b"jmt/answer";

/// Tier of an answer.
pub const ANSWER_TIER: Tier = Tier::Recurring;

/// A good answer. One of a device to a round is in the pool at most, whatever its signature or its encoding.
pub fn valid_answer(
	round: Round,
	device: &DeviceId,
	longevity: TransactionLongevity,
) -> ValidTransaction {
	valid(ANSWER_TAG, (round, device), longevity, ANSWER_TIER)
}

/// Code of [`UnknownTransaction::Custom`] for a round that the node does not know yet.
pub const UNKNOWN_ROUND: u8 = 1;

/// Code of [`UnknownTransaction::Custom`] for a draw that the node does not know: on its branch another was
/// made in the round.
pub const UNKNOWN_DRAW: u8 = 2;

/// The reasons for which an answer is refused. The number is the code that clients see.
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
}

// Every code is out of the call's range.
const _: () = {
	let mut rest: &[AnswerRefusal] = &AnswerRefusal::ALL;
	while let [reason, others @ ..] = rest {
		assert!(codes::ANSWERS.contains(*reason as u8)); // cast: the code is the discriminant
		rest = others;
	}
	assert!(codes::UNKNOWN_ANSWERS.contains(UNKNOWN_ROUND));
	assert!(codes::UNKNOWN_ANSWERS.contains(UNKNOWN_DRAW));
};

impl Refusal for AnswerRefusal {
	const CALL: &'static str = "answer";

	fn from_code(code: u8) -> Option<Self> {
		Self::ALL.into_iter().find(|reason| reason.code() == code)
	}

	fn code(&self) -> u8 {
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

	fn describe(&self) -> &'static str {
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
