//! The civil calendar: anniversaries and quarters of wall-clock time, in UTC.
//!
//! # Rules
//!
//! * The n-th **anniversary** of a moment is the same month, day and time of day n calendar years later. A
//!   moment on 29 February has its anniversary on 28 February in a year without one, and on 29 February
//!   again in a leap year: each is counted from the moment itself, never from the anniversary before it.
//! * A **quarter** is three months from 1 January, April, July or October, 00:00 UTC. Its end is the first
//!   moment of the next one.
//!
//! Proleptic Gregorian calendar, no leap seconds, as the timestamp inherent counts ([`chrono`]).

use crate::Moment;
use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Months of a year.
const MONTHS_PER_YEAR: u32 = 12;

/// Months of a quarter.
const MONTHS_PER_QUARTER: u32 = 3;

/// The `years`-th anniversary of `at`; `at` itself for 0. `None` past the calendar's end, in the year
/// 262142, and for a moment that lies beyond it.
pub fn anniversary(at: Moment, years: u32) -> Option<Moment> {
	let from = DateTime::from_timestamp_millis(i64::try_from(at).ok()?)?;
	let months = Months::new(years.checked_mul(MONTHS_PER_YEAR)?);
	let anniversary = from.checked_add_months(months)?;
	Moment::try_from(anniversary.timestamp_millis()).ok()
}

/// A quarter of a year.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub struct Quarter {
	pub year: u32,
	/// 1 to 4.
	pub quarter: u8,
}

impl Quarter {
	/// The quarter that a moment lies in; `None` beyond the calendar's end.
	pub fn of(at: Moment) -> Option<Self> {
		let date = DateTime::from_timestamp_millis(i64::try_from(at).ok()?)?;
		let quarter = date.month0().checked_div(MONTHS_PER_QUARTER)?.checked_add(1)?;
		Some(Self { year: u32::try_from(date.year()).ok()?, quarter: u8::try_from(quarter).ok()? })
	}

	/// Its first moment; `None` when it is no quarter, or beyond the calendar's end.
	pub fn start(self) -> Option<Moment> {
		if !(1..=4).contains(&self.quarter) {
			return None;
		}
		let month = u32::from(self.quarter)
			.checked_sub(1)?
			.checked_mul(MONTHS_PER_QUARTER)?
			.checked_add(1)?;
		let date = NaiveDate::from_ymd_opt(i32::try_from(self.year).ok()?, month, 1)?;
		Moment::try_from(date.and_time(NaiveTime::MIN).and_utc().timestamp_millis()).ok()
	}

	/// The first moment after it, which is the first of the next one.
	pub fn end(self) -> Option<Moment> {
		self.next()?.start()
	}

	/// The quarter after it.
	pub fn next(self) -> Option<Self> {
		match self.quarter {
			1..=3 => Some(Self { year: self.year, quarter: self.quarter.checked_add(1)? }),
			4 => Some(Self { year: self.year.checked_add(1)?, quarter: 1 }),
			_ => None,
		}
	}
}

impl core::fmt::Display for Quarter {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		write!(f, "{}-Q{}", self.year, self.quarter)
	}
}
