//! Work credit: market fees that decay, and the factor of a device's weight that they make.

use crate::{proof_of_time::WEIGHT_ONE, time::DAY_MS, Balance, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// So long a fee counts, in ms: in full at first, and less by the same part each ms.
pub const CREDIT_MS: Moment = 28 * DAY_MS;

/// Day-equivalents of a fee: the mean of its 28 days.
pub const CREDIT_DAYS: Balance = 14;

/// Times the credit has to be what its whole life would mine, to be counted in full.
pub const CREDIT_TIMES: Balance = 3;

/// The most that the work factor adds to one, in millionths.
pub const MOST_WORK: u64 = WEIGHT_ONE / 2;

/// Market fees of a worker's results, by periods of 28 days.
///
/// Sums of straight lines are straight lines: a period needs two numbers for all of its fees. Fees of the period before
/// are taken to fall on below 0, so that all together is never more than each for itself would be.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Credit {
	/// Number of the newest period with a fee: the time divided by its length.
	pub period: u32,
	/// Fees of this period.
	pub this: Fees,
	/// Fees of the one before.
	pub before: Fees,
}

/// The fees of a period.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Fees {
	/// Their sum, in planck.
	pub sum: Balance,
	/// The sum of each times the ms from the begin of the period to it.
	pub delays: u128,
}

impl Fees {
	/// Their worth `since` ms after the begin of their period, in planck, rounded down.
	fn count(&self, since: Moment) -> Balance {
		// sum - (sum x since - delays) / length
		let lost = self.sum.saturating_mul(since.into()).saturating_sub(self.delays);
		let length = u128::from(CREDIT_MS);
		self.sum.saturating_sub(lost.div_ceil(length))
	}
}

impl Credit {
	/// Adds a fee of `fee` planck that was paid `now`.
	pub fn add(&mut self, fee: Balance, now: Moment) {
		let period = period_of(now).max(self.period);
		if period > self.period {
			let follows = self.period.checked_add(1) == Some(period);
			self.before = if follows { self.this } else { Fees::default() };
			self.this = Fees::default();
			self.period = period;
		}
		// All JMT times 28 days are below 2^107. A fee that does not fit earns nothing.
		let delay = fee.checked_mul(now.saturating_sub(begin_of(period)).into());
		let sum = self.this.sum.checked_add(fee);
		let delays = delay.and_then(|delay| self.this.delays.checked_add(delay));
		if let (Some(sum), Some(delays)) = (sum, delays) {
			self.this = Fees { sum, delays };
		}
	}

	/// Its worth `now`, in planck.
	pub fn at(&self, now: Moment) -> Balance {
		let begin = begin_of(self.period);
		let since = now.saturating_sub(begin);
		let before = self.before.count(since.saturating_add(CREDIT_MS));
		self.this.count(since).saturating_add(before)
	}
}

/// The credit that counts in full, in planck: three times what a device of weight one mines in the life of a fee at
/// `daily_ceiling` planck a day, times the largest product of the other factors, in millionths. So a JMT of fees mines a
/// third of a JMT, and less than half where a weight stands a while until the next answer.
pub fn full_credit(daily_ceiling: Balance, largest_product: u64) -> Balance {
	let whole = daily_ceiling.saturating_mul(CREDIT_TIMES).saturating_mul(CREDIT_DAYS);
	let product = whole.saturating_mul(largest_product.into());
	product.checked_div(WEIGHT_ONE.into()).unwrap_or(Balance::MAX)
}

/// The factor of this credit, in millionths: `1 + min(0.5, credit / full)`, rounded down. One where nothing is full.
pub fn work_factor(credit: Balance, full: Balance) -> u64 {
	let gain = credit.saturating_mul(WEIGHT_ONE.into()).checked_div(full).unwrap_or_default();
	let gain = u64::try_from(gain).unwrap_or(u64::MAX).min(MOST_WORK);
	WEIGHT_ONE.saturating_add(gain)
}

fn period_of(now: Moment) -> u32 {
	let period = now.checked_div(CREDIT_MS).unwrap_or_default();
	u32::try_from(period).unwrap_or(u32::MAX)
}

fn begin_of(period: u32) -> Moment {
	CREDIT_MS.saturating_mul(period.into())
}
