//! The published tables of fee-free calls: codes, tiers and shares.

use codec::Encode;
use jmt_primitives::{
	authorized::{
		codes::{self, RANGES},
		held_back, unknown_draw, unknown_round, valid_answer, AnswerRefusal, PerShare, Refusal,
		Share, Tier, Used, ALL_TOGETHER, ANSWER_TAG, HELD_BACK, LEAST_PAYING, UNKNOWN_DRAW,
		UNKNOWN_ROUND,
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
