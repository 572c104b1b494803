//! Fees, dust and slashes go to a pot. "It ..."

use crate::{mock::*, EcosystemPot, PotAccount};
use frame_support::{
	assert_ok,
	traits::{
		fungible::Balanced,
		tokens::{imbalance::ResolveTo, Fortitude, Precision, Preservation},
		OnUnbalanced,
	},
};
use jmt_primitives::{
	supply::{Pot, TOTAL_SUPPLY},
	JMT,
};

#[test]
fn keeps_dust_in_the_ecosystem_pot() {
	ExtBuilder::default().allocate(Pot::Foundation, account(1), JMT).build_and_execute(|| {
		let before = Balances::free_balance(pot(Pot::Ecosystem));
		let from = RuntimeOrigin::signed(account(1));
		assert_ok!(Balances::transfer_allow_death(from, account(2), JMT - 7));
		assert_eq!(Balances::free_balance(account(1)), 0);
		assert_eq!(Balances::free_balance(pot(Pot::Ecosystem)), before + 7);
		assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
	});
}

#[test]
fn keeps_a_fee_of_one_planck_in_an_emptied_pot() {
	let all = Pot::Ecosystem.genesis_balance() - EXISTENTIAL_DEPOSIT;
	ExtBuilder::default().allocate(Pot::Ecosystem, account(1), all).build_and_execute(|| {
		let fee = <Balances as Balanced<_>>::withdraw(
			&account(1),
			1,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)
		.unwrap();
		ResolveTo::<PotAccount<EcosystemPot>, Balances>::on_unbalanced(fee);
		let balance = Balances::free_balance(pot(Pot::Ecosystem));
		assert_eq!(balance, EXISTENTIAL_DEPOSIT + 1);
		assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
	});
}
