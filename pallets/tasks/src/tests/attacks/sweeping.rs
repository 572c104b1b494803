//! Expired tasks by the thousand.

use crate::{costs, mock::*, Books, Tasks as Stored, ToSettle, WeightInfo};
use frame_support::{assert_ok, traits::OnInitialize};
use jmt_primitives::{tasks::KEPT_MS, Balance, JMT};

type Weights = <Test as crate::Config>::WeightInfo;

/// Tasks that are left to expire, or as many as `JMT_TASKS_EXPIRED` says. Without optimisation each takes a hundred times
/// as long.
const TASKS: u32 = if cfg!(debug_assertions) { 1_000 } else { 100_000 };

fn number() -> u32 {
	let number = std::env::var("JMT_TASKS_EXPIRED");
	number.map_or(TASKS, |text| text.parse().expect("a number of tasks"))
}

/// Fee of a weight at the least multiplier that is not below one: a planck for a ps.
fn fee(weight: frame_support::weights::Weight) -> Balance {
	Balance::from(weight.ref_time())
}

#[test]
fn expired_tasks_are_swept_at_a_profit_and_no_block_works_for_them() {
	ExtBuilder.build_and_execute(|| {
		let ids: Vec<_> = (0..number()).map(|_| post(terms(TWO_OF_THREE))).collect();
		blocks(3);
		close_claims(ids[0]);
		// A block's own work is the same with them all.
		let block = System::block_number() + 1;
		System::initialize(&block, &System::parent_hash(), &Default::default());
		assert_eq!(Tasks::on_initialize(block), Weights::on_initialize_idle());

		let before = wealth(&stranger());
		for some in ids.chunks(16) {
			let tasks = ToSettle::try_from(some.to_vec()).unwrap();
			assert_ok!(Tasks::settle(by(stranger()), tasks));
		}
		set_time(now() + KEPT_MS + 1);
		for id in &ids {
			assert_ok!(Tasks::collect(by(stranger()), *id));
		}
		assert_eq!(Stored::<Test>::iter().count(), 0);
		let earned = wealth(&stranger()) - before;
		assert_eq!(earned, Balance::from(number()) * 2 * JMT / 1_000);
		// Both calls for each, by weight; a transaction's own weight is that of a transfer at most.
		let each = fee(costs::end_of::<Test>(0, 0)) + fee(Weights::collect()) + fee_of_transfer();
		assert!(each < 2 * JMT / 1_000, "{each}");
		let books = Books::<Test>::get();
		assert_eq!(books.posted, books.paid + books.refunded);
	});
}

/// Fee of a transfer by weight.
fn fee_of_transfer() -> Balance {
	458_000_000
}
