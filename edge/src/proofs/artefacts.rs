//! Semaphore's published files by depth: the proving key and the program that computes the witness.

use super::ProofError;
use std::path::{Path, PathBuf};

/// The depths whose keys stand in the genesis. `scripts/setup --proofs` fetches the files of all but the last.
pub const DEPTHS: [u8; 4] = [10, 16, 20, 24];

/// The folder in which they lie.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Folder(PathBuf);

impl Folder {
	/// The folder at this path.
	pub fn new(path: impl Into<PathBuf>) -> Self {
		Self(path.into())
	}

	/// Its path.
	pub fn path(&self) -> &Path {
		&self.0
	}

	/// The proving key and the witness program of a depth. Both have to be there.
	pub fn files(&self, depth: u8) -> Result<(PathBuf, PathBuf), ProofError> {
		let file = |kind: &str| {
			let path = self.0.join(format!("semaphore-{depth}.{kind}"));
			match path.is_file() {
				true => Ok(path),
				false => Err(ProofError::NoArtefacts(path)),
			}
		};
		Ok((file("zkey")?, file("wasm")?))
	}
}

/// The least depth that takes a tree of so many levels. Members of one group use one depth: another would tell them
/// apart.
pub fn depth_for(levels: u32) -> Result<u8, ProofError> {
	let fits = |depth: &u8| u32::from(*depth) >= levels;
	DEPTHS.into_iter().find(fits).ok_or_else(|| {
		let most = DEPTHS.into_iter().max().unwrap_or_default();
		ProofError::TooDeep { levels, most }
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn depth_for_it_is_the_least_that_fits() {
		for (levels, depth) in [(0, 10), (10, 10), (11, 16), (16, 16), (20, 20), (21, 24), (24, 24)]
		{
			assert_eq!(depth_for(levels).unwrap(), depth, "{levels}");
		}
		assert!(matches!(depth_for(25), Err(ProofError::TooDeep { levels: 25, most: 24 })));
	}

	#[test]
	fn files_a_missing_one_is_named_with_the_way_to_get_it() {
		let dir = tempfile::tempdir().unwrap();
		std::fs::write(dir.path().join("semaphore-10.zkey"), "").unwrap();
		let folder = Folder::new(dir.path());
		let said = folder.files(10).unwrap_err().to_string();
		assert!(said.contains("semaphore-10.wasm") && said.contains("--proofs"), "{said}");
		std::fs::write(dir.path().join("semaphore-10.wasm"), "").unwrap();
		assert!(folder.files(10).is_ok());
	}
}
