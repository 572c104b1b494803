//! Passes: a grant's holder hands a part of its right to another key, without the chain.
//!
//! # Walk
//!
//! A lift's maker holds a grant. Its technician's phone gets a pass for this week, signed by the maker's key, and hands
//! a narrower one to a colleague: each block is signed by the holder that the one before names. At the lift the
//! colleague signs a use over the lift's challenge; the lift decides by what it has of the chain.
//!
//! # Not protected against
//!
//! - A holder that gives its key away: a pass is as good as its last holder's key.
//! - A pass that was handed on: who had it from whom stands in its blocks, for each gateway to see.
//! - A pass whose grant is narrower by now, or gone: that shows when it is used.

mod file;
mod sign;
#[cfg(test)]
mod tests;

pub use file::PassFile;
pub use sign::{first, further, HolderKey, NotHandedOn};
