//! Sightings of a witness: its tree, and what each device gets of it.

use crate::{
	keys::{create_private, read_private, KeyError},
	proofs::{number, parse_minute, parse_scalar, ProofError},
};
use jmt_primitives::cell::Cell;
use jmt_zk_poseidon::{
	lean_imt::{Path as TreePath, Tree},
	Scalar,
};
use jmt_zk_prover::place::{leaf, new_sibling, Sighting, MOST_SIGHTINGS};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The head of a list of sightings.
const HEAD: &str = "commitment,cell,minute";

/// A sighting as its device keeps it. It says where the device was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SightingFile {
	kind: Kind,
	/// Root of the witness's tree.
	#[serde(with = "number::scalar")]
	root: Scalar,
	/// The device's.
	#[serde(with = "number::scalar")]
	pub commitment: Scalar,
	pub cell: Cell,
	/// Counted from 1970.
	pub minute: u32,
	/// Of the path to the root.
	index: u32,
	#[serde(with = "number::scalars")]
	siblings: Vec<Scalar>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum Kind {
	#[serde(rename = "sighting/v1")]
	Sighting,
}

/// The sightings of a list: a line `commitment,cell,minute`, and one such line each. They come with the root of their
/// tree, in which a random number stands behind each leaf: commitments are public, cells and minutes few, so that without
/// it a root, or what a device gets of the tree, would let the others' sightings be guessed.
pub fn sightings(text: &str) -> Result<(Scalar, Vec<SightingFile>), String> {
	let mut lines = (1..).zip(text.lines().map(str::trim));
	if lines.next().is_none_or(|(_, line)| line != HEAD) {
		return Err(format!("the first line is not {HEAD}"));
	}
	let seen = lines
		.filter(|(_, line)| !line.is_empty())
		.map(|(number, line)| parse(line).map_err(|error| format!("line {number}: {error}")))
		.collect::<Result<Vec<_>, _>>()?;
	if seen.len() > MOST_SIGHTINGS {
		return Err(format!("the list has more than {MOST_SIGHTINGS} sightings"));
	}
	let leaves = seen.iter().map(|(commitment, cell, minute)| leaf(commitment, *cell, *minute));
	let leaves = leaves.flat_map(|leaf| [leaf, new_sibling()]).collect::<Vec<_>>();
	let tree = Tree::from_leaves(&leaves).map_err(|error| error.to_string())?;
	let root = tree.root().ok_or("the list has no sighting")?;
	let files = (0..).step_by(2).zip(seen).map(|(place, (commitment, cell, minute))| {
		let path = tree.path(place).map_err(|error| error.to_string())?;
		let (index, siblings) = (path.index(), path.siblings().to_vec());
		let kind = Kind::Sighting;
		Ok(SightingFile { kind, root, commitment, cell, minute, index, siblings })
	});
	Ok((root, files.collect::<Result<_, String>>()?))
}

fn parse(line: &str) -> Result<(Scalar, Cell, u32), String> {
	let parts = line.split(',').map(str::trim).collect::<Vec<_>>();
	let [commitment, cell, minute] = parts.as_slice() else {
		return Err("not three parts".into());
	};
	let cell = cell.parse().map_err(|error| format!("{error}"))?;
	Ok((parse_scalar(commitment)?, cell, parse_minute(minute)?))
}

impl SightingFile {
	/// Writes it to a new file for its owner alone.
	pub fn write(&self, path: &Path) -> Result<(), KeyError> {
		let text = serde_json::to_string_pretty(self)
			.map_err(|error| KeyError::Malformed { path: path.into(), source: error.into() })?;
		create_private(path, text)
	}

	/// Reads a file. One whose path does not lead to its root is refused as damaged.
	pub fn read(path: &Path) -> Result<Self, ProofError> {
		let text = read_private(path).map_err(|error| ProofError::file(path, error))?;
		let file: Self =
			serde_json::from_str(&text).map_err(|error| ProofError::file(path, error))?;
		let Sighting { path: way, .. } =
			file.sighting().map_err(|error| ProofError::file(path, error))?;
		match way.verify(&file.root, &leaf(&file.commitment, file.cell, file.minute)) {
			true => Ok(file),
			false => Err(ProofError::file(path, "it does not lead to its root")),
		}
	}

	/// The root of the witness's tree.
	pub fn root(&self) -> Scalar {
		self.root
	}

	/// As the circuit takes it.
	pub fn sighting(&self) -> Result<Sighting, ProofError> {
		let path = TreePath::new(self.index, self.siblings.clone())
			.map_err(|error| ProofError::NotMade(error.into()))?;
		Ok(Sighting { cell: self.cell, minute: self.minute, path })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	const CELL: &str = "8a2a1072b59ffff";

	fn list(count: u32) -> String {
		let lines = (1..=count).map(|number| format!("{number},{CELL},{}", 29_000_000 + number));
		[HEAD.to_string()].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
	}

	#[test]
	fn sightings_each_leads_to_the_root_and_is_read_back() {
		let dir = tempfile::tempdir().unwrap();
		for count in [1, 2, 5] {
			let (root, files) = sightings(&list(count)).unwrap();
			assert_eq!(files.len(), count as usize);
			for (place, file) in files.into_iter().enumerate() {
				assert_eq!(file.root(), root);
				let path = dir.path().join(format!("{count}-{place}"));
				file.write(&path).unwrap();
				assert_eq!(SightingFile::read(&path).unwrap(), file);
			}
		}
	}

	#[test]
	fn sightings_a_random_number_stands_beside_each() {
		let beside = |files: &[SightingFile]| {
			files.iter().map(|file| file.siblings[0].to_be_bytes()).collect::<Vec<_>>()
		};
		let mut all = Vec::new();
		for count in [1, 2, 5, 5] {
			let (root, files) = sightings(&list(count)).unwrap();
			let leaves = files
				.iter()
				.map(|file| leaf(&file.commitment, file.cell, file.minute))
				.collect::<Vec<_>>();
			assert_ne!(Tree::from_leaves(&leaves).unwrap().root(), Some(root));
			for file in &files {
				// The leaf is the left one, and none of the list stands beside it.
				assert_eq!(file.index & 1, 0);
				assert!(!leaves.contains(&file.siblings[0]));
			}
			all.extend(beside(&files));
		}
		let numbers = all.len();
		all.sort_unstable();
		all.dedup();
		assert_eq!((numbers, all.len()), (13, 13), "no number comes twice");
	}

	#[test]
	fn sightings_the_root_of_one_is_not_its_leaf() {
		let (root, files) = sightings(&list(1)).unwrap();
		let own = leaf(&files[0].commitment, files[0].cell, files[0].minute);
		assert_ne!(root, own);
		assert_eq!(root, jmt_zk_poseidon::hash_two(&own, &files[0].siblings[0]));
	}

	#[test]
	fn sightings_a_minute_may_be_a_time() {
		let (_, files) = sightings(&format!("{HEAD}\n7,{CELL},2025-02-19T21:20:30Z")).unwrap();
		assert_eq!(files[0].minute, 29_000_000);
	}

	mod reject {
		use super::*;

		#[test]
		fn sightings_the_line_that_is_none_is_named() {
			for (text, part) in [
				("", HEAD),
				(HEAD, "no sighting"),
				(&list(2)[1..], HEAD),
				(&format!("{}\n7,{CELL}", list(2)), "line 4"),
				(&format!("{}\n7,{CELL},x", list(2)), "line 4"),
				(&format!("{}\n7,paris,1", list(2)), "line 4"),
				(&format!("{}\nx,{CELL},1", list(2)), "line 4"),
			] {
				let said = sightings(text).unwrap_err();
				assert!(said.contains(part), "{text}: {said}");
			}
		}

		#[test]
		fn sightings_more_than_there_is_room_for() {
			let line = format!("7,{CELL},1");
			let lines = vec![line.as_str(); MOST_SIGHTINGS + 1];
			let said = sightings(&format!("{HEAD}\n{}", lines.join("\n"))).unwrap_err();
			assert_eq!(said, "the list has more than 524288 sightings");
		}

		#[test]
		fn read_a_damaged_file() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("sighting.json");
			let (_, files) = sightings(&list(3)).unwrap();
			files[0].write(&path).unwrap();
			let text = fs::read_to_string(&path).unwrap();
			for damaged in [
				text.replace("29000001", "29000002"),
				text.replace("\"index\": 0", "\"index\": 1"),
				text.replace("\"index\": 0", "\"index\": 8"),
				text.replace("sighting/v1", "sighting/v2"),
			] {
				assert_ne!(damaged, text);
				fs::write(&path, damaged).unwrap();
				assert!(matches!(SightingFile::read(&path), Err(ProofError::File { .. })));
			}
		}
	}
}
