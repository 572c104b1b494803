//! Groth16 over BN254: strict encodings, one proof, many proofs at once.
//!
//! A proof `(A, B, C)` for public inputs `x_1 .. x_n` and a key `(alpha, beta, gamma, delta, K_0 .. K_n)` is valid if
//!
//! ```text
//! e(A, B) = e(alpha, beta) e(K_0 + x_1 K_1 + .. + x_n K_n, gamma) e(C, delta)
//! ```
//!
//! (Groth, "On the Size of Pairing-based Non-interactive Arguments", 2016, section 3.2). The crate is `no_std`, knows no
//! FRAME and calls no host function, so that a light client executes what a full node does.
//!
//! The walk: bytes become a [`VerifyingKey`] (checked and refused where it would let anybody forge), which becomes a
//! [`PreparedKey`] (the form that is stored); key, bytes of a proof and inputs become a [`Claim`]; [`verify`] checks one,
//! [`verify_batch`] up to 64 with one final exponentiation.
//!
//! # What it does not protect against
//!
//! - A key is as good as its set-up. `validate` finds a set-up without any contribution and a few broken ones; it
//!   cannot know who kept the secrets of a ceremony.
//! - Groth16 proofs are malleable: from a proof anybody makes other bytes that prove the same. Uniqueness has to come
//!   from a public input (a nullifier), never from the proof's hash.
//! - No secret passes through here, so that no function runs in constant time.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;
// The tests' world is that of tests/ too.
#[cfg(test)]
extern crate self as jmt_zk_verifier;

mod batch;
mod claim;
mod encoding;
mod error;
mod exponent;
mod field;
mod g1;
#[cfg(feature = "import")]
pub mod import;
mod key;
mod miller;
mod multiply;
mod proof;
pub mod receipt;
mod single;
#[cfg(test)]
#[path = "../tests/subgroup.rs"]
mod subgroup;
#[cfg(test)]
mod tests;
mod tower;
#[cfg(test)]
#[path = "../tests/world.rs"]
#[allow(dead_code, reason = "the tests in tests/ use all of it")]
mod world;

pub use ark_bn254::{Fr, G1Affine, G2Affine};
pub use batch::{verify_batch, MAX_BATCH};
pub use claim::Claim;
pub use encoding::{
	g1_bytes, g1_from_bytes, g2_bytes, g2_from_bytes, scalar_bytes, scalar_from_bytes,
};
pub use error::Error;
pub use key::{KeyDigest, PreparedKey, VerifyingKey, MAX_INPUTS};
pub use proof::{Proof, PROOF_BYTES};
pub use single::verify;
