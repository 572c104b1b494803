//! A device with a unit ...

use crate::{mock::*, AnswerOutcome, Books, Event, Groups, Share, Shares};
use frame_support::{assert_ok, traits::fungible::Inspect};
use jmt_primitives::{
	proof_of_time::{Class, Group, Groups as In, Weighed, WEIGHT_ONE},
	units::UnitState,
	Balance,
};

/// The weight of a key without a unit on a real network.
pub(super) const PLAIN: u64 = WEIGHT_ONE / 50;

pub(super) fn plain() -> Weighed {
	without_unit(PLAIN)
}

/// A unit of the first root of trust, of which a device weighs one.
pub(super) fn unit(binding: u32) -> Weighed {
	with_unit(WEIGHT_ONE, 1, WEIGHT_ONE, binding)
}

/// Registers a device that weighs little, and not more before it has a unit.
pub(super) fn register_plain(number: u32) -> Signer {
	let device = register(number);
	weigh(&device.id(), plain());
	device
}

fn outcome_of(device: &Signer) -> AnswerOutcome {
	device.answer().unwrap();
	match last_event() {
		Event::Answered { device: answered, outcome, .. } if answered == device.id() => outcome,
		other => panic!("{other:?}"),
	}
}

fn claim(devices: &[&Signer]) -> Balance {
	let before = Balances::total_balance(&owner());
	let ids: Vec<_> = devices.iter().map(|device| device.id()).collect();
	assert_ok!(ProofOfTime::claim(RuntimeOrigin::signed(owner()), ids.try_into().unwrap()));
	Balances::total_balance(&owner()) - before
}

#[test]
fn it_is_paid_as_one_without_up_to_the_answer_that_found_the_unit() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register_plain(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		bind(&device.id(), unit(3));
		run_to_round(FIRST_ROUND + 1);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: A_ROUND / 50 });
		assert_eq!((ledger().weight, ledger().raw, ledger().mining_devices), (0, 0, 0));
		let one = u128::from(WEIGHT_ONE);
		assert_eq!((proven().weight, proven().raw, proven().mining_devices), (one, one, 1));
		// What it had earned moved along.
		assert_eq!((ledger().withdrawn, proven().withdrawn), (ED, A_ROUND / 50));
		let share = Share { root: 1, binding: 3, top: None, raw: WEIGHT_ONE };
		assert_eq!(Shares::<Test>::get(device.id()), Some(share));
		assert_eq!(ProofOfTime::share(device.id()), Some(share));
		run_to_round(FIRST_ROUND + 2);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: A_ROUND });
		assert_eq!(claim(&[&device]), A_ROUND + A_ROUND / 50);
		assert_eq!((ledger().paid, proven().paid), (0, A_ROUND + A_ROUND / 50));
		assert_eq!((ledger().pending(), proven().pending()), (ED, 0));
	});
}

#[test]
fn it_is_paid_besides_those_without_whose_limit_is_an_amount() {
	ExtBuilder::default().build_and_execute(|| {
		let (with, [a, b]) = (register(1), [register(2), register(3)]);
		weigh(&with.id(), unit(1));
		run_to_round(FIRST_ROUND);
		[&with, &a, &b].into_iter().for_each(|device| device.answer().unwrap());
		// A day's limit that is the ceiling of one device: the two share it, whatever gathered in the stream.
		UnprovenDaily::set(CEILING);
		run_to_round(FIRST_ROUND + 1);
		assert_eq!(outcome_of(&a), AnswerOutcome::Earned { amount: A_ROUND / 2 });
		assert_eq!(outcome_of(&b), AnswerOutcome::Earned { amount: A_ROUND / 2 });
		assert_eq!(outcome_of(&with), AnswerOutcome::Earned { amount: A_ROUND });
		// Those without come first where the stream has too little for all.
		Available::set(A_ROUND + A_ROUND / 4);
		run_to_round(FIRST_ROUND + 2);
		assert_eq!(outcome_of(&a), AnswerOutcome::Earned { amount: A_ROUND / 2 });
		assert_eq!(outcome_of(&with), AnswerOutcome::Earned { amount: A_ROUND / 4 });
		assert_eq!(claim(&[&a, &with]), A_ROUND + A_ROUND + A_ROUND / 4);
		let fleet = ProofOfTime::fleet();
		assert_eq!(fleet.mining_devices, 3);
		assert_eq!(fleet.total_weight, 3 * u128::from(WEIGHT_ONE));
		assert_eq!(fleet.withdrawn, ledger().withdrawn + proven().withdrawn);
		assert_eq!(fleet.withdrawn, fleet.paid + fleet.forfeited + fleet.pending);
		assert_eq!(ProofOfTime::ledger(Class::Proven), proven());
	});
}

#[test]
fn it_lets_the_time_of_an_empty_class_pass_unpaid() {
	ExtBuilder::default().build_and_execute(|| {
		let (plain, late) = (register(1), register(2));
		weigh(&late.id(), unit(1));
		run_to_round(FIRST_ROUND);
		plain.answer().unwrap();
		for round in 1..4 {
			run_to_round(FIRST_ROUND + round);
			plain.answer().unwrap();
		}
		late.answer().unwrap();
		run_to_round(FIRST_ROUND + 4);
		assert_eq!(outcome_of(&late), AnswerOutcome::Earned { amount: A_ROUND });
	});
}

#[test]
fn it_forfeits_the_interval_in_which_it_is_bound_anew() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		weigh(&device.id(), unit(1));
		for round in 0..2 {
			run_to_round(FIRST_ROUND + round);
			device.answer().unwrap();
		}
		run_to_round(FIRST_ROUND + 2);
		bind(&device.id(), unit(2));
		assert_eq!(last_event(), Event::UnitLost { device: device.id(), forfeited: A_ROUND });
		assert_eq!((proven().weight, proven().mining_devices), (0, 0));
		assert_eq!(Groups::<Test>::iter().count() + Shares::<Test>::iter().count(), 0);
		assert_eq!(device.miner().weight, 0);
		assert_eq!(outcome_of(&device), AnswerOutcome::Started);
		run_to_round(FIRST_ROUND + 3);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: A_ROUND });
		// The round before is there to be claimed.
		assert_eq!(claim(&[&device]), 2 * A_ROUND);
	});
}

#[test]
fn it_forfeits_the_interval_in_which_its_unit_fell_and_goes_on_without() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		weigh(&device.id(), with_unit(PLAIN, 1, WEIGHT_ONE, 1));
		for round in 0..2 {
			run_to_round(FIRST_ROUND + round);
			device.answer().unwrap();
		}
		set_unit(&device.id(), UnitState::Fell);
		run_to_round(FIRST_ROUND + 2);
		let amount = A_ROUND / 50;
		assert_eq!(outcome_of(&device), AnswerOutcome::UnitLost { amount });
		assert_eq!((proven().forfeited, proven().weight, proven().raw), (amount, 0, 0));
		assert_eq!((ledger().weight, ledger().mining_devices), (PLAIN.into(), 1));
		assert_eq!(Groups::<Test>::iter().count() + Shares::<Test>::iter().count(), 0);
		// A tenth of what it had gathered by then, and the interval, are gone from its stay.
		let round = u64::from(ROUND_SLOTS) * SLOT_MS;
		assert_eq!(device.miner().since, device.miner().last_at - round / 10 * 9);
		run_to_round(FIRST_ROUND + 3);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount });
		assert_eq!(claim(&[&device]), 2 * amount);
	});
}

#[test]
fn it_is_paid_the_interval_in_which_its_certificate_ran_out() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		weigh(&device.id(), unit(1));
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		set_unit(&device.id(), UnitState::Expired);
		run_to_round(FIRST_ROUND + 1);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: A_ROUND });
		assert_eq!((proven().mining_devices, ledger().mining_devices), (0, 1));
		assert_eq!(Shares::<Test>::iter().count(), 0);
	});
}

#[test]
fn it_shows_no_open_pay_once_its_unit_fell() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		weigh(&device.id(), unit(1));
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		run_to_round(FIRST_ROUND + 1);
		assert_eq!(ProofOfTime::mining_report(device.id()).open, A_ROUND);
		assert_eq!(ProofOfTime::open_of(&device.id()), A_ROUND);
		set_unit(&device.id(), UnitState::Fell);
		assert_eq!(ProofOfTime::mining_report(device.id()).open, 0);
	});
}

#[test]
fn it_may_be_reported_silent_as_any_other() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		weigh(&device.id(), unit(1));
		for round in 0..2 {
			run_to_round(FIRST_ROUND + round);
			device.answer().unwrap();
		}
		run_to_round(FIRST_ROUND + 3);
		let miss = crate::Miss::Round(FIRST_ROUND + 2);
		let who = RuntimeOrigin::signed(stranger());
		assert_ok!(ProofOfTime::report_silent(who, device.id(), miss));
		let forfeited = 2 * A_ROUND - FLAT_BOUNTY;
		assert_eq!((proven().paid, proven().forfeited), (FLAT_BOUNTY, forfeited));
		assert_eq!((proven().weight, proven().raw, proven().mining_devices), (0, 0, 0));
		assert_eq!(Groups::<Test>::iter().count() + Shares::<Test>::iter().count(), 0);
		// It waits in the class without units with what it had earned.
		assert_eq!(device.miner().earned, A_ROUND);
		assert_eq!(claim(&[&device]), A_ROUND);
		assert_eq!(ledger().paid, A_ROUND);
		assert_eq!(outcome_of(&device), AnswerOutcome::Started);
		assert_eq!(proven().mining_devices, 1);
	});
}

#[test]
fn it_leaves_its_class_and_its_groups_when_it_leaves_the_registry() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		weigh(&device.id(), unit(1));
		for round in 0..2 {
			run_to_round(FIRST_ROUND + round);
			device.answer().unwrap();
		}
		run_to(first_slot(FIRST_ROUND + 2));
		let before = Balances::total_balance(&owner());
		remove(&device.id());
		assert_eq!(Balances::total_balance(&owner()), before + A_ROUND);
		assert_eq!(
			last_event(),
			Event::DeviceLeft {
				device: device.id(),
				owner: owner(),
				paid: A_ROUND,
				forfeited: A_ROUND,
			}
		);
		assert_eq!((proven().weight, proven().raw, proven().mining_devices), (0, 0, 0));
		assert_eq!((proven().pending(), ledger().pending()), (0, ED));
		assert_eq!(Groups::<Test>::iter().count() + Shares::<Test>::iter().count(), 0);
	});
}

#[test]
fn it_pays_the_owner_of_before_and_keeps_its_open_interval_when_it_is_given_away() {
	for weighed in [unit(1), without_unit(WEIGHT_ONE)] {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			weigh(&device.id(), weighed);
			for round in 0..2 {
				run_to_round(FIRST_ROUND + round);
				device.answer().unwrap();
			}
			run_to_round(FIRST_ROUND + 2);
			let before = Balances::total_balance(&owner());
			give(&device.id(), &stranger());
			assert_eq!(Balances::total_balance(&owner()), before + A_ROUND);
			assert_eq!(
				last_event(),
				Event::OwnerSettled {
					device: device.id(),
					owner: owner(),
					paid: A_ROUND,
					forfeited: 0,
				}
			);
			assert_eq!(Books::<Test>::get(weighed.class).paid, A_ROUND);
			assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: A_ROUND });
			let devices = vec![device.id()].try_into().unwrap();
			assert_ok!(ProofOfTime::claim(RuntimeOrigin::signed(stranger()), devices));
			assert_eq!(Books::<Test>::get(weighed.class).paid, 2 * A_ROUND);
			// Once more, with nothing to settle.
			System::reset_events();
			give(&device.id(), &owner());
			assert_eq!(events(), vec![]);
		});
	}
}

#[test]
fn it_forfeits_what_cannot_be_paid_to_the_owner_of_before() {
	ExtBuilder::default().build_and_execute(|| {
		let device = Signer::new(jmt_primitives::KeyType::Ed25519, 1);
		enrol(device.public(), nobody());
		weigh(&device.id(), unit(1));
		for round in 0..2 {
			run_to_round(FIRST_ROUND + round);
			device.answer().unwrap();
		}
		give(&device.id(), &owner());
		let settled = Event::OwnerSettled {
			device: device.id(),
			owner: nobody(),
			paid: 0,
			forfeited: A_ROUND,
		};
		assert_eq!(last_event(), settled);
		assert_eq!((proven().paid, proven().forfeited), (0, A_ROUND));
	});
}

#[test]
fn it_is_paid_once_when_it_moves_between_two_answers_and_is_removed() {
	let under = |top| {
		let Weighed { groups, .. } = unit(1);
		Weighed { groups: In { top, ..groups }, ..unit(1) }
	};
	ExtBuilder::default().build_and_execute(|| {
		let (device, stays) = (register(1), register(2));
		weigh(&device.id(), under(Some(7)));
		weigh(&stays.id(), under(Some(8)));
		for round in 0..2 {
			run_to_round(FIRST_ROUND + round);
			[&device, &stays].into_iter().for_each(|device| device.answer().unwrap());
		}
		let raw = |group| Groups::<Test>::get(group).map(|group| group.raw);
		let one = Some(u128::from(WEIGHT_ONE));
		assert_eq!([raw(Group::Top(7)), raw(Group::Top(8))], [one, one]);
		// Its record changes with the next answer, and counts in one domain until then.
		weigh(&device.id(), under(Some(8)));
		run_to_round(FIRST_ROUND + 2);
		assert_eq!([raw(Group::Top(7)), raw(Group::Top(8))], [one, one]);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: A_ROUND });
		let two = Some(u128::from(2 * WEIGHT_ONE));
		assert_eq!([raw(Group::Top(7)), raw(Group::Top(8))], [None, two]);
		stays.answer().unwrap();
		// Away again, and removed before another answer.
		weigh(&device.id(), under(None));
		let before = Balances::total_balance(&owner());
		remove(&device.id());
		assert_eq!(Balances::total_balance(&owner()), before + 2 * A_ROUND);
		assert_eq!([raw(Group::Top(7)), raw(Group::Top(8)), raw(Group::Root(1))], [None, one, one]);
		assert_eq!((proven().raw, proven().mining_devices), (WEIGHT_ONE.into(), 1));
	});
}
