//! circom's Poseidon over the scalar field of BN254, and the LeanIMT built on it.
//!
//! [`hash_one`] to [`hash_four`] give the numbers of circomlib's `Poseidon(1)` to `Poseidon(4)`, of npm
//! `poseidon-lite` and of the crate `light-poseidon`. [`lean_imt`] gives the roots and paths of npm
//! `@zk-kit/lean-imt` with [`hash_two`].
//!
//! # Overview
//!
//! [`Scalar`] is a number below r in the one form that is stored and sent. A hash loads its inputs into the
//! field backend of the machine (`field`): arkworks' on a native machine, limbs of 29 bits in WASM, where no
//! wide product exists. The rounds (`permutation`) run over either. Their constants (`constants`) are plain
//! numbers in files; a test computes them again out of the Grain generator that the paper prescribes.
//!
//! # Limits
//!
//! * Poseidon is no general hash: its inputs are field elements, and bytes have to be mapped to them first.
//! * `Poseidon(2)` of circom has one capacity element, always 0: hashes of one and of two inputs differ by
//!   their width alone, and no tag separates a leaf of a tree from an inner node. The leaves of a tree have to
//!   be hashes themselves, as Semaphore's commitments are.
//! * No function runs in constant time. Secrets are hashed on their owner's machine only.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

mod constants;
mod field;
pub mod lean_imt;
mod permutation;
mod scalar;

pub use permutation::{hash_four, hash_one, hash_three, hash_two};
pub use scalar::{NotCanonical, Scalar};
