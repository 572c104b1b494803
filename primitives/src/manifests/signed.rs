//! Payloads for manifests. Each opens with its purpose and names the chain by its genesis hash.

use super::ManifestId;
use crate::{
	domains::DomainId,
	units::{Level, RootId},
	AccountId, Hash, Moment,
};
use alloc::vec::Vec;
use codec::Encode;

/// Purpose of [`activation`].
pub const ACTIVATION: &[u8] = b"jmt/device/activate/v1";

/// Purpose of [`endorsement`].
pub const ENDORSEMENT: &[u8] = b"jmt/manifest/endorse/v1";

/// The bytes that a device signs to join by a leaf as `owner`'s, until `expires` (ms): the SCALE encoding of
/// `(purpose, genesis, manifest, index, owner, encryption key, expires)`, the purpose with its length before it.
pub fn activation(
	genesis: &Hash,
	manifest: ManifestId,
	index: u32,
	owner: &AccountId,
	encryption: &[u8; 32],
	expires: Moment,
) -> Vec<u8> {
	(ACTIVATION, genesis, manifest, index, owner, encryption, expires).encode()
}

/// The bytes that a maker's key signs to endorse a manifest: the SCALE encoding of
/// `(purpose, genesis, root of trust, domain, manifest's root, leaves, content, expires, level)`, the purpose with its
/// length before it.
#[allow(clippy::too_many_arguments)]
pub fn endorsement(
	genesis: &Hash,
	maker: RootId,
	domain: DomainId,
	root: &Hash,
	leaves: u32,
	content: &Hash,
	expires: Moment,
	level: Level,
) -> Vec<u8> {
	(ENDORSEMENT, genesis, maker, domain, root, leaves, content, expires, level).encode()
}
