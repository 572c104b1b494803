//! The gateway's time, its log's, and that of the disk.

use super::*;
use std::fs;

/// Somebody anchors the log at a time of the chain.
fn anchors(house: &House, now: Moment) {
	let folder = log_folder(house.folder.path(), &house.key.id());
	Log::open(&folder, GENESIS, house.key.id()).unwrap().next_head(None, now).unwrap();
}

fn on_disk(house: &House) -> Moment {
	let folder = gate_folder(house.folder.path(), &house.key.id(), LIFT);
	fs::read_to_string(folder.join("clock")).unwrap().parse().unwrap()
}

#[test]
fn decide_a_seal_that_is_ahead_of_the_clock_hinders_nobody() {
	let mut house = house(vec![anybody(Vec::new(), 0)]);
	assert!(house.visit(&Right::Own, NOW).is_ok());
	anchors(&house, NOW + 3_000);
	let made = house.visit(&Right::Own, NOW + 1).unwrap();
	assert_eq!(made.receipt.at, NOW + 3_001, "behind what is sealed");
}

#[test]
fn ask_strangers_cause_no_more_than_a_writing_a_second_and_a_use_is_on_the_disk() {
	let mut house = house(vec![anybody(Vec::new(), 0)]);
	house.ask(NOW);
	for later in 1..900 {
		house.ask(NOW + later);
	}
	assert_eq!(on_disk(&house), NOW);
	assert!(house.visit(&Right::Own, NOW + 901).is_ok());
	assert_eq!(on_disk(&house), NOW + 901);
}

mod reject {
	use super::*;

	#[test]
	fn decide_a_clock_that_is_far_behind_the_log() {
		let mut house = house(vec![anybody(vec![uses(1, Counting::Locally)], 0)]);
		anchors(&house, NOW + DAY);
		refused(house.visit(&Right::Own, NOW), Reason::ClockBehind);
		house.state.at = NOW + DAY;
		assert!(house.visit(&Right::Own, NOW + DAY).is_ok(), "nothing was counted");
	}

	#[test]
	fn decide_a_visit_whose_challenge_ended_while_it_waited() {
		let mut house = house(vec![anybody(Vec::new(), 0)]);
		let challenge = house.ask(NOW);
		let visit = house.answer(&challenge, &Right::Own);
		let admitted = house.gate.admit(&visit, NOW + MAX_USE_MS).unwrap().unwrap();
		let late = NOW + MAX_USE_MS + 1;
		let decided = house.gate.decide(admitted, &house.state, &(), late).unwrap();
		refused(decided, Reason::BadPass);
	}
}
