//! Additions of the pass to a module: types, two globals, and functions behind the program's own, so that no index of the
//! program moves.

use super::{
	cost,
	emit::{self, Meters},
};
use crate::profile::{bounds, malformed, Program, Refused};
use wasm_encoder::{
	reencode::{Reencode, RoundtripReencoder},
	BlockType, CodeSection, Function, FunctionSection, RefType, TypeSection, ValType,
};

/// Types, globals and functions that are added.
pub(super) struct Added {
	/// The two globals.
	pub(super) meters: Meters,
	/// `() -> ()`: pays for the start, runs the start function, runs `_start`. Its index is that of the first added
	/// function.
	pub(super) run: u32,
	/// `(i32) -> i32`: takes fuel for so many bytes, and gives the number back.
	pub(super) bytes: u32,
	/// `(i32) -> i32`: takes fuel for so many elements, and gives the number back.
	pub(super) elements: u32,
	/// `(i32) -> i32`: `memory.grow`.
	pub(super) memory_grow: u32,
	/// The index of the first added type.
	first_type: u32,
	/// The added types.
	types: Vec<(Vec<ValType>, Vec<ValType>)>,
}

/// The places of the types that are always added.
const NOTHING: u32 = 0;
const NUMBER: u32 = 1;
const GROW_TABLE: u32 = 2;

impl Added {
	/// For a program.
	///
	/// # Errors
	/// If indices pass 32 bits, which the profile has excluded.
	pub(super) fn new(program: &Program<'_>) -> Result<Self, Refused> {
		let first = u32::try_from(program.functions.len()).map_err(malformed)?;
		let function = |place: u32| first.saturating_add(place);
		Ok(Self {
			meters: Meters { fuel: program.globals, stack: program.globals.saturating_add(1) },
			run: function(0),
			bytes: function(1),
			elements: function(2),
			memory_grow: function(3),
			first_type: u32::try_from(program.types.len()).map_err(malformed)?,
			types: vec![
				(vec![], vec![]),
				(vec![ValType::I32], vec![ValType::I32]),
				(vec![ValType::Ref(RefType::FUNCREF), ValType::I32], vec![ValType::I32]),
			],
		})
	}

	/// The function that grows this table, of type `(funcref, i32) -> i32`.
	pub(super) fn table_grow(&self, table: u32) -> u32 {
		// Tables are bounded by the profile.
		self.memory_grow.saturating_add(1).saturating_add(table)
	}

	/// The type of a block without parameters that gives these results.
	///
	/// # Errors
	/// If a type is none of the profile's.
	pub(super) fn results(&mut self, results: &[wasmparser::ValType]) -> Result<u32, Refused> {
		let results = results.iter().map(|kind| RoundtripReencoder.val_type(*kind));
		let wanted = (vec![], results.collect::<Result<Vec<_>, _>>().map_err(malformed)?);
		let place = self.types.iter().position(|found| *found == wanted);
		let place = place.unwrap_or_else(|| {
			self.types.push(wanted);
			self.types.len().saturating_sub(1)
		});
		Ok(self.first_type.saturating_add(u32::try_from(place).map_err(malformed)?))
	}

	/// Adds the types.
	pub(super) fn write_types(&self, section: &mut TypeSection) {
		for (parameters, results) in &self.types {
			section.ty().function(parameters.iter().copied(), results.iter().copied());
		}
	}

	/// Adds the functions' types.
	pub(super) fn write_functions(&self, program: &Program<'_>, section: &mut FunctionSection) {
		let fixed = [NOTHING, NUMBER, NUMBER, NUMBER];
		for place in fixed.into_iter().chain(program.tables.iter().map(|_| GROW_TABLE)) {
			section.function(self.first_type.saturating_add(place));
		}
	}

	/// Adds the functions. `pages` is the memory's maximum.
	pub(super) fn write_bodies(
		&self,
		program: &Program<'_>,
		pages: u64,
		section: &mut CodeSection,
	) {
		section.function(&self.run_body(program));
		section.function(&self.charge_body(cost::SHIFT));
		section.function(&self.charge_body(0));
		section.function(&self.memory_grow_body(pages));
		for (table, kind) in (0..).zip(&program.tables) {
			section.function(&self.table_grow_body(table, most_elements(kind)));
		}
	}

	fn run_body(&self, program: &Program<'_>) -> Function {
		let mut body = Function::new([(1, ValType::I64)]);
		let mut sink = body.instructions();
		// cast: a length in memory fits 64 bits.
		let bytes = program.wasm.len() as u64;
		let elements = program.tables.iter().map(|table| table.initial).sum();
		let start = cost::start(bytes, elements, program.memory.initial);
		emit::take(&mut sink, self.meters.fuel, start, 0);
		if let Some(first) = program.start {
			sink.call(first);
		}
		sink.call(program.entry).end();
		body
	}

	fn charge_body(&self, shift: u32) -> Function {
		let mut body = Function::new([(1, ValType::I64)]);
		let mut sink = body.instructions();
		sink.local_get(0).i64_extend_i32_u().i64_const(shift.into()).i64_shr_u().local_set(1);
		emit::take_local(&mut sink, self.meters.fuel, 1);
		sink.local_get(0).end();
		body
	}

	/// Past the maximum the answer is -1, at no more than the constant fee. Within it the pages are paid for first, and
	/// an engine that cannot grow then has failed.
	fn memory_grow_body(&self, most: u64) -> Function {
		let mut body = Function::new([(1, ValType::I64), (1, ValType::I32)]);
		let mut sink = body.instructions();
		sink.local_get(0).i64_extend_i32_u().local_tee(1);
		sink.memory_size(0).i64_extend_i32_u().i64_add();
		refuse_past(&mut sink, most);
		sink.local_get(1)
			.i64_const(i64::try_from(cost::PAGE).unwrap_or(i64::MAX))
			.i64_mul()
			.local_set(1);
		emit::take_local(&mut sink, self.meters.fuel, 1);
		sink.local_get(0).memory_grow(0);
		self.fail_at_minus_one(&mut sink, 2);
		body
	}

	fn table_grow_body(&self, table: u32, most: u64) -> Function {
		let mut body = Function::new([(1, ValType::I64), (1, ValType::I32)]);
		let mut sink = body.instructions();
		sink.local_get(1).i64_extend_i32_u().local_tee(2);
		sink.table_size(table).i64_extend_i32_u().i64_add();
		refuse_past(&mut sink, most);
		emit::take_local(&mut sink, self.meters.fuel, 2);
		sink.local_get(0).local_get(1).table_grow(table);
		self.fail_at_minus_one(&mut sink, 3);
		body
	}

	fn fail_at_minus_one(&self, sink: &mut wasm_encoder::InstructionSink<'_>, scratch: u32) {
		sink.local_tee(scratch).i32_const(-1).i32_eq().if_(BlockType::Empty);
		emit::fail(sink, self.meters);
		sink.end().local_get(scratch).end();
	}
}

/// Returns -1 if the number on top of the operands, of type `i64`, is past the most.
fn refuse_past(sink: &mut wasm_encoder::InstructionSink<'_>, most: u64) {
	sink.i64_const(i64::try_from(most).unwrap_or(i64::MAX)).i64_gt_u();
	sink.if_(BlockType::Empty).i32_const(-1).return_().end();
}

/// The most elements that a table may have.
pub(super) fn most_elements(table: &wasmparser::TableType) -> u64 {
	table.maximum.unwrap_or(u64::MAX).min(bounds::TABLE_ELEMENTS)
}
