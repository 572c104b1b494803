//! Readings of a device, kept with the salt of their root.

use crate::{
	keys::{create_private, read_private, KeyError},
	proofs::{format_scalar, number, ProofError},
};
use jmt_zk_poseidon::Scalar;
use jmt_zk_prover::statistics::{new_salt, Readings};
use serde::{Deserialize, Serialize};
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

/// Readings and salt. One who has both can show each reading.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReadingsFile {
	kind: Kind,
	/// The root, for people; readings and salt decide.
	root: String,
	#[serde(with = "number::scalar")]
	salt: Scalar,
	readings: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
enum Kind {
	#[serde(rename = "readings/v1")]
	Readings,
}

impl Drop for ReadingsFile {
	fn drop(&mut self) {
		self.readings.zeroize();
	}
}

impl ReadingsFile {
	/// Readings under a new salt.
	pub fn new(readings: Vec<u32>) -> Result<Self, ProofError> {
		let salt = new_salt();
		let mut file = Self { kind: Kind::Readings, root: String::new(), salt, readings };
		file.root = format_scalar(&file.readings()?.root());
		Ok(file)
	}

	/// Readings out of a text: one a line.
	pub fn parse(text: &str) -> Result<Vec<u32>, String> {
		let lines = (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty());
		lines
			.map(|(number, line)| {
				let digits =
					Some(line).filter(|line| line.bytes().all(|byte| byte.is_ascii_digit()));
				let reading = digits.and_then(|digits| digits.parse().ok());
				reading.ok_or_else(|| format!("line {number}: not a number from 0 to {}", u32::MAX))
			})
			.collect()
	}

	/// Writes them to a new file for its owner alone.
	pub fn write(&self, path: &Path) -> Result<(), KeyError> {
		let text = serde_json::to_string_pretty(self)
			.map_err(|error| KeyError::Malformed { path: path.into(), source: error.into() })?;
		create_private(path, Zeroizing::new(text))
	}

	/// Reads a file. One whose root is not that of its readings is refused as damaged.
	pub fn read(path: &Path) -> Result<Self, ProofError> {
		let text = read_private(path).map_err(|error| ProofError::file(path, error))?;
		let file: Self =
			serde_json::from_str(&text).map_err(|error| ProofError::file(path, error))?;
		let root = file.readings().map_err(|error| ProofError::file(path, error))?.root();
		match format_scalar(&root) == file.root {
			true => Ok(file),
			false => Err(ProofError::file(path, "its root is not that of its readings")),
		}
	}

	/// As the circuit takes them.
	pub fn readings(&self) -> Result<Readings, ProofError> {
		Readings::new(&self.readings, self.salt).map_err(|error| ProofError::NotMade(error.into()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	#[test]
	fn read_it_reads_what_write_wrote() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("readings.json");
		let written = ReadingsFile::new(vec![21, 19, u32::MAX]).unwrap();
		written.write(&path).unwrap();
		let read = ReadingsFile::read(&path).unwrap();
		assert_eq!(read.readings, written.readings);
		assert_eq!(read.readings().unwrap().root(), written.readings().unwrap().root());
		let other = ReadingsFile::new(vec![21, 19, u32::MAX]).unwrap();
		assert_ne!(other.root, written.root, "the salt is new");
	}

	#[test]
	fn parse_it_takes_a_number_a_line() {
		assert_eq!(ReadingsFile::parse("21\n\n 19 \n0\n"), Ok(vec![21, 19, 0]));
	}

	mod reject {
		use super::*;

		#[test]
		fn parse_the_line_that_is_none_is_named() {
			for line in ["x", "-1", "+1", "1.5", "4294967296"] {
				let said = ReadingsFile::parse(&format!("1\n{line}")).unwrap_err();
				assert!(said.starts_with("line 2"), "{said}");
			}
		}

		#[test]
		fn new_none_and_more_than_64() {
			assert!(ReadingsFile::new(Vec::new()).is_err());
			assert!(ReadingsFile::new(vec![1; 64]).is_ok());
			assert!(ReadingsFile::new(vec![1; 65]).is_err());
		}

		#[test]
		fn read_a_damaged_file() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("readings.json");
			ReadingsFile::new(vec![21, 19]).unwrap().write(&path).unwrap();
			let text = fs::read_to_string(&path).unwrap();
			for damaged in [
				text.replace("21", "22"),
				text.replace("readings/v1", "readings/v2"),
				text.replacen('{', "", 1),
			] {
				assert_ne!(damaged, text);
				fs::write(&path, damaged).unwrap();
				assert!(matches!(ReadingsFile::read(&path), Err(ProofError::File { .. })));
			}
		}
	}
}
