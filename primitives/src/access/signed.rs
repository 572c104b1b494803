//! Payloads that are signed or hashed for access. Each is the SCALE encoding of a tuple that opens with its purpose, with the
//! purpose's length before it, and names the chain by its genesis hash.

use super::{Action, Authority, Block, GrantId, ResourceId, Subject, Use};
use crate::{cell::Cell, domains::DomainId, proofs::GroupId, AccountId, DeviceId, Hash, Moment};
use alloc::vec::Vec;
use codec::Encode;
use sp_crypto_hashing::blake2_256;

/// Purpose of [`permit`].
pub const PERMIT: &[u8] = b"jmt/access/permit/v1";

/// Purpose of [`block`].
pub const BLOCK: &[u8] = b"jmt/access/block/v1";

/// Purpose of [`grant_hash`].
pub const GRANT: &[u8] = b"jmt/access/grant/v1";

/// Purpose of [`using`].
pub const USE: &[u8] = b"jmt/access/use/v1";

/// Purpose of [`place`].
pub const PLACE: &[u8] = b"jmt/access/place/v1";

/// Purpose of [`request`].
pub const REQUEST: &[u8] = b"jmt/access/request/v1";

/// Purpose of [`scope`].
pub const SCOPE: &[u8] = b"jmt/access/scope/v1";

/// The payload by which an authority of a domain lets `owner` make resources in it until `expires` (ms):
/// `(purpose, genesis, owner, domain, expires)`.
pub fn permit(genesis: &Hash, owner: &AccountId, domain: DomainId, expires: Moment) -> Vec<u8> {
	(PERMIT, genesis, owner, domain, expires).encode()
}

/// The payload by which a holder hands on what a block says: `(purpose, block)`.
pub fn block(block: &Block) -> Vec<u8> {
	(BLOCK, block).encode()
}

/// The name of a grant, before the first block of a pass: blake2-256 of `(purpose, genesis, grant)`.
pub fn grant_hash(genesis: &Hash, grant: GrantId) -> Hash {
	hash(&(GRANT, genesis, grant).encode())
}

/// The payload by which something is used: `(purpose, use)`.
pub fn using(using: &Use) -> Vec<u8> {
	(USE, using).encode()
}

/// The payload by which a gateway says where it hears a device: `(purpose, genesis, gateway, device, cell, at, nonce)`.
pub fn place(
	genesis: &Hash,
	gateway: &DeviceId,
	device: &DeviceId,
	cell: Cell,
	at: Moment,
	nonce: &[u8; 32],
) -> Vec<u8> {
	(PLACE, genesis, gateway, device, cell, at, nonce).encode()
}

/// The name of a request for approvals: blake2-256 of `(purpose, genesis, resource, action, subject, authority)`.
pub fn request(
	genesis: &Hash,
	resource: ResourceId,
	action: Action,
	subject: &Subject,
	authority: &Authority,
) -> Hash {
	hash(&(REQUEST, genesis, resource, action, subject, authority).encode())
}

/// The scope in which a member of a group proves that it is one, at this resource: blake2-256 of
/// `(purpose, genesis, group, resource)`. It has one alias there, at any time.
pub fn scope(genesis: &Hash, group: GroupId, resource: ResourceId) -> Hash {
	hash(&(SCOPE, genesis, group, resource).encode())
}

/// Blake2-256 of a payload.
pub fn hash(payload: &[u8]) -> Hash {
	blake2_256(payload).into()
}
