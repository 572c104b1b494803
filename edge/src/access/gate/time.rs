//! The gateway's time: never earlier than one before it.
//!
//! It is on the disk before a use is let, and else once a second at most: strangers who ask cause no more writing.

use crate::{
	access::AccessError,
	auth::{AuthError, Clock},
};
use jmt_primitives::{
	access::Reason,
	identity::{AuthRefusal, MAX_AHEAD_MS},
	Moment,
};
use std::path::Path;

/// So long the newest time may be in memory alone, in ms.
const UNWRITTEN_MS: Moment = 1_000;

/// The newest time that was seen.
pub(super) struct Time {
	/// In its file.
	clock: Clock,
	/// In memory.
	newest: Moment,
	/// The system's time when its file was asked last.
	asked: Option<Moment>,
}

impl Time {
	/// With what an earlier run saw.
	pub(super) fn open(path: &Path) -> Result<Self, AccessError> {
		Ok(Self { clock: Clock::open(path).map_err(of_clock)?, newest: 0, asked: None })
	}

	/// The time, given the system's, both in ms. The inner error is a refusal: the system's clock is behind.
	pub(super) fn now(&mut self, system: Moment) -> Result<Result<Moment, Reason>, AccessError> {
		let is_near =
			|asked: Moment| asked <= system && system < asked.saturating_add(UNWRITTEN_MS);
		match self.asked.is_some_and(is_near) {
			true => self.take(system),
			false => self.written(system),
		}
	}

	/// The same, on the disk.
	fn written(&mut self, system: Moment) -> Result<Result<Moment, Reason>, AccessError> {
		match self.clock.now(system) {
			Err(AuthError::Refused(AuthRefusal::ClockBehind)) => {
				return Ok(Err(Reason::ClockBehind))
			},
			now => self.newest = self.newest.max(now.map_err(of_clock)?),
		}
		self.asked = Some(system);
		self.take(system)
	}

	/// Remembers a time of which there is proof: that of a block.
	pub(super) fn see(&mut self, time: Moment) -> Result<(), AccessError> {
		self.clock.see(time).map_err(of_clock)?;
		self.newest = self.newest.max(time);
		Ok(())
	}

	fn take(&mut self, system: Moment) -> Result<Result<Moment, Reason>, AccessError> {
		if system.saturating_add(MAX_AHEAD_MS) < self.newest {
			return Ok(Err(Reason::ClockBehind));
		}
		self.newest = self.newest.max(system);
		Ok(Ok(self.newest))
	}
}

/// A trouble of the clock's file.
fn of_clock(error: AuthError) -> AccessError {
	match error {
		AuthError::File { path, source } => AccessError::File { path, source },
		AuthError::Unwritten { path, source } => AccessError::Unwritten { path, source },
		other => AccessError::file("clock", other),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	const NOW: Moment = 1_800_000_000_000;

	fn time() -> (tempfile::TempDir, Time, impl Fn() -> Moment) {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("clock");
		let time = Time::open(&path).unwrap();
		(dir, time, move || fs::read_to_string(&path).unwrap().parse().unwrap())
	}

	#[test]
	fn now_it_writes_once_a_second_however_often_it_is_asked() {
		let (_dir, mut time, on_disk) = time();
		for system in [NOW, NOW + 1, NOW + UNWRITTEN_MS - 1] {
			assert_eq!(time.now(system).unwrap(), Ok(system));
			assert_eq!(on_disk(), NOW);
		}
		assert_eq!(time.now(NOW + UNWRITTEN_MS).unwrap(), Ok(NOW + UNWRITTEN_MS));
		assert_eq!(on_disk(), NOW + UNWRITTEN_MS);
		assert_eq!(time.written(NOW + UNWRITTEN_MS + 1).unwrap(), Ok(NOW + UNWRITTEN_MS + 1));
		assert_eq!(on_disk(), NOW + UNWRITTEN_MS + 1);
	}

	#[test]
	fn now_it_never_goes_back_though_it_is_not_written_yet() {
		let (_dir, mut time, _) = time();
		assert_eq!(time.now(NOW).unwrap(), Ok(NOW));
		assert_eq!(time.now(NOW + 900).unwrap(), Ok(NOW + 900));
		assert_eq!(time.now(NOW + 100).unwrap(), Ok(NOW + 900));
		assert_eq!(time.now(NOW - 1).unwrap(), Ok(NOW + 900));
	}

	#[test]
	fn see_a_blocks_time_counts_at_once() {
		let (_dir, mut time, on_disk) = time();
		assert_eq!(time.now(NOW).unwrap(), Ok(NOW));
		time.see(NOW + 500).unwrap();
		assert_eq!((time.now(NOW + 1).unwrap(), on_disk()), (Ok(NOW + 500), NOW + 500));
	}

	mod reject {
		use super::*;

		#[test]
		fn now_a_clock_that_is_behind_in_the_first_second_and_after_a_new_start() {
			let (dir, mut time, _) = time();
			time.now(NOW).unwrap().unwrap();
			time.see(NOW + MAX_AHEAD_MS + 1).unwrap();
			assert_eq!(time.now(NOW).unwrap(), Err(Reason::ClockBehind));
			assert_eq!(time.now(5).unwrap(), Err(Reason::ClockBehind));
			let mut again = Time::open(&dir.path().join("clock")).unwrap();
			assert_eq!(again.now(5).unwrap(), Err(Reason::ClockBehind));
			assert_eq!(again.now(5).unwrap(), Err(Reason::ClockBehind));
			assert_eq!(again.now(NOW).unwrap(), Err(Reason::ClockBehind));
		}
	}
}
