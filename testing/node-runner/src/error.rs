use std::{path::PathBuf, time::Duration};

/// A failure while processes are started, asked and stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// A binary is not where it should be.
	#[error(
		"{name} is not built: looked in {looked_in:?}; run `cargo build --release --workspace`"
	)]
	NoBinary {
		name: String,
		/// Where it was looked for.
		looked_in: Vec<PathBuf>,
	},
	/// The file system refused.
	#[error("{what}: {source}")]
	Io {
		/// The attempt.
		what: String,
		/// Why it failed.
		source: std::io::Error,
	},
	/// A process ended although it should run, or with an exit code that was not expected.
	#[error("{name} ended with {status}; its last lines:\n{tail}")]
	Ended {
		name: String,
		/// How it ended.
		status: String,
		/// The end of what it wrote.
		tail: String,
	},
	/// A condition did not come true in time.
	#[error("waited {limit:?} in vain for {what}")]
	TimedOut {
		/// The condition.
		what: String,
		/// How long it was waited for.
		limit: Duration,
	},
	/// A JSON-RPC call failed.
	#[error("{method} at {url}: {reason}")]
	Rpc {
		method: String,
		/// Where it was called.
		url: String,
		/// The reason, as the server or the transport states it.
		reason: String,
	},
	/// An answer has another shape than expected.
	#[error("{what}: unexpected {found}")]
	Shape {
		/// The place.
		what: String,
		found: String,
	},
	/// A transaction did not get where it should.
	#[error("transaction: {0}")]
	Transaction(String),
}

impl Error {
	/// An [`Error::Shape`].
	pub fn shape(what: impl Into<String>, found: impl std::fmt::Display) -> Self {
		Self::Shape { what: what.into(), found: found.to_string() }
	}

	/// Maps an I/O error to [`Error::Io`].
	pub fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
		let what = what.into();
		move |source| Self::Io { what, source }
	}
}

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;
