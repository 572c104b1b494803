//! Wall-clock time.

mod calendar;

pub use calendar::{anniversary, Quarter};

/// Milliseconds since the Unix epoch, as the timestamp inherent has them.
pub type Moment = u64;

/// One day of wall-clock time, in ms.
pub const DAY_MS: Moment = 86_400_000;
