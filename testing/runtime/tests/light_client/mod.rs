//! A light client runs the runtime itself and knows the standard host functions only: a call to another
//! one traps there, and tools on top of it drop the transaction silently.

mod access;
mod executes;
mod host_functions;
mod vm;
mod wasm;

use jmt_runtime::WASM_BINARY_BLOATY;

/// The runtime as WASM, neither compacted nor compressed: it imports at least what the compacted one does.
fn runtime() -> &'static [u8] {
	WASM_BINARY_BLOATY.expect(
		"this test needs the runtime as WASM, which this build left out: build without SKIP_WASM_BUILD",
	)
}

#[test]
fn it_imports_only_what_smoldot_knows() {
	let imports = wasm::imports(runtime()).expect("the runtime is well-formed WASM");
	let functions: Vec<_> = imports
		.iter()
		.filter(|import| import.kind == wasm::Kind::Function)
		.map(|import| import.name.as_str())
		.collect();
	assert!(
		functions.contains(&"ext_storage_set_version_1")
			|| functions.contains(&"ext_storage_get_version_1"),
		"the runtime reads storage, so the imports were not read right: {functions:?}"
	);
	let foreign: Vec<_> = functions
		.iter()
		.filter(|name| host_functions::KNOWN.binary_search(name).is_err())
		.collect();
	assert!(foreign.is_empty(), "smoldot does not know {foreign:?}");
}

#[test]
fn it_imports_from_the_environment_only() {
	let imports = wasm::imports(runtime()).expect("the runtime is well-formed WASM");
	assert!(imports.iter().all(|import| import.module == "env"), "{imports:?}");
}

#[test]
fn the_list_of_known_functions_is_sorted() {
	assert!(host_functions::KNOWN.windows(2).all(|pair| pair[0] < pair[1]));
}
