use crate::{mock::*, Event};
use frame_support::{
	assert_ok,
	traits::{LockableCurrency, WithdrawReasons},
};
use jmt_primitives::{AccountId, Balance};

#[test]
fn it_returns_the_deposit_less_the_fee_which_goes_to_the_pot() {
	ExtBuilder::default().build_and_execute(|| {
		let id = proposed(&AMOUNTS);
		assert_ok!(Grants::reject(council(), id, reason()));
		assert_eq!(stored(id), None);
		assert_eq!((free(&proposer()), deposits_of(&proposer())), (WEALTH - FEE, 0));
		assert_eq!((free(&Pot::get()), promised()), (POT + FEE, 0));
		System::assert_last_event(
			Event::Rejected {
				grant: id,
				proposer: proposer(),
				reason: reason(),
				deposit: ONE_DEPOSIT - FEE,
				fee: FEE,
			}
			.into(),
		);
	});
}

#[test]
fn it_costs_the_fee_of_the_day_of_the_proposal() {
	ExtBuilder::default().build_and_execute(|| {
		let id = proposed(&AMOUNTS);
		RejectionFee::set(ONE_DEPOSIT);
		Deposit::set(7 * ONE_DEPOSIT);
		assert_ok!(Grants::reject(council(), id, reason()));
		assert_eq!(free(&proposer()), WEALTH - FEE);
		assert_eq!(free(&Pot::get()), POT + FEE);
	});
}

#[test]
fn it_costs_nothing_where_the_fee_is_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		RejectionFee::set(0);
		let id = proposed(&AMOUNTS);
		assert_ok!(Grants::reject(council(), id, reason()));
		assert_eq!((free(&proposer()), free(&Pot::get())), (WEALTH, POT));
	});
}

#[test]
fn it_costs_all_where_the_fee_is_the_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		RejectionFee::set(ONE_DEPOSIT);
		let id = proposed(&AMOUNTS);
		assert_ok!(Grants::reject(council(), id, reason()));
		assert_eq!((free(&proposer()), deposits_of(&proposer())), (WEALTH - ONE_DEPOSIT, 0));
		assert_eq!(free(&Pot::get()), POT + ONE_DEPOSIT);
	});
}

#[test]
fn it_takes_the_fee_of_a_locked_balance_too() {
	ExtBuilder::default().build_and_execute(|| {
		let id = proposed(&AMOUNTS);
		Balances::set_lock(*b"vote    ", &proposer(), Balance::MAX, WithdrawReasons::all());
		assert_ok!(Grants::reject(council(), id, reason()));
		assert_eq!((free(&proposer()), free(&Pot::get())), (WEALTH - FEE, POT + FEE));
	});
}

#[test]
fn it_returns_the_rest_to_an_account_that_has_nothing_else() {
	ExtBuilder::default().build_and_execute(|| {
		let poor = AccountId::new([7; 32]);
		assert_ok!(Balances::transfer_allow_death(by(stranger()), poor.clone(), ONE_DEPOSIT));
		System::inc_providers(&poor);
		assert_ok!(Grants::propose(by(poor.clone()), poor.clone(), plan(), milestones(&AMOUNTS)));
		assert_eq!(free(&poor), 0);
		assert_ok!(Grants::reject(council(), 0, reason()));
		assert_eq!((free(&poor), free(&Pot::get())), (ONE_DEPOSIT - FEE, POT + FEE));
	});
}

#[test]
fn it_leaves_other_grants_alone() {
	ExtBuilder::default().build_and_execute(|| {
		let (one, other) = (proposed(&AMOUNTS), approved(&AMOUNTS));
		assert_ok!(Grants::reject(council(), one, reason()));
		assert!(stored(other).is_some());
		assert_eq!((deposits_of(&proposer()), promised()), (ONE_DEPOSIT, TOTAL));
	});
}

// Every file of a call has its refusals in a module of this name.
#[allow(clippy::module_inception)]
mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_everybody_but_the_council() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&AMOUNTS);
			let others = [by(proposer()), by(stranger()), by(beneficiary()), board()];
			for origin in others.into_iter().chain([RuntimeOrigin::root(), RuntimeOrigin::none()]) {
				assert_noop!(Grants::reject(origin, id, reason()), DispatchError::BadOrigin);
			}
		});
	}

	#[test]
	fn it_refuses_a_grant_that_is_not_there() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(Grants::reject(council(), 0, reason()), Error::<Test>::UnknownGrant);
		});
	}

	#[test]
	fn it_refuses_a_second_time() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&AMOUNTS);
			proposed(&AMOUNTS);
			assert_ok!(Grants::reject(council(), id, reason()));
			assert_noop!(Grants::reject(council(), id, reason()), Error::<Test>::UnknownGrant);
			assert_eq!(free(&Pot::get()), POT + FEE);
		});
	}

	#[test]
	fn it_refuses_an_approved_grant() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			assert_noop!(Grants::reject(council(), id, reason()), Error::<Test>::AlreadyApproved);
		});
	}
}
