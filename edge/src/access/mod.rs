//! Access: decisions about who may use what, by a light client on state that it proved, and without a connection by a
//! file of it.
//!
//! The function that decides is the chain's own, [`jmt_primitives::access::decide()`]. Here are two homes of its facts,
//! [`proven`] and [`snapshot`], and that which people write: [`policy`] files, places in [`degrees`], zones by name.
//!
//! # Not protected against
//!
//! - A file of facts carries no proof: it was proved when it was fetched, and convinces nobody but its owner.
//! - Peers see which facts are read, and so about whom something is decided.

pub mod degrees;
pub mod gate;
pub mod log;
pub mod member;
pub mod pass;
pub mod policy;
pub mod proven;
pub mod snapshot;
pub mod zone;

mod error;
#[cfg(test)]
mod world;

pub use error::AccessError;
