//! `mine`

use super::{stamped, StopSignals};
use crate::{arguments::parse_count, failure::Failure, global::Global, spinner::Spinner};
use jmt_edge::{
	chain::Chain,
	keys::DeviceKey,
	mine::{self, Event},
	Error,
};
use jmt_light::Error as Light;
use std::{
	cell::Cell,
	collections::BTreeSet,
	path::PathBuf,
	time::{Duration, Instant},
};
use tokio::sync::Notify;

/// Pause before another light client takes the place of one that failed. Doubled as long as none of them
/// gets to follow the chain.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How often it is told that the chain could not be joined, at most.
const TELL_EVERY: Duration = Duration::from_secs(60);

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// A device's key file; may be given several times
	#[arg(long, value_name = "PATH", required = true)]
	pub(crate) device_key: Vec<PathBuf>,
	/// End after as many answered rounds
	#[arg(long, value_name = "NUMBER", value_parser = parse_count::<usize>)]
	pub(crate) rounds: Option<usize>,
}

/// Answers draws until stopped, with another light client when one fails.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device_key: device_keys, rounds } = args;
	// One for the whole command: whatever it is at, it can be asked to end.
	let mut stop = StopSignals::listen();
	let read_keys =
		|| device_keys.iter().map(|path| DeviceKey::read(path)).collect::<Result<Vec<_>, _>>();
	let options = global.chain_options()?;
	let format = global.format();
	let tell = |event: Event| {
		let json = serde_json::to_value(&event).unwrap_or_default();
		format.emit(json, || stamped(&event.to_line()))
	};
	let followed = Cell::new(false);
	let (untold, silenced) = (Cell::new(None), Notify::new());
	let report = |event: Event| {
		followed.set(followed.get() || matches!(event, Event::Following { .. }));
		if let Err(error) = tell(event) {
			untold.set(Some(error));
			silenced.notify_one();
		}
	};
	let mut keys = read_keys()?;
	let mut answered = BTreeSet::new();
	let mut restarts = Restarts::default();
	loop {
		let joining = async {
			let spinner = Spinner::start("reading the chain spec");
			match restarts.failed {
				false => Chain::join(&options, |step| spinner.show(step)).await,
				true => Chain::join_again(&options, |step| spinner.show(step)).await,
			}
		};
		let joined = tokio::select! {
			joined = joining => joined,
			() = stop.asked_to_end() => return Ok(()),
		};
		let ended = match joined {
			Ok(chain) => {
				let stopped = async {
					tokio::select! {
						() = stop.asked_to_end() => {},
						() = silenced.notified() => {},
					}
				};
				let ended = mine::run(&chain, keys, rounds, &mut answered, report, stopped).await;
				chain.leave().await;
				ended
			},
			Err(error) => Err(error),
		};
		if let Some(error) = untold.take() {
			return Err(error);
		}
		let Err(error) = ended else { return Ok(()) };
		// An unwatched device has to go on by itself.
		let Some(pause) = restarts.pause_after(&error, followed.take()) else {
			return Err(error.into());
		};
		tracing::debug!("another light client in {pause:?}: {}", error.one_line());
		match error {
			Error::Light(Light::Failed) => tell(Event::LightClientReplaced)?,
			_ if restarts.is_told(Instant::now()) => {
				tell(Event::NotJoined { reason: error.one_line() })?;
			},
			_ => {},
		}
		tokio::select! {
			() = tokio::time::sleep(pause) => {},
			() = stop.asked_to_end() => return Ok(()),
		}
		keys = read_keys()?;
	}
}

/// When another light client is started.
#[derive(Default)]
pub(crate) struct Restarts {
	/// Whether one is to take the place of another.
	pub(crate) failed: bool,
	/// How many did not get to follow the chain since then.
	in_a_row: u32,
	/// When it was told last that the chain could not be joined.
	told: Option<Instant>,
}

impl Restarts {
	/// How long to wait before the next one. `None` for an error that ends the command: everything but a failure
	/// of the light client itself, and errors that pass once peers are there.
	pub(crate) fn pause_after(&mut self, error: &Error, followed: bool) -> Option<Duration> {
		let passes = match error {
			Error::Light(Light::Failed | Light::NoPeer { .. } | Light::TooSlow { .. }) => true,
			Error::Light(Light::Spec(_) | Light::Database(_) | Light::Clock) => false,
			Error::Light(_) => self.failed,
			_ => false,
		};
		if !passes {
			return None;
		}
		self.failed = true;
		self.in_a_row = if followed { 0 } else { self.in_a_row.saturating_add(1) };
		let factor = 2u32.saturating_pow(self.in_a_row);
		Some(FIRST_PAUSE.saturating_mul(factor).min(LONGEST_PAUSE))
	}

	/// Whether it is told now that the chain could not be joined: once in [`TELL_EVERY`] at most.
	pub(crate) fn is_told(&mut self, now: Instant) -> bool {
		let is_told =
			self.told.is_none_or(|told| now.saturating_duration_since(told) >= TELL_EVERY);
		if is_told {
			self.told = Some(now);
		}
		is_told
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::Hash;

	fn no_peer() -> Error {
		Error::Light(Light::NoPeer { seconds: 60, genesis: Hash::zero() })
	}

	#[test]
	fn pause_after_a_start_without_peers_waits_for_them() {
		let mut restarts = Restarts::default();
		assert_eq!(restarts.pause_after(&no_peer(), false), Some(2 * FIRST_PAUSE));
		assert_eq!(restarts.pause_after(&Error::LIGHT_FAILED, true), Some(FIRST_PAUSE));
		assert_eq!(restarts.pause_after(&no_peer(), false), Some(2 * FIRST_PAUSE));
		for ends in [Error::chain("wrong"), Error::Light(Light::Clock)] {
			assert_eq!(restarts.pause_after(&ends, true), None);
		}
	}

	#[test]
	fn is_told_it_says_so_once_a_minute_at_most() {
		let mut restarts = Restarts::default();
		let start = Instant::now();
		let told = [0, 1, 30, 59, 60, 61, 119, 200]
			.map(|seconds| restarts.is_told(start + Duration::from_secs(seconds)));
		assert_eq!(told, [true, false, false, false, true, false, false, true]);
	}

	#[test]
	fn pause_after_it_doubles_to_a_limit_until_one_follows_the_chain() {
		let mut restarts = Restarts::default();
		let mut pause = |followed| restarts.pause_after(&Error::LIGHT_FAILED, followed).unwrap();
		let seconds = [true, false, false, false, false, false, false, true, false]
			.map(|followed| pause(followed).as_secs());
		assert_eq!(seconds, [1, 2, 4, 8, 16, 30, 30, 1, 2]);
		for _ in 0..100 {
			assert!(pause(false) <= LONGEST_PAUSE);
		}
	}
}
