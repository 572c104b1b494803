//! The draw and the slot that a block's header tells of.

use crate::chain::Header;
use jmt_primitives::{proof_of_time::DRAW_ENGINE_ID, Draw};
use subxt::config::substrate::DigestItem;

/// Engine id of BABE.
const BABE_ENGINE_ID: [u8; 4] = *b"BABE";

/// The draw that a header announces, if it does.
pub fn announced_draw(header: &Header) -> Option<Draw> {
	header.digest.logs.iter().find_map(|item| match item {
		DigestItem::Consensus(DRAW_ENGINE_ID, data) => Draw::from_digest_data(data),
		_ => None,
	})
}

/// The slot of a block, from BABE's pre-runtime digest. Its three forms all begin with their index (one
/// byte), the author's index (four) and the slot (eight, little-endian): `PreDigest` of
/// `sp_consensus_babe::digests`.
pub fn slot(header: &Header) -> Option<u64> {
	header.digest.logs.iter().find_map(|item| match item {
		DigestItem::PreRuntime(BABE_ENGINE_ID, data) => {
			let bytes = data.get(5..13)?;
			Some(u64::from_le_bytes(bytes.try_into().ok()?))
		},
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

	fn draw() -> Draw {
		Draw { day: 1, round: 300, bucket: 4, hash: Hash::repeat_byte(9) }
	}

	#[test]
	fn announced_draw_it_reads_what_the_chain_writes_through_a_header_on_the_wire() {
		let item = DigestItem::decode(&mut draw().to_digest_item().encode().as_slice()).unwrap();
		let header = header(vec![DigestItem::Other(vec![1]), item]);
		let header = Header::decode(&mut header.encode().as_slice()).unwrap();
		assert_eq!(announced_draw(&header), Some(draw()));
	}

	#[test]
	fn announced_draw_it_ignores_other_engines_and_unknown_versions() {
		let DigestItem::Consensus(_, data) =
			DigestItem::decode(&mut draw().to_digest_item().encode().as_slice()).unwrap()
		else {
			panic!()
		};
		let other = DigestItem::Consensus(*b"BABE", data.clone());
		assert_eq!(announced_draw(&header(vec![other])), None);
		let mut unknown = data.clone();
		unknown[0] = 2;
		let unknown = DigestItem::Consensus(DRAW_ENGINE_ID, unknown);
		assert_eq!(announced_draw(&header(vec![unknown])), None);
		let seal = DigestItem::Seal(DRAW_ENGINE_ID, data);
		assert_eq!(announced_draw(&header(vec![seal])), None);
	}

	#[test]
	fn slot_it_reads_all_forms_of_the_pre_digest() {
		for form in 1u8..=3 {
			let mut data = (form, 2u32, 123_456u64).encode();
			data.extend([0xff; 96]);
			let item = DigestItem::PreRuntime(*b"BABE", data);
			assert_eq!(slot(&header(vec![item])), Some(123_456));
		}
		assert_eq!(slot(&header(vec![])), None);
		assert_eq!(slot(&header(vec![DigestItem::PreRuntime(*b"BABE", vec![1, 2])])), None);
	}
}
