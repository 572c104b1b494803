//! Any sequence of time, withdrawals and returns. "It ..."

use crate::{mock::*, schedule, Error, Pallet};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	supply::{Pot, TOTAL_SUPPLY},
	time::DAY_MS,
	Balance, Invariants, Moment,
};
use proptest::{collection::vec, prelude::*};
use sp_runtime::Perbill;

/// One step; amounts are fractions of 2^16 of the possible ones.
#[derive(Clone, Copy, Debug)]
enum Step {
	/// Time passes, in ms.
	Pass(Moment),
	/// The clock goes back, in ms.
	GoBack(Moment),
	/// A part of the available amount is withdrawn.
	Withdraw(u16),
	/// More than is available is asked for.
	Overdraw(u64),
	/// A part of the consumer's money is given back.
	GiveBack(u16),
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		4 => prop_oneof![1..1_000u64, 1..DAY_MS, DAY_MS..400 * DAY_MS].prop_map(Step::Pass),
		1 => prop_oneof![1..DAY_MS, 1..LAUNCH].prop_map(Step::GoBack),
		4 => prop_oneof![Just(u16::MAX), any::<u16>()].prop_map(Step::Withdraw),
		1 => any::<u64>().prop_map(Step::Overdraw),
		3 => prop_oneof![Just(u16::MAX), any::<u16>()].prop_map(Step::GiveBack),
	]
}

/// `part` of 2^16 of `whole`, all of it for the greatest part.
fn part_of(whole: Balance, part: u16) -> Balance {
	if part == u16::MAX {
		whole
	} else {
		whole / 65_536 * Balance::from(part)
	}
}

/// The white paper's allowance of the device stream by `at`, written once more.
fn allowance(share: Perbill, at: Moment) -> Balance {
	let parts = Balance::from(share.deconstruct());
	let released = schedule::released(LAUNCH, at);
	// floor(released x parts / 10^9) without leaving 128 bits.
	let billion = 1_000_000_000;
	released / billion * parts + released % billion * parts / billion
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn conserves_the_supply_and_stays_within_the_release(
		parts in 0..=1_000_000_000u32,
		steps in vec(step(), 1..60),
	) {
		let share = Perbill::from_parts(parts);
		ExtBuilder::default().shares(shares(share)).build_and_execute(|| {
			let (mut now, mut latest) = (LAUNCH, LAUNCH);
			let (mut withdrawn, mut returned): (Balance, Balance) = (0, 0);
			set_time(now);
			for step in steps {
				match step {
					Step::Pass(ms) => now += ms,
					Step::GoBack(ms) => now = now.saturating_sub(ms),
					Step::Withdraw(part) => {
						let amount = part_of(available(), part);
						let keeps = Balances::free_balance(consumer()) + amount;
						if amount == 0 || keeps >= EXISTENTIAL_DEPOSIT {
							assert_ok!(withdraw(amount));
							withdrawn += amount;
						} else {
							assert_noop!(withdraw(amount), sp_runtime::TokenError::BelowMinimum);
						}
					},
					Step::Overdraw(more) => {
						let amount = available() + 1 + Balance::from(more);
						assert_noop!(withdraw(amount), Error::<Test>::StreamExhausted);
					},
					Step::GiveBack(part) => {
						let held = Balances::free_balance(consumer());
						let amount = part_of(held, part);
						let before = available();
						if amount == held || held - amount >= EXISTENTIAL_DEPOSIT {
							assert_ok!(give_back(amount));
							returned += amount;
							assert_eq!(available(), before, "a return makes nothing available at once");
						}
					},
				}
				let before = available();
				let went_on = Timestamp::get() <= now;
				set_time(now);
				assert!(!went_on || available() >= before, "waiting takes nothing away");
				latest = latest.max(now);

				// The model: what left the pot is what was withdrawn and not returned, within the release.
				let out = withdrawn - returned;
				assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
				assert_eq!(Balances::free_balance(consumer()), out);
				let left = Pot::Mining.genesis_balance() - out;
				assert_eq!(Balances::free_balance(pot(Pot::Mining)), left);
				assert!(out <= allowance(share, latest), "never more than was released");
				assert!(
					available() <= allowance(share, now).saturating_sub(out),
					"never more on offer than was released"
				);
				assert_eq!((stream().withdrawn, stream().returned), (withdrawn, returned));
				assert_ok!(Pallet::<Test>::check());
			}

			// A day after the last return, all that was released and is not out is available.
			now = now.max(latest) + DAY_MS;
			set_time(now);
			let due = allowance(share, now) - (withdrawn - returned);
			let can_give = Balances::free_balance(pot(Pot::Mining)) - EXISTENTIAL_DEPOSIT;
			assert_eq!(available(), due.min(can_give));
		});
	}

	#[test]
	fn pays_the_same_however_often_it_is_drawn(waits in vec(1..40 * DAY_MS, 1..100)) {
		ExtBuilder::default()
			.allocate(Pot::Foundation, consumer(), EXISTENTIAL_DEPOSIT)
			.build_and_execute(|| {
				let mut now = LAUNCH;
				for wait in waits {
					now += wait;
					set_time(now);
					assert_ok!(withdraw(available()));
				}
				let share = Perbill::from_percent(60);
				let earned = Balances::free_balance(consumer()) - EXISTENTIAL_DEPOSIT;
				assert_eq!(earned, allowance(share, now));
			});
	}
}
