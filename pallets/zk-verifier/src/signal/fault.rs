//! The reasons for which a signal is refused, as pools and as calls name them.

use crate::Error;
use jmt_primitives::{
	authorized::{unknown_depth_key, unknown_group_root, unknown_topic, SignalRefusal},
	proofs::Refused,
};
use sp_runtime::transaction_validity::TransactionValidityError;

/// A reason for which a signal is refused, whether it pays or not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fault {
	/// The topic is not open. It may be opened yet.
	UnknownTopic,
	/// The topic's end has passed.
	TopicOver,
	TopicFull,
	/// The topic's words come through another pallet, or by `signal`.
	OtherRoute,
	/// The group has no such root. It may get it with the next block.
	UnknownRoot,
	RootExpired,
	NullifierNotReduced,
	NullifierUsed,
	WrongDepth,
	/// Why the key or the proof was refused.
	Proof(Refused),
}

impl Fault {
	/// In the words of the pool. A signal that may become good is unknown to it, so that a node that is a block behind
	/// does not ban it.
	pub(super) fn validity(self) -> TransactionValidityError {
		match self {
			Self::UnknownTopic => unknown_topic(),
			Self::TopicOver => SignalRefusal::TopicOver.into(),
			Self::TopicFull => SignalRefusal::TopicFull.into(),
			Self::OtherRoute => SignalRefusal::TopicRouted.into(),
			Self::UnknownRoot => unknown_group_root(),
			Self::RootExpired => SignalRefusal::RootExpired.into(),
			Self::NullifierNotReduced => SignalRefusal::NullifierNotReduced.into(),
			Self::NullifierUsed => SignalRefusal::NullifierUsed.into(),
			Self::WrongDepth => SignalRefusal::WrongDepth.into(),
			Self::Proof(Refused::UnknownKey) => unknown_depth_key(),
			Self::Proof(Refused::KeyRetired) => SignalRefusal::KeyRetired.into(),
			Self::Proof(_) => SignalRefusal::BadProof.into(),
		}
	}
}

impl<T> From<Fault> for Error<T> {
	fn from(fault: Fault) -> Self {
		match fault {
			Fault::UnknownTopic => Self::UnknownTopic,
			Fault::TopicOver => Self::TopicEnded,
			Fault::TopicFull => Self::TopicFull,
			Fault::OtherRoute => Self::TopicRouted,
			Fault::UnknownRoot | Fault::RootExpired => Self::RootNotGood,
			Fault::NullifierNotReduced => Self::ScalarNotReduced,
			Fault::NullifierUsed => Self::AliasTaken,
			Fault::WrongDepth => Self::WrongDepth,
			Fault::Proof(refused) => refused.into(),
		}
	}
}
