//! Keys of owners and devices, and the files they live in.
//!
//! Does not protect against: whoever runs as the same user, or root; a key file stands there in plain
//! text, readable by its owner alone.

mod account;
mod address;
mod device;
mod file;

pub use account::AccountKey;
pub use address::{format_address, parse_address};
pub use device::DeviceKey;
pub use file::{create_private, probe_private, read_believed, read_private, replace_private};

use std::path::PathBuf;

/// Why a key or its file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
	/// It exists already; nothing is ever overwritten.
	#[error("{} exists already and is not overwritten", .0.display())]
	Exists(PathBuf),
	/// Others than its owner may read or write it.
	#[error(
		"{} has mode {mode:04o}: others may read it, so it is not used; mend it with chmod 600",
		.path.display()
	)]
	TooOpen {
		/// The file.
		path: PathBuf,
		/// Its mode.
		mode: u32,
	},
	/// It cannot be read or written.
	#[error("key file {}: {reason}", .path.display())]
	Io {
		/// The file.
		path: PathBuf,
		/// What the system says.
		reason: String,
	},
	/// It is not a key file of the kind asked for.
	#[error("{} is not a usable key file: {reason}", .path.display())]
	Malformed {
		/// The file.
		path: PathBuf,
		/// Why not.
		reason: String,
	},
	/// A secret URI or phrase does not give a key.
	#[error("not a secret phrase or URI: {0}")]
	BadSecret(String),
	/// An address is not one of this chain.
	#[error("{address:?} is not a JMT address: {reason}")]
	BadAddress {
		/// What was given.
		address: String,
		/// Why not.
		reason: String,
	},
}
