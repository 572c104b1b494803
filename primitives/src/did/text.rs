//! DIDs as text. One DID has one text: upper case, blanks, paths, queries and fragments are refused.

use super::DidError;
use crate::{DeviceId, Hash};
use alloc::string::{String, ToString};
use core::{fmt, str::FromStr};

/// The text's beginning.
pub const PREFIX: &str = "did:jmt:";

/// Bytes of the genesis hash that a DID names.
const CHAIN_BYTES: usize = 16;

/// Characters of each DID.
pub const TEXT_LENGTH: usize = PREFIX.len() + 2 * CHAIN_BYTES + 1 + 64;

/// A device's DID.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Did {
	chain: [u8; CHAIN_BYTES],
	device: DeviceId,
}

impl Did {
	/// The DID of a device of the chain with this genesis.
	pub fn new(genesis: &Hash, device: DeviceId) -> Self {
		Self { chain: chain_of(genesis), device }
	}

	/// The device, whatever chain it is of.
	pub const fn device(&self) -> DeviceId {
		self.device
	}

	/// The device, if it is one of the chain with this genesis.
	pub fn on_chain(&self, genesis: &Hash) -> Result<DeviceId, DidError> {
		if self.chain != chain_of(genesis) {
			return Err(DidError::OtherChain);
		}
		Ok(self.device)
	}
}

/// The part of a genesis hash that a DID names.
fn chain_of(genesis: &Hash) -> [u8; CHAIN_BYTES] {
	let mut chain = [0; CHAIN_BYTES];
	chain.iter_mut().zip(genesis.as_bytes()).for_each(|(to, from)| *to = *from);
	chain
}

impl fmt::Display for Did {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(PREFIX)?;
		self.chain.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
		f.write_str(":")?;
		self.device.0.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
	}
}

impl FromStr for Did {
	type Err = DidError;

	fn from_str(text: &str) -> Result<Self, DidError> {
		let rest = text.strip_prefix(PREFIX).ok_or(DidError::NotJmt)?;
		if text.len() != TEXT_LENGTH {
			return Err(DidError::WrongLength);
		}
		let (chain, rest) = rest.split_at_checked(2 * CHAIN_BYTES).ok_or(DidError::NotLowerHex)?;
		let device = rest.strip_prefix(':').ok_or(DidError::NoColon)?;
		Ok(Self { chain: bytes(chain)?, device: DeviceId(Hash::from(bytes(device)?)) })
	}
}

/// The bytes that digits in lower case stand for, two a byte.
fn bytes<const N: usize>(digits: &str) -> Result<[u8; N], DidError> {
	let (pairs, []) = digits.as_bytes().as_chunks::<2>() else {
		return Err(DidError::NotLowerHex);
	};
	if pairs.len() != N {
		return Err(DidError::WrongLength);
	}
	let mut bytes = [0; N];
	for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
		*byte = digit(*high)? << 4 | digit(*low)?;
	}
	Ok(bytes)
}

fn digit(character: u8) -> Result<u8, DidError> {
	match character {
		b'0'..=b'9' => Ok(character - b'0'),
		b'a'..=b'f' => Ok(character - b'a' + 10),
		_ => Err(DidError::NotLowerHex),
	}
}

impl TryFrom<String> for Did {
	type Error = DidError;

	fn try_from(text: String) -> Result<Self, DidError> {
		text.parse()
	}
}

impl From<Did> for String {
	fn from(did: Did) -> Self {
		did.to_string()
	}
}
