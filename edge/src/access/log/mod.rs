//! The log of an enforcer: a file that only grows, anchors of it, and proofs out of it.
//!
//! [`jmt_primitives::access::log`] has the words and what is proved. The file is [`Log`], proofs are [`UseProof`] and
//! [`AbsenceProof`].
//!
//! # Walk
//!
//! A gateway appends an entry before the door moves. `access log anchor` appends a seal, proves to the chain that the
//! new log extends the anchored one, and that the seal is its last leaf. A visitor gets the proof of its use, and
//! anybody a proof that some use was not made in a time that is sealed. Both are checked against a head of the log, which
//! the light client proves.
//!
//! # Design
//!
//! - Each line is checked by a hash over it and all before it, so that a line that was changed, lost or put elsewhere is
//!   found. A last line without its end is one that a loss of power cut off, which nobody was told of: it is removed.
//!   Anything else that is wrong ends the work with the file.
//! - Several processes may append: each takes the file's lock, and first reads what others appended.
//! - A seal that was appended and not anchored, since the transaction failed, is the one that the next anchor sends.
//!
//! # Not protected against
//!
//! - A file that is lost, or put back to an older state, cannot be anchored any more, and its entries not proved: the
//!   chain knows only hashes. Keep copies.
//! - Entries tell who uses the file's content about uses, so the file is for its owner alone.

mod anchor;
mod file;
mod find;
mod proof;
mod prove;
mod record;
mod state;
#[cfg(test)]
mod tests;

pub use anchor::NewHead;
pub(super) use file::sync_folder;
pub use file::Log;
pub use find::Found;
pub use proof::{AbsenceProof, Head, NotProved, Segment, UseProof, MOST_BYTES};
