//! The pass: a program becomes a module that ends alike on every engine.
//!
//! It needs no engine, and is a function of the program and of the memory that the task allows. The prepared module
//!
//! * has fixed maxima of memory and tables, and its own `memory.grow` and `table.grow`: -1 past the maximum, and within
//!   it either success or a mark that the machine failed, which is no result;
//! * takes fuel in front of each straight run of instructions, by the analysis of `finite-wasm`, and traps when there is
//!   less than the run costs. Fuel is a mutable global that only added instructions reach;
//! * takes stack by the same analysis when a function is entered and gives it back on each way out: 8 bytes for each
//!   local and for the deepest operands, 64 for a call;
//! * replaces each NaN that a float operation made by the canonical one;
//! * exports [`RUN`], [`MEMORY`], [`FUEL`] and [`STACK`] and nothing else, and has no start function: [`RUN`] calls it, so
//!   that it is metered, and a trap in it leaves an instance to be read.
//!
//! A meter below zero says why a run trapped: no import is needed, and no call into the host for each charge. Custom
//! sections are left out.
//!
//! # Costs
//!
//! See the constants of [`cost`] and of [`crate::wasi`]; one of fuel is about a nanosecond of compiled code.
//!
//! | Work | Fuel |
//! |---|---|
//! | start of a run | 1 a byte of the program, 1 an element of its tables, 16,384 a page of memory |
//! | instruction, `br_table` and `call` included | 1 |
//! | `end`, `else` | 0 |
//! | float operation that can make a NaN | 4 |
//! | entering a function | 8, and 1 for eight locals |
//! | `call_indirect` | 4 |
//! | `memory.copy`, `.fill`, `.init` | 16, and 1 for eight bytes, paid before the bounds are looked at |
//! | `table.copy`, `.fill`, `.init` | 16, and 1 an element, likewise |
//! | `memory.grow` | 256, and 16,384 a page where it succeeds |
//! | `table.grow` | 256, and 1 an element where it succeeds |
//! | host call | 100, and 1 for eight bytes moved or 1 a random byte |

mod added;
mod body;
pub mod cost;
mod emit;
mod float;

use crate::{
	hash::blake2_256,
	profile::{self, bounds, malformed, Program, Refused},
};
use added::Added;
use finite_wasm::{Analysis, AnalysisOutcome};
use wasm_encoder::{
	reencode::{Reencode, RoundtripReencoder},
	CodeSection, ConstExpr, DataCountSection, DataSection, ElementSection, ExportKind,
	ExportSection, FunctionSection, GlobalSection, GlobalType, ImportSection, MemorySection,
	MemoryType, Module, TableSection, TypeSection, ValType,
};
use wasmparser::{Parser, Payload};

/// The export that runs a prepared module: `() -> ()`.
pub const RUN: &str = "run";

/// The exported memory.
pub const MEMORY: &str = "memory";

/// The exported global with the fuel that is left: `i64`, mutable, zero at first.
pub const FUEL: &str = "fuel";

/// The exported global with the stack that is left: `i64`, mutable, [`cost::STACK_BYTES`] at first.
pub const STACK: &str = "stack";

/// The value of [`FUEL`] once the machine had no memory for what the program may have.
pub const MACHINE_FAILED: i64 = i64::MIN;

/// A program that is ready for any engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
	wasm: Vec<u8>,
	program: [u8; 32],
}

impl Prepared {
	/// Checks a program and prepares it for at most `pages` pages of memory, of 64 KiB each, at most
	/// [`bounds::PAGES`].
	///
	/// # Errors
	/// Why the program is none of profile 1, or starts with more memory than that.
	pub fn new(program: &[u8], pages: u32) -> Result<Self, Refused> {
		let parsed = profile::parse(program)?;
		let most = u64::from(pages.min(bounds::PAGES));
		if parsed.memory.initial > most {
			return Err(Refused::MemoryBeyond { pages: parsed.memory.initial, most });
		}
		let most = parsed.memory.maximum.unwrap_or(u64::MAX).min(most);
		let analysis = Analysis::new()
			.with_stack(cost::Sizes)
			.with_gas(cost::Fees)
			.analyze(program)
			.map_err(malformed)?;
		Ok(Self { wasm: rewrite(&parsed, &analysis, most)?, program: blake2_256(program) })
	}

	/// A module as it is, which no pass has seen.
	#[cfg(test)]
	pub(crate) fn unchecked(module: &[u8]) -> Self {
		Self { wasm: module.to_vec(), program: blake2_256(module) }
	}

	/// The module.
	pub fn wasm(&self) -> &[u8] {
		&self.wasm
	}

	/// The hash of the program as it was posted.
	pub fn program(&self) -> [u8; 32] {
		self.program
	}
}

/// The sections of the new module, those that the program may not have as options.
#[derive(Default)]
struct Sections {
	types: TypeSection,
	imports: ImportSection,
	functions: FunctionSection,
	tables: TableSection,
	globals: GlobalSection,
	elements: ElementSection,
	data_count: Option<u32>,
	code: CodeSection,
	data: DataSection,
}

fn rewrite(
	program: &Program<'_>,
	analysis: &AnalysisOutcome,
	pages: u64,
) -> Result<Vec<u8>, Refused> {
	let mut added = Added::new(program)?;
	let mut sections = Sections::default();
	let mut place = 0_usize;
	let mut reencoder = RoundtripReencoder;
	for payload in Parser::new(0).parse_all(program.wasm) {
		match payload.map_err(malformed)? {
			Payload::TypeSection(section) => {
				reencoder.parse_type_section(&mut sections.types, section).map_err(malformed)?;
			},
			Payload::ImportSection(section) => {
				reencoder
					.parse_import_section(&mut sections.imports, section)
					.map_err(malformed)?;
			},
			Payload::FunctionSection(section) => {
				reencoder
					.parse_function_section(&mut sections.functions, section)
					.map_err(malformed)?;
			},
			Payload::TableSection(section) => {
				for table in section {
					let table = table.map_err(malformed)?.ty;
					let mut kind = reencoder.table_type(table).map_err(malformed)?;
					kind.maximum = Some(added::most_elements(&table));
					sections.tables.table(kind);
				}
			},
			Payload::GlobalSection(section) => {
				// Byte for byte: a constant that is a signalling NaN passes through no float register.
				let end = section.range().end;
				let mut starts = Vec::new();
				for global in section.into_iter_with_offsets() {
					starts.push(global.map_err(malformed)?.0);
				}
				let ends = starts.iter().copied().skip(1).chain([end]);
				for (from, to) in starts.iter().copied().zip(ends) {
					let missing = || malformed("a global outside of the module");
					sections.globals.raw(program.wasm.get(from..to).ok_or_else(missing)?);
				}
			},
			Payload::ElementSection(section) => {
				reencoder
					.parse_element_section(&mut sections.elements, section)
					.map_err(malformed)?;
			},
			Payload::DataCountSection { count, .. } => sections.data_count = Some(count),
			Payload::CodeSectionEntry(code) => {
				let found = body::Found::new(program, analysis, place)?;
				let function = body::rewrite(program, &mut added, &found, &code)?;
				let bytes = function.byte_len();
				if bytes > bounds::METERED_BYTES {
					return Err(Refused::FunctionTooLarge {
						function: found.index,
						bytes,
						most: bounds::METERED_BYTES,
					});
				}
				sections.code.function(&function);
				place = place.saturating_add(1);
			},
			Payload::DataSection(section) => {
				reencoder.parse_data_section(&mut sections.data, section).map_err(malformed)?;
			},
			_ => {},
		}
	}
	added.write_types(&mut sections.types);
	added.write_functions(program, &mut sections.functions);
	added.write_bodies(program, pages, &mut sections.code);
	for initial in [0, i64::try_from(cost::STACK_BYTES).map_err(malformed)?] {
		let kind = GlobalType { val_type: ValType::I64, mutable: true, shared: false };
		sections.globals.global(kind, &ConstExpr::i64_const(initial));
	}
	Ok(sections.write(program, &added, pages))
}

impl Sections {
	fn write(&self, program: &Program<'_>, added: &Added, pages: u64) -> Vec<u8> {
		let mut memory = MemorySection::new();
		memory.memory(MemoryType {
			minimum: program.memory.initial,
			maximum: Some(pages),
			memory64: false,
			shared: false,
			page_size_log2: None,
		});
		let mut exports = ExportSection::new();
		exports.export(RUN, ExportKind::Func, added.run);
		exports.export(MEMORY, ExportKind::Memory, 0);
		exports.export(FUEL, ExportKind::Global, added.meters.fuel);
		exports.export(STACK, ExportKind::Global, added.meters.stack);
		let mut module = Module::new();
		module.section(&self.types);
		module.section(&self.imports);
		module.section(&self.functions);
		module.section(&self.tables);
		module.section(&memory);
		module.section(&self.globals);
		module.section(&exports);
		module.section(&self.elements);
		if let Some(count) = self.data_count {
			module.section(&DataCountSection { count });
		}
		module.section(&self.code);
		module.section(&self.data);
		module.finish()
	}
}
