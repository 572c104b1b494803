//! The accumulator ...

use crate::rewards::{accrue, ceiling, owed, FRACTION};
use jmt_primitives::{proof_of_time::WEIGHT_ONE, time::DAY_MS, Balance, JMT};
use proptest::prelude::*;
use sp_core::U256;

#[test]
fn it_has_a_ceiling_of_so_much_per_day_and_weight_of_one() {
	let one = u128::from(WEIGHT_ONE);
	assert_eq!(ceiling(one, 100 * JMT, DAY_MS), 100 * JMT);
	assert_eq!(ceiling(3 * one, 100 * JMT, DAY_MS / 2), 150 * JMT);
	assert_eq!(ceiling(one, 100 * JMT, 0), 0);
	assert_eq!(ceiling(0, 100 * JMT, DAY_MS), 0);
	assert_eq!(ceiling(1, 1, 1), 0, "floored");
	assert_eq!(ceiling(u128::MAX, u128::MAX, u64::MAX), Balance::MAX, "beyond 256 bits");
}

#[test]
fn it_needs_a_weight_and_refuses_to_overflow() {
	assert_eq!(accrue(0, 0, 1, 0), None);
	assert_eq!(accrue(u128::MAX, 0, 1, 1), None);
	assert_eq!(accrue(0, 0, u128::MAX, 1), None);
	assert_eq!(accrue(5, 0, 3, 2), Some((5 + 3 * FRACTION / 2, 0)));
}

#[test]
fn it_owes_nothing_for_a_way_back() {
	assert_eq!(owed(WEIGHT_ONE, 10, 9), 0);
	assert_eq!(owed(0, 0, u128::MAX), 0);
	assert_eq!(owed(WEIGHT_ONE, 0, FRACTION - 1), Balance::from(WEIGHT_ONE) - 1, "floored");
}

proptest! {
	/// The spread part and the remainder make up the amount, to the 10^-18 planck.
	#[test]
	fn it_loses_nothing(
		amounts in prop::collection::vec((0..15_000_000_000 * JMT / 100, 1..1u128 << 70), 1..50),
	) {
		let (mut accumulator, mut remainder) = (0u128, 0u128);
		let (mut spread, mut came) = (U256::zero(), U256::zero());
		for (amount, weight) in amounts {
			// As the ceiling has it, pay per weight is bounded.
			let amount = amount.min(weight.saturating_mul(1_000_000));
			let before = accumulator;
			let next = accrue(accumulator, remainder, amount, weight);
			(accumulator, remainder) = next.expect("bounded");
			spread += U256::from(accumulator - before) * U256::from(weight);
			came += U256::from(amount) * U256::from(FRACTION);
			prop_assert_eq!(spread + U256::from(remainder), came);
			prop_assert!(remainder < weight);
		}
	}

	/// Devices are never owed more than came, and each at least its exact share less a planck.
	#[test]
	fn it_rounds_in_favour_of_the_pot(
		amount in 0..1_000_000 * JMT,
		weights in prop::collection::vec(1..100 * WEIGHT_ONE, 1..40),
	) {
		let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
		let (accumulator, _) = accrue(0, 0, amount, total).expect("bounded");
		let mut sum = 0;
		for weight in weights {
			let exact = U256::from(amount) * U256::from(weight) / U256::from(total);
			let exact = Balance::try_from(exact).expect("a share");
			let owed = owed(weight, 0, accumulator);
			prop_assert!(owed <= exact && exact <= owed + 1);
			sum += owed;
		}
		prop_assert!(sum <= amount);
	}

	/// A way in two steps is owed no more than the way in one, and a planck less at most.
	#[test]
	fn it_pays_the_same_in_steps(weight in any::<u64>(), a in 0..1u128 << 100, b in 0..1u128 << 100) {
		let whole = owed(weight, 0, a + b);
		let steps = owed(weight, 0, a) + owed(weight, a, a + b);
		prop_assert!(steps <= whole && whole <= steps + 1);
	}

	#[test]
	fn it_has_a_ceiling_that_grows_with_weight_and_time(
		weight in 0..1u128 << 60, daily in 0..1_000_000 * JMT, elapsed in 0..400 * DAY_MS,
	) {
		let here = ceiling(weight, daily, elapsed);
		prop_assert!(ceiling(weight + 1, daily, elapsed) >= here);
		prop_assert!(ceiling(weight, daily, elapsed + 1) >= here);
	}
}
