//! Why a task is not posted, or its result not read.

use crate::error::BoxedError;
use jmt_primitives::tasks::{TaskId, TermsFault};
use std::path::PathBuf;

/// Why a task is not posted, or its result not read.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
	/// No worker would run the program.
	#[error("no worker would run this program")]
	Program(#[source] BoxedError),
	/// The chain does not take such terms.
	#[error("the chain does not take these terms: {0}")]
	Terms(TermsFault),
	/// A file of a program or an input cannot be used.
	#[error("{} cannot be used", .path.display())]
	File {
		path: PathBuf,
		/// Why not.
		#[source]
		source: BoxedError,
	},
	/// There is no such task.
	#[error("no task has the number {0}, or none any more")]
	Unknown(TaskId),
	/// It has no result, or none yet.
	#[error("task {task} has no result: {why}")]
	NoResult {
		task: TaskId,
		/// The chain's sentence about it.
		why: String,
	},
	/// The device is no worker.
	#[error("the device is no worker")]
	NotEnrolled,
	/// Stored bytes are not those that the result names.
	#[error("the output that is stored is not the one that the result names")]
	Output,
	/// A run on this machine failed, which is no result.
	#[error("the program was not run to its end")]
	Machine(#[source] BoxedError),
}
