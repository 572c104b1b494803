//! The runtime's code, changed so that a test can upgrade to it.

use codec::{Decode, Encode};
use jmt_node_runner::{Error, Result};

/// A custom section of a WASM module opens with its name behind the name's length.
const VERSION_SECTION: &[u8] = b"\x0fruntime_version";

/// Largest size of the decompressed code, in bytes.
const LARGEST_CODE: usize = 50 * 1024 * 1024;

/// The parts of a runtime's version before that of its specification: name of the specification, name of
/// the implementation, version of the authors' rules.
type Before = (String, String, u32);

/// The same code with the version of its specification one higher, in the section `runtime_version`, which
/// is what nodes and light clients read. Its answers when it runs, and the version that it
/// expects in a signature, stay as they were.
///
/// # Errors
///
/// If `code` does not decompress, or does not hold that section once.
pub fn with_next_version(code: &[u8]) -> Result<Vec<u8>> {
	let shape = |what: &str| Error::shape("runtime code", what);
	let mut code = sp_maybe_compressed_blob::decompress(code, LARGEST_CODE)
		.map_err(|error| shape(&error.to_string()))?
		.into_owned();
	let mut sections = code
		.windows(VERSION_SECTION.len())
		.enumerate()
		.filter_map(|(at, bytes)| (bytes == VERSION_SECTION).then_some(at + bytes.len()));
	let (Some(start), None) = (sections.next(), sections.next()) else {
		return Err(shape("not one section runtime_version"));
	};
	let mut rest = &code[start..];
	let before = Before::decode(&mut rest).map_err(|error| shape(&error.to_string()))?;
	let version = u32::decode(&mut rest).map_err(|error| shape(&error.to_string()))?;
	let at = start + before.encoded_size();
	code[at..at + 4].copy_from_slice(&(version + 1).to_le_bytes());
	sp_maybe_compressed_blob::compress_weakly(&code, LARGEST_CODE)
		.ok_or_else(|| shape("cannot be compressed"))
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A module of nothing but the section, twice if asked for.
	fn module(sections: usize) -> Vec<u8> {
		let version = ("jmt", "jmt", 1u32, 7u32, 1u32).encode();
		let section = [VERSION_SECTION, &version].concat();
		[b"\0asm\x01\0\0\0".to_vec(), section.repeat(sections)].concat()
	}

	#[test]
	fn it_raises_the_version_and_nothing_else() {
		let raised = with_next_version(&module(1)).expect("code");
		let raised = sp_maybe_compressed_blob::decompress(&raised, LARGEST_CODE).expect("code");
		let different: Vec<_> =
			module(1).into_iter().zip(raised.iter().copied()).filter(|(a, b)| a != b).collect();
		assert_eq!(different, [(7, 8)]);
		assert_eq!(raised.len(), module(1).len());
	}

	#[test]
	fn it_refuses_code_without_one_version() {
		assert!(with_next_version(&module(0)).is_err());
		assert!(with_next_version(&module(2)).is_err());
	}
}
