//! Limits of a run.

use std::time::Duration;

/// Limits that the child takes itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChildLimits {
	/// Address space, in bytes: engine, program, input, the program's memory and output together.
	pub memory_bytes: u64,
	/// Time of the processor, in seconds.
	pub cpu_seconds: u64,
}

/// All limits of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
	/// Those of the child.
	pub child: ChildLimits,
	/// Time on the clock, from the start of the child.
	pub deadline: Duration,
	/// Bytes of its standard output.
	pub stdout_bytes: usize,
}

/// Limits that make no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LimitsError {
	/// A child cannot live with so little, or has no limit.
	#[error("{0} bytes of memory are not between {MIN_MEMORY_BYTES} and {MAX_MEMORY_BYTES}")]
	Memory(u64),
	/// The same of time.
	#[error("{0} seconds are not between 1 and {MAX_CPU_SECONDS}")]
	Cpu(u64),
}

/// Least memory: what the program itself has mapped at its start, and some room.
pub(super) const MIN_MEMORY_BYTES: u64 = 64 * 1024 * 1024;

/// Most memory. A number that the kernel would take for no limit is far above.
pub(super) const MAX_MEMORY_BYTES: u64 = 64 * 1024 * 1024 * 1024;

/// Most time: the longest run of a task, and a day more.
pub(super) const MAX_CPU_SECONDS: u64 = 2 * 24 * 60 * 60;

impl ChildLimits {
	pub(super) fn check(&self) -> Result<(), LimitsError> {
		if !(MIN_MEMORY_BYTES..=MAX_MEMORY_BYTES).contains(&self.memory_bytes) {
			return Err(LimitsError::Memory(self.memory_bytes));
		}
		if !(1..=MAX_CPU_SECONDS).contains(&self.cpu_seconds) {
			return Err(LimitsError::Cpu(self.cpu_seconds));
		}
		Ok(())
	}
}
