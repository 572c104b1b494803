//! Makes Groth16 proofs on the device that holds the secret.
//!
//! # Overview
//!
//! * [`Identity`]: a member's secret as npm `@semaphore-protocol/identity` 4.14 derives it: private key, secret
//!   number, point on Baby Jubjub, commitment.
//! * [`Artefacts`] and [`prove_membership`]: a member of a group signals once a scope, by Semaphore's own circuit: its
//!   `.zkey` and its witness WASM, which wasmi interprets.
//! * [`place`] and [`statistics`]: proofs of the chain's own circuits (`jmt-zk-circuits`) by [`ProvingKey`]s.
//!
//! Each function checks its proof by `jmt-zk-verifier` before it returns it: a file that does not fit gives an error
//! here, not a refusal by the chain.
//!
//! # Walk
//!
//! Alice's router derives its identity from the 32 bytes of its key file, fetches whole pages of the group, builds the
//! tree, takes its path, and proves. The chain gets root, nullifier and 256 bytes.
//!
//! # What it does not protect against
//!
//! - Artefacts are trusted. A `.zkey` of somebody else can make proofs that verify and tell the secret: take the files
//!   by their pinned hashes, and compare [`Artefacts::key`] with the key that the chain names.
//! - No function runs in constant time: a program that measures the device while it proves may learn the secret.
//! - Secrets are overwritten when their owner is dropped. Copies that the compiler or a library makes on the stack
//!   are not, nor what the interpreter keeps outside of its memory.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

mod error;
mod groth16;
mod identity;
mod key;
mod membership;
pub mod place;
pub mod statistics;

pub use error::Error;
pub use groth16::PROOF_BYTES;
pub use identity::Identity;
pub use jmt_zk_poseidon::{
	lean_imt::{Path, Tree},
	Scalar,
};
pub use key::{development_key, Circuit, ProvingKey};
pub use membership::{prove_membership, read_artefact, Artefacts, MembershipProof};

/// The form of a message or scope of 32 bytes that circuits get: keccak-256 shifted right by 8 bits.
pub fn circuit_input(number: &[u8; 32]) -> Scalar {
	let input = jmt_primitives::proofs::scope::circuit_input(&(*number).into());
	// Its first byte is 0, so that it is below r.
	Scalar::from_be_bytes(&input.0).unwrap_or_default()
}
