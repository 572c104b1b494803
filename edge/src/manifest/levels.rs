//! The level file of a manifest: all hashes of its tree, 64 bytes a leaf, so that a proof is a seek a level.
//!
//! | bytes | |
//! |---|---|
//! | 8 | `jmt/lvl1` |
//! | 4 | number of leaves, little-endian |
//! | 4 | number of the domain, little-endian |
//! | 32 | genesis hash of the chain |
//! | 32 | content: blake2-256 of the list |
//! | 32 | root of the tree |
//! | 16 | zeros |
//! | 32 a hash | the level of the leaves, then each one above it, the last with one hash |

use super::ManifestError;
use jmt_primitives::{
	domains::DomainId,
	manifests::{ManifestProof, MAX_LEAVES},
	merkle::root_of,
	Hash,
};
use std::{
	fs::File,
	os::unix::fs::FileExt,
	path::{Path, PathBuf},
};

/// First bytes of a level file.
const MAGIC: &[u8; 8] = b"jmt/lvl1";

/// Bytes before the hashes.
pub const HEADER_BYTES: u64 = 128;

/// Bytes of a hash.
pub(super) const HASH_BYTES: u64 = 32;

/// The head of a level file: what it says of its tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
	/// Number of leaves.
	pub leaves: u32,
	/// The domain whose devices they are.
	pub domain: DomainId,
	/// The chain's genesis hash.
	pub genesis: Hash,
	/// Hash of the list.
	pub content: Hash,
	/// The root that the chain gets.
	pub root: Hash,
}

impl Header {
	pub(super) fn to_bytes(&self) -> [u8; HEADER_BYTES as usize] {
		let mut bytes = [0; HEADER_BYTES as usize];
		let parts = [
			&MAGIC[..],
			&self.leaves.to_le_bytes(),
			&self.domain.to_le_bytes(),
			self.genesis.as_bytes(),
			self.content.as_bytes(),
			self.root.as_bytes(),
		];
		let whole = parts.concat();
		bytes[..whole.len()].copy_from_slice(&whole);
		bytes
	}

	fn from_bytes(bytes: &[u8; HEADER_BYTES as usize]) -> Option<Self> {
		let (magic, rest) = bytes.split_at(MAGIC.len());
		let (leaves, rest) = rest.split_at(4);
		let (domain, rest) = rest.split_at(4);
		let mut hashes = rest.chunks_exact(HASH_BYTES as usize).map(Hash::from_slice);
		Some(Self {
			leaves: (magic == MAGIC).then(|| number(leaves)).flatten()?,
			domain: number(domain)?,
			genesis: hashes.next()?,
			content: hashes.next()?,
			root: hashes.next()?,
		})
	}
}

fn number(bytes: &[u8]) -> Option<u32> {
	Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

/// The hashes of each level, that of the leaves first.
pub(super) fn level_sizes(leaves: u32) -> impl Iterator<Item = u32> {
	let above = |size: &u32| (*size > 1).then(|| size.div_ceil(2));
	std::iter::successors(Some(leaves), above)
}

/// A level file that is read.
#[derive(Debug)]
pub struct Levels {
	path: PathBuf,
	file: File,
	header: Header,
}

impl Levels {
	/// Opens a level file. It has to be whole, and its root that of its highest hash.
	pub fn open(path: &Path) -> Result<Self, ManifestError> {
		let wrong = |reason| ManifestError::NotLevels { path: path.into(), reason };
		let file = File::open(path).map_err(ManifestError::io(path))?;
		let length = file.metadata().map_err(ManifestError::io(path))?.len();
		let mut bytes = [0; HEADER_BYTES as usize];
		if length < HEADER_BYTES {
			return Err(wrong("it is shorter than a head"));
		}
		file.read_exact_at(&mut bytes, 0).map_err(ManifestError::io(path))?;
		let header =
			Header::from_bytes(&bytes).ok_or_else(|| wrong("it does not begin like one"))?;
		if header.leaves == 0 || header.leaves > MAX_LEAVES {
			return Err(wrong("no manifest has so many leaves"));
		}
		let hashes: u64 = level_sizes(header.leaves).map(u64::from).sum();
		if length != HEADER_BYTES + hashes * HASH_BYTES {
			return Err(wrong("it is not as long as its tree"));
		}
		let levels = Self { path: path.into(), file, header };
		let top = levels.hash(hashes - 1)?;
		match root_of(levels.header.leaves, &top) == levels.header.root {
			true => Ok(levels),
			false => Err(wrong("its root is not that of its hashes")),
		}
	}

	/// The head.
	pub const fn header(&self) -> &Header {
		&self.header
	}

	/// The path that it was opened by.
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// The hash of a leaf.
	pub fn leaf(&self, index: u32) -> Result<Hash, ManifestError> {
		self.check(index)?;
		self.hash(index.into())
	}

	/// The proof of a leaf: a read a level.
	pub fn proof(&self, index: u32) -> Result<ManifestProof, ManifestError> {
		self.check(index)?;
		let (mut proof, mut position, mut begins) = (Vec::new(), index, 0);
		for size in level_sizes(self.header.leaves) {
			let sibling = position ^ 1;
			if sibling < size {
				proof.push(self.hash(begins + u64::from(sibling))?);
			}
			begins += u64::from(size);
			position /= 2;
		}
		let reason = "its tree is too high";
		let path = self.path.clone();
		proof.try_into().map_err(|_| ManifestError::NotLevels { path, reason })
	}

	fn check(&self, index: u32) -> Result<(), ManifestError> {
		let leaves = self.header.leaves;
		match index < leaves {
			true => Ok(()),
			false => Err(ManifestError::NoSuchIndex { index, leaves }),
		}
	}

	/// A hash by its place in the file.
	fn hash(&self, place: u64) -> Result<Hash, ManifestError> {
		let mut bytes = [0; HASH_BYTES as usize];
		let at = HEADER_BYTES + place * HASH_BYTES;
		self.file.read_exact_at(&mut bytes, at).map_err(ManifestError::io(&self.path))?;
		Ok(bytes.into())
	}
}
