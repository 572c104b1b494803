//! Any sequence of blocks, payments and reports. "It ..."

use crate::{mock::*, Error, Next};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	supply::TOTAL_SUPPLY,
	time::{Quarter, DAY_MS},
	Balance, Hash, Invariants, Moment,
};
use proptest::{collection::vec, prelude::*};
use std::collections::BTreeMap;

/// One step.
#[derive(Clone, Copy, Debug)]
enum Step {
	/// A block comes after as many ms.
	Pass(Moment),
	/// A block comes whose clock went back, in ms.
	GoBack(Moment),
	/// A part, in 2^16ths, of one account's balance moves to another: the six pots, then the person.
	Pay(u8, u8, u16),
	/// The council anchors a report on the quarter that began as many quarters ago.
	Anchor(usize),
}

fn step() -> impl Strategy<Value = Step> {
	let time = prop_oneof![1..10_000u64, 1..DAY_MS, DAY_MS..95 * DAY_MS, DAY_MS..900 * DAY_MS];
	prop_oneof![
		6 => time.prop_map(Step::Pass),
		1 => prop_oneof![1..DAY_MS, 1..BEGIN].prop_map(Step::GoBack),
		4 => (0..=POTS, 0..=POTS, any::<u16>()).prop_map(|(from, to, part)| Step::Pay(from, to, part)),
		2 => (0..8usize).prop_map(Step::Anchor),
	]
}

/// The six pots, then the person.
fn account(index: u8) -> jmt_primitives::AccountId {
	if index < POTS {
		pot(index)
	} else {
		person()
	}
}

/// The quarter `back` before `quarter`.
fn earlier(quarter: Quarter, back: usize) -> Quarter {
	let quarters = u64::from(quarter.year) * 4 + u64::from(quarter.quarter) - 1 - back as u64;
	Quarter { year: (quarters / 4) as u32, quarter: (quarters % 4 + 1) as u8 }
}

/// A snapshot of the model.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Taken {
	at: Moment,
	circulating: Balance,
	report: Option<Hash>,
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn keeps_one_snapshot_of_every_quarter_that_ended(steps in vec(step(), 1..60)) {
		ExtBuilder.build_and_execute(|| {
			let mut now = BEGIN;
			let mut next = FIRST;
			let mut model = BTreeMap::<Quarter, Taken>::new();
			for (index, step) in steps.into_iter().enumerate() {
				match step {
					Step::Pass(ms) => now += ms,
					Step::GoBack(ms) => now = now.saturating_sub(ms),
					Step::Pay(from, to, part) => {
						let (from, to) = (account(from), account(to));
						let spare = Balances::free_balance(&from) - EXISTENTIAL_DEPOSIT;
						pay(&from, &to, spare / 65_536 * Balance::from(part));
						continue;
					},
					Step::Anchor(back) => {
						let hash = Hash::repeat_byte(index as u8);
						let ended = earlier(next, back);
						let call = || Circulation::anchor_report(council(), ended, hash);
						match model.get_mut(&ended) {
							None => { assert_noop!(call(), Error::<Test>::NoSnapshot); },
							Some(Taken { report: Some(_), .. }) => {
								assert_noop!(call(), Error::<Test>::AlreadyAnchored);
							},
							Some(taken) => {
								assert_ok!(call());
								taken.report = Some(hash);
							},
						}
						continue;
					},
				}
				block_at(now);
				// The model: the clock shows a later quarter than the one that waits for its end.
				if now > 0 && Quarter::of(now).is_some_and(|shown| shown > next) {
					let circulating = Balances::free_balance(person());
					model.insert(next, Taken { at: now, circulating, report: None });
					next = next.next().unwrap();
					assert_eq!(circulation_events().len(), 1);
				} else {
					assert_eq!(circulation_events(), vec![]);
				}
				assert_eq!(Next::<Test>::get(), Some(next));
				assert_ok!(Circulation::check());
			}
			let all: BTreeMap<_, _> = crate::Snapshots::<Test>::iter()
				.map(|(quarter, snapshot)| {
					let circulating = snapshot.figures.circulating;
					(quarter, Taken { at: snapshot.taken_at, circulating, report: snapshot.report })
				})
				.collect();
			assert_eq!(all, model);
			assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
		});
	}

	#[test]
	fn misses_no_quarter_however_rarely_blocks_come(waits in vec(1..500 * DAY_MS, 1..12)) {
		ExtBuilder.build_and_execute(|| {
			let mut now = BEGIN;
			for wait in waits {
				now += wait;
				block_at(now);
			}
			let current = Quarter::of(now).unwrap();
			// As many blocks as quarters are outstanding, and no more, catch up.
			let outstanding = |next: Quarter| {
				(current.year * 4 + u32::from(current.quarter))
					- (next.year * 4 + u32::from(next.quarter))
			};
			for left in (0..outstanding(Next::<Test>::get().unwrap())).rev() {
				block_at(now);
				assert_eq!(outstanding(Next::<Test>::get().unwrap()), left);
			}
			block_at(now);
			assert_eq!(circulation_events(), vec![]);
			assert_eq!(Next::<Test>::get(), Some(current));
			let mut expected = Vec::new();
			let mut each = FIRST;
			while each < current {
				expected.push(each);
				each = each.next().unwrap();
			}
			assert_eq!(quarters(), expected);
		});
	}
}
