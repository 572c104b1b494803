//! The attacks on keys and anchors of the pallet's table, each row as a test.

use crate::{keys::MAX_RETIREMENT, mock::*, Error, Keys};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	proofs::{MembershipKeys, Purpose, Scalar, SetUp, VerifyProof},
	Hash,
};

#[test]
fn a_forger_puts_no_key_of_his_in_the_place_of_another() {
	ExtBuilder::default().build_and_execute(|| {
		// Whatever he says that his key is for, a depth has its own.
		let purpose = Purpose::Membership { depth: DEPTH };
		let bytes = forger(1, 4).bytes().try_into().unwrap();
		assert_ok!(ZkVerifier::register_key(by(bob()), bytes, purpose, ceremony()));
		assert_eq!(Depths::key(DEPTH), Some(member_forger(DEPTH).id()));
		assert_ne!(Depths::key(DEPTH), Some(forger(1, 4).id()));
	});
}

#[test]
fn a_squatter_keeps_no_key_from_others() {
	ExtBuilder::default().build_and_execute(|| {
		// He registers a published key first, and retires it at once.
		let published = forger(1, 1);
		let key = register(bob(), &published);
		assert_ok!(ZkVerifier::retire_key(by(bob()), key, NOW));
		set_time(NOW + 1);
		// Anybody sweeps it and registers it anew.
		assert_ok!(ZkVerifier::retire_key(by(alice()), key, 0));
		assert_eq!(register(alice(), &published), key);
		assert!(ZkVerifier::usable(&key));
		assert_noop!(ZkVerifier::retire_key(by(bob()), key, NOW + 1), Error::<Test>::NotKeyOwner);
	});
}

#[test]
fn a_squatter_retires_no_key_of_a_depth() {
	ExtBuilder::default().build_and_execute(|| {
		let key = register(bob(), &member_forger(ABSENT));
		for until in [NOW, NOW + MAX_RETIREMENT] {
			assert_noop!(
				ZkVerifier::retire_key(by(bob()), key, until),
				Error::<Test>::MembershipKey
			);
		}
		assert!(ZkVerifier::usable(&key));
	});
}

#[test]
fn a_maker_of_a_broken_key_does_not_bring_it_back() {
	ExtBuilder::default().build_and_execute(|| {
		let broken = forger(1, 1);
		let key = register(bob(), &broken);
		assert_ok!(ZkVerifier::retire_key(by(bob()), key, NOW + MAX_RETIREMENT));
		assert_ok!(ZkVerifier::retire_key(by(council()), key, 0));
		set_time(NOW + 1);
		assert_ok!(ZkVerifier::retire_key(by(alice()), key, 0));
		assert!(!Keys::<Test>::contains_key(key));
		let bytes = broken.bytes().try_into().unwrap();
		assert_noop!(
			ZkVerifier::register_key(by(bob()), bytes, Purpose::Other, ceremony()),
			Error::<Test>::KeyBarred
		);
	});
}

#[test]
fn an_owner_does_not_cut_off_that_which_he_promised() {
	ExtBuilder::default().build_and_execute(|| {
		let key = register(bob(), &forger(1, 1));
		assert_ok!(ZkVerifier::retire_key(by(bob()), key, NOW + 1_000));
		assert_noop!(ZkVerifier::retire_key(by(bob()), key, NOW), Error::<Test>::AlreadyRetired);
		set_time(NOW + 1_000);
		let claim = claim(&forger(1, 1), 1, 1);
		assert_eq!(verdict(&claim), Ok(()));
	});
}

#[test]
fn a_key_never_changes_under_its_id() {
	ExtBuilder::default().build_and_execute(|| {
		let key = register(alice(), &forger(1, 2));
		let before = crate::Prepared::<Test>::get(key);
		let bytes: crate::KeyBytes = forger(1, 2).bytes().try_into().unwrap();
		for (who, purpose, set_up) in
			[(alice(), Purpose::Place, ceremony()), (bob(), Purpose::Other, SetUp::Development)]
		{
			assert_noop!(
				ZkVerifier::register_key(by(who), bytes.clone(), purpose, set_up),
				Error::<Test>::AlreadyRegistered
			);
		}
		assert_eq!(crate::Prepared::<Test>::get(key), before);
		// Another byte is another id, or no key.
		assert_ne!(register(alice(), &forger(2, 2)), key);
	});
}

#[test]
fn a_witness_does_not_change_the_root_that_a_statement_names() {
	ExtBuilder::default().build_and_execute(|| {
		let label = Hash::zero();
		assert_ok!(ZkVerifier::anchor(by(bob()), label, Scalar::from(1)));
		assert_noop!(
			ZkVerifier::anchor(by(bob()), label, Scalar::from(2)),
			Error::<Test>::AnchorExists
		);
		// He can drop it and anchor another, which then says that it is younger.
		set_time(NOW + 1);
		assert_ok!(ZkVerifier::drop_anchor(by(bob()), label));
		assert_ok!(ZkVerifier::anchor(by(bob()), label, Scalar::from(2)));
		assert_eq!(crate::Anchors::<Test>::get(bob(), label).unwrap().at, NOW + 1);
	});
}

#[test]
fn a_number_has_one_encoding() {
	ExtBuilder::default().build_and_execute(|| {
		// The same residue plus r would prove as well and be another statement.
		register(alice(), &forger(1, 1));
		let mut claim = claim(&forger(1, 1), 0, 1);
		claim.inputs[0] = Scalar(R);
		assert_noop!(
			ZkVerifier::verify(by(bob()), claim.key, claim.proof, claim.inputs),
			Error::<Test>::ScalarNotReduced
		);
	});
}
