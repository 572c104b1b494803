//! Signals: a member says something about a topic, once, under an alias that leads to no member.
//!
//! A signal comes signed by anybody, who pays the fee, or bare and without one, with a stamp. Both are looked at by the
//! same checks ([`check`]), the cheapest first, the proof last.
//!
//! # What is checked how often
//!
//! A bare signal is authorised in the pool of each node that hears of it, and once more in `pre_dispatch` of the block
//! that includes it, as its author makes the block and as each node imports it: the proof is verified there, since an
//! author is not trusted to have looked. No code runs between `pre_dispatch` and the dispatch of one extrinsic, and no
//! other way leads a bare call to its dispatch, so that the dispatch trusts the verdict on the proof. It repeats the
//! cheap checks: they read what is in memory by then, and give it the topic that it writes.
//!
//! A signed signal is verified in the dispatch alone; the pool looks at signature, nonce and fee. A wrong one is
//! included, and pays.
//!
//! # Not protected against
//!
//! A member who gives its secret away is several people under one alias. A group of three hides one among three. The
//! chain does not know whether commitments were added twice, or one by one for the same person.
//!
//! Anybody makes a group of its own with topics in it. With their deposits and some ten cores for proofs and stamps it
//! takes the free share of every block: a member who has to get through signs and pays.

mod authorize;
mod check;
mod dispatch;
mod fault;
#[cfg(test)]
pub(crate) mod makers;
mod member;
mod stamp;
#[cfg(test)]
mod tests;

use check::Checked;
use fault::Fault;

use crate::{Config, Pallet, WeightInfo};
use frame_support::weights::Weight;
use jmt_primitives::{
	proofs::{
		scope::scope,
		stamp::{Signal as Unstamped, Stamp},
		GroupId, MembershipProof, TopicId,
	},
	Hash,
};

/// The word of a member.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signal {
	/// The group that it is a member of.
	pub group: GroupId,
	/// The topic that it speaks about.
	pub topic: TopicId,
	/// The message.
	pub message: Hash,
	/// The proof.
	pub proof: MembershipProof,
}

impl Signal {
	/// The hash that a stamp covers.
	pub(crate) fn hash(&self) -> Hash {
		let Self { group, topic, message, proof } = *self;
		let MembershipProof { depth, root, nullifier, proof } = proof;
		Unstamped { group, depth, root, nullifier, message, topic, proof }.hash()
	}
}

impl<T: Config> Pallet<T> {
	/// The genesis hash is never pruned.
	fn genesis_hash() -> Hash {
		frame_system::Pallet::<T>::block_hash(0)
	}

	/// The scope of a topic on this chain.
	pub fn scope_of(group: GroupId, topic: &TopicId) -> Hash {
		scope(&Self::genesis_hash(), group, topic)
	}

	/// Weight of a signal, with its authorising where it has a stamp.
	pub(crate) fn signal_weight(stamp: Option<&Stamp>) -> Weight {
		match stamp {
			Some(_) => {
				T::WeightInfo::authorize_signal().saturating_add(T::WeightInfo::signal_authorized())
			},
			None => T::WeightInfo::signal(),
		}
	}
}
