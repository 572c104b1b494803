use crate::bytes::{read, receive, Content, ContentError};
use std::io::{self, Read};

const PROGRAM: &[u8] = b"the program of Carol";

fn address() -> Content {
	Content::of(PROGRAM).unwrap()
}

/// Gives one byte at a time, and between them what a signal gives.
struct Slow<'a> {
	bytes: &'a [u8],
	interrupted: bool,
}

impl Read for Slow<'_> {
	fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
		self.interrupted = !self.interrupted;
		if self.interrupted {
			return Err(io::ErrorKind::Interrupted.into());
		}
		self.bytes.read(&mut buffer[..1])
	}
}

/// Breaks after its bytes.
struct Broken<'a>(&'a [u8]);

impl Read for Broken<'_> {
	fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
		match self.0.read(buffer)? {
			0 => Err(io::ErrorKind::ConnectionReset.into()),
			read => Ok(read),
		}
	}
}

#[test]
fn it_hashes_as_the_chain_does() {
	assert_eq!(address().hash.0, sp_crypto_hashing::blake2_256(PROGRAM));
	assert_eq!(Content::of(&[]).unwrap().hash.0, sp_crypto_hashing::blake2_256(&[]));
}

#[test]
fn it_reads_the_bytes() {
	assert_eq!(read(&address(), PROGRAM).unwrap(), PROGRAM);
	assert!(read(&Content::of(&[]).unwrap(), io::empty()).unwrap().is_empty());
}

#[test]
fn it_reads_bytes_that_come_one_by_one() {
	let slow = Slow { bytes: PROGRAM, interrupted: false };
	assert_eq!(read(&address(), slow).unwrap(), PROGRAM);
}

#[test]
fn it_reads_more_than_a_chunk() {
	let large: Vec<u8> = (0..300_000u32).flat_map(u32::to_le_bytes).collect();
	assert_eq!(read(&Content::of(&large).unwrap(), large.as_slice()).unwrap(), large);
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_a_byte_more() {
		let longer = [PROGRAM, b"!"].concat();
		assert!(matches!(
			read(&address(), longer.as_slice()),
			Err(ContentError::TooLong { length: 20 })
		));
	}

	#[test]
	fn it_stops_at_an_endless_source() {
		let mut sink = Vec::new();
		let received = receive(&address(), io::repeat(0), &mut sink);
		assert!(matches!(received, Err(ContentError::TooLong { length: 20 })));
		assert!(sink.is_empty());
	}

	#[test]
	fn it_refuses_a_byte_less() {
		assert!(matches!(
			read(&address(), &PROGRAM[..19]),
			Err(ContentError::TooShort { got: 19, length: 20 })
		));
		assert!(matches!(
			read(&address(), io::empty()),
			Err(ContentError::TooShort { got: 0, length: 20 })
		));
	}

	#[test]
	fn it_refuses_other_bytes() {
		let mut other = PROGRAM.to_vec();
		other[19] ^= 1;
		assert!(matches!(read(&address(), other.as_slice()), Err(ContentError::Other)));
	}

	#[test]
	fn it_says_that_the_source_broke() {
		assert!(matches!(
			read(&address(), Broken(&PROGRAM[..10])),
			Err(ContentError::Source(error)) if error.kind() == io::ErrorKind::ConnectionReset
		));
		// All bytes came, but the end did not.
		assert!(matches!(read(&address(), Broken(PROGRAM)), Err(ContentError::Source(_))));
	}
}
