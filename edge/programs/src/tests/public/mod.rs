//! Programs that others published, where their files are at hand.
//!
//! Each run is compared four times: by wasmi and by wasmtime after the pass, by wasmtime without the pass, and with the
//! output that was written down of a wasmtime with its own WASI (`testing/fixtures/programs/outputs.py`).

mod commands;
mod drawings;

use crate::{
	engine::{Call, Compiled, Compiler, Ending, Engine, Interpreter, Run},
	hash::blake2_256,
	prepare::Prepared,
};
use wasmtime::OptLevel;

/// Set in the environment, it lets the tests take all inputs.
const ALL: &str = "JMT_ALL_INPUTS";

/// The folder of the inputs.
const INPUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testing/fixtures/programs/");

/// A line for each input: its name, the exit code, and the length and the hash of the output.
const OUTPUTS: &str = include_str!("../../../../../testing/fixtures/programs/outputs.txt");

/// Fuel that is more than any of these runs uses.
const FUEL: u64 = 10_000_000_000;

/// Pages that are more than any of these runs has.
const PAGES: u32 = 256;

/// Output that is more than any of these programs writes: four times a task's.
const OUTPUT: u32 = 65_536;

/// A program that others published, ready for each way to run it.
struct Published {
	arguments: &'static [u8],
	prepared: Prepared,
	interpreter: Interpreter,
	compiler: Compiler,
	metered: Compiled,
	bare: Compiled,
}

impl Published {
	/// The program whose path this variable holds. Without it there is nothing to run.
	fn of(variable: &str, arguments: &'static [u8]) -> Option<Self> {
		let program = program(variable)?;
		let prepared = Prepared::new(&program, PAGES).expect("a program of profile 1");
		let compiler = Compiler::new(OptLevel::Speed);
		let metered = compiler.compile(&prepared).expect("wasmtime takes it");
		let bare = compiler.compile_bare(&program).expect("wasmtime takes it as it is");
		let interpreter = Interpreter::new();
		Some(Self { arguments, prepared, interpreter, compiler, metered, bare })
	}

	/// The call for an input.
	fn call<'a>(&self, input: &'a [u8]) -> Call<'a> {
		Call { input, arguments: self.arguments, fuel: FUEL, output: OUTPUT }
	}

	/// The run after the pass, alike on both engines.
	fn run(&self, name: &str, call: &Call<'_>) -> Run {
		let interpreted = self.interpreter.run(&self.prepared, call).expect("wasmi runs it");
		let compiled = self.compiler.run_compiled(&self.metered, call).expect("wasmtime runs it");
		assert_eq!(interpreted.outcome().digest(), compiled.outcome().digest(), "{name}");
		assert_eq!(interpreted, compiled, "{name}");
		interpreted
	}

	/// The run after the pass, which ends as the program does without it and as it was written down.
	fn run_as_published(&self, name: &str, call: &Call<'_>) -> Run {
		let run = self.run(name, call);
		let bare = self.compiler.run_compiled(&self.bare, call).expect("wasmtime runs it");
		let errors = String::from_utf8_lossy(&run.errors);
		assert_eq!((run.ending, &run.output), (bare.ending, &bare.output), "{name}: {errors}");
		assert_eq!(Some(line(name, &run).as_str()), written(name), "{name}: {errors}");
		run
	}

	/// Runs it again with one unit of fuel less than a run used.
	fn run_one_short(&self, name: &str, call: &Call<'_>, whole: &Run) {
		let fuel = whole.fuel - 1;
		let short = self.run(name, &Call { fuel, ..*call });
		assert_eq!((short.ending, short.fuel), (Ending::OutOfFuel, fuel), "{name}, one short");
	}
}

/// The bytes of the program whose path this variable holds.
fn program(variable: &str) -> Option<Vec<u8>> {
	let Some(path) = std::env::var_os(variable) else {
		eprintln!("not run: {variable} names no file");
		return None;
	};
	Some(std::fs::read(path).expect("the program"))
}

/// Names of the inputs in a folder.
fn names(folder: &str) -> Vec<&'static str> {
	let names = OUTPUTS.lines().filter_map(|line| line.split(' ').next());
	names.filter(|name| name.starts_with(folder)).collect()
}

/// An input.
fn input(name: &str) -> Vec<u8> {
	std::fs::read(format!("{INPUTS}{name}")).expect("the input")
}

/// The line that was written down for an input.
fn written(name: &str) -> Option<&'static str> {
	OUTPUTS.lines().find(|line| line.split(' ').next() == Some(name))
}

/// The line for a run.
fn line(name: &str, run: &Run) -> String {
	let ending = match run.ending {
		Ending::Finished { code } => code.to_string(),
		other => format!("{other:?}"),
	};
	format!("{name} {ending} {} {}", run.output.len(), hex::encode(blake2_256(&run.output)))
}

/// Whether all inputs are to be taken.
fn all() -> bool {
	std::env::var_os(ALL).is_some()
}
