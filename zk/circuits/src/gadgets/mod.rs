//! Pieces of circuits. Each says what its constraints enforce; the values that it fills in are only a suggestion.

mod bits;
mod number;
mod path;
mod point;
mod poseidon;

pub(crate) use bits::{at_most, Bit, Bits};
pub(crate) use number::{Builder, Number};
pub(crate) use path::root;
pub use path::Level;
pub(crate) use point::public_point;
pub(crate) use poseidon::{hash_four, hash_three, hash_two};
