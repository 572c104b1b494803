//! Validator, full and RPC node of the JMT network.
//!
//! The node is wiring only: which database, which network, which consensus, which RPC methods. The
//! rules of the chain stand in the runtime. The executable takes raw arguments to a running node, by its modules
//! `command` and `service`; they stand there, since they are what takes long to compile, and nothing of them is tested
//! without a process. Each step has its module here: [`cli`] (arguments), [`chain_spec`] (which chain), [`preflight`]
//! (what would fail later, found early), [`executor`] (of the runtime), [`tasks`] (without which it stops), [`votes`]
//! (for finality), [`vote_record`] and [`own_votes`] (what was signed), [`catch_up`] (rounds that were missed),
//! [`recent`] (blocks kept for light clients), [`addresses`] (for them), [`rpc`], [`metrics`], [`greeting`] (of a
//! development node).
//!
//! Limits: the executor knows the standard host functions only, so that whatever the runtime does can also
//! be done by a light client.

pub mod addresses;
pub mod catch_up;
pub mod chain_spec;
pub mod cli;
pub mod client;
pub mod error;
pub mod executor;
mod genesis_keys;
pub mod greeting;
pub mod light_spec;
pub mod listen;
pub mod metrics;
pub mod own_genesis;
pub mod own_votes;
pub mod preflight;
pub mod recent;
pub mod rpc;
pub mod tasks;
pub mod utc;
pub mod vote_record;
pub mod votes;

pub use cli::Cli;
pub use error::Error;
