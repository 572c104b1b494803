//! The checks of the laws: each finds a breach of its law. "It ..."

use crate::{mock::*, Next, Snapshots};
use frame_support::{assert_ok, traits::fungible::Mutate};
use jmt_primitives::{
	circulation::Snapshot,
	time::{Quarter, DAY_MS},
	Invariants, JMT,
};

/// Breaks a law by `fault` on a chain with three snapshots, and expects `complaint`.
fn finds(complaint: &'static str, fault: impl FnOnce()) {
	ExtBuilder.build().execute_with(|| {
		block_at(BEGIN);
		for end in [NEW_YEAR, NEW_YEAR + 90 * DAY_MS, NEW_YEAR + 181 * DAY_MS] {
			block_at(end);
		}
		assert_eq!(quarters(), [FIRST, quarter(2027, 1), quarter(2027, 2)]);
		assert_ok!(Circulation::check());
		fault();
		assert_eq!(Circulation::check(), Err(complaint.into()));
	});
}

/// Changes the snapshot of a quarter.
fn change(quarter: Quarter, how: impl FnOnce(&mut Snapshot)) {
	Snapshots::<Test>::mutate(quarter, |stored| how(stored.as_mut().unwrap()));
}

#[test]
fn finds_a_total_that_is_not_50_billion() {
	finds("circulation: a snapshot's total is not the total supply", || {
		Balances::mint_into(&person(), JMT).unwrap();
		block_at(NEW_YEAR + 273 * DAY_MS);
	});
}

#[test]
fn finds_figures_that_do_not_add_up() {
	finds("circulation: a snapshot does not add up", || {
		change(FIRST, |snapshot| snapshot.figures.circulating += 1);
	});
	finds("circulation: a snapshot does not add up", || {
		change(quarter(2027, 2), |snapshot| snapshot.figures.pots.rewards = 0);
	});
}

#[test]
fn finds_a_snapshot_under_another_quarter() {
	finds("circulation: a snapshot stands under another quarter than its own", || {
		change(FIRST, |snapshot| snapshot.quarter = quarter(2026, 3));
	});
}

#[test]
fn finds_a_snapshot_taken_too_early() {
	finds("circulation: a snapshot was taken before its quarter's end", || {
		change(FIRST, |snapshot| snapshot.taken_at = NEW_YEAR - 1);
	});
}

#[test]
fn finds_figures_of_another_moment() {
	finds("circulation: a snapshot's figures are of another moment", || {
		change(FIRST, |snapshot| snapshot.figures.at += 1);
	});
}

#[test]
fn finds_a_quarter_left_out() {
	finds("circulation: a quarter is left out", || Snapshots::<Test>::remove(quarter(2027, 1)));
	finds("circulation: a quarter is left out", || Snapshots::<Test>::remove(quarter(2027, 2)));
	finds("circulation: a quarter is left out", || Next::<Test>::put(quarter(2027, 4)));
	finds("circulation: a quarter is left out", || Next::<Test>::put(quarter(2027, 2)));
	finds("circulation: a quarter is left out", Next::<Test>::kill);
}

#[test]
fn finds_snapshots_out_of_order() {
	finds("circulation: two snapshots were not taken one after the other", || {
		change(quarter(2027, 1), |snapshot| snapshot.taken_in = 2);
	});
}
