//! The embedded light client: smoldot over TCP and WebSocket, its saved state, and the adapter that lets
//! subxt speak to it.
//!
//! A light client verifies headers and GRANDPA justifications itself, checks every storage item against the
//! state root of its block, and executes runtime calls itself over proven state; a peer can withhold, not lie.
//!
//! [`ChainSpec`] says which chain, [`DatabaseFile`] keeps what the next start can begin from, and
//! [`LightClient::start`] joins. [`RepeatingRpc`] and [`VersionedRpc`] around its [`LightRpc`] are what subxt's
//! backends are given. The agent `jmt-edge` is one program that embeds it. Another that only wants the head:
//!
//! ```no_run
//! # async fn head() -> Result<(), jmt_light::Error> {
//! use jmt_light::{ChainSpec, DatabaseFile, LightClient};
//! use std::{path::Path, time::Duration};
//!
//! let limit = Duration::from_secs(60);
//! let spec = ChainSpec::read(Path::new("light.json"))?;
//! let database = DatabaseFile::of(Path::new("data"), &spec)?;
//! let light = LightClient::start(&spec, database.load().as_deref(), limit).await?;
//! light.wait_ready(limit, |state| println!("{} peers", state.peers)).await?;
//! if let Ok(header) = light.rpc().request("chain_getHeader", None).await {
//!     println!("{header}");
//! }
//! light.save(&database).await?;
//! # Ok(())
//! # }
//! ```
//!
//! Does not protect against: a chain spec from the wrong hands (genesis and checkpoint are believed), two
//! thirds of the validators, and peers that all withhold the newest blocks.

mod checkpoint;
mod client;
mod database;
mod error;
mod failure;
pub mod file;
mod genesis;
mod operations;
mod rpc;
mod spec;
mod versions;

pub use checkpoint::FinalizedHead;
pub use client::{LightClient, SyncState};
pub use database::{DatabaseError, DatabaseFile};
pub use error::{one_line, Error};
pub use failure::{next_failure, notice_failures};
pub use genesis::Genesis;
pub use operations::{RepeatingRpc, READ_LIMIT};
pub use rpc::{LightRpc, LightRpcError};
pub use spec::{check_boot_node, ChainSpec, SpecError};
pub use versions::{RuntimeVersions, SpecAndTransaction, VersionedRpc};
