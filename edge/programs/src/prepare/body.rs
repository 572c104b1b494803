//! A function's body with its meters.

use super::{
	added::Added,
	cost, emit,
	float::{self, Width},
};
use crate::profile::{malformed, Program, Refused};
use finite_wasm::{gas::InstrumentationKind, AnalysisOutcome, Fee};
use wasm_encoder::{
	reencode::{Reencode, RoundtripReencoder},
	BlockType, Function, InstructionSink, ValType,
};
use wasmparser::{FunctionBody, Operator};

/// The analysis of a function, and the function's place.
pub(super) struct Found<'a> {
	/// Its index, imported functions included.
	pub(super) index: u32,
	/// Stack that a call of it takes.
	pub(super) frame: u64,
	offsets: &'a [usize],
	kinds: &'a [InstrumentationKind],
	costs: &'a [Fee],
}

impl<'a> Found<'a> {
	/// About the function whose body has this place.
	///
	/// # Errors
	/// If its frame is too large.
	pub(super) fn new(
		program: &Program<'_>,
		analysis: &'a AnalysisOutcome,
		place: usize,
	) -> Result<Self, Refused> {
		let missing = || malformed("a function without analysis");
		let index = u32::try_from(place).ok().and_then(|place| program.imported.checked_add(place));
		let index = index.ok_or_else(missing)?;
		let frame = analysis.function_frame_sizes.get(place).ok_or_else(missing)?;
		let operands = analysis.function_operand_stack_sizes.get(place).ok_or_else(missing)?;
		let frame = frame.saturating_add(*operands);
		if frame > cost::MOST_FRAME_BYTES {
			return Err(Refused::FrameTooLarge {
				function: index,
				bytes: frame,
				most: cost::MOST_FRAME_BYTES,
			});
		}
		Ok(Self {
			index,
			frame,
			offsets: analysis.gas_offsets.get(place).ok_or_else(missing)?,
			kinds: analysis.gas_kinds.get(place).ok_or_else(missing)?,
			costs: analysis.gas_costs.get(place).ok_or_else(missing)?,
		})
	}

	/// The fuel that is due before the instruction at this offset, and `from` behind its entries.
	fn due(&self, from: &mut usize, offset: usize) -> u64 {
		let mut due = 0_u64;
		while self.offsets.get(*from) == Some(&offset) {
			let reached = self.kinds.get(*from) != Some(&InstrumentationKind::Unreachable);
			if let Some(fee) = self.costs.get(*from).filter(|_| reached) {
				// Bounded by the length of the body.
				due = due.saturating_add(fee.constant);
			}
			*from = from.saturating_add(1);
		}
		due
	}
}

/// Rewrites a body: a call takes its frame of the stack and the fuel of entering, each straight run of instructions
/// takes its fuel before it begins, and each way out gives the frame back.
///
/// The body stands in a block of the function's results, so that a branch to the function's end goes through the end
/// that the pass adds. Locals are added behind the function's own.
///
/// # Errors
/// If something is not readable, which the validator has excluded.
pub(super) fn rewrite(
	program: &Program<'_>,
	added: &mut Added,
	found: &Found<'_>,
	body: &FunctionBody<'_>,
) -> Result<Function, Refused> {
	let missing = || malformed("a function without type");
	let place = usize::try_from(found.index).map_err(malformed)?;
	let kind = *program.functions.get(place).ok_or_else(missing)?;
	let kind = program.types.get(usize::try_from(kind).map_err(malformed)?).ok_or_else(missing)?;
	let mut locals = Vec::new();
	let mut number = u32::try_from(kind.params().len()).map_err(malformed)?;
	for group in body.get_locals_reader().map_err(malformed)? {
		let (count, of) = group.map_err(malformed)?;
		locals.push((count, RoundtripReencoder.val_type(of).map_err(malformed)?));
		number = number.checked_add(count).ok_or_else(missing)?;
	}
	// Their number is bounded by the profile.
	let (scratch, single, double) = (number, number.saturating_add(1), number.saturating_add(2));
	let meters = added.meters;

	let mut operators = body.get_operators_reader().map_err(malformed)?;
	let mut bytes = Vec::new();
	let mut next = 0;
	let mut sink = InstructionSink::new(&mut bytes);
	let first = found.due(&mut next, operators.original_position());
	emit::take(&mut sink, meters.stack, found.frame, scratch);
	emit::take(&mut sink, meters.fuel, first.saturating_add(cost::enter(number.into())), scratch);
	sink.block(match kind.results() {
		[] => BlockType::Empty,
		[one] => BlockType::Result(RoundtripReencoder.val_type(*one).map_err(malformed)?),
		several => BlockType::FunctionType(added.results(several)?),
	});
	let mut floats = false;
	while !operators.eof() {
		let offset = operators.original_position();
		let operator = operators.read().map_err(malformed)?;
		let due = found.due(&mut next, offset);
		let mut sink = InstructionSink::new(&mut bytes);
		if due > 0 {
			emit::take(&mut sink, meters.fuel, due, scratch);
		}
		match operator {
			Operator::Return => {
				emit::give(&mut sink, meters.stack, found.frame);
				sink.return_();
				continue;
			},
			Operator::End if operators.eof() => {
				sink.end();
				emit::give(&mut sink, meters.stack, found.frame);
				sink.end();
				continue;
			},
			Operator::MemoryGrow { .. } => {
				sink.call(added.memory_grow);
				continue;
			},
			Operator::TableGrow { table } => {
				sink.call(added.table_grow(table));
				continue;
			},
			// Compilers write the table's number in five bytes where they link; not each engine reads that.
			Operator::CallIndirect { type_index, table_index } => {
				sink.call_indirect(table_index, type_index);
				continue;
			},
			Operator::MemoryCopy { .. }
			| Operator::MemoryFill { .. }
			| Operator::MemoryInit { .. } => {
				sink.call(added.bytes);
			},
			Operator::TableCopy { .. }
			| Operator::TableFill { .. }
			| Operator::TableInit { .. } => {
				sink.call(added.elements);
			},
			_ => {},
		}
		let end = operators.original_position();
		bytes.extend_from_slice(program.wasm.get(offset..end).ok_or_else(missing)?);
		if let Some(width) = float::makes_nan(&operator) {
			floats = true;
			let scratch = if width == Width::Single { single } else { double };
			emit::canonical(&mut InstructionSink::new(&mut bytes), width, scratch);
		}
	}

	locals.push((1, ValType::I64));
	if floats {
		locals.push((1, ValType::F32));
		locals.push((1, ValType::F64));
	}
	let mut function = Function::new(locals);
	function.raw(bytes);
	Ok(function)
}
