//! Makes proofs out of a log.

use super::{
	proof::{is_asked, AbsenceKind, UseKind, MOST_SEGMENTS},
	record::Record,
	AbsenceProof, Found, Head, Log, Segment, UseProof,
};
use crate::access::AccessError;
use jmt_primitives::{
	access::log::{signed::sorted_leaf, Absence, Neighbour, Seal},
	merkle::Tree,
	Hash, Moment,
};
use std::collections::BTreeMap;

impl Log {
	/// The proof of a use, by the head of the log with so many leaves.
	pub fn prove_use(&mut self, use_id: &Hash, leaves: u32) -> Result<UseProof, AccessError> {
		self.locked(|log| {
			let found = log.find_locked(use_id)?;
			let Some(Found { index, salt, entry }) = found else {
				return Err(AccessError::other(format!("the log has no use {use_id:?}")));
			};
			let tree = log.tree_of(leaves)?;
			let path = tree.proof(index).ok_or_else(|| {
				AccessError::other("the use is not anchored yet: access log anchor does so")
			})?;
			let proof = UseProof {
				kind: UseKind::Use,
				genesis: log.genesis(),
				enforcer: log.enforcer(),
				head: Head { leaves, root: tree.root() },
				index,
				entry,
				salt,
				path: path.into_inner(),
			};
			let checked = proof.check(&log.genesis(), &proof.head);
			checked.map_err(|error| AccessError::file(log.path(), error)).map(|()| proof)
		})
	}

	/// The proof that a use is not in the log from one moment to another, by the head with so many leaves.
	pub fn prove_absent(
		&mut self,
		use_id: &Hash,
		from: Moment,
		until: Moment,
		leaves: u32,
	) -> Result<AbsenceProof, AccessError> {
		self.locked(|log| {
			let sealed = |seal: &&Seal| seal.index().is_some_and(|index| index < leaves);
			let seals: Vec<Seal> = log.state().seals.iter().filter(sealed).copied().collect();
			let newest = seals.last().map_or(0, |seal| seal.to);
			if from > until || newest < until {
				return Err(AccessError::other(format!(
					"the log is sealed until {newest} ms: a later time, or one that ends before it begins, is not proved"
				)));
			}
			// Back to the segment of the first moment, or to the log's beginning.
			let first = seals.iter().rposition(|seal| seal.from < from).unwrap_or(0);
			let wanted = seals.get(first..).unwrap_or_default();
			if wanted.len() > MOST_SEGMENTS {
				let many = format!("{} segments are more than {MOST_SEGMENTS}", wanted.len());
				return Err(AccessError::other(many));
			}
			let tree = log.tree_of(leaves)?;
			let mut absences = log.absences(use_id, wanted, from, until)?;
			let path = |seal: &Seal| Some(tree.proof(seal.index()?)?.into_inner());
			let mut segments = Vec::new();
			for seal in wanted.iter().rev() {
				let path = path(seal).ok_or_else(|| {
					AccessError::file(log.path(), "a seal is not where it should be")
				})?;
				let absence = absences.remove(&seal.segment);
				segments.push(Segment { seal: *seal, path, absence });
			}
			let proof = AbsenceProof {
				kind: AbsenceKind::Absence,
				genesis: log.genesis(),
				enforcer: log.enforcer(),
				head: Head { leaves, root: tree.root() },
				use_id: *use_id,
				from,
				until,
				segments,
			};
			let checked = proof.check(&log.genesis(), &proof.head);
			checked.map_err(|error| AccessError::file(log.path(), error)).map(|()| proof)
		})
	}

	/// The tree of a head.
	fn tree_of(&mut self, leaves: u32) -> Result<Tree, AccessError> {
		let tree = self.tree(leaves)?;
		match tree.leaves() == leaves && leaves > 0 {
			true => Ok(tree),
			false => Err(AccessError::other("the log in the folder is shorter than its head")),
		}
	}

	/// The two neighbours of a use in each of these segments that is asked about.
	fn absences(
		&mut self,
		use_id: &Hash,
		wanted: &[Seal],
		from: Moment,
		until: Moment,
	) -> Result<BTreeMap<u32, Absence>, AccessError> {
		let (genesis, enforcer) = (self.genesis(), self.enforcer());
		let asked = |seal: &Seal| wanted.contains(seal) && is_asked(seal, from, until);
		let (mut open, mut absences) = (BTreeMap::new(), BTreeMap::new());
		let path = self.path().to_path_buf();
		self.each(|record| {
			match record {
				Record::Opened { .. } => {},
				Record::Entry { salt, entry } => {
					open.insert(entry.use_id, entry.leaf_hash(&genesis, &enforcer, &salt));
				},
				Record::Seal(seal) => {
					let sorted = std::mem::take(&mut open);
					if asked(&seal) {
						if sorted.contains_key(use_id) {
							let there = format!("segment {} of the log has the use", seal.segment);
							return Err(AccessError::other(there));
						}
						let absence = absence(use_id, &sorted)
							.ok_or_else(|| AccessError::file(&path, "a segment is too long"))?;
						absences.insert(seal.segment, absence);
					}
				},
			}
			Ok(())
		})?;
		Ok(absences)
	}
}

/// The neighbours of a use among sorted entries.
fn absence(use_id: &Hash, sorted: &BTreeMap<Hash, Hash>) -> Option<Absence> {
	let leaves = sorted.iter().map(|(use_id, leaf)| sorted_leaf(use_id, leaf));
	let tree = Tree::new(leaves).ok()?;
	let place = u32::try_from(sorted.range(..use_id).count()).ok()?;
	let neighbour = |index: u32, (use_id, leaf): (&Hash, &Hash)| {
		let path = tree.proof(index)?;
		Some(Neighbour { index, use_id: *use_id, leaf: *leaf, path })
	};
	let below = sorted.range(..use_id).next_back();
	let above = sorted.range(use_id..).next();
	Some(Absence::Between {
		below: below.and_then(|entry| neighbour(place.checked_sub(1)?, entry)),
		above: above.and_then(|entry| neighbour(place, entry)),
	})
}
