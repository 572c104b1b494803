//! The costs of instructions, in fuel and in stack. This is protocol: a change makes another profile.

use finite_wasm::{max_stack::SizeConfig, prefix_sum_vec::PrefixSumVec, Fee};
use wasmparser::{ValType, VisitOperator, VisitSimdOperator};

/// The fuel of an instruction that is not named here. One is about a nanosecond of compiled code.
pub const INSTRUCTION: u64 = 1;

/// The fuel of a float operation that can make a NaN, with the check that the pass adds.
pub const FLOAT: u64 = 4;

/// The fuel of entering a function, besides one for eight of its locals.
pub const ENTER: u64 = 8;

/// The fuel of `call_indirect`, besides that of entering.
pub const CALL_INDIRECT: u64 = 4;

/// The fuel of `memory.copy`, `.fill` and `.init`, besides one for eight bytes, and of `table.copy`, `.fill` and
/// `.init`, besides one an element.
pub const BULK: u64 = 16;

/// The fuel of `memory.grow` and `table.grow`, besides [`PAGE`] a page and one an element where they succeed.
pub const GROW: u64 = 256;

/// The fuel of a page of memory, which is cleared once and hashed once.
pub const PAGE: u64 = 16_384;

/// The stack that a program has, in the bytes of [`VALUE_BYTES`] and [`FRAME_BYTES`].
pub const STACK_BYTES: u64 = 1_048_576;

/// The most of it that one function may take.
pub const MOST_FRAME_BYTES: u64 = 262_144;

/// The stack of a local or operand, of whatever type.
pub const VALUE_BYTES: u8 = 8;

/// The stack of a call, besides its values.
pub const FRAME_BYTES: u64 = 64;

/// Bytes, or locals, that cost one together: `1 << 3`.
pub const SHIFT: u32 = 3;

/// The fuel of entering a function with so many locals, parameters included.
pub(super) fn enter(locals: u64) -> u64 {
	// Locals are bounded by the profile.
	ENTER.saturating_add(locals >> SHIFT)
}

/// The fuel that a run costs before its first instruction: one a byte of the program, for reading and translating it,
/// one an element of its tables, and its first pages.
pub(super) fn start(program_bytes: u64, elements: u64, pages: u64) -> u64 {
	// Each is bounded by the profile.
	program_bytes.saturating_add(elements).saturating_add(pages.saturating_mul(PAGE))
}

/// Sizes of values and frames, for the analysis.
pub(super) struct Sizes;

impl SizeConfig for Sizes {
	fn size_of_value(&self, _: ValType) -> u8 {
		VALUE_BYTES
	}

	fn size_of_function_activation(&self, locals: &PrefixSumVec<ValType, u32>) -> u64 {
		let number = locals.max_index().map_or(0, |last| u64::from(*last).saturating_add(1));
		FRAME_BYTES.saturating_add(number.saturating_mul(VALUE_BYTES.into()))
	}
}

/// Fees of instructions, for the analysis. The functions that the pass adds charge for all that depends on operands.
pub(super) struct Fees;

/// The fee of an instruction by its name. Structure costs nothing by itself: `end` and `else` are no instructions
/// where they run.
macro_rules! fee {
	(Else) => {
		0
	};
	(End) => {
		0
	};
	(CallIndirect) => {
		CALL_INDIRECT
	};
	(MemoryCopy) => {
		BULK
	};
	(MemoryFill) => {
		BULK
	};
	(MemoryInit) => {
		BULK
	};
	(TableCopy) => {
		BULK
	};
	(TableFill) => {
		BULK
	};
	(TableInit) => {
		BULK
	};
	(MemoryGrow) => {
		GROW
	};
	(TableGrow) => {
		GROW
	};
	(F32Ceil) => {
		FLOAT
	};
	(F32Floor) => {
		FLOAT
	};
	(F32Trunc) => {
		FLOAT
	};
	(F32Nearest) => {
		FLOAT
	};
	(F32Sqrt) => {
		FLOAT
	};
	(F32Add) => {
		FLOAT
	};
	(F32Sub) => {
		FLOAT
	};
	(F32Mul) => {
		FLOAT
	};
	(F32Div) => {
		FLOAT
	};
	(F32Min) => {
		FLOAT
	};
	(F32Max) => {
		FLOAT
	};
	(F32DemoteF64) => {
		FLOAT
	};
	(F64Ceil) => {
		FLOAT
	};
	(F64Floor) => {
		FLOAT
	};
	(F64Trunc) => {
		FLOAT
	};
	(F64Nearest) => {
		FLOAT
	};
	(F64Sqrt) => {
		FLOAT
	};
	(F64Add) => {
		FLOAT
	};
	(F64Sub) => {
		FLOAT
	};
	(F64Mul) => {
		FLOAT
	};
	(F64Div) => {
		FLOAT
	};
	(F64Min) => {
		FLOAT
	};
	(F64Max) => {
		FLOAT
	};
	(F64PromoteF32) => {
		FLOAT
	};
	($other:ident) => {
		INSTRUCTION
	};
}

macro_rules! fees {
	($( @$proposal:ident $op:ident $({ $($arg:ident: $argty:ty),* })? => $visit:ident ($($ann:tt)*))*) => {
		$(
			fn $visit(&mut self $($(, $arg: $argty)*)?) -> Self::Output {
				$($(let _ = $arg;)*)?
				Fee::constant(fee!($op))
			}
		)*
	};
}

impl<'a> VisitOperator<'a> for Fees {
	type Output = Fee;

	fn simd_visitor(&mut self) -> Option<&mut dyn VisitSimdOperator<'a, Output = Self::Output>> {
		Some(self)
	}

	wasmparser::for_each_visit_operator!(fees);
}

// The profile refuses SIMD; the analysis asks for the trait nevertheless.
impl VisitSimdOperator<'_> for Fees {
	wasmparser::for_each_visit_simd_operator!(fees);
}
