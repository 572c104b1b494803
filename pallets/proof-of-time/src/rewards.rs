//! Arithmetic of the reward-per-weight accumulator. Pure, in integers, with products of 256 bits.
//!
//! The accumulator counts 10^-18 planck per unit of weight. The undivided rest of an accrual is carried to the
//! next one; the part of a device's pay below one planck stays in the pot.

use jmt_primitives::{proof_of_time::WEIGHT_ONE, time::DAY_MS, Balance, Moment};
use sp_core::U256;

/// Fractions of a planck that the accumulator counts.
pub const FRACTION: u128 = 1_000_000_000_000_000_000;

/// Most that devices of this total `weight` may be paid for `elapsed` ms: `daily` planck per day and
/// weight of one, floored. `Balance::MAX` when the product passes 256 bits: what is available binds then.
pub fn ceiling(weight: u128, daily: Balance, elapsed: Moment) -> Balance {
	let per = U256::from(WEIGHT_ONE).saturating_mul(U256::from(DAY_MS));
	U256::from(weight)
		.checked_mul(U256::from(daily))
		.and_then(|product| product.checked_mul(U256::from(elapsed)))
		.and_then(|product| product.checked_div(per))
		.and_then(|ceiling| Balance::try_from(ceiling).ok())
		.unwrap_or(Balance::MAX)
}

/// The pay of both classes for one time, in planck.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Due {
	/// Of devices without a unit.
	pub unproven: Balance,
	/// Of devices with a unit.
	pub proven: Balance,
}

impl Due {
	/// Both. They never pass what was available.
	pub fn sum(&self) -> Balance {
		self.unproven.saturating_add(self.proven)
	}
}

/// Divides what is `available` between the weights of both classes for `elapsed` ms.
///
/// Devices without a unit come first: they get at most `without_unit` planck a day together, and no more than the
/// [`ceiling`] of `daily` planck per weight. Of the rest those with a unit get up to their ceiling. Their limit is an
/// amount and no part of what is available, so that a backlog does not raise it: it is all that keys without
/// hardware can take from others.
pub fn divide(
	available: Balance,
	unproven: u128,
	proven: u128,
	daily: Balance,
	without_unit: Balance,
	elapsed: Moment,
) -> Due {
	// An amount a day is the ceiling of a weight of one.
	let limit = ceiling(WEIGHT_ONE.into(), without_unit, elapsed);
	let unproven = ceiling(unproven, daily, elapsed).min(limit).min(available);
	let left = available.saturating_sub(unproven);
	Due { unproven, proven: ceiling(proven, daily, elapsed).min(left) }
}

/// The accumulator and the remainder after `amount` planck were spread over `weight`. `None` when there
/// is no weight or the accumulator would pass 128 bits.
pub fn accrue(
	accumulator: u128,
	remainder: u128,
	amount: Balance,
	weight: u128,
) -> Option<(u128, u128)> {
	let fractions =
		U256::from(amount).checked_mul(U256::from(FRACTION))?.checked_add(U256::from(remainder))?;
	let divisor = U256::from(weight);
	let per_weight = u128::try_from(fractions.checked_div(divisor)?).ok()?;
	let remainder = u128::try_from(fractions.checked_rem(divisor)?).ok()?;
	Some((accumulator.checked_add(per_weight)?, remainder))
}

/// Pay due to a device of this `weight` for the accumulator's way from `from` to `to`, in planck,
/// floored. 0 when the accumulator ran backwards, which it never does.
pub fn owed(weight: u64, from: u128, to: u128) -> Balance {
	U256::from(weight)
		.checked_mul(U256::from(to.saturating_sub(from)))
		.and_then(|product| product.checked_div(U256::from(FRACTION)))
		.and_then(|owed| Balance::try_from(owed).ok())
		.unwrap_or(0)
}
