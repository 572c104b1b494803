//! A run in a process of its own, which can do nothing but compute.
//!
//! # Words
//!
//! - The **parent** ([`run`], [`ask`]) starts the child, feeds it, bounds what it says and ends it.
//! - The **child** ([`serve`], [`enter`]) gives up what it may do before it looks at a program.
//!
//! # A walk
//!
//! Alice's agent starts itself as a child with three pipes, no environment and a process group of its own. The child
//! takes limits on memory, time, files and processes, and proves to itself that they bind: it tries to open a file, to
//! start a thread and to take more memory than it has, and goes on only if none of these succeeds. Then it reads the
//! program, runs it, and writes the answer. Carol's program finds a fault of the engine and loops: at the deadline the
//! parent kills the child, and Alice's log shows the end of its standard error without the control characters that were
//! to repaint her terminal.
//!
//! # Design
//!
//! Limits of the kernel (`setrlimit`) need no privilege, no container and no other program, and hold on a router. The
//! number of processes does not bind the superuser, so an agent that runs as one starts its child as another user.
//! Linux only.
//!
//! # Not protected
//!
//! - System calls are not filtered. A program that took the engine over cannot open, connect, fork or grow, but it can
//!   signal processes of its user.
//! - Speculation and caches: a child on the same core measures its neighbours.

mod answer;
mod clean;
mod enter;
mod limits;
mod message;
mod run;
#[cfg(test)]
mod tests;

pub use answer::Answer;
pub use clean::clean;
pub use enter::enter;
pub use limits::{ChildLimits, Limits, LimitsError};
pub use message::{
	ask, ask_unless, serve, MessageError, Request, MAX_ANSWER_BYTES, MAX_INPUT_BYTES,
	MAX_PROGRAM_BYTES,
};
pub use run::{hide, run, run_unless, this_program, Ended, Finished, MAX_STDERR_BYTES};

use std::io;

/// Why there is no answer of a child.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
	/// The child cannot be started or fed.
	#[error("{what}")]
	Process {
		/// The step.
		what: &'static str,
		/// Why.
		source: io::Error,
	},
	/// The limits make no sense.
	#[error(transparent)]
	Limits(#[from] LimitsError),
	/// A limit was set and does not bind.
	#[error("the limit on {0} does not bind here, so no program is run")]
	Unbound(&'static str),
	/// The two sides do not speak alike.
	#[error(transparent)]
	Message(#[from] MessageError),
	/// The child was ended, since nobody needs its answer any more.
	#[error("the run was stopped")]
	Stopped,
	/// The child ended without an answer.
	#[error("the run {ended}, and said: {stderr}")]
	NoAnswer {
		/// How it ended.
		ended: Ended,
		/// Its standard error, cleaned.
		stderr: String,
	},
}

fn process_error(what: &'static str) -> impl Fn(io::Error) -> SandboxError {
	move |source| SandboxError::Process { what, source }
}
