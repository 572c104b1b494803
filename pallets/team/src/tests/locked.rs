//! Unclaimed money is out of everybody's reach. "It ..."

use crate::{
	mock::{stake::HoldReason, *},
	Pallet,
};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{Balanced, BalancedHold, Inspect, InspectHold, MutateHold},
		tokens::{Fortitude, Precision, Preservation},
		Imbalance,
	},
};
use jmt_primitives::JMT;
use sp_runtime::TokenError;

/// Moves a slash to [`rich`], as a runtime does with slashes.
fn keep(slash: frame_support::traits::fungible::Credit<jmt_primitives::AccountId, Balances>) {
	assert!(Balances::resolve(&rich(), slash).is_ok());
}

/// The amount that a claim of the founder would pay now.
fn claimable() -> u128 {
	Pallet::<Test>::vesting(founder()).unwrap().claimable
}

#[test]
fn is_no_part_of_the_beneficiarys_balance() {
	ExtBuilder::default().build_and_execute(|| {
		// Vested or not: until it is claimed it is the pot's.
		for now in [LAUNCH, cliff(1), cliff(10)] {
			set_time(now);
			// Votes count the total balance: conviction voting refuses more.
			assert_eq!(Balances::total_balance(&founder()), 0);
			assert_eq!(Balances::balance(&founder()), 0);
			let (all, force) = (Preservation::Expendable, Fortitude::Force);
			assert_eq!(Balances::reducible_balance(&founder(), all, force), 0);
			assert!(!System::account_exists(&founder()));
		}
		assert_eq!(balance(pot()), TOTAL);
	});
}

#[test]
fn cannot_be_transferred() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(10));
		let from = || RuntimeOrigin::signed(founder());
		let refused = Balances::transfer_allow_death(from(), stranger(), EXISTENTIAL_DEPOSIT);
		assert_noop!(refused, TokenError::FundsUnavailable);
		let refused = Balances::transfer_keep_alive(from(), stranger(), EXISTENTIAL_DEPOSIT);
		assert_noop!(refused, TokenError::FundsUnavailable);
		assert_eq!((balance(stranger()), balance(pot())), (0, TOTAL));
	});
}

#[test]
fn cannot_be_staked() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(1));
		let reason = HoldReason::Staked.into();
		assert_noop!(Balances::hold(&reason, &founder(), 1), TokenError::FundsUnavailable);
		assert_ok!(claim(founder()));
		// Claimed money can be, all but the existential deposit; locked money cannot.
		let claimed = 200_000_000 * JMT;
		let refused = Balances::hold(&reason, &founder(), claimed);
		assert_noop!(refused, TokenError::FundsUnavailable);
		assert_ok!(Balances::hold(&reason, &founder(), claimed - EXISTENTIAL_DEPOSIT));
		let held = Balances::balance_on_hold(&reason, &founder());
		assert_eq!(held, claimed - EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn cannot_be_slashed() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(1));
		assert_ok!(claim(founder()));
		let claimed = 200_000_000 * JMT;
		let reason = HoldReason::Staked.into();
		assert_ok!(Balances::hold(&reason, &founder(), claimed / 2));
		set_time(cliff(3));
		assert_eq!(claimable(), 400_000_000 * JMT);

		// A slash of more than there is takes the stake and the rest, and stops there.
		let (stake, unslashed) = <Balances as BalancedHold<_>>::slash(&reason, &founder(), TOTAL);
		assert_eq!(unslashed, TOTAL - claimed / 2);
		keep(stake);
		let rest = <Balances as Balanced<_>>::withdraw(
			&founder(),
			TOTAL,
			Precision::BestEffort,
			Preservation::Expendable,
			Fortitude::Force,
		)
		.unwrap();
		assert_eq!(rest.peek(), claimed / 2);
		keep(rest);
		assert_eq!(balance(founder()), 0);

		assert_eq!(claimable(), 400_000_000 * JMT, "what is due is the same");
		assert_eq!(balance(pot()), TOTAL - claimed);
		assert_ok!(claim(founder()));
		assert_eq!(balance(founder()), 400_000_000 * JMT);
		set_time(cliff(10));
		assert_ok!(claim(founder()));
		assert_eq!(balance(founder()), 1_800_000_000 * JMT);
	});
}

#[test]
fn outlives_the_beneficiarys_account() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(1));
		assert_ok!(claim(founder()));
		let from = RuntimeOrigin::signed(founder());
		assert_ok!(Balances::transfer_all(from, rich(), false));
		assert!(!System::account_exists(&founder()));
		set_time(cliff(2));
		assert_eq!(claimable(), 200_000_000 * JMT);
		assert_ok!(claim(founder()));
		assert_eq!(balance(founder()), 200_000_000 * JMT);
	});
}
