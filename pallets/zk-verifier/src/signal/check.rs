//! The conditions on which a signal is taken, by whichever way it comes. Cheap checks come first, the proof last.

use super::{Fault, Signal};
use crate::{groups::RootStanding, Aliases, Config, Group, Groups, Pallet, Topic, Topics};
use frame_support::{ensure, traits::Time};
use jmt_primitives::{
	proofs::{
		scope::{circuit_inputs, topic_end},
		KeyId, MembershipKeys, Route, VerifyProof,
	},
	Hash,
};
use jmt_zk_poseidon::Scalar as Element;

/// A signal that passed the cheap checks.
pub(super) struct Checked {
	pub scope: Hash,
	/// The topic as it is stored.
	pub topic: Topic,
	/// The key of the depth, which may not be registered.
	pub key: KeyId,
}

impl<T: Config> Pallet<T> {
	/// Everything but stamp and proof: that the topic is open, of this route, and has room, that the root is good, that
	/// the nullifier is a number and was not used, and that there is a circuit of this depth.
	#[inline(never)]
	pub(super) fn check(signal: &Signal, route: Option<&Route>) -> Result<Checked, Fault> {
		let Signal { group: id, topic: name, proof, .. } = signal;
		let (group, topic) = Self::open_topic_of(signal)?;
		ensure!(topic.route.as_ref() == route, Fault::OtherRoute);
		ensure!(topic.used < topic.most, Fault::TopicFull);
		match Self::root_standing(*id, &group, &proof.root) {
			RootStanding::Current | RootStanding::Replaced { .. } => {},
			RootStanding::Expired => return Err(Fault::RootExpired),
			RootStanding::Unknown => return Err(Fault::UnknownRoot),
		}
		// A number plus r proves the same and would be another entry.
		let reduced = Element::from_be_bytes(&proof.nullifier.0).is_ok();
		ensure!(reduced, Fault::NullifierNotReduced);
		let scope = Self::scope_of(*id, name);
		ensure!(!Aliases::<T>::contains_key(scope, proof.nullifier), Fault::NullifierUsed);
		let key = T::MembershipKeys::key(proof.depth).ok_or(Fault::WrongDepth)?;
		Ok(Checked { scope, topic, key })
	}

	/// The group and the topic of a signal, if that is open: up to its end, which belongs to it.
	fn open_topic_of(signal: &Signal) -> Result<(Group, Topic), Fault> {
		let (group, name) = (signal.group, signal.topic);
		let now = T::Time::now();
		let stored = Topics::<T>::get(group, name).zip(Groups::<T>::get(group));
		// The name of a topic that was cleared says that it is over.
		let ends = stored.as_ref().map_or(topic_end(&name), |(topic, _)| topic.ends);
		ensure!(now <= ends, Fault::TopicOver);
		let (topic, group) = stored.ok_or(Fault::UnknownTopic)?;
		Ok((group, topic))
	}

	/// Whether the proof proves the signal: that a member whose commitment lies under the root has this nullifier in
	/// this scope, and means this message.
	pub(super) fn prove(signal: &Signal, checked: &Checked) -> Result<(), Fault> {
		let proof = &signal.proof;
		let inputs = circuit_inputs(proof.root, proof.nullifier, &signal.message, &checked.scope);
		<Self as VerifyProof>::verify(&checked.key, &inputs, &proof.proof).map_err(Fault::Proof)
	}
}
