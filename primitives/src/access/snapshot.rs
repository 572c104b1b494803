//! Snapshots: the facts of one block, kept for when there is no chain to ask.
//!
//! A key that is not kept *lacks*, so that what needs it is denied. Facts are proved when they are fetched; the file
//! carries no proof, and convinces nobody but its owner.

use super::{
	facts::Fact, Approval, Counted, Grant, GrantId, Policy, PolicyId, Reason, Resource, ResourceId,
	StateRef, Subject, Uses, Vouched, EVALUATOR,
};
use crate::{
	devices::{DeviceFact, Member},
	domains::{Domain, DomainId, Link},
	proofs::{GroupId, Scalar},
	units::{Root, RootId},
	AccountId, BlockNumber, DeviceId, Hash, Moment,
};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, DecodeAll, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;

/// A file begins with this and [`VERSION`].
pub const MAGIC: &[u8; 7] = b"jmtsnap";

/// Version of the file.
pub const VERSION: u8 = 1;

/// Bytes of a file at most.
pub const MAX_FILE_BYTES: usize = 256 * 1_024;

/// Names a fact: one stored item.
#[derive(
	Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub enum FactKey {
	#[codec(index = 0)]
	Resource(ResourceId),
	#[codec(index = 1)]
	Policy(PolicyId),
	#[codec(index = 2)]
	Grant(GrantId),
	/// Resource, [`super::Request::hash`], approver.
	#[codec(index = 3)]
	Approval(ResourceId, Hash, AccountId),
	#[codec(index = 4)]
	Uses(ResourceId, Counted),
	#[codec(index = 5)]
	Device(DeviceId),
	/// By the id of a key.
	#[codec(index = 6)]
	Alias(DeviceId),
	#[codec(index = 7)]
	Member(DeviceId),
	#[codec(index = 8)]
	Domain(DomainId),
	/// From a domain to one that it trusts.
	#[codec(index = 9)]
	Trust(DomainId, DomainId),
	#[codec(index = 10)]
	Root(RootId),
	#[codec(index = 11)]
	Bonded(DeviceId),
	#[codec(index = 12)]
	Vouched(DeviceId),
	/// The roots of a group: two stored items.
	#[codec(index = 13)]
	Group(GroupId),
	/// The key that proves memberships at a depth.
	#[codec(index = 14)]
	GroupKey(u8),
}

/// A fact that is kept.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub enum FactValue {
	#[codec(index = 0)]
	Resource(Resource),
	#[codec(index = 1)]
	Policy(Policy),
	#[codec(index = 2)]
	Grant(Grant),
	#[codec(index = 3)]
	Approval(Approval),
	#[codec(index = 4)]
	Uses(Uses),
	#[codec(index = 5)]
	Device(DeviceFact),
	#[codec(index = 6)]
	Alias(DeviceId),
	#[codec(index = 7)]
	Member(Member),
	#[codec(index = 8)]
	Domain(Domain),
	#[codec(index = 9)]
	Trust(Link),
	#[codec(index = 10)]
	Root(Root),
	#[codec(index = 11)]
	Bonded,
	#[codec(index = 12)]
	Vouched(Vouched),
	#[codec(index = 13)]
	Group(GroupRoots),
	/// Its canonical bytes.
	#[codec(index = 14)]
	GroupKey(Vec<u8>),
	/// Stored, in a way that its reader did not understand, or not to be known at all.
	#[codec(index = 15)]
	NotUnderstood,
}

/// The roots of a group that a proof may name.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct GroupRoots {
	pub root: Option<Scalar>,
	/// Replaced ones, each with the moment from which it is not good any more, in ms.
	pub replaced: Vec<(Scalar, Moment)>,
}

impl GroupRoots {
	/// Whether a proof may name the root in the block of the time `at` (ms).
	pub fn is_good(&self, root: &Scalar, at: Moment) -> bool {
		let good = |(replaced, until): &(Scalar, Moment)| replaced == root && at < *until;
		self.root.as_ref() == Some(root) || self.replaced.iter().any(good)
	}
}

/// About whom facts are asked for a snapshot.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Asked {
	#[codec(index = 0)]
	Subject(Subject),
	#[codec(index = 1)]
	Grant(GrantId),
}

/// The facts of one block.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Snapshot {
	/// [`EVALUATOR`] of the chain.
	pub evaluator: u32,
	/// Hash of the chain's first block.
	pub genesis: Hash,
	pub block: (BlockNumber, Hash),
	/// The block's time, in ms.
	pub at: Moment,
	/// None: it is known that there is none.
	pub facts: BTreeMap<FactKey, Option<FactValue>>,
}

impl Snapshot {
	/// The state that it is of.
	pub fn state(&self) -> StateRef {
		StateRef { block: self.block.0, at: self.at }
	}

	/// A fact.
	pub fn get(&self, key: &FactKey) -> Fact<&FactValue> {
		match self.facts.get(key) {
			None => Fact::Lacks,
			Some(None) => Fact::Absent,
			Some(Some(FactValue::NotUnderstood)) => Fact::Unknown,
			Some(Some(value)) => Fact::Is(value),
		}
	}

	/// The file: magic, version, SCALE, and blake2-256 of all before.
	pub fn to_bytes(&self) -> Vec<u8> {
		let mut bytes = MAGIC.to_vec();
		bytes.push(VERSION);
		self.encode_to(&mut bytes);
		let check = blake2_256(&bytes);
		bytes.extend_from_slice(&check);
		bytes
	}

	/// Reads a file of the chain with this genesis.
	///
	/// Errors: `EvaluatorChanged`; `SnapshotLacks` where it is damaged, too long, or of another chain.
	pub fn from_bytes(bytes: &[u8], genesis: &Hash) -> Result<Self, Reason> {
		let snapshot = Self::read(bytes).ok_or(Reason::SnapshotLacks)?;
		if snapshot.evaluator != EVALUATOR {
			return Err(Reason::EvaluatorChanged);
		}
		match snapshot.genesis == *genesis {
			true => Ok(snapshot),
			false => Err(Reason::SnapshotLacks),
		}
	}

	/// Reads a file of any chain and any evaluator; `None` when it is damaged or too long. A file of another evaluator
	/// may have facts that are not understood here: then only its head is read, without facts.
	pub fn read(bytes: &[u8]) -> Option<Self> {
		if bytes.len() > MAX_FILE_BYTES {
			return None;
		}
		let (before, check) = bytes.split_last_chunk::<32>()?;
		if blake2_256(before) != *check {
			return None;
		}
		let rest = before.strip_prefix(MAGIC)?.strip_prefix(&[VERSION])?;
		if let Ok(snapshot) = Self::decode_all(&mut &*rest) {
			return Some(snapshot);
		}
		let (evaluator, genesis, block, at) = Decode::decode(&mut &*rest).ok()?;
		let head = Self { evaluator, genesis, block, at, facts: BTreeMap::new() };
		(evaluator != EVALUATOR).then_some(head)
	}
}
