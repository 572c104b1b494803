//! Vectors of others: RFC 9180's for the suite, and Project Wycheproof's for its curve.

use super::{open::decrypt, seal::encrypt, Aead, Kdf, Kem, MessageError, ENCAPSULATED};
use crate::keys::EncryptionKey;
use hpke::{
	aead::AeadTag,
	rand_core::{CryptoRng, RngCore},
	setup_receiver, Deserializable, Kem as KemOf, OpModeR,
};
use serde::Deserialize;
use std::path::Path;
use wycheproof::{xdh, TestResult};

/// A case of the file (RFC 9180, A).
#[derive(Deserialize)]
#[allow(non_snake_case)]
struct Case {
	mode: u8,
	kem_id: u16,
	kdf_id: u16,
	aead_id: u16,
	info: String,
	ikmE: String,
	skRm: String,
	pkRm: String,
	enc: String,
	encryptions: Vec<Encryption>,
}

#[derive(Deserialize)]
struct Encryption {
	aad: String,
	ct: String,
	pt: String,
}

/// Gives these bytes, once.
struct Stated(Option<[u8; 32]>);

impl RngCore for Stated {
	fn next_u32(&mut self) -> u32 {
		unreachable!("the suite takes bytes")
	}

	fn next_u64(&mut self) -> u64 {
		unreachable!("the suite takes bytes")
	}

	fn fill_bytes(&mut self, to: &mut [u8]) {
		to.copy_from_slice(&self.0.take().expect("the suite takes 32 bytes once"));
	}
}

impl CryptoRng for Stated {}

fn bytes(text: &str) -> Vec<u8> {
	hex::decode(text).unwrap()
}

fn key(text: &str) -> [u8; 32] {
	bytes(text).try_into().unwrap()
}

fn case() -> Case {
	let path = Path::new(env!("CARGO_MANIFEST_DIR"))
		.join("../testing/fixtures/hpke/base-x25519-sha256-chacha20poly1305.json");
	let cases: Vec<Case> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
	let [case] = <[Case; 1]>::try_from(cases).ok().expect("one case has the suite");
	assert_eq!((case.mode, case.kem_id, case.kdf_id, case.aead_id), (0, 0x20, 1, 3));
	assert!(case.encryptions.len() > 200, "{}", case.encryptions.len());
	case
}

#[test]
fn encrypt_and_decrypt_they_do_as_rfc_9180_says() {
	let case = case();
	let receiver = EncryptionKey::from_secret(&key(&case.skRm)).unwrap();
	assert_eq!(receiver.public(), key(&case.pkRm));
	let (info, first) = (bytes(&case.info), &case.encryptions[0]);
	let expected = [bytes(&case.enc), bytes(&first.ct)].concat();
	let (aad, text) = (bytes(&first.aad), bytes(&first.pt));
	let random = &mut Stated(Some(key(&case.ikmE)));
	assert_eq!(encrypt(&receiver.public(), &info, &aad, &text, random).unwrap(), expected);
	assert_eq!(*decrypt(receiver.secret(), &info, &aad, &expected).unwrap(), text);
	for (info, aad) in [(&info[1..], &aad[..]), (&info[..], &aad[1..])] {
		let closed = decrypt(receiver.secret(), info, aad, &expected);
		assert!(matches!(closed, Err(MessageError::NotOpened)));
	}
}

#[test]
fn suite_each_message_of_the_vector_opens_in_its_turn() {
	let case = case();
	let receiver = EncryptionKey::from_secret(&key(&case.skRm)).unwrap();
	let enc = <Kem as KemOf>::EncappedKey::from_bytes(&bytes(&case.enc)).unwrap();
	let mut context = setup_receiver::<Aead, Kdf, Kem>(
		&OpModeR::Base,
		receiver.secret(),
		&enc,
		&bytes(&case.info),
	)
	.unwrap();
	// All of one context, in a row.
	for (number, one) in case.encryptions.iter().enumerate() {
		let mut text = bytes(&one.ct);
		let tag = text.split_off(text.len() - 16);
		let tag = AeadTag::<Aead>::from_bytes(&tag).unwrap();
		context.open_in_place_detached(&mut text, &bytes(&one.aad), &tag).unwrap();
		assert_eq!(text, bytes(&one.pt), "{number}");
	}
}

#[test]
fn x25519_it_agrees_with_wycheproof() {
	let set = xdh::TestSet::load(xdh::TestName::X25519).unwrap();
	let (mut seen, mut zero) = (0, 0);
	for test in set.test_groups.iter().flat_map(|group| &group.tests) {
		let secret: [u8; 32] = test.private_key[..].try_into().unwrap();
		let Ok(public) = <[u8; 32]>::try_from(&test.public_key[..]) else {
			assert_eq!(test.result, TestResult::Invalid, "{}", test.tc_id);
			continue;
		};
		seen += 1;
		let shared = x25519_dalek::StaticSecret::from(secret).diffie_hellman(&public.into());
		assert_eq!(shared.as_bytes(), &test.shared_secret[..], "{}: {}", test.tc_id, test.comment);
		if shared.as_bytes() != &[0; 32] {
			continue;
		}
		zero += 1;
		// RFC 9180, 7.1.4: a shared secret of zeros is refused on either side.
		let sealed = encrypt(&public, b"", b"", b"text", &mut Stated(Some(secret)));
		assert!(matches!(sealed, Err(MessageError::BadKey)), "{}", test.tc_id);
		let mut message = public.to_vec();
		message.resize(ENCAPSULATED + 16, 0);
		let receiver = EncryptionKey::from_secret(&secret).unwrap();
		let opened = decrypt(receiver.secret(), b"", b"", &message);
		assert!(matches!(opened, Err(MessageError::NotOpened)), "{}", test.tc_id);
	}
	assert_eq!((seen, zero), (518, 31), "vectors of the set");
}
