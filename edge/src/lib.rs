//! The agent of a device or its owner: an embedded light client with the verbs of proof of time.
//!
//! It trusts no node: headers, finality, storage and runtime calls are verified by the light client itself
//! ([`jmt_light`]). Types of the chain come from its metadata; compiled in are the words of `jmt_primitives`
//! alone. [`chain::Chain`] joins a chain, [`pallets`] has a room for each pallet's reads and calls,
//! [`mine::run`] answers draws, [`submit::submit_signed`] sends what an account signs. [`node_rpc`] alone asks a node
//! by its address, for the node's own keys or a specification. The library has no terminal: the binary adds the
//! command line, the spinner and the exit codes.

pub mod access;
pub mod age;
pub mod amount;
pub mod auth;
pub mod cancelling;
pub mod chain;
pub mod config;
pub mod enrolment;
pub mod error;
mod floor;
pub mod heads;
mod hexadecimal;
pub mod joining;
pub mod keys;
pub mod manifest;
pub mod message;
pub mod metadata;
pub mod mine;
pub mod names;
pub mod node_rpc;
pub mod pallets;
pub mod progress;
pub mod proofs;
pub mod settings;
pub mod submit;
pub mod tasks;
pub mod units;
pub mod value;
pub mod words;

pub use error::{Error, Refused};
