//! Runs of programs in a child process of this program.

use jmt_primitives::tasks::{Limits as Bounds, Outcome};
use jmt_programs::{
	engine::Interpreter,
	sandbox::{
		ask_unless, serve, this_program, Answer, ChildLimits, Limits, Request, SandboxError,
		MAX_ANSWER_BYTES,
	},
	speed::endless,
};
use std::{
	ffi::OsStr,
	io,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	time::{Duration, Instant},
};

/// The arguments of a child. It is no command for people.
pub const SANDBOXED: [&str; 3] = ["task", "run", "--sandboxed"];

/// How long preparing a program may take.
const CHECK_DEADLINE: Duration = Duration::from_secs(120);

/// The fuel by which the machine is timed: a second or so.
const TIMED_FUEL: u64 = 100_000_000;

/// Bytes of a page of memory.
pub const PAGE_BYTES: u64 = 65_536;

/// Address space of a child besides that of the program: what it has mapped at its start, and the engine.
const BASE_BYTES: u64 = 256 * 1024 * 1024;

/// Bytes that an interpreter makes of one byte of a program, at most, with the program before and behind the pass.
const BYTES_A_PROGRAM_BYTE: u64 = 24;

/// Longest time of the processor that a child is given, in seconds: a day.
const MOST_CPU_SECONDS: u64 = 24 * 60 * 60;

/// A run that ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
	pub outcome: Outcome,
	/// Standard output.
	pub output: Vec<u8>,
	/// The beginning of the program's standard error, fit for a terminal.
	pub errors: String,
	/// With the start of its process.
	pub took: Duration,
}

/// Why a program did not run to an end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
	/// It is none of profile 1.
	#[error("{0}")]
	Refused(String),
	/// The engine or the machine failed, which says nothing about the program.
	#[error("the run failed on this machine: {0}")]
	Failed(String),
	/// The child process did not answer.
	#[error(transparent)]
	Sandbox(#[from] SandboxError),
}

/// Sets a flag when it is dropped: whoever waited for a run needs it no more.
#[derive(Default)]
pub(super) struct Stop {
	pub stopped: Arc<AtomicBool>,
}

impl Drop for Stop {
	fn drop(&mut self) {
		self.stopped.store(true, Ordering::Relaxed);
	}
}

/// Whether these arguments of the process, without its name, are those of a child.
pub fn is_asked<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> bool {
	let mut arguments = arguments.into_iter();
	let same =
		SANDBOXED.iter().all(|word| arguments.next().is_some_and(|found| found.as_ref() == *word));
	same && arguments.next().is_none()
}

/// The child: called first of all, while the process has one thread. Takes its limits, and answers one request.
pub fn child() -> Result<(), SandboxError> {
	serve(io::stdin().lock(), io::stdout().lock(), |request| {
		// A check: it is to tell what translating the whole program needs.
		let engine = match request.limits.fuel {
			0 => Interpreter::eager(),
			_ => Interpreter::new(),
		};
		Answer::of(&request, &engine)
	})
}

/// Runs a program in a child until its end, or for `deadline` at most. Blocks.
pub fn run(request: &Request, deadline: Duration) -> Result<Ran, RunError> {
	run_unless(request, deadline, &AtomicBool::new(false))
}

/// As [`run`], and ends the child once `stopped` is set.
pub fn run_unless(
	request: &Request,
	deadline: Duration,
	stopped: &AtomicBool,
) -> Result<Ran, RunError> {
	let start = Instant::now();
	let limits = limits(request, deadline);
	let (answer, _) = ask_unless(&this_program(), &SANDBOXED, request, &limits, stopped)?;
	match answer {
		Answer::Ran { outcome, output, errors } => {
			Ok(Ran { outcome, output, errors, took: start.elapsed() })
		},
		Answer::Refused(why) => Err(RunError::Refused(why)),
		Answer::Failed(why) => Err(RunError::Failed(why)),
	}
}

/// Whether a program is one of profile 1 that starts with at most `memory_pages` pages: a run without fuel, so that no
/// stranger's bytes are looked at outside of a child. Returns how long it took to prepare it. Blocks.
pub fn check(program: Vec<u8>, memory_pages: u32) -> Result<Duration, RunError> {
	let limits = Bounds { fuel: 0, memory_pages, output_bytes: 0 };
	let request = Request { program, input: Vec::new(), arguments: Vec::new(), limits };
	run(&request, CHECK_DEADLINE).map(|ran| ran.took)
}

/// Fuel that this machine uses in a second, by a program that only computes. At least 1. Blocks.
pub fn measure() -> Result<u64, RunError> {
	let limits = Bounds { fuel: TIMED_FUEL, memory_pages: 1, output_bytes: 0 };
	let program = endless();
	let request = Request { program, input: Vec::new(), arguments: Vec::new(), limits };
	let ran = run(&request, CHECK_DEADLINE)?;
	Ok(speed(ran.outcome.fuel, ran.took))
}

fn speed(fuel: u64, took: Duration) -> u64 {
	let nanoseconds = took.as_nanos().max(1);
	let speed = u128::from(fuel).saturating_mul(1_000_000_000).checked_div(nanoseconds);
	u64::try_from(speed.unwrap_or(0)).unwrap_or(u64::MAX).max(1)
}

/// Limits of the child for a request.
fn limits(request: &Request, deadline: Duration) -> Limits {
	let bytes = |part: &Vec<u8>| u64::try_from(part.len()).unwrap_or(u64::MAX);
	let pages = u64::from(request.limits.memory_pages).saturating_mul(PAGE_BYTES);
	let memory_bytes = BASE_BYTES
		// While memory grows, there may be the old and the new.
		.saturating_add(pages.saturating_mul(2))
		.saturating_add(bytes(&request.program).saturating_mul(BYTES_A_PROGRAM_BYTE))
		.saturating_add(bytes(&request.input).saturating_mul(2));
	let cpu_seconds = deadline.as_secs().saturating_add(1).min(MOST_CPU_SECONDS);
	// cast: a number of 32 bits, and sizes in memory have as many at least
	let stdout_bytes = MAX_ANSWER_BYTES as usize + 64;
	Limits { child: ChildLimits { memory_bytes, cpu_seconds }, deadline, stdout_bytes }
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn is_asked_it_takes_the_words_of_a_child_and_no_others() {
		assert!(is_asked(SANDBOXED));
		assert!(!is_asked(["task", "run"]));
		assert!(!is_asked(["task", "run", "--sandboxed", "x"]));
		assert!(!is_asked(["--json", "task", "run", "--sandboxed"]));
		assert!(!is_asked([] as [&str; 0]));
	}

	#[test]
	fn stop_it_is_told_by_the_drop_and_not_before() {
		let stop = Stop::default();
		let stopped = stop.stopped.clone();
		assert!(!stopped.load(Ordering::Relaxed));
		drop(stop);
		assert!(stopped.load(Ordering::Relaxed));
	}

	#[test]
	fn speed_it_is_the_fuel_of_a_second_and_never_zero() {
		assert_eq!(speed(50, Duration::from_millis(500)), 100);
		assert_eq!(speed(0, Duration::from_secs(1)), 1);
		assert_eq!(speed(5, Duration::ZERO), 5_000_000_000);
		assert_eq!(speed(u64::MAX, Duration::from_nanos(1)), u64::MAX);
	}

	#[test]
	fn limits_they_grow_with_memory_program_and_input() {
		let request = |program, input, memory_pages| Request {
			program: vec![0; program],
			input: vec![0; input],
			arguments: Vec::new(),
			limits: Bounds { fuel: 1, memory_pages, output_bytes: 0 },
		};
		let memory = |program, input, pages| {
			let limits = limits(&request(program, input, pages), Duration::from_secs(9));
			assert_eq!(limits.child.cpu_seconds, 10);
			limits.child.memory_bytes
		};
		assert_eq!(memory(0, 0, 0), BASE_BYTES);
		assert_eq!(memory(0, 0, 16), BASE_BYTES + 2 * 16 * PAGE_BYTES);
		assert_eq!(memory(1_000, 100, 0), BASE_BYTES + 24_000 + 200);
		let longest = limits(&request(0, 0, 0), Duration::MAX);
		assert_eq!(longest.child.cpu_seconds, MOST_CPU_SECONDS);
	}
}
