//! The guest, as a host call sees it: its memory and its fuel.

use super::{Errno, Fail, Stop};

/// Memory and remaining fuel of a program that waits for a host call.
pub struct Guest<'a> {
	/// All of its memory.
	pub memory: &'a mut [u8],
	/// The fuel that is left; less than none once a charge could not be paid.
	pub fuel: i64,
}

impl Guest<'_> {
	/// Takes fuel before work is done.
	///
	/// # Errors
	/// [`Stop::OutOfFuel`] if there is less; nothing is left then.
	pub(super) fn charge(&mut self, fuel: u64) -> Result<(), Stop> {
		let rest = i64::try_from(fuel).ok().and_then(|fuel| self.fuel.checked_sub(fuel));
		self.fuel = rest.filter(|rest| *rest >= 0).unwrap_or(-1);
		if self.fuel < 0 {
			return Err(Stop::OutOfFuel);
		}
		Ok(())
	}

	/// A range of memory to read.
	///
	/// # Errors
	/// [`Errno::Fault`] if it does not lie within memory.
	pub(super) fn bytes(&self, at: u32, length: u32) -> Result<&[u8], Errno> {
		let (from, to) = range(at, length)?;
		self.memory.get(from..to).ok_or(Errno::Fault)
	}

	/// A range of memory to write.
	///
	/// # Errors
	/// [`Errno::Fault`] if it does not lie within memory.
	pub(super) fn bytes_mut(&mut self, at: u32, length: u32) -> Result<&mut [u8], Errno> {
		let (from, to) = range(at, length)?;
		self.memory.get_mut(from..to).ok_or(Errno::Fault)
	}

	/// Writes bytes.
	///
	/// # Errors
	/// [`Errno::Fault`] if they do not fit.
	pub(super) fn write(&mut self, at: u32, bytes: &[u8]) -> Result<(), Errno> {
		let length = u32::try_from(bytes.len()).map_err(|_| Errno::Fault)?;
		self.bytes_mut(at, length)?.copy_from_slice(bytes);
		Ok(())
	}

	/// Reads a list of buffers, all of which lie within memory.
	///
	/// # Errors
	/// [`Errno::Invalid`] past [`MOST_BUFFERS`], [`Errno::Fault`] for a list or a buffer outside of memory.
	pub(super) fn buffers(&self, at: u32, number: u32) -> Result<Vec<Buffer>, Errno> {
		if number > MOST_BUFFERS {
			return Err(Errno::Invalid);
		}
		let list = self.bytes(at, number * BUFFER_BYTES)?;
		let mut buffers = Vec::new();
		for item in list.chunks_exact(8) {
			let [a, b, c, d, e, f, g, h] = item else { continue };
			let buffer = Buffer {
				at: u32::from_le_bytes([*a, *b, *c, *d]),
				length: u32::from_le_bytes([*e, *f, *g, *h]),
			};
			self.bytes(buffer.at, buffer.length)?;
			buffers.push(buffer);
		}
		Ok(buffers)
	}
}

/// A buffer that a list names.
#[derive(Clone, Copy)]
pub(super) struct Buffer {
	/// Its address.
	pub(super) at: u32,
	/// Its length in bytes.
	pub(super) length: u32,
}

/// The most buffers of a list, `IOV_MAX` of POSIX systems.
pub const MOST_BUFFERS: u32 = 1_024;

/// The bytes of a buffer in a list: address and length.
const BUFFER_BYTES: u32 = 8;

fn range(at: u32, length: u32) -> Result<(usize, usize), Errno> {
	let from = usize::try_from(at).map_err(|_| Errno::Fault)?;
	let length = usize::try_from(length).map_err(|_| Errno::Fault)?;
	Ok((from, from.checked_add(length).ok_or(Errno::Fault)?))
}

impl From<Errno> for Fail {
	fn from(errno: Errno) -> Self {
		Self::Errno(errno)
	}
}

impl From<Stop> for Fail {
	fn from(stop: Stop) -> Self {
		Self::Stop(stop)
	}
}
