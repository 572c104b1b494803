//! From a list to a level file: one pass over the list, then one over each level, each with buffers of 1 MiB.

use super::{
	levels::{level_sizes, HASH_BYTES},
	Entries, Header, ManifestError, HEADER_BYTES,
};
use jmt_primitives::{
	domains::DomainId,
	manifests::{leaf_bytes, Leaf, MAX_LEAVES},
	merkle::{leaf_hash, node_hash, root_of},
	Hash,
};
use std::{
	fs::{self, File},
	io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write},
	path::{Path, PathBuf},
};

/// Bytes that are read or written at once.
const BUFFER: usize = 1 << 20;

/// Reads the list of a domain's devices and writes its level file, which must not be there yet. It has its name once it
/// is whole. Returns what stands in its head.
pub fn build(
	list: &Path,
	levels: &Path,
	genesis: Hash,
	domain: DomainId,
) -> Result<Header, ManifestError> {
	if fs::symlink_metadata(levels).is_ok() {
		return Err(ManifestError::Exists(levels.into()));
	}
	let beside = PathBuf::from(format!("{}.{}.tmp", levels.display(), std::process::id()));
	let built = write(list, &beside, genesis, domain).and_then(|header| {
		fs::rename(&beside, levels).map_err(ManifestError::io(levels))?;
		Ok(header)
	});
	if built.is_err() {
		let _ = fs::remove_file(&beside);
	}
	built
}

fn write(
	list: &Path,
	path: &Path,
	genesis: Hash,
	domain: DomainId,
) -> Result<Header, ManifestError> {
	let io = || ManifestError::io(path);
	let file = File::create(path).map_err(io())?;
	let mut out = BufWriter::with_capacity(BUFFER, file);
	out.write_all(&[0; HEADER_BYTES as usize]).map_err(io())?;

	let mut entries = Entries::open(list)?;
	let mut leaves: u32 = 0;
	let mut highest = Hash::zero();
	for entry in entries.by_ref() {
		let entry = entry?;
		if leaves == MAX_LEAVES {
			return Err(ManifestError::TooManyLeaves(list.into()));
		}
		let leaf =
			Leaf { index: leaves, key: entry.key, owner: entry.owner, nullifier: entry.nullifier };
		highest = leaf_hash(&leaf_bytes(&genesis, domain, &leaf));
		out.write_all(highest.as_bytes()).map_err(io())?;
		leaves += 1;
	}
	if leaves == 0 {
		return Err(ManifestError::NoLeaves(list.into()));
	}

	let mut begins = HEADER_BYTES;
	for size in level_sizes(leaves).filter(|size| *size > 1) {
		// The level below is read while the one above it is written.
		out.flush().map_err(io())?;
		let mut below = File::open(path).map_err(io())?;
		below.seek(SeekFrom::Start(begins)).map_err(io())?;
		let mut below = BufReader::with_capacity(BUFFER, below);
		let mut next = || {
			let mut bytes = [0; HASH_BYTES as usize];
			below.read_exact(&mut bytes).map(|()| Hash::from(bytes)).map_err(io())
		};
		for _ in 0..size / 2 {
			highest = node_hash(&next()?, &next()?);
			out.write_all(highest.as_bytes()).map_err(io())?;
		}
		if size % 2 == 1 {
			highest = next()?;
			out.write_all(highest.as_bytes()).map_err(io())?;
		}
		begins += u64::from(size) * HASH_BYTES;
	}

	let root = root_of(leaves, &highest);
	let header = Header { leaves, domain, genesis, content: entries.content(), root };
	out.seek(SeekFrom::Start(0)).map_err(io())?;
	out.write_all(&header.to_bytes()).map_err(io())?;
	let file = out.into_inner().map_err(|error| io()(error.into_error()))?;
	file.sync_all().map_err(io())?;
	Ok(header)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::manifest::{Levels, Proven};
	use jmt_primitives::{
		merkle::{verify, Tree},
		DevicePublic,
	};

	const GENESIS: Hash = Hash::repeat_byte(3);

	/// A list of so many keys, each a number.
	fn list(dir: &Path, leaves: u32) -> PathBuf {
		let path = dir.join(format!("list-{leaves}.csv"));
		let mut text = String::from("type,key,owner,nullifier\n");
		for index in 0..leaves {
			text.push_str(&format!("ed25519,0x{},,\n", hex::encode(key(index))));
		}
		fs::write(&path, text).unwrap();
		path
	}

	fn key(index: u32) -> [u8; 32] {
		let mut key = [9; 32];
		key[..4].copy_from_slice(&index.to_le_bytes());
		key
	}

	fn leaf(index: u32) -> Vec<u8> {
		let leaf =
			Leaf { index, key: DevicePublic::Ed25519(key(index)), owner: None, nullifier: None };
		leaf_bytes(&GENESIS, 7, &leaf)
	}

	#[test]
	fn build_it_makes_the_tree_of_the_chain_and_its_proofs_whatever_the_size() {
		let dir = tempfile::tempdir().unwrap();
		for leaves in (1..=33).chain([1000]) {
			let path = dir.path().join(format!("{leaves}.levels"));
			let header = build(&list(dir.path(), leaves), &path, GENESIS, 7).unwrap();
			let tree = Tree::new((0..leaves).map(leaf)).unwrap();
			assert_eq!((header.root, header.leaves), (tree.root(), leaves));
			let levels = Levels::open(&path).unwrap();
			assert_eq!(levels.header(), &header);
			for index in 0..leaves {
				let proof = levels.proof(index).unwrap();
				assert_eq!(
					proof.to_vec(),
					tree.proof(index).unwrap().to_vec(),
					"{index} of {leaves}"
				);
				assert_eq!(levels.leaf(index).unwrap(), leaf_hash(&leaf(index)));
				verify(&header.root, leaves, index, &leaf(index), &proof).unwrap();
			}
			let size = fs::metadata(&path).unwrap().len();
			assert!(size <= HEADER_BYTES + 64 * u64::from(leaves) + 32 * 24, "{size} of {leaves}");
		}
	}

	#[test]
	fn of_it_finds_a_device_by_its_key_with_the_proof_that_the_chain_takes() {
		let dir = tempfile::tempdir().unwrap();
		let (list, path) = (list(dir.path(), 100), dir.path().join("levels"));
		let header = build(&list, &path, GENESIS, 7).unwrap();
		let levels = Levels::open(&path).unwrap();
		let found = Proven::of_key(&list, &levels, &DevicePublic::Ed25519(key(42))).unwrap();
		assert_eq!(found.leaf.index, 42);
		assert_eq!(found, Proven::at(&list, &levels, 42).unwrap());
		verify(&header.root, 100, 42, &leaf(42), &found.proof).unwrap();
		let file = dir.path().join("proof.json");
		found.write(&file).unwrap();
		assert_eq!(Proven::read(&file).unwrap(), found);
	}

	mod reject {
		use super::*;

		#[test]
		fn build_it_leaves_nothing_of_what_failed_and_overwrites_nothing() {
			let dir = tempfile::tempdir().unwrap();
			let levels = dir.path().join("levels");
			let empty = list(dir.path(), 0);
			let refused = build(&empty, &levels, GENESIS, 7);
			assert!(matches!(refused, Err(ManifestError::NoLeaves(_))), "{refused:?}");
			let names = || {
				let names =
					fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name());
				names.collect::<Vec<_>>().len()
			};
			assert_eq!(names(), 1);
			let good = list(dir.path(), 2);
			build(&good, &levels, GENESIS, 7).unwrap();
			let again = build(&good, &levels, GENESIS, 7);
			assert!(matches!(again, Err(ManifestError::Exists(_))), "{again:?}");
			assert_eq!(names(), 3);
		}

		#[test]
		fn open_what_is_cut_or_changed_is_no_level_file() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("levels");
			build(&list(dir.path(), 5), &path, GENESIS, 7).unwrap();
			let whole = fs::read(&path).unwrap();
			let mut other_root = whole.clone();
			other_root[80] ^= 1;
			let mut other_magic = whole.clone();
			other_magic[0] ^= 1;
			let mut other_size = whole.clone();
			other_size[8] += 1;
			let cut = whole[..whole.len() - 1].to_vec();
			for bytes in [cut, other_root, other_magic, other_size, Vec::new()] {
				fs::write(&path, bytes).unwrap();
				let refused = Levels::open(&path);
				assert!(matches!(refused, Err(ManifestError::NotLevels { .. })), "{refused:?}");
			}
		}

		#[test]
		fn at_another_list_and_an_index_outside_are_named() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("levels");
			let right = list(dir.path(), 5);
			build(&right, &path, GENESIS, 7).unwrap();
			let levels = Levels::open(&path).unwrap();
			let other = dir.path().join("other.csv");
			let text = fs::read_to_string(&right).unwrap();
			fs::write(&other, text.replace("0x01000000", "0x11000000")).unwrap();
			let refused = Proven::at(&other, &levels, 1);
			assert!(matches!(refused, Err(ManifestError::OtherList { .. })), "{refused:?}");
			assert!(Proven::at(&other, &levels, 2).is_ok());
			let refused = Proven::at(&right, &levels, 5);
			assert!(matches!(refused, Err(ManifestError::NoSuchIndex { .. })), "{refused:?}");
			let refused = Proven::of_key(&right, &levels, &DevicePublic::Sr25519(key(1)));
			assert!(matches!(refused, Err(ManifestError::NoSuchKey(_))), "{refused:?}");
		}

		#[test]
		fn read_a_proof_that_does_not_lead_to_its_root_is_none() {
			let dir = tempfile::tempdir().unwrap();
			let (list, path) = (list(dir.path(), 9), dir.path().join("levels"));
			build(&list, &path, GENESIS, 7).unwrap();
			let levels = Levels::open(&path).unwrap();
			let file = dir.path().join("proof.json");
			Proven::at(&list, &levels, 3).unwrap().write(&file).unwrap();
			let text = fs::read_to_string(&file).unwrap();
			for changed in [
				text.replace("\"index\": 3", "\"index\": 2"),
				text.replace("ed25519", "sr25519"),
				text.replace("manifestProof", "device"),
				text.replace("\"leaves\": 9", "\"leaves\": 8"),
				text[..text.len() - 9].to_string(),
			] {
				assert_ne!(changed, text);
				fs::write(&file, changed).unwrap();
				let refused = Proven::read(&file);
				assert!(matches!(refused, Err(ManifestError::NotProof { .. })), "{refused:?}");
			}
		}
	}
}
