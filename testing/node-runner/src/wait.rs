//! Waiting for conditions.

use crate::{Error, Result};
use std::time::{Duration, Instant};

/// Pause between two looks at a condition.
const PAUSE: Duration = Duration::from_millis(50);

/// Looks until `probe` gives a value, at most for `limit`. An error of `probe` ends the wait.
pub async fn until<T>(
	what: impl Into<String>,
	limit: Duration,
	mut probe: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
	let deadline = Instant::now() + limit;
	loop {
		if let Some(value) = probe().await? {
			return Ok(value);
		}
		if Instant::now() >= deadline {
			return Err(Error::TimedOut { what: what.into(), limit });
		}
		tokio::time::sleep(PAUSE).await;
	}
}
