//! The published table of codes.

use jmt_primitives::authorized::{
	unknown_draw, unknown_round, AnswerRefusal, UNKNOWN_DRAW, UNKNOWN_ROUND,
};
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionValidityError, UnknownTransaction,
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
}
