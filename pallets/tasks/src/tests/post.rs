//! Posting.

use crate::{mock::*, Batches, Books, Error, FaultByte, HoldReason, NextId, Tasks as Stored};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	tasks::{Batch, Bench, Limits, Stage, Terms, TermsFault, Windows},
	Balance, JMT,
};

#[test]
fn it_holds_the_price_and_the_deposit_and_pays_the_service() {
	ExtBuilder.build_and_execute(|| {
		let pot_before = wealth(&pot());
		let id = post(terms(TWO_OF_THREE));
		let amounts = task(id).amounts;
		assert_eq!(id, 1);
		assert_eq!(amounts.price, 3 * PAY);
		assert_eq!(amounts.service, 3 * (RATES.service_slot + 64 * RATES.service_byte));
		assert_eq!(amounts.deposit, RATES.deposit_task + 3 * 64 * RATES.deposit_byte);
		assert_eq!((amounts.bond, amounts.silence, amounts.fee), (BOND, SILENCE, FEE));
		assert_eq!(held(HoldReason::Price, &client()), amounts.price);
		assert_eq!(held(HoldReason::Deposit, &client()), amounts.deposit);
		assert_eq!(wealth(&pot()), pot_before + amounts.service);
		let books = Books::<Test>::get();
		assert_eq!(books.posted, amounts.price + amounts.deposit);
		assert_eq!(books.service, amounts.service);
		assert_eq!(stage(id), Stage::Drawing(Bench::Crew));
	});
}

#[test]
fn an_optimistic_task_holds_the_pay_of_an_audit_too() {
	ExtBuilder.build_and_execute(|| {
		let id = post(terms(OPTIMISTIC));
		assert_eq!(held(HoldReason::Price, &client()), 4 * PAY);
		assert_eq!(task(id).crew.size, 1);
	});
}

#[test]
fn tasks_of_a_block_are_a_batch() {
	ExtBuilder.build_and_execute(|| {
		let first = post(terms(TWO_OF_THREE));
		post(terms(OPTIMISTIC));
		let block = System::block_number();
		assert_eq!(Batches::<Test>::get(block), Some(Batch { first, count: 2, opening: None }));
		blocks(1);
		let third = post(terms(OPTIMISTIC));
		let next = Batches::<Test>::get(block + 1);
		assert_eq!(next, Some(Batch { first: third, count: 1, opening: None }));
	});
}

#[test]
fn what_was_agreed_stands_whatever_the_rates_become() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let id = post(terms(TWO_OF_THREE));
		let before = task(id).amounts;
		CurrentRates::mutate(|rates| {
			rates.market_fee = sp_runtime::Permill::from_percent(50);
			rates.bond_pays = 1_000;
			rates.bounty = JMT / 4;
		});
		blocks(3);
		let all: Vec<_> = hands.iter().collect();
		all_claim(id, &all);
		close_claims(id);
		let results: Vec<_> = hands.iter().map(|hand| (hand, right())).collect();
		all_work(id, &results);
		assert_eq!(task(id).amounts, before);
		assert!(hands.iter().all(|hand| wealth(&hand.owner) == WEALTH + NET));
		CurrentRates::set(RATES);
	});
}

#[test]
fn the_bounds_of_pay_are_good() {
	ExtBuilder.build_and_execute(|| {
		let most = 1_000 * JMT / 32;
		for pay in [ED, most] {
			let id = post(Terms { pay, ..terms(TWO_OF_THREE) });
			assert_eq!(task(id).amounts.bond, (32 * pay).max(JMT));
		}
	});
}

mod reject {
	use super::*;

	fn refused_with(fault: TermsFault, terms: Terms) {
		ExtBuilder.build_and_execute(|| {
			assert_noop!(
				Tasks::post(by(client()), Box::new(terms)),
				Error::<Test>::BadTerms(FaultByte(fault))
			);
		});
	}

	#[test]
	fn pay_that_cannot_be_paid_or_bonded() {
		let with = |pay: Balance| Terms { pay, ..terms(TWO_OF_THREE) };
		refused_with(TermsFault::PayTooSmall, with(ED - 1));
		refused_with(TermsFault::PayTooSmall, with(0));
		refused_with(TermsFault::PayTooLarge, with(1_000 * JMT / 32 + 1));
		refused_with(TermsFault::PayTooLarge, with(Balance::MAX));
	}

	#[test]
	fn faults_of_the_terms() {
		let some = terms(TWO_OF_THREE);
		let claim = Windows { claim: 9_999, ..some.windows };
		refused_with(TermsFault::ClaimTooShort, Terms { windows: claim, ..some.clone() });
		let limits = Limits { output_bytes: 16_385, ..some.limits };
		refused_with(TermsFault::OutputTooLong, Terms { limits, ..some });
		refused_with(TermsFault::NotNamed, terms(ACCEPT));
	}

	#[test]
	fn a_client_without_the_money() {
		ExtBuilder.build_and_execute(|| {
			let posted = Tasks::post(by(pauper()), Box::new(terms(TWO_OF_THREE)));
			assert!(posted.is_err());
			assert_eq!(free(&pauper()), ED);
			assert_eq!(Stored::<Test>::iter().count(), 0);
			assert_eq!(NextId::<Test>::get(), 0);
		});
	}

	#[test]
	fn a_client_with_the_fee_and_not_the_price() {
		ExtBuilder.build_and_execute(|| {
			let poor = owner(30);
			let dear = Terms { pay: 31 * JMT, ..terms(TWO_OF_THREE) };
			let rest = WEALTH - 50 * JMT;
			assert_ok!(Balances::transfer_allow_death(by(poor.clone()), stranger(), rest));
			let pot_before = wealth(&pot());
			frame_support::assert_storage_noop!({
				let _ = frame_support::storage::with_storage_layer(|| {
					Tasks::post(by(poor.clone()), Box::new(dear))
				});
			});
			assert_eq!(wealth(&pot()), pot_before);
		});
	}
}
