//! Keys of zero-knowledge proofs that a network begins with.
//!
//! Their bytes lie in `chain-specs/`, and the node adds them to the presets: in the runtime each light client would
//! download them. A specification that was made holds them, and no later release changes it.

use crate::chain_spec::Preset;
use hex_literal::hex;
use jmt_primitives::proofs::{GenesisKey, Purpose, SetUp};
use serde_json::{json, Value};
use sp_core::H256;

/// A published key of Semaphore 4.13.0.
struct Semaphore {
	/// Depth of the tree.
	depth: u8,
	/// blake2-256 of section 10 of the published `.zkey`: the circuit's hash and each contribution. These are 419,
	/// 400, 386 and 382.
	transcript: H256,
	/// Canonical bytes.
	bytes: &'static [u8],
}

const SEMAPHORE: [Semaphore; 4] = [
	Semaphore {
		depth: 10,
		transcript: H256(hex!("5724cbde21d59c9a178a499e50d9f207453627669f6f8a73b0859b4d470a2871")),
		bytes: include_bytes!("../../chain-specs/semaphore-10.key"),
	},
	Semaphore {
		depth: 16,
		transcript: H256(hex!("46fe6b0ece08ea61994167a9b5366f76653251caf476f8963754e05513748237")),
		bytes: include_bytes!("../../chain-specs/semaphore-16.key"),
	},
	Semaphore {
		depth: 20,
		transcript: H256(hex!("0d9c304580e96afe452413bbf701f66f1b7124e05fcf53020a652bf30121b9e7")),
		bytes: include_bytes!("../../chain-specs/semaphore-20.key"),
	},
	Semaphore {
		depth: 24,
		transcript: H256(hex!("e83207b1333c5862a0dd0abd356f5ccaa390a40d176242600def7286b1673193")),
		bytes: include_bytes!("../../chain-specs/semaphore-24.key"),
	},
];

/// A key of a circuit of our own. Its secrets come of a seed that everybody knows.
struct Development {
	purpose: Purpose,
	/// Canonical bytes.
	bytes: &'static [u8],
}

const DEVELOPMENT: [Development; 2] = [
	Development {
		purpose: Purpose::Place,
		bytes: include_bytes!("../../chain-specs/place-development.key"),
	},
	Development {
		purpose: Purpose::Statistics,
		bytes: include_bytes!("../../chain-specs/statistics-development.key"),
	},
];

/// A preset's keys, as a patch of its genesis.
pub fn patch(preset: Preset) -> Value {
	let published = SEMAPHORE.iter().map(|Semaphore { depth, transcript, bytes }| GenesisKey {
		bytes: bytes.to_vec().into(),
		purpose: Purpose::Membership { depth: *depth },
		set_up: SetUp::Ceremony { transcript: *transcript },
	});
	let ours = DEVELOPMENT.iter().map(|Development { purpose, bytes }| GenesisKey {
		bytes: bytes.to_vec().into(),
		purpose: *purpose,
		set_up: SetUp::Development,
	});
	let keys: Vec<_> = match preset {
		Preset::Development | Preset::Local => published.chain(ours).collect(),
		Preset::Staging => published.collect(),
	};
	json!({ "zkVerifier": { "keys": keys } })
}
