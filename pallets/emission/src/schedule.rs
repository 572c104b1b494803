//! The release in closed form.
//!
//! White paper: 4.1 million JMT a day out of the mining pot's 15 billion, counted in wall-clock time from
//! launch. Integer arithmetic, floored to the planck; the pot gains by the rounding.

use jmt_primitives::{
	supply::{Pot, DAILY_RELEASE},
	time::DAY_MS,
	Balance, Moment,
};

/// All that the schedule will ever release: the mining pot's genesis balance, in planck.
pub const ALL_RELEASED: Balance = Pot::Mining.genesis_balance();

/// The day of the release, counted from 1, within which it ends.
pub const LAST_DAY: u64 = 3_659;

/// The release by `at` when it began at `launch`, in planck: the lesser of [`ALL_RELEASED`] and
/// `DAILY_RELEASE x (at - launch) / DAY_MS`, floored. 0 before launch.
pub fn released(launch: Moment, at: Moment) -> Balance {
	let elapsed = Balance::from(at.saturating_sub(launch));
	DAILY_RELEASE
		.checked_mul(elapsed)
		.and_then(|product| product.checked_div(Balance::from(DAY_MS)))
		.map_or(ALL_RELEASED, |released| released.min(ALL_RELEASED))
}

/// The release between the beginning of the current day and `at`, in planck. Days of the release are
/// counted from `launch`, not from midnight.
pub fn released_today(launch: Moment, at: Moment) -> Balance {
	let into_day = at.saturating_sub(launch).checked_rem(DAY_MS).unwrap_or(0);
	let day_start = at.saturating_sub(into_day);
	released(launch, at).saturating_sub(released(launch, day_start))
}

/// Panics unless the schedule ends within [`LAST_DAY`], with all of the mining pot released.
pub(crate) fn assert_exhausts() {
	let ends = LAST_DAY.saturating_mul(DAY_MS);
	assert_eq!(released(0, ends), ALL_RELEASED, "the schedule releases all of the mining pot");
	assert!(
		released(0, ends.saturating_sub(DAY_MS)) < ALL_RELEASED,
		"the schedule ends within its last day, not before"
	);
	assert_eq!(released(0, Moment::MAX), ALL_RELEASED, "the schedule releases nothing beyond");
}
