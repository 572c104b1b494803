//! Tests of the circuits: what is true satisfies them, what is false does not, and no wire is free.

mod place;
mod statistics;
mod system;
mod wires;
