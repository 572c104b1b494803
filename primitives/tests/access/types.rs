//! Types as they are encoded and read.

use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use jmt_primitives::{
	access::{
		Action, Actions, Block, Counted, Counting, Delegation, Effect, NoAction, PolicyBody,
		Reason, Subject, Told, Uses, MAX_BLOCK_BYTES, MAX_POLICY_BYTES,
	},
	proofs::Scalar,
	AccountId, DeviceId, Hash,
};
use std::collections::BTreeSet;

/// Codes as wallets, logs and files have them.
const CODES: [(u8, Reason); 34] = [
	(1, Reason::UnknownResource),
	(2, Reason::ResourceClosed),
	(3, Reason::UnknownSubject),
	(4, Reason::SubjectInactive),
	(5, Reason::DomainSuspended),
	(6, Reason::NotTrusted),
	(7, Reason::TrustExpired),
	(8, Reason::NoRule),
	(9, Reason::DeniedByRule),
	(10, Reason::UnknownAttribute),
	(11, Reason::UnknownGrant),
	(12, Reason::GrantRevoked),
	(13, Reason::GrantExpired),
	(14, Reason::GrantNotYet),
	(15, Reason::NotHolder),
	(16, Reason::BeyondGrant),
	(17, Reason::MayNotDelegate),
	(18, Reason::OutsidePlace),
	(19, Reason::PlaceUnproven),
	(20, Reason::PlaceTooOld),
	(21, Reason::OutsideWindow),
	(22, Reason::ZoneEnded),
	(23, Reason::UsesExhausted),
	(24, Reason::ApprovalsMissing),
	(25, Reason::LevelTooLow),
	(26, Reason::StateTooOld),
	(27, Reason::ClockBehind),
	(28, Reason::EvaluatorChanged),
	(29, Reason::SnapshotLacks),
	(30, Reason::BadPass),
	(31, Reason::PassRevoked),
	(32, Reason::PassReplayed),
	(33, Reason::NotThisEnforcer),
	(34, Reason::NotPaid),
];

#[test]
fn it_keeps_the_codes_of_reasons() {
	for ((code, reason), of_all) in CODES.into_iter().zip(Reason::ALL) {
		assert_eq!((reason, reason.code()), (of_all, code));
		assert_eq!(reason.encode(), [code]);
		assert_eq!(Reason::from_code(code), Some(reason));
		assert_eq!(Reason::decode(&mut &[code][..]), Ok(reason));
	}
	for no_code in [0, 35, 255] {
		assert_eq!(Reason::from_code(no_code), None);
		assert!(Reason::decode(&mut &[no_code][..]).is_err());
	}
}

#[test]
fn it_says_a_sentence_of_its_own_for_each_reason() {
	let sentences: BTreeSet<String> = Reason::ALL.iter().map(ToString::to_string).collect();
	assert_eq!(sentences.len(), Reason::ALL.len());
	assert!(sentences.iter().all(|sentence| sentence.len() > 10));
}

#[test]
fn it_reads_actions_by_name_or_number() {
	for (number, name) in
		["read", "write", "open", "close", "configure", "stream", "delete", "call"]
			.into_iter()
			.enumerate()
	{
		let action: Action = name.parse().unwrap();
		assert_eq!((usize::from(action.number()), action.to_string()), (number, name.into()));
	}
	for number in 0..64 {
		let action = Action::new(number).unwrap();
		assert_eq!(action.to_string().parse(), Ok(action));
		assert_eq!(number.to_string().parse(), Ok(action));
		assert_eq!(Action::decode_all(&mut &[number][..]), Ok(action));
	}
}

#[test]
fn it_keeps_a_set_of_actions_as_bits() {
	let set: Actions = [Action::OPEN, Action::new(63).unwrap(), Action::OPEN].into_iter().collect();
	assert_eq!(set, Actions(1 << 63 | 1 << 2));
	assert!(set.contains(Action::OPEN) && !set.contains(Action::CLOSE));
	assert_eq!(set.iter().map(Action::number).collect::<Vec<_>>(), [2, 63]);
	assert!(set.is_within(set) && set.is_within(Actions::ALL) && Actions::NONE.is_within(set));
	assert!(!set.is_within(Actions(1 << 63)) && !Actions::ALL.is_within(set));
	assert_eq!(set.to_string(), "open, 63");
}

#[test]
fn it_keeps_what_is_encoded_within_bounds() {
	assert!(Block::max_encoded_len() <= MAX_BLOCK_BYTES);
	assert_eq!(PolicyBody::max_encoded_len(), usize::try_from(MAX_POLICY_BYTES).unwrap());
}

/// Ledgers of enforcers are kept under these.
#[test]
fn it_keeps_the_numbers_of_what_is_counted() {
	let subject = || Subject::Device(DeviceId(Hash::repeat_byte(5)));
	let bought = Counted::Bought { subject: subject(), action: Action::OPEN, series: 0x0102 };
	let counted = [
		Counted::Subject(subject()),
		Counted::Grant(1),
		Counted::Block(Hash::zero()),
		Counted::Alias(Scalar::from(1)),
		bought.clone(),
	];
	for (number, counted) in counted.iter().enumerate() {
		assert_eq!(usize::from(counted.encode()[0]), number);
		assert_eq!(Counted::decode_all(&mut &counted.encode()[..]).as_ref(), Ok(counted));
	}
	let expected = [&[4, 0][..], &[5; 32], &[2], &[2, 1, 0, 0]].concat();
	assert_eq!(bought.encode(), expected);
}

#[test]
fn it_says_what_was_bought_of_an_action_in_a_series() {
	let totals = vec![(Action::READ, 7), (Action::OPEN, u64::MAX)].try_into().unwrap();
	let payer = AccountId::new([1; 32]);
	let uses = Uses { window: 0, count: 0, series: 3, totals, payer, deposit: 0 };
	assert_eq!(uses.total(Action::READ, 3), 7);
	assert_eq!(uses.total(Action::OPEN, 3), u64::MAX);
	assert_eq!(uses.total(Action::CLOSE, 3), 0);
	for series in [0, 2, 4, u32::MAX] {
		assert_eq!(uses.total(Action::OPEN, series), 0);
	}
}

#[test]
fn it_begins_choices_at_zero() {
	let choices = [Effect::Allow.encode(), Counting::OnChain.encode(), Delegation::Kept.encode()];
	assert!(choices.into_iter().chain([Told::True.encode()]).all(|choice| choice == [0]));
}

mod reject {
	use super::*;

	#[test]
	fn actions_beyond_63_and_other_texts() {
		for text in ["", "64", "-1", "+1", "01", "Open", "open ", "256", "opens"] {
			assert_eq!(text.parse::<Action>(), Err(NoAction), "{text}");
		}
		for number in [64, 255] {
			assert_eq!(Action::new(number), None);
			assert!(Action::decode(&mut &[number][..]).is_err());
		}
	}
}
