//! Why something is no cell.

use core::fmt;

/// Why a number or a text is no cell. The first rule that is broken is named, in the order of the layout.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CellError {
	/// A reserved bit is set.
	ReservedBits,
	/// The number is of another mode: an edge, a vertex, or nothing.
	NotCellMode(u8),
	/// No base cell has this number.
	UnknownBaseCell(u8),
	/// A digit up to the resolution is 7.
	MissingDigit {
		/// The resolution of the digit.
		resolution: u8,
	},
	/// A digit beyond the resolution is not 7.
	SurplusDigit {
		/// The resolution of the digit.
		resolution: u8,
	},
	/// The cell would lie in the direction that pentagons do not have.
	DeletedByPentagon,
	/// The text does not have 15 hexadecimal digits in lower case.
	NotCellText,
}

impl fmt::Display for CellError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::ReservedBits => write!(f, "a reserved bit of the cell is set"),
			Self::NotCellMode(mode) => {
				write!(f, "the H3 index is of mode {mode}, and cells are of mode 1")
			},
			Self::UnknownBaseCell(base) => {
				write!(f, "the cell has the base cell {base}, and the last one is 121")
			},
			Self::MissingDigit { resolution } => {
				write!(f, "the cell lacks the digit of resolution {resolution}")
			},
			Self::SurplusDigit { resolution } => {
				write!(f, "the cell has a digit of resolution {resolution}, finer than its own")
			},
			Self::DeletedByPentagon => {
				write!(f, "the cell lies in the direction that a pentagon does not have")
			},
			Self::NotCellText => {
				write!(f, "an H3 cell is written as 15 hexadecimal digits in lower case")
			},
		}
	}
}

impl core::error::Error for CellError {}
