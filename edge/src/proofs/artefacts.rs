//! Semaphore's published files by depth: the proving key and the program that computes the witness.

use super::{prove::not_made, ProofError};
use jmt_zk_prover::{read_artefact, Artefacts};
use sp_crypto_hashing::sha2_256;
use std::path::{Path, PathBuf};

/// The depths whose keys stand in the genesis. `scripts/setup --proofs` fetches the files of all but the last.
pub const DEPTHS: [u8; 4] = [10, 16, 20, 24];

/// The published files of a depth, by SHA-256.
struct Published {
	depth: u8,
	zkey: &'static str,
	wasm: &'static str,
}

/// Those of npm's `@zk-kit/semaphore-artifacts` 4.13.0, for [`DEPTHS`]; `scripts/proofs.sha256` has the first three too.
const PUBLISHED: [Published; 4] = [
	Published {
		depth: 10,
		zkey: "f644af6753be9d48454d8f9bb74bf2e9a416dd7d1a704c3cf1d50e535969a19a",
		wasm: "1e9e1e3ad9917164bc96c751e32fae724400b92063f5a2cfd22ca64674bf4f96",
	},
	Published {
		depth: 16,
		zkey: "948763c7315a337b7722c0344a28af4be66fbbc618474d6dbe9036e799d1a3b5",
		wasm: "06df31461d17db86897fc234f0e6e5f5e2f6add1b8c821b5c6ae75030b3e0d7c",
	},
	Published {
		depth: 20,
		zkey: "33f9a067a80c7daf90e085449073613a9559a1904dd40aeb6d603afb7988c2cc",
		wasm: "6f71e55586929e520e76027ebe067daac8b41e2f4b8057313a5fd0304e1e44ee",
	},
	Published {
		depth: 24,
		zkey: "b02f7c575b5057adf85d2d15f2aa274fd3c964d4ec9f0184d032fec94513263a",
		wasm: "0ea5d513aaf0c340c5a2bbb1ed60ed6d5843ad162dabcab95dd35c9fb3960b1b",
	},
];

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

	/// Reads the files of a depth. Files that are not the published ones, byte for byte, are refused: a proving key of
	/// somebody else can make proofs that verify and tell the secret, and its verifying key looks the same.
	pub fn artefacts(&self, depth: u8) -> Result<Artefacts, ProofError> {
		let published = PUBLISHED.iter().find(|published| published.depth == depth);
		let Published { zkey, wasm, .. } = published.ok_or(ProofError::UnknownDepth(depth))?;
		let (zkey_file, wasm_file) = self.files(depth)?;
		let (zkey, wasm) = (read(&zkey_file, zkey)?, read(&wasm_file, wasm)?);
		Artefacts::from_bytes(&zkey, &wasm).map_err(not_made)
	}
}

/// The bytes of a file with this SHA-256.
fn read(path: &Path, sha256: &str) -> Result<Vec<u8>, ProofError> {
	let bytes = read_artefact(path).map_err(|error| ProofError::file(path, error))?;
	match hex::encode(sha2_256(&bytes)) == sha256 {
		true => Ok(bytes),
		false => Err(ProofError::file(path, "it is not the published file of this depth")),
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

	#[test]
	fn published_they_are_those_that_setup_fetches() {
		let fetched = include_str!("../../../scripts/proofs.sha256");
		let lines = PUBLISHED.iter().flat_map(|Published { depth, zkey, wasm }| {
			[format!("{wasm}  semaphore-{depth}.wasm"), format!("{zkey}  semaphore-{depth}.zkey")]
		});
		let lines = lines.collect::<Vec<_>>();
		assert_eq!(fetched.lines().collect::<Vec<_>>(), lines[..6]);
		assert_eq!(PUBLISHED.map(|published| published.depth), DEPTHS);
	}

	#[test]
	fn read_a_file_with_another_byte_is_refused() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("semaphore-10.zkey");
		std::fs::write(&path, "abc").unwrap();
		let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
		assert_eq!(read(&path, sha256).unwrap(), b"abc");
		std::fs::write(&path, "abd").unwrap();
		assert!(matches!(read(&path, sha256), Err(ProofError::File { .. })));
	}

	#[test]
	fn artefacts_other_files_and_depths_are_refused() {
		let dir = tempfile::tempdir().unwrap();
		let folder = Folder::new(dir.path());
		for depth in [10, 11] {
			for kind in ["zkey", "wasm"] {
				std::fs::write(dir.path().join(format!("semaphore-{depth}.{kind}")), "x").unwrap();
			}
		}
		assert!(matches!(folder.artefacts(11), Err(ProofError::UnknownDepth(11))));
		let Err(refused) = folder.artefacts(10) else { panic!("read") };
		let said = crate::error::one_line(&refused);
		assert!(said.contains("semaphore-10.zkey") && said.contains("published"), "{said}");
	}
}
