//! One error for the whole agent, and the exit code that each kind of failure has.

use crate::{keys::KeyError, light::DatabaseError, light::SpecError};
use jmt_primitives::{authorized::AnswerRefusal, Hash};
use std::io;

/// Why a command failed. Each kind has its own exit code, see [`Error::exit_code`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// Something on the command line does not make sense.
	#[error("{0}")]
	Usage(String),
	/// No peer of the chain answered in time.
	#[error(
		"no peer of the chain with genesis {genesis:?} answered within {seconds} s; peers of another \
		 chain are refused, so check the boot nodes and that they run this chain"
	)]
	NoPeer {
		/// How long the agent waited.
		seconds: u64,
		/// Genesis hash of the chain in the spec.
		genesis: Hash,
	},
	/// The chain in the spec is not the one that was asked for.
	#[error("the chain spec has genesis {found:?}, expected {expected:?}")]
	GenesisMismatch {
		/// What the command line asked for.
		expected: Hash,
		/// What the spec has.
		found: Hash,
	},
	/// The chain spec cannot be used.
	#[error(transparent)]
	Spec(#[from] SpecError),
	/// A key file cannot be used.
	#[error(transparent)]
	Key(#[from] KeyError),
	/// The data directory cannot be used.
	#[error(transparent)]
	Database(#[from] DatabaseError),
	/// The chain refused a transaction.
	#[error("the chain refused the transaction: {0}")]
	Refused(Refusal),
	/// A transaction was sent, but its outcome was not seen.
	#[error("{0}")]
	Unconfirmed(String),
	/// A result cannot be written, for instance because a disk is full.
	#[error("what was done stands, but its result cannot be written to standard output: {0}")]
	Output(String),
	/// Whoever read the results has gone, which is the end of a command and no failure of it.
	#[error("nobody reads the results any more")]
	ReaderGone,
	/// The chain has no such item, or answered what cannot be decoded.
	#[error("{0}")]
	Chain(String),
	/// A read took longer than the limit.
	#[error("{what} took longer than {seconds} s; the peers may be gone")]
	TooSlow {
		/// What was waited for.
		what: &'static str,
		/// The limit.
		seconds: u64,
	},
	/// The light client itself stopped.
	#[error("the light client stopped: {0}")]
	Light(String),
	/// A part of the light client panicked, or does not answer what needs no peer. A new one can go on.
	#[error("the light client failed, which is a fault of its own: run the command again")]
	LightFailed,
}

impl Error {
	/// The exit code of the process: 0 is success, 2 is also what the command-line parser exits with.
	///
	/// | code | failure |
	/// |---|---|
	/// | 1 | reading from the chain failed |
	/// | 2 | usage |
	/// | 3 | no peer answered |
	/// | 4 | another genesis |
	/// | 5 | not a chain spec |
	/// | 6 | key file |
	/// | 7 | transaction refused |
	/// | 8 | data directory cannot be written |
	/// | 9 | transaction sent, outcome not seen |
	/// | 10 | done, but the result cannot be written |
	pub const fn exit_code(&self) -> u8 {
		match self {
			Self::Chain(_) | Self::TooSlow { .. } | Self::Light(_) | Self::LightFailed => 1,
			Self::Usage(_) => 2,
			Self::NoPeer { .. } => 3,
			Self::GenesisMismatch { .. } => 4,
			Self::Spec(_) => 5,
			Self::Key(_) => 6,
			Self::Refused(_) => 7,
			Self::Database(_) => 8,
			Self::Unconfirmed(_) => 9,
			Self::Output(_) => 10,
			Self::ReaderGone => 0,
		}
	}

	/// A short stable word for the kind, for `--json`.
	pub const fn kind(&self) -> &'static str {
		match self {
			Self::Usage(_) => "usage",
			Self::NoPeer { .. } => "noPeer",
			Self::GenesisMismatch { .. } => "genesisMismatch",
			Self::Spec(_) => "spec",
			Self::Key(_) => "key",
			Self::Database(_) => "database",
			Self::Refused(_) => "refused",
			Self::Unconfirmed(_) => "unconfirmed",
			Self::Output(_) => "output",
			Self::ReaderGone => "readerGone",
			Self::Chain(_) => "chain",
			Self::TooSlow { .. } => "tooSlow",
			Self::Light(_) => "light",
			Self::LightFailed => "lightFailed",
		}
	}

	/// Why a result was not written.
	pub fn output(error: io::Error) -> Self {
		match error.kind() {
			io::ErrorKind::BrokenPipe => Self::ReaderGone,
			_ => Self::Output(error.to_string()),
		}
	}

	/// From what the argument parser has to say, without its usage and its hint at `--help`.
	pub fn usage(error: &clap::Error) -> Self {
		if error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
			return Self::Usage("name a command (try --help)".into());
		}
		let text = error.render().to_string();
		let said = text
			.lines()
			.map(str::trim)
			.take_while(|line| {
				!line.starts_with("Usage:") && !line.starts_with("For more information")
			})
			.collect::<Vec<_>>()
			.join(" ");
		match said.trim_start_matches("error:").trim() {
			"" => Self::Usage("wrong arguments (try --help)".into()),
			said => Self::Usage(format!("{said} (try --help)")),
		}
	}

	/// The message on one line.
	pub fn one_line(&self) -> String {
		self.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
	}

	/// Wraps whatever a read from the chain failed with.
	pub fn chain(error: impl std::fmt::Display) -> Self {
		Self::Chain(error.to_string())
	}
}

/// Why a transaction was refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
	/// An answer, with its code of the published table.
	#[error("{} (code {})", .0.describe(), .0.code())]
	Answer(AnswerRefusal),
	/// A fact about the transaction that no retry mends.
	#[error("{0}")]
	Invalid(String),
	/// It was included, but its call failed.
	#[error("{0}")]
	Dispatch(String),
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn exit_code_it_differs_between_kinds_that_a_script_tells_apart() {
		let hash = Hash::repeat_byte(1);
		let errors = [
			Error::Chain("x".into()),
			Error::Usage("x".into()),
			Error::NoPeer { seconds: 1, genesis: hash },
			Error::GenesisMismatch { expected: hash, found: hash },
			Error::Spec(SpecError::NotJson("x".into())),
			Error::Key(KeyError::Malformed { path: "x".into(), reason: "x".into() }),
			Error::Refused(Refusal::Invalid("x".into())),
			Error::Database(DatabaseError::new("x", "y")),
			Error::Unconfirmed("x".into()),
			Error::Output("x".into()),
		];
		let mut codes = errors.iter().map(Error::exit_code).collect::<Vec<_>>();
		codes.sort_unstable();
		assert_eq!(codes, (1..=10).collect::<Vec<_>>());
		assert_eq!(Error::ReaderGone.exit_code(), 0);
	}

	#[test]
	fn one_line_it_has_no_line_break() {
		assert_eq!(Error::Chain("a\n  b\tc".into()).one_line(), "a b c");
	}

	#[test]
	fn refusal_it_names_the_reason_and_its_code() {
		assert_eq!(
			Refusal::Answer(AnswerRefusal::NotChallenged).to_string(),
			"another bucket was drawn (code 15)"
		);
	}
}
