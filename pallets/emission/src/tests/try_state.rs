//! The checks of the laws: each finds a breach of its law. "It ..."

use crate::{mock::*, Pallet, Shares, StreamAccount, Streams};
use frame_support::{assert_ok, traits::fungible::Mutate};
use jmt_primitives::{
	supply::{Pot, Stream},
	time::DAY_MS,
	Invariants, JMT,
};
use sp_runtime::Perbill;

/// Breaks a law by `fault` on a chain that withdrew 100 JMT and returned 40, and expects `complaint`.
fn finds(complaint: &'static str, fault: impl FnOnce()) {
	ExtBuilder::default().build().execute_with(|| {
		set_time(LAUNCH + DAY_MS);
		assert_ok!(withdraw(100 * JMT));
		assert_ok!(give_back(40 * JMT));
		assert_ok!(Pallet::<Test>::check());
		fault();
		assert_eq!(Pallet::<Test>::check(), Err(complaint.into()));
	});
}

/// Changes the device stream's account.
fn change(how: impl FnOnce(&mut StreamAccount)) {
	Streams::<Test>::mutate(Stream::Devices, how);
}

#[test]
fn finds_what_was_minted() {
	finds("emission: the issuance is not the total supply", || {
		Balances::mint_into(&account(1), JMT).unwrap();
	});
}

#[test]
fn finds_an_emptied_pot() {
	finds("emission: a pot holds less than the existential deposit", || {
		let (from, to) = (pot(Pot::Team), account(1));
		let all = Balances::free_balance(&from);
		assert_ok!(Balances::force_transfer(RuntimeOrigin::root(), from, to, all));
	});
}

#[test]
fn finds_a_pot_that_lives_by_its_balance_alone() {
	finds("emission: a pot lives by its balance alone", || {
		assert_ok!(System::dec_providers(&pot(Pot::Ecosystem)));
	});
}

#[test]
fn finds_what_left_the_mining_pot_without_being_withdrawn() {
	finds("emission: the mining pot holds less than was not withdrawn", || {
		let root = RuntimeOrigin::root();
		assert_ok!(Balances::force_transfer(root, pot(Pot::Mining), account(1), JMT));
	});
}

#[test]
fn finds_more_returned_than_withdrawn() {
	finds("emission: a stream returned more than it withdrew", || {
		Balances::force_transfer(
			RuntimeOrigin::root(),
			pot(Pot::Team),
			pot(Pot::Mining),
			100 * JMT,
		)
		.unwrap();
		change(|account| account.returned = account.withdrawn + 1);
	});
}

#[test]
fn finds_more_spreading_than_returned() {
	finds("emission: a stream spreads more than was returned", || {
		change(|account| account.spreading = account.returned + 1);
	});
}

#[test]
fn finds_more_withdrawn_than_released() {
	finds("emission: a stream withdrew more than was released to it", || {
		change(|account| account.withdrawn_at = LAUNCH);
	});
}

#[test]
fn accepts_gifts_to_pots() {
	ExtBuilder::default().allocate(Pot::Foundation, account(1), 10 * JMT).build_and_execute(|| {
		for each in Pot::ALL {
			let from = RuntimeOrigin::signed(account(1));
			assert_ok!(Balances::transfer_keep_alive(from, pot(each), JMT));
		}
	});
}

#[test]
fn finds_shares_that_do_not_sum_to_one() {
	finds("emission: the shares do not sum to one", || {
		Shares::<Test>::mutate(|division| division.shares.gateways = Perbill::zero());
	});
}

#[test]
fn finds_credits_that_are_not_the_release() {
	finds("emission: the credits do not add up to the release", || {
		Shares::<Test>::mutate(|division| division.validators += 1);
	});
	finds("emission: more was released than the mining pot had", || {
		Shares::<Test>::mutate(|division| {
			division.gateways += Pot::Mining.genesis_balance() + 1;
			division.released += Pot::Mining.genesis_balance() + 1;
		});
	});
}
