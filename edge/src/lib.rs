//! The agent of a device or its owner: an embedded light client with the verbs of proof of time.
//!
//! It trusts no node: headers, finality, storage and runtime calls are verified by the light client itself
//! ([`light`]). Types of the chain come from its metadata; what is compiled in are the words of
//! `jmt_primitives` alone. [`chain::Chain`] joins a chain, [`mine::run`] answers its draws,
//! [`submit::submit_signed`] sends what an account signs; the binary adds the command line.

pub mod amount;
pub mod api;
pub mod chain;
pub mod cli;
pub mod commands;
pub mod config;
pub mod error;
pub mod heads;
pub mod keys;
pub mod light;
pub mod metadata;
pub mod mine;
pub mod output;
pub mod submit;
pub mod value;

pub use error::{Error, Refusal};
