//! Collecting what is left of a task.

use crate::{mock::*, Error, Event, HoldReason, Outputs, Tasks as Stored};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{tasks::KEPT_MS, AccountId, JMT};

fn collect(who: AccountId, id: u64) -> sp_runtime::DispatchResult {
	Tasks::collect(by(who), id)
}

/// A task that has ended, with an output.
fn ended() -> u64 {
	let hands = enrolled(0..3, 5);
	let all: Vec<_> = hands.iter().collect();
	let id = running(terms(TWO_OF_THREE), &all);
	let results: Vec<_> = hands.iter().map(|hand| (hand, right())).collect();
	all_work(id, &results);
	id
}

#[test]
fn the_client_has_its_deposit_back() {
	ExtBuilder.build_and_execute(|| {
		let id = ended();
		let (deposit, before) = (task(id).amounts.deposit, wealth(&client()));
		assert_eq!(held(HoldReason::Deposit, &client()), deposit);
		take_events();
		assert_ok!(collect(client(), id));
		assert_eq!(wealth(&client()), before);
		assert_eq!(free(&client()), before);
		let collected = Event::Collected { task: id, by: client(), released: deposit, bounty: 0 };
		assert_eq!(take_events(), vec![collected]);
		assert_eq!(Stored::<Test>::iter().count() + Outputs::<Test>::iter().count(), 0);
		assert_noop!(collect(client(), id), Error::<Test>::UnknownTask);
	});
}

#[test]
fn a_day_later_anybody_has_a_bounty_for_it() {
	ExtBuilder.build_and_execute(|| {
		let id = ended();
		let end = task(id).end.unwrap().at;
		let (clients, deposit) = (wealth(&client()), task(id).amounts.deposit);
		set_time(end + KEPT_MS);
		assert_noop!(collect(stranger(), id), Error::<Test>::StillKept);
		set_time(end + KEPT_MS + 1);
		assert_ok!(collect(stranger(), id));
		assert_eq!(wealth(&stranger()), WEALTH + 2 * JMT / 1_000);
		assert_eq!(wealth(&client()), clients - 2 * JMT / 1_000);
		assert_eq!(free(&client()), clients - 2 * JMT / 1_000);
		assert!(deposit > 2 * JMT / 1_000);
	});
}

#[test]
fn the_client_pays_no_bounty_to_itself() {
	ExtBuilder.build_and_execute(|| {
		let id = ended();
		let before = wealth(&client());
		set_time(task(id).end.unwrap().at + 2 * KEPT_MS);
		assert_ok!(collect(client(), id));
		assert_eq!(free(&client()), before);
	});
}

mod reject {
	use super::*;

	#[test]
	fn a_task_that_goes_on() {
		ExtBuilder.build_and_execute(|| {
			let id = post(terms(TWO_OF_THREE));
			assert_noop!(collect(client(), id), Error::<Test>::NotEnded);
			blocks(3);
			close_claims(id);
			assert_noop!(collect(client(), id), Error::<Test>::NotEnded);
			set_time(now() + 10 * KEPT_MS);
			assert_noop!(collect(stranger(), id), Error::<Test>::NotEnded);
			assert_ok!(settle(id));
			assert_ok!(collect(client(), id));
		});
	}
}
