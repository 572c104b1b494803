//! The pay of fakes, by the functions that pay: a table, each figure of which is asserted.
//!
//! The fleet is 246,000 devices with a unit of level one and 20,000 keys without, no backlog: the stream has what a
//! day releases to devices. `cargo test -p pallet-proof-of-time --test money -- --nocapture` prints it.

use jmt_primitives::{
	proof_of_time::{product, share_factor, stay_factor, WEIGHT_ONE},
	supply::{Stream, StreamShares, DAILY_RELEASE},
	time::DAY_MS,
	Balance, JMT,
};
use pallet_proof_of_time::rewards::{accrue, divide, owed};

/// As on a real network, in `runtime/src/constants.rs`: the ceiling of a weight of one, the limit of all keys
/// without a unit, and the base factor of one.
const CEILING: Balance = 10 * JMT;
const WITHOUT_UNIT: Balance = 246_000 * JMT;
const BASE_WITHOUT_UNIT: u64 = WEIGHT_ONE / 50;

/// Devices with a unit, of weight one.
const UNITS: u64 = 246_000;
/// Honest keys without.
const KEYS: u64 = 20_000;
/// Keys of a box.
const BOX: u64 = 1_000;
/// The largest share of the root of trust whose key leaked.
const LEAKED_SHARE: u64 = WEIGHT_ONE / 5;

/// So many devices of one weight.
#[derive(Clone, Copy)]
struct Crowd {
	devices: u64,
	weight: u64,
}

impl Crowd {
	fn total(self) -> u128 {
		u128::from(self.devices) * u128::from(self.weight)
	}

	/// Their pay of a day, together, if a class of this total weight is given so much. Each is paid in whole planck.
	fn paid(self, class: u128, given: Balance) -> Balance {
		match accrue(0, 0, given, class) {
			Some((accumulator, _)) => {
				owed(self.weight, 0, accumulator) * Balance::from(self.devices)
			},
			None => 0,
		}
	}
}

/// The pay of a day of a crowd without a unit and of one with, among others of both classes.
fn day(unproven: [Crowd; 2], proven: [Crowd; 2], limit: Balance) -> [Balance; 2] {
	let released = StreamShares::default().part(Stream::Devices, DAILY_RELEASE);
	let [without, with] = [unproven, proven].map(|crowds| crowds.map(Crowd::total).iter().sum());
	let due = divide(released, without, with, CEILING, limit, DAY_MS);
	[unproven[0].paid(without, due.unproven), proven[0].paid(with, due.proven)]
}

fn keys(devices: u64) -> Crowd {
	Crowd { devices, weight: product([BASE_WITHOUT_UNIT, WEIGHT_ONE, WEIGHT_ONE]) }
}

fn units(devices: u64) -> Crowd {
	Crowd { devices, weight: WEIGHT_ONE }
}

const NONE: Crowd = Crowd { devices: 0, weight: WEIGHT_ONE };

/// In whole JMT, rounded.
fn whole(planck: Balance) -> Balance {
	(planck + JMT / 2) / JMT
}

fn row(what: &str, planck: Balance) -> Balance {
	println!("{what:<86} {:>14}.{:03}", planck / JMT, planck % JMT * 1_000 / JMT);
	planck
}

/// Units under a leaked key, cut down to the share, among honest ones of another root.
fn leaked(devices: u64) -> Crowd {
	let raw = units(devices).total();
	let factor = share_factor(LEAKED_SHARE, raw, raw + units(UNITS).total());
	Crowd { devices, weight: product([WEIGHT_ONE, factor]) }
}

#[test]
fn it_is_what_the_table_says() {
	println!("{:<86} {:>18}", "paid a day", "JMT");

	// Before there were classes every key weighed one, and all shared what there was.
	let before = |others: u64| day([units(BOX), units(others)], [NONE; 2], Balance::MAX)[0];
	let young = row("a box with 1,000 keys, before, in a fleet of at most 246,000", before(KEYS));
	assert_eq!(whole(young), 10_000);
	let full = row("a box with 1,000 keys, before, in this fleet", before(UNITS + KEYS));
	assert_eq!(whole(full), 9_213);

	let fleet = [units(UNITS), NONE];
	let [box_, _] = day([keys(BOX), keys(KEYS)], fleet, WITHOUT_UNIT);
	row("a box with 1,000 keys", box_);
	assert_eq!(box_, 200 * JMT);
	let stayed = |crowd: Crowd| {
		let weight = product([crowd.weight, stay_factor(180 * DAY_MS, 180, 2 * WEIGHT_ONE)]);
		Crowd { weight, ..crowd }
	};
	let [box_, _] = day([stayed(keys(BOX)), stayed(keys(KEYS))], fleet.map(stayed), WITHOUT_UNIT);
	row("a box with 1,000 keys, after 180 days without a miss, as all others", box_);
	assert_eq!(box_, 400 * JMT);

	// Ten million keys take the whole limit, of which the honest keys have a part.
	let flood = 10_000_000;
	let [all, _] = day([keys(flood), NONE], fleet, WITHOUT_UNIT);
	row("ten million keys, no other without a unit", all);
	assert_eq!(whole(all), 246_000);
	row(".. each", all / Balance::from(flood));
	assert_eq!((all / Balance::from(flood) + JMT / 2_000) / (JMT / 1_000), 25);
	let [some, _] = day([keys(flood), keys(KEYS)], fleet, WITHOUT_UNIT);
	row("ten million keys beside the 20,000", some);
	assert_eq!(whole(some), 245_509);
	let [others, _] = day([keys(KEYS), keys(flood)], fleet, WITHOUT_UNIT);
	row(".. the 20,000 then", others);
	assert_eq!(whole(others), 491);
	// All that they take from units is the limit: these are paid nine tenths of the release.
	let [_, honest] = day([keys(flood), keys(KEYS)], fleet, WITHOUT_UNIT);
	row(".. the 246,000 with a unit then", honest);
	assert_eq!(whole(honest), 2_214_000);

	// A leaked key makes as many units as one likes.
	for devices in [100_000, 1_000_000, 10_000_000] {
		let with = [leaked(devices), units(UNITS)];
		let [_, most] = day([keys(KEYS), NONE], with, WITHOUT_UNIT);
		let [_, least] = day([keys(flood), keys(KEYS)], with, WITHOUT_UNIT);
		row(&format!("{devices} units of a leaked key with a share of 20 %"), most);
		row(".. while keys without a unit use all of their 246,000", least);
		assert_eq!(whole(most), 491_200, "{devices}");
		assert_eq!(whole(least), 442_800, "{devices}");
	}
	// Distrusted, its units weigh nothing in their class, which goes back to the others.
	let with = [Crowd { weight: 0, ..units(flood) }, units(UNITS)];
	let [_, distrusted] = day([keys(flood), keys(KEYS)], with, WITHOUT_UNIT);
	row(".. once the root is distrusted", distrusted);
	assert_eq!(distrusted, 0);
}

#[test]
fn it_is_no_more_for_keys_without_a_unit_however_much_gathered_in_the_stream() {
	let (without, with) = (keys(10_000_000).total(), units(1_000).total());
	for backlog in [0, 1_000_000 * JMT, 1_000_000_000 * JMT] {
		let available = 2_460_000 * JMT + backlog;
		let due = divide(available, without, with, CEILING, WITHOUT_UNIT, DAY_MS);
		assert_eq!((due.unproven, due.proven), (246_000 * JMT, 10_000 * JMT));
		let hour = divide(available, without, with, CEILING, WITHOUT_UNIT, DAY_MS / 24);
		assert_eq!(hour.unproven, 10_250 * JMT);
	}
}
