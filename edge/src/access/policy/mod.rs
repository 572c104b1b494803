//! Policies as people write them: TOML in, TOML and sentences out.
//!
//! ```toml
//! zone = "Europe/Berlin"
//! max-age = "10m"
//!
//! [[rule]]
//! effect = "allow"
//! who = { trusted-by = 7 }
//! actions = ["open"]
//! time = ["Mon-Fri 07:00-18:00"]
//! uses = { most = 3, per = "1d", counted = "locally" }
//! log = true
//! ```
//!
//! A rule asks for its conditions in the order level, place, time, uses, approvals; where another order or one of them
//! twice is meant, `conditions` lists them. The chain has the table of a zone and not its name, so a policy that was
//! read from there shows the table.

mod places;
mod read;
mod sentences;
mod span;
#[cfg(test)]
mod tests;
mod windows;
mod write;

pub use read::{read, zone_name};
pub use sentences::{action_list, sentences};
pub use span::{format_span, parse_span};
pub use windows::{format_windows, parse_date, parse_window};
pub use write::write;

use jmt_primitives::access::PolicyFault;

/// Largest text that is read.
pub const MAX_TEXT: usize = 64 * 1_024;

/// Why a text is no policy.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotPolicy {
	/// It is not TOML, or has what does not belong there.
	#[error("not a policy in TOML: {0}")]
	Toml(String),
	/// A part of it makes no sense.
	#[error("{place}: {why}")]
	Part {
		/// The part: the zone, or a rule by its number.
		place: String,
		/// The reason.
		why: String,
	},
	/// The chain would refuse it.
	#[error("the chain would refuse it: {0}")]
	Fault(PolicyFault),
}

impl NotPolicy {
	/// With the part of the text that is wrong.
	fn part(place: impl Into<String>, why: impl ToString) -> Self {
		Self::Part { place: place.into(), why: why.to_string() }
	}
}
