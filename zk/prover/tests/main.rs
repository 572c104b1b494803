//! Tests of the prover.
//!
//! Those of membership take Semaphore's artefacts from `$JMT_CACHE/proofs`, where `scripts/setup --proofs` puts them, and
//! say so where they are not there; with `CI` set their absence is a failure.

mod artefacts;
mod identity;
mod keys;
mod membership;
mod own;
