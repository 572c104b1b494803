//! Signals of group members by zero-knowledge proofs.
//!
//! | reason | what the pool sees |
//! |---|---|
//! | the topic is not open yet | `UnknownTransaction::Custom(100)`: refused, not banned |
//! | the root is not known yet | `UnknownTransaction::Custom(101)`: refused, not banned |
//! | the stamp's block is not known yet | `UnknownTransaction::Custom(102)`: refused, not banned |
//! | the depth's key is not registered | `UnknownTransaction::Custom(103)`: refused, not banned |
//! | the block's share of proofs is full | `InvalidTransaction::ExhaustsResources`: kept for the next block |
//! | see [`SignalRefusal`] | `InvalidTransaction::Custom(code)`: dropped |

use super::{codes, valid, Refusal, Tier};
use crate::Hash;
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionLongevity, TransactionValidityError, UnknownTransaction,
	ValidTransaction,
};

/// Tag prefix of a signal: it provides `(SIGNAL_TAG, scope, nullifier)`.
pub const SIGNAL_TAG: &[u8] = b"jmt/signal";

/// Tier of a signal.
pub const SIGNAL_TIER: Tier = Tier::Awaited;

/// A good signal. One of a member about a topic is in the pool at most, whatever its proof, its stamp or its encoding.
pub fn valid_signal(
	scope: &Hash,
	nullifier: &[u8; 32],
	longevity: TransactionLongevity,
) -> ValidTransaction {
	valid(SIGNAL_TAG, (scope, nullifier), longevity, SIGNAL_TIER)
}

/// Code of [`UnknownTransaction::Custom`] for a topic that the node does not know and whose end is ahead.
pub const UNKNOWN_TOPIC: u8 = 100;

/// Code of [`UnknownTransaction::Custom`] for a root that the node does not know.
pub const UNKNOWN_GROUP_ROOT: u8 = 101;

/// Code of [`UnknownTransaction::Custom`] for a stamp over a block that the node does not know.
pub const UNKNOWN_STAMP_BLOCK: u8 = 102;

/// Code of [`UnknownTransaction::Custom`] for a depth whose key is not registered.
pub const UNKNOWN_DEPTH_KEY: u8 = 103;

/// The reasons for which a signal is refused. The number is the code that clients see.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum SignalRefusal {
	/// It comes without a fee and without a stamp.
	NoStamp = 104,
	/// The topic's end has passed.
	TopicOver = 105,
	/// The topic has as many aliases as were paid for.
	TopicFull = 106,
	/// The root was replaced too long ago.
	RootExpired = 107,
	/// The nullifier is not below r.
	NullifierNotReduced = 108,
	/// The nullifier was used in this topic before.
	NullifierUsed = 109,
	/// There is no circuit for this depth.
	WrongDepth = 110,
	/// The key of this depth is retired, and its last date has passed.
	KeyRetired = 111,
	/// The stamp's block is not one of the last 64.
	StampTooOld = 112,
	/// The stamp's hash has too few leading zero bits.
	StampTooWeak = 113,
	/// The proof does not prove this signal.
	BadProof = 114,
	/// Another pallet takes the words about this topic.
	TopicRouted = 115,
}

impl SignalRefusal {
	/// Every reason, in the order of its code.
	pub const ALL: [SignalRefusal; 12] = [
		Self::NoStamp,
		Self::TopicOver,
		Self::TopicFull,
		Self::RootExpired,
		Self::NullifierNotReduced,
		Self::NullifierUsed,
		Self::WrongDepth,
		Self::KeyRetired,
		Self::StampTooOld,
		Self::StampTooWeak,
		Self::BadProof,
		Self::TopicRouted,
	];
}

// Every code is out of the range of zero knowledge.
const _: () = {
	let mut rest: &[SignalRefusal] = &SignalRefusal::ALL;
	while let [reason, others @ ..] = rest {
		assert!(codes::ZERO_KNOWLEDGE.contains(*reason as u8)); // cast: the code is the discriminant
		rest = others;
	}
	assert!(codes::ZERO_KNOWLEDGE.contains(UNKNOWN_TOPIC));
	assert!(codes::ZERO_KNOWLEDGE.contains(UNKNOWN_GROUP_ROOT));
	assert!(codes::ZERO_KNOWLEDGE.contains(UNKNOWN_STAMP_BLOCK));
	assert!(codes::ZERO_KNOWLEDGE.contains(UNKNOWN_DEPTH_KEY));
};

impl Refusal for SignalRefusal {
	const CALL: &'static str = "signal";

	fn from_code(code: u8) -> Option<Self> {
		Self::ALL.into_iter().find(|reason| reason.code() == code)
	}

	fn code(&self) -> u8 {
		*self as u8 // cast: the code is the discriminant
	}

	fn describe(&self) -> &'static str {
		match self {
			Self::NoStamp => "a signal without a fee needs a stamp",
			Self::TopicOver => "the topic's end has passed",
			Self::TopicFull => "the topic has as many aliases as were paid for",
			Self::RootExpired => "the group's root was replaced too long ago",
			Self::NullifierNotReduced => "the nullifier is not a number below r",
			Self::NullifierUsed => "the member has signalled about this topic before",
			Self::WrongDepth => "there is no circuit for this depth",
			Self::KeyRetired => "the key of this depth is retired",
			Self::StampTooOld => "the stamp's block is not one of the last 64",
			Self::StampTooWeak => "the stamp has too few leading zero bits for this signal",
			Self::BadProof => "the proof does not prove this signal",
			Self::TopicRouted => "another pallet takes the words about this topic",
		}
	}
}

impl From<SignalRefusal> for TransactionValidityError {
	fn from(reason: SignalRefusal) -> Self {
		InvalidTransaction::Custom(reason.code()).into()
	}
}

fn unknown(code: u8) -> TransactionValidityError {
	UnknownTransaction::Custom(code).into()
}

/// The topic is not open here yet: a node a block behind must not ban the signal.
pub fn unknown_topic() -> TransactionValidityError {
	unknown(UNKNOWN_TOPIC)
}

/// The root is not known here: it may come with the next block, or may be that of another branch.
pub fn unknown_group_root() -> TransactionValidityError {
	unknown(UNKNOWN_GROUP_ROOT)
}

/// The stamp's block is not known here yet.
pub fn unknown_stamp_block() -> TransactionValidityError {
	unknown(UNKNOWN_STAMP_BLOCK)
}

/// The depth's key may be registered with the next block.
pub fn unknown_depth_key() -> TransactionValidityError {
	unknown(UNKNOWN_DEPTH_KEY)
}
