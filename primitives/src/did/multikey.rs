//! Keys as text: Multikey of W3C's Controlled Identifiers 1.0, 2.2.2.
//!
//! The text is `z` and the Base58, in Bitcoin's alphabet, of the key's number in the multicodec table, as an unsigned
//! varint, and the key. Base58 has one text for a string of bytes, and each number one varint, so a key has one text.

use super::DidError;
use crate::DevicePublic;
use alloc::{string::String, vec::Vec};
use core::{fmt, str::FromStr};

/// Multibase's letter for Base58 in Bitcoin's alphabet.
const BASE58: char = 'z';

/// Longest text that is looked into; a key of 33 bytes has 49 characters.
const MAX_CHARACTERS: usize = 64;

// Numbers of the multicodec table, as varints.
const SECP256K1: [u8; 2] = [0xe7, 0x01]; // 0xe7
const X25519: [u8; 2] = [0xec, 0x01]; // 0xec
const ED25519: [u8; 2] = [0xed, 0x01]; // 0xed
const SR25519: [u8; 2] = [0xef, 0x01]; // 0xef, a draft entry of the table
const P256: [u8; 2] = [0x80, 0x24]; // 0x1200

/// A key of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Multikey {
	/// With which a device signs.
	Signing(DevicePublic),
	/// An X25519 key (RFC 7748), to which messages are sealed.
	Encryption([u8; 32]),
}

impl fmt::Display for Multikey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let (prefix, key): (_, &[u8]) = match self {
			Self::Signing(DevicePublic::Sr25519(key)) => (SR25519, key),
			Self::Signing(DevicePublic::Ed25519(key)) => (ED25519, key),
			Self::Signing(DevicePublic::Secp256k1(key)) => (SECP256K1, key),
			Self::Signing(DevicePublic::P256(key)) => (P256, key),
			Self::Encryption(key) => (X25519, key),
		};
		let bytes: Vec<u8> = prefix.iter().chain(key).copied().collect();
		write!(f, "{BASE58}{}", bs58::encode(bytes).into_string())
	}
}

impl FromStr for Multikey {
	type Err = DidError;

	fn from_str(text: &str) -> Result<Self, DidError> {
		let digits = text
			.strip_prefix(BASE58)
			.filter(|digits| digits.len() <= MAX_CHARACTERS)
			.ok_or(DidError::NotBase58)?;
		let bytes = bs58::decode(digits).into_vec().map_err(|_| DidError::NotBase58)?;
		let (prefix, key) = bytes.split_first_chunk().ok_or(DidError::UnknownScheme)?;
		Ok(match *prefix {
			SR25519 => Self::Signing(DevicePublic::Sr25519(whole(key)?)),
			ED25519 => Self::Signing(DevicePublic::Ed25519(whole(key)?)),
			SECP256K1 => Self::Signing(DevicePublic::Secp256k1(whole(key)?)),
			P256 => Self::Signing(DevicePublic::P256(whole(key)?)),
			X25519 => Self::Encryption(whole(key)?),
			_ => return Err(DidError::UnknownScheme),
		})
	}
}

fn whole<const N: usize>(key: &[u8]) -> Result<[u8; N], DidError> {
	key.try_into().map_err(|_| DidError::WrongKeyLength)
}

impl TryFrom<String> for Multikey {
	type Error = DidError;

	fn try_from(text: String) -> Result<Self, DidError> {
		text.parse()
	}
}

impl From<Multikey> for String {
	fn from(key: Multikey) -> Self {
		alloc::format!("{key}")
	}
}
