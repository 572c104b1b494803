//! A command that nobody watches: it goes on with another light client when one fails, until it ends or is asked to.

use super::{stamped, StopSignals};
use crate::{failure::Failure, global::Global, spinner::Spinner};
use futures::future::LocalBoxFuture;
use jmt_edge::{chain::Chain, mine, tasks, Error};
use jmt_light::Error as Light;
use serde::Serialize;
use std::{
	cell::Cell,
	time::{Duration, Instant},
};
use tokio::sync::Notify;

/// Pause before another light client takes the place of one that failed. Doubled as long as none of them
/// gets to follow the chain.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How often it is told that the chain could not be joined, at most.
const TELL_EVERY: Duration = Duration::from_secs(60);

/// An event of such a command.
pub(crate) trait Told: Serialize {
	/// Another light client takes the place of one that failed.
	const REPLACED: Self;

	/// The chain could not be joined, for this reason.
	fn not_joined(reason: String) -> Self;

	/// Whether the chain is followed now.
	fn is_following(&self) -> bool;

	/// One line for people.
	fn to_line(&self) -> String;
}

impl Told for mine::Event {
	const REPLACED: Self = Self::LightClientReplaced;

	fn not_joined(reason: String) -> Self {
		Self::NotJoined { reason }
	}

	fn is_following(&self) -> bool {
		matches!(self, Self::Following { .. })
	}

	fn to_line(&self) -> String {
		self.to_line()
	}
}

impl Told for tasks::Event {
	const REPLACED: Self = Self::LightClientReplaced;

	fn not_joined(reason: String) -> Self {
		Self::NotJoined { reason }
	}

	fn is_following(&self) -> bool {
		matches!(self, Self::Following { .. })
	}

	fn to_line(&self) -> String {
		self.to_line()
	}
}

/// Runs `follow` on the chain, with what `prepare` makes before each start, where to tell events, and a future that
/// resolves when it is to stop. An event that cannot be written ends the command.
pub(crate) async fn go_on<E: Told, P>(
	global: &Global,
	stop: &mut StopSignals,
	mut prepare: impl FnMut() -> Result<P, Failure>,
	mut follow: impl AsyncFnMut(&Chain, P, &dyn Fn(E), LocalBoxFuture<'_, ()>) -> Result<(), Error>,
) -> Result<(), Failure> {
	let options = global.chain_options()?;
	let format = global.format();
	let tell = |event: E| {
		let json = serde_json::to_value(&event).unwrap_or_default();
		format.emit(json, || stamped(&event.to_line()))
	};
	let followed = Cell::new(false);
	let (untold, silenced) = (Cell::new(None), Notify::new());
	let report = |event: E| {
		followed.set(followed.get() || event.is_following());
		if let Err(error) = tell(event) {
			untold.set(Some(error));
			silenced.notify_one();
		}
	};
	let mut restarts = Restarts::default();
	loop {
		let prepared = prepare()?;
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
				let stopped = Box::pin(async {
					tokio::select! {
						() = stop.asked_to_end() => {},
						() = silenced.notified() => {},
					}
				});
				let ended = follow(&chain, prepared, &report, stopped).await;
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
			Error::Light(Light::Failed) => tell(E::REPLACED)?,
			_ if restarts.is_told(Instant::now()) => tell(E::not_joined(error.one_line()))?,
			_ => {},
		}
		tokio::select! {
			() = tokio::time::sleep(pause) => {},
			() = stop.asked_to_end() => return Ok(()),
		}
	}
}

/// When another light client is started.
#[derive(Default)]
struct Restarts {
	/// Whether one is to take the place of another.
	failed: bool,
	/// How many did not get to follow the chain since then.
	in_a_row: u32,
	/// When it was told last that the chain could not be joined.
	told: Option<Instant>,
}

impl Restarts {
	/// How long to wait before the next one. `None` for an error that ends the command: everything but a failure
	/// of the light client itself, and errors that pass once peers are there.
	fn pause_after(&mut self, error: &Error, followed: bool) -> Option<Duration> {
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
	fn is_told(&mut self, now: Instant) -> bool {
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
