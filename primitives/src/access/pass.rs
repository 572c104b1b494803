//! Passes: a grant's holder hands a part of its right to other keys without the chain.

use super::{signed, Action, GrantId, ResourceId, Scope, Subject, MAX_BLOCKS};
use crate::{DeviceId, DevicePublic, DeviceSignature, Hash, Moment};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// A block: it hands on at most what the one before has.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Block {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	pub grant: GrantId,
	/// The grant's.
	pub pass_epoch: u32,
	/// [`Block::hash`] of the one before, or [`signed::grant_hash`].
	pub before: Hash,
	/// Has the right from here on.
	pub holder: DevicePublic,
	pub scope: Scope,
}

impl Block {
	/// The bytes that the holder before signs.
	pub fn payload(&self) -> Vec<u8> {
		signed::block(self)
	}

	/// Its name: blake2-256 of [`Self::payload`]. It covers no signature.
	pub fn hash(&self) -> Hash {
		signed::hash(&self.payload())
	}
}

/// A block, signed by who had the right before.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SignedBlock {
	pub block: Block,
	/// The key of an account that holds the grant: in its first block only, and only then.
	pub signer: Option<DevicePublic>,
	/// Over [`Block::payload`].
	pub signature: DeviceSignature,
}

/// A pass. Without blocks it is the grant itself.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pass {
	pub grant: GrantId,
	/// The first one is signed by the grant's holder, each other by the holder that the one before names.
	pub blocks: BoundedVec<SignedBlock, ConstU32<MAX_BLOCKS>>,
}

/// The right by which something is used.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Source {
	/// The subject's own.
	#[codec(index = 0)]
	Own(Subject),
	/// A grant.
	#[codec(index = 1)]
	Grant(GrantId),
	/// The last block of a pass, by [`Block::hash`].
	#[codec(index = 2)]
	Block(Hash),
}

/// A use that somebody wants to make now.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Use {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	pub enforcer: DeviceId,
	pub resource: ResourceId,
	pub source: Source,
	/// The enforcer's, random, and used once.
	pub challenge: [u8; 32],
	pub action: Action,
	/// The last moment at which it may be decided, in ms: a minute ahead at most.
	pub expires: Moment,
}

impl Use {
	/// The bytes that the user signs.
	pub fn payload(&self) -> Vec<u8> {
		signed::using(self)
	}

	/// The use id: blake2-256 of [`Self::payload`]. A member of a group proves its membership over it.
	pub fn id(&self) -> Hash {
		signed::hash(&self.payload())
	}
}

/// A use, signed by the device, by the last holder of a pass, or by the key of an account.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SignedUse {
	pub using: Use,
	/// The key of an account that uses its own right, or a grant without a pass: only then.
	pub signer: Option<DevicePublic>,
	/// Over [`Use::payload`].
	pub signature: DeviceSignature,
}
