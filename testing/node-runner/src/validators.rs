//! More validators than a preset has.

use crate::{Error, Result};
use serde_json::{json, Value};
use sp_core::{crypto::Ss58Codec, ed25519, sr25519, Pair};

/// Names of the development accounts, in the order in which they become validators, as the node's flags
/// have them.
pub(crate) const NAMES: [&str; 8] =
	["alice", "bob", "charlie", "dave", "eve", "ferdie", "one", "two"];

/// Gives the genesis configuration `count` validators, the development accounts in their order. Those
/// that are added have the allocation and the bond of the first; those beyond it only keep their JMT, since
/// nothing would be final without their votes. A count of 0 leaves them alone.
pub(crate) fn ensure(genesis: &mut Value, count: usize) -> Result<()> {
	if count > 0 {
		array(genesis, "/session/keys")?.truncate(count);
		array(genesis, "/staking/stakers")?.truncate(count);
	}
	let have = array(genesis, "/session/keys")?.len();
	let bond = array(genesis, "/staking/stakers")?
		.first()
		.map(|staker| staker[2].clone())
		.ok_or_else(|| Error::shape("genesis", "no staker"))?;
	let allocation = array(genesis, "/emission/allocations")?
		.first()
		.cloned()
		.ok_or_else(|| Error::shape("genesis", "no allocation"))?;
	for name in NAMES.iter().take(count).skip(have) {
		let derivation = derivation(name);
		let (account, grandpa) =
			(pair::<sr25519::Pair>(&derivation)?, pair::<ed25519::Pair>(&derivation)?);
		let stash = pair::<sr25519::Pair>(&format!("{derivation}//stash"))?;
		// With the prefix of no network: presets are read by a runtime that knows no other.
		let id = stash.public().to_ss58check();
		array(genesis, "/emission/allocations")?.push(json!([allocation[0], id, allocation[2]]));
		let keys = template(genesis)?
			.keys()
			.map(|kind| {
				let key = match kind.as_str() {
					"grandpa" => grandpa.public().to_ss58check(),
					_ => account.public().to_ss58check(),
				};
				(kind.clone(), Value::String(key))
			})
			.collect::<serde_json::Map<_, _>>();
		array(genesis, "/session/keys")?.push(json!([id, id, keys]));
		array(genesis, "/staking/stakers")?.push(json!([id, id, bond, "Validator"]));
	}
	let staking = &mut genesis["staking"];
	if staking["validatorCount"].as_u64().is_none_or(|most| most < count as u64) {
		staking["validatorCount"] = json!(count);
	}
	Ok(())
}

/// `alice` is derived as `//Alice`.
fn derivation(name: &str) -> String {
	let (first, rest) = name.split_at(1);
	format!("//{}{rest}", first.to_uppercase())
}

fn pair<P: Pair>(derivation: &str) -> Result<P> {
	P::from_string(derivation, None).map_err(|error| Error::shape(derivation, format!("{error:?}")))
}

/// The session keys of the first validator: which kinds there are.
fn template(genesis: &mut Value) -> Result<serde_json::Map<String, Value>> {
	array(genesis, "/session/keys")?
		.first()
		.and_then(|entry| entry[2].as_object().cloned())
		.ok_or_else(|| Error::shape("genesis", "no session keys"))
}

fn array<'a>(genesis: &'a mut Value, pointer: &str) -> Result<&'a mut Vec<Value>> {
	genesis
		.pointer_mut(pointer)
		.and_then(Value::as_array_mut)
		.ok_or_else(|| Error::shape("genesis", format!("no {pointer}")))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn genesis() -> Value {
		json!({
			"emission": { "allocations": [["foundation", "a", 9]] },
			"session": { "keys": [["a", "a", { "grandpa": "g", "babe": "b" }]] },
			"staking": { "stakers": [["a", "a", 5, "Validator"]], "validatorCount": 1 },
		})
	}

	#[test]
	fn it_adds_validators_in_the_order_of_the_nodes_flags() {
		let mut genesis = genesis();
		ensure(&mut genesis, 3).unwrap();
		let bob = pair::<sr25519::Pair>("//Bob").unwrap().public();
		let keys = &genesis["session"]["keys"];
		assert_eq!(keys.as_array().unwrap().len(), 3);
		let stash = pair::<sr25519::Pair>("//Bob//stash").unwrap().public();
		assert_eq!(keys[1][0], stash.to_ss58check());
		assert_eq!(
			genesis["emission"]["allocations"][1],
			json!(["foundation", stash.to_ss58check(), 9])
		);
		assert_eq!(keys[1][2]["babe"], bob.to_ss58check());
		assert_ne!(keys[1][2]["grandpa"], keys[1][2]["babe"]);
		assert_eq!(genesis["staking"]["stakers"][2][2], 5);
		assert_eq!(genesis["staking"]["validatorCount"], 3);
	}

	#[test]
	fn validators_beyond_those_that_run_kept_everything_from_being_final() {
		let mut genesis = genesis();
		ensure(&mut genesis, 4).unwrap();
		ensure(&mut genesis, 2).unwrap();
		assert_eq!(genesis["session"]["keys"].as_array().unwrap().len(), 2);
		assert_eq!(genesis["staking"]["stakers"].as_array().unwrap().len(), 2);
	}

	#[test]
	fn it_leaves_a_genesis_with_enough_validators_alone() {
		let mut changed = genesis();
		ensure(&mut changed, 1).unwrap();
		assert_eq!(changed, genesis());
		assert!(ensure(&mut json!({}), 1).is_err());
	}
}
