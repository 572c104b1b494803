//! Cells as text: H3's own, the hexadecimal number in lower case without zeros before it (h3geo.org, "H3Index
//! Representation").
//!
//! A cell has one text. Upper case, a prefix, a sign, blanks and zeros before it are refused, though H3's
//! libraries read some of them: otherwise two texts of one cell would differ in files and signatures.

use super::{Cell, CellError};
use alloc::string::{String, ToString};
use core::{fmt, str::FromStr};

/// Characters of a cell's text: 15, since the four highest bits of a cell are 0 and the next ones are not.
pub const TEXT_LENGTH: usize = 15;

impl fmt::Display for Cell {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{:x}", self.number())
	}
}

impl FromStr for Cell {
	type Err = CellError;

	fn from_str(text: &str) -> Result<Self, CellError> {
		let canonical = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
		if text.len() != TEXT_LENGTH || !text.bytes().all(canonical) {
			return Err(CellError::NotCellText);
		}
		Self::new(u64::from_str_radix(text, 16).map_err(|_| CellError::NotCellText)?)
	}
}

impl TryFrom<String> for Cell {
	type Error = CellError;

	fn try_from(text: String) -> Result<Self, CellError> {
		text.parse()
	}
}

impl From<Cell> for String {
	fn from(cell: Cell) -> Self {
		cell.to_string()
	}
}
