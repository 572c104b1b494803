//! The ten years' schedule.

use crate::{Balance, Moment};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// Points of a schedule that are given at once, at most.
pub const MAX_SCHEDULE_POINTS: u32 = 4_096;

/// A point of the ten years' schedule.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct SchedulePoint {
	/// In ms.
	pub at: Moment,
	/// By the mining pot, in planck.
	pub released: Balance,
	/// Of the team's 5 B, in planck.
	pub vested: Balance,
}

/// The schedule at `from` and every `step` ms after it: `points` points, at most [`MAX_SCHEDULE_POINTS`] of
/// them. It ends early where the clock ends, since no moment comes after that.
pub fn schedule(
	from: Moment,
	step: Moment,
	points: u32,
	released: impl Fn(Moment) -> Balance,
	vested: impl Fn(Moment) -> Balance,
) -> Vec<SchedulePoint> {
	(0..points.min(MAX_SCHEDULE_POINTS))
		.map_while(|index| from.checked_add(step.checked_mul(index.into())?))
		.map(|at| SchedulePoint { at, released: released(at), vested: vested(at) })
		.collect()
}
