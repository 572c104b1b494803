//! *Place*.

use crate::system::{holds, System};
use ark_bn254::Fr;
use ark_ec::{twisted_edwards::TECurveConfig, CurveGroup};
use ark_ff::{BigInteger, MontConfig, PrimeField};
use jmt_primitives::cell::{Cell, Region};
use jmt_zk_circuits::{
	baby_jubjub::{BabyJubjub, OrderConfig, Point},
	place::{leaf, nullifier, public, show, Circuit, Sighting, Terms, LEVELS},
	Refused,
};
use jmt_zk_poseidon::{
	hash_two,
	lean_imt::{Path, Tree},
	Scalar,
};
use proptest::prelude::*;
use zeroize::{Zeroize, Zeroizing};

/// A cell of resolution 9 with its ancestors of 0 and 5, and a neighbour of the latter.
pub(crate) const CELL: u64 = 0x8928308280fffff;

pub(crate) fn cell() -> Cell {
	Cell::new(CELL).unwrap()
}

pub(crate) fn commitment(secret: &Scalar) -> Scalar {
	let point = Point::from(BabyJubjub::GENERATOR);
	let number = Fr::from(*secret).into_bigint();
	let point = TECurveConfig::mul_projective(&point, number.as_ref()).into_affine();
	hash_two(&point.x.into(), &point.y.into())
}

fn order() -> Fr {
	Fr::from_bigint(OrderConfig::MODULUS).unwrap()
}

const MINUTE: u32 = 29_700_000;

fn sighting(secret: Scalar, path: Path) -> Sighting {
	let commitment = commitment(&secret);
	let secret = Zeroizing::new(secret.into());
	Sighting { secret, commitment, cell: cell(), minute: MINUTE, path }
}

fn terms() -> Terms {
	Terms {
		region: Region::Within(cell().parent(5).unwrap()),
		first: MINUTE - 60,
		last: MINUTE + 60,
		scope: 77.into(),
		message: 88.into(),
	}
}

/// Alice's camera was seen by a gateway among 10 devices.
fn camera() -> Sighting {
	let secret = Scalar::from(4_444_444);
	let own = leaf(&commitment(&secret), cell(), MINUTE);
	let leaves: Vec<Scalar> = (0..10).map(|i| if i == 6 { own } else { i.into() }).collect();
	sighting(secret, Tree::from_leaves(&leaves).unwrap().path(6).unwrap())
}

fn circuit() -> Circuit {
	show(&camera(), &terms()).unwrap().1
}

/// A filling that uses every level.
pub(crate) fn deep() -> Circuit {
	let siblings = (0..LEVELS as u64).map(|i| Scalar::from(1000 + i)).collect();
	let sighting = sighting(99.into(), Path::new(0b1010_1100_0011_1010_0101, siblings).unwrap());
	show(&sighting, &terms()).unwrap().1
}

#[test]
fn it_holds_for_a_device_that_was_there() {
	assert!(holds(circuit()));
	assert!(holds(deep()));
}

#[test]
fn it_has_so_many_constraints() {
	let system = System::new(circuit());
	let hidden = system.wires.len() - system.public;
	println!(
		"place: {} constraints, {} public inputs, {hidden} hidden wires, {} coefficients",
		system.constraints(),
		system.public - 1,
		system.coefficients(),
	);
	assert_eq!((system.constraints(), system.public), (7_282, public::INPUTS + 1));
	assert_eq!(System::new(Circuit::blank()).constraints(), system.constraints());
}

#[test]
fn its_region_is_any_ancestor_of_the_cell_or_the_world() {
	let regions = (0..=9).map(|resolution| Region::Within(cell().parent(resolution).unwrap()));
	for region in regions.chain([Region::World]) {
		assert!(holds(show(&camera(), &Terms { region, ..terms() }).unwrap().1), "{region}");
	}
}

#[test]
fn its_span_holds_its_first_and_last_minute() {
	for (first, last) in [(MINUTE, MINUTE), (0, MINUTE), (MINUTE, u32::MAX), (0, u32::MAX)] {
		assert!(holds(show(&camera(), &Terms { first, last, ..terms() }).unwrap().1));
	}
}

#[test]
fn its_tree_may_have_any_depth_up_to_twenty() {
	for depth in [0, 1, 2, 19, 20] {
		let path = Path::new(0, vec![5.into(); depth]).unwrap();
		assert!(holds(show(&sighting(3.into(), path), &terms()).unwrap().1), "{depth}");
	}
}

#[test]
fn its_hidden_numbers_are_overwritten() {
	let mut circuit = deep();
	assert_ne!(circuit.levels, Circuit::blank().levels);
	let public = circuit.public;
	circuit.zeroize();
	let blank = Circuit::blank();
	assert_eq!(
		(circuit.secret, circuit.cell, circuit.minute),
		(blank.secret, blank.cell, blank.minute)
	);
	assert_eq!((circuit.levels, circuit.public), (blank.levels, public));
}

#[test]
fn its_nullifier_is_one_a_scope_whatever_the_cell_and_minute() {
	let alias = |scope: u64, minute| {
		let sighting = Sighting { minute, ..camera() };
		show(&sighting, &Terms { scope: scope.into(), ..terms() }).unwrap().0.nullifier
	};
	assert_eq!(alias(1, MINUTE), alias(1, MINUTE + 1));
	assert_ne!(alias(1, MINUTE), alias(2, MINUTE));
	// Semaphore's in the same scope is another.
	assert_ne!(alias(1, MINUTE), hash_two(&1.into(), &(*camera().secret).into()));
}

#[test]
fn secrets_up_to_the_order_are_taken() {
	for secret in [Fr::from(0), Fr::from(1), order() - Fr::from(1)] {
		let sighting = sighting(secret.into(), Path::new(0, vec![]).unwrap());
		assert!(holds(show(&sighting, &terms()).unwrap().1), "{secret}");
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(12))]

	/// The mask decides as `Region::contains` does.
	#[test]
	fn its_mask_is_containment(digits in any::<u64>(), base in 0_u64..122, fine in 0_u32..=15, coarse in 0_u32..=15) {
		let number = |digits: u64, resolution: u32| {
			let used = 3 * resolution;
			let tail = (1_u64 << (45 - used)) - 1;
			let digits = (0..15).fold(0, |all, at| (all << 3) | ((digits >> (3 * at)) % 7));
			Cell::new(1 << 59 | u64::from(resolution) << 52 | base << 45 | (digits & !tail) | tail)
		};
		// Digits of the second may differ late, so that some regions hold the cell and some do not.
		if let (Ok(cell), Ok(other)) = (number(digits, fine), number(digits ^ 1 << 30, coarse)) {
			let (mask, prefix) = public::region_bits(Region::Within(other));
			prop_assert_eq!(cell.number() & mask == prefix, other.contains(cell));
		}
	}
}

mod reject {
	use super::*;

	#[test]
	fn facts_that_are_false() {
		let region = Region::Within(Cell::new(0x8f2830828052d25).unwrap());
		let outside = show(&camera(), &Terms { region, ..terms() });
		assert_eq!(outside.err(), Some(Refused::OutsideRegion));
		for (first, last) in [(MINUTE + 1, MINUTE + 2), (0, MINUTE - 1), (MINUTE + 1, MINUTE - 1)] {
			let outside = show(&camera(), &Terms { first, last, ..terms() });
			assert_eq!(outside.err(), Some(Refused::OutsideSpan));
		}
		let path = Path::new(0, vec![5.into(); LEVELS + 1]).unwrap();
		let deep = show(&sighting(3.into(), path), &terms());
		assert_eq!(deep.err(), Some(Refused::TooDeep(LEVELS)));
	}

	/// A true filling, then changed.
	fn changed(change: impl FnOnce(&mut Circuit)) -> bool {
		let mut circuit = circuit();
		change(&mut circuit);
		holds(circuit)
	}

	#[test]
	fn another_root_or_nullifier_or_scope() {
		for input in [0, 1, 3] {
			assert!(!changed(|circuit| circuit.public[input] += Fr::from(1)), "{input}");
		}
	}

	#[test]
	fn another_devices_secret() {
		assert!(!changed(|circuit| {
			circuit.secret += Fr::from(1);
			let [_, alias, _, scope, ..] = &mut circuit.public;
			*alias = nullifier(&(*scope).into(), &circuit.secret.into()).into();
		}));
	}

	#[test]
	fn a_second_nullifier_by_the_secret_plus_the_order() {
		let twin = |extra: Fr| {
			let mut circuit = circuit();
			circuit.secret += extra;
			let [_, alias, _, scope, ..] = &mut circuit.public;
			*alias = nullifier(&(*scope).into(), &circuit.secret.into()).into();
			circuit
		};
		// The same point and fewer than 2^251: the bits alone would take it.
		let secret = twin(order()).secret;
		assert!(secret.into_bigint().num_bits() <= 251);
		let twice = commitment(&secret.into());
		assert_eq!(twice, camera().commitment);
		assert!(holds(twin(Fr::from(0))) && !holds(twin(order())));
		// The order itself, twin of 0.
		let zero = sighting(0.into(), Path::new(0, vec![]).unwrap());
		let mut circuit = show(&zero, &terms()).unwrap().1;
		circuit.secret = order();
		circuit.public[1] = nullifier(&terms().scope, &order().into()).into();
		assert!(!holds(circuit));
	}

	#[test]
	fn a_cell_outside_of_the_region() {
		// The neighbour's digit of resolution 5 differs.
		let (mask, prefix) = public::region_bits(terms().region);
		assert!(!changed(|circuit| circuit.public[5] = (prefix ^ 1 << 30).into()));
		// A finer region than the cell.
		let finer = cell().number() & !(0b1111 << 52) & !0b111;
		assert!(!changed(|circuit| {
			circuit.public[4] = u64::MAX.into();
			circuit.public[5] = finer.into();
		}));
		// A prefix with bits that the mask does not have.
		assert!(!changed(|circuit| circuit.public[5] = (prefix | !mask).into()));
		// The right cell for the region, but not the leaf's.
		assert!(!changed(|circuit| circuit.cell += Fr::from(1)));
	}

	#[test]
	fn masks_and_cells_of_more_than_64_bits() {
		let more = Fr::from(1_u128 << 64);
		assert!(!changed(|circuit| circuit.public[4] += more));
		// A leaf with a 65th bit, which the region would not look at.
		let cell = Fr::from(CELL) + more;
		assert!(!changed(|circuit| {
			let leaf = jmt_zk_poseidon::hash_three(
				&camera().commitment,
				&cell.into(),
				&u64::from(MINUTE).into(),
			);
			circuit.cell = cell;
			circuit.public[0] = camera().path.root(&leaf).into();
		}));
	}

	/// A circuit whose leaf has this minute, whatever it is.
	fn at(minute: Fr, first: Fr, last: Fr) -> bool {
		changed(|circuit| {
			let leaf =
				jmt_zk_poseidon::hash_three(&camera().commitment, &CELL.into(), &minute.into());
			circuit.minute = minute;
			circuit.public[0] = camera().path.root(&leaf).into();
			circuit.public[6] = first;
			circuit.public[7] = last;
		})
	}

	#[test]
	fn a_minute_outside_of_the_span() {
		let number = |number: u32| Fr::from(number);
		assert!(at(number(15), number(10), number(20)));
		assert!(at(number(10), number(10), number(20)) && at(number(20), number(10), number(20)));
		assert!(!at(number(9), number(10), number(20)));
		assert!(!at(number(21), number(10), number(20)));
		// A span that ends before it begins holds nothing.
		assert!(!at(number(15), number(20), number(10)));
		// Minutes that are negative, or that wrap around.
		assert!(!at(-number(5), number(0), number(20)));
		assert!(!at(Fr::from(1_u64 << 33), number(0), number(u32::MAX)));
		assert!(!at(Fr::from(2).inverse_of(), number(0), number(u32::MAX)));
		// The right minute for the span, but not the leaf's.
		assert!(!changed(|circuit| circuit.minute += Fr::from(1)));
	}

	/// 1/2 is a number that no small one equals.
	trait Inverse {
		fn inverse_of(self) -> Self;
	}

	impl Inverse for Fr {
		fn inverse_of(self) -> Self {
			ark_ff::Field::inverse(&self).unwrap()
		}
	}

	#[test]
	fn another_path() {
		let length = camera().path.siblings().len();
		for level in 0..length {
			assert!(!changed(|circuit| circuit.levels[level].sibling += Fr::from(1)), "{level}");
			assert!(!changed(|circuit| {
				let right = &mut circuit.levels[level].right;
				*right = Fr::from(1) - *right;
			}));
			assert!(!changed(|circuit| circuit.levels[level].taken = Fr::from(0)));
		}
		assert!(!changed(|circuit| circuit.levels[length].taken = Fr::from(1)));
	}

	#[test]
	fn bits_of_a_path_that_are_none() {
		for value in [Fr::from(2), -Fr::from(1), Fr::from(2).inverse_of()] {
			assert!(!changed(|circuit| circuit.levels[0].right = value));
			assert!(!changed(|circuit| circuit.levels[0].taken = value));
			// Of a level that is not taken, where they would change nothing.
			assert!(!changed(|circuit| circuit.levels[LEVELS - 1].right = value));
		}
	}
}
