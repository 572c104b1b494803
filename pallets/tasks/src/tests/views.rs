//! Answers to people and devices.

use crate::{mock::*, HoldReason};
use frame_support::assert_ok;
use jmt_primitives::{
	proof_of_time::{Work, WEIGHT_ONE},
	tasks::{Bench, Stage, Terms, TermsFault, CREDIT_MS},
	JMT,
};

#[test]
fn a_task_is_found_by_its_number_and_its_panels() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let all: Vec<_> = hands.iter().collect();
		let id = running(terms(CHALLENGEABLE), &all);
		let results: Vec<_> = hands.iter().map(|hand| (hand, right())).collect();
		all_work(id, &results);
		assert_ok!(Tasks::challenge(by(stranger()), id));
		let panel = task(id).panel.unwrap().crew.number;
		let view = Tasks::task_view(panel).unwrap();
		assert_eq!((view.id, view.stage), (id, Stage::Drawing(Bench::Panel)));
		assert_eq!(Tasks::task_view(id).unwrap(), view);
		assert_eq!(Tasks::task_view(99), None);
		let page: Vec<_> = Tasks::task_page(0).iter().map(|view| view.id).collect();
		assert_eq!(page, vec![id]);
		assert_eq!(Tasks::task_page(id + 1), vec![]);
		assert_eq!(Tasks::task_page(u64::MAX), vec![]);
	});
}

#[test]
fn a_quote_is_what_a_post_then_costs() {
	ExtBuilder.build_and_execute(|| {
		enrolled(0..3, 5);
		for mode in [TWO_OF_THREE, OPTIMISTIC, CHALLENGEABLE] {
			let before = free(&client());
			let quote = Tasks::quote(&terms(mode)).unwrap();
			let (prices, deposits) =
				(held(HoldReason::Price, &client()), held(HoldReason::Deposit, &client()));
			post(terms(mode));
			assert_eq!(held(HoldReason::Price, &client()) - prices, quote.price);
			assert_eq!(held(HoldReason::Deposit, &client()) - deposits, quote.deposit);
			assert_eq!(before - free(&client()), quote.holds() + quote.service_fee);
			assert_eq!(quote.bond, BOND);
		}
		let bad = Terms { pay: 0, ..terms(OPTIMISTIC) };
		assert_eq!(Tasks::quote(&bad), Err(TermsFault::PayTooSmall));
	});
}

#[test]
fn the_market_and_a_worker_are_shown() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		post(terms(OPTIMISTIC));
		let market = Tasks::market();
		assert_eq!((market.next, market.workers, market.units), (2, 3, 15));
		assert_eq!(market.roomy, Roomy::get());
		let view = Tasks::worker_view(&hands[0].id()).unwrap();
		assert_eq!((view.units, view.free, view.credit), (5, 50 * JMT, 0));
		assert_eq!(Tasks::worker_view(&Hand::new(30).id()), None);
	});
}

#[test]
fn fees_of_checked_tasks_raise_the_weight_and_decay() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 100);
		let all: Vec<_> = hands.iter().collect();
		let dear = Terms { pay: 31 * JMT, ..terms(TWO_OF_THREE) };
		let id = running(dear, &all);
		let results: Vec<_> = hands.iter().map(|hand| (hand, right())).collect();
		all_work(id, &results);
		let fee = 31 * JMT / 20;
		let gain = fee * u128::from(WEIGHT_ONE) / FULL_CREDIT;
		let work = || <Tasks as Work>::work(&hands[0].id(), now());
		assert_eq!(u128::from(work()), u128::from(WEIGHT_ONE) + gain);
		assert_eq!(Tasks::worker_view(&hands[0].id()).unwrap().work, work());
		let before = work();
		set_time(now() + CREDIT_MS / 2);
		assert!(work() < before && work() > WEIGHT_ONE);
		set_time(now() + CREDIT_MS / 2);
		assert_eq!(work(), WEIGHT_ONE);
		assert_eq!(<Tasks as Work>::work(&Hand::new(30).id(), now()), WEIGHT_ONE);
	});
}

#[test]
fn the_output_of_a_result_is_there_until_it_is_collected() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let all: Vec<_> = hands.iter().collect();
		let id = running(terms(TWO_OF_THREE), &all);
		assert_eq!(Tasks::output(id), None);
		let results: Vec<_> = hands.iter().map(|hand| (hand, right())).collect();
		all_work(id, &results);
		assert_eq!(Tasks::output(id).unwrap().to_vec(), OUTPUT);
		assert_eq!(Tasks::output(id + 1), None);
		assert_ok!(Tasks::collect(by(client()), id));
		assert_eq!(Tasks::output(id), None);
	});
}
