//! Manifests at their maker's: a list of devices becomes a root, which the chain gets, and a file of levels, out of
//! which the proof of each device is taken. Memory is bounded, whatever the list.
//!
//! | | |
//! |---|---|
//! | [`Entries`] | the list, as its maker writes it: CSV or JSON lines |
//! | [`build`] | list to level file |
//! | [`Levels`] | level file to root and proofs |
//! | [`Proven`] | one device with its proof: what it needs to join |
//!
//! Does not protect against: a key that stands in the list twice. The chain takes it once, and the second leaf is lost.

mod build;
mod levels;
mod proof;
mod source;

pub use build::build;
pub use levels::{Header, Levels, HEADER_BYTES};
pub use proof::Proven;
pub use source::{public_bytes, public_key, Entries, Entry};

use std::{io, path::PathBuf};

/// Why a list, a level file or a proof cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
	/// A file cannot be read or written.
	#[error("{}", .path.display())]
	Io {
		path: PathBuf,
		/// The system's reason.
		source: io::Error,
	},
	/// A line of the list is not a device.
	#[error("{} line {line}: {reason}", .path.display())]
	Line {
		path: PathBuf,
		/// From 1 on.
		line: u64,
		reason: String,
	},
	/// The list has no device.
	#[error("{} names no device", .0.display())]
	NoLeaves(PathBuf),
	/// The list has more devices than a manifest may have.
	#[error("{} names more than {} devices, which is the most of a manifest", .0.display(), jmt_primitives::manifests::MAX_LEAVES)]
	TooManyLeaves(PathBuf),
	/// The file is there, and no file is overwritten.
	#[error("{} exists already and is not overwritten", .0.display())]
	Exists(PathBuf),
	/// The file is no level file, or not a whole one.
	#[error("{} is no level file: {reason}", .path.display())]
	NotLevels { path: PathBuf, reason: &'static str },
	/// The file is no proof.
	#[error("{} is no proof of a manifest: {reason}", .path.display())]
	NotProof { path: PathBuf, reason: String },
	/// There is no leaf with this index.
	#[error("the manifest has {leaves} leaves, and so none at index {index}")]
	NoSuchIndex { index: u32, leaves: u32 },
	/// The key is not in the list.
	#[error("{} does not name this key", .0.display())]
	NoSuchKey(PathBuf),
	/// List and level file do not belong together.
	#[error("{} is not the list of {}", .list.display(), .levels.display())]
	OtherList { list: PathBuf, levels: PathBuf },
	/// An endorsement is for another manifest.
	#[error("{} is not for the manifest of this level file", .0.display())]
	OtherManifest(PathBuf),
	/// Something was made for another chain.
	#[error("it was made for the chain with genesis {named:?}, and this one has {expected:?}")]
	OtherChain { named: jmt_primitives::Hash, expected: jmt_primitives::Hash },
}

impl ManifestError {
	fn io(path: &std::path::Path) -> impl Fn(io::Error) -> Self + '_ {
		move |source| Self::Io { path: path.into(), source }
	}
}
