//! Codes, tags and tiers of workers' calls.

use super::samples::device;
use codec::Encode;
use jmt_primitives::{
	authorized::{
		codes, unknown_batch, unknown_seed, unknown_task, valid_task, Refusal, TaskRefusal,
		TaskStep, Tier, TASK_LONGEVITY, TASK_TAG, UNKNOWN_BATCH, UNKNOWN_SEED, UNKNOWN_TASK,
	},
	tasks::TermsHash,
	Hash,
};
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionValidityError, UnknownTransaction,
};
use std::collections::BTreeSet;

/// Written out once more, since a code that is published never changes.
const PUBLISHED: [(TaskRefusal, u8); 23] = [
	(TaskRefusal::Late, 53),
	(TaskRefusal::TooEarly, 54),
	(TaskRefusal::NotEnrolled, 55),
	(TaskRefusal::EnrolledTooLate, 56),
	(TaskRefusal::NotActive, 57),
	(TaskRefusal::NotNamed, 58),
	(TaskRefusal::IsClient, 59),
	(TaskRefusal::StakeTooSmall, 60),
	(TaskRefusal::UnitUnknown, 61),
	(TaskRefusal::TicketTooHigh, 62),
	(TaskRefusal::OwnerHasSlot, 63),
	(TaskRefusal::NoSlot, 64),
	(TaskRefusal::AlreadyCommitted, 65),
	(TaskRefusal::AlreadyRevealed, 66),
	(TaskRefusal::RevealMismatch, 67),
	(TaskRefusal::OutputMissing, 68),
	(TaskRefusal::OutputTooLong, 69),
	(TaskRefusal::WrongKeyType, 70),
	(TaskRefusal::BadSignature, 71),
	(TaskRefusal::ImpossibleOutcome, 72),
	(TaskRefusal::OutputMismatch, 73),
	(TaskRefusal::IsChallenger, 74),
	(TaskRefusal::NotEligible, 75),
];

#[test]
fn it_keeps_the_published_codes() {
	for code in 0..=u8::MAX {
		let published = PUBLISHED.into_iter().find(|(_, published)| *published == code);
		assert_eq!(TaskRefusal::from_code(code), published.map(|(reason, _)| reason));
	}
	assert_eq!(TaskRefusal::ALL, PUBLISHED.map(|(reason, _)| reason));
	let sentences: BTreeSet<_> = TaskRefusal::ALL.map(|reason| reason.describe()).into();
	assert_eq!(sentences.len(), PUBLISHED.len());
	for (reason, code) in PUBLISHED {
		assert_eq!(reason.code(), code);
		assert_eq!(codes::range_of(code), Some(codes::TASKS));
	}
	assert_eq!((UNKNOWN_TASK, UNKNOWN_BATCH, UNKNOWN_SEED), (50, 51, 52));
}

#[test]
fn it_bans_nothing_that_a_node_a_block_behind_may_not_know() {
	let unknown = |code| TransactionValidityError::Unknown(UnknownTransaction::Custom(code));
	assert_eq!(unknown_task(), unknown(50));
	assert_eq!(unknown_batch(), unknown(51));
	assert_eq!(unknown_seed(), unknown(52));
	for (reason, code) in PUBLISHED {
		let invalid = TransactionValidityError::Invalid(InvalidTransaction::Custom(code));
		let expected = if reason == TaskRefusal::TooEarly { unknown(code) } else { invalid };
		assert_eq!(TransactionValidityError::from(reason), expected);
	}
}

#[test]
fn it_knows_a_call_by_task_device_and_step_alone() {
	let terms = TermsHash(Hash::repeat_byte(1));
	for (step, index, tier) in [
		(TaskStep::Claim, 0u8, Tier::Recurring),
		(TaskStep::Commit, 1, Tier::Due),
		(TaskStep::Reveal, 2, Tier::Due),
	] {
		let valid = valid_task(&terms, &device(7), step);
		assert_eq!(valid.provides, [(TASK_TAG, terms.0, device(7), index).encode()]);
		assert_eq!((valid.priority, valid.longevity), (tier.priority(), TASK_LONGEVITY));
		assert!(valid.requires.is_empty() && valid.propagate);
	}
}
