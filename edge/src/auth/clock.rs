//! The time as a verifier takes it: never one that lies before what it has seen.

use super::AuthError;
use jmt_light::file::{read_believed, replace_private};
use jmt_primitives::{
	identity::{AuthRefusal, MAX_AHEAD_MS},
	Moment,
};
use std::path::{Path, PathBuf};

/// Largest number of digits of a time.
const MOST_BYTES: u64 = 20;

/// The newest time that was seen, in a file.
///
/// A clock that was set back would make an old snapshot young again, so it is refused. One that is behind by less than
/// [`MAX_AHEAD_MS`] was corrected: time stands still then until it is caught up. A clock that once was far ahead keeps
/// the verifier from deciding until its file is removed by hand, which is what whoever may set clocks has to decide.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clock {
	path: PathBuf,
	newest: Moment,
}

impl Clock {
	/// With what was seen before, if anything was.
	pub fn open(path: &Path) -> Result<Self, AuthError> {
		let read = read_believed(path, MOST_BYTES);
		let newest = match read.map_err(|error| AuthError::file(path, error))? {
			Some(bytes) => {
				parse(&bytes).ok_or_else(|| AuthError::file(path, "it holds no time"))?
			},
			None => 0,
		};
		Ok(Self { path: path.into(), newest })
	}

	/// The time, given the system's, both in ms: no earlier than any before it.
	pub fn now(&mut self, system: Moment) -> Result<Moment, AuthError> {
		if system.saturating_add(MAX_AHEAD_MS) < self.newest {
			return Err(AuthRefusal::ClockBehind.into());
		}
		self.see(system)?;
		Ok(self.newest)
	}

	/// Remembers a time of which there is proof: that of a block.
	pub fn see(&mut self, time: Moment) -> Result<(), AuthError> {
		if time > self.newest {
			replace_private(&self.path, time.to_string().as_bytes())
				.map_err(|error| AuthError::unwritten(&self.path, error))?;
			self.newest = time;
		}
		Ok(())
	}
}

/// A time in digits alone.
fn parse(bytes: &[u8]) -> Option<Moment> {
	let text = std::str::from_utf8(bytes).ok()?;
	text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	const NOW: Moment = 1_800_000_000_000;
	const DAY: Moment = 24 * 3_600_000;

	fn refused(result: Result<Moment, AuthError>) {
		let error = result.expect_err("the clock is behind");
		assert!(matches!(error, AuthError::Refused(AuthRefusal::ClockBehind)), "{error}");
	}

	#[test]
	fn now_a_clock_set_back_is_refused_after_a_new_start_too() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("verifier").join("clock");
		let mut clock = Clock::open(&path).unwrap();
		assert_eq!(clock.now(NOW).unwrap(), NOW);
		refused(clock.now(NOW - DAY));
		let mut again = Clock::open(&path).unwrap();
		refused(again.now(NOW - DAY));
		refused(again.now(NOW - MAX_AHEAD_MS - 1));
		assert_eq!(again.now(NOW + 1).unwrap(), NOW + 1);
	}

	#[test]
	fn now_time_stands_still_while_a_clock_is_corrected() {
		let dir = tempfile::tempdir().unwrap();
		let mut clock = Clock::open(&dir.path().join("clock")).unwrap();
		assert_eq!(clock.now(NOW).unwrap(), NOW);
		assert_eq!(clock.now(NOW - MAX_AHEAD_MS).unwrap(), NOW);
		assert_eq!(clock.now(NOW - 1).unwrap(), NOW);
	}

	#[test]
	fn see_the_chains_time_counts_like_the_own_one() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("clock");
		let mut clock = Clock::open(&path).unwrap();
		clock.see(NOW).unwrap();
		clock.see(NOW - DAY).unwrap();
		refused(Clock::open(&path).unwrap().now(NOW - DAY));
	}

	#[test]
	fn open_a_file_without_a_time_is_refused() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("clock");
		for content in ["", "+5", "5 ", "soon", "99999999999999999999", "999999999999999999999"] {
			jmt_light::file::replace_private(&path, content.as_bytes()).unwrap();
			assert!(matches!(Clock::open(&path), Err(AuthError::File { .. })), "{content:?}");
		}
	}

	#[test]
	fn open_a_file_that_others_may_write_is_refused() {
		use std::os::unix::fs::PermissionsExt;
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("clock");
		fs::write(&path, "5").unwrap();
		fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
		assert!(matches!(Clock::open(&path), Err(AuthError::File { .. })));
	}
}
