use crate::error::BoxedError;
use jmt_primitives::identity::AuthRefusal;
use std::{io, path::PathBuf};

/// Why there is no challenge, no answer or no decision.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
	/// By a rule that has a code.
	#[error("refused with code {}: {_0}", _0.code())]
	Refused(AuthRefusal),
	/// A file that is believed cannot be used.
	#[error("{} cannot be used", .path.display())]
	File { path: PathBuf, source: BoxedError },
	/// A file cannot be written.
	#[error("{} cannot be written", .path.display())]
	Unwritten { path: PathBuf, source: io::Error },
	/// None was taken, or its file was removed.
	#[error("no snapshot of this device and domain is kept: auth snapshot takes one")]
	NoSnapshot,
	/// Too many challenges wait for an answer.
	#[error("{0} challenges wait for an answer, which is the most: they are over in a minute")]
	TooManyPending(usize),
}

impl From<AuthRefusal> for AuthError {
	fn from(refusal: AuthRefusal) -> Self {
		Self::Refused(refusal)
	}
}

impl AuthError {
	/// The code of the rule by which it was refused.
	pub const fn code(&self) -> Option<u8> {
		match self {
			Self::Refused(refusal) => Some(refusal.code()),
			_ => None,
		}
	}

	/// Whether a newer snapshot may decide otherwise.
	pub const fn may_change(&self) -> bool {
		match self {
			Self::Refused(refusal) => refusal.is_of_snapshot(),
			Self::NoSnapshot => true,
			_ => false,
		}
	}

	pub(super) fn file(path: impl Into<PathBuf>, source: impl Into<BoxedError>) -> Self {
		Self::File { path: path.into(), source: source.into() }
	}

	pub(super) fn unwritten(path: impl Into<PathBuf>, source: io::Error) -> Self {
		Self::Unwritten { path: path.into(), source }
	}
}
