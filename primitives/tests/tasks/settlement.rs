//! How tasks end: whoever is paid, and that every planck is somewhere.

use super::samples::{
	accept, account, after, challengeable, crew_works, optimistic, outcome, panel_works, replicate,
	swept, task, Does, Does::*, CLAIM, DRAWN, STANDING,
};
use jmt_primitives::{
	tasks::{
		is_audited, Bench, Conclusion, End, Entry, Exit, Fate, Flow, Instant, Mode, Opening, Payee,
		Place, Purse, Settlement, Stage, Task, Verdict, Why,
	},
	Balance, Hash, JMT,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

const PAY: Balance = JMT / 20;
const FEE: Balance = JMT / 400;
const NET: Balance = PAY - FEE;
const BOND: Balance = 32 * PAY;
const SILENCE: Balance = JMT / 10;

fn crew(index: u8) -> Place {
	Place { bench: Bench::Crew, index }
}

fn panel(index: u8) -> Place {
	Place { bench: Bench::Panel, index }
}

fn flow(from: Purse, to: Payee, amount: Balance) -> Flow {
	Flow { from, to, amount }
}

/// How the stage of a task ends that is over.
fn exit(task: &Task, now: Instant) -> Exit {
	match task.position(swept, now).stage {
		Stage::Due(exit) => exit,
		other => panic!("{other:?} is not over"),
	}
}

fn ends(task: &Task, now: Instant) -> Settlement {
	match task.conclude(exit(task, now)) {
		Conclusion::Ends(settlement) => {
			check(task, &settlement);
			settlement
		},
		other => panic!("{other:?}"),
	}
}

/// The sum of flows from purses to payees that match.
fn sum(settlement: &Settlement, from: fn(Purse) -> bool, to: fn(Payee) -> bool) -> Balance {
	settlement.sum(|flow| from(flow.from) && to(flow.to))
}

const fn any_purse(_: Purse) -> bool {
	true
}

const fn is_stake(purse: Purse) -> bool {
	matches!(purse, Purse::Stake(_))
}

/// The laws of every settlement.
fn check(task: &Task, settlement: &Settlement) {
	let amounts = &task.amounts;
	let from = |purse| settlement.sum(|flow| flow.from == purse);
	// Every purse is empty, to the planck.
	assert_eq!(from(Purse::Price), amounts.price);
	let why = task.panel.as_ref().map(|panel| &panel.why);
	let challenged = matches!(why, Some(Why::Challenged(_)));
	let held = if challenged { amounts.challenge(&task.terms.mode).unwrap() } else { 0 };
	assert_eq!(from(Purse::Challenge), held);
	assert!(settlement.flows.iter().all(|flow| flow.amount > 0));
	// Every slot has one fate, pays what that costs, and earns what that is worth.
	let mut places = Vec::new();
	for bench in [Bench::Crew, Bench::Panel] {
		let slots = task.bench(bench).map_or(0, |crew| crew.taken());
		places.extend((0..slots).map(|index| Place { bench, index }));
	}
	let judged: Vec<_> = settlement.fates.iter().map(|(place, _)| *place).collect();
	assert_eq!(judged, places);
	let mut paid = 0;
	for (place, fate) in &settlement.fates {
		assert_eq!(from(Purse::Stake(*place)), fate.slash(amounts), "{place:?} {fate:?}");
		let earned = settlement.sum(|flow| flow.to == Payee::Owner(*place));
		assert_eq!(earned, if *fate == Fate::Paid { amounts.net() } else { 0 });
		paid += Balance::from(*fate == Fate::Paid);
		let slot = &task.bench(place.bench).unwrap().slots[usize::from(place.index)];
		match (fate, settlement.result) {
			(Fate::Paid, result) => assert_eq!(slot.entry.outcome(), result.as_ref()),
			(Fate::Wrong, result) => {
				assert!(slot.entry.outcome().is_some_and(|told| Some(*told) != result));
			},
			(Fate::Silent, _) => assert_eq!(slot.entry.outcome(), None),
			(Fate::Free, _) => {},
		}
	}
	// The pot has the fee of each pay.
	let to_pot = settlement.sum(|flow| flow.to == Payee::Pot);
	assert!(to_pot >= paid * amounts.fee);
	// No slash is anybody's gain, but for the pay of a panel and a challenger's one pay.
	assert_eq!(sum(settlement, is_stake, |to| to == Payee::Client), 0);
	let reward = sum(settlement, is_stake, |to| to == Payee::Challenger);
	let overturned = settlement.verdict == Verdict::Overturned;
	assert_eq!(reward, if overturned && challenged { amounts.pay } else { 0 });
	assert!(reward < amounts.bond);
	for flow in &settlement.flows {
		if let (Purse::Stake(loser), Payee::Owner(winner)) = (flow.from, flow.to) {
			assert_eq!((loser.bench, winner.bench), (Bench::Crew, Bench::Panel));
		}
	}
	// A client pays for slots with the result that counts, and for no other.
	let spent = amounts.price - settlement.sum(|flow| flow.to == Payee::Client);
	if settlement.verdict != Verdict::Rejected {
		assert_eq!(spent % amounts.pay, 0);
		assert!(spent <= paid * amounts.pay);
	}
	if settlement.result.is_none() {
		assert_eq!((paid, spent), (0, 0));
	}
}

/// Ends the work of a crew of these workers.
fn crew_ends(mode: Mode, workers: &[Does]) -> (Task, Settlement) {
	let mut task = task(mode);
	let over = crew_works(&mut task, workers);
	let settlement = ends(&task, over);
	(task, settlement)
}

/// A task whose result stands since the instant beside it.
fn standing(mode: Mode, workers: &[Does]) -> (Task, Instant) {
	let mut task = task(mode);
	let over = crew_works(&mut task, workers);
	assert_eq!(task.conclude(exit(&task, over)), Conclusion::Stands);
	task.standing = Some(over);
	(task, over)
}

/// Ends what a panel judges.
fn panel_ends(task: &mut Task, why: Why, workers: &[Does], since: Instant) -> Settlement {
	let over = panel_works(task, why.clone(), workers, since);
	if why == Why::Lot && workers.is_empty() {
		// A batch that is gone cannot say any more whether the lot fell on it.
		return ends(task, after(since, STANDING));
	}
	if why == Why::Lot {
		// By a seed by which the lot falls on panel 9.
		let mut seeds = (0..=u8::MAX).map(Hash::repeat_byte);
		let seed = seeds.find(|seed| is_audited(seed, 9)).unwrap();
		let panel = task.panel.as_mut().unwrap();
		panel.crew.opening = Some(Opening { seed, ..panel.crew.opening.unwrap() });
	}
	ends(task, over)
}

fn challenged() -> Why {
	Why::Challenged(account(0xcc))
}

#[test]
fn it_pays_two_that_agree_and_takes_the_bond_of_the_third() {
	let (task, settlement) = crew_ends(replicate(3, 2), &[Tells(1), Tells(2), Tells(1)]);
	let expected = [
		flow(Purse::Price, Payee::Owner(crew(0)), NET),
		flow(Purse::Price, Payee::Pot, FEE),
		flow(Purse::Price, Payee::Owner(crew(2)), NET),
		flow(Purse::Price, Payee::Pot, FEE),
		flow(Purse::Stake(crew(1)), Payee::Pot, BOND),
		flow(Purse::Price, Payee::Client, PAY),
	];
	assert_eq!(settlement.flows, expected);
	let fates = [(crew(0), Fate::Paid), (crew(1), Fate::Wrong), (crew(2), Fate::Paid)];
	assert_eq!(settlement.fates, fates);
	let end = End { verdict: Verdict::Done, at: 5, result: Some(crew(0)) };
	assert_eq!(settlement.end(&task, 5), end);
}

#[test]
fn it_takes_less_of_the_silent() {
	let (_, settlement) =
		crew_ends(replicate(5, 3), &[Tells(1), Claims, Tells(1), Commits, Tells(1)]);
	let stakes: Vec<_> =
		settlement.flows.iter().filter(|flow| is_stake(flow.from)).copied().collect();
	let silent = |index| flow(Purse::Stake(crew(index)), Payee::Pot, SILENCE);
	assert_eq!(stakes, [silent(1), silent(3)]);
	assert_eq!(settlement.verdict, Verdict::Done);
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Client), 2 * PAY);
}

#[test]
fn it_gives_everything_back_where_too_few_claim() {
	let mut task = task(replicate(3, 2));
	crew_works(&mut task, &[Claims]);
	let settlement = ends(&task, after(DRAWN, CLAIM));
	assert_eq!(settlement.verdict, Verdict::Expired);
	assert_eq!(settlement.flows, [flow(Purse::Price, Payee::Client, 3 * PAY)]);
	assert_eq!(settlement.fates, [(crew(0), Fate::Free)], "nobody was asked to run");
}

#[test]
fn it_gives_everything_back_where_too_few_commit() {
	let (_, settlement) = crew_ends(replicate(3, 2), &[Claims, Commits, Claims]);
	assert_eq!(settlement.verdict, Verdict::Undecided);
	// The one that committed was never asked to tell.
	let fates = [(crew(0), Fate::Silent), (crew(1), Fate::Free), (crew(2), Fate::Silent)];
	assert_eq!(settlement.fates, fates);
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Pot), 2 * SILENCE);
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Client), 3 * PAY);
}

#[test]
fn it_slashes_nobody_who_told_where_no_quorum_agrees() {
	let (_, settlement) =
		crew_ends(replicate(5, 3), &[Tells(1), Tells(1), Tells(2), Tells(3), Commits]);
	assert_eq!(settlement.verdict, Verdict::Undecided);
	let fates: Vec<_> = settlement.fates.iter().map(|(_, fate)| *fate).collect();
	assert_eq!(fates, [Fate::Free, Fate::Free, Fate::Free, Fate::Free, Fate::Silent]);
	assert_eq!(settlement.result, None);
}

#[test]
fn it_splits_where_three_tell_different_results_and_no_quorum_the_same() {
	for (quorum, workers) in [
		(2, [Tells(1), Tells(2), Tells(3)]),
		(2, [Tells(1), Tells(2), Commits]),
		(2, [Claims, Tells(2), Tells(1)]),
		(3, [Tells(1), Tells(1), Tells(2)]),
	] {
		let mut task = task(replicate(3, quorum));
		let over = crew_works(&mut task, &workers);
		assert_eq!(task.conclude(exit(&task, over)), Conclusion::Splits, "{workers:?}");
	}
	// One result, or two that are the same, is no split.
	for (quorum, workers) in [(2, [Tells(1), Commits, Commits]), (3, [Tells(1), Tells(1), Claims])]
	{
		let mut task = task(replicate(3, quorum));
		let over = crew_works(&mut task, &workers);
		// A quorum of three that did not commit is no split either.
		assert_eq!(ends(&task, over).verdict, Verdict::Undecided, "{workers:?}");
	}
}

#[test]
fn it_pays_the_panel_of_a_split_by_the_bond_of_a_wrong_one() {
	let mut task = task(replicate(3, 2));
	let over = crew_works(&mut task, &[Tells(1), Tells(2), Tells(3)]);
	let workers = [Tells(2), Tells(2), Tells(2), Tells(2), Tells(2), Tells(1), Claims];
	let settlement = panel_ends(&mut task, Why::Split, &workers, over);
	assert_eq!((settlement.verdict, settlement.result), (Verdict::Done, Some(outcome(2))));
	let of = |place| settlement.fates.iter().find(|(one, _)| *one == place).unwrap().1;
	assert_eq!([0, 1, 2].map(|index| of(crew(index))), [Fate::Wrong, Fate::Paid, Fate::Wrong]);
	assert_eq!((of(panel(5)), of(panel(6))), (Fate::Wrong, Fate::Silent));
	// The client pays for the one right slot alone.
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Client), 2 * PAY);
	let payers: Vec<_> = settlement
		.flows
		.iter()
		.filter(|flow| matches!(flow.to, Payee::Owner(Place { bench: Bench::Panel, .. })))
		.map(|flow| (flow.from, flow.amount))
		.collect();
	assert_eq!(payers, [(Purse::Stake(crew(0)), NET); 5]);
	// Three bonds and a silence, less five pays after the fee, and the fee of the right one.
	let pot = 3 * BOND + SILENCE - 5 * NET + FEE;
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Pot), pot);
}

#[test]
fn it_leaves_a_split_undecided_where_its_panel_is() {
	let tells = [Tells(1), Tells(2), Tells(3)];
	for workers in [
		&[Tells(1), Tells(1), Tells(1), Tells(2), Tells(2), Tells(2), Claims][..],
		&[Claims, Claims, Claims, Claims],
		&[Claims, Claims],
		&[],
	] {
		let mut task = task(replicate(3, 2));
		let over = crew_works(&mut task, &tells);
		let settlement = panel_ends(&mut task, Why::Split, workers, over);
		assert_eq!((settlement.verdict, settlement.result), (Verdict::Undecided, None));
		assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Client), 3 * PAY);
		// Silence counts where a panel was filled.
		let silent = settlement.fates.iter().filter(|(_, fate)| *fate == Fate::Silent).count();
		let claimed = workers.iter().filter(|does| **does == Claims).count();
		assert_eq!(silent, if workers.len() < 4 { 0 } else { claimed });
	}
}

#[test]
fn it_pays_after_a_window_in_which_nobody_said_a_word() {
	for (mode, workers) in [
		(accept(), &[Tells(1)][..]),
		(optimistic(), &[Tells(1)]),
		(challengeable(), &[Tells(1), Tells(2), Tells(1)]),
	] {
		let (task, since) = standing(mode, workers);
		let settlement = ends(&task, after(since, STANDING));
		assert_eq!((settlement.verdict, settlement.result), (Verdict::Done, Some(outcome(1))));
		assert_eq!(settlement, task.accepted(), "silence accepts");
	}
}

#[test]
fn it_gives_a_refused_price_to_the_pot() {
	let (task, _) = standing(accept(), &[Tells(1)]);
	let settlement = task.rejected();
	check(&task, &settlement);
	assert_eq!(settlement.verdict, Verdict::Rejected);
	assert_eq!(settlement.flows, [flow(Purse::Price, Payee::Pot, PAY)]);
	assert_eq!(settlement.fates, [(crew(0), Fate::Free)]);
	assert_eq!(settlement.result, Some(outcome(1)));
}

#[test]
fn it_pays_an_audit_out_of_the_price() {
	let (mut task, since) = standing(optimistic(), &[Tells(1)]);
	let workers = [Tells(1), Tells(1), Claims];
	let settlement = panel_ends(&mut task, Why::Lot, &workers, since);
	assert_eq!(settlement.verdict, Verdict::Upheld);
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Client), PAY, "the third judge's");
	let all = [
		flow(Purse::Price, Payee::Owner(crew(0)), NET),
		flow(Purse::Price, Payee::Owner(panel(0)), NET),
		flow(Purse::Price, Payee::Owner(panel(1)), NET),
		flow(Purse::Stake(panel(2)), Payee::Pot, SILENCE),
	];
	assert!(all.iter().all(|flow| settlement.flows.contains(flow)), "{:?}", settlement.flows);
}

#[test]
fn it_gives_the_price_back_where_an_audit_overturns() {
	let (mut task, since) = standing(optimistic(), &[Tells(1)]);
	let settlement = panel_ends(&mut task, Why::Lot, &[Tells(2), Tells(2), Tells(2)], since);
	assert_eq!(settlement.verdict, Verdict::Overturned);
	assert_eq!(settlement.end(&task, 1).result, Some(panel(0)));
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Client), 4 * PAY);
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Pot), BOND - 3 * NET);
	// A worker that cheats on every task is paid for 15 and loses a bond: 1.1 pays a task.
	assert_eq!((BOND - 15 * NET) * 100 / (16 * PAY), 110);
}

#[test]
fn it_takes_the_pay_of_a_panel_from_a_challenger_that_was_wrong() {
	let (mut task, since) = standing(challengeable(), &[Tells(1), Tells(1), Tells(2)]);
	let settlement = panel_ends(&mut task, challenged(), &[Tells(1); 7], since);
	assert_eq!(settlement.verdict, Verdict::Upheld);
	assert_eq!(sum(&settlement, |from| from == Purse::Challenge, |_| true), 7 * PAY);
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Challenger), 0);
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Client), PAY);
	// One that leaves a judge unpaid gives that back.
	let (mut task, since) = standing(challengeable(), &[Tells(1), Tells(1), Tells(2)]);
	let workers = [Tells(1), Tells(1), Tells(1), Tells(1), Tells(2), Claims];
	let settlement = panel_ends(&mut task, challenged(), &workers, since);
	assert_eq!(settlement.verdict, Verdict::Upheld);
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Challenger), 3 * PAY);
}

#[test]
fn it_pays_panel_and_challenger_by_the_bonds_of_a_cartel() {
	let (mut task, since) = standing(challengeable(), &[Tells(1), Tells(1), Tells(2)]);
	let settlement = panel_ends(&mut task, challenged(), &[Tells(2); 7], since);
	assert_eq!((settlement.verdict, settlement.result), (Verdict::Overturned, Some(outcome(2))));
	// All of the hold, and one pay.
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Challenger), 8 * PAY);
	// The third had been right all along, and the client pays it alone.
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Owner(crew(2))), NET);
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Client), 2 * PAY);
	let pot = 2 * BOND - 7 * NET - PAY + FEE;
	assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Pot), pot);
}

#[test]
fn it_leaves_a_result_as_it_stood_where_its_panel_decides_nothing() {
	for workers in [
		&[Tells(2), Tells(2), Tells(2), Tells(1), Tells(1), Tells(1), Claims][..],
		&[Tells(2), Tells(2), Tells(2), Commits],
		&[Claims, Claims, Claims, Claims],
		&[Claims, Claims, Claims],
		&[],
	] {
		let (mut task, since) = standing(challengeable(), &[Tells(1), Tells(1), Tells(2)]);
		let settlement = panel_ends(&mut task, challenged(), workers, since);
		assert_eq!((settlement.verdict, settlement.result), (Verdict::Done, Some(outcome(1))));
		assert_eq!(sum(&settlement, any_purse, |to| to == Payee::Challenger), 7 * PAY);
		let judges = settlement.fates.iter().filter(|(place, _)| place.bench == Bench::Panel);
		for (_, fate) in judges {
			assert!(matches!(fate, Fate::Free | Fate::Silent), "it is unpaid, and not wrong");
		}
	}
}

#[test]
fn it_has_a_result_that_somebody_brought() {
	let (mut task, since) = standing(challengeable(), &[Tells(1), Tells(1), Tells(2)]);
	let settlement = panel_ends(&mut task, challenged(), &[Tells(2); 7], since);
	// The third of the crew brought it before the panel did.
	assert_eq!(settlement.end(&task, 1).result, Some(crew(2)));
	let end = Settlement { result: None, ..settlement }.end(&task, 1);
	assert_eq!(end.result, None);
}

/// Any way in which a worker may behave.
fn does() -> impl Strategy<Value = Does> {
	prop_oneof![
		1 => Just(Claims),
		1 => Just(Commits),
		4 => (1u8..=3).prop_map(Tells),
	]
}

fn workers(most: usize) -> impl Strategy<Value = Vec<Does>> {
	prop::collection::vec(does(), 0..=most)
}

/// Ends a task in whatever way it ends, with a panel where it needs one or somebody wants one.
fn end_somehow(mode: Mode, crew: &[Does], panel: &[Does], why: Option<Why>) -> Settlement {
	let mut task = task(mode);
	let slots = usize::from(mode.slots()).min(crew.len());
	let over = crew_works(&mut task, &crew[..slots]);
	let judges = usize::from(mode.panel_slots().unwrap_or_default()).min(panel.len());
	match task.conclude(exit(&task, over)) {
		Conclusion::Ends(settlement) => {
			check(&task, &settlement);
			settlement
		},
		Conclusion::Splits => panel_ends(&mut task, Why::Split, &panel[..judges], over),
		Conclusion::Stands => {
			task.standing = Some(over);
			match why.filter(|_| mode.panel_slots().is_some()) {
				Some(Why::Lot) if !mode.draws_lots() => task.accepted(),
				Some(why) => panel_ends(&mut task, why, &panel[..judges], over),
				None => ends(&task, after(over, STANDING)),
			}
		},
	}
}

#[test]
fn it_adds_up_however_three_workers_behave() {
	let all = [Claims, Commits, Tells(1), Tells(2), Tells(3)];
	let mut seen = BTreeSet::new();
	for mode in [replicate(3, 2), replicate(3, 3), challengeable()] {
		for one in all {
			for two in all {
				for three in all {
					for panel in [&[Tells(1); 7][..], &[Tells(2); 4], &[Claims; 5], &[]] {
						for why in [None, Some(challenged())] {
							let end = end_somehow(mode, &[one, two, three], panel, why);
							seen.insert(format!("{:?}", end.verdict));
						}
					}
				}
			}
		}
	}
	let seen: Vec<_> = seen.iter().map(String::as_str).collect();
	assert_eq!(seen, ["Done", "Overturned", "Undecided", "Upheld"]);
}

#[test]
fn it_adds_up_however_one_worker_and_its_panel_behave() {
	let all = [Claims, Commits, Tells(1), Tells(2)];
	for one in all {
		for (a, b, c) in all
			.into_iter()
			.flat_map(|a| all.into_iter().flat_map(move |b| all.map(move |c| (a, b, c))))
		{
			for why in [None, Some(Why::Lot), Some(challenged())] {
				end_somehow(optimistic(), &[one], &[a, b, c], why);
			}
		}
		end_somehow(accept(), &[one], &[], None);
	}
}

proptest! {
	#[test]
	fn it_adds_up_however_everybody_behaves(
		mode in prop_oneof![
			Just(replicate(3, 2)),
			Just(replicate(3, 3)),
			Just(challengeable()),
			(3u8..=5).prop_map(|quorum| replicate(5, quorum)),
			(4u8..=7).prop_map(|quorum| replicate(7, quorum)),
			Just(optimistic()),
			Just(accept()),
		],
		crew in workers(7),
		panel in workers(7),
		why in prop_oneof![Just(None), Just(Some(Why::Lot)), Just(Some(challenged()))],
	) {
		end_somehow(mode, &crew, &panel, why);
	}

	#[test]
	fn it_never_pays_two_results(crew in workers(7)) {
		let mut task = task(replicate(7, 4));
		crew_works(&mut task, &crew);
		if let Some(agreed) = task.crew.agreed() {
			let told = |entry: &Entry| entry.outcome() == Some(&agreed);
			prop_assert!(task.crew.slots.iter().filter(|slot| told(&slot.entry)).count() >= 4);
		}
	}
}
