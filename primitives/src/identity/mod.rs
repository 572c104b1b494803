//! A device as others see it: what the chain tells of it, how it shows that it is itself, and messages to it.
//!
//! # Words
//!
//! - A **verifier** is a device that lets others in on behalf of a *host*, the domain whose resource it guards.
//! - A **challenge** is a question that a verifier signs: good for a minute at most, and once.
//! - An **answer** is what a device signs over it, with the channel on which both talk.
//! - A **snapshot** is what the chain says of a device and a host in one block. A light client gets it with its proof
//!   and may keep it; a decision needs nothing else.
//!
//! # Walk
//!
//! A reader at the door of a shop asks a terminal: it signs 32 random bytes. The terminal sees that it is the reader
//! which it meant, and signs the hash of the question with its own id. The reader looks into a snapshot that it
//! fetched five minutes ago: the terminal is active, so is each domain above it, and the shop trusts the terminal's
//! domain. It verifies one signature and opens, without having asked anybody.
//!
//! # Not protected against
//!
//! - A device that is suspended after the snapshot was taken is let in until the snapshot is too old.
//! - Without a channel binding an answer shows that the device answered, not that it is at the other end of the line:
//!   a relay in the middle passes questions and answers on.
//! - A verifier that asks and then tells others: the answer is no secret.

mod api;
mod challenge;
mod decide;
mod facts;
mod message;
mod refusal;
mod snapshot;

pub use api::*;
pub use challenge::{Answer, Binding, Challenge, MAX_CHALLENGE_MS};
pub use decide::{Admitted, Verifier, MAX_AHEAD_MS};
pub use facts::{IdentityFacts, PlantIdentity};
pub use message::{message_info, message_payload, MESSAGE, MESSAGE_INFO};
pub use refusal::AuthRefusal;
pub use snapshot::{Certified, HostStanding, Snapshot, Subject, Welcome};
