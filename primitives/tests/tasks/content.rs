//! Bytes by their content.

use codec::{Decode, Encode};
use hex_literal::hex;
use jmt_primitives::{
	tasks::{Content, Input, MAX_INLINE_BYTES},
	Hash,
};

#[test]
fn it_names_bytes_by_blake2_and_length() {
	let content = Content::of(b"abc").unwrap();
	// RFC 7693 has the vector of 512 bits; this is BLAKE2b with 256.
	let hash = hex!("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
	assert_eq!(content, Content { hash: Hash::from(hash), length: 3 });
	assert!(content.is_of(b"abc"));
	assert!(Content::of(b"").unwrap().is_of(b""));
}

#[test]
fn it_takes_no_other_bytes() {
	let content = Content::of(b"abc").unwrap();
	for other in [&b"abd"[..], b"ab", b"abcd", b""] {
		assert!(!content.is_of(other), "{other:?}");
	}
	let lies = Content { length: 4, ..content };
	assert!(!lies.is_of(b"abc") && !lies.is_of(b"abcd"));
}

#[test]
fn it_reads_an_input_of_1_kib_and_no_more() {
	let most = usize::try_from(MAX_INLINE_BYTES).unwrap();
	let bytes = |length: usize| [vec![0], vec![7u8; length].encode()].concat();
	let input = Input::decode(&mut &bytes(most)[..]).unwrap();
	assert_eq!(input.content(), Content::of(&vec![7; most]).unwrap());
	assert!(Input::decode(&mut &bytes(most + 1)[..]).is_err());
	assert!(Input::decode(&mut &[2][..]).is_err());
}

#[test]
fn it_knows_an_input_by_its_content_wherever_it_lies() {
	let content = Content::of(b"input").unwrap();
	let inline = Input::Inline(b"input".to_vec().try_into().unwrap());
	assert_eq!(inline.content(), content);
	assert_eq!(Input::Stored(content).content(), content);
}
