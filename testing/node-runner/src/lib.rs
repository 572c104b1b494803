//! Starts and stops real JMT processes, for tests, demonstrations and measurements.
//!
//! Everything listens on ports that the system chooses and is waited for by condition. A network owns
//! its processes: they end, by their ids, when it is dropped, and the kernel ends them should the owner
//! die first. Databases and logs live in a temporary folder that goes with the network; set
//! `JMT_KEEP_TEMP` to keep it.
//!
//! Does not protect against: other users of the machine; ports are bound to loopback without a secret.

pub mod binaries;
pub mod chain;
pub mod domain;
pub mod edge;
mod error;
pub mod gateway;
pub mod kills;
mod maker;
mod network;
mod node;
mod process;
mod relay;
mod signal;
mod spec;
pub mod task_kills;
pub mod tasks;
pub mod transfer;
mod validators;
pub mod wait;

pub use edge::{Edge, EdgeProcess};
pub use error::{Error, Result};
pub use maker::Maker;
pub use network::{Network, NetworkBuilder};
pub use node::{Node, NodeOptions};
pub use process::{Finished, Process};
pub use relay::Relay;
pub use signal::unless_asked_to_end;
pub use spec::{export, ChainSpec};
