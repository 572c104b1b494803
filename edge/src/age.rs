//! How old a head of the chain is. A peer that is hours behind proves all that it tells: of an older state.

use jmt_primitives::Moment;
use std::{
	fmt,
	time::{Duration, SystemTime, UNIX_EPOCH},
};

/// A newest finalized block that is older is told of. A chain that is well finalizes one in a few seconds.
const OLD: Duration = Duration::from_secs(60);

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The age of a block by the clock of this machine. It is shown in the largest unit of which it has two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Age(Duration);

impl Age {
	/// Of a block with this time. One that is ahead of the clock has the age zero.
	pub fn of(block: Moment) -> Self {
		Self::at(block, SystemTime::now())
	}

	fn at(block: Moment, now: SystemTime) -> Self {
		let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
		Self(now.saturating_sub(Duration::from_millis(block)))
	}

	/// The same, in whole seconds.
	pub const fn seconds(self) -> u64 {
		self.0.as_secs()
	}

	/// Whether a newest finalized block of this age is told of.
	pub fn is_old(self) -> bool {
		self.0 > OLD
	}
}

impl fmt::Display for Age {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let seconds = self.seconds();
		let (number, unit) = [(DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")]
			.into_iter()
			.find(|(unit, _)| seconds >= unit.saturating_mul(2))
			.map_or((seconds, "second"), |(unit, name)| (seconds / unit, name));
		let plural = if number == 1 { "" } else { "s" };
		write!(f, "{number} {unit}{plural}")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn age(seconds: u64) -> Age {
		let block = 1_700_000_000_000;
		Age::at(block, UNIX_EPOCH + Duration::from_millis(block) + Duration::from_secs(seconds))
	}

	#[test]
	fn is_old_a_minute_is_the_bound() {
		assert!(!age(60).is_old());
		assert!(age(61).is_old());
		// A clock that is behind says nothing of the block.
		assert_eq!(Age::at(5_000, UNIX_EPOCH), Age(Duration::ZERO));
		assert!(!Age::of(Moment::MAX).is_old());
	}

	#[test]
	fn display_it_is_the_largest_unit_of_which_there_are_two() {
		for (seconds, said) in [
			(0, "0 seconds"),
			(1, "1 second"),
			(119, "119 seconds"),
			(120, "2 minutes"),
			(7_199, "119 minutes"),
			(7_200, "2 hours"),
			(172_799, "47 hours"),
			(172_800, "2 days"),
		] {
			assert_eq!(age(seconds).to_string(), said);
		}
	}
}
