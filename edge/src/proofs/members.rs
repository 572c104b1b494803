//! A group's members, as a device knows them when it proves that it is one.

use super::{format_scalar, number, written, CheckError, ProofError};
use crate::{chain::At, pallets::zk_verifier};
use jmt_primitives::{proofs::GroupId, Hash};
use jmt_zk_poseidon::{
	lean_imt::{Path, Tree},
	Scalar,
};
use serde::{Deserialize, Serialize};
use std::{fs::File, io::Read, path};

/// Largest file that is read: a million members and more.
const MAX_BYTES: u64 = 128 * 1024 * 1024;

/// All members of a group at one block, whose root was compared with the chain's.
#[derive(Clone, Debug)]
pub struct Members {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	pub group: GroupId,
	/// Number and hash of the block.
	pub block: (u64, Hash),
	tree: Tree,
}

/// The file of it.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MembersFile {
	kind: Kind,
	genesis: Hash,
	group: GroupId,
	number: u64,
	block: Hash,
	#[serde(with = "number::scalar")]
	root: Scalar,
	#[serde(with = "number::scalars")]
	members: Vec<Scalar>,
}

#[derive(Serialize, Deserialize)]
enum Kind {
	#[serde(rename = "group/v1")]
	Group,
}

impl Members {
	/// Reads all pages of a group, and refuses them unless they lead to the group's root.
	pub async fn read(at: &At, genesis: Hash, group: GroupId) -> Result<Self, CheckError> {
		let info = zk_verifier::group(at, group).await?.ok_or(ProofError::NoGroup(group))?;
		let root = info.root.ok_or(ProofError::Empty)?;
		let leaves = zk_verifier::leaves(at, group, info.size).await?;
		let other = || ProofError::OtherRoot(group);
		let leaves = leaves.iter().map(|leaf| Scalar::from_be_bytes(&leaf.0));
		let leaves = leaves.collect::<Result<Vec<_>, _>>().map_err(|_| other())?;
		let tree = Tree::from_leaves(&leaves).map_err(|_| other())?;
		if tree.size() != info.size || tree.root().map(|root| root.to_be_bytes()) != Some(root.0) {
			return Err(other().into());
		}
		Ok(Self { genesis, group, block: (at.block_number(), at.block_hash()), tree })
	}

	/// Writes them to a new file.
	pub fn write(&self, file: &path::Path) -> Result<(), ProofError> {
		written(
			file,
			&MembersFile {
				kind: Kind::Group,
				genesis: self.genesis,
				group: self.group,
				number: self.block.0,
				block: self.block.1,
				root: self.root(),
				members: self.tree.leaves().to_vec(),
			},
		)
	}

	/// Reads a file, and refuses one whose members do not lead to its root.
	pub fn open(file: &path::Path) -> Result<Self, ProofError> {
		let mut text = String::new();
		File::open(file)
			.and_then(|opened| opened.take(MAX_BYTES).read_to_string(&mut text))
			.map_err(|error| ProofError::file(file, error))?;
		let MembersFile { kind: Kind::Group, genesis, group, number, block, root, members } =
			serde_json::from_str(&text).map_err(|error| ProofError::file(file, error))?;
		let tree = Tree::from_leaves(&members).map_err(|error| ProofError::file(file, error))?;
		if tree.root() != Some(root) {
			return Err(ProofError::file(file, "its members do not lead to its root"));
		}
		Ok(Self { genesis, group, block: (number, block), tree })
	}

	/// The root. Zero if there is no member, which neither [`Self::read`] nor [`Self::open`] lets be.
	pub fn root(&self) -> Scalar {
		self.tree.root().unwrap_or(Scalar::ZERO)
	}

	/// Leaves, those of removed members included.
	pub fn size(&self) -> u32 {
		self.tree.size()
	}

	/// Levels of the tree below its root.
	pub fn levels(&self) -> u32 {
		jmt_zk_poseidon::lean_imt::depth(self.size())
	}

	/// How many of the leaves are members: those that are not zero.
	pub fn present(&self) -> usize {
		self.tree.leaves().iter().filter(|leaf| **leaf != Scalar::ZERO).count()
	}

	/// The leaves.
	pub fn leaves(&self) -> &[Scalar] {
		self.tree.leaves()
	}

	/// The first place of a commitment.
	pub fn place_of(&self, commitment: &Scalar) -> Result<u32, ProofError> {
		let place = self.tree.leaves().iter().position(|leaf| leaf == commitment);
		let place = place.filter(|_| *commitment != Scalar::ZERO);
		place
			.and_then(|place| u32::try_from(place).ok())
			.ok_or_else(|| ProofError::NotMember(format_scalar(commitment)))
	}

	/// A leaf and the path from it to the root.
	pub fn path(&self, index: u32) -> Result<(Scalar, Path), ProofError> {
		let none = || ProofError::NoLeaf(index);
		let place = usize::try_from(index).map_err(|_| none())?;
		let leaf = self.tree.leaves().get(place).copied().ok_or_else(none)?;
		let path = self.tree.path(index).map_err(|_| none())?;
		Ok((leaf, path))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn members(count: u64) -> Members {
		let leaves = (1..=count).map(Scalar::from).collect::<Vec<_>>();
		let tree = Tree::from_leaves(&leaves).unwrap();
		let genesis = Hash::repeat_byte(1);
		Members { genesis, group: 3, block: (9, Hash::repeat_byte(2)), tree }
	}

	#[test]
	fn open_it_reads_what_write_wrote() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("members.json");
		let written = members(100);
		written.write(&path).unwrap();
		let read = Members::open(&path).unwrap();
		assert_eq!((read.genesis, read.group, read.block), (written.genesis, 3, written.block));
		assert_eq!((read.root(), read.size()), (written.root(), 100));
		assert!(matches!(written.write(&path), Err(ProofError::Exists(_))));
	}

	#[test]
	fn path_it_leads_from_the_place_of_a_member_to_the_root() {
		for count in [1, 2, 3, 64, 65, 100] {
			let members = members(count);
			for member in 1..=count {
				let commitment = Scalar::from(member);
				let place = members.place_of(&commitment).unwrap();
				let (leaf, path) = members.path(place).unwrap();
				assert_eq!(leaf, commitment);
				assert!(path.verify(&members.root(), &leaf), "{member} of {count}");
				assert!(path.siblings().len() <= members.levels() as usize);
			}
		}
	}

	mod reject {
		use super::*;

		#[test]
		fn place_of_no_stranger_and_no_removed_member_has_one() {
			let mut members = members(10);
			members.tree.update(3, Scalar::ZERO).unwrap();
			assert_eq!(members.present(), 9);
			for commitment in [Scalar::from(4), Scalar::from(11), Scalar::ZERO] {
				let refused = members.place_of(&commitment);
				assert!(matches!(refused, Err(ProofError::NotMember(_))), "{commitment:?}");
			}
			assert!(matches!(members.path(10), Err(ProofError::NoLeaf(10))));
		}

		#[test]
		fn open_a_damaged_file_is_named() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("members.json");
			members(5).write(&path).unwrap();
			let text = std::fs::read_to_string(&path).unwrap();
			for damaged in [
				text.replace("\"3\"", "\"30\""),
				text.replace("group/v1", "group/v2"),
				text.replace("\"root\"", "\"top\""),
				text[..text.len() - 3].to_string(),
				String::new(),
			] {
				assert_ne!(damaged, text);
				std::fs::write(&path, damaged).unwrap();
				let refused = Members::open(&path);
				assert!(matches!(refused, Err(ProofError::File { .. })), "{refused:?}");
			}
			assert!(matches!(
				Members::open(&dir.path().join("none")),
				Err(ProofError::File { .. })
			));
		}
	}
}
