//! The schedule as a node's runtime tells it, and whether it can be true.

use codec::{DecodeAll, Encode};
use jmt_node_runner::{chain::text, transfer::bytes, Error, Node, Result};
use jmt_primitives::{
	circulation::Circulation,
	supply::{Pot, SchedulePoint, SupplyReport, DAILY_RELEASE},
	time::DAY_MS,
	Balance, Moment, JMT,
};
use serde_json::json;

/// Days between two points.
const STEP_DAYS: u32 = 5;

/// Points to ask for: 3,690 days are a little more than ten years, and the mining pot is empty on the 3,659th.
const POINTS: u32 = 739;

/// Ten tranches of the team's JMT, in planck each.
const TRANCHE: Balance = 500_000_000 * JMT;

/// The schedule as the runtime answers it, once it was checked.
pub(crate) struct Schedule {
	/// The moment that it counts from, in ms.
	pub(crate) launch: Moment,
	/// Its points from launch on.
	pub(crate) points: Vec<SchedulePoint>,
}

impl Schedule {
	/// Asks a node, at its newest finalized block.
	pub(crate) async fn ask(node: &Node) -> Result<Self> {
		let at = node.finalized_hash().await?;
		let supply: SupplyReport = call(node, "SupplyApi_supply", Vec::new(), &at).await?;
		let launch = supply
			.launch
			.ok_or_else(|| Error::shape("launch", "none, although a block has a timestamp"))?;
		let step = Moment::from(STEP_DAYS) * DAY_MS;
		let schedule = Self { launch, points: points(node, launch, step, POINTS, &at).await? };
		schedule.check().map_err(|fault| Error::shape("schedule", fault))?;

		let figures: Circulation =
			call(node, "CirculationApi_circulation", Vec::new(), &at).await?;
		let now = points(node, figures.at, 1, 1, &at).await?;
		agrees(&figures, &now).map_err(|fault| Error::shape("circulation", fault))?;
		Ok(schedule)
	}

	/// Days between the first and the last point.
	pub(crate) fn days(&self) -> u64 {
		self.points.last().map_or(0, |last| last.at.saturating_sub(self.launch) / DAY_MS)
	}

	/// Says what cannot be true.
	fn check(&self) -> Result<(), String> {
		let step = Moment::from(STEP_DAYS) * DAY_MS;
		if self.points.len() as u64 != u64::from(POINTS) {
			return Err(format!("{} points instead of {POINTS}", self.points.len()));
		}
		let (first, last) = (self.points[0], self.points[self.points.len() - 1]);
		if (first.at, first.released, first.vested) != (self.launch, 0, 0) {
			return Err(format!("something before launch: {first:?}"));
		}
		let all = (Pot::Mining.genesis_balance(), Pot::Team.genesis_balance());
		if (last.released, last.vested) != all {
			return Err(format!("an end with something left: {last:?}"));
		}
		for pair in self.points.windows(2) {
			if pair[1].at.checked_sub(pair[0].at) != Some(step) {
				return Err(format!("another distance than asked for: {pair:?}"));
			}
			let released = pair[1].released.checked_sub(pair[0].released);
			if released.is_none_or(|more| more > Balance::from(STEP_DAYS) * DAILY_RELEASE) {
				return Err(format!("a release of less than nothing or of too much: {pair:?}"));
			}
			// Anniversaries are more than a step apart.
			let vested = pair[1].vested.checked_sub(pair[0].vested);
			if vested != Some(0) && vested != Some(TRANCHE) {
				return Err(format!("a vesting of something else than a tranche: {pair:?}"));
			}
		}
		Ok(())
	}
}

/// Whether the circulation adds up and says of the moment what the schedule says of it.
fn agrees(figures: &Circulation, now: &[SchedulePoint]) -> Result<(), String> {
	let [point] = now else { return Err(format!("{} points instead of one", now.len())) };
	if !figures.adds_up() {
		return Err(format!("figures that do not add up: {figures:?}"));
	}
	let released = point.released.checked_add(figures.unreleased);
	let vested = point.vested.checked_add(figures.unvested);
	let all = (Some(Pot::Mining.genesis_balance()), Some(Pot::Team.genesis_balance()));
	if point.at != figures.at || (released, vested) != all {
		return Err(format!("figures {figures:?} beside {point:?}"));
	}
	Ok(())
}

async fn points(
	node: &Node,
	from: Moment,
	step: Moment,
	count: u32,
	at: &str,
) -> Result<Vec<SchedulePoint>> {
	call(node, "SupplyApi_schedule", (from, step, count).encode(), at).await
}

/// Calls a function of the runtime API after the block `at`.
async fn call<T: DecodeAll>(node: &Node, method: &str, input: Vec<u8>, at: &str) -> Result<T> {
	let input = format!("0x{}", hex::encode(input));
	let answer = node.rpc("state_call", json!([method, input, at])).await?;
	let answer = bytes(&text(method, &answer)?)?;
	T::decode_all(&mut answer.as_slice()).map_err(|error| Error::shape(method, error))
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{
		supply::{PotBalances, TOTAL_SUPPLY},
		time::anniversary,
	};

	/// 2026-11-24 00:00:00 UTC.
	const LAUNCH: Moment = 1_795_478_400_000;

	/// The schedule by the white paper.
	fn schedule() -> Schedule {
		let points = (0..u64::from(POINTS))
			.map(|index| {
				let days = index * u64::from(STEP_DAYS);
				let at = LAUNCH + days * DAY_MS;
				let tranches =
					(1..=10).filter(|years| anniversary(LAUNCH, *years).unwrap() <= at).count();
				let released = (Balance::from(days) * DAILY_RELEASE).min(15_000_000_000 * JMT);
				SchedulePoint { at, released, vested: tranches as u128 * TRANCHE }
			})
			.collect();
		Schedule { launch: LAUNCH, points }
	}

	fn figures() -> Circulation {
		let pots = PotBalances { foundation: 30_000_000_000 * JMT, ..Default::default() };
		Circulation::new(9, TOTAL_SUPPLY, pots, 4_000_000_000 * JMT, 14_000_000_000 * JMT, 0)
	}

	fn point() -> SchedulePoint {
		SchedulePoint { at: 9, released: 1_000_000_000 * JMT, vested: 1_000_000_000 * JMT }
	}

	#[test]
	fn it_accepts_the_white_papers_schedule() {
		assert_eq!(schedule().check(), Ok(()));
		assert_eq!(schedule().days(), 3_690);
		const { assert!(POINTS <= jmt_primitives::supply::MAX_SCHEDULE_POINTS) };
	}

	#[test]
	fn it_accepts_figures_of_the_same_moment() {
		assert_eq!(agrees(&figures(), &[point()]), Ok(()));
	}

	mod reject {
		use super::*;

		/// Expects `fault` of a schedule that was changed.
		fn finds(fault: &str, change: impl FnOnce(&mut Schedule)) {
			let mut schedule = schedule();
			change(&mut schedule);
			let found = schedule.check().unwrap_err();
			assert!(found.starts_with(fault), "{found:?}, expected {fault:?}");
		}

		#[test]
		fn it_refuses_too_few_points() {
			finds("738 points", |schedule| schedule.points.truncate(738));
			finds("0 points", |schedule| schedule.points.clear());
		}

		#[test]
		fn it_refuses_something_before_launch() {
			finds("something before launch", |schedule| schedule.points[0].released = 1);
			finds("something before launch", |schedule| schedule.points[0].vested = TRANCHE);
			finds("something before launch", |schedule| schedule.launch += 1);
		}

		#[test]
		fn it_refuses_an_end_with_something_left() {
			finds("an end with something left", |schedule| schedule.points[738].released -= 1);
			finds("an end with something left", |schedule| schedule.points[738].vested -= TRANCHE);
			finds("an end with something left", |schedule| schedule.points[738].vested += TRANCHE);
		}

		#[test]
		fn it_refuses_moments_that_were_not_asked_for() {
			finds("another distance", |schedule| schedule.points[3].at += 1);
			finds("another distance", |schedule| schedule.points[3].at = 0);
		}

		#[test]
		fn it_refuses_a_release_that_falls_or_jumps() {
			finds("a release of less", |schedule| schedule.points[9].released = 0);
			finds("a release of less", |schedule| schedule.points[9].released += 1);
		}

		#[test]
		fn it_refuses_a_vesting_besides_whole_tranches() {
			finds("a vesting of something else", |schedule| schedule.points[9].vested = 1);
			finds("a vesting of something else", |schedule| schedule.points[90].vested = 0);
		}

		#[test]
		fn it_refuses_figures_that_contradict_the_schedule() {
			let wrong = [
				(Circulation { circulating: 0, ..figures() }, point()),
				(Circulation { at: 8, ..figures() }, point()),
				(Circulation { unreleased: 0, ..figures() }, point()),
				(Circulation { unvested: 0, ..figures() }, point()),
				(figures(), SchedulePoint { released: u128::MAX, ..point() }),
				(figures(), SchedulePoint { vested: 0, ..point() }),
			];
			for (figures, point) in wrong {
				assert!(agrees(&figures, &[point]).is_err(), "{figures:?} {point:?}");
			}
			assert!(agrees(&figures(), &[]).is_err());
			assert!(agrees(&figures(), &[point(), point()]).is_err());
		}
	}
}
