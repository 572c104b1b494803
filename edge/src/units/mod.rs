//! Words of makers and units as files: certificates, bindings, models and endorsements. They are JSON, no secret, and each says
//! what was signed, so that anybody may read it before it is sent.
//!
//! | | signed by | for |
//! |---|---|---|
//! | [`CertificateFile`] | a key of a root of trust | one unit |
//! | [`BindingFile`] | the unit's own key | one device of one owner |
//! | [`ModelFile`] | a key of a root of trust | what one unit is |
//! | [`EndorsementFile`] | a key of a root of trust | all devices of a manifest |

mod binding;
mod certificate;
mod endorsement;
mod level;
mod model;
mod public;

pub use binding::BindingFile;
pub use certificate::CertificateFile;
pub use endorsement::EndorsementFile;
pub use model::ModelFile;

use crate::keys::DeviceKey;
use jmt_primitives::units::{KeyNumber, RootId};
use serde::{de::DeserializeOwned, Serialize};
use std::{
	fs::File,
	io::{self, Read, Write},
	path::{Path, PathBuf},
};

/// Largest file that is read.
const MAX_BYTES: u64 = 16 * 1024;

/// Why a word cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum UnitError {
	/// A file cannot be read or written.
	#[error("{}", .path.display())]
	Io {
		path: PathBuf,
		/// The system's reason.
		source: io::Error,
	},
	/// The file is there, and no file is overwritten.
	#[error("{} exists already and is not overwritten", .0.display())]
	Exists(PathBuf),
	/// The file is not what was asked for.
	#[error("{} is no {what}: {reason}", .path.display())]
	Other { path: PathBuf, what: &'static str, reason: String },
	/// A binding is for another device, owner or unit.
	#[error("the binding is for another {0}")]
	OtherBinding(&'static str),
}

/// A word that stands in a file of its own.
pub trait Word: Serialize + DeserializeOwned {
	/// For people.
	const WHAT: &'static str;

	/// Writes it to a new file.
	fn write(&self, path: &Path) -> Result<(), UnitError> {
		let io = |source| UnitError::Io { path: path.into(), source };
		let text = serde_json::to_string_pretty(self).map_err(|error| io(error.into()))?;
		let mut file = File::create_new(path).map_err(|error| match error.kind() {
			io::ErrorKind::AlreadyExists => UnitError::Exists(path.into()),
			_ => io(error),
		})?;
		file.write_all(text.as_bytes()).map_err(io)
	}

	/// Reads one.
	fn read(path: &Path) -> Result<Self, UnitError> {
		let io = |source| UnitError::Io { path: path.into(), source };
		let mut text = String::new();
		let file = File::open(path).map_err(io)?;
		file.take(MAX_BYTES).read_to_string(&mut text).map_err(io)?;
		serde_json::from_str(&text).map_err(|error| UnitError::Other {
			path: path.into(),
			what: Self::WHAT,
			reason: error.to_string(),
		})
	}
}

/// The key of a root of trust that signs.
#[derive(Clone)]
pub struct MakerKey {
	pub root: RootId,
	pub number: KeyNumber,
	pub key: DeviceKey,
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::KeyType;

	pub(super) fn maker() -> MakerKey {
		MakerKey { root: 3, number: 1, key: DeviceKey::generate(KeyType::P256).0 }
	}
}
