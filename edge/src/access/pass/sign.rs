//! Blocks are made and signed.

use crate::keys::{AccountKey, DeviceKey};
use codec::Encode;
use jmt_primitives::{
	access::{signed, Block, GrantId, Pass, Scope, SignedBlock, MAX_BLOCKS, MAX_BLOCK_BYTES},
	DevicePublic, DeviceSignature, Hash,
};

/// The key of who hands a right on.
pub enum HolderKey {
	Device(DeviceKey),
	/// Of an account that holds a grant.
	Account(AccountKey),
}

/// Why a right is not handed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotHandedOn {
	#[error("a pass has {MAX_BLOCKS} blocks at most")]
	TooManyBlocks,
	#[error("a block has {MAX_BLOCK_BYTES} bytes at most: name fewer cells or windows")]
	TooLarge,
	#[error("the pass was handed to another key than the one that signs")]
	NotHolder,
	#[error("a pass goes on from a key, and an account's key signs its first block alone")]
	Account,
	#[error("the pass has no block to go on from")]
	NoBlock,
	#[error("the key that gets it is one that anybody can sign for")]
	WeakKey,
	#[error("the pass is of another chain")]
	OtherChain,
}

/// A pass with its first block: of a grant, as its holder.
pub fn first(
	genesis: Hash,
	(grant, pass_epoch): (GrantId, u32),
	by: &HolderKey,
	to: DevicePublic,
	scope: Scope,
) -> Result<Pass, NotHandedOn> {
	let before = signed::grant_hash(&genesis, grant);
	let block = Block { genesis, grant, pass_epoch, before, holder: to, scope };
	let pass = Pass { grant, blocks: Default::default() };
	with(pass, block, by)
}

/// The pass with a further block, by its last holder.
pub fn further(
	genesis: Hash,
	pass: Pass,
	by: &HolderKey,
	to: DevicePublic,
	scope: Scope,
) -> Result<Pass, NotHandedOn> {
	let last = pass.blocks.last().ok_or(NotHandedOn::NoBlock)?;
	if last.block.genesis != genesis {
		return Err(NotHandedOn::OtherChain);
	}
	match by {
		HolderKey::Account(_) => return Err(NotHandedOn::Account),
		HolderKey::Device(key) if key.public() != last.block.holder => {
			return Err(NotHandedOn::NotHolder)
		},
		HolderKey::Device(_) => {},
	}
	let (grant, pass_epoch) = (pass.grant, last.block.pass_epoch);
	let before = last.block.hash();
	let block = Block { genesis, grant, pass_epoch, before, holder: to, scope };
	with(pass, block, by)
}

fn with(mut pass: Pass, block: Block, by: &HolderKey) -> Result<Pass, NotHandedOn> {
	if block.holder.is_weak() {
		return Err(NotHandedOn::WeakKey);
	}
	if block.encoded_size() > MAX_BLOCK_BYTES {
		return Err(NotHandedOn::TooLarge);
	}
	let (signer, signature) = by.sign(&block.payload());
	let signed = SignedBlock { block, signer, signature };
	pass.blocks.try_push(signed).map_err(|_| NotHandedOn::TooManyBlocks)?;
	Ok(pass)
}

impl HolderKey {
	/// Its public key.
	pub fn public(&self) -> DevicePublic {
		match self {
			Self::Device(key) => key.public(),
			Self::Account(key) => key.public(),
		}
	}

	/// Its signature, with the key where an account signs: the account alone does not tell it.
	pub fn sign(&self, payload: &[u8]) -> (Option<DevicePublic>, DeviceSignature) {
		match self {
			Self::Device(key) => (None, key.sign(payload)),
			Self::Account(key) => (Some(key.public()), key.key_signature(payload)),
		}
	}
}
