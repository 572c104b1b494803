//! The chain's own circuits, as rank-1 constraint systems over BN254's scalar field.
//!
//! | Circuit | Shows | Constraints |
//! |---|---|---|
//! | [`place`] | a device of an anchored tree was in a region in a span of minutes | 7,282 |
//! | [`statistics`] | count, sum, least and greatest of up to 64 anchored readings | 7,940 |
//!
//! # Overview
//!
//! Each circuit is a folder: `mod.rs` with its statement (public, hidden, not shown), `public.rs` with its public inputs
//! in their order, `circuit.rs` with the constraints. [`gadgets`] are what they share: circom's Poseidon, LeanIMT paths,
//! Baby Jubjub, bits. `jmt-zk-prover` sets keys up and proves.
//!
//! [`place::show`] and [`statistics::Readings`] take facts, refuse false ones and fill in a circuit; the circuit itself
//! takes any field elements and decides by its constraints alone. The tests fill in what is false.
//!
//! # What it does not protect against
//!
//! - A circuit says nothing about the world: the witness account that anchored a root vouches for its leaves.
//! - The keys are for development: who knows the seed of their set-up proves anything. A ceremony comes later.
//! - Secrets are overwritten when a circuit is dropped; copies inside of a constraint system are not.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

#[allow(unexpected_cfgs, reason = "arkworks' derive asks for its own feature `asm`")]
pub mod baby_jubjub;
mod gadgets;
pub mod place;
mod refused;
pub mod statistics;

pub use refused::Refused;
