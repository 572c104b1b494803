//! Fixed ends of fixed programs: profile 1 is protocol, and a change of one of these numbers makes another profile.

use super::{prepared, Engines, CALL};
use crate::{
	engine::{Call, Run},
	hash::blake2_256,
};

/// Programs, each with what it is given.
const PROGRAMS: &[(&str, &str, Call<'static>)] = &[
	(
		"echo",
		include_str!("programs/echo.wat"),
		Call { input: b"Seven bytes, then five, and so on to the end.", ..CALL },
	),
	("sieve", include_str!("programs/sieve.wat"), CALL),
	("recursion", include_str!("programs/recursion.wat"), CALL),
	("nan", include_str!("programs/nan.wat"), CALL),
	("bulk", include_str!("programs/bulk.wat"), CALL),
	("branches", include_str!("programs/branches.wat"), Call { input: b"0123456789 abc", ..CALL }),
	("start", include_str!("programs/start.wat"), CALL),
	("grow", include_str!("programs/grow.wat"), CALL),
	("exit", include_str!("programs/exit.wat"), CALL),
	("flood", include_str!("programs/flood.wat"), CALL),
	("chance", include_str!("programs/chance.wat"), Call { input: b"seed", ..CALL }),
	(
		"arguments",
		include_str!("programs/arguments.wat"),
		Call { arguments: b"-c\0\0--name=value", ..CALL },
	),
	("endless", include_str!("programs/endless.wat"), Call { fuel: 123_456, ..CALL }),
	("deep", include_str!("programs/deep.wat"), CALL),
];

/// Their ends.
const ENDS: &str = include_str!("programs/ends.txt");

/// A line about a run.
fn line(name: &str, run: &Run) -> String {
	let outcome = run.outcome();
	let memory = run.memory.map_or("none".to_string(), hex::encode);
	let (length, output) = (outcome.output.length, hex::encode(outcome.output.hash));
	let digest = hex::encode(outcome.digest().0);
	format!(
		"{name}: {:?}, fuel {}\n\toutput {length} {output}\n\tmemory {memory}\n\tdigest {digest}\n",
		run.ending, run.fuel
	)
}

#[test]
fn it_ends_as_it_always_did() {
	let engines = Engines::new();
	let ends: String = PROGRAMS
		.iter()
		.map(|(name, text, call)| line(name, &engines.run_text(text, call)))
		.collect();
	assert_eq!(ends, ENDS, "they end so:\n{ends}");
}

#[test]
fn it_ends_for_want_of_one_unit_of_fuel() {
	use crate::engine::Ending;
	let engines = Engines::new();
	for (name, text, call) in PROGRAMS {
		let prepared = prepared(text);
		let whole = engines.run(&prepared, call);
		let enough = engines.run(&prepared, &Call { fuel: whole.fuel, ..*call });
		assert_eq!(enough, whole, "{name}");
		let short = Call { fuel: whole.fuel - 1, ..*call };
		let run = engines.run(&prepared, &short);
		assert_eq!((run.ending, run.fuel), (Ending::OutOfFuel, whole.fuel - 1), "{name}");
		assert!(run.memory.is_some(), "{name}");
	}
}

#[test]
fn it_reads_what_the_programs_say() {
	let engines = Engines::new();
	let output = |wanted: &str| {
		let (_, text, call) =
			PROGRAMS.iter().find(|(name, ..)| *name == wanted).expect("a program");
		engines.run_text(text, call).output
	};
	assert_eq!(output("echo"), b"Seven bytes, then five, and so on to the end.");
	assert_eq!(output("sieve"), 1_229_u32.to_le_bytes());
	let recursion = output("recursion");
	assert_eq!(recursion[..8], 610_u64.to_le_bytes());
	assert_eq!(output("start"), b"start");
	let grown = output("grow");
	assert_eq!(
		grown,
		[u32::MAX.to_le_bytes(), u32::MAX.to_le_bytes(), 16_u32.to_le_bytes()].concat()
	);
	let flood = output("flood");
	assert_eq!((flood.len(), &flood[..14]), (1_024, &b"abcdefgabcdefg"[..]));
	let arguments = output("arguments");
	let strings = b"program\0-c\0\0--name=value\0";
	assert_eq!(arguments[..4], 4_u32.to_le_bytes());
	assert_eq!(arguments[4..8], 25_u32.to_le_bytes());
	assert_eq!(arguments[8..16], [0; 8]);
	assert_eq!(arguments[16..20], [8, 76, 8, 21]);
	assert_eq!(&arguments[64..64 + strings.len()], strings);
}

#[test]
fn it_makes_every_nan_canonical() {
	let engines = Engines::new();
	let (_, text, call) = PROGRAMS.iter().find(|(name, ..)| *name == "nan").expect("a program");
	let output = engines.run_text(text, call).output;
	for (place, word) in output[..48].chunks(4).enumerate() {
		assert_eq!(word, 0x7fc0_0000_u32.to_le_bytes(), "single {place}");
	}
	for (place, word) in output[48..144].chunks(8).enumerate() {
		assert_eq!(word, 0x7ff8_0000_0000_0000_u64.to_le_bytes(), "double {place}");
	}
	let numbers = [(0.1_f32 + 0.2).to_le_bytes(), (-0.0_f32).to_le_bytes()].concat();
	assert_eq!(output[144..152], numbers);
	assert_eq!(output[152..160], 2_f64.sqrt().to_le_bytes());
	assert_eq!(output[160..168], f64::INFINITY.to_le_bytes());
	// Operations about bits keep a payload.
	let bits =
		[0xff80_0001_u32, 0x7fc0_0003, 0xff80_0001, 0x7f80_0001].map(u32::to_le_bytes).concat();
	assert_eq!(output[168..184], bits);
	let bits = [
		0xfff0_0000_0000_0001_u64,
		0x7ff8_0000_0000_0003,
		0xfff0_0000_0000_0001,
		0x7ff0_0000_0000_0001,
	];
	assert_eq!(output[184..216], bits.map(u64::to_le_bytes).concat());
	assert_eq!(output[216..224], [0, 0, 0, 0, 1, 0, 0, 0]);
}

#[test]
fn it_keeps_the_bits_of_constants() {
	let text = super::command(
		"(global $single f32 (f32.const nan:0x1)) (global $double f64 (f64.const -nan:0x1))",
		"(f32.store (i32.const 0) (global.get $single))
		(f64.store (i32.const 8) (global.get $double))
		(f32.store (i32.const 4) (f32.const -nan:0x2))
		(f64.store (i32.const 16) (f64.const nan:0x2))",
	);
	let mut memory = vec![0; 65_536];
	memory[..8].copy_from_slice(&[0x7f80_0001_u32, 0xff80_0002].map(u32::to_le_bytes).concat());
	let doubles = [0xfff0_0000_0000_0001_u64, 0x7ff0_0000_0000_0002];
	memory[8..24].copy_from_slice(&doubles.map(u64::to_le_bytes).concat());
	assert_eq!(Engines::new().run_text(&text, &CALL).memory, Some(blake2_256(&memory).into()));
}
