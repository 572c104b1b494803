//! The light client's state between two runs: the newest finalized head it verified, the runtime's code and
//! addresses of peers. It is believed when it is read back, so only its owner may write it.

use crate::{
	file::{probe_private, read_believed, replace_private},
	one_line,
};
use jmt_primitives::Hash;
use serde::Deserialize;
use std::{
	borrow::Cow,
	error::Error as StdError,
	fs,
	path::{Path, PathBuf},
};

/// Largest content that is saved and read: the runtime's code, in base64, is most of it.
pub const MAX_DATABASE_BYTES: u64 = 8 * 1024 * 1024;

/// The data directory cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot save to {}", .path.display())]
pub struct DatabaseError {
	path: PathBuf,
	source: BoxedError,
}

type BoxedError = Box<dyn StdError + Send + Sync>;

impl DatabaseError {
	/// Names the file and the failure.
	pub fn new(path: impl Into<PathBuf>, source: impl Into<BoxedError>) -> Self {
		Self { path: path.into(), source: source.into() }
	}
}

/// The file for one chain, named after its genesis.
#[derive(Clone, Debug)]
pub struct DatabaseFile {
	path: PathBuf,
	genesis: Hash,
}

/// Why a content is not one of the chain.
#[derive(Debug, thiserror::Error)]
enum ContentError {
	#[error("it is damaged")]
	Damaged(#[source] serde_json::Error),
	#[error("it belongs to another chain")]
	Foreign,
}

/// The part of the content that makes it worth passing on.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content {
	genesis_hash: String,
}

impl DatabaseFile {
	/// The file for the chain with this genesis in a data directory. It is neither read nor made yet.
	pub fn new(data_dir: &Path, genesis: Hash) -> Self {
		let path = data_dir.join(format!("light-client-{}.json", hex::encode(genesis)));
		Self { path, genesis }
	}

	/// Where it is.
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// Whether it can be saved. Makes the data directory if there is none, and leaves nothing in it.
	pub fn probe(&self) -> Result<(), DatabaseError> {
		probe_private(&self.path).map_err(|error| DatabaseError::new(&self.path, error))
	}

	/// The saved content. One that is damaged, of another chain, or that another user owns or may write is
	/// left out with a warning: the light client then starts from the chain spec.
	pub fn load(&self) -> Option<String> {
		match self.try_load() {
			Ok(content) => content,
			Err(error) => {
				tracing::warn!("ignoring {}: {}", self.path.display(), one_line(error.as_ref()));
				None
			},
		}
	}

	fn try_load(&self) -> Result<Option<String>, BoxedError> {
		let Some(content) = read_believed(&self.path, MAX_DATABASE_BYTES)? else { return Ok(None) };
		let content = String::from_utf8(content)?;
		self.check(&content)?;
		Ok(Some(content))
	}

	/// Whether a content is one of this chain.
	fn check(&self, content: &str) -> Result<(), ContentError> {
		let found: Content = serde_json::from_str(content).map_err(ContentError::Damaged)?;
		match found.genesis_hash == hex::encode(self.genesis) {
			true => Ok(()),
			false => Err(ContentError::Foreign),
		}
	}

	/// Replaces the saved content in one step.
	pub fn save(&self, content: &str) -> Result<(), DatabaseError> {
		self.check(content).map_err(|error| DatabaseError::new(&self.path, error))?;
		replace_private(&self.path, with_usable_code(content).as_bytes())
			.map_err(|error| DatabaseError::new(&self.path, error))
	}

	/// Removes it, if it is there.
	pub fn remove(&self) -> Result<(), DatabaseError> {
		match fs::remove_file(&self.path) {
			Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
				Err(DatabaseError::new(&self.path, error))
			},
			_ => Ok(()),
		}
	}
}

/// Lets the next start use the saved runtime code.
///
/// In a warp sync the light client asks for a proof of the key next above the code's and takes the saved
/// code if its Merkle value stands there. If it had downloaded the code by key (smoldot-light 3.0,
/// `download_runtime`), it saves the code's own key as the one above, so that the proof it asks for is the
/// whole code. Any prefix of the key does, since a proof that nothing stands there ends at the code's own
/// node, without its value.
fn with_usable_code(content: &str) -> Cow<'_, str> {
	const CODE: &str = "\"codeClosestAncestor\":\"3a636f6465\"";
	const ABOVE: &str = "\"codeClosestAncestor\":\"3a636f64\"";
	match content.contains(CODE) {
		true => content.replacen(CODE, ABOVE, 1).into(),
		false => content.into(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::os::unix::fs::PermissionsExt;

	fn content(genesis: Hash) -> String {
		format!("{{\"genesisHash\":\"{}\",\"nodes\":{{}}}}", hex::encode(genesis))
	}

	#[test]
	fn load_it_returns_what_was_saved_for_its_owner_alone() {
		let dir = tempfile::tempdir().unwrap();
		let genesis = Hash::repeat_byte(1);
		let file = DatabaseFile::new(dir.path(), genesis);
		assert_eq!(file.load(), None);
		file.save(&content(genesis)).unwrap();
		assert_eq!(file.load(), Some(content(genesis)));
		assert_eq!(fs::metadata(file.path()).unwrap().permissions().mode() & 0o777, 0o600);
		file.remove().unwrap();
		file.remove().unwrap();
		assert_eq!(file.load(), None);
	}

	#[test]
	fn new_it_keeps_chains_apart() {
		let dir = tempfile::tempdir().unwrap();
		let (one, two) = (Hash::repeat_byte(1), Hash::repeat_byte(2));
		DatabaseFile::new(dir.path(), one).save(&content(one)).unwrap();
		assert_eq!(DatabaseFile::new(dir.path(), two).load(), None);
	}

	#[test]
	fn save_it_keeps_the_code_where_the_next_start_looks_for_it() {
		assert_eq!(hex::encode(b":code"), "3a636f6465");
		let dir = tempfile::tempdir().unwrap();
		let genesis = Hash::repeat_byte(3);
		let file = DatabaseFile::new(dir.path(), genesis);
		let with = |above: &str| {
			content(genesis).replacen('}', &format!("}},\"codeClosestAncestor\":\"{above}\""), 1)
		};
		for (given, saved) in [("3a636f6465", "3a636f64"), ("3a", "3a")] {
			file.save(&with(given)).unwrap();
			assert_eq!(file.load(), Some(with(saved)));
		}
	}

	mod reject {
		use super::*;

		#[test]
		fn probe_it_names_the_file_that_cannot_be_saved() {
			let dir = tempfile::tempdir().unwrap();
			let data_dir = dir.path().join("file");
			fs::write(&data_dir, b"no folder").unwrap();
			let file = DatabaseFile::new(&data_dir, Hash::repeat_byte(1));
			let refused = one_line(&file.probe().unwrap_err());
			assert!(refused.contains(&data_dir.display().to_string()), "{refused}");
		}

		#[test]
		fn load_it_ignores_what_is_damaged_foreign_or_open() {
			let dir = tempfile::tempdir().unwrap();
			let genesis = Hash::repeat_byte(1);
			let file = DatabaseFile::new(dir.path(), genesis);
			file.save(&content(genesis)).unwrap();

			let whole = content(genesis);
			fs::write(file.path(), &whole[..whole.len() / 2]).unwrap();
			assert_eq!(file.load(), None);
			fs::write(file.path(), content(Hash::repeat_byte(2))).unwrap();
			assert_eq!(file.load(), None);
			fs::write(file.path(), [0xff, 0xfe]).unwrap();
			assert_eq!(file.load(), None);
			fs::write(file.path(), &whole).unwrap();
			assert_eq!(file.load(), Some(whole));
			fs::set_permissions(file.path(), fs::Permissions::from_mode(0o666)).unwrap();
			assert_eq!(file.load(), None);
		}

		#[test]
		fn save_it_writes_nothing_of_another_chain() {
			let dir = tempfile::tempdir().unwrap();
			let file = DatabaseFile::new(dir.path(), Hash::repeat_byte(1));
			assert!(file.save(&content(Hash::repeat_byte(2))).is_err());
			assert!(file.save("").is_err());
			assert!(!file.path().exists());
		}
	}
}
