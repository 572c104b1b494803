//! The program of the baselines, and the processor's time.

use jmt_node_runner::{Error, Result};
use std::{
	io::{BufRead, BufReader, Write},
	path::Path,
	process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// The program, which answers questions a line each until its standard input ends.
pub(super) struct Baseline {
	process: Child,
	questions: Option<ChildStdin>,
	answers: BufReader<ChildStdout>,
}

impl Baseline {
	pub(super) fn start(program: &Path) -> Result<Self> {
		let failed = Error::io("the program of the baselines");
		let mut command = Command::new(program);
		command.stdin(Stdio::piped()).stdout(Stdio::piped());
		let mut process = command.spawn().map_err(failed)?;
		let gone = || Error::shape("the program of the baselines", "no pipe");
		let questions = Some(process.stdin.take().ok_or_else(gone)?);
		let answers = BufReader::new(process.stdout.take().ok_or_else(gone)?);
		Ok(Self { process, questions, answers })
	}

	pub(super) fn ask(&mut self, question: &str) -> Result<String> {
		let gone = || Error::shape("the program of the baselines", "its end");
		let questions = self.questions.as_mut().ok_or_else(gone)?;
		writeln!(questions, "{question}").map_err(Error::io("a question"))?;
		let mut answer = String::new();
		let read = self.answers.read_line(&mut answer).map_err(Error::io("an answer"))?;
		match read {
			0 => Err(gone()),
			_ => Ok(answer.trim().into()),
		}
	}

	pub(super) fn number(&mut self, question: &str) -> Result<u64> {
		let answer = self.ask(question)?;
		answer.parse().map_err(|_| Error::shape(question, answer))
	}
}

impl Drop for Baseline {
	fn drop(&mut self) {
		// It ends by itself once it is asked nothing more.
		self.questions = None;
		let _ = self.process.wait();
	}
}

/// Nanoseconds that this thread ran.
#[allow(unsafe_code, reason = "a call of libc")]
pub(super) fn processor_time() -> Result<u64> {
	let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
	// SAFETY: it writes to the given place alone.
	if unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) } != 0 {
		return Err(Error::io("the thread's clock")(std::io::Error::last_os_error()));
	}
	let (seconds, rest) = (u64::try_from(time.tv_sec), u64::try_from(time.tv_nsec));
	match (seconds, rest) {
		(Ok(seconds), Ok(rest)) => Ok(seconds * 1_000_000_000 + rest),
		_ => Err(Error::shape("the thread's clock", "a time before its begin")),
	}
}
