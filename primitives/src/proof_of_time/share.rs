//! Formulas of factors. Pure, in integers, floored.

use super::WEIGHT_ONE;
use crate::{time::DAY_MS, Balance, Moment, JMT};
use sp_core::U256;

/// The stake factor grows by the square root of the JMT at stake, divided by this.
const STAKE_DIVISOR: Balance = 200;

/// The factor of a group whose raw weight is `raw` of `all` and that may take at most `cap` of the pay, in
/// millionths.
///
/// One while it keeps within its share. Beyond, `cap (all - raw) / (raw (1 - cap))`: then the group weighs `cap` of
/// all weight, if no other is over its share. 0 for a group that is alone and may not take all.
pub fn share_factor(cap: u64, raw: u128, all: u128) -> u64 {
	let one = U256::from(WEIGHT_ONE);
	let (part, raw, all) = (U256::from(cap), U256::from(raw), U256::from(all));
	if cap >= WEIGHT_ONE || raw * one <= part * all {
		return WEIGHT_ONE;
	}
	// Below 2^128 x 10^12 each.
	let above = part * all.saturating_sub(raw) * one;
	let below = raw * one.saturating_sub(part);
	above
		.checked_div(below)
		.and_then(|factor| u64::try_from(factor).ok())
		.unwrap_or(WEIGHT_ONE)
		.min(WEIGHT_ONE)
}

/// The factor of an unbroken stay: one at its beginning, `most` after `days`, growing by whole days. With no days it
/// is `most` at once.
pub fn stay_factor(gathered: Moment, days: u32, most: u64) -> u64 {
	let gain = most.saturating_sub(WEIGHT_ONE);
	let stayed = gathered.checked_div(DAY_MS).unwrap_or_default().min(days.into());
	let part = u128::from(gain).saturating_mul(stayed.into()).checked_div(days.into());
	let part = part.and_then(|part| u64::try_from(part).ok()).unwrap_or(gain);
	WEIGHT_ONE.saturating_add(part)
}

/// The factor of a stake of `amount` planck: `1 + isqrt(JMT) / 200`, `most` at most. Whole JMT count.
pub fn stake_factor(amount: Balance, most: u64) -> u64 {
	let root = amount.checked_div(JMT).unwrap_or_default().isqrt();
	let gain = root.saturating_mul(WEIGHT_ONE.into()).checked_div(STAKE_DIVISOR);
	let gain = gain.and_then(|gain| u64::try_from(gain).ok()).unwrap_or(u64::MAX);
	WEIGHT_ONE.saturating_add(gain).min(most.max(WEIGHT_ONE))
}
