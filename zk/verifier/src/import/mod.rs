//! Keys and proofs in the formats of others, which become canonical here and are checked as all are.
//!
//! RISC Zero's key is published as snarkjs writes it and kept by its crates as arkworks does; its seal is a proof in
//! our own encoding ([`Proof::from_bytes`](crate::Proof::from_bytes)). SP1's key is gnark's.

pub mod arkworks;
pub mod gnark;
pub mod snarkjs;
