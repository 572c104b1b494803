//! Places on Earth as H3 cells: checked numbers and what follows from their bits.
//!
//! # Layout
//!
//! H3 cuts the globe into 122 base cells and each cell into seven, fifteen times over. A cell's number names its
//! base cell and the digit taken at every resolution below it (h3geo.org, "Cell mode", "Bit layout of H3Index
//! for cells"; highest bit first):
//!
//! | Bits | Field | Rule |
//! |---|---|---|
//! | 1 | reserved | 0 |
//! | 4 | mode | 1, a cell |
//! | 3 | reserved | 0 |
//! | 4 | resolution | 0 to 15 |
//! | 7 | base cell | 0 to 121 |
//! | 15 times 3 | digits of resolutions 1 to 15 | 0 to 6 up to the resolution, 7 beyond it |
//!
//! Twelve base cells are pentagons. They have no child in the direction of digit 1, and none of their
//! descendants has one along the centre: below such a base cell the first digit that is not 0 is not 1, the
//! *deleted subsequence*. Resolution 0 has cells of 4.4 million km² on average, 5 of 253 km², 9 of 0.105 km²,
//! 15 of 0.9 m².
//!
//! # Design
//!
//! A [`Cell`] that exists is valid: numbers, SCALE bytes and texts pass one check, so nothing behind it looks
//! again. All is integer work on one number: the chain has no floating point, and degrees become cells off chain.
//!
//! # Not protected against
//!
//! - A cell is a claim: no number shows that somebody is there.
//! - Containment is by index. It is exact between cells and approximate on the ground: a point near an edge may
//!   lie in a cell whose ancestor is a neighbour of the coarse cell around that point.

mod error;
mod number;
mod region;
mod text;

pub use error::CellError;
pub use number::{Cell, BASE_CELLS, MAX_RESOLUTION};
pub use region::Region;
pub use text::TEXT_LENGTH;
