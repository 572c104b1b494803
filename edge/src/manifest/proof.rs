//! One device of a manifest with its proof: what it takes along to join.

use super::{public_bytes, public_key, Entries, Levels, ManifestError};
use crate::keys::{format_address, parse_address};
use jmt_primitives::{
	domains::DomainId,
	manifests::{leaf_bytes, Leaf, ManifestProof},
	merkle::{leaf_hash, verify},
	DevicePublic, Hash, KeyType,
};
use serde::{Deserialize, Serialize};
use std::{fs, io::Read, path::Path};

/// Largest file that is read as a proof.
const MAX_PROOF_BYTES: u64 = 16 * 1024;

/// Kind of the file.
const KIND: &str = "manifestProof";

/// A leaf that a root commits to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proven {
	/// The chain's genesis hash.
	pub genesis: Hash,
	/// The domain whose manifest it is.
	pub domain: DomainId,
	/// Its root.
	pub root: Hash,
	/// Its number of leaves.
	pub leaves: u32,
	pub leaf: Leaf,
	pub proof: ManifestProof,
}

/// The same as it is written.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ProofFile {
	kind: String,
	genesis: Hash,
	domain: DomainId,
	root: Hash,
	leaves: u32,
	index: u32,
	#[serde(rename = "type")]
	key_type: KeyType,
	key: String,
	owner: Option<String>,
	nullifier: Option<Hash>,
	proof: Vec<Hash>,
}

impl Proven {
	/// The device at an index of a list, with the proof out of its level file.
	pub fn at(list: &Path, levels: &Levels, index: u32) -> Result<Self, ManifestError> {
		levels.leaf(index)?;
		let found = Self::find(list, |place, _| place == index)?;
		let other = || ManifestError::OtherList { list: list.into(), levels: levels.path().into() };
		Self::new(found.ok_or_else(other)?, list, levels)
	}

	/// The device with a key.
	pub fn of_key(list: &Path, levels: &Levels, key: &DevicePublic) -> Result<Self, ManifestError> {
		let found = Self::find(list, |_, named| named == key)?;
		Self::new(found.ok_or_else(|| ManifestError::NoSuchKey(list.into()))?, list, levels)
	}

	fn find(
		list: &Path,
		wanted: impl Fn(u32, &DevicePublic) -> bool,
	) -> Result<Option<Leaf>, ManifestError> {
		for (index, entry) in (0u32..).zip(Entries::open(list)?) {
			let entry = entry?;
			if wanted(index, &entry.key) {
				let (key, owner, nullifier) = (entry.key, entry.owner, entry.nullifier);
				return Ok(Some(Leaf { index, key, owner, nullifier }));
			}
		}
		Ok(None)
	}

	fn new(leaf: Leaf, list: &Path, levels: &Levels) -> Result<Self, ManifestError> {
		let header = levels.header();
		let proof = levels.proof(leaf.index)?;
		let hash = leaf_hash(&leaf_bytes(&header.genesis, header.domain, &leaf));
		if hash != levels.leaf(leaf.index)? {
			let (list, levels) = (list.into(), levels.path().into());
			return Err(ManifestError::OtherList { list, levels });
		}
		Ok(Self {
			genesis: header.genesis,
			domain: header.domain,
			root: header.root,
			leaves: header.leaves,
			leaf,
			proof,
		})
	}

	/// Writes it to a new file.
	pub fn write(&self, path: &Path) -> Result<(), ManifestError> {
		let Leaf { index, key, owner, nullifier } = &self.leaf;
		let file = ProofFile {
			kind: KIND.into(),
			genesis: self.genesis,
			domain: self.domain,
			root: self.root,
			leaves: self.leaves,
			index: *index,
			key_type: key.key_type(),
			key: format!("0x{}", hex::encode(public_bytes(key))),
			owner: owner.as_ref().map(format_address),
			nullifier: *nullifier,
			proof: self.proof.to_vec(),
		};
		let text = serde_json::to_string_pretty(&file).unwrap_or_default();
		let mut new = fs::File::create_new(path).map_err(|error| match error.kind() {
			std::io::ErrorKind::AlreadyExists => ManifestError::Exists(path.into()),
			_ => ManifestError::io(path)(error),
		})?;
		std::io::Write::write_all(&mut new, text.as_bytes()).map_err(ManifestError::io(path))
	}

	/// Reads one. Its proof has to lead to its root.
	pub fn read(path: &Path) -> Result<Self, ManifestError> {
		let wrong = |reason: String| ManifestError::NotProof { path: path.into(), reason };
		let file = fs::File::open(path).map_err(ManifestError::io(path))?;
		let mut text = String::new();
		file.take(MAX_PROOF_BYTES).read_to_string(&mut text).map_err(ManifestError::io(path))?;
		let file: ProofFile =
			serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
		if file.kind != KIND {
			return Err(wrong(format!("its kind is {:?}", file.kind)));
		}
		let scheme = format!("{:?}", file.key_type).to_lowercase();
		let owner = file.owner.as_deref().map(parse_address).transpose();
		let leaf = Leaf {
			index: file.index,
			key: public_key(&scheme, &file.key).map_err(wrong)?,
			owner: owner.map_err(|error| wrong(crate::error::one_line(&error)))?,
			nullifier: file.nullifier,
		};
		let proof: ManifestProof =
			file.proof.clone().try_into().map_err(|_| wrong("it has too many hashes".into()))?;
		let bytes = leaf_bytes(&file.genesis, file.domain, &leaf);
		verify(&file.root, file.leaves, leaf.index, &bytes, &proof)
			.map_err(|error| wrong(error.to_string()))?;
		let ProofFile { genesis, domain, root, leaves, .. } = file;
		Ok(Self { genesis, domain, root, leaves, leaf, proof })
	}
}
