//! The published tables of fee-free calls: codes, tiers and shares.

use codec::Encode;
use jmt_primitives::{
	authorized::{
		codes::{self, RANGES},
		held_back, unknown_depth_key, unknown_draw, unknown_group_root, unknown_rotation,
		unknown_round, unknown_stamp_block, unknown_topic, valid_activation, valid_answer,
		valid_cancellation, valid_signal, ActivationRefusal, AnswerRefusal, CancellationRefusal,
		PerShare, Refusal, Share, SignalRefusal, TaskRefusal, Tier, Used, ALL_TOGETHER, ANSWER_TAG,
		CANCELLATION_TAG, HELD_BACK, LEAST_PAYING, PREPAID_SHORT, SIGNAL_TAG, UNKNOWN_BATCH,
		UNKNOWN_DEPTH_KEY, UNKNOWN_DRAW, UNKNOWN_GROUP_ROOT, UNKNOWN_MANIFEST, UNKNOWN_ROTATION,
		UNKNOWN_ROUND, UNKNOWN_SEED, UNKNOWN_STAMP_BLOCK, UNKNOWN_TASK, UNKNOWN_TOPIC,
	},
	DeviceId,
};
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionValidityError, UnknownTransaction},
	Perbill, Weight,
};
use std::collections::BTreeSet;

/// Written out once more, since a code that is published never changes.
const PUBLISHED: [(AnswerRefusal, u8); 9] = [
	(AnswerRefusal::Late, 10),
	(AnswerRefusal::NoDraw, 11),
	(AnswerRefusal::NotRegistered, 12),
	(AnswerRefusal::NotActive, 13),
	(AnswerRefusal::TooYoung, 14),
	(AnswerRefusal::NotChallenged, 15),
	(AnswerRefusal::AlreadyAnswered, 16),
	(AnswerRefusal::BadSignature, 17),
	(AnswerRefusal::WrongKeyType, 18),
];

/// The same of activations.
const ACTIVATIONS: [(ActivationRefusal, u8); 19] = [
	(ActivationRefusal::Expired, 23),
	(ActivationRefusal::ExpiresTooFar, 24),
	(ActivationRefusal::ManifestGone, 25),
	(ActivationRefusal::ManifestExpired, 26),
	(ActivationRefusal::ManifestFrozen, 27),
	(ActivationRefusal::ManifestRevoked, 28),
	(ActivationRefusal::DomainNotActive, 29),
	(ActivationRefusal::RootNotActive, 30),
	(ActivationRefusal::AlreadyActivated, 31),
	(ActivationRefusal::KeyTaken, 32),
	(ActivationRefusal::UnitTaken, 33),
	(ActivationRefusal::QuotaUsed, 34),
	(ActivationRefusal::WrongOwner, 35),
	(ActivationRefusal::IndexOutOfRange, 36),
	(ActivationRefusal::WrongProofLength, 37),
	(ActivationRefusal::NotInManifest, 38),
	(ActivationRefusal::WrongKeyType, 39),
	(ActivationRefusal::BadSignature, 40),
	(ActivationRefusal::NoNullifier, 41),
];

/// The same of cancellations.
const CANCELLATIONS: [(CancellationRefusal, u8); 4] = [
	(CancellationRefusal::NoRotation, 42),
	(CancellationRefusal::CancelledRecently, 43),
	(CancellationRefusal::WrongKeyType, 44),
	(CancellationRefusal::BadSignature, 45),
];

/// The same of signals.
const SIGNALS: [(SignalRefusal, u8); 12] = [
	(SignalRefusal::NoStamp, 104),
	(SignalRefusal::TopicOver, 105),
	(SignalRefusal::TopicFull, 106),
	(SignalRefusal::RootExpired, 107),
	(SignalRefusal::NullifierNotReduced, 108),
	(SignalRefusal::NullifierUsed, 109),
	(SignalRefusal::WrongDepth, 110),
	(SignalRefusal::KeyRetired, 111),
	(SignalRefusal::StampTooOld, 112),
	(SignalRefusal::StampTooWeak, 113),
	(SignalRefusal::BadProof, 114),
	(SignalRefusal::TopicRouted, 115),
];

/// A call's reasons have the published codes, no others, and a sentence each.
fn check_table<R: Refusal + PartialEq>(all: &[R], published: &[(R, u8)]) {
	assert_eq!(all, published.iter().map(|(reason, _)| *reason).collect::<Vec<_>>());
	for code in 0..=u8::MAX {
		let expected = published.iter().find(|(_, published)| *published == code);
		assert_eq!(R::from_code(code), expected.map(|(reason, _)| *reason), "{code}");
	}
	assert!(published.iter().all(|(reason, code)| reason.code() == *code));
	let sentences: BTreeSet<_> = all.iter().map(|reason| reason.describe()).collect();
	assert_eq!(sentences.len(), all.len(), "two reasons of {} read alike", R::CALL);
}

#[test]
fn it_keeps_the_published_codes_of_devices() {
	check_table(&ActivationRefusal::ALL, &ACTIVATIONS);
	check_table(&CancellationRefusal::ALL, &CANCELLATIONS);
	assert_eq!((UNKNOWN_MANIFEST, PREPAID_SHORT, UNKNOWN_ROTATION), (20, 21, 22));
	let unknown = TransactionValidityError::Unknown(UnknownTransaction::Custom(22));
	assert_eq!(unknown_rotation(), unknown);
	let invalid = TransactionValidityError::Invalid(InvalidTransaction::Custom(43));
	assert_eq!(TransactionValidityError::from(CancellationRefusal::CancelledRecently), invalid);
}

#[test]
fn it_keeps_the_published_codes_of_signals() {
	check_table(&SignalRefusal::ALL, &SIGNALS);
	let unknown = |code| TransactionValidityError::Unknown(UnknownTransaction::Custom(code));
	assert_eq!((unknown_topic(), unknown_group_root()), (unknown(100), unknown(101)));
	assert_eq!((unknown_stamp_block(), unknown_depth_key()), (unknown(102), unknown(103)));
	let invalid = TransactionValidityError::Invalid(InvalidTransaction::Custom(114));
	assert_eq!(TransactionValidityError::from(SignalRefusal::BadProof), invalid);
}

#[test]
fn it_knows_a_signal_by_scope_and_nullifier_alone() {
	let (scope, nullifier) = (jmt_primitives::Hash::repeat_byte(7), [8; 32]);
	let valid = valid_signal(&scope, &nullifier, 9);
	assert_eq!(valid.provides, [(SIGNAL_TAG, scope, nullifier).encode()]);
	assert_eq!((valid.priority, valid.longevity), (Tier::Awaited.priority(), 9));
	assert!(valid.requires.is_empty() && valid.propagate);
}

#[test]
fn it_gives_no_code_to_two_reasons() {
	let activations = ActivationRefusal::ALL.iter().map(Refusal::code);
	let cancellations = CancellationRefusal::ALL.iter().map(Refusal::code);
	let mut codes: Vec<_> = AnswerRefusal::ALL.iter().map(Refusal::code).collect();
	codes.extend(activations.chain(cancellations));
	codes.extend(SignalRefusal::ALL.iter().map(Refusal::code));
	codes.extend([UNKNOWN_TOPIC, UNKNOWN_GROUP_ROOT, UNKNOWN_STAMP_BLOCK, UNKNOWN_DEPTH_KEY]);
	codes.extend(TaskRefusal::ALL.iter().map(Refusal::code));
	codes.extend([UNKNOWN_TASK, UNKNOWN_BATCH, UNKNOWN_SEED]);
	codes.extend([UNKNOWN_ROUND, UNKNOWN_DRAW, HELD_BACK]);
	codes.extend([UNKNOWN_MANIFEST, PREPAID_SHORT, UNKNOWN_ROTATION]);
	let apart: BTreeSet<_> = codes.iter().collect();
	assert_eq!(apart.len(), codes.len(), "{codes:?}");
}

#[test]
fn it_knows_a_cancellation_by_device_and_start_alone() {
	let device = DeviceId::from(jmt_primitives::Hash::repeat_byte(7));
	let valid = valid_cancellation(&device, 3);
	assert_eq!(valid.provides, [(CANCELLATION_TAG, device, 3u64).encode()]);
	assert_eq!((valid.priority, valid.longevity), (Tier::Due.priority(), 150));
	assert!(valid.requires.is_empty() && valid.propagate);
	let activation = valid_activation(3, 9);
	assert_eq!((activation.priority, activation.longevity), (Tier::Awaited.priority(), 150));
	assert!(activation.requires.is_empty() && activation.propagate);
}

#[test]
fn it_keeps_the_published_codes() {
	for (reason, code) in PUBLISHED {
		assert_eq!(reason.code(), code);
		assert_eq!(reason as u8, code, "the discriminant is the code");
	}
	assert_eq!(AnswerRefusal::ALL, PUBLISHED.map(|(reason, _)| reason));
}

#[test]
fn it_has_one_code_and_one_sentence_for_each_reason() {
	let codes: BTreeSet<_> = AnswerRefusal::ALL.iter().map(|reason| reason.code()).collect();
	let sentences: BTreeSet<_> =
		AnswerRefusal::ALL.iter().map(|reason| reason.describe()).collect();
	assert_eq!((codes.len(), sentences.len()), (PUBLISHED.len(), PUBLISHED.len()));
}

#[test]
fn it_finds_the_reason_behind_a_code_and_none_behind_others() {
	for code in 0..=u8::MAX {
		let expected = PUBLISHED.into_iter().find(|(_, published)| *published == code);
		assert_eq!(AnswerRefusal::from_code(code), expected.map(|(reason, _)| reason));
	}
}

#[test]
fn it_refuses_as_invalid_but_what_it_does_not_know_yet_as_unknown() {
	assert_eq!(
		TransactionValidityError::from(AnswerRefusal::NotChallenged),
		TransactionValidityError::Invalid(InvalidTransaction::Custom(15))
	);
	assert_eq!(
		unknown_round(),
		TransactionValidityError::Unknown(UnknownTransaction::Custom(UNKNOWN_ROUND))
	);
	assert_eq!(
		unknown_draw(),
		TransactionValidityError::Unknown(UnknownTransaction::Custom(UNKNOWN_DRAW))
	);
	assert_eq!((UNKNOWN_ROUND, UNKNOWN_DRAW), (1, 2));
	assert_eq!(
		held_back(),
		TransactionValidityError::Unknown(UnknownTransaction::Custom(HELD_BACK))
	);
}

#[test]
fn it_gives_every_code_to_one_range_at_most() {
	for code in 0..=u8::MAX {
		let ranges: Vec<_> = RANGES.into_iter().filter(|range| range.contains(code)).collect();
		assert!(ranges.len() <= 1, "{code} is of {ranges:?}");
		assert_eq!(codes::range_of(code), ranges.first().copied());
	}
	assert_eq!(codes::range_of(0), None);
	assert_eq!(codes::range_of(UNKNOWN_DRAW), Some(codes::UNKNOWN_ANSWERS));
	assert_eq!(codes::range_of(HELD_BACK), Some(codes::ANY_CALL));
	for reason in AnswerRefusal::ALL {
		assert_eq!(codes::range_of(reason.code()), Some(codes::ANSWERS));
	}
}

#[test]
fn it_keeps_the_published_ranges() {
	let published = [(1, 2), (3, 9), (10, 19), (20, 49), (50, 79), (80, 99), (100, 119)];
	let later = [(120, 139), (140, 159)];
	let ranges: Vec<_> = RANGES.into_iter().map(|range| (range.first, range.last)).collect();
	assert_eq!(ranges, [&published[..], &later].concat());
}

#[test]
fn it_knows_a_call_by_its_tag_alone() {
	let device = DeviceId::from(jmt_primitives::Hash::repeat_byte(7));
	let valid = valid_answer(3, &device, 5);
	assert_eq!(valid.provides, [(ANSWER_TAG, 3u64, device).encode()]);
	assert_eq!((valid.priority, valid.longevity), (Tier::Recurring.priority(), 5));
	assert!(valid.requires.is_empty() && valid.propagate);
}

#[test]
fn it_ranks_free_calls_below_those_that_pay() {
	let priorities = Tier::ALL.map(Tier::priority);
	assert!(priorities.windows(2).all(|pair| pair[0] < pair[1]), "{priorities:?}");
	assert!(priorities.iter().all(|priority| *priority < LEAST_PAYING));
	assert!(Tier::ALL.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn it_keeps_the_published_shares() {
	let published = [
		(Share::Answers, 50, Some(1_000)),
		(Share::Activations, 20, None),
		(Share::ZeroKnowledge, 20, Some(32)),
		(Share::Tasks, 10, Some(400)),
		(Share::Packets, 5, None),
		(Share::Payments, 5, None),
	];
	assert_eq!(Share::ALL, published.map(|(share, ..)| share));
	for (share, percent, calls) in published {
		assert_eq!(share.weight(), Perbill::from_percent(percent), "{share:?}");
		assert_eq!(share.calls(), calls, "{share:?}");
	}
	assert_eq!(ALL_TOGETHER, Perbill::from_percent(75));
}

#[test]
fn it_keeps_the_rows_apart() {
	let mut rows = PerShare::<u8>::default();
	for (number, share) in (1..).zip(Share::ALL) {
		*rows.of_mut(share) = number;
	}
	assert_eq!(Share::ALL.map(|share| *rows.of(share)), [1, 2, 3, 4, 5, 6]);
	assert_eq!(PerShare::from_fn(|share| *rows.of(share)), rows);
	let used = PerShare::from_fn(|share| Used {
		weight: Weight::from_parts((*rows.of(share)).into(), 1),
		calls: 2,
	});
	assert_eq!(Used::sum(&used), Used { weight: Weight::from_parts(21, 6), calls: 12 });
}
