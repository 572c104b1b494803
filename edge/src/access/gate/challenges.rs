//! Challenges that wait for an answer: each counts once, for a minute.
//!
//! They are kept in memory. After a new start none is known, so nothing that was answered before counts again, and
//! strangers cause no writing.

use jmt_primitives::{
	access::{Reason, MAX_USE_MS},
	Moment,
};
use sp_core::{sr25519, Pair};
use std::collections::BTreeMap;

/// 32 bytes that nobody foresees.
pub type Challenge = [u8; 32];

/// Most challenges that wait.
pub(super) const MOST_WAITING: usize = 1_024;

/// By the challenge: the last moment at which it may be answered.
#[derive(Default)]
pub(super) struct Challenges(BTreeMap<Challenge, Moment>);

impl Challenges {
	/// A new one, and the last moment at which it may be answered. `None` where too many wait.
	pub(super) fn ask(&mut self, now: Moment) -> Option<(Challenge, Moment)> {
		if self.0.len() >= MOST_WAITING {
			self.0.retain(|_, expires| now <= *expires);
		}
		if self.0.len() >= MOST_WAITING {
			return None;
		}
		// 32 bytes of the system's randomness.
		let challenge = sr25519::Pair::generate().1;
		let expires = now.saturating_add(MAX_USE_MS);
		self.0.insert(challenge, expires);
		Some((challenge, expires))
	}

	/// Uses one up, whatever becomes of the answer. Returns the last moment at which that may be decided.
	pub(super) fn take(&mut self, challenge: &Challenge, now: Moment) -> Result<Moment, Reason> {
		match self.0.remove(challenge) {
			None => Err(Reason::PassReplayed),
			Some(expires) if now > expires => Err(Reason::BadPass),
			Some(expires) => Ok(expires),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const NOW: Moment = 1_800_000_000_000;

	#[test]
	fn take_each_counts_once_and_for_a_minute() {
		let mut challenges = Challenges::default();
		let (one, expires) = challenges.ask(NOW).unwrap();
		let (two, _) = challenges.ask(NOW).unwrap();
		assert_ne!(one, two);
		assert_eq!(expires, NOW + MAX_USE_MS);
		assert_eq!(challenges.take(&one, expires), Ok(expires));
		assert_eq!(challenges.take(&one, NOW), Err(Reason::PassReplayed));
		assert_eq!(challenges.take(&two, expires + 1), Err(Reason::BadPass));
		assert_eq!(challenges.take(&two, NOW), Err(Reason::PassReplayed));
		assert_eq!(challenges.take(&[7; 32], NOW), Err(Reason::PassReplayed));
	}

	#[test]
	fn ask_those_that_are_over_make_room() {
		let mut challenges = Challenges::default();
		for _ in 0..MOST_WAITING {
			challenges.ask(NOW).unwrap();
		}
		assert_eq!(challenges.ask(NOW + MAX_USE_MS), None);
		assert!(challenges.ask(NOW + MAX_USE_MS + 1).is_some());
		assert_eq!(challenges.0.len(), 1);
	}
}
