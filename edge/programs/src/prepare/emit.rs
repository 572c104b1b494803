//! The instructions that the pass adds.

use super::float::Width;
use wasm_encoder::{BlockType, InstructionSink};

/// The canonical NaNs.
const NAN_32: u32 = 0x7fc0_0000;
const NAN_64: u64 = 0x7ff8_0000_0000_0000;

/// The meters: two globals behind the program's own.
#[derive(Clone, Copy)]
pub(super) struct Meters {
	/// Fuel that is left, `i64`. Below zero it was exhausted, at `i64::MIN` the machine failed.
	pub(super) fuel: u32,
	/// Stack that is left, `i64`. Below zero it was exhausted.
	pub(super) stack: u32,
}

/// Takes a constant amount off a meter, and traps if that is more than is left. `scratch` is a local of type `i64`.
pub(super) fn take(sink: &mut InstructionSink<'_>, meter: u32, amount: u64, scratch: u32) {
	sink.global_get(meter);
	sink.i64_const(constant(amount));
	stop_below_zero(sink, meter, scratch);
}

/// Takes the amount in the local `amount`, of type `i64`, which then has another value.
pub(super) fn take_local(sink: &mut InstructionSink<'_>, meter: u32, amount: u32) {
	sink.global_get(meter);
	sink.local_get(amount);
	stop_below_zero(sink, meter, amount);
}

fn stop_below_zero(sink: &mut InstructionSink<'_>, meter: u32, scratch: u32) {
	sink.i64_sub().local_tee(scratch).global_set(meter);
	sink.local_get(scratch).i64_const(0).i64_lt_s();
	sink.if_(BlockType::Empty).unreachable().end();
}

/// Gives an amount back.
pub(super) fn give(sink: &mut InstructionSink<'_>, meter: u32, amount: u64) {
	sink.global_get(meter);
	sink.i64_const(constant(amount)).i64_add().global_set(meter);
}

/// Says that the machine failed, by a meter that no program reaches.
pub(super) fn fail(sink: &mut InstructionSink<'_>, meters: Meters) {
	sink.i64_const(i64::MIN).global_set(meters.fuel).unreachable();
}

/// Replaces a NaN on top of the operands by the canonical one. `scratch` is a local of this width.
pub(super) fn canonical(sink: &mut InstructionSink<'_>, width: Width, scratch: u32) {
	sink.local_tee(scratch);
	match width {
		Width::Single => sink.f32_const(f32::from_bits(NAN_32)),
		Width::Double => sink.f64_const(f64::from_bits(NAN_64)),
	};
	sink.local_get(scratch).local_get(scratch);
	match width {
		Width::Single => sink.f32_eq(),
		Width::Double => sink.f64_eq(),
	};
	sink.select();
}

/// An amount as a constant. Amounts are bounded far below 2^63.
fn constant(amount: u64) -> i64 {
	i64::try_from(amount).unwrap_or(i64::MAX)
}
