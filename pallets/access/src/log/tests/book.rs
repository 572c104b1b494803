//! An enforcer that keeps its log, honestly unless it is told otherwise.

use super::super::tree;
use crate::mock::*;
use frame_support::BoundedVec;
use jmt_primitives::{
	access::{
		log::{
			signed::{self, sorted_leaf},
			Absence, Entry, Lie, Neighbour, Outcome, Receipt, Seal,
		},
		Action, By,
	},
	devices::DeviceFact,
	identity::PlantIdentity,
	merkle::{consistency_proof, Proof, Tree},
	AccountId, DeviceId, DevicePublic, DeviceSignature, Hash, Moment,
};
use sp_core::{ecdsa, ed25519, sr25519, Pair};
use sp_runtime::DispatchResult;

/// Key of an enforcer.
pub(super) enum Key {
	Ed25519(ed25519::Pair),
	Sr25519(sr25519::Pair),
	Secp256k1(ecdsa::Pair),
}

impl Key {
	pub(super) fn ed25519(seed: u8) -> Self {
		Self::Ed25519(ed25519::Pair::from_seed(&[seed; 32]))
	}

	pub(super) fn sr25519(seed: u8) -> Self {
		Self::Sr25519(sr25519::Pair::from_seed(&[seed; 32]))
	}

	pub(super) fn secp256k1(seed: u8) -> Self {
		Self::Secp256k1(ecdsa::Pair::from_seed(&[seed; 32]))
	}

	pub(super) fn public(&self) -> DevicePublic {
		match self {
			Self::Ed25519(pair) => DevicePublic::Ed25519(pair.public().0),
			Self::Sr25519(pair) => DevicePublic::Sr25519(pair.public().0),
			Self::Secp256k1(pair) => DevicePublic::Secp256k1(pair.public().0),
		}
	}

	pub(super) fn sign(&self, payload: &[u8]) -> DeviceSignature {
		match self {
			Self::Ed25519(pair) => DeviceSignature::Ed25519(pair.sign(payload).0),
			Self::Sr25519(pair) => DeviceSignature::Sr25519(pair.sign(payload).0),
			Self::Secp256k1(pair) => {
				let signature = pair.sign_prehashed(&sp_io::hashing::sha2_256(payload)).0;
				DeviceSignature::Secp256k1(signature[..64].try_into().unwrap())
			},
		}
	}
}

/// The chain.
pub(super) fn genesis() -> Hash {
	Access::genesis_hash()
}

/// Registers a device at large.
pub(super) fn register_device(key: &DevicePublic, owner: AccountId) {
	Identity::plant_device(key.id(), DeviceFact { key: *key, owner, paused: false }, None);
}

/// Gives a device another key.
pub(super) fn replace_key(device: &DeviceId, key: &DevicePublic) {
	Devices::mutate(|devices| devices.get_mut(device).unwrap().key = *key);
}

/// Removes a device.
pub(super) fn remove_device(device: &DeviceId) {
	Devices::mutate(|devices| devices.remove(device));
}

/// A log.
pub(super) struct Book {
	pub key: Key,
	/// Each leaf.
	pub leaves: Vec<Vec<u8>>,
	/// The entries of the segment that is open, with use id and leaf.
	pub open: Vec<(Hash, Hash)>,
	/// Each seal with its sorted entries.
	pub sealed: Vec<(Seal, Vec<(Hash, Hash)>)>,
}

/// An anchor that a call makes.
#[derive(Clone)]
pub(super) struct Anchored {
	pub seal: Seal,
	pub leaves: u32,
	pub root: Hash,
	pub consistency: Vec<Hash>,
	pub path: Vec<Hash>,
	pub signature: DeviceSignature,
}

pub(super) const SALT: Hash = Hash::repeat_byte(0x5a);

pub(super) fn id(use_id: u8) -> Hash {
	Hash::repeat_byte(use_id)
}

/// A use of the lock at a moment.
pub(super) fn entry(use_id: u8, at: Moment) -> Entry {
	Entry {
		use_id: id(use_id),
		at,
		resource: 1,
		action: Action::OPEN,
		subject: Hash::repeat_byte(7),
		outcome: Outcome::Allowed(By::Rule(0)),
		version: 1,
		block: 6,
	}
}

impl Book {
	/// Of a device that is registered.
	pub(super) fn new(key: Key) -> Self {
		register_device(&key.public(), alice());
		Self { key, leaves: Vec::new(), open: Vec::new(), sealed: Vec::new() }
	}

	pub(super) fn device(&self) -> DeviceId {
		self.key.public().id()
	}

	pub(super) fn len(&self) -> u32 {
		self.leaves.len() as u32
	}

	pub(super) fn tree(&self) -> Tree {
		Tree::new(&self.leaves).unwrap()
	}

	/// Logs an entry and signs its receipt. Returns the entry's index too.
	pub(super) fn log(&mut self, entry: &Entry) -> (u32, Receipt, DeviceSignature) {
		let leaf = entry.leaf_hash(&genesis(), &self.device(), &SALT);
		self.leaves.push(entry.leaf(&genesis(), &self.device(), &SALT));
		self.open.push((entry.use_id, leaf));
		let (receipt, signature) = self.receipt(entry);
		(self.len() - 1, receipt, signature)
	}

	/// Signs a receipt whether or not the entry was logged.
	pub(super) fn receipt(&self, entry: &Entry) -> (Receipt, DeviceSignature) {
		let receipt = Receipt {
			genesis: genesis(),
			enforcer: self.device(),
			use_id: entry.use_id,
			at: entry.at,
			leaf: entry.leaf_hash(&genesis(), &self.device(), &SALT),
		};
		(receipt, self.key.sign(&receipt.payload()))
	}

	/// The seal of the open segment at a moment.
	pub(super) fn seal(&self, to: Moment) -> Seal {
		let mut sorted = self.open.clone();
		sorted.sort();
		let last = self.sealed.last().map(|(seal, _)| seal);
		Seal {
			segment: last.map_or(0, |last| last.segment) + 1,
			begins: last.map_or(0, |last| last.index().unwrap() + 1),
			from: last.map_or(NOW - 3_600_000, |last| last.to),
			to,
			entries: self.open.len() as u32,
			sorted: sorted_tree(&sorted).root(),
		}
	}

	/// Appends a seal and makes the anchor of it.
	pub(super) fn close(&mut self, seal: Seal) -> Anchored {
		let old = self.sealed.last().map(|(seal, _)| seal.index().unwrap() + 1);
		let mut sorted = std::mem::take(&mut self.open);
		sorted.sort();
		self.leaves.push(seal.leaf(&genesis(), &self.device()));
		self.sealed.push((seal, sorted));
		let tree = self.tree();
		let leaves = self.len();
		let mut anchored = Anchored {
			seal,
			leaves,
			root: tree.root(),
			consistency: old.and_then(|old| consistency_proof(&tree, old)).unwrap_or_default(),
			path: tree.proof(leaves - 1).unwrap().into_inner(),
			signature: DeviceSignature::Ed25519([0; 64]),
		};
		self.sign(&mut anchored);
		anchored
	}

	/// Signs an anchor.
	pub(super) fn sign(&self, anchored: &mut Anchored) {
		let Anchored { seal, leaves, root, .. } = anchored;
		let payload = signed::anchor(&genesis(), &self.device(), seal, *leaves, root);
		anchored.signature = self.key.sign(&payload);
	}

	/// Seals and anchors.
	pub(super) fn anchor(&mut self, to: Moment) -> Anchored {
		let anchored = self.close(self.seal(to));
		send(self.device(), &anchored).unwrap();
		anchored
	}

	/// The path of a leaf in the log.
	pub(super) fn path(&self, index: u32) -> Proof {
		self.tree().proof(index).unwrap()
	}

	/// The two neighbours of a use id in a segment, counted from 0 on, or the leaf in its place.
	pub(super) fn absence(&self, segment: usize, use_id: Hash) -> Absence {
		let (_, sorted) = &self.sealed[segment];
		let tree = sorted_tree(sorted);
		let neighbour = |index: usize| {
			let (use_id, leaf) = *sorted.get(index)?;
			let index = index as u32;
			Some(Neighbour { index, use_id, leaf, path: tree.proof(index).unwrap() })
		};
		let place = sorted.partition_point(|(one, _)| *one < use_id);
		match neighbour(place) {
			Some(there) if there.use_id == use_id => Absence::Otherwise(there),
			above => Absence::Between { below: place.checked_sub(1).and_then(neighbour), above },
		}
	}

	/// A lie about a receipt in a segment, counted from 0 on.
	pub(super) fn missing(&self, segment: usize, of: (Receipt, DeviceSignature)) -> Lie {
		let (receipt, signature) = of;
		let seal = self.sealed[segment].0;
		let path = self.path(seal.index().unwrap());
		let absence = self.absence(segment, receipt.use_id);
		Lie::Missing { receipt, signature, seal, path, absence }
	}

	/// A lie about an entry at an index of the log.
	pub(super) fn unsorted(&self, segment: usize, entry: Entry, index: u32) -> Lie {
		let seal = self.sealed[segment].0;
		Lie::Unsorted {
			index,
			path: self.path(index),
			seal_path: self.path(seal.index().unwrap()),
			absence: self.absence(segment, entry.use_id),
			salt: SALT,
			entry,
			seal,
		}
	}
}

pub(super) fn sorted_tree(sorted: &[(Hash, Hash)]) -> Tree {
	Tree::new(sorted.iter().map(|(use_id, leaf)| sorted_leaf(use_id, leaf))).unwrap()
}

/// Sends an anchor from Bob, who has to do with nothing.
pub(super) fn send(enforcer: DeviceId, anchored: &Anchored) -> DispatchResult {
	let Anchored { seal, leaves, root, consistency, path, signature } = anchored.clone();
	let consistency = BoundedVec::try_from(consistency).unwrap();
	let path = BoundedVec::try_from(path).unwrap();
	Access::anchor(by(bob()), enforcer, seal, leaves, root, consistency, path, signature)
}

/// The same of a log that only a few hashes are known of.
pub(super) fn send_extended(key: &Key, extended: &tree::Extended) -> DispatchResult {
	let enforcer = key.public().id();
	let tree::Extended { seal, leaves, root, consistency, path, .. } = extended;
	let payload = signed::anchor(&genesis(), &enforcer, seal, *leaves, root);
	let anchored = Anchored {
		seal: *seal,
		leaves: *leaves,
		root: *root,
		consistency: consistency.clone(),
		path: path.clone(),
		signature: key.sign(&payload),
	};
	send(enforcer, &anchored)
}
