//! Tests of encodings, keys, single proofs and batches.

mod batch;
mod encodings;
mod import;
mod keys;
mod one;
mod receipt;
mod reference;
mod semaphore;
mod subgroup;
mod targets;
mod vectors;
mod world;
