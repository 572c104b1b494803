//! Payloads that workers sign, and hashes.

use super::samples::{accept, account, client, replicate, terms};
use codec::Encode;
use hex_literal::hex;
use jmt_primitives::{
	tasks::{
		signed::{claim, commit, commitment, enrol, reveal, terms_hash},
		Commitment, ResultDigest, Salt, Signer, TermsHash,
	},
	DeviceId, DevicePublic, DeviceSignature, Hash, KeyType,
};

const GENESIS: Hash = Hash::repeat_byte(0xaa);
const DEVICE: DeviceId = DeviceId(Hash::repeat_byte(0xbb));
const TERMS: TermsHash = TermsHash(Hash::repeat_byte(0xcc));
const DIGEST: ResultDigest = ResultDigest(Hash::repeat_byte(0xdd));
const SALT: Salt = Salt([5; 32]);

/// `(purpose, genesis)` as it opens a payload.
fn opening(purpose: &str) -> Vec<u8> {
	let length = u8::try_from(purpose.len()).unwrap() << 2;
	[&[length], purpose.as_bytes(), &[0xaa; 32]].concat()
}

#[test]
fn it_lays_out_what_is_signed_as_documented() {
	let signer = Signer::Ed25519([7; 32]);
	let tail = [&[0xbb; 32][..], &[9; 32], &[1], &[7; 32], &[8, 7, 6, 5, 4, 3, 2, 1]].concat();
	assert_eq!(
		enrol(&GENESIS, &DEVICE, &account(9), &signer, 0x0102_0304_0506_0708),
		[opening("jmt/task/enrol/v1"), tail].concat()
	);
	let tail = [&[0xcc; 32][..], &[0xee; 32], &[4, 3, 2, 1], &[0xbb; 32]].concat();
	assert_eq!(
		claim(&GENESIS, &TERMS, &Hash::repeat_byte(0xee), 0x0102_0304, &DEVICE),
		[opening("jmt/task/claim/v1"), tail].concat()
	);
	let word = Commitment(Hash::repeat_byte(0xee));
	assert_eq!(
		commit(&GENESIS, &TERMS, &DEVICE, &word),
		[&opening("jmt/task/commit/v1")[..], &[0xcc; 32], &[0xbb; 32], &[0xee; 32]].concat()
	);
	assert_eq!(
		reveal(&GENESIS, &TERMS, &DEVICE, &DIGEST, &SALT),
		[&opening("jmt/task/reveal/v1")[..], &[0xcc; 32], &[0xbb; 32], &[0xdd; 32], &[5; 32]]
			.concat()
	);
}

#[test]
fn it_keeps_the_published_hashes() {
	// Computed by Python's hashlib from bytes put together by hand.
	let terms = terms_hash(7, 40, &client(), &terms(replicate(3, 2)));
	let published = hex!("a8bd2dbab9afc97dc78101de2266b8f332a0454e9157b489562389372c46e46e");
	assert_eq!(terms.0 .0, published);
	let published = hex!("c6bb8100f3a97fb56660d08a2e33989b040b8081341bf7e51092a690af521b2a");
	assert_eq!(commitment(&GENESIS, &terms, &DEVICE, &DIGEST, &SALT).0 .0, published);
}

#[test]
fn it_names_a_task_by_number_block_client_and_terms() {
	let of = |id, block, client, terms| terms_hash(id, block, &client, &terms);
	let one = of(7, 40, client(), terms(replicate(3, 2)));
	let more_pay = {
		let mut terms = terms(replicate(3, 2));
		terms.pay += 1;
		terms
	};
	for other in [
		of(8, 40, client(), terms(replicate(3, 2))),
		of(7, 41, client(), terms(replicate(3, 2))),
		of(7, 40, account(1), terms(replicate(3, 2))),
		of(7, 40, client(), terms(replicate(3, 3))),
		of(7, 40, client(), terms(accept())),
		of(7, 40, client(), more_pay),
	] {
		assert_ne!(one, other);
	}
}

#[test]
fn it_makes_a_commitment_worthless_to_others() {
	let one = commitment(&GENESIS, &TERMS, &DEVICE, &DIGEST, &SALT);
	let other = Hash::repeat_byte(1);
	for copied in [
		commitment(&other, &TERMS, &DEVICE, &DIGEST, &SALT),
		commitment(&GENESIS, &TermsHash(other), &DEVICE, &DIGEST, &SALT),
		commitment(&GENESIS, &TERMS, &DeviceId(other), &DIGEST, &SALT),
		commitment(&GENESIS, &TERMS, &DEVICE, &ResultDigest(other), &SALT),
		commitment(&GENESIS, &TERMS, &DEVICE, &DIGEST, &Salt([6; 32])),
	] {
		assert_ne!(one, copied);
	}
}

#[test]
fn it_signs_with_the_two_schemes_that_cost_little() {
	for (key, signer) in [
		(DevicePublic::Sr25519([7; 32]), Signer::Sr25519([7; 32])),
		(DevicePublic::Ed25519([7; 32]), Signer::Ed25519([7; 32])),
	] {
		assert_eq!(Signer::try_from(key), Ok(signer));
		assert_eq!((signer.public(), signer.key_type()), (key, key.key_type()));
		// A worker's key is encoded as a device's.
		assert_eq!(signer.encode(), key.encode());
	}
	let mut key = [7; 33];
	key[0] = 2;
	assert_eq!(Signer::try_from(DevicePublic::P256(key)), Err(KeyType::P256));
	assert_eq!(Signer::try_from(DevicePublic::Secp256k1(key)), Err(KeyType::Secp256k1));
}

#[test]
fn it_takes_the_signature_of_the_signer_alone() {
	use ed25519_dalek::{Signer as _, SigningKey};
	let key = SigningKey::from_bytes(&[3; 32]);
	let signer = Signer::Ed25519(key.verifying_key().to_bytes());
	let signature = DeviceSignature::Ed25519(key.sign(b"payload").to_bytes());
	assert!(signer.verify(b"payload", &signature));
	assert!(!signer.verify(b"another", &signature));
	let stranger = SigningKey::from_bytes(&[4; 32]);
	let forged = DeviceSignature::Ed25519(stranger.sign(b"payload").to_bytes());
	assert!(!signer.verify(b"payload", &forged));
	let DeviceSignature::Ed25519(bytes) = signature else { unreachable!() };
	assert!(!signer.verify(b"payload", &DeviceSignature::Sr25519(bytes)));
}

#[test]
fn it_takes_no_signature_by_a_weak_key() {
	// The identity: any message verifies by ZIP 215 with the identity as R and 0 as s.
	let mut identity = [0; 32];
	identity[0] = 1;
	let mut signature = [0; 64];
	signature[0] = 1;
	assert!(!Signer::Ed25519(identity).verify(b"payload", &DeviceSignature::Ed25519(signature)));
}
