//! Where a task stands, and who may sit in it.

use super::samples::{
	accept, account, after, challengeable, client, crew_works, device, drawn, opening, optimistic,
	outcome, panel_works, replicate, swept, task, waiting, Does::*, CLAIM, DRAWN, RUN, STANDING,
};
use codec::{Encode, MaxEncodedLen};
use jmt_primitives::{
	authorized::TaskRefusal,
	tasks::{
		is_audited, Against, Audience, BatchState, Bench, End, Exit, Instant, Opening, Phase,
		Place, Stage, Task, Verdict, Why,
	},
	Hash, Moment,
};

fn stage(task: &Task, now: Instant) -> (Stage, Option<Moment>) {
	let position = task.position(drawn, now);
	(position.stage, position.until)
}

fn due(exit: Exit) -> (Stage, Option<Moment>) {
	(Stage::Due(exit), None)
}

/// A seed by which the lot falls on panel 9, or not.
fn seed(audited: bool) -> Hash {
	let mut seeds = (0..=u8::MAX).map(Hash::repeat_byte);
	seeds.find(|seed| is_audited(seed, 9) == audited).unwrap()
}

/// The batch of a panel whose claims begin at `since`, with a seed by which the lot falls on it, or not.
fn lot(audited: bool, since: Instant) -> impl Fn(u32) -> BatchState {
	let opening = Opening { seed: seed(audited), since, ..opening() };
	move |block| {
		assert_eq!(block, 60, "the panel's batch is asked for");
		BatchState::Drawn(opening)
	}
}

#[test]
fn it_goes_through_the_stages_of_its_crew() {
	let mut task = task(replicate(3, 2));
	assert_eq!(task.position(waiting, DRAWN).stage, Stage::Drawing(Bench::Crew));
	assert_eq!(task.turn(waiting, DRAWN), Some((Bench::Crew, Phase::Drawing)));
	let claiming = (Stage::Claiming(Bench::Crew), Some(DRAWN.at + CLAIM));
	assert_eq!(stage(&task, DRAWN), claiming);
	assert_eq!(stage(&task, after(DRAWN, CLAIM)), due(Exit::Unfilled(Bench::Crew)));
	assert_eq!(task.position(swept, DRAWN).stage, Stage::Due(Exit::Unfilled(Bench::Crew)));
	let over = crew_works(&mut task, &[Tells(1), Tells(1), Claims]);
	assert_eq!(stage(&task, over), due(Exit::Counted(Bench::Crew)));
	task.end = Some(End { verdict: Verdict::Done, at: over.at, result: None });
	assert_eq!(stage(&task, over), (Stage::Ended(Verdict::Done), None));
	assert_eq!(task.turn(drawn, over), None);
}

#[test]
fn it_says_whether_a_clock_has_begun() {
	let mut task = task(replicate(3, 2));
	crew_works(&mut task, &[Claims, Claims, Claims]);
	let begun = task.crew.running.unwrap();
	let position = task.position(drawn, begun);
	assert_eq!((position.until, position.unstarted), (Some(begun.at + RUN), false));
	task.crew.running = None;
	let position = task.position(drawn, begun);
	assert_eq!(position.stage, Stage::Running(Bench::Crew));
	assert_eq!((position.until, position.unstarted), (None, true));
}

#[test]
fn it_stands_until_its_window_is_over() {
	for (mode, against) in [(accept(), Against::Refusal), (challengeable(), Against::Challenge)] {
		let mut task = task(mode);
		let workers = [Tells(1), Tells(1), Tells(1)];
		let since = crew_works(&mut task, &workers[..usize::from(mode.slots())]);
		task.standing = Some(since);
		let stands = (Stage::Standing(against), Some(since.at + STANDING));
		assert_eq!(stage(&task, since), stands);
		assert_eq!(stage(&task, Instant { at: since.at + STANDING, roomy: 9_999 }), stands);
		let crowded = Instant { roomy: since.roomy + 4, ..after(since, STANDING) };
		assert_eq!(stage(&task, crowded), stands);
		assert_eq!(stage(&task, after(since, STANDING)), due(Exit::Stood));
		assert_eq!(task.turn(drawn, since), None);
	}
}

/// An optimistic task whose result stands, with its panel by lot.
fn audited_or_not() -> (Task, Instant) {
	let mut task = task(optimistic());
	let since = crew_works(&mut task, &[Tells(1)]);
	task.standing = Some(since);
	task.panel = task.panel(Why::Lot, 9, 60);
	(task, since)
}

#[test]
fn it_stands_until_the_lot_is_drawn() {
	let (task, since) = audited_or_not();
	let waits = |now| (task.position(waiting, now).stage, task.turn(waiting, now));
	assert_eq!(waits(since), (Stage::Standing(Against::Lot), None));
	// It cannot pass the lot by, however long the seed takes.
	assert_eq!(waits(after(since, STANDING)), (Stage::Standing(Against::Lot), None));
}

#[test]
fn it_may_be_challenged_where_the_lot_fell_on_another() {
	let (task, since) = audited_or_not();
	let position = |now| task.position(lot(false, since), now);
	assert_eq!(position(since).stage, Stage::Standing(Against::Challenge));
	assert_eq!(position(since).until, Some(since.at + STANDING));
	assert_eq!(position(after(since, STANDING)).stage, Stage::Due(Exit::Stood));
	assert_eq!(task.turn(lot(false, since), since), None, "its panel takes no claims");
	// A batch that is gone cannot say any more whether the lot fell on it: nobody claimed, and the result stands.
	assert_eq!(task.position(swept, since).stage, Stage::Standing(Against::Challenge));
}

#[test]
fn it_is_judged_where_the_lot_fell_on_it() {
	let (mut task, since) = audited_or_not();
	let position = |now| task.position(lot(true, since), now);
	assert_eq!(position(since).stage, Stage::Claiming(Bench::Panel));
	// A panel may take the claim window twice.
	let twice = Instant { at: since.at + 2 * CLAIM + 1, roomy: since.roomy + 10 };
	assert_eq!(position(after(since, CLAIM)).until, Some(since.at + 2 * CLAIM));
	assert_eq!(position(twice).stage, Stage::Due(Exit::Unfilled(Bench::Panel)));
	let lots = task.panel.clone().unwrap();
	let over = panel_works(&mut task, Why::Lot, &[Tells(1), Tells(2), Tells(1)], since);
	// The opening that the claims wrote is that of the lot.
	let panel = task.panel.as_mut().unwrap();
	panel.crew.opening = Some(Opening { seed: seed(true), ..panel.crew.opening.unwrap() });
	assert_eq!((panel.crew.number, panel.crew.batch), (lots.crew.number, lots.crew.batch));
	let not_asked = |_| panic!("no batch is read once its opening is written");
	assert_eq!(task.position(not_asked, over).stage, Stage::Due(Exit::Counted(Bench::Panel)));
}

#[test]
fn it_is_judged_after_a_challenge_and_after_a_split() {
	for why in [Why::Challenged(account(5)), Why::Split] {
		let mut task = task(challengeable());
		let since = crew_works(&mut task, &[Tells(1), Tells(1), Tells(2)]);
		task.standing = Some(since);
		task.panel = task.panel(why, 9, 60);
		let panel = task.panel.as_ref().unwrap();
		assert_eq!((panel.crew.size, panel.crew.quorum), (7, 4));
		assert_eq!(task.position(waiting, since).stage, Stage::Drawing(Bench::Panel));
		assert_eq!(task.position(swept, since).stage, Stage::Due(Exit::Unfilled(Bench::Panel)));
		for audited in [true, false] {
			let stage = task.position(lot(audited, since), since).stage;
			assert_eq!(stage, Stage::Claiming(Bench::Panel), "no lot is asked");
		}
	}
}

#[test]
fn it_has_panels_of_twice_the_slots_and_one() {
	let panel = |mode| {
		let panel = task(mode).panel(Why::Split, 9, 60)?;
		Some((panel.crew.size, panel.crew.quorum))
	};
	assert_eq!(panel(optimistic()), Some((3, 2)));
	assert_eq!(panel(challengeable()), Some((7, 4)));
	assert_eq!(panel(replicate(3, 3)), Some((7, 4)));
	for mode in [accept(), replicate(5, 3), replicate(7, 4)] {
		assert_eq!(panel(mode), None, "{mode:?}");
	}
}

#[test]
fn it_finds_the_slot_that_brought_an_output() {
	let mut task = task(challengeable());
	let since = crew_works(&mut task, &[Tells(1), Tells(1), Tells(2)]);
	panel_works(&mut task, Why::Split, &[Tells(3), Tells(3), Tells(4), Tells(1)], since);
	let place = |bench, index| Some(Place { bench, index });
	assert_eq!(task.carrier(&outcome(1)), place(Bench::Crew, 0));
	assert_eq!(task.carrier(&outcome(2)), place(Bench::Crew, 2));
	assert_eq!(task.carrier(&outcome(3)), place(Bench::Panel, 0));
	assert_eq!(task.carrier(&outcome(4)), place(Bench::Panel, 2));
	assert_eq!(task.carrier(&outcome(5)), None);
}

#[test]
fn it_numbers_the_outputs_of_both_benches_apart() {
	let numbers = |bench| (0..7).map(move |index| Place { bench, index }.number());
	let all: Vec<_> = numbers(Bench::Crew).chain(numbers(Bench::Panel)).collect();
	assert_eq!(all, (0..14).collect::<Vec<u8>>());
}

#[test]
fn it_holds_tickets_to_the_threshold_unless_the_client_names_whom_it_wants() {
	let mut task = task(challengeable());
	assert!(task.draws(Bench::Crew) && task.draws(Bench::Panel));
	task.terms.audience = Audience::Owners(vec![account(1), account(2)].try_into().unwrap());
	assert!(!task.draws(Bench::Crew));
	assert!(task.draws(Bench::Panel), "a panel is for anyone");
}

#[test]
fn it_is_of_a_size_that_a_deposit_covers() {
	// Everything full: names, inline input, seven slots that revealed and seven that judge.
	assert!(Task::max_encoded_len() < 5_000, "{}", Task::max_encoded_len());
	let plain = task(replicate(3, 2)).encode().len();
	assert!(plain < 450, "{plain}");
}

mod reject {
	use super::*;

	#[test]
	fn it_admits_neither_the_client_nor_others_than_those_named() {
		let mut task = task(challengeable());
		let admits =
			|task: &Task, number| task.admits(Bench::Crew, &device(number), &account(number));
		assert_eq!(task.admits(Bench::Crew, &device(1), &client()), Err(TaskRefusal::IsClient));
		assert_eq!(admits(&task, 1), Ok(()));
		task.terms.audience = Audience::Devices(vec![device(2), device(3)].try_into().unwrap());
		assert_eq!(admits(&task, 1), Err(TaskRefusal::NotNamed));
		assert_eq!(admits(&task, 3), Ok(()));
		assert_eq!(task.admits(Bench::Crew, &device(2), &client()), Err(TaskRefusal::IsClient));
	}

	#[test]
	fn it_admits_to_a_panel_none_of_the_owners_that_are_judged_or_judge_themselves() {
		let mut task = task(challengeable());
		let since = crew_works(&mut task, &[Tells(1), Tells(1), Claims]);
		task.standing = Some(since);
		task.panel = task.panel(Why::Challenged(account(5)), 9, 60);
		let admits = |task: &Task, owner: &_| task.admits(Bench::Panel, &device(99), owner);
		assert_eq!(admits(&task, &client()), Err(TaskRefusal::IsClient));
		assert_eq!(admits(&task, &account(5)), Err(TaskRefusal::IsChallenger));
		for number in 1..=3 {
			assert_eq!(admits(&task, &account(number)), Err(TaskRefusal::OwnerHasSlot));
		}
		assert_eq!(admits(&task, &account(4)), Ok(()));
		// The client's names do not matter to a panel.
		task.terms.audience = Audience::Owners(vec![account(1), account(2)].try_into().unwrap());
		assert_eq!(admits(&task, &account(4)), Ok(()));
	}
}
