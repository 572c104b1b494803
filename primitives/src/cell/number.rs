//! The checked number.

use super::CellError;
use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, Input, MaxEncodedLen};
use scale_info::TypeInfo;

/// The finest resolution.
pub const MAX_RESOLUTION: u8 = 15;

/// How many base cells there are.
pub const BASE_CELLS: u8 = 122;

/// Mode of cells.
const CELL_MODE: u8 = 1;

/// A digit that is not used.
const UNUSED: u8 = 7;

/// The digit that pentagons do not have.
const DELETED: u8 = 1;

/// Width of a digit in bits.
const DIGIT_BITS: u32 = 3;

/// The base cells that are pentagons, a bit each: `getPentagons` at resolution 0 of the reference library.
const PENTAGONS: u128 = 1 << 4
	| 1 << 14
	| 1 << 24
	| 1 << 38
	| 1 << 49
	| 1 << 58
	| 1 << 63
	| 1 << 72
	| 1 << 83
	| 1 << 97
	| 1 << 107
	| 1 << 117;

/// A valid H3 cell. SCALE: its number, `u64`, refused on decoding when it is not valid; serde: its text.
///
/// Cells are ordered by their number: by resolution, then base cell, then digits.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Debug,
	Encode,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(into = "String", try_from = "String")]
pub struct Cell(u64);

impl Cell {
	/// The cell with this number, or the first rule that it breaks.
	pub fn new(number: u64) -> Result<Self, CellError> {
		let cell = Self(number);
		let [head, ..] = number.to_be_bytes();
		if head & 0b1000_0111 != 0 {
			return Err(CellError::ReservedBits);
		}
		let mode = head >> 3;
		if mode != CELL_MODE {
			return Err(CellError::NotCellMode(mode));
		}
		if cell.base() >= BASE_CELLS {
			return Err(CellError::UnknownBaseCell(cell.base()));
		}
		for resolution in 1..=MAX_RESOLUTION {
			match (resolution <= cell.resolution(), cell.raw_digit(resolution) == UNUSED) {
				(true, true) => return Err(CellError::MissingDigit { resolution }),
				(false, false) => return Err(CellError::SurplusDigit { resolution }),
				_ => {},
			}
		}
		if cell.has_pentagon_base() && cell.first_turn() == Some(DELETED) {
			return Err(CellError::DeletedByPentagon);
		}
		Ok(cell)
	}

	/// Its number.
	pub const fn number(self) -> u64 {
		self.0
	}

	/// Its resolution, 0 (coarsest) to 15.
	pub const fn resolution(self) -> u8 {
		let [_, byte, ..] = self.0.to_be_bytes();
		byte >> 4
	}

	/// Its base cell, 0 to 121.
	pub const fn base(self) -> u8 {
		let [_, high, low, ..] = self.0.to_be_bytes();
		(high & 0b1111) << 3 | low >> 5
	}

	/// Its digit at `resolution`, 0 to 6; `None` at 0 and beyond its own.
	pub fn digit(self, resolution: u8) -> Option<u8> {
		(1..=self.resolution()).contains(&resolution).then(|| self.raw_digit(resolution))
	}

	/// Whether it has five neighbours: one of the twelve at its resolution, the centre of a base pentagon.
	pub fn is_pentagon(self) -> bool {
		self.has_pentagon_base() && self.first_turn().is_none()
	}

	/// Its ancestor at `resolution`, itself at its own; `None` when that is finer than its own.
	pub fn parent(self, resolution: u8) -> Option<Self> {
		let coarser = self.resolution().checked_sub(resolution)?;
		let unused = !(u64::MAX << shift(resolution));
		let number = (self.0 | unused).checked_sub(u64::from(coarser) << 52)?;
		Some(Self(number))
	}

	/// Whether `other` is this cell or below it, by index.
	pub fn contains(self, other: Self) -> bool {
		other.parent(self.resolution()) == Some(self)
	}

	fn has_pentagon_base(self) -> bool {
		PENTAGONS >> self.base() & 1 == 1
	}

	/// The first digit that leaves the centre.
	fn first_turn(self) -> Option<u8> {
		(1..=self.resolution())
			.map(|resolution| self.raw_digit(resolution))
			.find(|digit| *digit != 0)
	}

	/// The three bits of a resolution from 1 to 15.
	fn raw_digit(self, resolution: u8) -> u8 {
		let [.., byte] = (self.0 >> shift(resolution)).to_be_bytes();
		byte & UNUSED
	}
}

/// How many bits stand below the digit of `resolution`: 45 at 0, at most that.
fn shift(resolution: u8) -> u32 {
	u32::from(MAX_RESOLUTION.saturating_sub(resolution)).saturating_mul(DIGIT_BITS)
}

impl TryFrom<u64> for Cell {
	type Error = CellError;

	fn try_from(number: u64) -> Result<Self, CellError> {
		Self::new(number)
	}
}

impl From<Cell> for u64 {
	fn from(cell: Cell) -> Self {
		cell.0
	}
}

impl Decode for Cell {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		Self::new(u64::decode(input)?).map_err(|_| "not the number of an H3 cell".into())
	}
}

impl DecodeWithMemTracking for Cell {}
