//! The cost of a task.

use super::samples::{accept, challengeable, optimistic, replicate, terms, TARIFF};
use jmt_primitives::{
	tasks::{Amounts, Mode, Tariff, MAX_UNITS},
	Balance, JMT,
};
use proptest::prelude::*;
use sp_runtime::Permill;

fn amounts(mode: Mode, pay: Balance) -> Amounts {
	let mut terms = terms(mode);
	terms.pay = pay;
	Amounts::of(&terms, &TARIFF).unwrap()
}

#[test]
fn it_computes_what_a_task_of_three_costs() {
	let pay = JMT / 20;
	assert_eq!(
		amounts(replicate(3, 2), pay),
		Amounts {
			pay,
			fee: JMT / 400,
			bond: 32 * JMT / 20,
			silence: JMT / 10,
			service: 3 * (3 * JMT / 1_000 + 4_096 * 1_000),
			price: 3 * JMT / 20,
			deposit: JMT / 10 + 3 * 4_096 * 10_000_000,
			bounty: JMT / 500,
		}
	);
	assert_eq!(amounts(replicate(3, 2), pay).net(), 19 * JMT / 400);
}

#[test]
fn it_holds_the_pay_of_an_audit_beside_that_of_the_worker() {
	let pay = JMT;
	let price = |mode| amounts(mode, pay).price;
	assert_eq!(price(accept()), pay);
	assert_eq!(price(optimistic()), 4 * pay);
	assert_eq!(price(replicate(5, 3)), 5 * pay);
	assert_eq!(price(replicate(7, 4)), 7 * pay);
	let expected = |mode: Mode| amounts(mode, 16 * pay).expected_price(&mode);
	assert_eq!(expected(optimistic()), 19 * pay, "three of 16 pays");
	assert_eq!(expected(challengeable()), 48 * pay);
	assert_eq!(expected(accept()), 16 * pay);
}

#[test]
fn it_has_bonds_of_32_pays_and_of_one_jmt_at_least() {
	let bond = |pay| amounts(replicate(3, 2), pay).bond;
	assert_eq!(bond(JMT / 100), JMT);
	assert_eq!(bond(JMT / 32), JMT);
	assert_eq!(bond(JMT / 32 + 1), JMT + 32);
	assert_eq!(bond(JMT), 32 * JMT);
}

#[test]
fn it_has_silence_of_two_pays_and_of_a_tenth_of_a_jmt_at_least_and_a_bond_at_most() {
	let silence = |pay| amounts(replicate(3, 2), pay).silence;
	assert_eq!(silence(JMT / 100), JMT / 10);
	assert_eq!(silence(JMT / 20), JMT / 10);
	assert_eq!(silence(JMT / 20 + 1), JMT / 10 + 2);
	let dear = Tariff { least_silence: 5 * JMT, ..TARIFF };
	let amounts = Amounts::of(&terms(replicate(3, 2)), &dear).unwrap();
	assert_eq!(amounts.silence, amounts.bond);
}

#[test]
fn it_floors_the_fee_and_keeps_the_bounty_within_the_deposit() {
	assert_eq!(amounts(replicate(3, 2), 10_000_000_019).fee, 500_000_000);
	assert_eq!(amounts(replicate(3, 2), 10_000_000_020).fee, 500_000_001);
	let free = Tariff { deposit_task: 0, deposit_byte: 0, ..TARIFF };
	let amounts = Amounts::of(&terms(replicate(3, 2)), &free).unwrap();
	assert_eq!((amounts.deposit, amounts.bounty), (0, 0));
}

#[test]
fn it_bounds_the_pay_by_the_largest_stake() {
	assert_eq!(TARIFF.most_pay(MAX_UNITS), 1_000 * JMT / 32);
	assert_eq!(TARIFF.most_pay(1), 10 * JMT / 32);
	assert_eq!(TARIFF.most_pay(0), 0, "no stake has the least bond");
	let most = amounts(replicate(3, 2), TARIFF.most_pay(MAX_UNITS));
	assert!(most.bond <= 1_000 * JMT);
	let beyond = amounts(replicate(3, 2), TARIFF.most_pay(MAX_UNITS) + 1);
	assert!(beyond.bond > 1_000 * JMT);
	let without = Tariff { bond_pays: 0, ..TARIFF };
	assert_eq!(without.most_pay(1), 10 * JMT);
}

#[test]
fn it_is_sound_where_a_bond_pays_a_panel_and_its_challenger() {
	assert!(TARIFF.is_sound());
	assert!(Tariff { bond_pays: 8, ..TARIFF }.is_sound());
	assert!(!Tariff { bond_pays: 7, ..TARIFF }.is_sound());
	assert!(!Tariff { unit: 0, ..TARIFF }.is_sound());
}

#[test]
fn it_takes_the_pay_of_a_panel_from_a_challenger() {
	let challenge = |mode: Mode| amounts(mode, JMT).challenge(&mode);
	assert_eq!(challenge(optimistic()), Some(3 * JMT));
	assert_eq!(challenge(challengeable()), Some(7 * JMT));
	assert_eq!(challenge(accept()), None);
	assert_eq!(challenge(replicate(5, 3)), None);
}

#[test]
fn it_covers_what_bonds_lose_by_one_look_in_sixteen() {
	let cover = |mode: Mode, staked| amounts(mode, JMT).cover(&mode, staked);
	let much = 1_000_000 * JMT;
	assert_eq!(cover(optimistic(), much), 2 * JMT, "twice the pay");
	assert_eq!(cover(challengeable(), much), 4 * JMT);
	assert_eq!(cover(challengeable(), JMT), JMT, "no more than is staked");
	assert_eq!(cover(challengeable(), 0), 0);
	for mode in [accept(), replicate(3, 2), replicate(7, 4)] {
		assert_eq!(cover(mode, much), 0, "{mode:?}");
	}
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_amounts_that_no_balance_holds() {
		let of = |pay, tariff: Tariff| {
			let mut terms = terms(replicate(7, 4));
			terms.pay = pay;
			Amounts::of(&terms, &tariff)
		};
		assert!(of(Balance::MAX / 32, TARIFF).is_some());
		assert_eq!(of(Balance::MAX / 32 + 1, TARIFF), None);
		assert_eq!(of(Balance::MAX / 7 + 1, Tariff { bond_pays: 1, ..TARIFF }), None);
		assert_eq!(of(1, Tariff { service_byte: Balance::MAX, ..TARIFF }), None);
		assert_eq!(of(1, Tariff { service_slot: Balance::MAX, ..TARIFF }), None);
		assert_eq!(of(1, Tariff { deposit_byte: Balance::MAX, ..TARIFF }), None);
		assert_eq!(of(1, Tariff { deposit_task: Balance::MAX, ..TARIFF }), None);
	}
}

proptest! {
	#[test]
	fn it_keeps_every_part_within_its_whole(
		pay in 0..Balance::from(u64::MAX),
		parts in 0u32..=1_000_000,
		least in 0..JMT,
	) {
		let mut terms = terms(optimistic());
		terms.pay = pay;
		let fee = Permill::from_parts(parts);
		let tariff = Tariff { market_fee: fee, least_bond: least, ..TARIFF };
		let amounts = Amounts::of(&terms, &tariff).unwrap();
		prop_assert_eq!(amounts.net() + amounts.fee, pay);
		prop_assert!(amounts.silence <= amounts.bond);
		prop_assert!(amounts.bounty <= amounts.deposit);
		prop_assert!(amounts.bond >= 8 * pay, "a panel and its challenger are paid by one bond");
	}
}
