//! Engines that run prepared programs, and what a run ends with.
//!
//! An engine decides nothing: the pass settled fuel, stack, memory and NaNs, and [`crate::wasi`] the host calls. Its own
//! limits lie above those of the pass. Where one of them bites nevertheless, or the machine has no memory, there is a
//! [`Fault`] and no [`Run`]: another engine or another machine has to be asked, and no worker is to commit.

mod interpreter;
#[cfg(test)]
mod oracle;

pub use interpreter::Interpreter;
#[cfg(test)]
pub(crate) use oracle::{Compiled, Compiler};

pub use jmt_primitives::tasks::{Ending, Outcome};

use crate::{
	hash::blake2_256,
	prepare::{Prepared, MACHINE_FAILED},
	wasi::{Stop, World},
};
use jmt_primitives::{
	tasks::{Content, Limits},
	Hash,
};

/// An interpreter or compiler of prepared programs.
pub trait Engine {
	/// Runs a program from its start to its end.
	///
	/// # Errors
	/// If the engine or the machine failed. The program is not to blame, and nothing is known about it.
	fn run(&self, prepared: &Prepared, call: &Call<'_>) -> Result<Run, Fault>;
}

/// All that a program is given.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
	/// Standard input.
	pub input: &'a [u8],
	/// The arguments behind the program's name, each with a NUL at its end, which the last one may lack.
	pub arguments: &'a [u8],
	/// The fuel that it may use, at most [`MOST_FUEL`]; more counts as that.
	pub fuel: u64,
	/// The most bytes of output.
	pub output: u32,
}

/// The most fuel, which no machine uses in a century.
pub const MOST_FUEL: u64 = 1 << 62;

impl<'a> Call<'a> {
	/// The call of a task with these limits. Their pages of memory go to [`Prepared::new`].
	pub fn within(limits: &Limits, input: &'a [u8], arguments: &'a [u8]) -> Self {
		Self { input, arguments, fuel: limits.fuel, output: limits.output_bytes }
	}

	/// The fuel as the meter holds it.
	fn meter(&self) -> i64 {
		i64::try_from(self.fuel.min(MOST_FUEL)).unwrap_or(i64::MAX)
	}
}

/// The end of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
	/// How it ended.
	pub ending: Ending,
	/// The fuel that was used; all of it if it did not suffice.
	pub fuel: u64,
	/// Standard output, up to its limit.
	pub output: Vec<u8>,
	/// The BLAKE2b-256 hash of the whole memory at the end. None after a trap, since engines may differ in how much of an
	/// access was done that went across the end of memory.
	pub memory: Option<Hash>,
	/// Pages of memory at the end, of 64 KiB each. Memory does not shrink, so the run needed as many. They are no part of
	/// the result, since the hash of the memory is.
	pub pages: u32,
	/// The beginning of standard error, for a log. It is no part of the result.
	pub errors: Vec<u8>,
}

impl Run {
	/// The part that workers agree on, by [`Outcome::digest`].
	pub fn outcome(&self) -> Outcome {
		// The limit of the output has 32 bits.
		let length = u32::try_from(self.output.len()).unwrap_or(u32::MAX);
		let output = Content { hash: blake2_256(&self.output).into(), length };
		Outcome { ending: self.ending, fuel: self.fuel, output, memory: self.memory }
	}
}

/// Why there is no result. It tells about the machine or the engine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
	/// The machine has no memory that the program may have.
	#[error("the machine has too little memory for the program")]
	Memory,
	/// The engine refused the module or failed while it ran.
	#[error("the engine failed: {0}")]
	Engine(String),
}

/// How an engine came back from the module.
enum Return {
	/// It returned.
	Normal,
	/// An instruction of the module trapped, or a host call stopped it.
	Trap,
}

/// The meters after a run.
struct Meters {
	fuel: i64,
	stack: i64,
}

/// How a run ended, by what the engine and the host calls say.
fn ending(how: &Return, meters: &Meters, world: &World) -> Result<Ending, Fault> {
	Ok(match (world.stopped(), how) {
		(Some(Stop::Exit(code)), _) => Ending::Finished { code },
		(Some(Stop::OutOfFuel), _) => Ending::OutOfFuel,
		(Some(Stop::OutputTooLong), _) => Ending::OutputTooLong,
		(None, Return::Normal) => Ending::Finished { code: 0 },
		(None, Return::Trap) if meters.fuel == MACHINE_FAILED => return Err(Fault::Memory),
		(None, Return::Trap) if meters.fuel < 0 => Ending::OutOfFuel,
		(None, Return::Trap) if meters.stack < 0 => Ending::StackExhausted,
		(None, Return::Trap) => Ending::Trapped,
	})
}

/// The memory at the end.
struct Left {
	hash: Option<Hash>,
	pages: u32,
}

impl Left {
	/// By its bytes and how the run ended.
	fn of(ending: Ending, memory: &[u8]) -> Self {
		// 4,096 at most.
		let pages = u32::try_from(memory.len() / PAGE_BYTES).unwrap_or(u32::MAX);
		let hash = (ending != Ending::Trapped).then(|| blake2_256(memory).into());
		Self { hash, pages }
	}
}

/// Bytes of a page of memory.
const PAGE_BYTES: usize = 65_536;

/// All that is known after a run.
fn conclude(call: &Call<'_>, ending: Ending, meters: &Meters, memory: Left, world: World) -> Run {
	let left = u64::try_from(meters.fuel).unwrap_or(0);
	let fuel = match ending {
		Ending::OutOfFuel => call.fuel,
		_ => call.fuel.min(MOST_FUEL).saturating_sub(left),
	};
	let (output, errors) = world.into_streams();
	Run { ending, fuel, output, memory: memory.hash, pages: memory.pages, errors }
}
