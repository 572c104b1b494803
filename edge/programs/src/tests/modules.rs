//! Generated modules: wasmi and wasmtime agree about each, inside of its fuel and one short of it.

use crate::{
	engine::{Call, Compiler, Ending, Engine, Interpreter},
	prepare::Prepared,
};
use arbitrary::Unstructured;
use std::{collections::BTreeMap, convert::Infallible};
use wasm_encoder::{
	reencode::{Error, Reencode},
	ExportKind, ExportSection, HeapType,
};
use wasm_smith::{Config, Module};
use wasmtime::OptLevel;

/// Set in the environment, it lets the test take all modules.
const ALL: &str = "JMT_ALL_INPUTS";

/// Modules that run without it, which take a few seconds.
const FEW: u64 = 300;

/// All modules that run.
const MANY: u64 = 5_000;

/// Fuel for a generated program, which may not end by itself.
const FUEL: u64 = 3_000_000;

/// The exports and imports of generated modules.
const EXPORTS: &str = r#"(module (func (export "_start")))"#;
const IMPORTS: &str = r#"(module
	(import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
	(import "wasi_snapshot_preview1" "fd_read" (func (param i32 i32 i32 i32) (result i32)))
	(import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
	(import "wasi_snapshot_preview1" "clock_time_get" (func (param i32 i64 i32) (result i32)))
	(import "wasi_snapshot_preview1" "args_get" (func (param i32 i32) (result i32)))
	(import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
	(import "wasi_snapshot_preview1" "sched_yield" (func (result i32))))"#;

/// Bytes by a counter: SplitMix64.
fn bytes(seed: u64, length: usize) -> Vec<u8> {
	let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
	let next = || {
		state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut word = state;
		word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		(word ^ (word >> 31)).to_le_bytes()
	};
	std::iter::repeat_with(next).flatten().take(length).collect()
}

/// A module that is almost one of the profile.
fn module(seed: u64) -> Option<Vec<u8>> {
	let wat = |text| Some(wat::parse_str(text).expect("text of a module"));
	let config = Config {
		available_imports: wat(IMPORTS),
		exports: wat(EXPORTS),
		allow_start_export: true,
		exceptions_enabled: false,
		extended_const_enabled: false,
		gc_enabled: false,
		max_data_segments: 8,
		max_elements: 50,
		max_funcs: 12,
		max_instructions: 200,
		max_memories: 1,
		max_memory32_bytes: 16 * 65_536,
		max_table_elements: 1_000,
		max_tables: 3,
		memory64_enabled: false,
		min_memories: 1,
		min_funcs: 1,
		min_tables: 1,
		reference_types_enabled: true,
		relaxed_simd_enabled: false,
		simd_enabled: false,
		tail_call_enabled: false,
		threads_enabled: false,
		..Config::default()
	};
	let bytes = bytes(seed, 2_000);
	Module::new(config, &mut Unstructured::new(&bytes)).ok().map(|module| module.to_bytes())
}

/// Exports the memory besides `_start`, and makes each reference one to a function: the profile knows no other.
struct Fitting;

impl Reencode for Fitting {
	type Error = Infallible;

	fn heap_type(&mut self, _: wasmparser::HeapType) -> Result<HeapType, Error> {
		Ok(HeapType::FUNC)
	}

	fn parse_export_section(
		&mut self,
		exports: &mut ExportSection,
		section: wasmparser::ExportSectionReader<'_>,
	) -> Result<(), Error> {
		for export in section {
			let export = export?;
			if export.name == "_start" {
				self.parse_export(exports, export);
			}
		}
		exports.export("memory", ExportKind::Memory, 0);
		Ok(())
	}
}

/// The module as one of the profile.
fn fitting(module: &[u8]) -> Vec<u8> {
	let mut fitting = wasm_encoder::Module::new();
	let parser = wasmparser::Parser::new(0);
	Fitting.parse_core_module(&mut fitting, parser, module).expect("a valid module");
	fitting.finish()
}

#[test]
fn it_ends_alike_for_generated_modules() {
	let interpreter = Interpreter::new();
	let (compiler, plain) = (Compiler::new(OptLevel::Speed), Compiler::new(OptLevel::None));
	let modules = if std::env::var_os(ALL).is_some() { MANY } else { FEW };
	let mut endings = BTreeMap::<String, u64>::new();
	let mut count = |name: &str| *endings.entry(name.to_string()).or_default() += 1;
	let call = Call { input: b"some input", arguments: b"-x", fuel: FUEL, output: 256 };
	let (mut seeds, mut ran) = (0..2 * modules, 0);
	while ran < modules {
		let seed = seeds.next().expect("most modules run");
		let Some(module) = module(seed) else {
			count("not generated");
			continue;
		};
		let prepared = match Prepared::new(&fitting(&module), 16) {
			Ok(prepared) => prepared,
			Err(refused) => {
				count(&refused.to_string());
				continue;
			},
		};
		let run = interpreter.run(&prepared, &call).expect("wasmi runs it");
		let compiled = compiler.run(&prepared, &call).expect("wasmtime runs it");
		assert_eq!(run, compiled, "module {seed}");
		ran += 1;
		count(match run.ending {
			Ending::Finished { .. } => "Finished",
			Ending::Trapped => "Trapped",
			Ending::OutOfFuel => "OutOfFuel",
			Ending::StackExhausted => "StackExhausted",
			Ending::OutputTooLong => "OutputTooLong",
		});
		if run.fuel == 0 {
			continue;
		}
		let short = Call { fuel: run.fuel - 1, ..call };
		let run = interpreter.run(&prepared, &short).expect("wasmi runs it");
		let compiled = plain.run(&prepared, &short).expect("wasmtime runs it");
		assert_eq!(run, compiled, "module {seed}, one short");
		assert_eq!(run.ending, Ending::OutOfFuel, "module {seed}, one short");
	}
	eprintln!("{modules} modules: {endings:?}");
	let run: u64 = ["Finished", "Trapped", "OutOfFuel"]
		.iter()
		.map(|ending| endings.get(*ending).copied().unwrap_or_default())
		.sum();
	assert!(run * 2 > seeds.start, "most modules run: {endings:?}");
	for ending in ["Finished", "Trapped", "OutOfFuel"] {
		assert!(endings.contains_key(ending), "some end so: {ending}, {endings:?}");
	}
}
