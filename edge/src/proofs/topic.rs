//! Names that people give: of topics, messages and anchors.

use jmt_primitives::{
	proofs::{scope::topic_name, TopicId},
	Hash, Moment,
};
use sp_crypto_hashing::blake2_256;

/// 32 bytes as they are, 0x and 64 hexadecimal digits, or the hash of any other text: blake2-256 of its bytes.
pub fn parse_word(text: &str) -> Hash {
	let digits = text.strip_prefix("0x").filter(|digits| digits.len() == 64);
	let mut bytes = [0; 32];
	match digits.map(|digits| hex::decode_to_slice(digits, &mut bytes)) {
		Some(Ok(())) => Hash::from(bytes),
		_ => Hash::from(blake2_256(text.as_bytes())),
	}
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
		assert_eq!(parse_word(&digits), Hash::repeat_byte(0xab));
		for text in ["yes", "", "0x", &digits[2..], &digits[..64], &format!("{digits}0")] {
			assert_eq!(parse_word(text), Hash::from(blake2_256(text.as_bytes())), "{text}");
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
