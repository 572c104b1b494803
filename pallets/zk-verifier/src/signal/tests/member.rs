//! Members of other pallets, in scopes that are no topic's.

use crate::{
	groups::makers::{leaf, order, Members},
	mock::*,
	signal::makers::nullifier,
};
use jmt_primitives::{
	proofs::{
		scope::circuit_inputs, Alias, Membership, MembershipProof, NotMember, ProofBytes, Refused,
	},
	Hash,
};

const SCOPE: Hash = Hash::repeat_byte(0x21);
const MESSAGE: Hash = Hash::repeat_byte(0x22);

/// The proof of a member under the root of now.
fn proof(members: &Members) -> MembershipProof {
	proven(MembershipProof {
		depth: DEPTH,
		root: members.root(),
		nullifier: nullifier(1),
		proof: ProofBytes([0; 256]),
	})
}

/// The same with a proof of what it says now.
fn proven(mut proof: MembershipProof) -> MembershipProof {
	let inputs = circuit_inputs(proof.root, proof.nullifier, &MESSAGE, &SCOPE);
	proof.proof = member_forger(proof.depth).prove(&inputs, 1);
	proof
}

fn check(members: &Members, proof: &MembershipProof) -> Result<Alias, NotMember> {
	<ZkVerifier as Membership>::check(members.id, &SCOPE, &MESSAGE, proof)
}

#[test]
fn it_knows_a_member_again_and_again_and_writes_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let members = Members::of(3);
		let proof = proof(&members);
		let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
		for _ in 0..2 {
			assert_eq!(check(&members, &proof), Ok(nullifier(1)));
		}
		assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
		assert_eq!(crate::Aliases::<Test>::iter().count(), 0);
	});
}

#[test]
fn it_takes_a_replaced_root_as_long_as_that_is_good() {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::of(3);
		let proof = proof(&members);
		members.add(&[leaf(9)]).unwrap();
		set_time(NOW + ROOT_LIFETIME - 1);
		assert_eq!(check(&members, &proof), Ok(nullifier(1)));
		set_time(NOW + ROOT_LIFETIME);
		assert_eq!(check(&members, &proof), Err(NotMember::RootNotGood));
	});
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_another_group_and_an_unknown_root() {
		ExtBuilder::default().build_and_execute(|| {
			let members = Members::of(3);
			let good = proof(&members);
			let asked = |group, proof: &MembershipProof| {
				<ZkVerifier as Membership>::check(group, &SCOPE, &MESSAGE, proof)
			};
			assert_eq!(asked(members.id + 1, &good), Err(NotMember::UnknownGroup));
			let others = Members::of(2);
			assert_eq!(asked(others.id, &good), Err(NotMember::RootNotGood));
		});
	}

	#[test]
	fn it_refuses_a_number_of_r_and_more() {
		ExtBuilder::default().build_and_execute(|| {
			let members = Members::of(3);
			let proof = MembershipProof { nullifier: order(), ..proof(&members) };
			assert_eq!(check(&members, &proof), Err(NotMember::NullifierNotReduced));
		});
	}

	#[test]
	fn it_refuses_depths_without_a_circuit_or_its_key() {
		ExtBuilder::default().build_and_execute(|| {
			let members = Members::of(3);
			let of = |depth| MembershipProof { depth, ..proof(&members) };
			assert_eq!(check(&members, &of(33)), Err(NotMember::NoKey));
			let unregistered = Err(NotMember::Refused(Refused::UnknownKey));
			assert_eq!(check(&members, &of(ABSENT)), unregistered);
		});
	}

	#[test]
	fn it_refuses_a_proof_for_another_scope_message_or_alias() {
		ExtBuilder::default().build_and_execute(|| {
			let members = Members::of(3);
			let good = proof(&members);
			let refused = Err(NotMember::Refused(Refused::NotProven));
			let (id, other) = (members.id, Hash::repeat_byte(0x23));
			let scope = <ZkVerifier as Membership>::check(id, &other, &MESSAGE, &good);
			assert_eq!(scope, refused);
			let message = <ZkVerifier as Membership>::check(id, &SCOPE, &other, &good);
			assert_eq!(message, refused);
			let alias = MembershipProof { nullifier: nullifier(2), ..good };
			assert_eq!(check(&members, &alias), refused);
		});
	}
}
