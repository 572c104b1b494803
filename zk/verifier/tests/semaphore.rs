//! Semaphore's published keys (testing/fixtures/zk/semaphore-keys.mjs): canonical bytes and ids as a program in another
//! language wrote them.

use jmt_zk_verifier::{import, VerifyingKey};
use serde_json::Value;
use std::collections::BTreeSet;

const KEYS: &[u8] = include_bytes!("../../../testing/fixtures/zk/semaphore-keys.json");
const DEPTH_20: &[u8] = include_bytes!("../../../testing/fixtures/zk/semaphore-20-key.json");
/// Those of genesis.
const CANONICAL: [(u64, &[u8]); 4] = [
	(10, include_bytes!("../../../chain-specs/semaphore-10.key")),
	(16, include_bytes!("../../../chain-specs/semaphore-16.key")),
	(20, include_bytes!("../../../chain-specs/semaphore-20.key")),
	(24, include_bytes!("../../../chain-specs/semaphore-24.key")),
];

#[test]
fn it_reads_all_keys_of_semaphore_to_the_ids_and_bytes_that_were_written() {
	let file: Vec<Value> = serde_json::from_slice(KEYS).unwrap();
	assert_eq!(file.len(), 32);
	let mut ids = BTreeSet::new();
	let mut canonical = 0;
	for (entry, depth) in file.iter().zip(1..) {
		assert_eq!(entry["depth"], depth);
		let key = import::snarkjs::key(&serde_json::to_vec(&entry["key"]).unwrap()).unwrap();
		assert_eq!(key.input_count(), 4);
		let id = hex::encode(key.digest());
		assert_eq!(entry["id"], *id);
		ids.insert(id);
		for (_, bytes) in CANONICAL.iter().filter(|(of, _)| *of == depth) {
			assert_eq!(key.to_bytes(), *bytes);
			assert_eq!(VerifyingKey::from_bytes(bytes), Ok(key.clone()));
			canonical += 1;
		}
		if depth == 20 {
			assert_eq!(import::snarkjs::key(DEPTH_20), Ok(key));
		}
	}
	assert_eq!((ids.len(), canonical), (32, 4));
}
