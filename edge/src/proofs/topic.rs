//! Names that people give: of topics, scopes, messages and anchors.

use codec::Encode;
use jmt_primitives::{
	proofs::{scope::topic_name, TopicId},
	AccountId, Hash, Moment,
};
use sp_crypto_hashing::blake2_256;

/// Purpose of [`place_scope`].
const PLACE_SCOPE: &[u8] = b"jmt/zk/place-scope/v1";

/// A word of 32 bytes, as it was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Word {
	/// By 0x and 64 hexadecimal digits.
	Bytes(Hash),
	/// By a text.
	Text(String),
}

impl Word {
	/// Reads one. Every text is a word, but for one that begins with 0x and goes on otherwise than with 64 digits: a slip
	/// would be hashed in silence.
	pub fn parse(text: &str) -> Result<Self, String> {
		if !text.starts_with("0x") && !text.starts_with("0X") {
			return Ok(Self::Text(text.into()));
		}
		let mut bytes = [0; 32];
		match text.strip_prefix("0x").map(|digits| hex::decode_to_slice(digits, &mut bytes)) {
			Some(Ok(())) => Ok(Self::Bytes(bytes.into())),
			_ => Err("not 0x and 64 hexadecimal digits, and no other word begins with 0x".into()),
		}
	}

	/// The bytes; of a text its blake2-256.
	pub fn hash(&self) -> Hash {
		match self {
			Self::Bytes(bytes) => *bytes,
			Self::Text(text) => blake2_256(text.as_bytes()).into(),
		}
	}
}

/// The bytes of a word.
pub fn parse_word(text: &str) -> Result<Hash, String> {
	Word::parse(text).map(|word| word.hash())
}

/// The scope of proofs of place that an account asks for by a text: blake2-256 of the SCALE encoding of
/// `("jmt/zk/place-scope/v1", genesis, account, text)`. A device has another alias for each account that asks, and on
/// each chain, whatever texts they choose.
pub fn place_scope(genesis: &Hash, asker: &AccountId, text: &str) -> Hash {
	blake2_256(&(PLACE_SCOPE, genesis, asker, text).encode()).into()
}

/// A topic that ends then: the moment in eight big-endian bytes, and the first 24 bytes of the hash of the name.
pub fn topic_of(ends: Moment, name: &str) -> TopicId {
	let hash = blake2_256(name.as_bytes());
	topic_name(ends, hash.first_chunk().unwrap_or(&[0; 24]))
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::proofs::scope::topic_end;

	#[test]
	fn parse_word_digits_are_bytes_and_all_else_is_hashed() {
		let digits = format!("0x{}", "ab".repeat(32));
		assert_eq!(parse_word(&digits), Ok(Hash::repeat_byte(0xab)));
		for text in ["yes", "", "0", "x", &digits[2..]] {
			assert_eq!(parse_word(text), Ok(Hash::from(blake2_256(text.as_bytes()))), "{text}");
		}
	}

	#[test]
	fn parse_word_a_slip_in_digits_is_refused() {
		let digits = format!("0x{}", "ab".repeat(32));
		let (more, other) = (format!("{digits}0"), digits.replacen("ab", "ag", 1));
		let upper = digits.replacen("0x", "0X", 1);
		for text in ["0x", "0xyes", &digits[..65], &more, &other, &upper] {
			assert!(parse_word(text).is_err(), "{text}");
		}
	}

	#[test]
	fn place_scope_it_differs_by_chain_account_and_text() {
		let (genesis, asker) = (Hash::repeat_byte(1), AccountId::new([2; 32]));
		let scope = place_scope(&genesis, &asker, "door");
		let expected =
			[&[84][..], b"jmt/zk/place-scope/v1", &[1; 32], &[2; 32], &[16], b"door"].concat();
		assert_eq!(scope, Hash::from(blake2_256(&expected)));
		for other in [
			place_scope(&Hash::repeat_byte(2), &asker, "door"),
			place_scope(&genesis, &AccountId::new([1; 32]), "door"),
			place_scope(&genesis, &asker, "door 2"),
			blake2_256(b"door").into(),
		] {
			assert_ne!(scope, other);
		}
	}

	#[test]
	fn topic_of_it_names_its_end_and_keeps_24_bytes_of_the_name() {
		let ends = 1_790_000_000_000;
		let topic = topic_of(ends, "door 7");
		assert_eq!(topic_end(&topic), ends);
		assert_eq!(topic.0[8..], blake2_256(b"door 7")[..24]);
		assert_ne!(topic, topic_of(ends, "door 8"));
		assert_ne!(topic, topic_of(ends + 1, "door 7"));
	}
}
