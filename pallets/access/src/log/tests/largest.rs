//! Logs of 2^32 - 1 leaves.

use super::{
	super::tree,
	book::{genesis, register_device, send_extended, Key},
};
use crate::{mock::*, Error, Event, HoldReason, Logs};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	access::{log::LieKind, MAX_CONSISTENCY},
	merkle::{consistency_len, proof_len, MAX_DEPTH},
};

#[test]
fn it_anchors_with_as_many_hashes_as_an_anchor_has() {
	ExtBuilder.build_and_execute(|| {
		let key = Key::ed25519(1);
		let device = key.public().id();
		register_device(&key.public(), alice());
		for hashes in [4, 5, 6, 7, 30, 31, 62, 63, 64] {
			let extended = tree::extended(hashes, &genesis(), &device, bob(), NOW - 1);
			let proofs = (extended.consistency.len() as u32, extended.path.len() as u32);
			assert_eq!(proofs.0 + proofs.1, hashes);
			assert_eq!(Ok(proofs.0), consistency_len(extended.head.leaves, extended.leaves));
			Logs::<Test>::insert(device, &extended.head);
			take_events();
			assert_ok!(send_extended(&key, &extended));
			let head = Logs::<Test>::take(device).unwrap();
			assert_eq!((head.leaves, head.root), (extended.leaves, extended.root));
			let (leaves, root) = (extended.leaves, extended.root);
			let anchored = Event::Anchored { enforcer: device, leaves, root, segment: 2 };
			assert_eq!(take_events(), [anchored]);
		}
		// No tree needs more of either.
		assert!((33..=MAX_CONSISTENCY).contains(&consistency_len(3, u32::MAX).unwrap()));
		assert_eq!(proof_len(u32::MAX, 0), Ok(MAX_DEPTH));
		assert_eq!(held(HoldReason::Log, &bob()), 0);
	});
}

#[test]
fn it_refuses_the_largest_anchor_with_a_hash_changed_anywhere() {
	ExtBuilder.build_and_execute(|| {
		let key = Key::ed25519(1);
		let device = key.public().id();
		register_device(&key.public(), alice());
		let honest = || tree::extended(64, &genesis(), &device, bob(), NOW - 1);
		Logs::<Test>::insert(device, honest().head);
		for at in 0..honest().consistency.len() {
			let mut forged = honest();
			forged.consistency[at].0[31] ^= 1;
			assert_noop!(send_extended(&key, &forged), Error::<Test>::NotAppendOnly);
		}
		for at in 0..honest().path.len() {
			let mut forged = honest();
			forged.path[at].0[31] ^= 1;
			assert_noop!(send_extended(&key, &forged), Error::<Test>::WrongSeal);
		}
	});
}

#[test]
fn it_finds_a_lie_in_the_largest_log() {
	ExtBuilder.build_and_execute(|| {
		let device = Key::ed25519(1).public().id();
		for hashes in [12, 16, 64, 128] {
			let (head, lie) = tree::lie(hashes, &genesis(), &device, bob(), NOW - 1);
			assert_eq!(lie.hashes(), hashes);
			Logs::<Test>::insert(device, head);
			take_events();
			assert_ok!(Access::report_lie(by(bob()), device, Box::new(lie.clone())));
			assert_eq!(Logs::<Test>::get(device).unwrap().lied, Some(NOW));
			let (use_id, lie) = (lie.use_id(), LieKind::Unsorted);
			let reported = Event::LieReported { enforcer: device, by: bob(), use_id, lie };
			assert_eq!(take_events(), [reported]);
		}
	});
}
