//! Profile 1: the programs that every worker runs.
//!
//! A program is a core module of WebAssembly with the proposals that compilers use by default (mutable globals, sign
//! extension, saturating conversion, several values, bulk memory, references to functions), one memory that it exports
//! as `memory`, a function `_start` without parameters or results, and imports from WASI preview 1 alone, each with
//! its own type. Floats are allowed, since the pass settles their NaNs. Everything has a bound ([`bounds`]), among them
//! those that an engine has by itself, so that no engine refuses what another one takes.
//!
//! Active segments have to fit memory and tables as they are at the start: so no instance fails for a cause in the
//! program, and one that fails tells about the machine.

pub mod bounds;
mod features;
mod refused;

pub(crate) use refused::shown;
pub use refused::Refused;

use crate::wasi::{self, Value};
use wasmparser::{
	ConstExpr, DataKind, ElementItems, ElementKind, ExternalKind, FuncType, MemoryType, Operator,
	Parser, Payload, TableType, TypeRef, ValType,
};

/// The name of the function that a command begins with.
const ENTRY: &str = "_start";

/// The name by which host calls find the memory.
const MEMORY: &str = "memory";

/// A page of memory in bytes.
const PAGE_BYTES: u64 = 65_536;

/// A program of profile 1, and what the pass has to know of it.
#[derive(Debug)]
pub(crate) struct Program<'a> {
	/// Its bytes.
	pub(crate) wasm: &'a [u8],
	/// Its types.
	pub(crate) types: Vec<FuncType>,
	/// Functions that it imports.
	pub(crate) imported: u32,
	/// The types of all functions, the imported ones first.
	pub(crate) functions: Vec<u32>,
	/// Its tables.
	pub(crate) tables: Vec<TableType>,
	/// Its memory.
	pub(crate) memory: MemoryType,
	/// Globals.
	pub(crate) globals: u32,
	/// The function that runs first, if it has one.
	pub(crate) start: Option<u32>,
	/// `_start`.
	pub(crate) entry: u32,
}

/// Checks that a program is one of profile 1.
///
/// # Errors
/// The first cause why it is not.
pub fn check(wasm: &[u8]) -> Result<(), Refused> {
	parse(wasm).map(|_| ())
}

/// Checks a program and reads the parts that the pass needs.
pub(crate) fn parse(wasm: &[u8]) -> Result<Program<'_>, Refused> {
	if wasm.len() > bounds::PROGRAM_BYTES {
		return Err(Refused::TooLarge { bytes: wasm.len(), most: bounds::PROGRAM_BYTES });
	}
	if Parser::is_component(wasm) {
		return Err(Refused::Component);
	}
	if let Some(fault) = features::fault(wasm, features::PROFILE) {
		return Err(match features::beyond(wasm) {
			Some(names) => Refused::Beyond(names),
			None => Refused::Malformed(shown(&fault)),
		});
	}
	let mut draft = Draft { wasm, ..Draft::default() };
	for payload in Parser::new(0).parse_all(wasm) {
		draft.take(payload.map_err(malformed)?)?;
	}
	draft.finish()
}

/// A part that a reader does not read although the validator passed it. The validator leaves none of the kind.
pub(crate) fn malformed(error: impl std::fmt::Display) -> Refused {
	Refused::Malformed(shown(&error.to_string()))
}

/// A program while its sections are read.
#[derive(Default)]
struct Draft<'a> {
	wasm: &'a [u8],
	types: Vec<FuncType>,
	imported: u32,
	functions: Vec<u32>,
	bodies: u32,
	tables: Vec<TableType>,
	memory: Option<MemoryType>,
	memory_exported: bool,
	globals: u32,
	start: Option<u32>,
	entry: Option<u32>,
	elements: u64,
}

impl<'a> Draft<'a> {
	fn take(&mut self, payload: Payload<'a>) -> Result<(), Refused> {
		match payload {
			Payload::TypeSection(section) => {
				at_most("types", section.count().into(), bounds::TYPES)?;
				for function in section.into_iter_err_on_gc_types() {
					let function = function.map_err(malformed)?;
					at_most("parameters of a type", long(function.params()), bounds::PARAMETERS)?;
					at_most("results of a type", long(function.results()), bounds::RESULTS)?;
					self.types.push(function);
				}
			},
			Payload::ImportSection(section) => {
				at_most("imports", section.count().into(), bounds::IMPORTS)?;
				for import in section {
					let import = import.map_err(malformed)?;
					self.import(import.module, import.name, import.ty)?;
				}
			},
			Payload::FunctionSection(section) => {
				let all = u64::from(section.count()).saturating_add(self.imported.into());
				at_most("functions", all, bounds::FUNCTIONS)?;
				for function in section {
					self.functions.push(function.map_err(malformed)?);
				}
			},
			Payload::TableSection(section) => {
				at_most("tables", section.count().into(), bounds::TABLES)?;
				for table in section {
					let table = table.map_err(malformed)?.ty;
					at_most("elements in a table", table.initial, bounds::TABLE_ELEMENTS)?;
					self.tables.push(table);
				}
			},
			Payload::MemorySection(section) => {
				for memory in section {
					self.memory = Some(memory.map_err(malformed)?);
				}
			},
			Payload::GlobalSection(section) => {
				self.globals = section.count();
				at_most("globals", self.globals.into(), bounds::GLOBALS)?;
			},
			Payload::ExportSection(section) => {
				at_most("exports", section.count().into(), bounds::EXPORTS)?;
				for export in section {
					let export = export.map_err(malformed)?;
					match (export.name, export.kind) {
						(ENTRY, ExternalKind::Func) => self.entry = Some(export.index),
						(MEMORY, ExternalKind::Memory) => self.memory_exported = true,
						_ => {},
					}
				}
			},
			Payload::StartSection { func, .. } => self.start = Some(func),
			Payload::ElementSection(section) => {
				at_most("element segments", section.count().into(), bounds::ELEMENT_SEGMENTS)?;
				for (index, segment) in (0..).zip(section) {
					let segment = segment.map_err(malformed)?;
					self.elements(index, segment.kind, &segment.items)?;
				}
			},
			Payload::DataSection(section) => {
				at_most("data segments", section.count().into(), bounds::DATA_SEGMENTS)?;
				for (index, segment) in (0..).zip(section) {
					let segment = segment.map_err(malformed)?;
					let DataKind::Active { offset_expr, .. } = segment.kind else { continue };
					let bytes =
						self.memory.map_or(0, |memory| memory.initial.saturating_mul(PAGE_BYTES));
					if end(&offset_expr, segment.data.len())? > bytes {
						return Err(Refused::SegmentOutside {
							what: "data",
							index,
							home: "memory",
						});
					}
				}
			},
			Payload::CodeSectionEntry(body) => {
				let function = self.imported.saturating_add(self.bodies);
				self.bodies = self.bodies.saturating_add(1);
				let bytes = body.range().len();
				if bytes > bounds::FUNCTION_BYTES {
					return Err(Refused::FunctionTooLarge {
						function,
						bytes,
						most: bounds::FUNCTION_BYTES,
					});
				}
				let mut locals = self.type_of(function).map_or(0, |kind| long(kind.params()));
				for group in body.get_locals_reader().map_err(malformed)? {
					let (number, _) = group.map_err(malformed)?;
					locals = locals.saturating_add(number.into());
				}
				at_most("locals in a function", locals, bounds::LOCALS)?;
			},
			_ => {},
		}
		Ok(())
	}

	fn import(&mut self, module: &str, name: &str, kind: TypeRef) -> Result<(), Refused> {
		if module != wasi::MODULE {
			return Err(Refused::ForeignImport { module: shown(module), name: shown(name) });
		}
		let TypeRef::Func(kind) = kind else {
			return Err(Refused::NoFunction(shown(name)));
		};
		let known = wasi::find(name).ok_or_else(|| Refused::UnknownFunction(shown(name)))?;
		let parameters = known.parameters.iter().map(|value| match value {
			Value::I32 => ValType::I32,
			Value::I64 => ValType::I64,
		});
		let results: &[_] = if known.returns { &[ValType::I32] } else { &[] };
		let found = usize::try_from(kind).ok().and_then(|kind| self.types.get(kind));
		if !found.is_some_and(|found| {
			parameters.eq(found.params().iter().copied()) && found.results() == results
		}) {
			return Err(Refused::WrongType(shown(name)));
		}
		self.imported = self.imported.saturating_add(1);
		self.functions.push(kind);
		Ok(())
	}

	fn elements(
		&mut self,
		index: u32,
		kind: ElementKind<'_>,
		items: &ElementItems<'_>,
	) -> Result<(), Refused> {
		let number = match items {
			ElementItems::Functions(items) => items.count(),
			ElementItems::Expressions(_, items) => items.count(),
		};
		self.elements = self.elements.saturating_add(number.into());
		at_most("elements in segments", self.elements, bounds::SEGMENT_ELEMENTS)?;
		let ElementKind::Active { table_index, offset_expr } = kind else { return Ok(()) };
		let table = usize::try_from(table_index.unwrap_or(0)).ok();
		let size = table.and_then(|table| self.tables.get(table)).map_or(0, |table| table.initial);
		// cast: a count of 32 bits, as a length.
		if end(&offset_expr, number as usize)? > size {
			return Err(Refused::SegmentOutside { what: "element", index, home: "table" });
		}
		Ok(())
	}

	fn type_of(&self, function: u32) -> Option<&FuncType> {
		let kind = self.functions.get(usize::try_from(function).ok()?)?;
		self.types.get(usize::try_from(*kind).ok()?)
	}

	fn finish(self) -> Result<Program<'a>, Refused> {
		let memory = self.memory.ok_or(Refused::NoMemory)?;
		if !self.memory_exported {
			return Err(Refused::MemoryNotExported);
		}
		let entry = self.entry.ok_or(Refused::NoEntry)?;
		let kind = self.type_of(entry).ok_or(Refused::NoEntry)?;
		if !(kind.params().is_empty() && kind.results().is_empty()) {
			return Err(Refused::WrongEntry);
		}
		Ok(Program {
			wasm: self.wasm,
			types: self.types,
			imported: self.imported,
			functions: self.functions,
			tables: self.tables,
			memory,
			globals: self.globals,
			start: self.start,
			entry,
		})
	}
}

fn long<T>(list: &[T]) -> u64 {
	// cast: lengths in memory fit 64 bits.
	list.len() as u64
}

fn at_most(what: &'static str, found: u64, most: u64) -> Result<(), Refused> {
	if found > most {
		return Err(Refused::TooMany { what, found, most });
	}
	Ok(())
}

/// Where an active segment ends. Without imported globals and extended expressions its offset is a constant.
fn end(offset: &ConstExpr<'_>, length: usize) -> Result<u64, Refused> {
	let mut operators = offset.get_operators_reader();
	match operators.read().map_err(malformed)? {
		// cast: offsets are unsigned, lengths fit 64 bits.
		Operator::I32Const { value } => Ok(u64::from(value as u32).saturating_add(length as u64)),
		other => Err(malformed(format!("the offset of a segment is {other:?}"))),
	}
}
