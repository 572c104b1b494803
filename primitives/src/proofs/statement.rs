//! Statements that the chain's own circuits show about a root that an account anchored.

use super::{scope::circuit_input, Alias, KeyId, Purpose, Scalar};
use crate::{
	cell::{Region, MAX_RESOLUTION},
	AccountId, Hash,
};
use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;

/// A statement beside the anchor that it stands on.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Statement {
	/// A device was in a region in a span of time.
	#[codec(index = 0)]
	Place(Place),
	/// Figures of readings.
	#[codec(index = 1)]
	Statistics(Statistics),
}

/// A device of the anchored tree was in a region in a span of time, if its witness saw it right.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Place {
	/// The key of the circuit.
	pub key: KeyId,
	/// The witness that anchored the root.
	pub account: AccountId,
	/// The name of the anchor.
	pub label: Hash,
	/// The device's alias in the scope.
	pub alias: Alias,
	/// The proof is bound to it: a challenge of the one who asked for it, say.
	pub message: Hash,
	/// In one scope a device has one alias. It is set by the one who asks for proofs.
	pub scope: Hash,
	/// The region that the device was in.
	pub region: Region,
	/// First minute of the span, counted from 1970.
	pub first: u32,
	/// Last minute of the span, which belongs to it.
	pub last: u32,
}

/// Figures of up to 64 readings under an anchored root.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Statistics {
	/// The key of the circuit.
	pub key: KeyId,
	/// The account that anchored the root.
	pub account: AccountId,
	/// The name of the anchor.
	pub label: Hash,
	/// Number of readings.
	pub count: u32,
	/// Their sum.
	pub sum: u64,
	/// The least.
	pub least: u32,
	/// The greatest.
	pub greatest: u32,
}

impl Statement {
	/// The key that its proofs are checked by.
	pub fn key(&self) -> &KeyId {
		match self {
			Self::Place(place) => &place.key,
			Self::Statistics(statistics) => &statistics.key,
		}
	}

	/// The purpose that the key must have.
	pub fn purpose(&self) -> Purpose {
		match self {
			Self::Place(_) => Purpose::Place,
			Self::Statistics(_) => Purpose::Statistics,
		}
	}

	/// Account and label of the anchor.
	pub fn anchor(&self) -> (&AccountId, &Hash) {
		match self {
			Self::Place(place) => (&place.account, &place.label),
			Self::Statistics(statistics) => (&statistics.account, &statistics.label),
		}
	}

	/// The public inputs beside the root of the anchor, in the order of the circuit.
	pub fn inputs(&self, root: &Scalar) -> Vec<Scalar> {
		match self {
			Self::Place(Place { alias, message, scope, region, first, last, .. }) => {
				let (mask, prefix) = region_bits(*region);
				vec![
					*root,
					*alias,
					circuit_input(message),
					circuit_input(scope),
					mask.into(),
					prefix.into(),
					u64::from(*first).into(),
					u64::from(*last).into(),
				]
			},
			Self::Statistics(Statistics { count, sum, least, greatest, .. }) => vec![
				*root,
				u64::from(*count).into(),
				(*sum).into(),
				u64::from(*least).into(),
				u64::from(*greatest).into(),
			],
		}
	}
}

/// Mask and prefix of a region: a cell lies in it exactly if the cell's number, under the mask, is the prefix.
///
/// Of a cell with resolution r these are all bits but the four of the resolution and the digits finer than r. The world
/// is mask 0 and prefix 0.
pub fn region_bits(region: Region) -> (u64, u64) {
	match region {
		Region::World => (0, 0),
		Region::Within(cell) => {
			let finer = u32::from(MAX_RESOLUTION.saturating_sub(cell.resolution()));
			let digits = 1u64.wrapping_shl(finer.saturating_mul(3)).wrapping_sub(1);
			let mask = !(0b1111 << 52) & !digits;
			(mask, cell.number() & mask)
		},
	}
}
