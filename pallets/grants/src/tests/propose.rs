use crate::{mock::*, Event, Grant, NextId, State, WeightInfo};
use codec::{Decode, Encode};
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use jmt_primitives::{Balance, JMT};

#[test]
fn it_stores_the_grant_and_tells_everything() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send_proposal(&AMOUNTS));
		assert_eq!(
			stored(0),
			Some(Grant {
				proposer: proposer(),
				beneficiary: beneficiary(),
				plan: plan(),
				milestones: milestones(&AMOUNTS),
				deposit: ONE_DEPOSIT,
				fee: FEE,
				state: State::Proposed,
				touched_at: NOW,
			})
		);
		System::assert_last_event(
			Event::Proposed {
				grant: 0,
				proposer: proposer(),
				beneficiary: beneficiary(),
				plan: plan(),
				milestones: milestones(&AMOUNTS),
				total: TOTAL,
				deposit: ONE_DEPOSIT,
				fee: FEE,
			}
			.into(),
		);
	});
}

#[test]
fn it_holds_a_deposit_for_each_and_promises_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		proposed(&AMOUNTS);
		assert_eq!(deposits_of(&proposer()), ONE_DEPOSIT);
		proposed(&[JMT]);
		assert_eq!(deposits_of(&proposer()), 2 * ONE_DEPOSIT);
		assert_eq!(free(&proposer()), WEALTH - 2 * ONE_DEPOSIT);
		assert_eq!((promised(), free(&Pot::get())), (0, POT));
	});
}

#[test]
fn it_counts_ids_up_and_never_uses_one_again() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!((proposed(&AMOUNTS), proposed(&AMOUNTS)), (0, 1));
		assert_ok!(Grants::withdraw(by(proposer()), 1));
		assert_eq!(proposed(&AMOUNTS), 2);
		assert_eq!(stored(1), None);
		assert_eq!(NextId::<Test>::get(), 3);
	});
}

#[test]
fn it_takes_the_least_milestone_and_the_most_of_them() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send_proposal(&[EXISTENTIAL_DEPOSIT]));
		assert_ok!(send_proposal(&[JMT; MOST as usize]));
	});
}

#[test]
fn it_takes_a_sum_up_to_the_border_of_128_bits() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send_proposal(&[Balance::MAX]));
		assert_ok!(send_proposal(&[Balance::MAX - JMT, JMT]));
		assert_eq!(stored(1).unwrap().total(), Balance::MAX);
	});
}

#[test]
fn it_lets_the_proposer_be_the_beneficiary() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Grants::propose(by(proposer()), proposer(), plan(), milestones(&AMOUNTS)));
		assert_eq!(stored(0).unwrap().beneficiary, proposer());
	});
}

#[test]
fn it_caps_a_fee_that_exceeds_the_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		RejectionFee::set(ONE_DEPOSIT + 1);
		proposed(&AMOUNTS);
		assert_eq!(stored(0).unwrap().fee, ONE_DEPOSIT);
	});
}

#[test]
fn it_weighs_by_the_number_of_milestones() {
	let weight_of = |amounts: &[Balance]| {
		let call = crate::Call::<Test>::propose {
			beneficiary: beneficiary(),
			plan: plan(),
			milestones: milestones(amounts),
		};
		call.get_dispatch_info().call_weight
	};
	assert_eq!(weight_of(&[JMT]), <() as WeightInfo>::propose(1));
	assert_eq!(weight_of(&[JMT; 4]), <() as WeightInfo>::propose(4));
	assert!(weight_of(&[JMT; 4]).ref_time() > weight_of(&[JMT]).ref_time());
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use sp_runtime::{ArithmeticError, DispatchError, TokenError};

	#[test]
	fn it_refuses_no_milestones() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(send_proposal(&[]), Error::<Test>::NoMilestones);
		});
	}

	#[test]
	fn it_refuses_a_milestone_of_nothing_or_less_than_an_account_can_hold() {
		ExtBuilder::default().build_and_execute(|| {
			for small in [0, 1, EXISTENTIAL_DEPOSIT - 1] {
				for amounts in [vec![small], vec![JMT, small], vec![small, JMT]] {
					assert_noop!(send_proposal(&amounts), Error::<Test>::MilestoneTooSmall);
				}
			}
		});
	}

	#[test]
	fn it_refuses_a_sum_past_the_border_of_128_bits() {
		ExtBuilder::default().build_and_execute(|| {
			for amounts in
				[vec![Balance::MAX, JMT], vec![Balance::MAX; 5], vec![Balance::MAX - JMT + 1, JMT]]
			{
				assert_noop!(send_proposal(&amounts), Error::<Test>::TotalOverflows);
			}
		});
	}

	#[test]
	fn it_refuses_the_pot_as_beneficiary() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(
				Grants::propose(by(proposer()), Pot::get(), plan(), milestones(&AMOUNTS)),
				Error::<Test>::BeneficiaryIsPot
			);
		});
	}

	#[test]
	fn it_refuses_who_cannot_pay_the_deposit() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(
				Grants::propose(by(pauper()), pauper(), plan(), milestones(&AMOUNTS)),
				TokenError::FundsUnavailable
			);
			assert_noop!(
				Grants::propose(by(beneficiary()), pauper(), plan(), milestones(&AMOUNTS)),
				TokenError::FundsUnavailable
			);
			Deposit::set(Balance::MAX);
			assert_noop!(send_proposal(&AMOUNTS), TokenError::FundsUnavailable);
		});
	}

	#[test]
	fn it_refuses_when_ids_are_used_up() {
		ExtBuilder::default().build_and_execute(|| {
			NextId::<Test>::put(u32::MAX);
			assert_noop!(send_proposal(&AMOUNTS), ArithmeticError::Overflow);
		});
	}

	#[test]
	fn it_refuses_who_has_no_account() {
		ExtBuilder::default().build_and_execute(|| {
			for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
				assert_noop!(
					Grants::propose(origin, beneficiary(), plan(), milestones(&AMOUNTS)),
					DispatchError::BadOrigin
				);
			}
		});
	}

	#[test]
	fn it_does_not_decode_more_milestones_than_the_most() {
		let encoded = |count: u32| {
			let amounts = vec![JMT; count as usize];
			(0u8, beneficiary(), plan(), amounts).encode()
		};
		assert!(crate::Call::<Test>::decode(&mut &encoded(MOST)[..]).is_ok());
		assert!(crate::Call::<Test>::decode(&mut &encoded(MOST + 1)[..]).is_err());
	}
}
