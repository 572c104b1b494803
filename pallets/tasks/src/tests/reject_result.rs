//! The client refuses.

use crate::{mock::*, Books, Error};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::tasks::{Against, Stage, Verdict};

fn reject(id: u64) -> sp_runtime::DispatchResult {
	Tasks::reject(by(client()), id)
}

#[test]
fn the_pay_goes_to_the_pot_and_the_worker_is_free() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let id = running(accept_terms(&hand.id()), &[&hand]);
		all_work(id, &[(&hand, wrong())]);
		let (clients, pots) = (wealth(&client()), wealth(&pot()));
		assert_ok!(reject(id));
		assert_eq!(stage(id), Stage::Ended(Verdict::Rejected));
		// The client gains nothing by it.
		assert_eq!(wealth(&client()), clients - PAY);
		assert_eq!(wealth(&pot()), pots + PAY);
		assert_eq!(wealth(&hand.owner), WEALTH);
		assert_eq!((hand.worker().open, hand.worker().staked), (0, 50 * jmt_primitives::JMT));
		assert_eq!(Books::<Test>::get().fees, PAY);
		// The result can be read all the same.
		assert!(task(id).end.unwrap().result.is_some());
	});
}

mod reject {
	use super::*;

	#[test]
	fn results_of_other_modes() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let all: Vec<_> = hands.iter().collect();
			let id = running(terms(CHALLENGEABLE), &all);
			let results: Vec<_> = hands.iter().map(|hand| (hand, right())).collect();
			all_work(id, &results);
			assert_eq!(stage(id), Stage::Standing(Against::Challenge));
			assert_noop!(super::reject(id), Error::<Test>::NotRefusable);
		});
	}

	#[test]
	fn another_account_too_early_and_too_late() {
		ExtBuilder.build_and_execute(|| {
			let hand = enrolled(0..1, 5).remove(0);
			let id = running(accept_terms(&hand.id()), &[&hand]);
			assert_noop!(super::reject(id), Error::<Test>::NotRefusable);
			all_work(id, &[(&hand, right())]);
			assert_noop!(Tasks::reject(by(stranger()), id), Error::<Test>::NotClient);
			blocks_until(position(id).until.unwrap());
			blocks(1);
			assert_noop!(super::reject(id), Error::<Test>::NotRefusable);
			assert_ok!(settle(id));
			assert_noop!(super::reject(id), Error::<Test>::NotRefusable);
			assert_noop!(super::reject(77), Error::<Test>::UnknownTask);
		});
	}
}
