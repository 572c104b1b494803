//! Float operations whose NaNs differ between processors.

use wasmparser::Operator;

/// The width of a float.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
	/// `f32`.
	Single,
	/// `f64`.
	Double,
}

/// The width of an operation's result if it can be a NaN that is not canonical.
///
/// WebAssembly leaves the bits of a NaN open that arithmetic makes or passes on. Loads, constants, `reinterpret`,
/// `abs`, `neg` and `copysign` are about bits, and are the same everywhere.
pub(super) fn makes_nan(operator: &Operator<'_>) -> Option<Width> {
	match operator {
		Operator::F32Ceil
		| Operator::F32Floor
		| Operator::F32Trunc
		| Operator::F32Nearest
		| Operator::F32Sqrt
		| Operator::F32Add
		| Operator::F32Sub
		| Operator::F32Mul
		| Operator::F32Div
		| Operator::F32Min
		| Operator::F32Max
		| Operator::F32DemoteF64 => Some(Width::Single),
		Operator::F64Ceil
		| Operator::F64Floor
		| Operator::F64Trunc
		| Operator::F64Nearest
		| Operator::F64Sqrt
		| Operator::F64Add
		| Operator::F64Sub
		| Operator::F64Mul
		| Operator::F64Div
		| Operator::F64Min
		| Operator::F64Max
		| Operator::F64PromoteF32 => Some(Width::Double),
		_ => None,
	}
}
