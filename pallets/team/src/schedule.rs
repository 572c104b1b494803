//! When tranches vest, as closed forms of the launch.
//!
//! The n-th tranche vests on the n-th anniversary of launch, all of it. Constant work: one look at the
//! calendar per tranche.

use jmt_primitives::{time::anniversary, Moment};

/// The cliffs of `tranches` tranches, in ms, first to last. One that lies beyond the calendar's end, in the
/// year 262142, never comes, and neither do those after it.
pub fn cliffs(launch: Moment, tranches: u32) -> impl Iterator<Item = Moment> {
	(1..=tranches).map_while(move |year| anniversary(launch, year))
}

/// How many of `tranches` tranches have vested at `at`. A cliff's own moment counts.
pub fn vested_tranches(launch: Moment, tranches: u32, at: Moment) -> u32 {
	let came = cliffs(launch, tranches).take_while(|cliff| *cliff <= at);
	came.fold(0, |count: u32, _| count.saturating_add(1))
}

/// The first of `tranches` cliffs after `at`; `None` when there is none left.
pub fn next_cliff(launch: Moment, tranches: u32, at: Moment) -> Option<Moment> {
	cliffs(launch, tranches).find(|cliff| *cliff > at)
}
