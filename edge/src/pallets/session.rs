//! Session keys of validators.

use super::{ask, constant, Call};
use crate::{chain::At, error::Error};
use codec::Encode;
use jmt_primitives::Balance;
use scale_info::TypeInfo;

const PALLET: &str = "Session";

/// The keys that a validator works with, by purpose.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct SessionKeys {
	/// Votes on finality.
	pub grandpa: [u8; 32],
	/// Makes blocks.
	pub babe: [u8; 32],
	/// Announces the validator's addresses.
	pub authority_discovery: [u8; 32],
}

impl SessionKeys {
	/// From a node's answer, which is encoded as the runtime has it: the runtime says which key is which.
	pub async fn decode(at: &At, encoded: &[u8]) -> Result<Self, Error> {
		let parts: Option<Vec<(Vec<u8>, [u8; 4])>> =
			ask(at, "SessionKeys", "decode_session_keys", &(encoded.to_vec(),)).await?;
		Self::of_parts(&parts.unwrap_or_default())
			.ok_or_else(|| Error::chain("the node's session keys are not those that the chain has"))
	}

	/// From the keys with their types, in any order; `None` unless there are these three and no other.
	fn of_parts(parts: &[(Vec<u8>, [u8; 4])]) -> Option<Self> {
		let key = |kind: &[u8; 4]| {
			let (key, _) = parts.iter().find(|(_, found)| found == kind)?;
			<[u8; 32]>::try_from(key.as_slice()).ok()
		};
		let keys = Self {
			grandpa: key(b"gran")?,
			babe: key(b"babe")?,
			authority_discovery: key(b"audi")?,
		};
		(parts.len() == 3).then_some(keys)
	}
}

/// The JMT that are held while an account has registered keys, in planck.
pub fn key_deposit(at: &At) -> Result<Balance, Error> {
	constant(at, PALLET, "KeyDeposit")
}

/// Registers session keys for the account that signs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct SetKeys {
	pub keys: SessionKeys,
	/// That the keys are the owner's, by the keys.
	pub proof: Vec<u8>,
}

impl SetKeys {
	/// Of no use but for its price: as long as a good one. The proof is a signature by each key.
	pub fn as_long_as_any() -> Self {
		let nobody = [0; 32];
		let keys = SessionKeys { grandpa: nobody, babe: nobody, authority_discovery: nobody };
		Self { keys, proof: vec![0; 3 * 64] }
	}
}

impl Call for SetKeys {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "set_keys";
}

/// Withdraws them, and gets the deposit back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct PurgeKeys;

impl Call for PurgeKeys {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "purge_keys";
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn as_long_as_any_it_has_the_length_of_keys_and_proof_of_a_node() {
		// Three keys, and the signatures behind their length.
		let encoded = SetKeys::as_long_as_any().encode();
		assert_eq!(encoded.len(), 3 * 32 + 2 + 3 * 64);
	}

	#[test]
	fn of_parts_keys_go_by_their_type_and_not_by_their_place() {
		let part = |byte: u8, kind: &[u8; 4]| (vec![byte; 32], *kind);
		let parts = [part(3, b"audi"), part(1, b"gran"), part(2, b"babe")];
		let keys = SessionKeys { grandpa: [1; 32], babe: [2; 32], authority_discovery: [3; 32] };
		assert_eq!(SessionKeys::of_parts(&parts), Some(keys));
		assert_eq!(SessionKeys::of_parts(&parts[1..]), None);
		let more = [&parts[..], &[part(4, b"imon")]].concat();
		assert_eq!(SessionKeys::of_parts(&more), None);
		let short = [(vec![3; 31], *b"audi"), parts[1].clone(), parts[2].clone()];
		assert_eq!(SessionKeys::of_parts(&short), None);
	}
}
