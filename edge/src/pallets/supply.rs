//! Pots, release and streams.

use super::ask;
use crate::{chain::At, error::Error};
use jmt_primitives::{
	supply::{SchedulePoint, SupplyReport},
	Moment,
};

const API: &str = "SupplyApi";

/// Where the supply is.
pub async fn report(at: &At) -> Result<SupplyReport, Error> {
	ask(at, API, "supply", &()).await
}

/// The amounts released and vested at `from` and every `step` ms after it, `points` times.
pub async fn schedule(
	at: &At,
	from: Moment,
	step: Moment,
	points: u32,
) -> Result<Vec<SchedulePoint>, Error> {
	ask(at, API, "schedule", &(from, step, points)).await
}
