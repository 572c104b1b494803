//! A checkpoint for the chain spec, made of the light client's saved state.
//!
//! The light client takes over the finalized head of a saved state only if the spec has a checkpoint that is
//! not newer; with a spec without one it would begin at the genesis again, and compile its runtime for that.
//! So the saved head is written into the spec as its checkpoint. It is the same head from the same file, and
//! believed no more and no less.
//!
//! The checkpoint has the form that `sync_state_genSyncSpec` gives: `sc-sync-state-rpc`'s `LightSyncState`,
//! of which smoldot reads the head, the two epochs around it and the GRANDPA authorities.

use codec::{Compact, Encode};
use jmt_primitives::Hash;
use serde::Deserialize;
use serde_json::{json, Value};
use sp_crypto_hashing::blake2_256;

/// The part of the saved state that smoldot writes about the finalized head (its `finalized_serialize`,
/// version 1). A head that is not complete here makes no checkpoint.
#[derive(Deserialize)]
struct Head {
	version: String,
	finalized_block_header: String,
	babe_slots_per_epoch: u64,
	babe_finalized_block_epoch_information: Epoch,
	babe_finalized_next_epoch_transition: Epoch,
	grandpa_after_finalized_block_authorities_set_id: u64,
	grandpa_finalized_triggered_authorities: Vec<Authority>,
	/// A change of authorities that waits for its block has no place in a checkpoint.
	grandpa_finalized_scheduled_change: Option<Value>,
}

#[derive(Deserialize)]
struct Epoch {
	epoch_index: u64,
	start_slot_number: u64,
	authorities: Vec<Authority>,
	randomness: String,
	c: Probability,
	allowed_slots: String,
}

#[derive(Deserialize)]
struct Probability {
	num: u64,
	denom: u64,
}

#[derive(Deserialize)]
struct Authority {
	public_key: String,
	weight: u64,
}

/// A finalized block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FinalizedHead {
	pub number: u32,
	pub hash: Hash,
}

impl FinalizedHead {
	/// The newest one of a state that [`crate::DatabaseFile`] saved. `None` if it has none.
	pub fn of_saved(content: &str) -> Option<Self> {
		#[derive(Deserialize)]
		struct Content {
			chain: Chain,
		}
		#[derive(Deserialize)]
		struct Chain {
			finalized_block_header: String,
		}
		let Content { chain } = serde_json::from_str(content).ok()?;
		let header = hex::decode(chain.finalized_block_header).ok()?;
		Some(Self { number: number_of(&header)?, hash: blake2_256(&header).into() })
	}
}

/// The number of a block, which stands in its header after the parent's hash.
fn number_of(header: &[u8]) -> Option<u32> {
	let mut number = header.get(32..)?;
	let Compact(number): Compact<u32> = codec::Decode::decode(&mut number).ok()?;
	Some(number)
}

/// The `lightSyncState` of a saved state, if it holds all that one needs. It does not before the chain's
/// second epoch.
pub(super) fn of_saved(content: &str) -> Option<Value> {
	#[derive(Deserialize)]
	struct Content {
		chain: Head,
	}
	let Content { chain: head } = serde_json::from_str(content).ok()?;
	if head.version != "1" || head.grandpa_finalized_scheduled_change.is_some() {
		return None;
	}
	let header = hex::decode(&head.finalized_block_header).ok()?;
	// It orders the epochs below and must not be smaller.
	let number = number_of(&header)?;
	if number < 1 {
		return None;
	}
	let current = epoch(&head.babe_finalized_block_epoch_information, head.babe_slots_per_epoch)?;
	let next = epoch(&head.babe_finalized_next_epoch_transition, head.babe_slots_per_epoch)?;
	// A fork tree without nodes: no root, nothing finalized.
	let no_forks = (Compact(0u32), None::<u32>);
	let mut epochs = (no_forks, Compact(2u32)).encode();
	// By hash and number of a block that announced it; only the order of the numbers counts.
	for (announced, epoch) in [(0u32, current), (1, next)] {
		epochs.extend(([0u8; 32], announced).encode());
		epochs.extend(epoch);
	}
	let mut grandpa = authorities(&head.grandpa_finalized_triggered_authorities)?;
	head.grandpa_after_finalized_block_authorities_set_id.encode_to(&mut grandpa);
	// No change is pending, none is forced, and none of the past is told.
	(no_forks, Compact(0u32), Compact(0u32)).encode_to(&mut grandpa);
	let hexadecimal = |bytes: &[u8]| format!("0x{}", hex::encode(bytes));
	Some(json!({
		"finalizedBlockHeader": hexadecimal(&header),
		"babeEpochChanges": hexadecimal(&epochs),
		"babeFinalizedBlockWeight": 0,
		"grandpaAuthoritySet": hexadecimal(&grandpa),
	}))
}

/// `PersistedEpoch::Regular` of an epoch.
fn epoch(epoch: &Epoch, slots: u64) -> Option<Vec<u8>> {
	let allowed = match epoch.allowed_slots.as_str() {
		"primary" => 0u8,
		"primary-and-secondary-plain" => 1,
		"primary-and-secondary-vrf" => 2,
		_ => return None,
	};
	let mut encoded = (1u8, epoch.epoch_index, epoch.start_slot_number, slots).encode();
	encoded.extend(authorities(&epoch.authorities)?);
	encoded.extend(bytes32(&epoch.randomness)?);
	(epoch.c.num, epoch.c.denom, allowed).encode_to(&mut encoded);
	Some(encoded)
}

/// A list of keys and weights.
fn authorities(list: &[Authority]) -> Option<Vec<u8>> {
	let list: Option<Vec<_>> = list
		.iter()
		.map(|authority| Some((bytes32(&authority.public_key)?, authority.weight)))
		.collect();
	Some(list?.encode())
}

fn bytes32(hexadecimal: &str) -> Option<[u8; 32]> {
	hex::decode(hexadecimal).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A saved state at block 5.
	fn saved() -> Value {
		let key = "07".repeat(32);
		let epoch = |index: u64| {
			json!({
				"epoch_index": index,
				"start_slot_number": 100 + index,
				"authorities": [{ "public_key": key, "weight": 1 }],
				"randomness": "08".repeat(32),
				"c": { "num": 1, "denom": 4 },
				"allowed_slots": "primary-and-secondary-vrf",
			})
		};
		// BABE's claim of slot 105, and a seal.
		let babe = hex::encode(b"BABE");
		let claim = format!("06{babe}3402{}{}", "00".repeat(4), "6900000000000000");
		let seal = format!("05{babe}0101{}", "00".repeat(64));
		// Parent, number, two roots, a digest of two items.
		let (parent, roots) = ("01".repeat(32), "02".repeat(64));
		let header = format!("{parent}14{roots}08{claim}{seal}");
		json!({
			"genesisHash": "00".repeat(32),
			"nodes": {},
			"chain": {
				"version": "1",
				"finalized_block_header": header,
				"babe_slots_per_epoch": 20,
				"babe_finalized_block_epoch_information": epoch(1),
				"babe_finalized_next_epoch_transition": epoch(2),
				"grandpa_after_finalized_block_authorities_set_id": 3,
				"grandpa_finalized_triggered_authorities": [{ "public_key": key, "weight": 1 }],
			},
		})
	}

	#[test]
	fn of_saved_the_head_is_the_floor_of_the_next_start() {
		let saved = saved();
		let header = saved["chain"]["finalized_block_header"].as_str().unwrap();
		let hash = blake2_256(&hex::decode(header).unwrap()).into();
		let head = FinalizedHead::of_saved(&saved.to_string());
		assert_eq!(head, Some(FinalizedHead { number: 5, hash }));
		assert_eq!(FinalizedHead::of_saved(r#"{"genesisHash":"00","nodes":{}}"#), None);
	}

	#[test]
	fn of_saved_the_light_client_takes_it_for_a_checkpoint() {
		use smoldot_light::{
			platform::DefaultPlatform, AddChainConfig, AddChainConfigJsonRpc, Client,
		};
		let saved = saved();
		let checkpoint = of_saved(&saved.to_string()).unwrap();
		let spec = |checkpoint: Option<&Value>| {
			let mut spec = json!({
				"name": "T", "id": "t", "chainType": "Development", "bootNodes": [],
				"protocolId": null, "properties": {}, "consensusEngine": null, "codeSubstitutes": {},
				"genesis": { "stateRootHash": format!("0x{}", "01".repeat(32)) },
			});
			if let Some(checkpoint) = checkpoint {
				spec["lightSyncState"] = checkpoint.clone();
			}
			spec.to_string()
		};
		let taken = |spec: String| {
			Client::<_, ()>::new(DefaultPlatform::new("test".into(), "0".into()))
				.add_chain(AddChainConfig {
					user_data: (),
					specification: &spec,
					database_content: "",
					potential_relay_chains: std::iter::empty(),
					json_rpc: AddChainConfigJsonRpc::Disabled,
					statement_protocol_config: None,
				})
				.is_ok()
		};
		// Without one it knows neither a state nor a head to begin at.
		assert!(!taken(spec(None)));
		assert!(taken(spec(Some(&checkpoint))));
		let mut damaged = checkpoint.clone();
		damaged["grandpaAuthoritySet"] = json!("0x04");
		assert!(!taken(spec(Some(&damaged))));
	}

	#[test]
	fn continues_a_state_of_before_the_second_epoch_was_taken_for_a_way_from_its_head() {
		let spec = |more: &str| {
			let root = "01".repeat(32);
			let text = format!(
				r#"{{"name":"T","id":"t","genesis":{{"stateRootHash":"0x{root}"}}{more}}}"#
			);
			crate::ChainSpec::parse(&text).unwrap()
		};
		let whole = saved();
		let mut early = whole.clone();
		early["chain"].as_object_mut().unwrap().remove("babe_finalized_block_epoch_information");
		let (whole, early) = (whole.to_string(), early.to_string());
		// Both have a floor.
		assert_eq!(FinalizedHead::of_saved(&early), FinalizedHead::of_saved(&whole));
		assert!(spec("").continues(&whole));
		assert!(!spec("").continues(&early));
		// A spec with a checkpoint is believed as far as that.
		assert!(spec(r#","lightSyncState":{}"#).continues(&early));
	}

	mod reject {
		use super::*;

		#[test]
		fn of_saved_it_makes_none_of_a_state_without_a_whole_head() {
			assert!(of_saved(&saved().to_string()).is_some());
			assert_eq!(of_saved(""), None);
			assert_eq!(of_saved("{}"), None);
			let without = |field: &str| {
				let mut saved = saved();
				saved["chain"].as_object_mut().unwrap().remove(field);
				of_saved(&saved.to_string())
			};
			for field in [
				"finalized_block_header",
				"babe_finalized_block_epoch_information",
				"babe_finalized_next_epoch_transition",
				"grandpa_after_finalized_block_authorities_set_id",
			] {
				assert_eq!(without(field), None, "{field}");
			}
			let with = |pointer: &str, value: Value| {
				let mut saved = saved();
				*saved.pointer_mut(pointer).unwrap() = value;
				of_saved(&saved.to_string())
			};
			assert_eq!(with("/chain/version", json!("2")), None);
			assert_eq!(with("/chain/finalized_block_header", json!("0102")), None);
			let epoch = "/chain/babe_finalized_block_epoch_information";
			assert_eq!(with(&format!("{epoch}/allowed_slots"), json!("all")), None);
			assert_eq!(with(&format!("{epoch}/randomness"), json!("00")), None);
			let mut waiting = saved();
			waiting["chain"]["grandpa_finalized_scheduled_change"] = json!({});
			assert_eq!(of_saved(&waiting.to_string()), None);
		}
	}
}
