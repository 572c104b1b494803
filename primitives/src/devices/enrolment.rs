//! Enrolments: a device's word that an account may register it, as a text that a pipe, a mail or a QR code carries.
//!
//! The text is `jmt1` and the Base58, in Bitcoin's alphabet, of `(1u8, genesis, owner, key, expires, signature)`
//! in SCALE with the first four bytes of its blake2-256 behind it. The signature is the one over [`registration`]
//! that the registry asks for.
//!
//! It is no secret. Somebody who copies it learns the device's id and its owner, and can do nothing with it but
//! register that device for that owner until it expires, which takes the owner's key.
//!
//! Does not protect against: a text that was replaced on its way by that of another device for the same owner, who
//! compares the id where that matters; a device whose clock is wrong.

use super::{signed::registration, DeviceId, DevicePublic, DeviceSignature, KeyType};
use crate::{AccountId, Hash, Moment};
use alloc::string::String;
use codec::{Decode, DecodeAll, Encode};
use core::fmt;
use sp_crypto_hashing::blake2_256;

/// The text's beginning.
pub const PREFIX: &str = "jmt1";

/// Version of the layout behind the prefix.
pub const VERSION: u8 = 1;

/// Bytes of the hash at the end.
const CHECK_BYTES: usize = 4;

/// Longest text that is looked into; those of version 1 have at most 245 characters.
pub const MAX_CHARACTERS: usize = 512;

/// Where the scheme of the key stands: behind version, genesis and owner.
const KEY_TYPE_AT: usize = 1 + 32 + 32;

/// A device's word that `owner` may register it on one chain until `expires`.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Enrolment {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	pub owner: AccountId,
	pub key: DevicePublic,
	/// The last moment at which it is good, in ms.
	pub expires: Moment,
	/// The device's, over [`registration`].
	pub signature: DeviceSignature,
}

/// Why an enrolment is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnrolmentError {
	/// The text does not begin with [`PREFIX`], or is longer than any enrolment.
	NotAnEnrolment,
	/// It has a character that Base58 does not have.
	NotBase58,
	/// The bytes at its end are not the hash of those before: it was cut off or changed.
	Damaged,
	/// Its layout is of another version.
	UnknownVersion(u8),
	/// Key or signature are of a scheme with this number, which is none of [`KeyType`].
	UnknownScheme(u8),
	/// Key and signature are of two schemes.
	MixedSchemes,
	/// It has too few bytes or too many, though nothing was cut off.
	Malformed,
	/// It is for another chain.
	OtherGenesis,
	/// It is for another owner.
	OtherOwner,
	/// Its time has passed.
	Expired,
	/// Its time lies further ahead than the chain takes.
	ExpiresTooFar,
	/// Anybody can sign for the key, see [`DevicePublic::is_weak`].
	WeakKey,
	/// The signature is not the key's.
	BadSignature,
}

impl Enrolment {
	/// The id of the device.
	pub fn device(&self) -> DeviceId {
		self.key.id()
	}

	/// The text.
	pub fn to_text(&self) -> String {
		let mut bytes = (VERSION, self).encode();
		let check = check_of(&bytes);
		bytes.extend_from_slice(&check);
		let mut text = String::from(PREFIX);
		text.push_str(&bs58::encode(bytes).into_string());
		text
	}

	/// Reads a text, to the letter: white space around it is the caller's to remove.
	pub fn from_text(text: &str) -> Result<Self, EnrolmentError> {
		let digits = text
			.strip_prefix(PREFIX)
			.filter(|_| text.len() <= MAX_CHARACTERS)
			.ok_or(EnrolmentError::NotAnEnrolment)?;
		let bytes = bs58::decode(digits).into_vec().map_err(|_| EnrolmentError::NotBase58)?;
		let (bytes, check) = bytes.split_last_chunk().ok_or(EnrolmentError::Damaged)?;
		if *check != check_of(bytes) {
			return Err(EnrolmentError::Damaged);
		}
		let (version, bytes) = bytes.split_first().ok_or(EnrolmentError::Malformed)?;
		if *version != VERSION {
			return Err(EnrolmentError::UnknownVersion(*version));
		}
		Self::decode_all(&mut &*bytes).map_err(|_| why_unread(bytes))
	}

	/// Whether the registry takes it from `owner` on the chain with this genesis: `now` is the time of the chain's
	/// newest block and `furthest` how far ahead of that it may expire, both in ms. A device that is registered
	/// already is the one thing that only the registry can tell.
	pub fn check(
		&self,
		genesis: &Hash,
		owner: &AccountId,
		now: Moment,
		furthest: Moment,
	) -> Result<(), EnrolmentError> {
		self.check_names(genesis, owner)?;
		if now > self.expires {
			return Err(EnrolmentError::Expired);
		}
		if self.expires > now.saturating_add(furthest) {
			return Err(EnrolmentError::ExpiresTooFar);
		}
		self.check_signature()
	}

	/// The part of [`Self::check`] about chain and owner.
	pub fn check_names(&self, genesis: &Hash, owner: &AccountId) -> Result<(), EnrolmentError> {
		if self.genesis != *genesis {
			return Err(EnrolmentError::OtherGenesis);
		}
		if self.owner != *owner {
			return Err(EnrolmentError::OtherOwner);
		}
		Ok(())
	}

	/// The part of [`Self::check`] about key and signature.
	pub fn check_signature(&self) -> Result<(), EnrolmentError> {
		if self.signature.key_type() != self.key.key_type() {
			return Err(EnrolmentError::MixedSchemes);
		}
		if self.key.is_weak() {
			return Err(EnrolmentError::WeakKey);
		}
		let message = registration(&self.genesis, &self.owner, self.expires);
		match self.signature.verify(&message, &self.key) {
			true => Ok(()),
			false => Err(EnrolmentError::BadSignature),
		}
	}
}

fn check_of(bytes: &[u8]) -> [u8; CHECK_BYTES] {
	let [a, b, c, d, ..] = blake2_256(bytes);
	[a, b, c, d]
}

/// Why bytes behind the version are no enrolment.
fn why_unread(bytes: &[u8]) -> EnrolmentError {
	let unknown = |scheme: &&u8| usize::from(**scheme) >= KeyType::ALL.len();
	let scheme_at = |at: usize| bytes.get(at).filter(unknown);
	let key_at = KEY_TYPE_AT - 1;
	if let Some(scheme) = scheme_at(key_at) {
		return EnrolmentError::UnknownScheme(*scheme);
	}
	let mut rest = bytes.get(key_at..).unwrap_or_default();
	match <(DevicePublic, Moment)>::decode(&mut rest) {
		Ok(_) => match rest.first().filter(unknown) {
			Some(scheme) => EnrolmentError::UnknownScheme(*scheme),
			None => EnrolmentError::Malformed,
		},
		Err(_) => EnrolmentError::Malformed,
	}
}

impl fmt::Display for EnrolmentError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::NotAnEnrolment => "the text is no enrolment, which begins with jmt1",
			Self::NotBase58 => "it has a character that an enrolment does not have",
			Self::Damaged => "it was cut off or mistyped: the check at its end does not fit",
			Self::UnknownVersion(version) => {
				return write!(f, "it is of version {version}, and version {VERSION} is known")
			},
			Self::UnknownScheme(scheme) => {
				return write!(f, "its key or signature is of the unknown scheme {scheme}")
			},
			Self::MixedSchemes => "its key is of one scheme and its signature of another",
			Self::Malformed => "it has too few bytes or too many",
			Self::OtherGenesis => "it is for a chain with another genesis",
			Self::OtherOwner => "it is for another owner",
			Self::Expired => "it has expired",
			Self::ExpiresTooFar => "it expires later than the chain takes",
			Self::WeakKey => "its key is one that anybody can sign for",
			Self::BadSignature => "its signature is not the device's",
		})
	}
}

impl core::error::Error for EnrolmentError {}
