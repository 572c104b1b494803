//! Files that travel between devices by any way: challenges, answers, messages.

use jmt_edge::error::BoxedError;
use serde::de::DeserializeOwned;
use std::{
	fs::File,
	io::{self, Read},
	path::Path,
};

/// Reads a file, or standard input for `-`, of at most this many bytes.
pub(super) fn read(path: &Path, most: usize) -> Result<Vec<u8>, BoxedError> {
	match path.as_os_str() == "-" {
		true => read_at_most(io::stdin().lock(), most),
		false => read_at_most(File::open(path)?, most),
	}
}

/// The same, as JSON.
pub(super) fn read_json<T: DeserializeOwned>(path: &Path, most: usize) -> Result<T, BoxedError> {
	Ok(serde_json::from_slice(&read(path, most)?)?)
}

fn read_at_most(from: impl Read, most: usize) -> Result<Vec<u8>, BoxedError> {
	let mut content = Vec::new();
	let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
	from.take(limit).read_to_end(&mut content)?;
	if content.len() > most {
		return Err(format!("it has more than {most} bytes").into());
	}
	Ok(content)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn read_at_most_it_takes_no_more() {
		assert_eq!(read_at_most(&b"1234"[..], 4).unwrap(), b"1234");
		let error = read_at_most(io::repeat(b'1'), 4).unwrap_err();
		assert_eq!(error.to_string(), "it has more than 4 bytes");
	}
}
