//! The world of one run: what a program asks of it is answered by program and input alone.

use super::{
	guest::{Buffer, Guest},
	random::Stream,
	Errno, Fail, Function, Stop, ERRORS_KEPT, HOST_CALL, TICK_NANOSECONDS,
};
use crate::hash::blake2_256;

/// The name of every program, its argument 0.
const PROGRAM: &[u8] = b"program";

/// The clocks: real time, monotonic, processor time of process and thread.
const CLOCKS: u64 = 4;

/// Bit of `fd_read` in a descriptor's rights.
const RIGHT_READ: u64 = 1 << 1;

/// Bit of `fd_write` in a descriptor's rights.
const RIGHT_WRITE: u64 = 1 << 6;

/// The three descriptors.
const STDIN: u64 = 0;
const STDOUT: u64 = 1;
const STDERR: u64 = 2;

/// All that a run reads from and writes to outside of its memory.
pub struct World {
	/// Standard input.
	input: Vec<u8>,
	/// Bytes of it that were read.
	position: usize,
	/// The arguments, the program's name first, each with its closing NUL.
	arguments: Vec<Vec<u8>>,
	random: Stream,
	/// Questions to the clocks so far.
	questions: u64,
	/// Which of the three descriptors the program closed.
	closed: [bool; 3],
	/// The most bytes of output.
	limit: usize,
	/// Standard output.
	output: Vec<u8>,
	/// The beginning of standard error.
	errors: Vec<u8>,
	/// Why the program was stopped from outside, if it was.
	stopped: Option<Stop>,
}

impl World {
	/// The world of a run of the program of this hash, with at most `limit` bytes of output.
	pub fn new(program: [u8; 32], input: &[u8], arguments: &[u8], limit: u32) -> Self {
		let mut all = vec![PROGRAM.to_vec()];
		all.extend(
			arguments
				.split_inclusive(|byte| *byte == 0)
				.map(|argument| argument.strip_suffix(&[0]).unwrap_or(argument).to_vec()),
		);
		for argument in &mut all {
			argument.push(0);
		}
		Self {
			random: Stream::new(program, blake2_256(input)),
			input: input.to_vec(),
			position: 0,
			arguments: all,
			questions: 0,
			closed: [false; 3],
			limit: usize::try_from(limit).unwrap_or(usize::MAX),
			output: Vec::new(),
			errors: Vec::new(),
			stopped: None,
		}
	}

	/// Why the program was stopped by a host call.
	pub fn stopped(&self) -> Option<Stop> {
		self.stopped
	}

	/// Output, and the beginning of standard error.
	pub fn into_streams(self) -> (Vec<u8>, Vec<u8>) {
		(self.output, self.errors)
	}

	/// A host call: does what `function` does and gives its error number. Missing arguments count as zero.
	///
	/// # Errors
	/// Why the program has to be stopped. It is kept for [`World::stopped`].
	pub fn call(
		&mut self,
		function: Function,
		arguments: &[u64],
		guest: &mut Guest<'_>,
	) -> Result<u32, Stop> {
		match self.answer(function, arguments, guest) {
			Ok(()) => Ok(0),
			Err(Fail::Errno(errno)) => Ok(errno.number()),
			Err(Fail::Stop(stop)) => {
				self.stopped = Some(stop);
				Err(stop)
			},
		}
	}

	fn answer(
		&mut self,
		function: Function,
		arguments: &[u64],
		guest: &mut Guest<'_>,
	) -> Result<(), Fail> {
		guest.charge(HOST_CALL)?;
		let wide = |place: usize| arguments.get(place).copied().unwrap_or_default();
		// cast: parameters of 32 bits come widened.
		let argument = |place: usize| wide(place) as u32;
		match function {
			Function::Arguments => self.arguments(argument(0), argument(1), guest),
			Function::ArgumentSizes => self.argument_sizes(argument(0), argument(1), guest),
			Function::Environment => Ok(()),
			Function::EnvironmentSizes => {
				let none = 0_u32.to_le_bytes();
				guest.write(argument(0), &none)?;
				Ok(guest.write(argument(1), &none)?)
			},
			Function::ClockResolution => {
				clock(wide(0))?;
				Ok(guest.write(argument(1), &TICK_NANOSECONDS.to_le_bytes())?)
			},
			Function::ClockTime => {
				clock(wide(0))?;
				let now = self.questions.saturating_mul(TICK_NANOSECONDS);
				guest.write(argument(2), &now.to_le_bytes())?;
				// A question costs fuel, of which there are fewer than 2^63.
				self.questions = self.questions.saturating_add(1);
				Ok(())
			},
			Function::Close => {
				let open = self.open(wide(0))?;
				*open = true;
				Ok(())
			},
			Function::DescriptorState => {
				self.open(wide(0))?;
				let rights = if wide(0) == STDIN { RIGHT_READ } else { RIGHT_WRITE };
				// Type (unknown, as pipes have), flags (none), rights, rights to inherit (none).
				let mut state = [0; 24];
				state[8..16].copy_from_slice(&rights.to_le_bytes());
				Ok(guest.write(argument(1), &state)?)
			},
			Function::NoFolder => Err(Errno::BadDescriptor.into()),
			Function::Seek => {
				self.open(wide(0))?;
				Err(Errno::Pipe.into())
			},
			Function::Read => {
				self.open(wide(0))?;
				if wide(0) != STDIN {
					return Err(Errno::BadDescriptor.into());
				}
				self.read(argument(1), argument(2), argument(3), guest)
			},
			Function::Write => {
				self.open(wide(0))?;
				if wide(0) == STDIN {
					return Err(Errno::BadDescriptor.into());
				}
				self.write(wide(0), argument(1), argument(2), argument(3), guest)
			},
			Function::Exit => Err(Stop::Exit(argument(0)).into()),
			Function::Random => {
				guest.bytes(argument(0), argument(1))?;
				// A byte of it costs a hash's share, hence as much as eight that are moved.
				guest.charge(argument(1).into())?;
				self.random.fill(guest.bytes_mut(argument(0), argument(1))?);
				Ok(())
			},
			Function::Yield => Ok(()),
			Function::Incapable => Err(Errno::NotCapable.into()),
			Function::IncapableOf => {
				self.open(wide(0))?;
				Err(Errno::NotCapable.into())
			},
		}
	}

	/// The mark of an open descriptor, to be set when it is closed.
	fn open(&mut self, descriptor: u64) -> Result<&mut bool, Errno> {
		let place = usize::try_from(descriptor).map_err(|_| Errno::BadDescriptor)?;
		self.closed.get_mut(place).filter(|closed| !**closed).ok_or(Errno::BadDescriptor)
	}

	fn argument_sizes(&self, number: u32, bytes: u32, guest: &mut Guest<'_>) -> Result<(), Fail> {
		let all: usize = self.arguments.iter().map(Vec::len).sum();
		guest.write(number, &length(self.arguments.len())?.to_le_bytes())?;
		Ok(guest.write(bytes, &length(all)?.to_le_bytes())?)
	}

	fn arguments(&self, list: u32, bytes: u32, guest: &mut Guest<'_>) -> Result<(), Fail> {
		let all = length(self.arguments.iter().map(Vec::len).sum())?;
		guest.charge(moved(all.into()))?;
		guest.bytes(list, length(self.arguments.len().saturating_mul(4))?)?;
		guest.bytes(bytes, all)?;
		let (mut entry, mut place) = (list, bytes);
		// Both ranges lie within memory, so neither address wraps but after the last one.
		for argument in &self.arguments {
			guest.write(entry, &place.to_le_bytes())?;
			guest.write(place, argument)?;
			entry = entry.wrapping_add(4);
			place = place.wrapping_add(length(argument.len())?);
		}
		Ok(())
	}

	fn read(
		&mut self,
		list: u32,
		number: u32,
		count: u32,
		guest: &mut Guest<'_>,
	) -> Result<(), Fail> {
		let buffers = guest.buffers(list, number)?;
		guest.bytes(count, 4)?;
		let rest = self.input.get(self.position..).unwrap_or_default();
		// cast: lengths in memory fit 64 bits.
		let mut left = room(&buffers).min(rest.len() as u64);
		let done = u32::try_from(left).map_err(|_| Errno::Invalid)?;
		guest.charge(moved(left))?;
		for buffer in buffers {
			let part = left.min(buffer.length.into());
			left -= part;
			// cast: not more than the rest has bytes.
			let part = part as usize;
			let rest = self.input.get(self.position..).unwrap_or_default();
			guest.write(buffer.at, rest.get(..part).unwrap_or_default())?;
			self.position += part;
		}
		Ok(guest.write(count, &done.to_le_bytes())?)
	}

	fn write(
		&mut self,
		descriptor: u64,
		list: u32,
		number: u32,
		count: u32,
		guest: &mut Guest<'_>,
	) -> Result<(), Fail> {
		let buffers = guest.buffers(list, number)?;
		guest.bytes(count, 4)?;
		let total = room(&buffers);
		// The answer's 32 bits cannot count more.
		let written = u32::try_from(total).map_err(|_| Errno::Invalid)?;
		guest.charge(moved(total))?;
		debug_assert!(descriptor == STDOUT || descriptor == STDERR);
		let (stream, limit) = match descriptor {
			STDOUT => (&mut self.output, self.limit),
			_ => (&mut self.errors, ERRORS_KEPT),
		};
		for buffer in buffers {
			let part = guest.bytes(buffer.at, buffer.length)?;
			let fits = limit.saturating_sub(stream.len()).min(part.len());
			stream.extend_from_slice(part.get(..fits).unwrap_or_default());
			if fits < part.len() && descriptor == STDOUT {
				return Err(Stop::OutputTooLong.into());
			}
		}
		Ok(guest.write(count, &written.to_le_bytes())?)
	}
}

/// Refuses a clock that does not exist.
fn clock(id: u64) -> Result<(), Errno> {
	if id < CLOCKS {
		return Ok(());
	}
	Err(Errno::Invalid)
}

/// The bytes of some buffers, at most 1,024 of 4 GiB. Buffers may overlap.
fn room(buffers: &[Buffer]) -> u64 {
	buffers.iter().map(|buffer| u64::from(buffer.length)).sum()
}

/// The fuel for bytes that a host call moves: one for eight.
fn moved(bytes: u64) -> u64 {
	bytes >> 3
}

/// A number as programs read it.
fn length(number: usize) -> Result<u32, Errno> {
	u32::try_from(number).map_err(|_| Errno::Invalid)
}
