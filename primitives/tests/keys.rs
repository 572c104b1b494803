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

/// `R` = identity with `s` = 0: for every key of small order ZIP 215 takes it as a signature over anything.
const ED25519_OF_NO_SECRET: [u8; 64] = {
	let mut signature = [0; 64];
	signature[0] = 1;
	signature
};

/// The same with sr25519, with the marker that tells schnorrkel's signatures from Ed25519's.
const SR25519_OF_NO_SECRET: [u8; 64] = {
	let mut signature = [0; 64];
	signature[63] = 0x80;
	signature
};

fn curve25519_prime() -> U256 {
	(U256::one() << 255) - 19
}

/// The encodings that have this value below the highest bit, with either value of that.
fn with_both_signs(value: U256) -> [[u8; 32]; 2] {
	let encoded = value.to_little_endian();
	let mut signed = encoded;
	signed[31] |= 0x80;
	[encoded, signed]
}

/// Every encoding of a point of small order, by a computation apart from the list: multiples of a point of order
/// 8, with `y` or `y` and the prime, and with either sign of `x`, as far as they decode to one of them.
fn encodings_of_small_order() -> Vec<[u8; 32]> {
	use ed25519_dalek::VerifyingKey;
	let generator = hex!("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
	let generator = VerifyingKey::from_bytes(&generator).unwrap().to_edwards();
	let mut encodings = Vec::new();
	let mut point = generator;
	for _ in 0..8 {
		let mut canonical = point.compress().to_bytes();
		canonical[31] &= 0x7f;
		let y = U256::from_little_endian(&canonical);
		for y in [y, y + curve25519_prime()] {
			if y < U256::one() << 255 {
				encodings.extend(with_both_signs(y));
			}
		}
		point += generator;
	}
	encodings.sort();
	encodings.dedup();
	for encoding in &encodings {
		assert!(VerifyingKey::from_bytes(encoding).unwrap().is_weak(), "{}", hex::encode(encoding));
	}
	encodings
}

#[test]
fn it_refuses_anything_by_the_ed25519_keys_of_small_order() {
	let encodings = encodings_of_small_order();
	// Eight points; 0 and 1 have a second value of y, 1 and -1 a second sign of x = 0.
	assert_eq!(encodings.len(), 14);
	for encoding in encodings {
		let name = hex::encode(encoding);
		for message in [b"anything".as_slice(), b"anything else"] {
			let host = sp_io::crypto::ed25519_verify(
				&ED25519_OF_NO_SECRET.into(),
				message,
				&encoding.into(),
			);
			assert!(host, "the host takes it: {name}");
			let signature = DeviceSignature::Ed25519(ED25519_OF_NO_SECRET);
			assert!(!signature.verify(message, &DevicePublic::Ed25519(encoding)), "{name}");
		}
	}
}

#[test]
fn it_refuses_ed25519_keys_that_are_not_canonical() {
	let prime = curve25519_prime();
	let message = b"message";
	let (mut points, signature) = (0, DeviceSignature::Ed25519(ED25519_OF_NO_SECRET));
	for above in 0..19 {
		for encoding in with_both_signs(prime + above) {
			points += u32::from(ed25519_dalek::VerifyingKey::from_bytes(&encoding).is_ok());
			assert!(DevicePublic::Ed25519(encoding).is_weak(), "{}", hex::encode(encoding));
			assert!(!signature.verify(message, &DevicePublic::Ed25519(encoding)));
		}
	}
	assert!(points > 4, "not only those of small order decode: {points}");
	// The largest y below the prime is that of order 2.
	for encoding in with_both_signs(prime - 2) {
		assert!(!DevicePublic::Ed25519(encoding).is_weak());
	}
}

/// The identity is the one point of small order that Ristretto encodes.
#[test]
fn it_refuses_anything_by_the_sr25519_key_of_order_one() {
	let signature = DeviceSignature::Sr25519(SR25519_OF_NO_SECRET);
	for message in [b"anything".as_slice(), b"anything else"] {
		let host =
			sp_io::crypto::sr25519_verify(&SR25519_OF_NO_SECRET.into(), message, &[0u8; 32].into());
		assert!(host, "the host takes it");
		assert!(!signature.verify(message, &DevicePublic::Sr25519([0; 32])));
	}
}

/// Encodings of RFC 9496, appendix A.2, and the key of a device with the prime added, negated, or both.
#[test]
fn it_refuses_sr25519_keys_that_are_not_canonical() {
	let prime = curve25519_prime();
	let published = [
		hex!("00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
		hex!("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
		hex!("f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
		hex!("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
		hex!("0100000000000000000000000000000000000000000000000000000000000000"),
		hex!("01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
	];
	for encoding in published {
		assert!(DevicePublic::Sr25519(encoding).is_weak(), "{}", hex::encode(encoding));
	}
	let message = b"message";
	for seed in 1..=16 {
		let (key, signature) = signed(KeyType::Sr25519, [seed; 32], message);
		assert!(!key.is_weak() && signature.verify(message, &key));
		let DevicePublic::Sr25519(bytes) = key else { unreachable!() };
		let value = U256::from_little_endian(&bytes);
		for other in [value + prime, prime - value, prime + prime - value] {
			let other = DevicePublic::Sr25519(other.to_little_endian());
			assert!(other.is_weak() && !signature.verify(message, &other));
		}
	}
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

#[test]
fn it_has_the_account_that_the_same_key_signs_extrinsics_for() {
	use sp_runtime::{traits::IdentifyAccount, MultiSigner};
	let key = |key_type| signed(key_type, [5; 32], b"").0;
	let (pair, ed_pair) = (sr25519::Pair::from_seed(&[5; 32]), ed25519::Pair::from_seed(&[5; 32]));
	let ecdsa_pair = ecdsa::Pair::from_seed(&[5; 32]);
	for (key_type, signer) in [
		(KeyType::Sr25519, MultiSigner::Sr25519(pair.public())),
		(KeyType::Ed25519, MultiSigner::Ed25519(ed_pair.public())),
		(KeyType::Secp256k1, MultiSigner::Ecdsa(ecdsa_pair.public())),
	] {
		assert_eq!(key(key_type).account(), Some(signer.into_account()), "{key_type:?}");
	}
	assert_eq!(key(KeyType::P256).account(), None);
}
