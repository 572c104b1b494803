//! A share ...

use crate::{mock::*, GroupBook, Groups, Shares};
use jmt_primitives::{
	proof_of_time::{Group, Groups as In, Weighed, WEIGHT_ONE},
	units::UnitState,
	Day, Round,
};

const FIFTH: u64 = WEIGHT_ONE / 5;
const A_DAY: Round = ROUNDS_PER_DAY as Round;

/// Registers devices with units of a root of trust, which may take so much.
fn units(numbers: core::ops::Range<u32>, root: u32, largest: u64) -> Vec<Signer> {
	numbers
		.map(|number| {
			let device = register(number);
			weigh(&device.id(), with_unit(WEIGHT_ONE, root, largest, 1));
			device
		})
		.collect()
}

fn answer_all<'a>(round: Round, devices: impl IntoIterator<Item = &'a Signer>) {
	run_to_round(round);
	devices.into_iter().for_each(|device| device.answer().unwrap());
}

fn group(root: u32) -> GroupBook {
	Groups::<Test>::get(Group::Root(root)).expect("it weighs something")
}

fn day() -> Day {
	today().day
}

/// The weight of devices together.
fn weight_of(devices: &[Signer]) -> u128 {
	devices.iter().map(|device| u128::from(device.miner().weight)).sum()
}

#[test]
fn it_cuts_a_root_that_weighs_more_down_to_it() {
	ExtBuilder::default().build_and_execute(|| {
		let flood = units(0..16, 1, FIFTH);
		let honest = units(16..20, 2, WEIGHT_ONE);
		answer_all(FIRST_ROUND, flood.iter().chain(&honest));
		// From the next day on every answer finds the day's factor.
		answer_all(FIRST_ROUND + A_DAY, flood.iter().chain(&honest));
		// c (T - r) / (r (1 - c)) = 0.2 x 4 / (16 x 0.8).
		assert_eq!(group(1), GroupBook { raw: 16_000_000, day: day(), factor: 62_500 });
		assert_eq!(group(2), GroupBook { raw: 4_000_000, day: day(), factor: WEIGHT_ONE });
		assert_eq!((weight_of(&flood), weight_of(&honest)), (1_000_000, 4_000_000));
		assert_eq!(proven().weight, 5 * u128::from(WEIGHT_ONE));
		assert_eq!(proven().raw, 20 * u128::from(WEIGHT_ONE));
		// Paid by it, too.
		answer_all(FIRST_ROUND + A_DAY + 1, flood.iter().chain(&honest));
		answer_all(FIRST_ROUND + A_DAY + 2, flood.iter().chain(&honest));
		let earned = |devices: &[Signer]| -> u128 {
			devices.iter().map(|device| ProofOfTime::pending(device.id())).sum()
		};
		let before = (earned(&flood), earned(&honest));
		answer_all(FIRST_ROUND + A_DAY + 3, flood.iter().chain(&honest));
		let gained = (earned(&flood) - before.0, earned(&honest) - before.1);
		assert_eq!(gained, (A_ROUND, 4 * A_ROUND));
	});
}

#[test]
fn it_does_not_cut_a_root_that_may_take_all_or_keeps_within() {
	ExtBuilder::default().build_and_execute(|| {
		let alone = units(0..4, 1, WEIGHT_ONE);
		answer_all(FIRST_ROUND, &alone);
		assert_eq!(weight_of(&alone), 4 * u128::from(WEIGHT_ONE));
		let within = units(4..5, 2, FIFTH);
		answer_all(FIRST_ROUND + A_DAY, alone.iter().chain(&within));
		assert_eq!(group(2).factor, WEIGHT_ONE);
		assert_eq!(weight_of(&within), WEIGHT_ONE.into());
	});
}

#[test]
fn it_falls_while_a_flood_joins_within_a_day() {
	ExtBuilder::default().build_and_execute(|| {
		let honest = units(0..4, 2, WEIGHT_ONE);
		let flood = units(4..14, 1, FIFTH);
		answer_all(FIRST_ROUND, honest.iter().chain(&flood));
		let weights: Vec<_> = flood.iter().map(|device| device.miner().weight).collect();
		assert_eq!(weights[0], WEIGHT_ONE);
		assert!(weights.windows(2).all(|pair| pair[1] <= pair[0]), "{weights:?}");
		assert_eq!(weights[9], group(1).factor);
		assert_eq!(weights[9], 100_000);
	});
}

#[test]
fn it_is_found_once_a_day_and_with_what_joins_or_leaves() {
	ExtBuilder::default().build_and_execute(|| {
		let a = units(0..2, 1, WEIGHT_ONE / 2);
		let b = units(2..3, 2, WEIGHT_ONE);
		answer_all(FIRST_ROUND, b.iter().chain(&a));
		let found = group(1);
		assert_eq!(found, GroupBook { raw: 2_000_000, day: day(), factor: 500_000 });
		// Later answers of the day change nothing of it, though others have left meanwhile.
		remove(&b[0].id());
		answer_all(FIRST_ROUND + 1, &a);
		assert_eq!(group(1), found);
		answer_all(FIRST_ROUND + A_DAY, &a);
		assert_eq!(group(1).day, day());
		assert_eq!((group(1).raw, group(1).factor), (2_000_000, 1));
		// With a device that leaves only the weight changes, and with one that joins the factor too.
		let found = group(1);
		remove(&a[0].id());
		assert_eq!(group(1), GroupBook { raw: 1_000_000, ..found });
	});
}

#[test]
fn it_leaves_a_root_alone_that_may_not_take_all_almost_nothing_but_its_place() {
	ExtBuilder::default().build_and_execute(|| {
		let alone = units(0..2, 1, FIFTH);
		answer_all(FIRST_ROUND, &alone);
		answer_all(FIRST_ROUND + A_DAY, &alone);
		// Not 0, which is what a device weighs that was reported silent.
		assert_eq!(group(1).factor, 1);
		assert_eq!(alone[0].miner().weight, 1);
		assert_eq!(proven().mining_devices, 2);
	});
}

#[test]
fn it_is_the_lesser_of_those_of_root_and_domain() {
	for (largest, top_share, factor) in [
		// 8 of 10 weigh c x 2 / (8 (1 - c)).
		(FIFTH, WEIGHT_ONE / 2, 62_500),
		(WEIGHT_ONE / 2, FIFTH, 62_500),
		(WEIGHT_ONE / 2, WEIGHT_ONE / 2, 250_000),
		(WEIGHT_ONE, WEIGHT_ONE / 2, 250_000),
		// As one, beyond its bounds.
		(u64::MAX, u64::MAX, WEIGHT_ONE),
	] {
		ExtBuilder::default().build_and_execute(|| {
			TopShare::set(top_share);
			let many: Vec<_> = (0..8).map(register).collect();
			for device in &many {
				let weighed = with_unit(WEIGHT_ONE, 1, largest, 1);
				let groups = In { top: Some(5), ..weighed.groups };
				weigh(&device.id(), Weighed { groups, ..weighed });
			}
			let others = units(8..10, 2, WEIGHT_ONE);
			answer_all(FIRST_ROUND, others.iter().chain(&many));
			answer_all(FIRST_ROUND + A_DAY, others.iter().chain(&many));
			assert_eq!(many[7].miner().weight, factor, "{largest} {top_share}");
			let groups = In { root: Some((1, largest)), top: Some(5) };
			assert_eq!(ProofOfTime::share_of_groups(&groups), factor);
			assert_eq!(ProofOfTime::group(Group::Top(5)).unwrap().raw, 8_000_000);
		});
	}
}

#[test]
fn it_follows_a_device_to_another_root_and_out_of_the_class() {
	ExtBuilder::default().build_and_execute(|| {
		let device = units(0..1, 1, WEIGHT_ONE).remove(0);
		answer_all(FIRST_ROUND, [&device]);
		bind(&device.id(), with_unit(WEIGHT_ONE / 2, 2, WEIGHT_ONE, 9));
		assert_eq!(Groups::<Test>::get(Group::Root(1)), None);
		answer_all(FIRST_ROUND + 1, [&device]);
		assert_eq!(group(2).raw, 500_000);
		assert_eq!(Shares::<Test>::get(device.id()).map(|share| share.raw), Some(500_000));
		set_unit(&device.id(), UnitState::Expired);
		answer_all(FIRST_ROUND + 2, [&device]);
		assert_eq!(Groups::<Test>::iter().count() + Shares::<Test>::iter().count(), 0);
	});
}

#[test]
fn it_takes_no_place_for_a_weight_of_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		weigh(&device.id(), with_unit(0, 1, FIFTH, 1));
		answer_all(FIRST_ROUND, [&device]);
		assert_eq!(Groups::<Test>::iter().count(), 0);
		assert_eq!((proven().weight, proven().raw, proven().mining_devices), (0, 0, 0));
		assert_eq!(Shares::<Test>::get(device.id()).map(|share| share.raw), Some(0));
		remove(&device.id());
		assert_eq!(Shares::<Test>::iter().count(), 0);
	});
}
