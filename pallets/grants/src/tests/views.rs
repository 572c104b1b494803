//! The view from outside: view functions, and the bytes that clients decode.

use crate::{mock::*, Grant, HoldReason, State};
use codec::{Encode, MaxEncodedLen};
use frame_support::assert_ok;
use jmt_primitives::JMT;

#[test]
fn it_shows_a_grant_until_it_ends() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Grants::grant(0), None);
		let id = approved(&AMOUNTS);
		assert_eq!(Grants::grant(id), stored(id));
		assert!(Grants::grant(id).is_some());
		assert_ok!(Grants::cancel(council(), id, reason()));
		assert_eq!(Grants::grant(id), None);
	});
}

#[test]
fn it_shows_what_is_promised_paid_and_available() {
	ExtBuilder::default().build_and_execute(|| {
		let shown = || (Grants::promised(), Grants::paid(), Grants::available());
		let available = POT - EXISTENTIAL_DEPOSIT;
		assert_eq!(shown(), (0, 0, available));
		let id = approved(&[JMT, 2 * JMT]);
		assert_eq!(shown(), (3 * JMT, 0, available - 3 * JMT));
		reach(id, 0);
		assert_eq!(shown(), (2 * JMT, JMT, available - 3 * JMT));
		assert_ok!(Grants::stop(board(), id, reason()));
		assert_eq!(shown(), (0, JMT, available - JMT));
	});
}

#[test]
fn it_says_what_a_grant_still_owes() {
	ExtBuilder::default().build_and_execute(|| {
		let id = proposed(&AMOUNTS);
		let grant = stored(id).unwrap();
		assert_eq!((grant.count(), grant.total(), grant.rest()), (3, TOTAL, 0));
		assert_eq!((grant.amount(1), grant.amount(3)), (Some(AMOUNTS[1]), None));
		assert_ok!(Grants::approve(council(), id, plan()));
		assert_eq!(stored(id).unwrap().rest(), TOTAL);
		reach(id, 0);
		assert_eq!(stored(id).unwrap().rest(), TOTAL - AMOUNTS[0]);
	});
}

#[test]
fn it_pins_the_bytes_of_states_and_reasons() {
	assert_eq!(State::Proposed.encode(), [0]);
	assert_eq!(State::Approved { paid: 2, report: None }.encode(), [1, 2, 0, 0, 0, 0]);
	let waiting = State::Approved { paid: 0, report: Some(report(7)) }.encode();
	assert_eq!((&waiting[..6], &waiting[6..]), (&[1, 0, 0, 0, 0, 1][..], &[7; 32][..]));
	assert_eq!((HoldReason::Deposit.encode(), HoldReason::Promised.encode()), (vec![0], vec![1]));
}

#[test]
fn it_fits_its_greatest_length() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&[JMT; MOST as usize]);
		assert_ok!(submit(id, 0, 1));
		assert_eq!(stored(id).unwrap().encode().len(), Grant::<Test>::max_encoded_len());
	});
}
