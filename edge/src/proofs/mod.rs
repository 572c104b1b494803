//! Proofs by which a device shows a fact and keeps the rest to itself: membership of a group, a place and a time, figures
//! of its readings.
//!
//! The prover (`jmt-zk-prover`) runs on the device. The chain's own code checks a proof, executed by the light client
//! itself ([`crate::pallets::zk_verifier`]).
//!
//! Does not protect against: a peer that sees which group is read and when, and the network address from which a signal
//! comes; `docs/privacy.md` says who learns what.

mod artefacts;
mod error;
mod file;
mod members;
mod memory;
mod number;
mod prove;
mod signal;
mod stamp;
mod statement;
mod topic;
mod verify;

pub use artefacts::{Folder, DEPTHS};
pub use error::{CheckError, ProofError};
pub use file::{MembershipFile, ProofFile};
pub use members::Members;
pub use memory::peak_memory;
pub use number::{format_number, format_scalar, parse_number, parse_scalar};
pub use prove::{prove_membership, Made};
pub use signal::{Signalled, Signalling};
pub use stamp::search;
pub use statement::{
	prove_place, prove_statistics, sightings, verify_statement, PlaceTerms, Proven, ReadingsFile,
	SightingFile, Standing, StatementFile,
};
pub use topic::{parse_word, topic_of};
pub use verify::{verify_membership, Valid};

use serde::Serialize;
use std::{
	fs::File,
	io::{self, Write},
	path::Path,
};

/// Writes JSON to a new file; no file is overwritten.
fn written(path: &Path, content: &impl Serialize) -> Result<(), ProofError> {
	let unwritten = |source| ProofError::Unwritten { path: path.into(), source };
	let text = serde_json::to_string_pretty(content).map_err(|error| unwritten(error.into()))?;
	let mut file = File::create_new(path).map_err(|error| match error.kind() {
		io::ErrorKind::AlreadyExists => ProofError::Exists(path.into()),
		_ => unwritten(error),
	})?;
	file.write_all(text.as_bytes()).and_then(|()| file.write_all(b"\n")).map_err(unwritten)
}
