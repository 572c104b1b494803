//! Facts for decisions, each read with its proof.

use super::PALLET;
use crate::{
	chain::At,
	error::Error,
	pallets::{known, Known},
};
use codec::{Decode, Encode};
use jmt_primitives::{
	access::{FactKey, FactValue, GroupRoots},
	devices::DeviceFact,
	proofs::{GroupId, KeyId, MembershipKeys, Scalar, Semaphore},
	AccountId, DevicePublic, Moment,
};
use jmt_zk_verifier::PreparedKey;
use scale_info::TypeInfo;

const DEVICES: &str = "Devices";
const PROOFS: &str = "ZkVerifier";

/// A registered device, of what its pallet stores.
#[derive(Decode, TypeInfo)]
struct Device {
	key: DevicePublic,
	owner: AccountId,
	standing: Standing,
}

/// As its owner set it.
#[derive(Decode, TypeInfo)]
enum Standing {
	Active,
	Paused,
}

/// A group, of what its pallet stores.
#[derive(Decode, TypeInfo)]
struct Group {
	root: Option<Scalar>,
}

/// A root that was replaced.
#[derive(Decode, TypeInfo)]
struct Replaced {
	root: Scalar,
	until: Moment,
}

/// A registered key, of what its pallet stores.
#[derive(Decode, TypeInfo)]
struct Record {
	/// The last moment at which it verifies.
	retired: Option<Moment>,
}

/// Reads a fact at a block of the time `now` (ms). `None`: it is proven that there is none. An item in words that are
/// not known here is [`FactValue::NotUnderstood`]; one that could not be read is an error.
pub async fn fact(at: &At, now: Moment, key: &FactKey) -> Result<Option<FactValue>, Error> {
	match key {
		FactKey::Resource(id) => item(at, PALLET, "Resources", &(*id,), FactValue::Resource).await,
		FactKey::Policy(id) => item(at, PALLET, "Policies", &(*id,), FactValue::Policy).await,
		FactKey::Grant(id) => item(at, PALLET, "Grants", &(*id,), FactValue::Grant).await,
		FactKey::Approval(resource, request, approver) => {
			let keys = (*resource, (*request, approver.clone()));
			item(at, PALLET, "Approvals", &keys, FactValue::Approval).await
		},
		FactKey::Uses(resource, counted) => {
			item(at, PALLET, "Uses", &(*resource, counted.clone()), FactValue::Uses).await
		},
		FactKey::Device(id) => {
			item(at, DEVICES, "Devices", &(*id,), |Device { key, owner, standing }| {
				let paused = matches!(standing, Standing::Paused);
				FactValue::Device(DeviceFact { key, owner, paused })
			})
			.await
		},
		FactKey::Alias(id) => item(at, DEVICES, "Aliases", &(*id,), FactValue::Alias).await,
		FactKey::Member(id) => item(at, DEVICES, "Members", &(*id,), FactValue::Member).await,
		FactKey::Domain(id) => item(at, DEVICES, "Domains", &(*id,), FactValue::Domain).await,
		FactKey::Trust(from, to) => {
			item(at, DEVICES, "Trust", &(*from, *to), FactValue::Trust).await
		},
		FactKey::Root(id) => item(at, DEVICES, "Roots", &(*id,), FactValue::Root).await,
		// A chain without gateways: nobody knows.
		FactKey::Bonded(_) | FactKey::Vouched(_) => Ok(Some(FactValue::NotUnderstood)),
		FactKey::Group(id) => group(at, *id).await,
		FactKey::GroupKey(depth) => group_key(at, now, *depth).await,
	}
}

/// A stored item as a fact.
async fn item<T, Keys>(
	at: &At,
	pallet: &str,
	name: &str,
	keys: &Keys,
	value: impl FnOnce(T) -> FactValue,
) -> Result<Option<FactValue>, Error>
where
	T: Decode + TypeInfo + 'static,
	Keys: Encode + TypeInfo + 'static,
{
	Ok(match known(at, pallet, name, keys).await? {
		Known::Is(told) => Some(value(told)),
		Known::Absent => None,
		Known::NotUnderstood => Some(FactValue::NotUnderstood),
	})
}

/// The roots of a group that proofs may name.
async fn group(at: &At, id: GroupId) -> Result<Option<FactValue>, Error> {
	let root = match known(at, PROOFS, "Groups", &(id,)).await? {
		Known::Is(Group { root }) => root,
		Known::Absent => return Ok(None),
		Known::NotUnderstood => return Ok(Some(FactValue::NotUnderstood)),
	};
	let replaced: Vec<Replaced> = match known(at, PROOFS, "ReplacedRoots", &(id,)).await? {
		Known::Is(replaced) => replaced,
		Known::Absent => Vec::new(),
		Known::NotUnderstood => return Ok(Some(FactValue::NotUnderstood)),
	};
	let replaced = replaced.into_iter().map(|Replaced { root, until }| (root, until)).collect();
	Ok(Some(FactValue::Group(GroupRoots { root, replaced })))
}

/// The published key of a depth, if the chain verifies by it at this time.
async fn group_key(at: &At, now: Moment, depth: u8) -> Result<Option<FactValue>, Error> {
	let Some(id) = Semaphore::key(depth) else { return Ok(None) };
	let retired = match known::<Record, _>(at, PROOFS, "Keys", &(id,)).await? {
		Known::Is(Record { retired }) => retired,
		Known::Absent => return Ok(None),
		Known::NotUnderstood => return Ok(Some(FactValue::NotUnderstood)),
	};
	if retired.is_some_and(|last| last < now) {
		return Ok(None);
	}
	Ok(match known::<Vec<u8>, _>(at, PROOFS, "Prepared", &(id,)).await? {
		Known::Is(bytes) => Some(match canonical(&id, &bytes) {
			Some(key) => FactValue::GroupKey(key),
			None => FactValue::NotUnderstood,
		}),
		Known::Absent => None,
		Known::NotUnderstood => Some(FactValue::NotUnderstood),
	})
}

/// The canonical bytes of a stored key, if they are those of its name.
fn canonical(id: &KeyId, stored: &[u8]) -> Option<Vec<u8>> {
	let key = PreparedKey::from_trusted_bytes(stored).ok()?;
	(key.digest() == id.0).then(|| key.key().to_bytes())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::pallets::understood;
	use codec::Encode;
	use jmt_metadata_json::registry_of;
	use jmt_primitives::access::{
		Action, Actions, Condition, Conditions, Duties, Effect, Policy, PolicyBody, Rule, Who, Zone,
	};
	use jmt_zk_verifier::VerifyingKey;

	const KEY: &[u8] = include_bytes!("../../../../chain-specs/semaphore-20.key");

	/// Stored types of a later runtime: a rule may do a third thing, or ask for a sixth.
	mod later {
		use super::*;

		#[derive(Encode, TypeInfo)]
		pub(super) struct Policy {
			pub(super) owner: AccountId,
			pub(super) domain: u32,
			pub(super) version: u32,
			pub(super) resources: u32,
			pub(super) deposit: u128,
			pub(super) body: PolicyBody,
		}

		#[derive(Encode, TypeInfo)]
		pub(super) struct PolicyBody {
			pub(super) zone: Zone,
			pub(super) max_age: Moment,
			pub(super) rules: Vec<Rule>,
		}

		#[derive(Encode, TypeInfo)]
		pub(super) struct Rule {
			pub(super) effect: Effect,
			pub(super) who: Who,
			pub(super) actions: Actions,
			pub(super) conditions: Vec<Condition>,
			pub(super) duties: Duties,
		}

		#[derive(Encode, TypeInfo)]
		pub(super) enum Effect {
			Allow,
			Deny,
			Ask,
		}

		#[derive(Encode, TypeInfo)]
		pub(super) enum Condition {
			Weather(u8),
			Level(jmt_primitives::units::Level),
		}
	}

	fn read(rules: Vec<later::Rule>) -> Known<Policy> {
		let body = later::PolicyBody { zone: Zone::default(), max_age: 5, rules };
		let owner = AccountId::new([1; 32]);
		let stored = later::Policy { owner, domain: 3, version: 2, resources: 1, deposit: 9, body };
		let (types, id) = registry_of::<later::Policy>();
		understood(&stored.encode(), id, &types)
	}

	fn rule(effect: later::Effect, conditions: Vec<later::Condition>) -> later::Rule {
		let actions = Actions::from_iter([Action::OPEN]);
		later::Rule { effect, who: Who::Anybody, actions, conditions, duties: Duties::default() }
	}

	#[test]
	fn understood_a_policy_in_words_that_are_known_is_read_whatever_else_there_could_be() {
		let Known::Is(policy) = read(vec![rule(later::Effect::Deny, Vec::new())]) else {
			panic!("it is understood")
		};
		let deny = Rule {
			effect: Effect::Deny,
			who: Who::Anybody,
			actions: Actions::from_iter([Action::OPEN]),
			conditions: Conditions::default(),
			duties: Duties::default(),
		};
		let rules = vec![deny].try_into().unwrap();
		assert_eq!(policy.body, PolicyBody { zone: Zone::default(), max_age: 5, rules });
		let level = jmt_primitives::units::Level::Two;
		let known = rule(later::Effect::Allow, vec![later::Condition::Level(level)]);
		let Known::Is(policy) = read(vec![known]) else { panic!("it is understood") };
		let first = policy.body.rules.first().and_then(|rule| rule.conditions.first());
		assert_eq!(first, Some(&Condition::Level(level)));
	}

	#[test]
	fn understood_a_rule_in_words_of_a_later_runtime_makes_the_policy_one_that_is_not() {
		let deny = || rule(later::Effect::Deny, Vec::new());
		for other in [
			rule(later::Effect::Ask, Vec::new()),
			rule(later::Effect::Deny, vec![later::Condition::Weather(7)]),
		] {
			assert!(matches!(read(vec![deny(), other]), Known::NotUnderstood));
		}
		// Cut off.
		let (types, id) = registry_of::<later::Rule>();
		let cut = &deny().encode()[..3];
		assert!(matches!(understood::<Rule>(cut, id, &types), Known::NotUnderstood));
	}

	#[test]
	fn canonical_a_stored_key_is_taken_by_its_own_name_alone() {
		let stored = PreparedKey::new(VerifyingKey::from_bytes(KEY).unwrap()).to_bytes();
		let own = Semaphore::key(20).unwrap();
		assert_eq!(canonical(&own, &stored).as_deref(), Some(KEY));
		assert_eq!(canonical(&Semaphore::key(16).unwrap(), &stored), None);
		assert_eq!(canonical(&own, &stored[1..]), None);
		assert_eq!(canonical(&own, &[]), None);
	}
}
