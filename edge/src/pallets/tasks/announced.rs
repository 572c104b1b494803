//! The batch that a block's header announces.

use crate::chain::Header;
use jmt_primitives::tasks::{BatchOpened, TASK_ENGINE_ID};
use subxt::config::substrate::DigestItem;

/// The batch whose seed a header announces, if it does.
pub fn announced_batch(header: &Header) -> Option<BatchOpened> {
	header.digest.logs.iter().find_map(|item| match item {
		DigestItem::Consensus(TASK_ENGINE_ID, data) => BatchOpened::from_digest_data(data),
		_ => None,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::{Decode, Encode};
	use jmt_primitives::Hash;
	use subxt::config::substrate::Digest;

	fn header(logs: Vec<DigestItem>) -> Header {
		Header {
			parent_hash: Hash::zero(),
			number: 7,
			state_root: Hash::zero(),
			extrinsics_root: Hash::zero(),
			digest: Digest { logs },
		}
	}

	#[test]
	fn announced_batch_it_reads_what_the_chain_writes_through_a_header_on_the_wire() {
		let batch = BatchOpened { first: 9, count: 2, seed: Hash::repeat_byte(3), units: 40 };
		let item = DigestItem::decode(&mut batch.to_digest_item().encode().as_slice()).unwrap();
		let written = header(vec![DigestItem::Other(vec![1]), item]);
		let written = Header::decode(&mut written.encode().as_slice()).unwrap();
		assert_eq!(announced_batch(&written), Some(batch));
	}

	#[test]
	fn announced_batch_it_ignores_other_engines_and_unknown_versions() {
		let batch = BatchOpened { first: 9, count: 2, seed: Hash::repeat_byte(3), units: 40 };
		let item = DigestItem::decode(&mut batch.to_digest_item().encode().as_slice()).unwrap();
		let DigestItem::Consensus(_, data) = item else { panic!() };
		let other = DigestItem::Consensus(*b"BABE", data.clone());
		assert_eq!(announced_batch(&header(vec![other])), None);
		let mut unknown = data.clone();
		unknown[0] = 2;
		let unknown = DigestItem::Consensus(TASK_ENGINE_ID, unknown);
		assert_eq!(announced_batch(&header(vec![unknown])), None);
		assert_eq!(announced_batch(&header(Vec::new())), None);
	}
}
