//! Leaves of a log, and what its enforcer signs. Each is the SCALE encoding of a tuple that opens with its purpose, the
//! purpose with its length before it.

use super::{Receipt, Seal};
use crate::{DeviceId, Hash};
use alloc::vec::Vec;
use codec::Encode;

/// Purpose of [`entry_leaf`].
pub const ENTRY: &[u8] = b"jmt/access/entry/v1";

/// Purpose of [`seal_leaf`].
pub const SEAL: &[u8] = b"jmt/access/seal/v1";

/// Purpose of [`sorted_leaf`].
pub const SORTED: &[u8] = b"jmt/access/sorted/v1";

/// Purpose of [`receipt`].
pub const RECEIPT: &[u8] = b"jmt/access/receipt/v1";

/// Purpose of [`anchor`].
pub const ANCHOR: &[u8] = b"jmt/access/anchor/v1";

/// The leaf of an entry: `(purpose, genesis, enforcer, hidden)`, where `hidden` is the hash of salt and entry.
pub fn entry_leaf(genesis: &Hash, enforcer: &DeviceId, hidden: &Hash) -> Vec<u8> {
	(ENTRY, genesis, enforcer, hidden).encode()
}

/// The leaf of a seal: `(purpose, genesis, enforcer, seal)`.
pub fn seal_leaf(genesis: &Hash, enforcer: &DeviceId, seal: &Seal) -> Vec<u8> {
	(SEAL, genesis, enforcer, seal).encode()
}

/// A leaf of a segment's sorted entries: `(purpose, use id, leaf)`, where `leaf` is the hash of the entry's leaf.
pub fn sorted_leaf(use_id: &Hash, leaf: &Hash) -> Vec<u8> {
	(SORTED, use_id, leaf).encode()
}

/// The payload of a receipt: `(purpose, receipt)`.
pub fn receipt(receipt: &Receipt) -> Vec<u8> {
	(RECEIPT, receipt).encode()
}

/// The payload of an anchor: `(purpose, genesis, enforcer, seal, leaves, root)`.
pub fn anchor(
	genesis: &Hash,
	enforcer: &DeviceId,
	seal: &Seal,
	leaves: u32,
	root: &Hash,
) -> Vec<u8> {
	(ANCHOR, genesis, enforcer, seal, leaves, root).encode()
}
