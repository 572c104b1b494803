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
mod minute;
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
pub use minute::parse_minute;
pub use number::{format_number, format_scalar, parse_number, parse_scalar};
pub use prove::{prove_in_scope, prove_membership, InScope, Made};
pub use signal::{Signalled, Signalling};
pub use stamp::search;
pub use statement::{
	prove_place, prove_statistics, sightings, verify_statement, PlaceTerms, Proven, ReadingsFile,
	SightingFile, Standing, StatementFile, Trust,
};
pub use topic::{parse_word, place_scope, topic_of, Word};
pub use verify::{verify_membership, TopicState, Valid};

use crate::keys::{create_new, PUBLIC};
use serde::Serialize;
use std::{io, path::Path};

/// Writes JSON to a new file, which has its name once it is whole; no file is overwritten.
fn written(path: &Path, content: &impl Serialize) -> Result<(), ProofError> {
	let unwritten = |source| ProofError::Unwritten { path: path.into(), source };
	let text = serde_json::to_string_pretty(content).map_err(|error| unwritten(error.into()))?;
	create_new(path, format!("{text}\n").as_bytes(), PUBLIC).map_err(|error| match error.kind() {
		io::ErrorKind::AlreadyExists => ProofError::Exists(path.into()),
		_ => unwritten(error),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	#[test]
	fn written_it_is_whole_or_not_there() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("proof.json");
		written(&path, &7).unwrap();
		assert_eq!(fs::read_to_string(&path).unwrap(), "7\n");
		assert!(matches!(written(&path, &8), Err(ProofError::Exists(_))));
		assert_eq!(fs::read_to_string(&path).unwrap(), "7\n");
		// Its own name fits, the one beside it does not.
		let long = dir.path().join("p".repeat(255));
		assert!(matches!(written(&long, &7), Err(ProofError::Unwritten { .. })));
		let names = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name());
		assert_eq!(names.collect::<Vec<_>>(), ["proof.json"]);
	}
}
