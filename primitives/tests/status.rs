//! What a person reads about a device.

use jmt_primitives::api::{MiningState, MiningStatus};

fn explained(state: MiningState, missed_round: Option<u64>) -> String {
	let status = MiningStatus {
		state,
		owner: None,
		last_round: Some(811),
		paid_until: Some(43_440_000),
		missed_round,
		earned: 0,
		open: 0,
		weight: 1_000_000,
		bucket: Some(3),
	};
	status.explain(|at| format!("{:02}:{:02}", at / 3_600_000, at / 60_000 % 60))
}

#[test]
fn it_says_until_when_a_device_is_paid() {
	assert_eq!(explained(MiningState::Mining, None), "online and paid until 12:04 (round 811)");
}

#[test]
fn it_says_since_when_and_why_a_device_is_not_paid() {
	assert_eq!(
		explained(MiningState::Missed, Some(812)),
		"not paid since 12:04: no answer in round 812"
	);
	assert_eq!(
		explained(MiningState::Missed, None),
		"not paid since 12:04: absent for longer than the horizon"
	);
	assert_eq!(
		explained(MiningState::Silent, Some(812)),
		"not paid since 12:04: no answer in round 812; its weight left the total until it answers again"
	);
}

#[test]
fn it_tells_the_states_before_the_first_answer_apart() {
	let states = [
		MiningState::NotRegistered,
		MiningState::Inactive,
		MiningState::Waiting,
		MiningState::NeverAnswered,
	];
	let sentences: std::collections::BTreeSet<_> =
		states.iter().map(|state| explained(state.clone(), None)).collect();
	assert_eq!(sentences.len(), states.len());
	assert!(sentences.iter().all(|sentence| !sentence.contains("paid until")));
}
