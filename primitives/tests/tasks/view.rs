//! Sentences about a task, for people.

use super::samples::{
	account, challengeable, crew_works, drawn, optimistic, panel_works, replicate, swept, task,
	waiting, Does::*, DRAWN, STANDING,
};
use codec::{Decode, Encode};
use jmt_primitives::tasks::{
	explain, Bench, End, Instant, Quote, Stage, Task, TaskView, Verdict, Why,
};
use std::collections::BTreeSet;

fn why(task: &Task, now: Instant) -> String {
	explain(task, &task.position(drawn, now))
}

#[test]
fn it_says_what_a_task_waits_for() {
	let mut task = task(replicate(3, 2));
	let undrawn = explain(&task, &task.position(waiting, DRAWN));
	assert_eq!(undrawn, "its seed is drawn two blocks later");
	assert_eq!(why(&task, DRAWN), "0 of 3 slots are claimed");
	let expired = explain(&task, &task.position(swept, DRAWN));
	assert_eq!(expired, "too few workers claimed it; whoever settles it takes it on");
	let over = crew_works(&mut task, &[Tells(1), Tells(1), Claims]);
	let told = "its results are told, or too late; whoever settles it takes it on";
	assert_eq!(why(&task, over), told);
	let reveals = task.crew.revealing.take().unwrap();
	assert_eq!(
		why(&task, reveals),
		"2 of 2 results are told; the time counts from the first of them"
	);
	let runs = task.crew.running.take().unwrap();
	assert_eq!(
		why(&task, runs),
		"2 of 3 workers have committed; the time counts from the first of them"
	);
}

#[test]
fn it_says_what_a_panel_does() {
	let mut task = task(challengeable());
	let since = crew_works(&mut task, &[Tells(1), Tells(1), Tells(1)]);
	task.standing = Some(since);
	let stands = "the result stands, and anybody may challenge it until its window closes";
	assert_eq!(why(&task, since), stands);
	let nobody = "nobody said a word against its result; whoever settles it takes it on";
	let over = Instant { at: since.at + STANDING + 1, roomy: since.roomy + 5 };
	assert_eq!(why(&task, over), nobody);
	panel_works(&mut task, Why::Challenged(account(9)), &[Claims, Claims], since);
	assert_eq!(why(&task, since), "a panel judges it: 2 of 7 slots are claimed");
}

#[test]
fn it_says_that_the_lot_is_ahead() {
	let mut task = task(optimistic());
	let since = crew_works(&mut task, &[Tells(1)]);
	task.standing = Some(since);
	task.panel = task.panel(Why::Lot, 9, 60);
	let ahead = explain(&task, &task.position(waiting, since));
	let sentence = "the result stands, and the lot whether it is audited is drawn two blocks later";
	assert_eq!(ahead, sentence);
}

#[test]
fn it_says_how_a_task_ended() {
	let ends = [
		Verdict::Done,
		Verdict::Upheld,
		Verdict::Overturned,
		Verdict::Rejected,
		Verdict::Expired,
		Verdict::Undecided,
	];
	let mut task = task(replicate(3, 2));
	let sentences: BTreeSet<_> = ends
		.into_iter()
		.map(|verdict| {
			task.end = Some(End { verdict, at: 1, result: None });
			why(&task, DRAWN)
		})
		.collect();
	assert_eq!(sentences.len(), ends.len());
}

#[test]
fn it_shows_a_task_with_stage_deadline_and_sentence() {
	let task = task(replicate(3, 2));
	let view = TaskView::new(7, task.clone(), task.position(drawn, DRAWN));
	assert_eq!(view.stage, Stage::Claiming(Bench::Crew));
	assert_eq!(view.deadline, task.position(drawn, DRAWN).until);
	assert_eq!(view.why, why(&task, DRAWN));
	assert_eq!(TaskView::decode(&mut &view.encode()[..]), Ok(view));
}

#[test]
fn it_sums_up_what_is_held() {
	let quote = Quote {
		price: 5,
		deposit: 7,
		service_fee: 100,
		expected_price: 3,
		bond: 1_000,
		cover: 10_000,
	};
	assert_eq!(quote.holds(), 12);
	assert_eq!(Quote { price: u128::MAX, ..quote }.holds(), u128::MAX);
}
