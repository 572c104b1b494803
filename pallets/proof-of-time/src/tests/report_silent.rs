//! A report ...

use crate::{mock::*, AnswerOutcome, Error, Event, Miss};
use frame_support::{assert_noop, assert_ok};

fn report(device: &Signer, miss: Miss) -> sp_runtime::DispatchResult {
	ProofOfTime::report_silent(RuntimeOrigin::signed(stranger()), device.id(), miss)
}

const MISSED: Miss = Miss::Round(FIRST_ROUND + 1);

/// A device that answers the first round and misses the second. It is the third now.
fn silent() -> Signer {
	let device = register(1);
	run_to_round(FIRST_ROUND);
	device.answer().unwrap();
	run_to_round(FIRST_ROUND + 2);
	device
}

#[test]
fn it_forfeits_the_open_interval_for_a_flat_bounty() {
	ExtBuilder::default().build_and_execute(|| {
		let device = silent();
		let before = Balances::free_balance(stranger());
		assert_ok!(report(&device, MISSED));
		assert_eq!(Balances::free_balance(stranger()), before + FLAT_BOUNTY);
		let forfeited = 2 * A_ROUND - FLAT_BOUNTY;
		assert_eq!(
			last_event(),
			Event::SilenceReported {
				device: device.id(),
				miss: MISSED,
				reporter: stranger(),
				bounty: FLAT_BOUNTY,
				forfeited,
			}
		);
		let books = ledger();
		assert_eq!((books.weight, books.mining_devices), (0, 0));
		assert_eq!((books.paid, books.forfeited, books.pending()), (FLAT_BOUNTY, forfeited, ED));
		assert_eq!(device.miner().weight, 0);
	});
}

#[test]
fn it_pays_no_more_than_is_forfeited() {
	ExtBuilder::default().build_and_execute(|| {
		Bounty::set(3 * A_ROUND);
		let device = silent();
		assert_ok!(report(&device, MISSED));
		assert_eq!((ledger().paid, ledger().forfeited), (2 * A_ROUND, 0));
	});
}

#[test]
fn it_succeeds_with_nothing_to_forfeit() {
	ExtBuilder::default().available(0).build_and_execute(|| {
		let device = silent();
		assert_ok!(report(&device, MISSED));
		assert_eq!((ledger().paid, ledger().weight), (0, 0));
	});
}

#[test]
fn it_keeps_what_was_earned_before() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		for round in 0..2 {
			run_to_round(FIRST_ROUND + round);
			device.answer().unwrap();
		}
		run_to_round(FIRST_ROUND + 3);
		assert_ok!(report(&device, Miss::Round(FIRST_ROUND + 2)));
		assert_eq!(device.miner().earned, A_ROUND);
	});
}

#[test]
fn it_stops_pay_until_the_device_answers_again() {
	ExtBuilder::default().build_and_execute(|| {
		let (device, other) = (register(1), register(2));
		for round in 0..4 {
			run_to_round(FIRST_ROUND + round);
			other.answer().unwrap();
			if round == 0 {
				device.answer().unwrap();
			}
			if round == 2 {
				assert_ok!(report(&device, MISSED));
			}
		}
		assert_eq!(ledger().weight, other.miner().weight.into());
		device.answer().unwrap();
		assert_eq!(
			last_event(),
			Event::Answered {
				device: device.id(),
				round: FIRST_ROUND + 3,
				outcome: AnswerOutcome::Started,
			}
		);
		run_to_round(FIRST_ROUND + 4);
		device.answer().unwrap();
		assert_eq!(device.miner().earned, A_ROUND);
		assert_eq!(ledger().mining_devices, 2);
	});
}

#[test]
fn it_may_name_any_round_missed() {
	ExtBuilder::default().build_and_execute(|| {
		let device = silent();
		run_to_round(FIRST_ROUND + u64::from(ROUNDS_PER_DAY) + 1);
		assert_ok!(report(&device, Miss::Round(FIRST_ROUND + u64::from(ROUNDS_PER_DAY))));
	});
}

#[test]
fn it_may_point_beyond_the_horizon() {
	ExtBuilder::default().build_and_execute(|| {
		let device = silent();
		let gone = FIRST_ROUND + u64::from(ROUNDS_PER_DAY * (HORIZON + 1));
		run_to(first_slot(gone) - 1);
		assert_noop!(report(&device, Miss::BeyondHorizon), Error::<Test>::WithinHorizon);
		run_to(first_slot(gone));
		assert_ok!(report(&device, Miss::BeyondHorizon));
		assert_eq!(ledger().weight, 0);
	});
}

mod reject {
	use super::*;
	use jmt_primitives::KeyType;

	#[test]
	fn it_names_a_device_that_does_not_mine() {
		ExtBuilder::default().build_and_execute(|| {
			let device = silent();
			let never = register(2);
			assert_noop!(report(&never, MISSED), Error::<Test>::NotMining);
			assert_noop!(
				report(&Signer::new(KeyType::Ed25519, 3), MISSED),
				Error::<Test>::NotMining
			);
			assert_ok!(report(&device, MISSED));
			assert_noop!(report(&device, MISSED), Error::<Test>::NotMining);
		});
	}

	#[test]
	fn it_names_a_round_that_was_answered_or_an_older_one() {
		ExtBuilder::default().build_and_execute(|| {
			let device = silent();
			device.answer().unwrap();
			for round in FIRST_ROUND..=FIRST_ROUND + 2 {
				let miss = Miss::Round(round);
				assert_noop!(report(&device, miss), Error::<Test>::AnsweredSince);
			}
		});
	}

	#[test]
	fn it_names_a_round_whose_window_is_open() {
		ExtBuilder::default().build_and_execute(|| {
			let device = silent();
			let open = Miss::Round(FIRST_ROUND + 2);
			assert_noop!(report(&device, open), Error::<Test>::NotMissable);
			let last = first_slot(FIRST_ROUND + 2) + u64::from(WINDOW_SLOTS);
			run_to(last);
			assert_noop!(report(&device, open), Error::<Test>::NotMissable);
			run_to(last + 1);
			assert_ok!(report(&device, open));
		});
	}

	#[test]
	fn it_names_a_round_that_drew_another_bucket() {
		ExtBuilder::default().least_buckets(3).build_and_execute(|| {
			let devices: Vec<_> = (0..8).map(register).collect();
			let mut spared = 0;
			let mut asked = Vec::new();
			run_to_round(FIRST_ROUND);
			devices.iter().filter(|device| device.is_asked()).for_each(|device| {
				device.answer().unwrap();
				asked.push(device);
			});
			assert!(!asked.is_empty());
			for round in FIRST_ROUND + 1..FIRST_ROUND + 4 {
				run_to_round(round);
				let other = !asked[0].is_asked();
				run_to(first_slot(round + 1) - 1);
				if other {
					spared += 1;
					for device in &asked {
						let miss = Miss::Round(round);
						assert_noop!(report(device, miss), Error::<Test>::NotMissable);
					}
				}
			}
			assert!(spared > 0);
		});
	}

	#[test]
	fn it_names_a_round_far_away() {
		ExtBuilder::default().build_and_execute(|| {
			let device = silent();
			for round in [FIRST_ROUND + 100, u64::MAX] {
				assert_noop!(report(&device, Miss::Round(round)), Error::<Test>::NotMissable);
			}
		});
	}
}
