//! The sentence that a person reads about a device.

use jmt_primitives::proof_of_time::{MiningReport, MiningStatus};

fn explained(status: MiningStatus, missed_round: Option<u64>) -> String {
	let report = MiningReport {
		status,
		owner: None,
		last_round: Some(811),
		paid_until: Some(43_440_000),
		missed_round,
		earned: 0,
		open: 0,
		weight: 1_000_000,
		bucket: Some(3),
	};
	report.explain(|at| format!("{:02}:{:02}", at / 3_600_000, at / 60_000 % 60))
}

#[test]
fn it_says_until_when_a_device_is_paid() {
	assert_eq!(explained(MiningStatus::Mining, None), "online and paid until 12:04 (round 811)");
}

#[test]
fn it_says_since_when_and_why_a_device_is_not_paid() {
	assert_eq!(
		explained(MiningStatus::Missed, Some(812)),
		"not paid since 12:04: no answer in round 812"
	);
	assert_eq!(
		explained(MiningStatus::Missed, None),
		"not paid since 12:04: absent for longer than the horizon"
	);
	assert_eq!(
		explained(MiningStatus::Silent, Some(812)),
		"not paid since 12:04: no answer in round 812; its weight left the total until it answers again"
	);
}

#[test]
fn it_tells_every_status_before_the_first_answer_apart() {
	let before = [
		MiningStatus::NotRegistered,
		MiningStatus::Inactive,
		MiningStatus::Waiting,
		MiningStatus::NeverAnswered,
	];
	let sentences: std::collections::BTreeSet<_> =
		before.iter().map(|status| explained(status.clone(), None)).collect();
	assert_eq!(sentences.len(), before.len());
	assert!(sentences.iter().all(|sentence| !sentence.contains("paid until")));
}
