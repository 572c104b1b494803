//! The words between parent and child.
//!
//! The parent writes [`GREETING`], the child's limits, program, input, arguments and the program's limits, and closes.
//! The child writes the greeting and an answer, and ends with code 0. Numbers are little-endian; bytes stand behind
//! their number, four bytes wide, which has a bound; an [`Answer`] is such bytes, in SCALE. Both sides refuse a byte too
//! many.

use super::{enter, run_unless, Answer, ChildLimits, Ended, Limits, SandboxError};
use codec::{DecodeAll, Encode};
use jmt_primitives::tasks::{self, MAX_ARGUMENT_BYTES};
use std::{
	ffi::OsStr,
	io::{self, Read, Write},
	path::Path,
	sync::atomic::AtomicBool,
};

/// Largest program, in bytes: what profile 1 allows.
pub const MAX_PROGRAM_BYTES: u32 = 8 * 1024 * 1024;

/// Largest input, in bytes: what is fetched.
pub const MAX_INPUT_BYTES: u32 = crate::bytes::MAX_FETCH_BYTES;

/// Largest answer, in bytes: the end state, an output of 16 KiB and a log of 64 KiB.
pub const MAX_ANSWER_BYTES: u32 = 128 * 1024;

/// The first bytes of both sides: a child of another version is told at once.
const GREETING: [u8; 8] = *b"jmt-run1";

/// A run that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
	/// A WASM module.
	pub program: Vec<u8>,
	/// Its standard input.
	pub input: Vec<u8>,
	/// Its arguments, as the task has them.
	pub arguments: Vec<u8>,
	/// Fuel, pages of memory and bytes of output that it may use.
	pub limits: tasks::Limits,
}

/// Words of one side that the other cannot make out.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
	/// The other side is of another version, or is something else.
	#[error("the other side of the sandbox speaks otherwise")]
	Greeting,
	/// A part is larger than it may be.
	#[error("the {part} has {bytes} bytes, allowed are {max_bytes}")]
	TooLarge {
		/// Which.
		part: &'static str,
		/// How many bytes it has, or says to have.
		bytes: u64,
		/// How many it may have.
		max_bytes: u32,
	},
	/// The answer is none, or none to what was asked.
	#[error("the answer is none to this request")]
	Answer,
	/// There is more behind the end.
	#[error("there are bytes behind the message")]
	Trailing,
	/// The pipe failed, or ended within the message.
	#[error("the pipe ended within a message")]
	Pipe(#[source] io::Error),
}

/// Asks a child of `command` for a run, and gives its answer and what it said on standard error, both cleaned. A child that
/// was taken over can lie within what is possible. Blocks.
pub fn ask<A: AsRef<OsStr>>(
	command: &Path,
	arguments: &[A],
	request: &Request,
	limits: &Limits,
) -> Result<(Answer, String), SandboxError> {
	ask_unless(command, arguments, request, limits, &AtomicBool::new(false))
}

/// As [`ask`], and ends the child once `stopped` is set.
pub fn ask_unless<A: AsRef<OsStr>>(
	command: &Path,
	arguments: &[A],
	request: &Request,
	limits: &Limits,
	stopped: &AtomicBool,
) -> Result<(Answer, String), SandboxError> {
	let mut stdin = Vec::new();
	request.write(&limits.child, &mut stdin)?;
	let finished = run_unless(command, arguments, stdin, limits, stopped)?;
	if finished.ended != Ended::Exited(0) {
		return Err(SandboxError::NoAnswer { ended: finished.ended, stderr: finished.stderr });
	}
	let answer = read_answer(&mut finished.stdout.as_slice())?;
	if !answer.is_possible(&request.limits) {
		return Err(MessageError::Answer.into());
	}
	Ok((answer.cleaned(), finished.stderr))
}

/// The child: takes its limits, reads the request, and writes what `answer` makes of it. The caller ends the process,
/// with a code that is not 0 after an error.
pub fn serve(
	mut stdin: impl Read,
	mut stdout: impl Write,
	answer: impl FnOnce(Request) -> Answer,
) -> Result<(), SandboxError> {
	enter(&read_limits(&mut stdin)?)?;
	let request = Request::read(&mut stdin)?;
	write_answer(&answer(request), &mut stdout)?;
	Ok(())
}

impl Request {
	pub(super) fn write(
		&self,
		limits: &ChildLimits,
		to: &mut impl Write,
	) -> Result<(), MessageError> {
		write(to, &GREETING)?;
		write(to, &limits.memory_bytes.to_le_bytes())?;
		write(to, &limits.cpu_seconds.to_le_bytes())?;
		write_part(to, PROGRAM, &self.program)?;
		write_part(to, INPUT, &self.input)?;
		write_part(to, ARGUMENTS, &self.arguments)?;
		write(to, &self.limits.fuel.to_le_bytes())?;
		write(to, &self.limits.memory_pages.to_le_bytes())?;
		write(to, &self.limits.output_bytes.to_le_bytes())
	}

	/// Reads what stands behind the child's limits.
	pub(super) fn read(from: &mut impl Read) -> Result<Self, MessageError> {
		let request = Self {
			program: read_part(from, PROGRAM)?,
			input: read_part(from, INPUT)?,
			arguments: read_part(from, ARGUMENTS)?,
			limits: tasks::Limits {
				fuel: u64::from_le_bytes(read(from)?),
				memory_pages: u32::from_le_bytes(read(from)?),
				output_bytes: u32::from_le_bytes(read(from)?),
			},
		};
		end(from)?;
		Ok(request)
	}
}

/// A part's name and most bytes.
type Part = (&'static str, u32);

const PROGRAM: Part = ("program", MAX_PROGRAM_BYTES);
const INPUT: Part = ("input", MAX_INPUT_BYTES);
const ARGUMENTS: Part = ("list of arguments", MAX_ARGUMENT_BYTES);
const ANSWER: Part = ("answer", MAX_ANSWER_BYTES);

pub(super) fn read_limits(from: &mut impl Read) -> Result<ChildLimits, MessageError> {
	greeted(from)?;
	Ok(ChildLimits {
		memory_bytes: u64::from_le_bytes(read(from)?),
		cpu_seconds: u64::from_le_bytes(read(from)?),
	})
}

pub(super) fn write_answer(answer: &Answer, to: &mut impl Write) -> Result<(), MessageError> {
	write(to, &GREETING)?;
	write_part(to, ANSWER, &answer.encode())?;
	to.flush().map_err(MessageError::Pipe)
}

pub(super) fn read_answer(from: &mut impl Read) -> Result<Answer, MessageError> {
	greeted(from)?;
	let answer = read_part(from, ANSWER)?;
	end(from)?;
	Answer::decode_all(&mut answer.as_slice()).map_err(|_| MessageError::Answer)
}

fn greeted(from: &mut impl Read) -> Result<(), MessageError> {
	if read(from)? == GREETING {
		Ok(())
	} else {
		Err(MessageError::Greeting)
	}
}

fn write(to: &mut impl Write, bytes: &[u8]) -> Result<(), MessageError> {
	to.write_all(bytes).map_err(MessageError::Pipe)
}

fn write_part(
	to: &mut impl Write,
	(part, max_bytes): Part,
	bytes: &[u8],
) -> Result<(), MessageError> {
	let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= max_bytes).ok_or(
		MessageError::TooLarge {
			part,
			// cast: a length fits
			bytes: bytes.len() as u64,
			max_bytes,
		},
	)?;
	write(to, &length.to_le_bytes())?;
	write(to, bytes)
}

fn read<const N: usize>(from: &mut impl Read) -> Result<[u8; N], MessageError> {
	let mut bytes = [0; N];
	from.read_exact(&mut bytes).map_err(MessageError::Pipe)?;
	Ok(bytes)
}

/// Memory grows with what comes, not with what is announced.
fn read_part(from: &mut impl Read, (part, max_bytes): Part) -> Result<Vec<u8>, MessageError> {
	let length = u32::from_le_bytes(read(from)?);
	if length > max_bytes {
		return Err(MessageError::TooLarge { part, bytes: length.into(), max_bytes });
	}
	let mut bytes = Vec::new();
	from.take(length.into()).read_to_end(&mut bytes).map_err(MessageError::Pipe)?;
	if u32::try_from(bytes.len()) == Ok(length) {
		Ok(bytes)
	} else {
		Err(MessageError::Pipe(io::ErrorKind::UnexpectedEof.into()))
	}
}

fn end(from: &mut impl Read) -> Result<(), MessageError> {
	match io::copy(&mut from.take(1), &mut io::sink()).map_err(MessageError::Pipe)? {
		0 => Ok(()),
		_ => Err(MessageError::Trailing),
	}
}
