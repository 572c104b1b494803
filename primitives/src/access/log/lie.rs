use super::{Absence, Entry, LogHead, Receipt, Seal};
use crate::{
	merkle::{self, Proof},
	DeviceId, DeviceSignature, Hash,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Shows that an enforcer said one thing and anchored another.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Lie {
	/// The segment of a receipt's time lacks its use.
	#[codec(index = 0)]
	Missing {
		receipt: Receipt,
		/// Of the enforcer, over the receipt.
		signature: DeviceSignature,
		seal: Seal,
		/// The seal's, in the log.
		path: Proof,
		absence: Absence,
	},
	/// An entry stands in the log and not among those that its segment's seal names.
	#[codec(index = 1)]
	Unsorted {
		entry: Entry,
		salt: Hash,
		/// The entry's, in the log.
		index: u32,
		path: Proof,
		seal: Seal,
		/// The seal's, in the log.
		seal_path: Proof,
		absence: Absence,
	},
}

/// The kind of a lie, as an event tells it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum LieKind {
	/// See [`Lie::Missing`].
	#[codec(index = 0)]
	Missing,
	/// See [`Lie::Unsorted`].
	#[codec(index = 1)]
	Unsorted,
}

/// Something is not as the lie says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotALie;

impl Lie {
	/// Checks all but the signature of a receipt against the newest head of the enforcer's log.
	pub fn check(
		&self,
		genesis: &Hash,
		enforcer: &DeviceId,
		head: &LogHead,
	) -> Result<(), NotALie> {
		let stands = |index: u32, leaf: &[u8], path: &Proof| {
			merkle::verify(&head.root, head.leaves, index, leaf, path).is_ok()
		};
		let is_sealed = |seal: &Seal, path: &Proof| {
			seal.index().is_some_and(|index| stands(index, &seal.leaf(genesis, enforcer), path))
		};
		let is_so = match self {
			Self::Missing { receipt, seal, path, absence, .. } => {
				receipt.genesis == *genesis
					&& receipt.enforcer == *enforcer
					&& seal.covers(receipt.at)
					&& is_sealed(seal, path)
					&& absence.of_entry(&receipt.use_id, &receipt.leaf, seal)
			},
			Self::Unsorted { entry, salt, index, path, seal, seal_path, absence } => {
				let leaf = entry.leaf(genesis, enforcer, salt);
				seal.has(*index)
					&& stands(*index, &leaf, path)
					&& is_sealed(seal, seal_path)
					&& absence.of_entry(&entry.use_id, &merkle::leaf_hash(&leaf), seal)
			},
		};
		if is_so {
			Ok(())
		} else {
			Err(NotALie)
		}
	}

	/// Its kind.
	pub const fn kind(&self) -> LieKind {
		match self {
			Self::Missing { .. } => LieKind::Missing,
			Self::Unsorted { .. } => LieKind::Unsorted,
		}
	}

	/// Names the use about which the enforcer lied.
	pub const fn use_id(&self) -> Hash {
		match self {
			Self::Missing { receipt, .. } => receipt.use_id,
			Self::Unsorted { entry, .. } => entry.use_id,
		}
	}

	/// How many hashes its paths have, which decides what a check costs.
	pub fn hashes(&self) -> u32 {
		let (paths, absence) = match self {
			Self::Missing { path, absence, .. } => (path.len(), absence),
			Self::Unsorted { path, seal_path, absence, .. } => {
				(path.len().saturating_add(seal_path.len()), absence)
			},
		};
		u32::try_from(paths.saturating_add(absence.hashes())).unwrap_or(u32::MAX)
	}
}
