//! Windows, zones, and the age of state.

use super::world::{allow, ask, by_rule, deny, World, DAY, HOUR, MAX_AGE, MINUTE, NOW};
use jmt_primitives::{
	access::{Condition, Reason, Request, Who, Window, Zone},
	Moment,
};

const SUNDAY: u16 = 6 * 1_440;

fn zone(offsets: &[(Moment, i16)], good_until: Moment) -> Zone {
	Zone { offsets: offsets.to_vec().try_into().unwrap(), good_until }
}

fn weekly(from: u16, to: u16) -> Window {
	Window::Weekly { from, to }
}

/// Minutes of the week.
fn on(day: u16, hour: u16, minute: u16) -> u16 {
	day * 1_440 + hour * 60 + minute
}

/// Anybody may open in these windows, by state of any age up to a day.
fn world(zone: Zone, windows: &[Window]) -> World {
	let mut world = World::scene();
	let windows = windows.to_vec().try_into().unwrap();
	world.rules(vec![allow(Who::Anybody, vec![Condition::Time(windows)])]);
	world.change_body(|body| (body.zone, body.max_age) = (zone, DAY));
	world
}

fn utc() -> Zone {
	zone(&[(0, 0)], NOW + 300 * DAY)
}

/// The decision where block and clock are at a moment.
fn at(world: &World, now: Moment) -> Result<Moment, Reason> {
	let mut world = world.clone();
	world.state.at = now;
	let request = Request { now: Some(now), ..ask() };
	match world.decide(&request).reason() {
		None => Ok(world.until(&request)),
		Some(reason) => Err(reason),
	}
}

const OUTSIDE: Result<Moment, Reason> = Err(Reason::OutsideWindow);

#[test]
fn it_knows_the_day_and_the_minute() {
	// 1970-01-01 was a Thursday, and NOW is a Wednesday at noon.
	assert_eq!(utc().local(0).unwrap().in_week, 3 * DAY);
	assert_eq!(utc().local(NOW).unwrap().in_week, 2 * DAY + 12 * HOUR);
	assert_eq!(utc().local(4 * DAY).unwrap().in_week, 0);
	assert_eq!(utc().local(4 * DAY - 1).unwrap().in_week, 7 * DAY - 1);
	let (east, west) = (zone(&[(0, 840)], NOW), zone(&[(0, -720)], NOW));
	assert_eq!(east.local(4 * DAY).unwrap().in_week, 14 * HOUR);
	assert_eq!(west.local(4 * DAY).unwrap().in_week, 7 * DAY - 12 * HOUR);
	// Before the epoch by the wall's clock.
	assert_eq!(west.local(0).unwrap().in_week, 3 * DAY - 12 * HOUR);
}

#[test]
fn it_opens_at_the_first_minute_and_closes_before_the_last() {
	let world = world(utc(), &[weekly(on(2, 12, 0), on(2, 13, 0))]);
	assert_eq!(at(&world, NOW - 1), OUTSIDE);
	assert_eq!(at(&world, NOW), Ok(NOW + HOUR - 1));
	assert_eq!(at(&world, NOW + HOUR - 1), Ok(NOW + HOUR - 1));
	assert_eq!(at(&world, NOW + HOUR), OUTSIDE);
	assert_eq!(at(&world, NOW + 7 * DAY), Ok(NOW + 7 * DAY + HOUR - 1));
}

#[test]
fn it_goes_over_the_weeks_end() {
	// Sunday 22:00 to Monday 06:00.
	let world = world(utc(), &[weekly(SUNDAY + 22 * 60, 6 * 60)]);
	let monday = NOW - 2 * DAY - 12 * HOUR;
	assert_eq!(at(&world, monday), Ok(monday + 6 * HOUR - 1));
	assert_eq!(at(&world, monday + 6 * HOUR - 1), Ok(monday + 6 * HOUR - 1));
	assert_eq!(at(&world, monday + 6 * HOUR), OUTSIDE);
	let sunday = monday + 6 * DAY + 22 * HOUR;
	assert_eq!(at(&world, sunday - 1), OUTSIDE);
	assert_eq!(at(&world, sunday), Ok(sunday + 8 * HOUR - 1));
	// To the week's last minute.
	let to_end = world_of(&[weekly(SUNDAY, 0)]);
	assert_eq!(at(&to_end, monday + 7 * DAY - 1), Ok(monday + 7 * DAY - 1));
	assert_eq!(at(&to_end, monday + 7 * DAY), OUTSIDE);
}

fn world_of(windows: &[Window]) -> World {
	world(utc(), windows)
}

#[test]
fn it_takes_any_of_the_windows_and_the_longest() {
	let short = weekly(on(2, 12, 0), on(2, 12, 30));
	let long = weekly(on(2, 10, 0), on(2, 14, 0));
	let dates = Window::Dates { from: NOW, to: NOW + 3 * HOUR };
	assert_eq!(at(&world_of(&[short, long]), NOW), Ok(NOW + 2 * HOUR - 1));
	assert_eq!(at(&world_of(&[short, long, dates]), NOW), Ok(NOW + 3 * HOUR));
	assert_eq!(at(&world_of(&[short, dates]), NOW + 3 * HOUR), Ok(NOW + 3 * HOUR));
	assert_eq!(at(&world_of(&[short, dates]), NOW + 3 * HOUR + 1), OUTSIDE);
	assert_eq!(at(&world_of(&[short, dates]), NOW - 1), OUTSIDE);
}

/// Berlin: clocks go back on 25 October 2026 at 01:00 UTC, and forward on 28 March 2027 at 01:00 UTC.
#[test]
fn it_takes_what_happens_twice_twice_and_what_does_not_happen_never() {
	const BACK: Moment = 1_792_890_000_000;
	const FORWARD: Moment = 1_806_195_600_000;
	let berlin = zone(&[(0, 120), (BACK, 60), (FORWARD, 120)], FORWARD + 100 * DAY);
	// Sunday 02:00 to 03:00: twice in autumn.
	let night = world(berlin.clone(), &[weekly(SUNDAY + 120, SUNDAY + 180)]);
	assert_eq!(at(&night, BACK - HOUR - 1), OUTSIDE);
	// The clock goes back just before 03:00, and what holds is known no further.
	assert_eq!(at(&night, BACK - HOUR), Ok(BACK - 1));
	assert_eq!(at(&night, BACK - 1), Ok(BACK - 1));
	assert_eq!(at(&night, BACK), Ok(BACK + HOUR - 1));
	assert_eq!(at(&night, BACK + HOUR), OUTSIDE);
	// Never in spring.
	for minutes in (0..=180).step_by(5) {
		assert_eq!(at(&night, FORWARD - 90 * MINUTE + minutes * MINUTE), OUTSIDE, "{minutes}");
	}
	// 01:30 to 03:30 is an hour long then.
	let longer = world(berlin, &[weekly(SUNDAY + 90, SUNDAY + 210)]);
	assert_eq!(at(&longer, FORWARD - 30 * MINUTE), Ok(FORWARD - 1));
	assert_eq!(at(&longer, FORWARD), Ok(FORWARD + 30 * MINUTE - 1));
	assert_eq!(at(&longer, FORWARD + 30 * MINUTE), OUTSIDE);
}

#[test]
fn it_does_not_know_the_time_before_and_behind_its_table() {
	let all_week = weekly(0, 10_079);
	let table = zone(&[(NOW, 0)], NOW + HOUR);
	let world = world(table, &[all_week]);
	assert_eq!(at(&world, NOW - 1), Err(Reason::ZoneEnded));
	assert_eq!(at(&world, NOW), Ok(NOW + HOUR));
	assert_eq!(at(&world, NOW + HOUR), Ok(NOW + HOUR));
	assert_eq!(at(&world, NOW + HOUR + 1), Err(Reason::ZoneEnded));
	let empty = super::time::world(zone(&[], NOW + HOUR), &[all_week]);
	assert_eq!(at(&empty, NOW), Err(Reason::ZoneEnded));
	// Dates need no zone.
	let dates = Window::Dates { from: NOW - 9, to: NOW + 2 * HOUR };
	let both = super::time::world(zone(&[], NOW), &[all_week, dates]);
	assert_eq!(at(&both, NOW), Ok(NOW + 2 * HOUR));
	assert_eq!(at(&both, NOW - 10), Err(Reason::ZoneEnded));
}

#[test]
fn it_denies_in_a_window_and_until_it_begins() {
	let mut world = World::scene();
	let noon = Condition::Time(vec![weekly(on(2, 12, 5), on(2, 13, 0))].try_into().unwrap());
	world.rules(vec![deny(Who::Anybody, vec![noon]), allow(Who::Anybody, Vec::new())]);
	assert_eq!(world.until(&ask()), NOW + 5 * MINUTE - 1);
	let later = Request { now: Some(NOW + 5 * MINUTE), ..ask() };
	assert_eq!(world.denied(&later), by_rule(Reason::DeniedByRule, 0));
	// Nor where it is not known.
	world.change_body(|body| body.zone.good_until = NOW - 1);
	assert_eq!(world.denied(&ask()), by_rule(Reason::ZoneEnded, 0));
}

#[test]
fn it_ends_with_the_states_age() {
	let mut world = World::scene();
	world.rules(vec![allow(Who::Anybody, Vec::new())]);
	for (now, expected) in [
		(NOW - 1, Some(Reason::ClockBehind)),
		(NOW, None),
		(NOW + MAX_AGE, None),
		(NOW + MAX_AGE + 1, Some(Reason::StateTooOld)),
	] {
		let request = Request { now: Some(now), ..ask() };
		assert_eq!(world.decide(&request).reason(), expected, "{now}");
	}
	assert_eq!(world.until(&ask()), NOW + MAX_AGE);
	// At an age of 0 only the block's own time counts.
	world.change_body(|body| body.max_age = 0);
	assert_eq!(world.until(&ask()), NOW);
	let later = Request { now: Some(NOW + 1), ..ask() };
	assert_eq!(world.reason(&later), Reason::StateTooOld);
}

/// Grants may hold windows that no policy would.
#[test]
fn it_takes_windows_that_are_not_well_made_for_what_they_say() {
	for (from, to, inside) in [
		(5, 5, false),
		(0, 20_000, true),
		(20_000, 10_000, true),
		(20_000, 30_000, false),
		(u16::MAX, 0, false),
	] {
		let window = weekly(from, to);
		assert!(!window.is_sound());
		let told = window.inside(&utc().local(NOW), NOW);
		let is_inside = matches!(told, jmt_primitives::access::Inside::Yes { .. });
		assert_eq!(is_inside, inside, "{from} to {to}");
	}
	let backwards = Window::Dates { from: NOW + 5, to: NOW - 5 };
	for now in [NOW - 6, NOW - 5, NOW, NOW + 5, NOW + 6] {
		let told = backwards.inside(&utc().local(now), now);
		assert_eq!(told, jmt_primitives::access::Inside::No { holds: Moment::MAX });
	}
}

/// The value of each window is the same up to the moment that is said, and another one just after.
#[test]
fn it_says_to_the_millisecond_how_long_a_window_holds() {
	use jmt_primitives::access::Inside;
	let berlin = zone(&[(0, 120), (NOW + 3 * DAY, 60)], NOW + 40 * DAY);
	let mut random = super::random::Random::new(25);
	for _ in 0..20_000 {
		let bound = |random: &mut super::random::Random| random.below(10_080) as u16;
		let (from, to) = (bound(&mut random), bound(&mut random));
		let window = weekly(from, to);
		if !window.is_sound() {
			continue;
		}
		let now = NOW + random.below(10 * DAY);
		let told = window.inside(&berlin.local(now), now);
		let is_yes = |told| matches!(told, Inside::Yes { .. });
		let (Inside::Yes { holds } | Inside::No { holds }) = told else { unreachable!() };
		assert!(holds >= now);
		let middle = now + random.below(holds - now + 1);
		for same in [middle, holds] {
			let again = window.inside(&berlin.local(same), same);
			assert_eq!(is_yes(again), is_yes(told), "{window:?} {now} {same}");
		}
		let after = window.inside(&berlin.local(holds + 1), holds + 1);
		let changed = is_yes(after) != is_yes(told);
		assert!(changed || holds + 1 == NOW + 3 * DAY, "{window:?} {now} {holds}");
	}
}
