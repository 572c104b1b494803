//! Files of facts: what a light client proved about a resource and some subjects, for decisions without a connection.

use super::{member::Members, AccessError};
use jmt_light::file::{read_believed, replace_private};
use jmt_primitives::{
	access::{
		decide, explain,
		snapshot::{MAGIC, MAX_FILE_BYTES},
		Decision, Explanation, KeptFacts, Ledger, Reason, Request, Snapshot, EVALUATOR,
	},
	Hash,
};
use std::path::Path;

/// Writes a snapshot, in the place of one that is there. Mode 0600; whole or not at all.
pub fn save(path: &Path, snapshot: &Snapshot) -> Result<(), AccessError> {
	let bytes = snapshot.to_bytes();
	if bytes.len() > MAX_FILE_BYTES {
		let said =
			format!("the snapshot would have {} bytes, and {MAX_FILE_BYTES} are read", bytes.len());
		return Err(AccessError::other(said + ": ask for fewer subjects and grants"));
	}
	replace_private(path, &bytes).map_err(|error| AccessError::unwritten(path, error))
}

/// Reads a snapshot of the chain with this genesis. One that others may write, that is damaged, of another chain or for
/// another evaluator is refused, with the code by which it denies.
pub fn open(path: &Path, genesis: &Hash) -> Result<Snapshot, AccessError> {
	let unusable = |reason, why: &str| AccessError::Snapshot {
		path: path.into(),
		reason,
		source: why.to_string().into(),
	};
	let most = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
	let read = read_believed(path, most).map_err(|error| AccessError::file(path, error))?;
	let bytes = read.ok_or_else(|| AccessError::file(path, "there is none: pull one"))?;
	Snapshot::from_bytes(&bytes, genesis).map_err(|reason| match Snapshot::read(&bytes) {
		_ if reason == Reason::EvaluatorChanged => {
			let why = format!("it is for another evaluator than {EVALUATOR}: pull it anew");
			unusable(reason, &why)
		},
		Some(_) => unusable(reason, "it is of another chain"),
		None if !bytes.starts_with(MAGIC) => unusable(reason, "it is no snapshot of facts"),
		None => unusable(reason, "it is damaged, or of another version"),
	})
}

/// A snapshot's facts, with proofs of membership verified on this machine.
pub fn facts<'a>(snapshot: &'a Snapshot, ledger: &'a dyn Ledger) -> KeptFacts<'a> {
	KeptFacts { ledger, members: &Members, ..KeptFacts::new(snapshot) }
}

/// Decides about a request by a snapshot alone.
pub fn decide_by(snapshot: &Snapshot, ledger: &dyn Ledger, request: &Request) -> Decision {
	decide(&facts(snapshot, ledger), request)
}

/// The same, with each rule's part in it.
pub fn explain_by(snapshot: &Snapshot, ledger: &dyn Ledger, request: &Request) -> Explanation {
	explain(&facts(snapshot, ledger), request)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::access::world;
	use jmt_primitives::access::{FactKey, FactValue};
	use std::{collections::BTreeMap, fs, os::unix::fs::PermissionsExt};

	const GENESIS: Hash = Hash::repeat_byte(7);

	fn snapshot() -> Snapshot {
		let facts = [
			(FactKey::Resource(1), None),
			(FactKey::Bonded(jmt_primitives::DeviceId(GENESIS)), Some(FactValue::Bonded)),
		];
		Snapshot {
			evaluator: EVALUATOR,
			genesis: GENESIS,
			block: (9, Hash::repeat_byte(1)),
			at: 1_800_000_000_000,
			facts: BTreeMap::from(facts),
		}
	}

	fn denied(opened: Result<Snapshot, AccessError>, code: u8, why: &str) {
		let error = opened.expect_err("it is refused");
		assert_eq!(error.code(), Some(code), "{error}");
		let said = crate::error::one_line(&error);
		assert!(said.contains(why), "{said}");
	}

	#[test]
	fn open_it_reads_what_save_wrote_for_its_owner_alone() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("lift.snap");
		save(&path, &snapshot()).unwrap();
		assert_eq!(open(&path, &GENESIS).unwrap(), snapshot());
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
		let newer = Snapshot { at: 1_800_000_000_001, ..snapshot() };
		save(&path, &newer).unwrap();
		assert_eq!(open(&path, &GENESIS).unwrap(), newer);
	}

	#[test]
	fn decide_by_a_saved_snapshot_decides_until_the_state_is_too_old() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("lift.snap");
		save(&path, &world::lift()).unwrap();
		let kept = open(&path, &world::GENESIS).unwrap();
		let Decision::Allow(allowed) = decide_by(&kept, &(), &world::opens()) else {
			panic!("it is allowed")
		};
		assert_eq!(allowed.until, world::NOW + 600_000);
		let at = |now| decide_by(&kept, &(), &Request { now: Some(now), ..world::opens() });
		assert_eq!(at(allowed.until), Decision::Allow(allowed.clone()));
		assert_eq!(at(allowed.until + 1).reason(), Some(Reason::StateTooOld));
		assert_eq!(at(world::NOW - 1).reason(), Some(Reason::ClockBehind));
	}

	#[test]
	fn decide_by_with_a_fact_taken_away_it_decides_alike_or_lacks() {
		let whole = world::lift();
		let allowed = decide_by(&whole, &(), &world::opens());
		let (mut alike, mut lacking) = (0, 0);
		for key in whole.facts.keys() {
			let mut facts = whole.facts.clone();
			facts.remove(key);
			let decision = decide_by(&Snapshot { facts, ..whole.clone() }, &(), &world::opens());
			match decision.reason() {
				Some(Reason::SnapshotLacks) => lacking += 1,
				_ => {
					assert_eq!(decision, allowed, "without {key:?}");
					alike += 1;
				},
			}
		}
		// The grant, which nobody asked by, and perhaps what was not looked at.
		assert!(alike >= 1 && lacking >= 7, "{alike} {lacking}");
	}

	#[test]
	fn explain_by_it_shows_each_rule() {
		let told = explain_by(&world::lift(), &(), &world::opens());
		assert_eq!(told.rules.len(), 2);
		assert!(told.decision.is_allow());
	}

	mod reject {
		use super::*;

		#[test]
		fn open_a_byte_that_was_changed_anywhere() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("lift.snap");
			save(&path, &snapshot()).unwrap();
			let bytes = fs::read(&path).unwrap();
			for place in 0..bytes.len() {
				let mut damaged = bytes.clone();
				damaged[place] ^= 1;
				fs::write(&path, &damaged).unwrap();
				denied(open(&path, &GENESIS), 29, "it is");
			}
			for shorter in [0, 1, 8, bytes.len() - 1] {
				fs::write(&path, &bytes[..shorter]).unwrap();
				denied(open(&path, &GENESIS), 29, "it is");
			}
		}

		#[test]
		fn open_one_of_another_chain() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("lift.snap");
			save(&path, &snapshot()).unwrap();
			denied(open(&path, &Hash::repeat_byte(8)), 29, "of another chain");
		}

		#[test]
		fn open_one_for_another_evaluator() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("lift.snap");
			save(&path, &Snapshot { evaluator: EVALUATOR + 1, ..snapshot() }).unwrap();
			denied(open(&path, &GENESIS), 28, "another evaluator");
		}

		#[test]
		fn open_one_that_others_may_write() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("lift.snap");
			save(&path, &snapshot()).unwrap();
			fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
			assert!(matches!(open(&path, &GENESIS), Err(AccessError::File { .. })));
			assert!(matches!(
				open(&dir.path().join("none"), &GENESIS),
				Err(AccessError::File { .. })
			));
		}
	}
}
