//! An emergency: an action that its operator's file names is taken at once, with no state, no clock and no network, and
//! logged.
//!
//! Where a gateway kept what its resource is, that names action and enforcer too. One that cannot be read counts as none:
//! an emergency is no time for a damaged file.

use super::{gate_folder, kept::Last, log_folder, random_id, Act, Acted, Actuator};
use crate::{
	access::{log::Log, AccessError},
	error::{one_line, BoxedError},
	keys::DeviceKey,
};
use jmt_light::file::read_believed;
use jmt_primitives::{
	access::{
		log::{Entry, Outcome},
		Action, Actions, NoAction, Reason, ResourceId, Subject,
	},
	DeviceId, Hash, Moment,
};
use serde::Deserialize;
use std::path::Path;

/// Largest file of rules.
const MOST_BYTES: u64 = 64 * 1_024;

/// An operator's file: what an enforcer may do in an emergency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rules {
	enforcer: DeviceId,
	resources: Vec<(ResourceId, Actions)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
	enforcer: DeviceId,
	resource: Vec<ResourceRules>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResourceRules {
	id: ResourceId,
	actions: Vec<String>,
}

impl Rules {
	/// Reads a file that only this user may write.
	pub fn read(path: &Path) -> Result<Self, AccessError> {
		let read = read_believed(path, MOST_BYTES);
		let bytes = read.map_err(|error| AccessError::file(path, error))?;
		let bytes = bytes.ok_or_else(|| AccessError::file(path, "there is no such file"))?;
		let text = String::from_utf8(bytes).map_err(|error| AccessError::file(path, error))?;
		Self::parse(&text).map_err(|error| AccessError::file(path, error))
	}

	fn parse(text: &str) -> Result<Self, BoxedError> {
		let RulesFile { enforcer, resource } = toml::from_str(text)?;
		let mut resources = Vec::new();
		for ResourceRules { id, actions } in resource {
			let actions = actions.iter().map(|action| action.parse());
			resources.push((id, actions.collect::<Result<Actions, NoAction>>()?));
		}
		Ok(Self { enforcer, resources })
	}

	/// Whether the device may take the action, or the reason why not.
	pub fn check(
		&self,
		enforcer: &DeviceId,
		resource: ResourceId,
		action: Action,
	) -> Result<(), Reason> {
		if *enforcer != self.enforcer {
			return Err(Reason::NotThisEnforcer);
		}
		let named =
			|(id, actions): &(ResourceId, Actions)| *id == resource && actions.contains(action);
		match self.resources.iter().any(named) {
			true => Ok(()),
			false => Err(Reason::NoRule),
		}
	}
}

/// An action that was taken in an emergency.
#[derive(Debug)]
pub struct FailSafe {
	/// Its name in the log.
	pub id: Hash,
	pub acted: Acted,
	/// Hash of its leaf in the log, or why it is not logged: what had to be done was done all the same.
	pub leaf: Result<Hash, AccessError>,
	/// Why that which a gateway kept of the resource was not looked at, though it is there.
	pub unread: Option<AccessError>,
}

/// An enforcer's emergency.
pub struct Emergency<'a> {
	/// The agent's data.
	pub data: &'a Path,
	pub genesis: Hash,
	pub key: &'a DeviceKey,
	pub resource: ResourceId,
	pub action: Action,
}

impl Emergency<'_> {
	/// Moves the actuator if the rules name the action, and so does the resource where a gateway kept it, and logs that. A
	/// refusal is logged too, where the log takes it. `at` is the system's time, which is not looked at.
	pub async fn take(
		&self,
		rules: &Rules,
		actuator: &Actuator,
		at: Moment,
	) -> Result<FailSafe, AccessError> {
		let Self { data, genesis, key, resource, action } = *self;
		let id = random_id();
		let folder = gate_folder(data, &key.id(), resource);
		let (last, unread) = match Last::read(&folder, &genesis, resource) {
			Ok(last) => (last, None),
			Err(error) => (Last::Unknown, Some(error)),
		};
		let allowed = rules.check(&key.id(), resource, action);
		if let Err(reason) = allowed.and_then(|()| last.check(&key.id(), action)) {
			if let Err(error) = self.log(id, Outcome::Refused(reason.code()), at) {
				tracing::error!("a refusal is not logged: {}", one_line(&error));
			}
			return Err(reason.into());
		}
		let acted = actuator.act(&Act { resource, action, id }).await;
		Ok(FailSafe { id, acted, leaf: self.log(id, Outcome::FailSafe, at), unread })
	}

	fn log(&self, use_id: Hash, outcome: Outcome, at: Moment) -> Result<Hash, AccessError> {
		let enforcer = self.key.id();
		let subject = Entry::subject_hash(&Subject::Device(enforcer));
		let (resource, action) = (self.resource, self.action);
		let entry = Entry { use_id, at, resource, action, subject, outcome, version: 0, block: 0 };
		Log::open(&log_folder(self.data, &enforcer), self.genesis, enforcer)?.append(&entry)
	}
}

#[cfg(test)]
mod tests {
	use super::{super::kept::Kept, *};
	use crate::access::world;
	use jmt_light::file::replace_private;
	use jmt_primitives::{
		access::{FactKey, FactValue, Resource, ResourceState, Snapshot},
		KeyType,
	};
	use std::fs;

	const NOW: Moment = 1_800_000_000_000;

	fn rules(enforcer: &DeviceKey) -> Rules {
		let text = format!(
			"enforcer = \"{:?}\"\n[[resource]]\nid = 7\nactions = [\"close\", \"12\"]\n",
			enforcer.id().0
		);
		Rules::parse(&text).unwrap()
	}

	/// A gateway of this device saw resource 7 so.
	fn saw(data: &Path, key: &DeviceKey, resource: Option<Resource>) {
		let mut kept = Kept::new(&gate_folder(data, &key.id(), 7), 7);
		let facts = [(FactKey::Resource(7), resource.map(FactValue::Resource))];
		kept.keep(&Snapshot { facts: facts.into(), ..world::lift() }).unwrap();
	}

	fn resource() -> Resource {
		match world::lift().facts.remove(&FactKey::Resource(1)) {
			Some(Some(FactValue::Resource(resource))) => resource,
			other => panic!("{other:?}"),
		}
	}

	#[tokio::test]
	async fn take_a_resource_that_was_seen_names_the_action_too() {
		let dir = tempfile::tempdir().unwrap();
		let (key, _) = DeviceKey::generate(KeyType::P256);
		let (genesis, rules) = (world::GENESIS, rules(&key));
		let actuator = Actuator::File(dir.path().join("valve"));
		let (resource, action) = (7, Action::CLOSE);
		let emergency = Emergency { data: dir.path(), genesis, key: &key, resource, action };
		let take = async || emergency.take(&rules, &actuator, NOW).await;
		let (close, open) = ([Action::CLOSE], [Action::OPEN]);
		let of = |enforcer, actions: [Action; 1]| {
			let fail_safe = Actions::from_iter(actions);
			Some(Resource { enforcer, fail_safe, ..self::resource() })
		};
		let own = Some(key.id());
		saw(dir.path(), &key, of(own, close));
		assert!(take().await.unwrap().acted.done);
		for (seen, reason) in [
			(of(own, open), Reason::NoRule),
			(of(Some(DeviceId(Hash::zero())), close), Reason::NotThisEnforcer),
			(of(None, close), Reason::NotThisEnforcer),
			(None, Reason::UnknownResource),
		] {
			saw(dir.path(), &key, seen);
			let refused = take().await.unwrap_err();
			assert!(matches!(refused, AccessError::Refused(found) if found == reason), "{refused}");
		}
		let mut log = Log::open(&log_folder(dir.path(), &key.id()), genesis, key.id()).unwrap();
		let logged = log.newest(9).unwrap().0.into_iter().map(|found| found.entry.outcome);
		let refused = [8, 33, 33, 1].map(Outcome::Refused);
		assert!(logged.eq([Outcome::FailSafe].into_iter().chain(refused)));
		saw(dir.path(), &key, of(own, close));
		assert!(take().await.unwrap().unread.is_none());
	}

	#[tokio::test]
	async fn take_a_frozen_valve_closes_and_does_not_open() {
		let dir = tempfile::tempdir().unwrap();
		let (key, _) = DeviceKey::generate(KeyType::P256);
		let (enforcer, fail_safe) = (Some(key.id()), Actions::from_iter([Action::CLOSE]));
		let state = ResourceState::FrozenByOwner;
		saw(dir.path(), &key, Some(Resource { enforcer, fail_safe, state, ..resource() }));
		let valve = dir.path().join("valve");
		let actuator = Actuator::File(valve.clone());
		let both = Actions::from_iter([Action::OPEN, Action::CLOSE]);
		let rules = Rules { enforcer: key.id(), resources: vec![(7, both)] };
		let take = async |action| {
			let (data, genesis) = (dir.path(), world::GENESIS);
			let emergency = Emergency { data, genesis, key: &key, resource: 7, action };
			emergency.take(&rules, &actuator, NOW).await
		};
		assert_eq!(take(Action::OPEN).await.unwrap_err().code(), Some(8));
		assert!(!valve.exists());
		assert!(take(Action::CLOSE).await.unwrap().acted.done);
		assert!(fs::read_to_string(&valve).unwrap().starts_with("7 close 0x"));
	}

	#[tokio::test]
	async fn take_what_cannot_be_read_counts_as_not_seen_and_it_is_told() {
		let dir = tempfile::tempdir().unwrap();
		let (key, _) = DeviceKey::generate(KeyType::P256);
		let (genesis, rules) = (world::GENESIS, rules(&key));
		let valve = dir.path().join("valve");
		let actuator = Actuator::File(valve.clone());
		let (resource, action) = (7, Action::CLOSE);
		let emergency = Emergency { data: dir.path(), genesis, key: &key, resource, action };
		// None of its actions is fail-safe.
		saw(dir.path(), &key, Some(Resource { fail_safe: Actions::NONE, ..self::resource() }));
		assert!(emergency.take(&rules, &actuator, NOW).await.is_err());
		let path = gate_folder(dir.path(), &key.id(), 7).join("resource");
		let good = fs::read(&path).unwrap();
		let mut other_chain = Snapshot::read(&good).unwrap();
		other_chain.genesis = Hash::zero();
		let damaged = good[..good.len() - 1].to_vec();
		for (moved, content) in [damaged, Vec::new(), other_chain.to_bytes()].iter().enumerate() {
			fs::write(&path, content).unwrap();
			let taken = emergency.take(&rules, &actuator, NOW).await.unwrap();
			assert!(taken.acted.done && taken.unread.is_some(), "{taken:?}");
			assert_eq!(fs::read_to_string(&valve).unwrap().lines().count(), moved + 1);
		}
	}

	#[test]
	fn keep_it_writes_what_is_new_and_keeps_what_a_state_does_not_tell() {
		let dir = tempfile::tempdir().unwrap();
		let (key, _) = DeviceKey::generate(KeyType::P256);
		let folder = gate_folder(dir.path(), &key.id(), 1);
		let mut kept = Kept::new(&folder, 1);
		let path = folder.join("resource");
		kept.keep(&world::lift()).unwrap();
		let first = fs::read(&path).unwrap();
		let later = Snapshot { block: (99, Hash::zero()), ..world::lift() };
		kept.keep(&later).unwrap();
		assert_eq!(fs::read(&path).unwrap(), first, "nothing else is said");
		kept.keep(&Snapshot { facts: Default::default(), ..later.clone() }).unwrap();
		assert_eq!(fs::read(&path).unwrap(), first);
		let mut gone = later;
		gone.facts.insert(FactKey::Resource(1), None);
		kept.keep(&gone).unwrap();
		let read = Last::read(&folder, &world::GENESIS, 1).unwrap();
		assert_eq!(read.check(&key.id(), Action::CLOSE), Err(Reason::UnknownResource));
	}

	#[tokio::test]
	async fn take_a_valve_is_closed_without_state_and_clock_and_it_is_logged() {
		let dir = tempfile::tempdir().unwrap();
		let (key, _) = DeviceKey::generate(KeyType::P256);
		let valve = dir.path().join("valve");
		let emergency = Emergency {
			data: dir.path(),
			genesis: Hash::repeat_byte(1),
			key: &key,
			resource: 7,
			action: Action::CLOSE,
		};
		let actuator = Actuator::File(valve.clone());
		// A clock that stands in 1970.
		let taken = emergency.take(&rules(&key), &actuator, 5).await.unwrap();
		assert!(taken.acted.done && taken.leaf.is_ok(), "{taken:?}");
		assert_eq!(fs::read_to_string(&valve).unwrap(), format!("7 close {:?}\n", taken.id));
		let again = emergency.take(&rules(&key), &actuator, 5).await.unwrap();
		assert_ne!(taken.id, again.id);
	}

	#[tokio::test]
	async fn take_what_has_to_be_done_is_done_though_the_log_cannot_be_written() {
		let dir = tempfile::tempdir().unwrap();
		let (key, _) = DeviceKey::generate(KeyType::Ed25519);
		fs::write(dir.path().join("access"), "a file in the folder's place").unwrap();
		let valve = dir.path().join("valve");
		let emergency = Emergency {
			data: dir.path(),
			genesis: Hash::repeat_byte(1),
			key: &key,
			resource: 7,
			action: Action::CLOSE,
		};
		let taken = emergency.take(&rules(&key), &Actuator::File(valve.clone()), NOW).await;
		let taken = taken.unwrap();
		assert!(taken.acted.done && taken.leaf.is_err(), "{taken:?}");
		assert!(valve.exists());
		let other = Emergency { action: Action::OPEN, ..emergency };
		let refused = other.take(&rules(&key), &Actuator::File(valve), NOW).await.unwrap_err();
		assert!(matches!(refused, AccessError::Refused(Reason::NoRule)), "{refused}");
	}

	mod reject {
		use super::*;

		#[tokio::test]
		async fn take_what_the_file_does_not_name_moves_nothing_and_is_logged() {
			let dir = tempfile::tempdir().unwrap();
			let (key, _) = DeviceKey::generate(KeyType::Ed25519);
			let (other, _) = DeviceKey::generate(KeyType::Ed25519);
			let valve = dir.path().join("valve");
			let actuator = Actuator::File(valve.clone());
			let (genesis, rules) = (Hash::repeat_byte(1), rules(&key));
			for (key, resource, action, reason) in [
				(&key, 7, Action::OPEN, Reason::NoRule),
				(&key, 8, Action::CLOSE, Reason::NoRule),
				(&other, 7, Action::CLOSE, Reason::NotThisEnforcer),
			] {
				let emergency = Emergency { data: dir.path(), genesis, key, resource, action };
				let refused = emergency.take(&rules, &actuator, NOW).await.unwrap_err();
				assert!(matches!(refused, AccessError::Refused(found) if found == reason));
				assert!(log_folder(dir.path(), &key.id()).exists(), "it is logged");
			}
			assert!(!valve.exists());
		}

		#[test]
		fn parse_texts_that_say_something_else() {
			let id = format!("enforcer = \"0x{}\"\n", "ab".repeat(32));
			let resource = "[[resource]]\nid = 7\nactions = [\"close\"]\n";
			assert!(Rules::parse(&format!("{id}{resource}")).is_ok());
			for text in [
				resource.to_string(),
				format!("enforcer = \"0x12\"\n{resource}"),
				format!("{id}{resource}until = 5\n"),
				format!("{id}{}", resource.replace("close", "shut")),
				format!("{id}{}", resource.replace('7', "-7")),
			] {
				assert!(Rules::parse(&text).is_err(), "{text}");
			}
		}

		#[test]
		fn read_a_file_that_others_may_write() {
			use std::os::unix::fs::PermissionsExt;
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("rules.toml");
			let text = format!("enforcer = \"0x{}\"\nresource = []\n", "ab".repeat(32));
			replace_private(&path, text.as_bytes()).unwrap();
			assert!(Rules::read(&path).is_ok());
			fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
			assert!(matches!(Rules::read(&path), Err(AccessError::File { .. })));
			assert!(Rules::read(&dir.path().join("none")).is_err());
		}
	}
}
