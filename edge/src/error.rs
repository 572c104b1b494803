//! One error for the whole agent.

use crate::keys::KeyError;
use jmt_light::{DatabaseError, SpecError};
use jmt_primitives::Hash;

pub use jmt_light::one_line;

/// An error of a library below.
pub type BoxedError = Box<dyn std::error::Error + Send + Sync>;

/// Why the agent could not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The light client found no peer, cannot use its files, or stopped.
	#[error(transparent)]
	Light(#[from] jmt_light::Error),
	/// The chain in the spec is not the one that was asked for.
	#[error("the chain spec has genesis {found:?}, expected {expected:?}")]
	GenesisMismatch {
		/// The one asked for.
		expected: Hash,
		/// The spec's.
		found: Hash,
	},
	/// The peers' chain is without the finalized head that an earlier start saved, so it is another one with the same
	/// genesis, or an older state of this one.
	#[error(
		"the finalized block {saved} ({hash:?}) of an earlier start is not on the peers' chain, whose newest \
		 finalized block is {found}"
	)]
	OtherChain {
		/// The number of the saved head.
		saved: u64,
		/// Its hash.
		hash: Hash,
		/// The number of the newest finalized block of the peers' chain.
		found: u64,
	},
	/// A light client that did not begin with the finalized head of an earlier start is so far above it that the peers'
	/// chain does not tell any more whether it has it.
	#[error(
		"no way was proven from the finalized block {saved} ({hash:?}) of an earlier start to the peers' newest \
		 finalized block {found}, which is too far above it to tell by itself"
	)]
	Unconnected {
		/// The number of the saved head.
		saved: u64,
		/// Its hash.
		hash: Hash,
		/// The number of the newest finalized block of the peers' chain.
		found: u64,
	},
	/// A key file cannot be used.
	#[error(transparent)]
	Key(#[from] KeyError),
	/// The chain refused a transaction.
	#[error("the chain refused the transaction: {0}")]
	Refused(Refused),
	/// A transaction was sent, but its outcome was not seen: it may be in.
	#[error(
		"the transaction {transaction:?} was sent, but what became of it was not seen: look whether a \
		 block has it before you send it again"
	)]
	Unconfirmed {
		transaction: Hash,
		/// Why its outcome was not seen.
		source: Box<Error>,
	},
	/// A read from the chain failed, or gave what cannot be decoded.
	#[error(transparent)]
	Chain(BoxedError),
	/// The same, of something that has a name.
	#[error("{what}")]
	Reading {
		/// The thing that was read.
		what: String,
		/// Why it was not read.
		source: BoxedError,
	},
}

impl Error {
	/// A part of the light client failed; another light client can go on.
	pub const LIGHT_FAILED: Self = Self::Light(jmt_light::Error::Failed);

	/// A short stable word for the kind, for machines.
	pub const fn kind(&self) -> &'static str {
		use jmt_light::Error as Light;
		match self {
			Self::Light(Light::NoPeer { .. }) => "noPeer",
			Self::Light(Light::Spec(_)) => "spec",
			Self::Light(Light::Database(_)) => "database",
			Self::Light(Light::TooSlow { .. }) => "tooSlow",
			Self::Light(Light::Failed) => "lightFailed",
			Self::Light(Light::Clock) => "clock",
			Self::Light(Light::Refused { .. } | Light::Unreadable { .. } | Light::NoRpc) => "light",
			Self::GenesisMismatch { .. } => "genesisMismatch",
			Self::OtherChain { .. } | Self::Unconnected { .. } => "otherChain",
			Self::Key(_) => "key",
			Self::Refused(_) => "refused",
			Self::Unconfirmed { .. } => "unconfirmed",
			Self::Chain(_) | Self::Reading { .. } => "chain",
		}
	}

	/// The message and its sources on one line.
	pub fn one_line(&self) -> String {
		one_line(self)
	}

	/// Wraps whatever a read from the chain failed with: an error, or a sentence.
	pub fn chain(error: impl Into<BoxedError>) -> Self {
		Self::Chain(error.into())
	}

	/// The same, naming the thing that was read.
	pub fn reading(what: impl Into<String>, source: impl Into<BoxedError>) -> Self {
		Self::Reading { what: what.into(), source: source.into() }
	}
}

impl From<SpecError> for Error {
	fn from(error: SpecError) -> Self {
		Self::Light(error.into())
	}
}

impl From<DatabaseError> for Error {
	fn from(error: DatabaseError) -> Self {
		Self::Light(error.into())
	}
}

/// Why a transaction that an account signed was refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
	/// A fact about the transaction that no retry mends.
	#[error("{0}")]
	Invalid(String),
	/// Another transaction with its nonce is in, or came first: it is in no block, and never will be.
	#[error("another transaction of the account used this nonce")]
	NonceUsed,
	/// It was included, but its call failed.
	#[error("{0}")]
	Dispatch(String),
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn one_line_it_names_what_was_read_and_why_it_was_not() {
		let error = Error::reading("Timestamp.Now", "no peer\n answered");
		assert_eq!(error.one_line(), "Timestamp.Now: no peer answered");
		assert_eq!(Error::chain("a\n  b\tc").one_line(), "a b c");
	}

	#[test]
	fn one_line_it_keeps_why_an_outcome_was_not_seen() {
		let transaction = Hash::repeat_byte(1);
		let source = Box::new(Error::LIGHT_FAILED);
		let line = Error::Unconfirmed { transaction, source }.one_line();
		assert!(line.ends_with("the light client failed, which is a fault of its own"), "{line}");
	}
}
