//! The parts of a device's profile, and by whose word each changes.

use super::DeviceSignature;
use crate::{
	units::{KeyNumber, RootId},
	Hash, KeyType, Moment,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A part of a device's description, with the word of who is entitled to it.
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
pub enum ProfilePart {
	/// The X25519 key to which messages are sealed, by the device over [`super::signed::encryption_key`]; zeros say
	/// that it has none.
	#[codec(index = 0)]
	Encryption {
		key: [u8; 32],
		/// The last moment at which it may be sent, in ms.
		expires: Moment,
		signature: DeviceSignature,
	},
	/// Hash of the firmware, by the device over [`super::signed::firmware`].
	#[codec(index = 1)]
	Firmware {
		hash: Hash,
		/// The last moment at which it may be sent, in ms.
		expires: Moment,
		signature: DeviceSignature,
	},
	/// Hash of the model's description, by a key of the root of trust of its unit over
	/// [`crate::units::signed::model`].
	#[codec(index = 2)]
	Model { root: RootId, key: KeyNumber, model: Hash, signature: DeviceSignature },
	/// Flags, by its domain, or by its owner at large.
	#[codec(index = 3)]
	Capabilities(u64),
}

impl ProfilePart {
	/// The scheme of the signature, where there is one.
	pub const fn key_type(&self) -> Option<KeyType> {
		match self {
			Self::Encryption { signature, .. }
			| Self::Firmware { signature, .. }
			| Self::Model { signature, .. } => Some(signature.key_type()),
			Self::Capabilities(_) => None,
		}
	}
}

/// A part of a device's description that changed.
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
pub enum ProfileChange {
	/// The X25519 key, and how often it was changed.
	#[codec(index = 0)]
	Encryption { key: Option<[u8; 32]>, epoch: u32 },
	/// Hash of the firmware.
	#[codec(index = 1)]
	Firmware(Hash),
	/// Hash of the model's description.
	#[codec(index = 2)]
	Model(Hash),
	/// Flags.
	#[codec(index = 3)]
	Capabilities(u64),
}
