use super::{SchedulePoint, SupplyReport};
use crate::Moment;
use alloc::vec::Vec;

sp_api::decl_runtime_apis! {
	/// The 50 B: pots, release, streams.
	#[api_version(1)]
	pub trait SupplyApi {
		/// Where the supply is.
		fn supply() -> SupplyReport;
		/// Released and vested amounts at `from` and every `step` ms after it, in the past and in the
		/// future. At most [`super::MAX_SCHEDULE_POINTS`] points; fewer where the clock ends.
		fn schedule(from: Moment, step: Moment, points: u32) -> Vec<SchedulePoint>;
	}
}
