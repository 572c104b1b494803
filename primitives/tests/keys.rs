//! Ids, encodings, and refusals between schemes.

use codec::{Decode, Encode, MaxEncodedLen};
use hex_literal::hex;
use jmt_primitives::{DeviceId, DevicePublic, DeviceSignature, KeyType};
use proptest::prelude::*;
use sp_core::{ecdsa, ed25519, sr25519, Pair, U256};
use sp_crypto_hashing::{blake2_256, sha2_256};

fn signed(key_type: KeyType, seed: [u8; 32], message: &[u8]) -> (DevicePublic, DeviceSignature) {
	match key_type {
		KeyType::Sr25519 => {
			let pair = sr25519::Pair::from_seed(&seed);
			(DevicePublic::Sr25519(pair.public().0), DeviceSignature::Sr25519(pair.sign(message).0))
		},
		KeyType::Ed25519 => {
			let pair = ed25519::Pair::from_seed(&seed);
			(DevicePublic::Ed25519(pair.public().0), DeviceSignature::Ed25519(pair.sign(message).0))
		},
		KeyType::Secp256k1 => {
			let pair = ecdsa::Pair::from_seed(&seed);
			let signature = pair.sign_prehashed(&sha2_256(message)).0;
			(
				DevicePublic::Secp256k1(pair.public().0),
				DeviceSignature::Secp256k1(signature[..64].try_into().unwrap()),
			)
		},
		KeyType::P256 => {
			use p256::ecdsa::{signature::Signer, Signature, SigningKey};
			let key = SigningKey::from_bytes(&seed.into()).unwrap();
			let point = key.verifying_key().to_encoded_point(true);
			let signature: Signature = key.sign(message);
			(
				DevicePublic::P256(point.as_bytes().try_into().unwrap()),
				DeviceSignature::P256(signature.to_bytes().into()),
			)
		},
	}
}

/// Both values of `s` that verify, by the order of the group.
fn other_s(signature: [u8; 64], order: U256) -> [u8; 64] {
	let mut other = signature;
	let s = U256::from_big_endian(&signature[32..]);
	other[32..].copy_from_slice(&(order - s).to_big_endian());
	other
}

const SECP256K1_ORDER: [u8; 32] =
	hex!("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
const P256_ORDER: [u8; 32] =
	hex!("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

#[test]
fn it_derives_an_id_from_purpose_scheme_and_key() {
	let key = DevicePublic::Ed25519([7; 32]);
	let preimage = [b"jmt/device-id".as_slice(), &[1], &[7; 32]].concat();
	assert_eq!(key.id(), DeviceId(blake2_256(&preimage).into()));
	assert_ne!(key.id(), DevicePublic::Sr25519([7; 32]).id(), "the scheme is part of the id");
	assert_ne!(DevicePublic::Secp256k1([2; 33]).id(), DevicePublic::P256([2; 33]).id());
}

#[test]
fn it_encodes_with_the_scheme_first_and_refuses_unknown_ones() {
	for (index, key_type) in KeyType::ALL.into_iter().enumerate() {
		let (key, signature) = signed(key_type, [3; 32], b"");
		assert_eq!(usize::from(key.encode()[0]), index);
		assert_eq!(usize::from(signature.encode()[0]), index);
		assert_eq!(usize::from(key_type.encode()[0]), index);
		assert_eq!(DevicePublic::decode(&mut &key.encode()[..]), Ok(key));
		assert_eq!(DeviceSignature::decode(&mut &signature.encode()[..]), Ok(signature));
		assert_eq!((key.key_type(), signature.key_type()), (key_type, key_type));
	}
	assert!(DevicePublic::decode(&mut &[4; 34][..]).is_err());
	assert!(DeviceSignature::decode(&mut &[4; 65][..]).is_err());
	assert_eq!(DevicePublic::max_encoded_len(), 34);
	assert_eq!(DeviceSignature::max_encoded_len(), 65);
}

#[test]
fn it_refuses_the_bytes_of_one_scheme_under_the_name_of_another() {
	let message = b"message";
	for key_type in KeyType::ALL {
		let (key, signature) = signed(key_type, [5; 32], message);
		let bytes = match signature {
			DeviceSignature::Sr25519(bytes)
			| DeviceSignature::Ed25519(bytes)
			| DeviceSignature::Secp256k1(bytes)
			| DeviceSignature::P256(bytes) => bytes,
		};
		for renamed in [
			DeviceSignature::Sr25519(bytes),
			DeviceSignature::Ed25519(bytes),
			DeviceSignature::Secp256k1(bytes),
			DeviceSignature::P256(bytes),
		] {
			assert_eq!(renamed.verify(message, &key), renamed.key_type() == key_type);
		}
	}
}

#[test]
fn it_refuses_keys_that_are_no_points() {
	let message = b"message";
	for key_type in KeyType::ALL {
		let (_, signature) = signed(key_type, [5; 32], message);
		// No curve has a point with these: x or y is not below the field's prime, or the tag is unknown.
		let key = match key_type {
			KeyType::Sr25519 => DevicePublic::Sr25519([0xff; 32]),
			KeyType::Ed25519 => DevicePublic::Ed25519(hex!(
				"0200000000000000000000000000000000000000000000000000000000000000"
			)),
			KeyType::Secp256k1 => DevicePublic::Secp256k1([0xff; 33]),
			KeyType::P256 => DevicePublic::P256([0xff; 33]),
		};
		assert!(!signature.verify(message, &key), "{key_type:?}");
	}
}

#[test]
fn it_refuses_a_second_encoding_of_the_same_key() {
	let message = b"message";
	for key_type in [KeyType::Secp256k1, KeyType::P256] {
		for seed in 1..=16 {
			let (key, signature) = signed(key_type, [seed; 32], message);
			assert!(signature.verify(message, &key));
			// SEC 1 knows 02 and 03; 05 is the compact form of a draft, 04, 06 and 07 are longer.
			for tag in (0..=u8::MAX).filter(|tag| !matches!(tag, 2 | 3)) {
				let mut other = key;
				match &mut other {
					DevicePublic::Secp256k1(bytes) | DevicePublic::P256(bytes) => bytes[0] = tag,
					_ => unreachable!(),
				}
				assert!(!signature.verify(message, &other), "{key_type:?}, tag {tag}");
			}
		}
	}
}

#[test]
fn it_accepts_both_values_of_s_and_no_scalar_out_of_range() {
	let message = b"message";
	for seed in 1..=16 {
		for (key_type, order) in
			[(KeyType::Secp256k1, SECP256K1_ORDER), (KeyType::P256, P256_ORDER)]
		{
			let (key, signature) = signed(key_type, [seed; 32], message);
			let (bytes, wrap): ([u8; 64], fn([u8; 64]) -> DeviceSignature) = match signature {
				DeviceSignature::Secp256k1(bytes) => (bytes, DeviceSignature::Secp256k1),
				DeviceSignature::P256(bytes) => (bytes, DeviceSignature::P256),
				_ => unreachable!(),
			};
			let flipped = other_s(bytes, U256::from_big_endian(&order));
			assert_ne!(bytes, flipped);
			assert!(wrap(bytes).verify(message, &key));
			assert!(wrap(flipped).verify(message, &key));
			for (at, scalar) in [
				(0, [0; 32]),
				(32, [0; 32]),
				(0, order),
				(32, order),
				(0, [0xff; 32]),
				(32, [0xff; 32]),
			] {
				let mut out_of_range = bytes;
				out_of_range[at..at + 32].copy_from_slice(&scalar);
				assert!(!wrap(out_of_range).verify(message, &key));
			}
		}
	}
}

/// The module's warning of small-order points: ZIP 215 takes the identity as a key, and `R` = identity with
/// `s` = 0 as its signature over anything.
#[test]
fn it_accepts_anything_by_the_ed25519_key_of_order_one() {
	let mut identity = [0; 32];
	identity[0] = 1;
	let mut signature = [0; 64];
	signature[0] = 1;
	let (key, signature) = (DevicePublic::Ed25519(identity), DeviceSignature::Ed25519(signature));
	assert!(signature.verify(b"anything", &key));
	assert!(signature.verify(b"anything else", &key));
}

/// The same with sr25519: the identity is the one point of small order that Ristretto can encode.
#[test]
fn it_accepts_anything_by_the_sr25519_key_of_order_one() {
	let mut signature = [0; 64];
	// The marker that tells schnorrkel's signatures from Ed25519's.
	signature[63] = 0x80;
	let (key, signature) = (DevicePublic::Sr25519([0; 32]), DeviceSignature::Sr25519(signature));
	assert!(signature.verify(b"anything", &key));
	assert!(signature.verify(b"anything else", &key));
}

/// Why the tag is looked at before the library: p256 reads the compact form, which drops the sign of `y`.
#[test]
fn it_is_stricter_than_the_library_about_p256_keys() {
	use p256::ecdsa::{signature::Verifier, Signature, VerifyingKey};
	let message = b"message";
	let mut read_by_library = 0;
	for seed in 1..=16 {
		let (key, signature) = signed(KeyType::P256, [seed; 32], message);
		let (DevicePublic::P256(mut key), DeviceSignature::P256(bytes)) = (key, signature) else {
			unreachable!()
		};
		key[0] = 5;
		let library = VerifyingKey::from_sec1_bytes(&key)
			.is_ok_and(|key| key.verify(message, &Signature::from_slice(&bytes).unwrap()).is_ok());
		read_by_library += u32::from(library);
		assert!(!signature.verify(message, &DevicePublic::P256(key)));
	}
	assert!(read_by_library > 0);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn it_verifies_what_was_signed_and_nothing_else(
		index in 0usize..4,
		seed in any::<[u8; 32]>(),
		message in prop::collection::vec(any::<u8>(), 1..200),
		flip in any::<prop::sample::Index>(),
	) {
		// A seed of an ECDSA key is its scalar: not 0, not above the order.
		prop_assume!(seed[0] != 0xff && seed != [0; 32]);
		let (key, signature) = signed(KeyType::ALL[index], seed, &message);
		prop_assert!(signature.verify(&message, &key));
		let mut other = message.clone();
		let bit = flip.index(message.len() * 8);
		other[bit / 8] ^= 1 << (bit % 8);
		prop_assert!(!signature.verify(&other, &key));
	}

	#[test]
	fn it_never_panics_on_any_bytes(
		index in 0usize..4,
		key in any::<[u8; 32]>(),
		tag in any::<u8>(),
		signature in prop::array::uniform32(any::<u16>()),
	) {
		let mut long = [tag; 33];
		long[1..].copy_from_slice(&key);
		let mut bytes = [0; 64];
		for (to, from) in bytes.chunks_mut(2).zip(signature) {
			to.copy_from_slice(&from.to_be_bytes());
		}
		let (key, signature) = match KeyType::ALL[index] {
			KeyType::Sr25519 => (DevicePublic::Sr25519(key), DeviceSignature::Sr25519(bytes)),
			KeyType::Ed25519 => (DevicePublic::Ed25519(key), DeviceSignature::Ed25519(bytes)),
			KeyType::Secp256k1 => (DevicePublic::Secp256k1(long), DeviceSignature::Secp256k1(bytes)),
			KeyType::P256 => (DevicePublic::P256(long), DeviceSignature::P256(bytes)),
		};
		prop_assert!(!signature.verify(b"message", &key));
	}
}
