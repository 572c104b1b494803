//! The genesis block of a chain spec, computed from its state.
//!
//! The light client computes it as well, but has to compile and run the genesis' runtime for that. Its
//! result is held against this one when it starts.

use crate::SpecError;
use codec::Encode;
use jmt_primitives::Hash;
use sp_core::Blake2Hasher;
use sp_crypto_hashing::blake2_256;
use sp_trie::{LayoutV1, TrieConfiguration};
use std::collections::BTreeMap;

/// A genesis block, as far as it is identified.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Genesis {
	pub state_root: Hash,
	pub hash: Hash,
}

impl Genesis {
	/// From the field `genesis` of a spec: a whole state, or the root of one.
	pub(super) fn of(genesis: &serde_json::Value) -> Result<Self, SpecError> {
		let state_root = match (genesis.pointer("/raw/top"), genesis.get("stateRootHash")) {
			(Some(serde_json::Value::Object(top)), _) => {
				// JMT's states have the layout of version 1 from the genesis on.
				LayoutV1::<Blake2Hasher>::trie_root(entries(top)?)
			},
			(None, Some(serde_json::Value::String(root))) => {
				let root: [u8; 32] = bytes(root)?
					.try_into()
					.map_err(|_| SpecError::NotASpec("its state root has no 32 bytes".into()))?;
				Hash::from(root)
			},
			_ => return Err(SpecError::NotASpec("its genesis has no state".into())),
		};
		// Of the header: no parent, number 0, the roots of the state and of no extrinsics, no digest.
		let no_extrinsics = blake2_256(&[0]);
		let header = (Hash::zero(), 0u8, state_root, no_extrinsics, 0u8).encode();
		Ok(Self { state_root, hash: blake2_256(&header).into() })
	}
}

fn entries(
	top: &serde_json::Map<String, serde_json::Value>,
) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, SpecError> {
	top.iter()
		.map(|(key, value)| {
			let value = value.as_str().ok_or_else(damaged)?;
			Ok((bytes(key)?, bytes(value)?))
		})
		.collect()
}

fn bytes(text: &str) -> Result<Vec<u8>, SpecError> {
	hex::decode(text.strip_prefix("0x").ok_or_else(damaged)?).map_err(|_| damaged())
}

fn damaged() -> SpecError {
	SpecError::NotASpec("its genesis state is damaged".into())
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn of_it_takes_a_state_or_its_root() {
		// A state with one entry: its root is the hash of the only node.
		let whole = Genesis::of(&json!({ "raw": { "top": { "0x01": "0x02" } } })).unwrap();
		let root = format!("{:?}", whole.state_root);
		let by_root = Genesis::of(&json!({ "stateRootHash": root })).unwrap();
		assert_eq!(whole, by_root);
		let other = Genesis::of(&json!({ "raw": { "top": { "0x01": "0x03" } } })).unwrap();
		assert_ne!(whole.state_root, other.state_root);
		assert_ne!(whole.hash, other.hash);
	}

	#[test]
	fn of_it_knows_the_root_of_nothing() {
		// The root of an empty trie, as every Substrate chain has it for a block without extrinsics.
		let empty = Genesis::of(&json!({ "raw": { "top": {} } })).unwrap();
		assert_eq!(
			format!("{:?}", empty.state_root),
			"0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314"
		);
	}

	mod reject {
		use super::*;

		#[test]
		fn of_it_refuses_what_is_no_state() {
			for genesis in [
				json!({}),
				json!({ "stateRootHash": "0x00" }),
				json!({ "stateRootHash": 7 }),
				json!({ "raw": { "top": { "01": "0x02" } } }),
				json!({ "raw": { "top": { "0x01": "0x2" } } }),
				json!({ "raw": { "top": { "0x01": 2 } } }),
			] {
				assert!(matches!(Genesis::of(&genesis), Err(SpecError::NotASpec(_))), "{genesis}");
			}
		}
	}
}
