//! A verifier asks a device who it is, the device answers, and the verifier decides without a connection.
//!
//! [`Asked`] and [`Answered`] are what travels between the two, by any way. [`prove`] is the device's part. The
//! verifier's is a [`Door`]: it makes challenges, remembers them until they are answered or over, and decides by a
//! [`SnapshotFile`], which a light client wrote when it had a connection.
//!
//! # Not protected against
//!
//! - Somebody who may write the verifier's folder: the snapshots and the time in it are believed. Files that others
//!   than this user may write are refused.
//! - A verifier whose clock is wrong from the start. One that is set back later than the last decision is refused
//!   ([`Clock`]), one that is slow makes snapshots look younger by as much.

mod clock;
mod door;
mod error;
mod files;
mod pending;
mod prove;
mod snapshot;

pub use clock::Clock;
pub use door::Door;
pub use error::AuthError;
pub use files::{Answered, Asked};
pub use prove::prove;
pub use snapshot::SnapshotFile;
