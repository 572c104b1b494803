//! Functions that no bytes may break: those that `fuzz/` feeds and the properties below run with random and mutated bytes.

#![allow(dead_code, reason = "each of two crates uses a part")]

use codec::{Decode, Encode, MaxEncodedLen};
use jmt_zk_poseidon::{
	lean_imt::{depth, Frontier},
	Scalar,
};

/// A number has one encoding.
pub(crate) fn scalar(bytes: &[u8]) {
	let mut input = bytes;
	let decoded = Scalar::decode(&mut input);
	if let Some(bytes) = bytes.first_chunk() {
		assert_eq!(Scalar::from_be_bytes(bytes).ok(), decoded.as_ref().ok().copied());
	}
	if let Ok(number) = decoded {
		assert_eq!(number.encode(), bytes[..bytes.len() - input.len()]);
		assert_eq!(number.to_be_bytes(), bytes[..32]);
	}
}

/// A tree has one encoding, whatever its nodes are, and takes what bytes are left: as leaves, and as the siblings of a path.
pub(crate) fn frontier(bytes: &[u8]) {
	let mut input = bytes;
	let Ok(tree) = Frontier::decode(&mut input) else { return };
	assert_eq!(tree.encode(), bytes[..bytes.len() - input.len()]);
	assert!(tree.encoded_size() <= Frontier::max_encoded_len());
	assert_eq!((tree.depth(), tree.root().is_some()), (depth(tree.size()), tree.size() > 0));
	let leaves: Vec<Scalar> = input
		.as_chunks::<32>()
		.0
		.iter()
		.filter_map(|bytes| Scalar::from_be_bytes(bytes).ok())
		.take(40)
		.collect();
	let (mut many, mut single) = (tree.clone(), tree.clone());
	let outcome = many.append_many(&leaves);
	assert_eq!(leaves.iter().try_for_each(|leaf| single.append(*leaf)), outcome);
	if outcome.is_ok() {
		assert_eq!(many, single);
		assert_eq!(Frontier::decode(&mut &many.encode()[..]).unwrap(), many);
	} else {
		assert_eq!(many, tree);
	}
	if let [old, new, siblings @ ..] = &leaves[..] {
		for index in [0, tree.size() / 2, tree.size().wrapping_sub(1), tree.size()] {
			let mut changed = tree.clone();
			if changed.update(index, old, new, siblings).is_err() {
				assert_eq!(changed, tree);
			} else {
				assert!(index < tree.size());
				assert_eq!(changed.size(), tree.size());
				assert_eq!(changed.update(index, new, old, siblings), Ok(()));
			}
		}
	}
}

#[cfg(test)]
mod properties {
	use super::*;
	use proptest::prelude::*;

	/// Bytes of a tree of some size and leaves behind it.
	fn framed(size: u32, numbers: &[u64]) -> Vec<u8> {
		let kept = if size == 0 { 0 } else { depth(size) as usize + 1 };
		let mut numbers = numbers.iter().cycle().map(|number| Scalar::from(*number));
		let nodes: Vec<Scalar> = numbers.by_ref().take(kept).collect();
		let leaves: Vec<u8> = numbers.take(12).flat_map(|leaf| leaf.to_be_bytes()).collect();
		[(size, nodes).encode(), leaves].concat()
	}

	fn sizes() -> impl Strategy<Value = u32> {
		prop_oneof![4 => 0..70_u32, 1 => any::<u32>(), 1 => u32::MAX - 12..=u32::MAX]
	}

	#[test]
	fn a_frame_is_a_tree_with_leaves() {
		for size in [0, 1, 5, 64, u32::MAX] {
			let bytes = framed(size, &[1, 2, 3]);
			let mut input = &bytes[..];
			assert_eq!(Frontier::decode(&mut input).unwrap().size(), size);
			assert_eq!(input.len(), 12 * 32);
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(96))]

		#[test]
		fn any_bytes_decode_to_one_tree_or_none(
			size in sizes(),
			numbers in proptest::collection::vec(any::<u64>(), 1..60),
			place in any::<prop::sample::Index>(),
			flip in prop_oneof![Just(0), any::<u8>()],
			random in proptest::collection::vec(any::<u8>(), 0..200),
		) {
			let mut framed = framed(size, &numbers);
			let place = place.index(framed.len());
			framed[place] ^= flip;
			for bytes in [framed, random] {
				frontier(&bytes);
				scalar(&bytes);
			}
		}
	}
}
