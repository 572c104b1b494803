//! The light client's state between two runs: the newest finalized head it verified, the runtime's code and
//! addresses of peers. It is believed when it is read back, so only its owner may write it.
//!
//! The first line holds a checksum of the rest. A changed byte may leave JSON that is well formed and a head that no
//! peer can follow: such a file is set aside. The head stands in a second, small file too, with a checksum of its
//! own, so that one damaged file does not let a later start begin on a chain without it. With both damaged the chain
//! spec is used.

use crate::{
	file::{probe_private, read_believed, replace_private},
	one_line, ChainSpec, SpecError,
};
use jmt_primitives::Hash;
use serde::Deserialize;
use serde_json::{json, Value};
use std::{
	borrow::Cow,
	error::Error as StdError,
	fs,
	path::{Path, PathBuf},
};

/// Largest content that is saved and read: the runtime's code, in base64, is most of it.
pub const MAX_DATABASE_BYTES: u64 = 8 * 1024 * 1024;

/// The same with the line before it.
const MAX_FILE_BYTES: u64 = MAX_DATABASE_BYTES + 256;

/// Largest file with a head: the authorities of the chain are most of it.
const MAX_HEAD_BYTES: u64 = 1024 * 1024;

/// The data directory cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot save to {}", .path.display())]
pub struct DatabaseError {
	path: PathBuf,
	source: BoxedError,
}

/// Begins the first line, with the version of the form.
const MARK: &str = "jmt-light-client 1 ";

type BoxedError = Box<dyn StdError + Send + Sync>;

impl DatabaseError {
	/// Names the file and the failure.
	pub fn new(path: impl Into<PathBuf>, source: impl Into<BoxedError>) -> Self {
		Self { path: path.into(), source: source.into() }
	}
}

/// The file for one chain spec, named after its genesis and [`ChainSpec::network`].
#[derive(Clone, Debug)]
pub struct DatabaseFile {
	path: PathBuf,
	/// The same without code and peers.
	head: PathBuf,
	genesis: Hash,
}

/// Why a content is not one of the chain.
#[derive(Debug, thiserror::Error)]
enum ContentError {
	#[error("it is damaged: its checksum is not that of its content")]
	Changed,
	#[error("it is damaged: it has no checksum")]
	Unmarked,
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
	/// The file for a chain spec in a data directory. It is neither read nor made yet. Boot nodes that are added to the
	/// spec afterwards keep it.
	pub fn of(data_dir: &Path, spec: &ChainSpec) -> Result<Self, SpecError> {
		Ok(Self::named(data_dir, spec.genesis()?.hash, &spec.network()))
	}

	fn named(data_dir: &Path, genesis: Hash, network: &str) -> Self {
		let name = format!("light-client-{}-{network}", hex::encode(genesis));
		let path = data_dir.join(format!("{name}.json"));
		Self { path, head: data_dir.join(format!("{name}.head")), genesis }
	}

	/// Where it is.
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// Whether it can be saved. Makes the data directory if there is none, and leaves nothing in it.
	pub fn probe(&self) -> Result<(), DatabaseError> {
		probe_private(&self.path).map_err(|error| DatabaseError::new(&self.path, error))
	}

	/// The saved content, or what is left of it: without the runtime's code and peers if only the smaller file is
	/// sound. A file that is damaged or of another chain is set aside with a warning, and one that another user owns
	/// or may write is left out. Without either the light client starts from the chain spec.
	pub fn load(&self) -> Option<String> {
		if let Some(content) = self.load_from(&self.path, MAX_FILE_BYTES) {
			return Some(content);
		}
		let head = self.load_from(&self.head, MAX_HEAD_BYTES)?;
		tracing::warn!(
			"starting from the finalized head in {} and from nothing else that was saved",
			self.head.display()
		);
		Some(head)
	}

	fn load_from(&self, path: &Path, most: u64) -> Option<String> {
		let read = match read_believed(path, most) {
			Ok(read) => read?,
			Err(error) => {
				tracing::warn!("ignoring {}: {}", path.display(), one_line(&error));
				return None;
			},
		};
		match self.content_of(read) {
			Ok(content) => Some(content),
			Err(error) => {
				set_aside(path, &one_line(error.as_ref()));
				None
			},
		}
	}

	/// The content behind the checksum.
	fn content_of(&self, read: Vec<u8>) -> Result<String, BoxedError> {
		let text = String::from_utf8(read)?;
		let (sum, content) = text
			.strip_prefix(MARK)
			.and_then(|rest| rest.split_once('\n'))
			.ok_or(ContentError::Unmarked)?;
		if sum != checksum(content) {
			return Err(ContentError::Changed.into());
		}
		self.check(content)?;
		Ok(content.into())
	}

	/// Whether a content is one of this chain.
	fn check(&self, content: &str) -> Result<(), ContentError> {
		let found: Content = serde_json::from_str(content).map_err(ContentError::Damaged)?;
		match found.genesis_hash == hex::encode(self.genesis) {
			true => Ok(()),
			false => Err(ContentError::Foreign),
		}
	}

	/// Replaces the saved content, each of the two files in one step.
	pub fn save(&self, content: &str) -> Result<(), DatabaseError> {
		self.check(content).map_err(|error| DatabaseError::new(&self.path, error))?;
		save_to(&self.path, &with_usable_code(content))?;
		match head_of(content) {
			Some(head) => save_to(&self.head, &head),
			None => Ok(()),
		}
	}

	/// Removes it, if it is there.
	pub fn remove(&self) -> Result<(), DatabaseError> {
		for path in [&self.head, &self.path] {
			match fs::remove_file(path) {
				Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
					return Err(DatabaseError::new(path, error))
				},
				_ => {},
			}
		}
		Ok(())
	}
}

/// Keeps a file that is of no use for who wants to look at it, out of the way of the next start.
fn set_aside(path: &Path, reason: &str) {
	let aside = PathBuf::from(format!("{}.damaged", path.display()));
	match fs::rename(path, &aside) {
		Ok(()) => {
			tracing::warn!("{}: {reason}; set aside as {}", path.display(), aside.display());
		},
		Err(error) => tracing::warn!(
			"{}: {reason}; it is left out, and cannot be set aside: {error}",
			path.display()
		),
	}
}

fn save_to(path: &Path, content: &str) -> Result<(), DatabaseError> {
	let marked = format!("{MARK}{}\n{content}", checksum(content));
	replace_private(path, marked.as_bytes()).map_err(|error| DatabaseError::new(path, error))
}

/// The part of a content that says where the chain was; `None` if it has none, as in a chain's first moments.
fn head_of(content: &str) -> Option<String> {
	let mut whole: serde_json::Map<String, Value> = serde_json::from_str(content).ok()?;
	let (genesis, chain) = (whole.remove("genesisHash")?, whole.remove("chain")?);
	Some(json!({ "genesisHash": genesis, "chain": chain, "nodes": {} }).to_string())
}

fn checksum(content: &str) -> String {
	hex::encode(sp_crypto_hashing::blake2_256(content.as_bytes()))
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
	use crate::FinalizedHead;
	use codec::{Compact, Encode};
	use std::os::unix::fs::PermissionsExt;

	fn content(genesis: Hash) -> String {
		format!("{{\"genesisHash\":\"{}\",\"nodes\":{{}}}}", hex::encode(genesis))
	}

	fn named(data_dir: &Path, genesis: Hash) -> DatabaseFile {
		DatabaseFile::named(data_dir, genesis, "net")
	}

	/// The file that a start has set aside.
	fn aside(path: &Path) -> PathBuf {
		PathBuf::from(format!("{}.damaged", path.display()))
	}

	/// A content with peers, code and the finalized block 363.
	fn whole(genesis: Hash) -> Value {
		// Parent and number: a header's first 36 bytes.
		let header = hex::encode((Hash::repeat_byte(7), Compact(363u32)).encode());
		json!({
			"genesisHash": hex::encode(genesis),
			"chain": { "version": "1", "finalized_block_header": header },
			"nodes": { "peer": ["/ip4/127.0.0.1/tcp/1"] },
			"runtimeCode": "AAAA",
			"codeMerkleValue": "0909",
		})
	}

	/// Changes one hexadecimal digit of the head in a file.
	fn damage(path: &Path) {
		damage_at(path, "0707");
	}

	/// Changes one character of a file: the last of the first `part`.
	fn damage_at(path: &Path, part: &str) {
		let mut bytes = fs::read(path).unwrap();
		let found = bytes.windows(part.len()).position(|window| window == part.as_bytes());
		let last = found.unwrap_or_else(|| panic!("no {part}")) + part.len() - 1;
		bytes[last] = if bytes[last] == b'8' { b'9' } else { b'8' };
		fs::write(path, bytes).unwrap();
	}

	fn marked(content: &str) -> String {
		format!("{MARK}{}\n{content}", checksum(content))
	}

	#[test]
	fn load_it_returns_what_was_saved_for_its_owner_alone() {
		let dir = tempfile::tempdir().unwrap();
		let genesis = Hash::repeat_byte(1);
		let file = named(dir.path(), genesis);
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
		named(dir.path(), one).save(&content(one)).unwrap();
		assert_eq!(named(dir.path(), two).load(), None);
	}

	#[test]
	fn of_peers_are_remembered_with_the_specification_they_came_with() {
		let dir = tempfile::tempdir().unwrap();
		let spec = |id: &str, port: u16| {
			let root = "01".repeat(32);
			let text = format!(
				r#"{{"name":"T","id":"{id}","bootNodes":["/ip4/127.0.0.1/tcp/{port}/p2p/A"],
				"genesis":{{"stateRootHash":"0x{root}"}}}}"#
			);
			ChainSpec::parse(&text).unwrap()
		};
		let path = |spec: &ChainSpec| DatabaseFile::of(dir.path(), spec).unwrap().path;
		let one = path(&spec("t", 1));
		assert_eq!(one, path(&spec("t", 1)));
		assert_ne!(one, path(&spec("t", 2)));
		assert_ne!(one, path(&spec("u", 1)));
	}

	#[test]
	fn save_it_keeps_the_code_where_the_next_start_looks_for_it() {
		assert_eq!(hex::encode(b":code"), "3a636f6465");
		let dir = tempfile::tempdir().unwrap();
		let genesis = Hash::repeat_byte(3);
		let file = named(dir.path(), genesis);
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
			let file = named(&data_dir, Hash::repeat_byte(1));
			let refused = one_line(&file.probe().unwrap_err());
			assert!(refused.contains(&data_dir.display().to_string()), "{refused}");
		}

		#[test]
		fn load_it_ignores_what_is_damaged_foreign_or_open() {
			let dir = tempfile::tempdir().unwrap();
			let genesis = Hash::repeat_byte(1);
			let file = named(dir.path(), genesis);
			file.save(&content(genesis)).unwrap();

			let whole = marked(&content(genesis));
			for damaged in [
				&whole.as_bytes()[..whole.len() / 2],
				content(genesis).as_bytes(),
				marked("{").as_bytes(),
				marked(&content(Hash::repeat_byte(2))).as_bytes(),
				&[0xff, 0xfe],
			] {
				fs::write(file.path(), damaged).unwrap();
				assert_eq!(file.load(), None);
				assert!(!file.path().exists());
				assert_eq!(fs::read(aside(file.path())).unwrap(), damaged);
			}
			fs::write(file.path(), &whole).unwrap();
			assert_eq!(file.load(), Some(content(genesis)));
			fs::set_permissions(file.path(), fs::Permissions::from_mode(0o666)).unwrap();
			assert_eq!(file.load(), None);
			assert!(file.path().exists());
		}

		#[test]
		fn load_one_digit_changed_inside_is_noticed_and_the_next_save_is_read() {
			let dir = tempfile::tempdir().unwrap();
			let genesis = Hash::repeat_byte(1);
			let file = named(dir.path(), genesis);
			let saved = content(genesis).replace("{}", "{\"header\":\"00ab\"}");
			file.save(&saved).unwrap();
			let changed = fs::read_to_string(file.path()).unwrap().replace("00ab", "00ac");
			fs::write(file.path(), changed).unwrap();
			assert_eq!(file.load(), None);
			assert!(aside(file.path()).exists());
			file.save(&saved).unwrap();
			assert_eq!(file.load(), Some(saved));
		}

		#[test]
		fn load_a_damaged_state_does_not_take_the_floor_along() {
			let dir = tempfile::tempdir().unwrap();
			let genesis = Hash::repeat_byte(1);
			let file = named(dir.path(), genesis);
			let saved = whole(genesis);
			let floor = FinalizedHead::of_saved(&saved.to_string()).unwrap();
			assert_eq!(floor.number, 363);
			file.save(&saved.to_string()).unwrap();
			damage(file.path());
			// As often as it is started.
			for _ in 0..2 {
				let left = file.load().unwrap();
				assert_eq!(FinalizedHead::of_saved(&left), Some(floor));
				let left: Value = serde_json::from_str(&left).unwrap();
				assert_eq!(left["chain"], saved["chain"]);
				assert_eq!(left["nodes"], json!({}));
				assert!(left.get("runtimeCode").is_none());
			}
			assert!(aside(file.path()).exists());
			file.save(&saved.to_string()).unwrap();
			assert_eq!(file.load(), Some(saved.to_string()));
		}

		#[test]
		fn load_the_floor_holds_whichever_field_is_damaged() {
			let genesis = Hash::repeat_byte(1);
			let saved = whole(genesis).to_string();
			let sum = checksum(&saved);
			// The checksum, the chain, the head, a peer, the code and its hash; the mark at last.
			let fields = [sum.as_str(), "0101", "0707", "127.0.0.1/tcp/1", "AAAA", "0909", MARK];
			for field in fields {
				let dir = tempfile::tempdir().unwrap();
				let file = named(dir.path(), genesis);
				file.save(&saved).unwrap();
				damage_at(file.path(), field);
				let left = file.load().unwrap_or_else(|| panic!("no floor without {field}"));
				assert_eq!(FinalizedHead::of_saved(&left), FinalizedHead::of_saved(&saved));
				assert!(aside(file.path()).exists(), "{field}");
			}
			// The smaller file's fields: nothing of it is believed.
			let head = head_of(&saved).unwrap();
			for field in [checksum(&head).as_str(), "0101", "0707", MARK] {
				let dir = tempfile::tempdir().unwrap();
				let file = named(dir.path(), genesis);
				file.save(&saved).unwrap();
				fs::remove_file(file.path()).unwrap();
				damage_at(&file.head, field);
				assert_eq!(file.load(), None, "{field}");
				assert!(aside(&file.head).exists(), "{field}");
			}
		}

		#[test]
		fn load_a_damaged_head_harms_no_sound_state_and_both_leave_nothing() {
			let dir = tempfile::tempdir().unwrap();
			let genesis = Hash::repeat_byte(1);
			let file = named(dir.path(), genesis);
			let saved = whole(genesis).to_string();
			file.save(&saved).unwrap();
			damage(&file.head);
			assert_eq!(file.load(), Some(saved));
			damage(file.path());
			assert_eq!(file.load(), None);
			assert!(aside(file.path()).exists() && aside(&file.head).exists());
			assert!(!file.path().exists() && !file.head.exists());
		}

		#[test]
		fn load_a_head_that_others_may_write_is_left_out() {
			let dir = tempfile::tempdir().unwrap();
			let genesis = Hash::repeat_byte(1);
			let file = named(dir.path(), genesis);
			file.save(&whole(genesis).to_string()).unwrap();
			fs::remove_file(file.path()).unwrap();
			assert!(file.load().is_some());
			fs::set_permissions(&file.head, fs::Permissions::from_mode(0o666)).unwrap();
			assert_eq!(file.load(), None);
		}

		#[test]
		fn remove_it_forgets_both() {
			let dir = tempfile::tempdir().unwrap();
			let genesis = Hash::repeat_byte(1);
			let file = named(dir.path(), genesis);
			file.save(&whole(genesis).to_string()).unwrap();
			file.remove().unwrap();
			assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
		}

		#[test]
		fn save_it_writes_nothing_of_another_chain() {
			let dir = tempfile::tempdir().unwrap();
			let file = named(dir.path(), Hash::repeat_byte(1));
			assert!(file.save(&content(Hash::repeat_byte(2))).is_err());
			assert!(file.save("").is_err());
			assert!(!file.path().exists());
		}
	}
}
