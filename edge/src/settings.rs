//! The configuration file: which chain, where its state is kept, whose devices.
//!
//! It says which chain specification is believed, so a file that others may write is refused.

use crate::keys::{format_address, parse_address};
use jmt_light::file::{read_believed, replace_private, FileError};
use jmt_primitives::AccountId;
use serde::{
	de::{Error, Visitor},
	Deserialize, Deserializer, Serialize, Serializer,
};
use std::{
	fmt, io,
	path::{Path, PathBuf},
};

/// Largest file that is read.
const MAX_BYTES: u64 = 64 * 1024;

/// Why a configuration file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
	/// There is none where one was named.
	#[error("there is no configuration file {}", .0.display())]
	Missing(PathBuf),
	/// It cannot be read, or others may have written it.
	#[error("configuration file {}", .path.display())]
	Unbelieved {
		path: PathBuf,
		/// Why not.
		source: FileError,
	},
	/// It does not say what such a file says; the source names line and column.
	#[error("configuration file {}", .path.display())]
	Malformed {
		path: PathBuf,
		/// Where and why.
		source: serde_json::Error,
	},
	/// There is one already.
	#[error("configuration file {} exists already: --force replaces it", .0.display())]
	Exists(PathBuf),
	/// It cannot be written.
	#[error("configuration file {} cannot be written", .path.display())]
	Unwritten {
		path: PathBuf,
		/// The system's reason.
		source: io::Error,
	},
}

/// The content of a configuration file. Paths in it that are not absolute begin at its folder.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
	/// The chain specification.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub chain_spec: Option<PathBuf>,
	/// Where the light client's state is kept.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub data_dir: Option<PathBuf>,
	/// The account whose devices they are.
	#[serde(
		default,
		skip_serializing_if = "Option::is_none",
		serialize_with = "write_owner",
		deserialize_with = "read_owner"
	)]
	pub owner: Option<AccountId>,
}

fn write_owner<S: Serializer>(owner: &Option<AccountId>, to: S) -> Result<S::Ok, S::Error> {
	owner.as_ref().map(format_address).serialize(to)
}

fn read_owner<'de, D: Deserializer<'de>>(from: D) -> Result<Option<AccountId>, D::Error> {
	Ok(Option::<Address>::deserialize(from)?.map(|address| address.0))
}

struct Address(AccountId);

impl<'de> Deserialize<'de> for Address {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		from.deserialize_str(AddressVisitor)
	}
}

/// Refuses an address while its reader stands there, so that the error has its line.
struct AddressVisitor;

impl Visitor<'_> for AddressVisitor {
	type Value = Address;

	fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
		out.write_str("an address")
	}

	fn visit_str<E: Error>(self, text: &str) -> Result<Address, E> {
		parse_address(text).map(Address).map_err(|error| E::custom(jmt_light::one_line(&error)))
	}
}

impl Settings {
	/// Reads a file; `None` when there is none.
	pub fn read(path: &Path) -> Result<Option<Self>, SettingsError> {
		let bytes = read_believed(path, MAX_BYTES)
			.map_err(|source| SettingsError::Unbelieved { path: path.into(), source })?;
		let Some(bytes) = bytes else { return Ok(None) };
		let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
		let mut settings: Self = serde_json::from_slice(text)
			.map_err(|source| SettingsError::Malformed { path: path.into(), source })?;
		let folder = path.parent().unwrap_or(Path::new(""));
		for named in [&mut settings.chain_spec, &mut settings.data_dir].into_iter().flatten() {
			*named = folder.join(&named);
		}
		Ok(Some(settings))
	}

	/// Reads a file that was named, so that it has to be there.
	pub fn read_named(path: &Path) -> Result<Self, SettingsError> {
		Self::read(path)?.ok_or_else(|| SettingsError::Missing(path.into()))
	}

	/// Writes a file in one step, with mode 0600; it replaces one that is there.
	pub fn write(&self, path: &Path) -> Result<(), SettingsError> {
		serde_json::to_string_pretty(self)
			.map_err(io::Error::other)
			.and_then(|text| replace_private(path, format!("{text}\n").as_bytes()))
			.map_err(|source| SettingsError::Unwritten { path: path.into(), source })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::error::one_line;
	use std::{fs, os::unix::fs::PermissionsExt};

	fn settings() -> Settings {
		Settings {
			chain_spec: Some("/etc/jmt/spec.json".into()),
			data_dir: Some("/var/lib/jmt".into()),
			owner: Some(AccountId::new([7; 32])),
		}
	}

	#[test]
	fn read_it_returns_what_was_written_for_its_owner_alone() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("new/config.json");
		assert_eq!(Settings::read(&path).unwrap(), None);
		settings().write(&path).unwrap();
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
		assert_eq!(Settings::read(&path).unwrap(), Some(settings()));
		let text = fs::read_to_string(&path).unwrap();
		assert!(text.contains(&format_address(&AccountId::new([7; 32]))), "{text}");
		Settings::default().write(&path).unwrap();
		assert_eq!(Settings::read_named(&path).unwrap(), Settings::default());
	}

	#[test]
	fn read_paths_begin_at_the_folder_of_the_file() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("config.json");
		fs::write(&path, "\u{feff}{\"chainSpec\": \"spec.json\"}").unwrap();
		let found = Settings::read_named(&path).unwrap();
		assert_eq!(found.chain_spec, Some(dir.path().join("spec.json")));
		assert_eq!((found.data_dir, found.owner), (None, None));
	}

	mod reject {
		use super::*;

		#[test]
		fn read_an_error_names_the_file_and_the_line() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("config.json");
			for (text, parts) in [
				("{\n  \"chainSpek\": \"spec.json\"\n}", ["chainSpek", "line 2"]),
				("{\n\n  \"owner\": \"5nowhere\"\n}", ["5nowhere", "line 3"]),
				("{\n  \"dataDir\": 7\n}", ["expected", "line 2"]),
				("{\n  \"dataDir\": \"x\"", ["EOF", "line 2"]),
				("", ["EOF", "line 1"]),
			] {
				fs::write(&path, text).unwrap();
				let said = one_line(&Settings::read(&path).unwrap_err());
				for part in parts.into_iter().chain([path.to_str().unwrap()]) {
					assert!(said.contains(part), "{part:?} is not in {said}");
				}
			}
		}

		#[test]
		fn read_one_that_others_may_write_is_not_believed() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("config.json");
			settings().write(&path).unwrap();
			fs::set_permissions(&path, fs::Permissions::from_mode(0o622)).unwrap();
			assert!(matches!(Settings::read(&path), Err(SettingsError::Unbelieved { .. })));
		}

		#[test]
		fn read_named_one_that_is_not_there_is_an_error() {
			let dir = tempfile::tempdir().unwrap();
			let missing = Settings::read_named(&dir.path().join("config.json"));
			assert!(matches!(missing, Err(SettingsError::Missing(_))));
		}
	}
}
