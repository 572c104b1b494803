use super::signed::entry_leaf;
use crate::{
	access::{Action, By, ResourceId, Subject},
	merkle, BlockNumber, DeviceId, Hash, Moment,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;

/// How a use was decided.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Outcome {
	/// By this rule or chain of grants.
	#[codec(index = 0)]
	Allowed(By),
	/// With the code of a reason.
	#[codec(index = 1)]
	Refused(u8),
	/// Taken without a decision: the action is one of the resource's fail-safe ones.
	#[codec(index = 2)]
	FailSafe,
}

/// A use as its enforcer logs it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Entry {
	/// Of the use that was signed; a random one where none was.
	pub use_id: Hash,
	/// By the enforcer's clock.
	pub at: Moment,
	pub resource: ResourceId,
	pub action: Action,
	/// See [`Entry::subject_hash`].
	pub subject: Hash,
	pub outcome: Outcome,
	/// Of the policy; 0 where none was asked.
	pub version: u32,
	/// The block whose state decided; 0 where none did.
	pub block: BlockNumber,
}

impl Entry {
	/// A subject as an entry names it.
	pub fn subject_hash(subject: &Subject) -> Hash {
		subject.using_encoded(blake2_256).into()
	}

	/// The hash of salt and entry.
	pub fn hidden(&self, salt: &Hash) -> Hash {
		(salt, self).using_encoded(blake2_256).into()
	}

	/// The entry's leaf.
	pub fn leaf(&self, genesis: &Hash, enforcer: &DeviceId, salt: &Hash) -> Vec<u8> {
		entry_leaf(genesis, enforcer, &self.hidden(salt))
	}

	/// The hash of the entry's leaf, as receipts and sorted leaves name it.
	pub fn leaf_hash(&self, genesis: &Hash, enforcer: &DeviceId, salt: &Hash) -> Hash {
		merkle::leaf_hash(&self.leaf(genesis, enforcer, salt))
	}
}
