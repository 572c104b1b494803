//! Whether a proof shows a member, in a scope that is not a topic's: for pallets that count aliases themselves.

use crate::{groups::RootStanding, Config, Groups, Pallet};
use frame_support::ensure;
use jmt_primitives::{
	proofs::{
		scope::circuit_inputs, Alias, GroupId, MembershipKeys, MembershipProof, NotMember,
		VerifyProof,
	},
	Hash,
};
use jmt_zk_poseidon::Scalar as Element;

impl<T: Config> Pallet<T> {
	/// The checks of a signal without its topic: a root that is good, a nullifier that is a number, a circuit of this
	/// depth, and the proof. Writes nothing.
	#[inline(never)]
	pub(super) fn check_member(
		id: GroupId,
		scope: &Hash,
		message: &Hash,
		proof: &MembershipProof,
	) -> Result<Alias, NotMember> {
		let group = Groups::<T>::get(id).ok_or(NotMember::UnknownGroup)?;
		match Self::root_standing(id, &group, &proof.root) {
			RootStanding::Current | RootStanding::Replaced { .. } => {},
			RootStanding::Expired | RootStanding::Unknown => return Err(NotMember::RootNotGood),
		}
		let reduced = Element::from_be_bytes(&proof.nullifier.0).is_ok();
		ensure!(reduced, NotMember::NullifierNotReduced);
		let key = T::MembershipKeys::key(proof.depth).ok_or(NotMember::NoKey)?;
		let inputs = circuit_inputs(proof.root, proof.nullifier, message, scope);
		<Self as VerifyProof>::verify(&key, &inputs, &proof.proof).map_err(NotMember::Refused)?;
		Ok(proof.nullifier)
	}
}
