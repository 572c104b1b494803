//! *Statistics*.

use crate::system::{holds, System};
use ark_bn254::Fr;
use jmt_zk_circuits::{
	statistics::{public, Circuit, Readings, MOST},
	Refused,
};
use jmt_zk_poseidon::{hash_four, hash_three, Scalar};
use proptest::prelude::*;
use zeroize::Zeroize;

fn readings(values: &[u32]) -> Readings {
	Readings::new(values, 4711.into()).unwrap()
}

/// Alice's weather station: tenths of a degree above -100.
fn station() -> Readings {
	readings(&[1_213, 1_209, 1_187, 1_187, 1_240])
}

/// Every place taken.
pub(crate) fn full() -> Circuit {
	let values: Vec<u32> = (1..=64).map(|i: u32| i.wrapping_mul(0x9e37_79b9)).collect();
	readings(&values).circuit()
}

#[test]
fn its_readings_and_salt_are_overwritten() {
	let mut readings = station();
	assert_ne!(readings.circuit().salt, Fr::from(0));
	readings.zeroize();
	assert_eq!((readings.public().count, readings.public().sum), (0, 0));
	assert_eq!(readings.circuit().salt, Fr::from(0));
}

#[test]
fn it_holds_for_the_figures_of_the_readings() {
	let public = station().public();
	assert_eq!((public.count, public.sum, public.least, public.greatest), (5, 6_036, 1_187, 1_240));
	assert!(holds(station().circuit()));
	assert!(holds(full()));
}

#[test]
fn it_has_so_many_constraints() {
	let system = System::new(full());
	let hidden = system.wires.len() - system.public;
	println!(
		"statistics: {} constraints, {} public inputs, {hidden} hidden wires, {} coefficients",
		system.constraints(),
		system.public - 1,
		system.coefficients(),
	);
	assert_eq!((system.constraints(), system.public), (7_940, public::INPUTS + 1));
	assert_eq!(System::new(Circuit::blank()).constraints(), system.constraints());
}

#[test]
fn it_takes_every_reading_of_32_bits() {
	for values in [&[0][..], &[u32::MAX], &[0, u32::MAX], &[u32::MAX; MOST], &[0; MOST]] {
		assert!(holds(readings(values).circuit()), "{values:?}");
	}
}

#[test]
fn its_root_is_another_with_another_salt_order_or_reading() {
	let root = |values: &[u32], salt: u64| Readings::new(values, salt.into()).unwrap().root();
	let all = [
		root(&[1, 2], 1),
		root(&[1, 2], 2),
		root(&[2, 1], 1),
		root(&[1], 1),
		root(&[1, 2, 0], 1),
		root(&[0, 1, 2], 1),
	];
	for (at, one) in all.iter().enumerate() {
		assert!(!all[..at].contains(one), "{at}");
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(6))]

	#[test]
	fn it_holds_for_any_readings(values in proptest::collection::vec(any::<u32>(), 1..=MOST)) {
		let public = readings(&values).public();
		prop_assert_eq!(public.sum, values.iter().map(|value| u64::from(*value)).sum::<u64>());
		prop_assert!(holds(readings(&values).circuit()));
	}
}

mod reject {
	use super::*;

	#[test]
	fn no_readings_or_too_many() {
		for count in [0, MOST + 1] {
			let refused = Readings::new(&vec![1; count], 0.into());
			assert_eq!(refused.err(), Some(Refused::Readings(count)));
		}
	}

	/// The filling of the station's readings, then changed.
	fn changed(change: impl FnOnce(&mut Circuit)) -> bool {
		let mut circuit = station().circuit();
		change(&mut circuit);
		holds(circuit)
	}

	/// A filling whose root is right, whatever the readings are.
	fn filled(readings: &[Fr], count: u64, figures: [Fr; 3]) -> Circuit {
		let mut circuit = Circuit::blank();
		let mut packs = [Scalar::ZERO; 10];
		for (pack, chunk) in packs.iter_mut().zip(readings.chunks(7)) {
			let shift = Fr::from(1_u64 << 32);
			*pack = chunk.iter().rev().fold(Fr::from(0), |sum, value| sum * shift + value).into();
		}
		let [a, b, c, d, e, f, g, h, i, j] = &packs;
		let root = hash_three(
			&hash_four(a, b, c, d),
			&hash_four(e, f, g, h),
			&hash_four(i, j, &count.into(), &0.into()),
		);
		let [sum, least, greatest] = figures;
		circuit.public = [root.into(), count.into(), sum, least, greatest];
		for (at, value) in readings.iter().enumerate() {
			circuit.readings[at] = *value;
			circuit.present[at] = Fr::from(1);
		}
		circuit
	}

	fn numbers<const N: usize>(numbers: [i64; N]) -> [Fr; N] {
		numbers.map(|number| {
			let size = Fr::from(number.unsigned_abs());
			if number < 0 {
				-size
			} else {
				size
			}
		})
	}

	#[test]
	fn figures_that_are_off() {
		let true_ones = [5, 6_036, 1_187, 1_240];
		for figure in 0..4 {
			for off in [-1_i64, 1, 1 << 32] {
				let mut figures = true_ones;
				figures[figure] += off;
				let changed = changed(|circuit| {
					circuit.public[1..].copy_from_slice(&numbers(figures));
				});
				assert!(!changed, "{figure} {off}");
			}
		}
	}

	#[test]
	fn a_least_above_a_reading_or_a_greatest_below_one() {
		// 1,209 and 1,213 are readings, so that some distance is 0.
		assert!(!changed(|circuit| circuit.public[3] = 1_209.into()));
		assert!(!changed(|circuit| circuit.public[4] = 1_213.into()));
	}

	#[test]
	fn a_least_or_greatest_that_no_reading_has() {
		assert!(!changed(|circuit| circuit.public[3] = 0.into()));
		assert!(!changed(|circuit| circuit.public[4] = u32::MAX.into()));
		assert!(!changed(|circuit| circuit.public[3] = -Fr::from(1)));
	}

	#[test]
	fn another_root_or_salt() {
		assert!(!changed(|circuit| circuit.public[0] += Fr::from(1)));
		assert!(!changed(|circuit| circuit.salt += Fr::from(1)));
	}

	#[test]
	fn readings_that_wrap_around_or_are_too_long() {
		assert!(holds(filled(&numbers([7, 9]), 2, numbers([16, 7, 9]))));
		// -1 makes a sum smaller than its parts.
		assert!(!holds(filled(&numbers([-1, 9]), 2, numbers([8, -1, 9]))));
		assert!(!holds(filled(&numbers([-1, 9]), 2, numbers([8, 9, 9]))));
		let long = 1 << 32;
		assert!(!holds(filled(&numbers([long, 9]), 2, numbers([long + 9, 9, long]))));
		// The first borrows from the second: the same pack, and so the same root.
		let borrowed = filled(&numbers([7 - long, 10]), 2, numbers([17 - long, 7 - long, 10]));
		let true_one = filled(&numbers([7, 9]), 2, numbers([16, 7, 9]));
		assert_eq!(borrowed.public[0], true_one.public[0]);
		assert!(!holds(borrowed));
		let half = ark_ff::Field::inverse(&Fr::from(2)).unwrap();
		assert!(!holds(filled(&[half, half], 2, [Fr::from(1), half, half])));
	}

	#[test]
	fn readings_left_out_or_made_up() {
		// A zero more has the same packs: the root holds the count.
		assert!(!changed(|circuit| {
			circuit.present[5] = Fr::from(1);
			circuit.public[1] += Fr::from(1);
			circuit.public[3] = 0.into();
		}));
		// The last one is left out of count, sum and greatest, but not out of the tree.
		assert!(!changed(|circuit| {
			circuit.present[4] = Fr::from(0);
			circuit.public[1..].copy_from_slice(&numbers([4, 4_796, 1_187, 1_213]));
		}));
	}

	#[test]
	fn no_reading_at_all() {
		assert!(!holds(filled(&[], 0, numbers([0, 0, 0]))));
		assert!(!holds(filled(&[], 0, numbers([0, 5, 5]))));
	}

	#[test]
	fn a_gap_between_readings() {
		let mut gap = filled(&numbers([7, 0, 9]), 2, numbers([16, 7, 9]));
		gap.present[1] = Fr::from(0);
		assert!(!holds(gap));
	}

	#[test]
	fn presence_that_is_no_bit() {
		// Counts two for one place, one for a half each.
		let mut twice = filled(&numbers([7]), 2, numbers([7, 7, 7]));
		twice.present[0] = Fr::from(2);
		assert!(!holds(twice));
		let half = ark_ff::Field::inverse(&Fr::from(2)).unwrap();
		let mut halves = filled(&numbers([7, 7]), 1, numbers([14, 7, 7]));
		halves.present[0] = half;
		halves.present[1] = half;
		assert!(!holds(halves));
	}
}
