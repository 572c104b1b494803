//! An emergency: an action that its operator's file names is taken at once, with no state, no clock and no network, and
//! logged.

use super::{log_folder, random_id, Act, Acted, Actuator};
use crate::{
	access::{log::Log, AccessError},
	error::BoxedError,
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
	/// Moves the actuator if the rules name the action, and logs that. A refusal is logged too. `at` is the system's time,
	/// which is not looked at.
	pub async fn take(
		&self,
		rules: &Rules,
		actuator: &Actuator,
		at: Moment,
	) -> Result<FailSafe, AccessError> {
		let Self { key, resource, action, .. } = *self;
		let id = random_id();
		if let Err(reason) = rules.check(&key.id(), resource, action) {
			self.log(id, Outcome::Refused(reason.code()), at)?;
			return Err(reason.into());
		}
		let acted = actuator.act(&Act { resource, action, id }).await;
		Ok(FailSafe { id, acted, leaf: self.log(id, Outcome::FailSafe, at) })
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
	use super::*;
	use jmt_light::file::replace_private;
	use jmt_primitives::KeyType;
	use std::fs;

	const NOW: Moment = 1_800_000_000_000;

	fn rules(enforcer: &DeviceKey) -> Rules {
		let text = format!(
			"enforcer = \"{:?}\"\n[[resource]]\nid = 7\nactions = [\"close\", \"12\"]\n",
			enforcer.id().0
		);
		Rules::parse(&text).unwrap()
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
