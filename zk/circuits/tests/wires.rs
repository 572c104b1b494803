//! No hidden wire of a whole filling is free: changed alone, it breaks an equation.

use crate::{place, statistics, system::System};
use ark_bn254::Fr;

fn check(mut system: System) {
	assert!(system.holds());
	let one = Fr::from(1);
	for wire in system.public..system.wires.len() {
		let value = system.wires[wire];
		// The neighbour, the other bit, the number without its sign.
		for other in [value + one, value - one, one - value, -value] {
			assert!(other == value || !system.holds_with(&[(wire, other)]), "wire {wire}");
		}
	}
}

/// A bit of 2, or of -1, whose neighbour makes the sum right.
fn check_carries(mut system: System) {
	let (one, two) = (Fr::from(1), Fr::from(2));
	for wire in system.public..system.wires.len() - 1 {
		let (low, high) = (system.wires[wire], system.wires[wire + 1]);
		for (low, high) in [(low + two, high - one), (low - two, high + one)] {
			assert!(!system.holds_with(&[(wire, low), (wire + 1, high)]), "wire {wire}");
		}
	}
}

#[test]
fn of_place() {
	check(System::new(place::deep()));
}

#[test]
fn of_statistics() {
	check(System::new(statistics::full()));
}

#[test]
fn bits_are_bits_in_place() {
	check_carries(System::new(place::deep()));
}

#[test]
fn bits_are_bits_in_statistics() {
	check_carries(System::new(statistics::full()));
}
