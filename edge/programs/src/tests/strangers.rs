//! Bytes of strangers: each gives an answer, none a panic.

use super::{binary, Engines, CALL};
use crate::{engine::Call, prepare::Prepared, profile::check, wasi::World};
use proptest::prelude::*;

/// Programs to damage.
const PROGRAMS: [&str; 4] = [
	include_str!("programs/bulk.wat"),
	include_str!("programs/nan.wat"),
	include_str!("programs/recursion.wat"),
	include_str!("programs/branches.wat"),
];

proptest! {
	#[test]
	fn it_survives_any_bytes(bytes: Vec<u8>) {
		let _ = check(&bytes);
		prop_assert!(Prepared::new(&[b"\0asm\x01\0\0\0", bytes.as_slice()].concat(), 16).is_err());
	}

	#[test]
	fn it_survives_any_damage(
		program in prop::sample::select(&PROGRAMS[..]),
		damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
		cut: Option<prop::sample::Index>,
	) {
		let mut bytes = binary(program);
		for (place, byte) in damage {
			let place = place.index(bytes.len());
			bytes[place] = byte;
		}
		if let Some(cut) = cut {
			bytes.truncate(cut.index(bytes.len()));
		}
		if let Ok(prepared) = Prepared::new(&bytes, 16) {
			// Whatever became of it, both engines agree.
			let engines = Engines::new();
			engines.run(&prepared, &Call { fuel: 1_000_000, ..CALL });
		}
	}

	#[test]
	fn it_answers_any_host_call(
		function in 0..crate::wasi::FUNCTIONS.len(),
		arguments in prop::collection::vec(
			prop_oneof![any::<u64>(), 0_u64..4, 0_u64..300, Just(u64::from(u32::MAX))],
			0..10,
		),
		mut memory in prop::collection::vec(any::<u8>(), 0..300),
		fuel in 0_i64..2_000,
	) {
		let function = crate::wasi::FUNCTIONS[function].function;
		let mut world = World::new([0; 32], b"input", b"a\0b", 64);
		let mut guest = crate::wasi::Guest { memory: &mut memory, fuel };
		let answer = world.call(function, &arguments, &mut guest);
		prop_assert!(guest.fuel < fuel);
		prop_assert_eq!(answer.is_err(), world.stopped().is_some());
	}
}
