//! Claiming. "It ..."

use crate::{mock::*, Error, Event, Paid};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{time::DAY_MS, JMT};
use sp_runtime::{DispatchError, TokenError};

#[test]
fn pays_the_share_of_the_first_tranche() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(1));
		assert_ok!(claim(founder()));
		assert_eq!(balance(founder()), 200_000_000 * JMT);
		assert_eq!(balance(pot()), 4_800_000_000 * JMT);
		assert_eq!(record(founder()).unwrap().paid, 200_000_000 * JMT);
		assert_eq!(Paid::<Test>::get(), 200_000_000 * JMT);
		let (who, amount, tranches) = (founder(), 200_000_000 * JMT, 1);
		assert_eq!(team_events(), vec![Event::Claimed { who, amount, tranches }]);
	});
}

#[test]
fn pays_each_beneficiary_its_own_share() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(2));
		for (who, millions) in
			[(founder(), 400), (engineer(), 300), (advisor(), 200), (supporter(), 100)]
		{
			assert_ok!(claim(who.clone()));
			assert_eq!(balance(who), millions * 1_000_000 * JMT);
		}
		assert_eq!(Paid::<Test>::get(), 2 * TRANCHE);
		assert_eq!(balance(pot()), TOTAL - 2 * TRANCHE);
	});
}

#[test]
fn pays_at_every_cliff_and_not_a_millisecond_before() {
	for (launch, days) in [(LAUNCH, DAYS_TO_CLIFFS), (LEAP_LAUNCH, DAYS_TO_LEAP_CLIFFS)] {
		ExtBuilder::default().launch(Some(launch)).build_and_execute(|| {
			for (tranches, days) in (1..).zip(days) {
				set_time(launch + days * DAY_MS - 1);
				assert_noop!(claim(engineer()), Error::<Test>::NothingDue);
				set_time(launch + days * DAY_MS);
				assert_ok!(claim(engineer()));
				assert_eq!(balance(engineer()), u128::from(tranches) * 150_000_000 * JMT);
				let (who, amount) = (engineer(), 150_000_000 * JMT);
				assert_eq!(team_events(), vec![Event::Claimed { who, amount, tranches }]);
			}
			assert_eq!(balance(engineer()), TOTAL / 10 * 3);
		});
	}
}

#[test]
fn pays_years_later_at_once_what_yearly_claims_pay() {
	ExtBuilder::default().parts(&[500_000_000, 500_000_000]).build_and_execute(|| {
		let (patient, punctual) = (account(1), account(2));
		for year in 1..=7 {
			set_time(cliff(year) + 1_000);
			assert_ok!(claim(punctual.clone()));
		}
		team_events();
		assert_ok!(claim(patient.clone()));
		assert_eq!(balance(patient.clone()), 7 * TRANCHE / 2);
		assert_eq!(balance(patient.clone()), balance(punctual.clone()));
		assert_eq!(record(patient.clone()), record(punctual));
		let (amount, tranches) = (7 * TRANCHE / 2, 7);
		assert_eq!(team_events(), vec![Event::Claimed { who: patient, amount, tranches }]);
	});
}

#[test]
fn pays_all_ten_tranches_at_once_and_nothing_after_them() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(10) + 100 * 365 * DAY_MS);
		assert_ok!(claim(founder()));
		assert_eq!(balance(founder()), 2_000_000_000 * JMT);
		set_time(u64::MAX);
		assert_noop!(claim(founder()), Error::<Test>::NothingDue);
	});
}

#[test]
fn pays_shares_without_a_remainder() {
	let parts = [333_333_333, 333_333_333, 333_333_332, 1, 1];
	ExtBuilder::default().parts(&parts).build_and_execute(|| {
		set_time(cliff(1));
		for (seed, parts) in (1..).zip(parts) {
			assert_ok!(claim(account(seed)));
			// 500,000,000 JMT in a billion parts are half a JMT each.
			assert_eq!(balance(account(seed)), u128::from(parts) * JMT / 2);
		}
		assert_eq!(balance(pot()), TOTAL - TRANCHE);
	});
}

#[test]
fn adds_to_what_the_beneficiary_has() {
	ExtBuilder::default().build_and_execute(|| {
		let from = RuntimeOrigin::signed(rich());
		assert_ok!(Balances::transfer_keep_alive(from, supporter(), 7 * JMT));
		set_time(cliff(1));
		assert_ok!(claim(supporter()));
		assert_eq!(balance(supporter()), 50_000_007 * JMT);
	});
}

#[test]
fn withholds_the_pots_existential_deposit_from_who_comes_last() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(10));
		for who in [founder(), engineer(), advisor()] {
			assert_ok!(claim(who));
		}
		team_events();
		assert_ok!(claim(supporter()));
		let all = 500_000_000 * JMT;
		let (who, amount, tranches) = (supporter(), all - EXISTENTIAL_DEPOSIT, 10);
		assert_eq!(team_events(), vec![Event::Claimed { who, amount, tranches }]);
		assert_eq!(balance(supporter()), all - EXISTENTIAL_DEPOSIT);
		assert_eq!(record(supporter()).unwrap().paid, all - EXISTENTIAL_DEPOSIT);
		assert_eq!(Paid::<Test>::get(), TOTAL - EXISTENTIAL_DEPOSIT);
		assert_eq!(balance(pot()), EXISTENTIAL_DEPOSIT);
		assert_noop!(claim(supporter()), Error::<Test>::PotExhausted);
	});
}

#[test]
fn pays_what_was_withheld_as_soon_as_the_pot_has_more() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(10));
		for who in [founder(), engineer(), advisor(), supporter()] {
			assert_ok!(claim(who));
		}
		gift(1);
		assert_ok!(claim(supporter()));
		assert_eq!(record(supporter()).unwrap().paid, 500_000_000 * JMT - EXISTENTIAL_DEPOSIT + 1);
		assert_eq!(balance(pot()), EXISTENTIAL_DEPOSIT);
		assert_noop!(claim(supporter()), Error::<Test>::PotExhausted);

		gift(JMT);
		assert_ok!(claim(supporter()));
		assert_eq!(balance(supporter()), 500_000_000 * JMT);
		assert_eq!(Paid::<Test>::get(), TOTAL);
		assert_eq!(balance(pot()), JMT + 1, "the rest of the gifts stays");
		for who in [founder(), engineer(), advisor(), supporter()] {
			assert_noop!(claim(who), Error::<Test>::NothingDue);
		}
	});
}

#[test]
fn pays_in_full_out_of_a_pot_that_was_given_the_existential_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		gift(EXISTENTIAL_DEPOSIT);
		set_time(cliff(10));
		for who in [founder(), engineer(), advisor(), supporter()] {
			assert_ok!(claim(who));
		}
		assert_eq!(Paid::<Test>::get(), TOTAL);
		assert_eq!(balance(pot()), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn pays_no_gift_to_the_pot() {
	ExtBuilder::default().build_and_execute(|| {
		gift(900_000 * JMT);
		set_time(cliff(1));
		assert_ok!(claim(founder()));
		assert_eq!(balance(founder()), 200_000_000 * JMT);
		assert_noop!(claim(founder()), Error::<Test>::NothingDue);
	});
}

#[test]
fn waits_for_a_clock_that_went_back() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(5));
		assert_ok!(claim(founder()));
		for earlier in [cliff(5) - 1, cliff(1), LAUNCH, LAUNCH - 1, 0] {
			set_time(earlier);
			assert_noop!(claim(founder()), Error::<Test>::NothingDue);
		}
		set_time(cliff(5));
		assert_noop!(claim(founder()), Error::<Test>::NothingDue);
		set_time(cliff(6));
		assert_ok!(claim(founder()));
		assert_eq!(balance(founder()), 1_200_000_000 * JMT);
	});
}

mod reject {
	use super::*;

	#[test]
	fn everybody_before_the_first_cliff() {
		ExtBuilder::default().build_and_execute(|| {
			for early in [0, LAUNCH - 1, LAUNCH, LAUNCH + 1, cliff(1) - 1] {
				set_time(early);
				assert_noop!(claim(founder()), Error::<Test>::NothingDue);
			}
		});
	}

	#[test]
	fn everybody_before_launch() {
		ExtBuilder::default().launch(None).build_and_execute(|| {
			for now in [0, cliff(10), u64::MAX] {
				set_time(now);
				assert_noop!(claim(founder()), Error::<Test>::NotLaunched);
			}
		});
	}

	#[test]
	fn a_second_claim() {
		ExtBuilder::default().build_and_execute(|| {
			set_time(cliff(3));
			assert_ok!(claim(advisor()));
			assert_noop!(claim(advisor()), Error::<Test>::NothingDue);
			set_time(cliff(4) - 1);
			assert_noop!(claim(advisor()), Error::<Test>::NothingDue);
		});
	}

	#[test]
	fn strangers() {
		ExtBuilder::default().build_and_execute(|| {
			set_time(cliff(3));
			for who in [stranger(), rich(), pot()] {
				assert_noop!(claim(who), Error::<Test>::NotBeneficiary);
			}
		});
	}

	#[test]
	fn everybody_where_nobody_was_named() {
		ExtBuilder::default().beneficiaries(vec![]).build_and_execute(|| {
			set_time(cliff(10));
			for who in [founder(), rich(), pot()] {
				assert_noop!(claim(who), Error::<Test>::NotBeneficiary);
			}
			assert_eq!(balance(pot()), TOTAL);
		});
	}

	#[test]
	fn root_and_nobody() {
		ExtBuilder::default().build_and_execute(|| {
			set_time(cliff(1));
			assert_noop!(Team::claim(RuntimeOrigin::root()), DispatchError::BadOrigin);
			assert_noop!(Team::claim(RuntimeOrigin::none()), DispatchError::BadOrigin);
		});
	}

	#[test]
	fn everybody_when_the_launch_is_beyond_the_calendar() {
		ExtBuilder::default().launch(Some(u64::MAX)).build_and_execute(|| {
			set_time(u64::MAX);
			assert_noop!(claim(founder()), Error::<Test>::NothingDue);
		});
	}

	#[test]
	fn a_payment_that_the_receiver_cannot_keep() {
		ExtBuilder::default().build_and_execute(|| {
			set_time(cliff(10));
			for who in [founder(), engineer(), advisor(), supporter()] {
				assert_ok!(claim(who));
			}
			// The last one spent everything, and the pot got less than an account can begin with.
			let from = RuntimeOrigin::signed(supporter());
			assert_ok!(Balances::transfer_all(from, rich(), false));
			gift(EXISTENTIAL_DEPOSIT - 1);
			assert_noop!(claim(supporter()), TokenError::BelowMinimum);
			gift(1);
			assert_ok!(claim(supporter()));
			assert_eq!(balance(supporter()), EXISTENTIAL_DEPOSIT);
		});
	}
}
