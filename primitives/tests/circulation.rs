//! The figures of the circulation, and the schedule.

use codec::{Encode, MaxEncodedLen};
use jmt_primitives::{
	circulation::{Circulation, Snapshot},
	supply::{schedule, Pot, PotBalances, MAX_SCHEDULE_POINTS, TOTAL_SUPPLY},
	time::Quarter,
	Hash, JMT,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The pots of a chain in use.
fn pots() -> PotBalances {
	PotBalances {
		mining: 14_000_000_000 * JMT,
		ecosystem: 15_000_000_001 * JMT,
		foundation: 14_999_999_998 * JMT + 5,
		team: 4_500_000_000 * JMT,
		rewards: 7 * JMT,
		staking_rewards: JMT - 1,
	}
}

fn figures() -> Circulation {
	Circulation::new(1_798_761_600_000, TOTAL_SUPPLY, pots(), 4 * JMT, 3 * JMT, 2 * JMT)
}

#[test]
fn it_circulates_what_lies_in_no_pot() {
	let figures = figures();
	// The pots hold 48,500,000,007 JMT and 4 planck.
	assert_eq!(figures.circulating, 1_499_999_993 * JMT - 4);
	assert_eq!(pots().sum(), Some(TOTAL_SUPPLY - figures.circulating));
	assert!(figures.adds_up());
}

#[test]
fn it_leaves_nothing_to_circulate_at_genesis() {
	let pots = PotBalances { mining: TOTAL_SUPPLY, ..Default::default() };
	let figures = Circulation::new(0, TOTAL_SUPPLY, pots, 0, 0, 0);
	assert_eq!(figures.circulating, 0);
	assert!(figures.adds_up());
}

#[test]
fn it_names_every_pot_once_and_in_the_order_of_its_encoding() {
	let names: BTreeSet<_> = Pot::ALL.into_iter().map(Pot::name).collect();
	assert_eq!(names.len(), 6);
	assert_eq!(Pot::ALL.map(|pot| pots().of(pot)).encode(), pots().encode());
	assert_eq!(PotBalances::read(|pot| pots().of(pot)), pots());
}

#[test]
fn it_stays_below_what_a_snapshot_may_take() {
	let snapshot = Snapshot {
		quarter: Quarter { year: u32::MAX, quarter: u8::MAX },
		taken_at: u64::MAX,
		taken_in: u32::MAX,
		figures: figures(),
		report: Some(Hash::repeat_byte(1)),
	};
	assert_eq!(snapshot.encode().len(), Snapshot::max_encoded_len());
	assert!(Snapshot::max_encoded_len() < 300, "{}", Snapshot::max_encoded_len());
}

#[test]
fn it_steps_through_the_schedule() {
	let points = schedule(10, 5, 3, |at| u128::from(at) * 2, |at| u128::from(at) + 1);
	let figures: Vec<_> =
		points.into_iter().map(|point| (point.at, point.released, point.vested)).collect();
	assert_eq!(figures, [(10, 20, 11), (15, 30, 16), (20, 40, 21)]);
}

#[test]
fn it_bounds_the_schedule() {
	let count = |from, step, points| schedule(from, step, points, |_| 0, |_| 0).len();
	assert_eq!(count(0, 1, 0), 0);
	assert_eq!(count(0, 1, 4_096), 4_096);
	assert_eq!(count(0, 1, 4_097), 4_096);
	assert_eq!(count(0, 0, u32::MAX), usize::try_from(MAX_SCHEDULE_POINTS).unwrap());
	// The clock ends: no moment comes twice.
	assert_eq!(count(u64::MAX, 1, 5), 1);
	assert_eq!(count(u64::MAX - 2, 1, 5), 3);
	assert_eq!(count(0, u64::MAX, 5), 2);
	assert_eq!(count(0, u64::MAX / 2, 9), 3);
}

mod reject {
	use super::*;

	#[test]
	fn it_does_not_add_up_when_pots_hold_more_than_the_total() {
		let more = PotBalances { team: TOTAL_SUPPLY, rewards: 1, ..Default::default() };
		let figures = Circulation::new(0, TOTAL_SUPPLY, more, 0, 0, 0);
		assert_eq!(figures.circulating, 0);
		assert!(!figures.adds_up());
	}

	#[test]
	fn it_does_not_add_up_when_the_pots_overflow() {
		let most = PotBalances { mining: u128::MAX, team: 1, ..Default::default() };
		assert_eq!(most.sum(), None);
		let figures = Circulation::new(0, u128::MAX, most, 0, 0, 0);
		assert_eq!(figures.circulating, 0);
		assert!(!figures.adds_up());
	}

	#[test]
	fn it_does_not_add_up_by_a_planck() {
		for wrong in [
			Circulation { circulating: figures().circulating + 1, ..figures() },
			Circulation { circulating: figures().circulating - 1, ..figures() },
			Circulation { total: TOTAL_SUPPLY + 1, ..figures() },
			Circulation { pots: PotBalances { staking_rewards: JMT, ..pots() }, ..figures() },
		] {
			assert!(!wrong.adds_up(), "{wrong:?}");
		}
		// All of a balance in one pot, and one planck beside it.
		let most = PotBalances { mining: u128::MAX, ..Default::default() };
		let figures = Circulation { pots: most, circulating: 1, total: 0, ..figures() };
		assert!(!figures.adds_up());
	}
}

proptest! {
	#[test]
	fn it_adds_up_whatever_the_pots_hold(shares in prop::array::uniform6(0..=TOTAL_SUPPLY / 6)) {
		let [mining, ecosystem, foundation, team, rewards, staking_rewards] = shares;
		let pots = PotBalances { mining, ecosystem, foundation, team, rewards, staking_rewards };
		let figures = Circulation::new(0, TOTAL_SUPPLY, pots, 0, 0, 0);
		prop_assert!(figures.adds_up());
		prop_assert_eq!(figures.circulating, TOTAL_SUPPLY - shares.iter().sum::<u128>());
	}

	#[test]
	fn it_asks_the_schedule_at_rising_moments(from: u64, step in 1u64.., points in 0u32..50) {
		let moments: Vec<_> =
			schedule(from, step, points, |_| 0, |_| 0).into_iter().map(|point| point.at).collect();
		prop_assert!(moments.windows(2).all(|pair| pair[0] + step == pair[1]));
		prop_assert!(moments.first().is_none_or(|first| *first == from));
		let ends = moments.last().is_none_or(|last| last.checked_add(step).is_none());
		prop_assert!(moments.len() == points as usize || ends);
	}
}
