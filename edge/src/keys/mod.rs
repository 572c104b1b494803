//! Keys of owners and devices, and the files they live in.
//!
//! Does not protect against: other programs of the same user, or root; a key file stands there in plain text,
//! readable by its owner alone.

mod account;
mod address;
mod device;
mod encryption;
mod file;
mod identity;

pub use account::AccountKey;
pub use address::{format_address, parse_address};
pub use device::DeviceKey;
pub use encryption::EncryptionKey;
pub(crate) use encryption::Secret;
pub(crate) use file::{create_new, PUBLIC};
pub use file::{create_private, read_private};
pub use identity::{create_identity, read_identity};

use crate::error::BoxedError;
use std::{io, path::PathBuf};

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
	TooOpen { path: PathBuf, mode: u32 },
	/// Something else than a file stands there.
	#[error("{} is {kind}, no key file", .path.display())]
	NotAFile { path: PathBuf, kind: &'static str },
	/// It cannot be read or written.
	#[error("key file {}", .path.display())]
	Io {
		path: PathBuf,
		/// The system's reason.
		source: io::Error,
	},
	/// It is not a key file of the kind asked for.
	#[error("{} is not a usable key file", .path.display())]
	Malformed {
		path: PathBuf,
		/// Why not.
		source: BoxedError,
	},
	/// A secret URI or phrase does not give a key.
	#[error("not a secret phrase or URI")]
	BadSecret(#[source] BoxedError),
	/// An address is not one of this chain.
	#[error("{address:?} is not a JMT address")]
	BadAddress {
		/// The text that was given.
		address: String,
		/// Why not.
		source: BoxedError,
	},
}
