//! Evidence of a place.

use crate::{cell::Cell, DeviceId, DeviceSignature, Hash, Moment};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A gateway's word that it hears a device, for one challenge.
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
pub struct SignedPlace {
	pub gateway: DeviceId,
	pub device: DeviceId,
	pub cell: Cell,
	/// In ms.
	pub at: Moment,
	/// The challenge of who decides.
	pub nonce: [u8; 32],
	/// The gateway's, over [`Self::payload`].
	pub signature: DeviceSignature,
}

impl SignedPlace {
	/// The bytes that the gateway signs.
	pub fn payload(&self, genesis: &Hash) -> Vec<u8> {
		super::signed::place(genesis, &self.gateway, &self.device, self.cell, self.at, &self.nonce)
	}
}

/// A gateway's word as the chain keeps it: resolution 5 at the finest.
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
pub struct Vouched {
	pub gateway: DeviceId,
	pub cell: Cell,
	/// In ms.
	pub at: Moment,
}
