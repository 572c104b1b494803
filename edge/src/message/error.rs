use crate::error::BoxedError;
use std::{io, path::PathBuf};

/// Why a message is not sealed, or not opened.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
	#[error("the {0} is not registered")]
	NotRegistered(&'static str),
	#[error("the {0} was revoked")]
	Revoked(&'static str),
	#[error("the receiver has no key for messages on the chain")]
	NoKey,
	/// It has a point of small order, say.
	#[error(
		"the receiver's key for messages on the chain is not one to which anything can be sealed"
	)]
	BadKey,
	#[error("the text has {0} bytes, and {most} is the most", most = super::MOST_BYTES)]
	TooLong(usize),
	#[error("the message is of another chain")]
	OtherChain,
	#[error("the message is to another device")]
	OtherReceiver,
	#[error("the message is sealed to the receiver's key {sealed}, and {now} is the one now")]
	OtherEpoch { sealed: u32, now: u32 },
	#[error("the key for messages is not the one that the chain has of this device")]
	OtherKey,
	#[error("the message is not signed by its sender")]
	BadSignature,
	#[error("the message does not open: it was changed, or sealed to another key")]
	NotOpened,
	#[error("the message was opened before")]
	AlreadyOpened,
	/// The memory of opened messages is full.
	#[error(
		"{0} messages were opened with this key, which is the most: change the key for messages"
	)]
	TooMany(usize),
	/// A file that is read cannot be used.
	#[error("{} cannot be used", .path.display())]
	File { path: PathBuf, source: BoxedError },
	/// A file cannot be written.
	#[error("{} cannot be written", .path.display())]
	Unwritten { path: PathBuf, source: io::Error },
}

impl MessageError {
	pub(super) fn unwritten(path: impl Into<PathBuf>, source: io::Error) -> Self {
		Self::Unwritten { path: path.into(), source }
	}
}
