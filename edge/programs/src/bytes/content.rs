//! Reading bytes against their content address.

use blake2b_simd::Params;
use jmt_primitives::{tasks::Content, Hash};
use std::io::{self, Read, Write};

/// Why bytes are not those of a content address.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
	/// There is a byte past the length.
	#[error("there are more than {length} bytes")]
	TooLong {
		/// The bytes expected.
		length: u32,
	},
	/// The bytes end before the length.
	#[error("there are {got} bytes, expected {length}")]
	TooShort {
		/// The bytes that came.
		got: u32,
		/// The bytes expected.
		length: u32,
	},
	/// As many bytes as expected, but others.
	#[error("the bytes have another hash")]
	Other,
	/// The source failed.
	#[error("reading failed")]
	Source(#[source] io::Error),
	/// The place to which they go failed.
	#[error("writing failed")]
	Sink(#[source] io::Error),
}

/// Bytes that are read at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// Moves bytes from `source` to `sink` while it hashes them. Stops at the first byte past the length, before that is
/// written. On an error the sink holds bytes of no worth.
pub fn receive(
	content: &Content,
	mut source: impl Read,
	mut sink: impl Write,
) -> Result<(), ContentError> {
	let mut state = Params::new().hash_length(Hash::len_bytes()).to_state();
	let mut left = content.length;
	let mut chunk = vec![0; CHUNK_BYTES];
	loop {
		let read = match source.read(&mut chunk) {
			Ok(0) => break,
			Ok(read) => read,
			Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
			Err(error) => return Err(ContentError::Source(error)),
		};
		left = u32::try_from(read)
			.ok()
			.and_then(|read| left.checked_sub(read))
			.ok_or(ContentError::TooLong { length: content.length })?;
		let came = chunk.get(..read).unwrap_or(&chunk);
		state.update(came);
		sink.write_all(came).map_err(ContentError::Sink)?;
	}
	if left != 0 {
		return Err(ContentError::TooShort { got: content.length - left, length: content.length });
	}
	if state.finalize().as_bytes() != content.hash.as_bytes() {
		return Err(ContentError::Other);
	}
	Ok(())
}

/// Reads the bytes of a content address. Memory grows with what comes in, not with what was announced.
pub fn read(content: &Content, source: impl Read) -> Result<Vec<u8>, ContentError> {
	let mut bytes = Vec::new();
	receive(content, source, &mut bytes)?;
	Ok(bytes)
}
