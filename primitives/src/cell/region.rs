//! The part of the world that something is meant for.

use super::{Cell, CellError};
use alloc::string::{String, ToString};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;

/// Text of [`Region::World`].
const WORLD: &str = "world";

/// The whole world, or what lies below a cell. SCALE: 1 byte, or 9; serde and text: `world`, or the cell's text.
///
/// A region is a claim by who states it: nothing may be paid or allowed by it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
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
#[serde(into = "String", try_from = "String")]
pub enum Region {
	/// Everywhere.
	#[default]
	#[codec(index = 0)]
	World,
	/// A cell and everything below it.
	#[codec(index = 1)]
	Within(Cell),
}

impl Region {
	/// Whether `other` lies inside this region or equals it, by index. The world lies inside the world only.
	pub fn contains(self, other: Self) -> bool {
		match (self, other) {
			(Self::World, _) => true,
			(Self::Within(_), Self::World) => false,
			(Self::Within(outer), Self::Within(inner)) => outer.contains(inner),
		}
	}
}

impl From<Cell> for Region {
	fn from(cell: Cell) -> Self {
		Self::Within(cell)
	}
}

impl fmt::Display for Region {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::World => f.write_str(WORLD),
			Self::Within(cell) => fmt::Display::fmt(cell, f),
		}
	}
}

impl FromStr for Region {
	type Err = CellError;

	fn from_str(text: &str) -> Result<Self, CellError> {
		match text {
			WORLD => Ok(Self::World),
			_ => text.parse().map(Self::Within),
		}
	}
}

impl TryFrom<String> for Region {
	type Error = CellError;

	fn try_from(text: String) -> Result<Self, CellError> {
		text.parse()
	}
}

impl From<Region> for String {
	fn from(region: Region) -> Self {
		region.to_string()
	}
}
