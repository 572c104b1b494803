//! Each law is broken once.

use crate::{
	mock::*, Batches, Books, HoldReason, NextId, Outputs, Pallet, Panels, Totals, Workers,
};
use frame_support::{
	assert_ok,
	traits::{fungible::MutateHold, tokens::Precision},
};
use jmt_primitives::{
	tasks::{Batch, Entry, Task, Ticket, Why, Worker},
	Invariants,
};

/// Of the state that laws are broken in: a task that has ended with an output, one that runs, one that a panel of three
/// judges after a challenge, one that is posted.
const ENDED: u64 = 1;
const RUNNING: u64 = 2;
const JUDGED: u64 = 3;
const PANEL: u64 = 4;
const POSTED: u64 = 5;

fn begin() {
	let hands = enrolled(0..10, 50);
	let crew: Vec<_> = hands.iter().take(3).collect();
	let ended = running(terms(TWO_OF_THREE), &crew);
	let results: Vec<_> = crew.iter().map(|hand| (*hand, right())).collect();
	all_work(ended, &results);
	let runs = running(terms(TWO_OF_THREE), &crew);
	let judged = running(terms(CHALLENGEABLE), &crew);
	all_work(judged, &results);
	assert_ok!(Tasks::challenge(by(stranger()), judged));
	blocks(3);
	let panel: Vec<_> = hands[3..6].iter().collect();
	all_claim(judged, &panel);
	let posted = post(terms(OPTIMISTIC));
	assert_eq!((ended, runs, judged, posted), (ENDED, RUNNING, JUDGED, POSTED));
	assert_eq!(task(JUDGED).panel.unwrap().crew.number, PANEL);
}

/// The first law that does not hold after a change.
fn broken(change: impl FnOnce()) -> &'static str {
	let mut told = "";
	ExtBuilder.build().execute_with(|| {
		begin();
		assert_ok!(<Pallet<Test> as Invariants>::check());
		change();
		told = match <Pallet<Test> as Invariants>::check() {
			Ok(()) => "nothing",
			Err(error) => error.into(),
		};
	});
	told
}

fn of_task(id: u64, change: impl FnOnce(&mut Task)) -> &'static str {
	broken(|| tamper(id, change))
}

fn of_worker(change: impl FnOnce(&mut Worker)) -> &'static str {
	broken(|| Workers::<Test>::mutate(Hand::new(0).id(), |worker| change(worker.as_mut().unwrap())))
}

#[test]
fn it_holds_for_what_calls_make() {
	assert_eq!(broken(|| ()), "nothing");
}

#[test]
fn it_looks_at_holds() {
	let law = "what is held of an account is not what is due";
	for reason in [HoldReason::Price, HoldReason::Deposit, HoldReason::Challenge, HoldReason::Stake]
	{
		let hold = || Balances::hold(&reason.into(), &pot(), 1).unwrap();
		assert_eq!(broken(hold), law);
		let who = match reason {
			HoldReason::Challenge => stranger(),
			HoldReason::Stake => owner(0),
			_ => client(),
		};
		let release = || {
			Balances::release(&reason.into(), &who, 1, Precision::Exact).unwrap();
		};
		assert_eq!(broken(release), law);
	}
	assert_eq!(of_task(RUNNING, |task| task.amounts.price += 1), law);
	assert_eq!(of_task(ENDED, |task| task.amounts.deposit += 1), law);
}

#[test]
fn it_looks_at_bonds() {
	assert_eq!(
		of_worker(|worker| worker.reserved += 1),
		"a worker reserves other bonds than those of its slots"
	);
	assert_eq!(of_worker(|worker| worker.open += 1), "a worker counts its open slots wrongly");
	assert_eq!(
		of_worker(|worker| worker.enrolled_in = u32::MAX),
		"a worker enrolled in a block to come"
	);
	assert_eq!(
		of_task(RUNNING, |task| task.amounts.bond += 1),
		"a worker reserves other bonds than those of its slots"
	);
	assert_eq!(
		of_task(RUNNING, |task| task.crew.slots[0].owner = owner(9)),
		"a device has open slots of two owners"
	);
	assert_eq!(
		of_task(RUNNING, |task| task.crew.slots[0].device = Hand::new(33).id()),
		"a worker reserves other bonds than those of its slots"
	);
}

#[test]
fn it_looks_at_the_books() {
	let tasks = "the money of tasks does not add up";
	let stakes = "the stakes do not add up";
	let with = |change: fn(&mut crate::Ledger)| broken(|| Books::<Test>::mutate(change));
	assert_eq!(with(|books| books.posted += 1), tasks);
	assert_eq!(with(|books| books.paid += 1), tasks);
	assert_eq!(with(|books| books.fees += 1), tasks);
	assert_eq!(with(|books| books.refunded += 1), tasks);
	assert_eq!(with(|books| books.staked += 1), stakes);
	assert_eq!(with(|books| books.unstaked += 1), stakes);
	assert_eq!(with(|books| books.slashed += 1), stakes);
	assert_eq!(with(|books| books.awarded += 1), stakes);
}

#[test]
fn it_looks_at_who_sits_where() {
	// Of a task that has ended, since those of others are looked at with their bonds before.
	let slot = |task: &mut Task, at: usize| task.crew.slots[at].clone();
	assert_eq!(
		of_task(ENDED, |task| task.crew.slots[0].owner = client()),
		"a client works for itself"
	);
	assert_eq!(
		of_task(ENDED, |task| task.crew.slots[0].owner = slot(task, 1).owner),
		"an owner has two slots"
	);
	assert_eq!(
		of_task(ENDED, |task| task.crew.slots[0].device = slot(task, 1).device),
		"a device has two slots"
	);
	assert_eq!(
		of_task(JUDGED, |task| {
			let judge = task.panel.as_ref().unwrap().crew.slots[0].owner.clone();
			task.panel.as_mut().unwrap().why = Why::Challenged(judge);
		}),
		"what is held of an account is not what is due"
	);
}

#[test]
fn a_challenger_does_not_judge() {
	let told = broken(|| {
		let judge = task(JUDGED).panel.unwrap().crew.slots[0].owner.clone();
		let reason = HoldReason::Challenge.into();
		assert_ok!(Balances::release(&reason, &stranger(), 7 * PAY, Precision::Exact));
		assert_ok!(Balances::hold(&reason, &judge, 7 * PAY));
		tamper(JUDGED, |task| task.panel.as_mut().unwrap().why = Why::Challenged(judge));
	});
	assert_eq!(told, "a challenger judges its own challenge");
}

#[test]
fn it_looks_at_slots() {
	assert_eq!(
		of_task(RUNNING, |task| task.crew.size = 7),
		"a crew has another size than its mode"
	);
	assert_eq!(
		of_task(RUNNING, |task| task.crew.quorum = 3),
		"a crew has another quorum than its mode"
	);
	assert_eq!(
		of_task(JUDGED, |task| task.panel.as_mut().unwrap().crew.size = 3),
		"a panel has another size"
	);
	assert_eq!(
		of_task(RUNNING, |task| task.crew.opening = None),
		"a claim has not written its opening"
	);
	assert_eq!(
		of_task(RUNNING, |task| task.crew.slots[0].ticket = Ticket(1)),
		"a ticket is not the worker's"
	);
	let told = Entry::Revealed { outcome: right(), carries: true };
	assert_eq!(
		of_task(RUNNING, |task| task.crew.slots[0].entry = told),
		"a result is told before the reveals"
	);
	assert_eq!(
		of_task(ENDED, |task| {
			task.crew.slots.truncate(1);
			task.crew.quorum = 2;
		}),
		"a crew runs with too few workers"
	);
	let carries = |carries| Entry::Revealed { outcome: right(), carries };
	assert_eq!(
		of_task(ENDED, |task| {
			task.crew.slots.iter_mut().for_each(|slot| slot.entry = carries(true))
		}),
		"a result has other than one carrier"
	);
	assert_eq!(
		of_task(ENDED, |task| {
			task.crew.slots.iter_mut().for_each(|slot| slot.entry = carries(false))
		}),
		"a result has other than one carrier"
	);
	assert_eq!(of_task(ENDED, |task| task.terms.limits.fuel = 1), "a result is beyond the limits");
}

#[test]
fn it_looks_at_numbers() {
	assert_eq!(broken(|| NextId::<Test>::put(POSTED)), "a task's number was not given");
	assert_eq!(of_task(RUNNING, |task| task.crew.number = 1), "a ticket is not the worker's");
	assert_eq!(
		of_task(POSTED, |task| task.crew.number = 1),
		"a crew has another number than its task"
	);
	let law = "a panel's number does not find its task";
	assert_eq!(broken(|| Panels::<Test>::remove(PANEL)), law);
	assert_eq!(broken(|| Panels::<Test>::insert(PANEL, RUNNING)), law);
	assert_eq!(broken(|| Panels::<Test>::insert(RUNNING, RUNNING)), law);
	let block = || System::block_number();
	let batch = |first, count| Batch { first, count, opening: None };
	let with = |at: fn() -> u32, batch| broken(|| Batches::<Test>::insert(at(), batch));
	assert_eq!(with(System::block_number, batch(1, 1)), "batches overlap");
	assert_eq!(with(System::block_number, batch(POSTED, 0)), "batches overlap");
	assert_eq!(
		with(System::block_number, batch(POSTED, 2)),
		"a batch names a number that was not given"
	);
	assert_eq!(
		with(|| System::block_number() + 1, batch(POSTED + 1, 1)),
		"a batch is of a block to come"
	);
	assert_eq!(broken(|| crate::Swept::<Test>::put(block() + 1)), "a batch was left behind");
}

#[test]
fn it_looks_at_outputs() {
	let carrier = || task(ENDED).end.unwrap().result.unwrap();
	let missing = "an output is missing, or was not removed";
	assert_eq!(broken(|| Outputs::<Test>::remove(ENDED, carrier().number())), missing);
	assert_eq!(of_task(ENDED, |task| task.end.as_mut().unwrap().result = None), missing);
	let other = || crate::Output::try_from(b"a forgery".to_vec()).unwrap();
	assert_eq!(
		broken(|| Outputs::<Test>::insert(ENDED, carrier().number(), other())),
		"an output is not the one that its result names"
	);
	assert_eq!(
		broken(|| Outputs::<Test>::insert(RUNNING, 0, other())),
		"an output is of no slot that carries one"
	);
	assert_eq!(broken(|| Outputs::<Test>::insert(99, 0, other())), "an output is of no task");
}

#[test]
fn it_looks_at_the_count_of_workers() {
	let law = "workers are counted wrongly";
	assert_eq!(broken(|| Totals::<Test>::mutate(|totals| totals.workers += 1)), law);
	assert_eq!(broken(|| Totals::<Test>::mutate(|totals| totals.units += 1)), law);
}

#[test]
fn it_looks_at_the_end_of_stages() {
	assert_eq!(
		broken(|| {
			System::set_block_number(System::block_number() + 3);
		}),
		"a seed will never be drawn"
	);
	assert_eq!(
		of_task(RUNNING, |task| {
			let far = jmt_primitives::tasks::Instant { at: u64::MAX, roomy: 0 };
			task.crew.running = Some(far);
		}),
		"a window has no end"
	);
}
