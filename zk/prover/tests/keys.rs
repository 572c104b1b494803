//! The development keys, and the files of them that networks begin with.

use jmt_zk_prover::{development_key, Circuit, Error, ProvingKey};
use std::{path::PathBuf, sync::OnceLock};

fn file(circuit: Circuit) -> PathBuf {
	let name = format!("../../chain-specs/{}-development.key", circuit.name());
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Both keys, set up once for all tests.
pub(crate) fn key(circuit: Circuit) -> &'static ProvingKey {
	static PLACE: OnceLock<ProvingKey> = OnceLock::new();
	static STATISTICS: OnceLock<ProvingKey> = OnceLock::new();
	match circuit {
		Circuit::Place => &PLACE,
		Circuit::Statistics => &STATISTICS,
	}
	.get_or_init(|| development_key(circuit).unwrap())
}

/// After a change of a circuit, the file that this test names takes the place of the old one.
#[test]
fn they_are_those_that_networks_begin_with() {
	for circuit in [Circuit::Place, Circuit::Statistics] {
		let (kept, made) =
			(std::fs::read(file(circuit)).unwrap(), key(circuit).verifying_key().key().to_bytes());
		if kept != made {
			let name = format!("{}-development.key", circuit.name());
			let other = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
			std::fs::write(&other, made).unwrap();
			panic!("{circuit:?} has another key, which stands in {}", other.display());
		}
	}
}

#[test]
fn their_ids_are_written_down() {
	for circuit in [Circuit::Place, Circuit::Statistics] {
		assert_eq!(key(circuit).id(), circuit.development_id(), "{circuit:?}");
	}
}

#[test]
fn they_are_the_same_each_time_and_differ_by_circuit() {
	let again = development_key(Circuit::Place).unwrap();
	assert_eq!(again.id(), key(Circuit::Place).id());
	assert_ne!(again.id(), key(Circuit::Statistics).id());
}

#[test]
fn they_can_be_kept() {
	let key = key(Circuit::Place);
	let bytes = key.to_bytes();
	println!("proving key of place: {} bytes", bytes.len());
	let kept = ProvingKey::from_trusted_bytes(Circuit::Place, &bytes).unwrap();
	assert_eq!((kept.id(), kept.to_bytes() == bytes), (key.id(), true));

	let longer = [&bytes[..], &[0]].concat();
	for damaged in [&bytes[..bytes.len() - 1], &longer, &[]] {
		let outcome = ProvingKey::from_trusted_bytes(Circuit::Place, damaged);
		assert!(matches!(outcome, Err(Error::ProvingKey)));
	}
}
