//! Tests of the whole: programs through profile, pass and both engines.

mod endings;
mod golden;
mod host_calls;
mod modules;
mod profile;
mod public;
mod strangers;

use crate::{
	engine::{Call, Compiler, Engine, Interpreter, Run},
	prepare::Prepared,
};
use wasmtime::OptLevel;

/// Fuel that is more than any program here uses unless it is about fuel.
const FUEL: u64 = 50_000_000;

/// Pages for programs that are not about memory.
const PAGES: u32 = 16;

/// A call without input.
const CALL: Call<'static> = Call { input: b"", arguments: b"", fuel: FUEL, output: 1_024 };

/// Both engines.
struct Engines {
	interpreter: Interpreter,
	compiler: Compiler,
}

impl Engines {
	fn new() -> Self {
		Self { interpreter: Interpreter::new(), compiler: Compiler::new(OptLevel::Speed) }
	}

	/// The run on both, which has to be the same.
	fn run(&self, prepared: &Prepared, call: &Call<'_>) -> Run {
		let interpreted = self.interpreter.run(prepared, call).expect("wasmi runs it");
		let compiled = self.compiler.run(prepared, call).expect("wasmtime runs it");
		assert_eq!(interpreted, compiled);
		interpreted
	}

	/// Runs text.
	fn run_text(&self, text: &str, call: &Call<'_>) -> Run {
		self.run(&prepared(text), call)
	}
}

/// A prepared program from text.
fn prepared(text: &str) -> Prepared {
	Prepared::new(&binary(text), PAGES).expect("a program of profile 1")
}

/// A program from text.
fn binary(text: &str) -> Vec<u8> {
	wat::parse_str(text).expect("text of a module")
}

/// A command with this body and these items before it.
fn command(items: &str, body: &str) -> String {
	format!(r#"(module {items} (memory (export "memory") 1) (func (export "_start") {body}))"#)
}
