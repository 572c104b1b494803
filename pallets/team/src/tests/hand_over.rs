//! Handing over. "It ..."

use crate::{mock::*, Beneficiary, Error, Event, Group};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::JMT;
use sp_runtime::{DispatchError, Perbill};

#[test]
fn moves_the_record_as_it_is() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(1));
		assert_ok!(claim(engineer()));
		team_events();
		assert_ok!(hand_over(engineer(), stranger()));
		assert_eq!(record(engineer()), None);
		let expected = Beneficiary {
			share: Perbill::from_percent(30),
			group: Group::Technical,
			paid: 150_000_000 * JMT,
		};
		assert_eq!(record(stranger()), Some(expected));
		let (from, to) = (engineer(), stranger());
		assert_eq!(team_events(), vec![Event::HandedOver { from, to }]);
		assert_eq!(balance(stranger()), 0, "nothing is paid by it");
		assert_eq!(balance(engineer()), 150_000_000 * JMT, "nothing is taken by it");
	});
}

#[test]
fn gives_the_new_holder_what_is_unclaimed_and_all_that_is_to_come() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(1));
		assert_ok!(claim(founder()));
		set_time(cliff(3));
		assert_ok!(hand_over(founder(), stranger()));
		assert_ok!(claim(stranger()));
		assert_eq!(balance(stranger()), 400_000_000 * JMT);
		set_time(cliff(10));
		assert_ok!(claim(stranger()));
		assert_eq!(balance(stranger()), 1_800_000_000 * JMT);
		assert_eq!(balance(founder()), 200_000_000 * JMT);
	});
}

#[test]
fn leaves_nothing_to_the_old_holder() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(3));
		assert_ok!(hand_over(founder(), stranger()));
		assert_noop!(claim(founder()), Error::<Test>::NotBeneficiary);
		assert_noop!(hand_over(founder(), account(10)), Error::<Test>::NotBeneficiary);
	});
}

#[test]
fn works_before_launch() {
	ExtBuilder::default().launch(None).build_and_execute(|| {
		assert_ok!(hand_over(founder(), stranger()));
		LaunchedAt::set(Some(LAUNCH));
		set_time(cliff(1));
		assert_ok!(claim(stranger()));
		assert_eq!(balance(stranger()), 200_000_000 * JMT);
	});
}

#[test]
fn can_go_back_and_on() {
	ExtBuilder::default().build_and_execute(|| {
		let before = record(founder());
		assert_ok!(hand_over(founder(), stranger()));
		assert_ok!(hand_over(stranger(), founder()));
		assert_eq!(record(founder()), before);
		assert_ok!(hand_over(founder(), account(10)));
		assert_ok!(hand_over(account(10), account(11)));
		assert_eq!(record(account(11)), before);
	});
}

#[test]
fn leaves_the_others_alone() {
	ExtBuilder::default().build_and_execute(|| {
		let others = || (record(engineer()), record(advisor()), record(supporter()));
		let before = others();
		assert_ok!(hand_over(founder(), stranger()));
		assert_eq!(others(), before);
	});
}

#[test]
fn passes_on_what_was_withheld() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(10));
		for who in [founder(), engineer(), advisor(), supporter()] {
			assert_ok!(claim(who));
		}
		assert_ok!(hand_over(supporter(), stranger()));
		gift(EXISTENTIAL_DEPOSIT);
		assert_ok!(claim(stranger()));
		assert_eq!(balance(stranger()), EXISTENTIAL_DEPOSIT);
	});
}

mod reject {
	use super::*;

	#[test]
	fn strangers() {
		ExtBuilder::default().build_and_execute(|| {
			for from in [stranger(), rich(), pot()] {
				assert_noop!(hand_over(from, account(10)), Error::<Test>::NotBeneficiary);
			}
		});
	}

	#[test]
	fn a_receiver_that_is_a_beneficiary() {
		ExtBuilder::default().build_and_execute(|| {
			let refused = hand_over(founder(), supporter());
			assert_noop!(refused, Error::<Test>::AlreadyBeneficiary);
		});
	}

	#[test]
	fn the_holder_itself_as_receiver() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(hand_over(founder(), founder()), Error::<Test>::AlreadyBeneficiary);
		});
	}

	#[test]
	fn the_pot_as_receiver() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(hand_over(founder(), pot()), Error::<Test>::ReceiverIsPot);
		});
	}

	#[test]
	fn a_second_handover() {
		ExtBuilder::default().build_and_execute(|| {
			assert_ok!(hand_over(founder(), stranger()));
			let refused = hand_over(founder(), stranger());
			assert_noop!(refused, Error::<Test>::NotBeneficiary);
		});
	}

	#[test]
	fn root_and_nobody() {
		ExtBuilder::default().build_and_execute(|| {
			for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
				let refused = Team::hand_over(origin, stranger());
				assert_noop!(refused, DispatchError::BadOrigin);
			}
		});
	}
}
