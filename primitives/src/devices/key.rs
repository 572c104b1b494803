//! Device keys and signatures: four schemes behind one enum, and ids that derive from keys.
//!
//! Does not protect against: a signer that leaks its key or repeats a nonce; malleability of ECDSA
//! signatures (both values of `s` are accepted, as RFC 7518 and RFC 8812 have it, so nothing may be
//! identified by a signature or by the hash of what contains one); one secret of Ed25519 behind eight keys,
//! which differ by a point of small order and are devices of their own, as if eight secrets had been made.

use crate::AccountId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{H256, U256};
use sp_crypto_hashing::{blake2_256, sha2_256};

/// Signature schemes of devices.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum KeyType {
	/// Schnorr over Ristretto25519 with the signing context `substrate` (schnorrkel).
	#[codec(index = 0)]
	Sr25519,
	/// RFC 8032 Ed25519, verified by the rules of ZIP 215.
	#[codec(index = 1)]
	Ed25519,
	/// ES256K of RFC 8812: ECDSA over secp256k1 with SHA-256.
	#[codec(index = 2)]
	Secp256k1,
	/// ES256 of RFC 7518: ECDSA over P-256 with SHA-256, what phones' secure elements sign with.
	#[codec(index = 3)]
	P256,
}

impl KeyType {
	/// Every scheme, in the order of its codec index.
	pub const ALL: [KeyType; 4] =
		[KeyType::Sr25519, KeyType::Ed25519, KeyType::Secp256k1, KeyType::P256];
}

/// A device's public key. Curve points of the two ECDSA schemes are compressed (SEC 1, 2.3.3).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum DevicePublic {
	/// 32 bytes of a Ristretto point.
	#[codec(index = 0)]
	Sr25519([u8; 32]),
	/// 32 bytes of an Edwards point.
	#[codec(index = 1)]
	Ed25519([u8; 32]),
	/// 33 bytes.
	#[codec(index = 2)]
	Secp256k1([u8; 33]),
	/// 33 bytes.
	#[codec(index = 3)]
	P256([u8; 33]),
}

/// A device's signature. ECDSA signatures are `r` and `s`, 32 bytes each, big-endian (IEEE P1363).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum DeviceSignature {
	/// 64 bytes.
	#[codec(index = 0)]
	Sr25519([u8; 64]),
	/// 64 bytes.
	#[codec(index = 1)]
	Ed25519([u8; 64]),
	/// 64 bytes.
	#[codec(index = 2)]
	Secp256k1([u8; 64]),
	/// 64 bytes.
	#[codec(index = 3)]
	P256([u8; 64]),
}

/// Id of a device: `blake2_256("jmt/device-id" ++ SCALE(public key))`.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(transparent)]
pub struct DeviceId(pub H256);

impl From<H256> for DeviceId {
	fn from(hash: H256) -> Self {
		Self(hash)
	}
}

impl DevicePublic {
	/// The id of the device with this key.
	pub fn id(&self) -> DeviceId {
		DeviceId(blake2_256(&(*b"jmt/device-id", self).encode()).into())
	}

	/// The key's scheme.
	pub const fn key_type(&self) -> KeyType {
		match self {
			Self::Sr25519(_) => KeyType::Sr25519,
			Self::Ed25519(_) => KeyType::Ed25519,
			Self::Secp256k1(_) => KeyType::Secp256k1,
			Self::P256(_) => KeyType::P256,
		}
	}

	/// The account that the key signs extrinsics for. There is none of P-256.
	pub fn account(&self) -> Option<AccountId> {
		match self {
			Self::Sr25519(key) | Self::Ed25519(key) => Some(AccountId::new(*key)),
			Self::Secp256k1(key) => Some(AccountId::new(blake2_256(key))),
			Self::P256(_) => None,
		}
	}

	/// Whether anybody can sign for the key, or the key is a second encoding of another: keys of small order
	/// and encodings that are not canonical, of the two schemes over Curve25519. No signature by such a key
	/// counts. The two ECDSA curves are of prime order, and their encodings are checked where they are read.
	pub fn is_weak(&self) -> bool {
		match self {
			Self::Sr25519(key) => is_weak_ristretto(key),
			Self::Ed25519(key) => is_weak_edwards(key),
			Self::Secp256k1(_) | Self::P256(_) => false,
		}
	}
}

impl DeviceSignature {
	/// The signature's scheme.
	pub const fn key_type(&self) -> KeyType {
		match self {
			Self::Sr25519(_) => KeyType::Sr25519,
			Self::Ed25519(_) => KeyType::Ed25519,
			Self::Secp256k1(_) => KeyType::Secp256k1,
			Self::P256(_) => KeyType::P256,
		}
	}

	/// Whether this is `key`'s signature over `message`; false when the schemes differ, the key is not a point
	/// of its curve, or it is [weak](DevicePublic::is_weak). Only standard host functions are used; P-256 has
	/// none and runs in WASM.
	pub fn verify(&self, message: &[u8], key: &DevicePublic) -> bool {
		if key.is_weak() {
			return false;
		}
		match (self, key) {
			(Self::Sr25519(signature), DevicePublic::Sr25519(key)) => {
				sp_io::crypto::sr25519_verify(&(*signature).into(), message, &(*key).into())
			},
			(Self::Ed25519(signature), DevicePublic::Ed25519(key)) => {
				sp_io::crypto::ed25519_verify(&(*signature).into(), message, &(*key).into())
			},
			(Self::Secp256k1(signature), DevicePublic::Secp256k1(key)) => {
				verify_es256k(signature, message, key)
			},
			(Self::P256(signature), DevicePublic::P256(key)) => {
				verify_es256(signature, message, key)
			},
			_ => false,
		}
	}
}

/// The prime of Curve25519's field, 2^255 - 19.
const CURVE25519_PRIME: U256 = U256([
	0xFFFF_FFFF_FFFF_FFED,
	0xFFFF_FFFF_FFFF_FFFF,
	0xFFFF_FFFF_FFFF_FFFF,
	0x7FFF_FFFF_FFFF_FFFF,
]);

/// `y` of the eight points of small order of edwards25519. The sign of `x` tells two points of order 4 apart, and
/// twice two of order 8.
const SMALL_ORDER_Y: [U256; 5] = [
	// Order 4.
	U256([0, 0, 0, 0]),
	// Order 1, the identity.
	U256([1, 0, 0, 0]),
	// Order 2: -1.
	U256([
		0xFFFF_FFFF_FFFF_FFEC,
		0xFFFF_FFFF_FFFF_FFFF,
		0xFFFF_FFFF_FFFF_FFFF,
		0x7FFF_FFFF_FFFF_FFFF,
	]),
	// Order 8.
	U256([
		0xB027_B2C2_8F95_E826,
		0xF098_EFF2_89F4_C345,
		0x3933_C6D3_05AC_DFD5,
		0x05FC_536D_8802_38B1,
	]),
	// Order 8: the one above, negative.
	U256([
		0x4FD8_4D3D_706A_17C7,
		0x0F67_100D_760B_3CBA,
		0xC6CC_392C_FA53_202A,
		0x7A03_AC92_77FD_C74E,
	]),
];

/// Whether a key of Ed25519 is of small order or not encoded as RFC 8032, 5.1.3, has it. ZIP 215, by which the
/// host verifies, takes both.
fn is_weak_edwards(key: &[u8; 32]) -> bool {
	// The highest bit is the sign of x. A sign without an x is an encoding that is not canonical of a point with
	// y = 1 or y = -1, so of small order.
	let y = U256::from_little_endian(key) & (U256::MAX >> 1);
	y >= CURVE25519_PRIME || SMALL_ORDER_Y.contains(&y)
}

/// Whether a key of sr25519 is the identity or not encoded as RFC 9496, 4.3.1, has it: a number other than 0, below
/// the prime, and even, which is what counts as not negative. The group is of prime order. Which of these numbers
/// are points the host knows.
fn is_weak_ristretto(key: &[u8; 32]) -> bool {
	let s = U256::from_little_endian(key);
	s.is_zero() || s >= CURVE25519_PRIME || s.bit(0)
}

/// Order of the secp256k1 group (SEC 2, 2.4.1).
const SECP256K1_ORDER: U256 = U256([
	0xBFD2_5E8C_D036_4141,
	0xBAAE_DCE6_AF48_A03B,
	0xFFFF_FFFF_FFFF_FFFE,
	0xFFFF_FFFF_FFFF_FFFF,
]);

/// ES256K by the host's verification of recoverable signatures. The recovery id is not part of ES256K:
/// each is tried, `s` brought to its lower value first, since hosts differ in what they make of the upper.
fn verify_es256k(signature: &[u8; 64], message: &[u8], key: &[u8; 33]) -> bool {
	let (r, s) = signature.split_at(32);
	let (r, s) = (U256::from_big_endian(r), U256::from_big_endian(s));
	let valid = |scalar: U256| !scalar.is_zero() && scalar < SECP256K1_ORDER;
	if !valid(r) || !valid(s) {
		return false;
	}
	let upper = s > SECP256K1_ORDER >> 1;
	let s = if upper { SECP256K1_ORDER.saturating_sub(s) } else { s };
	let mut recoverable = [0u8; 65];
	let bytes = r.to_big_endian().into_iter().chain(s.to_big_endian());
	recoverable.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
	let hash = sha2_256(message);
	(0..4u8).any(|recovery_id| {
		if let Some(last) = recoverable.last_mut() {
			*last = recovery_id;
		}
		sp_io::crypto::ecdsa_verify_prehashed(&recoverable.into(), &hash, &(*key).into())
	})
}

/// ES256 in WASM: no standard host function verifies P-256.
fn verify_es256(signature: &[u8; 64], message: &[u8], key: &[u8; 33]) -> bool {
	use p256::ecdsa::{signature::Verifier, Signature, VerifyingKey};
	// SEC 1, 2.3.3 alone: the compact form (tag 05) would be a second encoding, and so a second id, of a key.
	if !matches!(key, [2 | 3, ..]) {
		return false;
	}
	let Ok(key) = VerifyingKey::from_sec1_bytes(key) else { return false };
	let Ok(signature) = Signature::from_slice(signature) else { return false };
	key.verify(message, &signature).is_ok()
}
