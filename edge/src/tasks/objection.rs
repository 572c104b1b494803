//! Reasons to leave a task to others. No input or output here.

use crate::amount::format_jmt;
use jmt_primitives::{
	authorized::{Refusal, TaskRefusal},
	tasks::{Audience, Terms},
	Balance,
};

/// Why a task is left to others.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Objection {
	/// Less than the owner asks for.
	#[error("it pays {} for 1e9 of fuel, asked are {}", format_jmt(*.pays), format_jmt(*.asked))]
	Pay {
		/// In planck.
		pays: Balance,
		/// In planck.
		asked: Balance,
	},
	/// More memory than the owner allows.
	#[error("it may take {bytes} bytes of memory, allowed are {most}")]
	Memory {
		/// By its limits.
		bytes: u64,
		/// Allowed.
		most: u64,
	},
	/// It or another one that is claimed might not end in half of its window.
	#[error(
		"it may run for {seconds} s with what is claimed already, half of the shortest window are {half} s"
	)]
	Time {
		/// By the measured speed, rounded up.
		seconds: u64,
		/// Rounded down.
		half: u64,
	},
	/// The chain would refuse the claim.
	#[error("{}", .0.describe())]
	Rule(TaskRefusal),
	/// A client that names a worker can name accounts of its own beside it.
	#[error("it names its workers, and all who decide about their results may be its client's")]
	Named,
}

/// Terms by which workers of a crew that tell the truth may lose their bonds to accounts of the client's. The chain takes
/// them.
pub fn unfair(terms: &Terms) -> Option<Objection> {
	// In mode accept the client decides for all to see, and a refusal brings it nothing.
	let named = terms.mode.is_checked() && terms.audience != Audience::Anyone;
	named.then_some(Objection::Named)
}

#[cfg(test)]
mod tests {
	use super::{super::samples::*, *};
	use jmt_primitives::tasks::Mode;
	use sp_core::bounded::BoundedVec;

	const ACCEPT: Mode = Mode::Accept { standing: 60_000 };
	const OPTIMISTIC: Mode = Mode::Optimistic { standing: 60_000 };

	const fn replicate(replicas: u8, quorum: u8) -> Mode {
		Mode::Replicate { replicas, quorum, standing: None }
	}

	fn by(mode: Mode, audience: Audience) -> Option<Objection> {
		unfair(&Terms { mode, audience, ..terms() })
	}

	/// Three owners, and three devices.
	fn names() -> [Audience; 2] {
		[
			Audience::Owners(BoundedVec::truncate_from(vec![owner(1), owner(2), owner(3)])),
			Audience::Devices(BoundedVec::truncate_from(vec![device(1), device(2), device(3)])),
		]
	}

	#[test]
	fn unfair_a_lot_is_fair() {
		for mode in [OPTIMISTIC, replicate(3, 2), replicate(5, 4), replicate(7, 5)] {
			assert_eq!(by(mode, Audience::Anyone), None, "{mode:?}");
		}
	}

	#[test]
	fn unfair_a_client_may_name_those_whose_results_it_accepts() {
		for audience in names() {
			assert_eq!(by(ACCEPT, audience), None);
		}
	}

	mod reject {
		use super::*;

		#[test]
		fn unfair_names_where_others_than_the_client_decide() {
			for audience in names() {
				for mode in [OPTIMISTIC, replicate(3, 2), replicate(5, 3), replicate(7, 7)] {
					let found = by(mode, audience.clone());
					assert_eq!(found, Some(Objection::Named), "{mode:?}");
				}
			}
		}
	}
}
