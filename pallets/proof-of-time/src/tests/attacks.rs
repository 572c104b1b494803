//! An attack with units ...

use super::units::{plain, register_plain, unit, PLAIN};
use crate::{mock::*, Books, Ledger, Miners};
use codec::Encode;
use frame_support::traits::fungible::Inspect;
use jmt_primitives::{
	proof_of_time::{Class, WEIGHT_ONE},
	units::UnitState,
	AccountId, Balance, DeviceId, Round,
};

/// Both owned by one who has a single unit.
fn to_and_fro(rounds: Round, mut turn: impl FnMut(&Signer, &Signer, Round)) -> [Balance; 2] {
	let (a, b, honest) = (register_plain(1), register_plain(2), register(3));
	weigh(&honest.id(), with_unit(WEIGHT_ONE, 2, WEIGHT_ONE, 1));
	for round in 0..=rounds {
		run_to_round(FIRST_ROUND + round);
		honest.answer().unwrap();
		turn(&a, &b, round);
	}
	[a.miner().earned + b.miner().earned, honest.miner().earned]
}

/// Moves the unit from one to the other, as `bind_unit` does in one call.
fn take(from: &Signer, to: &Signer, binding: u32) {
	bind(&from.id(), plain());
	bind(&to.id(), unit(binding));
}

#[test]
fn it_pays_two_devices_less_than_one_when_it_goes_to_and_fro_around_their_answers() {
	ExtBuilder::default().build_and_execute(|| {
		let mut binding = 0;
		let [gained, one] = to_and_fro(8, |a, b, _| {
			for (from, to) in [(b, a), (a, b)] {
				binding += 1;
				take(from, to, binding);
				to.answer().unwrap();
			}
		});
		assert_eq!(one, 8 * A_ROUND);
		assert_eq!(gained, 0);
	});
}

#[test]
fn it_pays_two_devices_less_than_one_when_it_goes_to_and_fro_by_rounds() {
	for every in 2..=4 {
		ExtBuilder::default().build_and_execute(|| {
			let mut binding = 0;
			let [gained, one] = to_and_fro(12, |a, b, round| {
				if round % every == 0 {
					binding += 1;
					match binding % 2 {
						0 => take(a, b, binding),
						_ => take(b, a, binding),
					}
				}
				[a, b].into_iter().for_each(|device| device.answer().unwrap());
			});
			// All intervals but those in which it moved, and one key without a unit.
			let moves = Balance::from(12 / every);
			assert_eq!(one, 12 * A_ROUND);
			assert!(gained <= (12 - moves) * A_ROUND + 12 * A_ROUND / 50, "{gained}");
			assert!(gained < one, "{every}: {gained}");
		});
	}
}

#[test]
fn it_pays_not_a_planck_more_to_a_thousand_devices_under_a_distrusted_root_and_visits_none() {
	const FLEET: u32 = 1_000;
	ExtBuilder::default().build_and_execute(|| {
		let fleet: Vec<DeviceId> = (0..FLEET).map(|number| register(number).id()).collect();
		let honest = register(FLEET);
		weigh(&honest.id(), with_unit(WEIGHT_ONE, 2, WEIGHT_ONE, 1));
		fleet.iter().for_each(|device| weigh(device, with_unit(PLAIN, 1, WEIGHT_ONE, 1)));
		// All at once: the blocks of a window are too few for so many signatures.
		let answer = || {
			let round = newest_round();
			fleet.iter().for_each(|device| {
				ProofOfTime::do_answer(*device, round);
			});
			honest.answer().unwrap();
		};
		for round in 0..3 {
			run_to_round(FIRST_ROUND + round);
			answer();
		}
		let earned = |devices: &[DeviceId]| -> Balance {
			devices.iter().map(|device| ProofOfTime::pending(*device)).sum()
		};
		let by_then = earned(&fleet);
		assert_eq!(by_then, Balance::from(2 * FLEET) * A_ROUND / 50);

		run_to_round(FIRST_ROUND + 3);
		let state = || (Miners::<Test>::iter().collect::<Vec<_>>(), proven(), ledger()).encode();
		let before = state();
		fleet.iter().for_each(|device| set_unit(device, UnitState::Fell));
		assert_eq!(state(), before);
		let open = Balance::from(FLEET) * A_ROUND / 50;
		answer();
		assert_eq!(earned(&fleet), by_then);
		assert_eq!(proven().forfeited, open);
		assert_eq!((proven().mining_devices, ledger().mining_devices), (1, FLEET));
		// From here on they are paid as the keys that they are.
		let withdrawn = proven().withdrawn;
		run_to_round(FIRST_ROUND + 4);
		answer();
		assert_eq!(proven().withdrawn, withdrawn + A_ROUND);
		assert_eq!(honest.miner().earned, 4 * A_ROUND);
		assert_eq!(earned(&fleet), by_then + open);
		assert_eq!(proven().pending(), 4 * A_ROUND);
	});
}

#[test]
fn it_lets_a_fallen_unit_gain_nothing_by_waiting() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		weigh(&device.id(), unit(1));
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		set_unit(&device.id(), UnitState::Fell);
		// Others' draws: it is not asked meanwhile, so that nothing is missed.
		run_to(first_slot(FIRST_ROUND + 1));
		let owner: AccountId = owner();
		let before = Balances::total_balance(&owner);
		remove(&device.id());
		assert_eq!(Balances::total_balance(&owner), before);
		assert_eq!(proven().forfeited, A_ROUND);
		assert_eq!(proven().pending(), 0);
		assert_eq!(Books::<Test>::get(Class::Proven).weight, Ledger::default().weight);
	});
}
