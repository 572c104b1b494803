use super::policy::NotPolicy;
use crate::{error::BoxedError, proofs::ProofError};
use jmt_primitives::access::Reason;
use std::{io, path::PathBuf};

/// Why something about access was not done or not allowed.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
	/// It is denied, by a reason that has a code.
	#[error("denied with code {}: {_0}", _0.code())]
	Refused(Reason),
	/// A file of facts cannot be decided by, which denies as any other reason.
	#[error("{} cannot be decided by, code {}", .path.display(), .reason.code())]
	Snapshot {
		path: PathBuf,
		/// `EvaluatorChanged` or `SnapshotLacks`.
		reason: Reason,
		source: BoxedError,
	},
	/// A file cannot be used.
	#[error("{} cannot be used", .path.display())]
	File { path: PathBuf, source: BoxedError },
	/// A file cannot be written.
	#[error("{} cannot be written", .path.display())]
	Unwritten { path: PathBuf, source: io::Error },
	/// A file is there already.
	#[error("{} exists already and is not overwritten", .0.display())]
	Exists(PathBuf),
	/// A text is no policy.
	#[error(transparent)]
	Policy(#[from] NotPolicy),
	/// A proof of membership is not made.
	#[error(transparent)]
	Proof(#[from] ProofError),
	/// Something else is not there, or not as it has to be.
	#[error("{0}")]
	Other(String),
}

impl From<Reason> for AccessError {
	fn from(reason: Reason) -> Self {
		Self::Refused(reason)
	}
}

impl AccessError {
	/// The code of the reason by which it is denied.
	pub const fn code(&self) -> Option<u8> {
		match self {
			Self::Refused(reason) | Self::Snapshot { reason, .. } => Some(reason.code()),
			_ => None,
		}
	}

	/// A file that cannot be used.
	pub fn file(path: impl Into<PathBuf>, source: impl Into<BoxedError>) -> Self {
		Self::File { path: path.into(), source: source.into() }
	}

	/// A file that cannot be written; one that is there already is [`Self::Exists`].
	pub fn unwritten(path: impl Into<PathBuf>, source: io::Error) -> Self {
		let path = path.into();
		match source.kind() {
			io::ErrorKind::AlreadyExists => Self::Exists(path),
			_ => Self::Unwritten { path, source },
		}
	}

	/// A sentence.
	pub fn other(said: impl Into<String>) -> Self {
		Self::Other(said.into())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::error::one_line;

	#[test]
	fn code_a_denial_has_the_code_of_its_reason_and_its_sentence() {
		let refused = AccessError::from(Reason::GrantRevoked);
		assert_eq!(refused.code(), Some(12));
		let said = one_line(&refused);
		assert_eq!(said, "denied with code 12: the grant, or one above it, was revoked");
		let snapshot = AccessError::Snapshot {
			path: "lift.snap".into(),
			reason: Reason::SnapshotLacks,
			source: "it is of another chain".into(),
		};
		assert_eq!(snapshot.code(), Some(29));
		let said = one_line(&snapshot);
		assert_eq!(said, "lift.snap cannot be decided by, code 29: it is of another chain");
		assert_eq!(AccessError::other("x").code(), None);
	}

	#[test]
	fn unwritten_a_file_that_is_there_is_named_so() {
		let there = AccessError::unwritten("x", io::ErrorKind::AlreadyExists.into());
		assert!(matches!(there, AccessError::Exists(_)));
		let full = AccessError::unwritten("x", io::ErrorKind::StorageFull.into());
		assert!(matches!(full, AccessError::Unwritten { .. }));
	}
}
