//! Genesis. "It ..."

use crate::{mock::*, Launch, Pallet, PotAccount, TeamPot};
use frame_support::traits::TypedGet;
use jmt_primitives::{
	supply::{Pot, StreamShares, TOTAL_SUPPLY},
	JMT,
};
use sp_runtime::Perbill;

#[test]
fn mints_the_total_into_the_pots() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Balances::total_issuance(), 50_000_000_000 * JMT);
		assert_eq!(Balances::free_balance(pot(Pot::Mining)), 15_000_000_000 * JMT);
		assert_eq!(Balances::free_balance(pot(Pot::Ecosystem)), 15_000_000_000 * JMT);
		assert_eq!(Balances::free_balance(pot(Pot::Foundation)), 15_000_000_000 * JMT);
		assert_eq!(Balances::free_balance(pot(Pot::Team)), 5_000_000_000 * JMT);
		let accounts = frame_system::Account::<Test>::iter().count();
		assert_eq!(accounts, Pot::ENDOWED.len(), "nobody else holds anything");
	});
}

#[test]
fn derives_the_pots_addresses_from_their_ids() {
	let mut bytes = [0u8; 32];
	bytes[..12].copy_from_slice(b"modljmt/team");
	assert_eq!(pot(Pot::Team), bytes.into());
	assert_eq!(<PotAccount<TeamPot> as TypedGet>::get(), bytes.into());
}

#[test]
fn endows_accounts_out_of_pots() {
	ExtBuilder::default()
		.allocate(Pot::Foundation, account(1), 1_000_000 * JMT)
		.allocate(Pot::Team, account(2), 7 * JMT)
		.allocate(Pot::Foundation, account(1), 1)
		.build_and_execute(|| {
			assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
			assert_eq!(Balances::free_balance(account(1)), 1_000_000 * JMT + 1);
			assert_eq!(Balances::free_balance(account(2)), 7 * JMT);
			let foundation = Balances::free_balance(pot(Pot::Foundation));
			assert_eq!(foundation, 15_000_000_000 * JMT - 1_000_000 * JMT - 1);
			assert_eq!(Balances::free_balance(pot(Pot::Team)), 4_999_999_993 * JMT);
		});
}

#[test]
fn endows_up_to_the_pots_existential_deposit() {
	let all = Pot::Team.genesis_balance() - EXISTENTIAL_DEPOSIT;
	ExtBuilder::default().allocate(Pot::Team, account(1), all).build_and_execute(|| {
		assert_eq!(Balances::free_balance(pot(Pot::Team)), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn takes_the_launch_that_it_is_given() {
	ExtBuilder::default().build_and_execute(|| assert_eq!(Launch::<Test>::get(), Some(LAUNCH)));
	ExtBuilder::default()
		.launched_at(EARLIEST_LAUNCH)
		.build_and_execute(|| assert_eq!(Launch::<Test>::get(), Some(EARLIEST_LAUNCH)));
	ExtBuilder::default()
		.not_launched()
		.build_and_execute(|| assert_eq!(Launch::<Test>::get(), None));
}

#[test]
fn passes_its_integrity_test() {
	ExtBuilder::default().build_and_execute(|| {
		<Pallet<Test> as frame_support::traits::Hooks<u32>>::integrity_test();
	});
}

mod reject {
	use super::*;

	#[test]
	#[should_panic(expected = "out of the Mining pot: only its streams withdraw from it")]
	fn an_allocation_out_of_the_mining_pot() {
		ExtBuilder::default().allocate(Pot::Mining, account(1), JMT).build();
	}

	#[test]
	#[should_panic(expected = "out of the Rewards pot")]
	fn an_allocation_out_of_a_pot_that_begins_empty() {
		ExtBuilder::default().allocate(Pot::Rewards, account(1), JMT).build();
	}

	#[test]
	#[should_panic(expected = "out of the Team pot")]
	fn an_allocation_that_exceeds_its_pot() {
		let more = Pot::Team.genesis_balance() + 1;
		ExtBuilder::default().allocate(Pot::Team, account(1), more).build();
	}

	#[test]
	#[should_panic(expected = "out of the Team pot")]
	fn an_allocation_that_leaves_less_than_the_existential_deposit() {
		let all = Pot::Team.genesis_balance() - EXISTENTIAL_DEPOSIT + 1;
		ExtBuilder::default().allocate(Pot::Team, account(1), all).build();
	}

	#[test]
	#[should_panic(expected = "out of the Foundation pot")]
	fn allocations_that_exceed_their_pot_together() {
		let half = Pot::Foundation.genesis_balance() / 2;
		ExtBuilder::default()
			.allocate(Pot::Foundation, account(1), half)
			.allocate(Pot::Foundation, account(2), half)
			.build();
	}

	#[test]
	#[should_panic(expected = "out of the Foundation pot")]
	fn an_allocation_of_dust() {
		let dust = EXISTENTIAL_DEPOSIT - 1;
		ExtBuilder::default().allocate(Pot::Foundation, account(1), dust).build();
	}

	#[test]
	#[should_panic(expected = "shares that do not sum to one")]
	fn shares_that_do_not_sum_to_one() {
		let less = StreamShares { devices: Perbill::from_parts(599_999_999), ..Default::default() };
		ExtBuilder::default().shares(less).build();
	}

	#[test]
	#[should_panic(expected = "before 1700000000000, the earliest launch")]
	fn a_launch_before_the_earliest() {
		ExtBuilder::default().launched_at(EARLIEST_LAUNCH - 1).build();
	}

	#[test]
	#[should_panic(expected = "genesis mints into the pots only")]
	fn issuance_beside_the_pots() {
		ExtBuilder::default().mint_elsewhere(account(1), JMT).build();
	}
}
