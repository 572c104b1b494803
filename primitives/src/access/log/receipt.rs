use super::signed;
use crate::{DeviceId, DevicePublic, DeviceSignature, Hash, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// An enforcer's word that it logged a use.
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
pub struct Receipt {
	pub genesis: Hash,
	pub enforcer: DeviceId,
	pub use_id: Hash,
	/// As the entry says.
	pub at: Moment,
	/// Hash of the entry's leaf.
	pub leaf: Hash,
}

impl Receipt {
	/// The payload that the enforcer signs.
	pub fn payload(&self) -> alloc::vec::Vec<u8> {
		signed::receipt(self)
	}

	/// Whether a key signed it.
	pub fn is_signed(&self, signature: &DeviceSignature, key: &DevicePublic) -> bool {
		signature.verify(&self.payload(), key)
	}
}
