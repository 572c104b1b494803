//! The embedded light client: smoldot over TCP and WebSocket, its saved state, and the adapter that lets
//! subxt speak to it.
//!
//! It verifies headers and GRANDPA justifications itself, checks every storage item against the state root
//! of its block, and executes runtime calls itself over proven state; a peer can withhold, not lie.
//!
//! Does not protect against: a chain spec from the wrong hands (genesis and checkpoint are believed), two
//! thirds of the validators, and peers that all withhold the newest blocks.

mod checkpoint;
mod client;
mod database;
mod failure;
mod genesis;
mod operations;
mod rpc;
mod spec;
mod versions;

pub use client::{LightClient, SyncState};
pub use database::{DatabaseError, DatabaseFile};
pub use failure::{next_failure, notice_failures};
pub use genesis::Genesis;
pub use operations::{RepeatingRpc, READ_LIMIT};
pub use rpc::{LightRpc, LightRpcError};
pub use spec::{ChainSpec, SpecError};
pub use versions::{RuntimeVersions, SpecAndTransaction, VersionedRpc};
