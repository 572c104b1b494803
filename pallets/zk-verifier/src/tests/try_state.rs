//! Each law is broken by hand, and found.

use crate::{mock::*, Anchors, Barred, DevelopmentKeys, HoldReason, Keys, Prepared};
use frame_support::{assert_ok, traits::fungible::MutateHold};
use jmt_primitives::{
	proofs::{Scalar, SetUp},
	Hash, Invariants,
};
use sp_runtime::TryRuntimeError;

/// On a chain with a key, an anchor and the key of genesis, a change by hand breaks a law.
fn breaks(change: impl FnOnce(), law: &'static str) {
	ExtBuilder::default().build().execute_with(|| {
		register(alice(), &forger(1, 2));
		register(alice(), &forger(2, 3));
		assert_ok!(ZkVerifier::anchor(by(bob()), Hash::zero(), Scalar::from(1)));
		assert_ok!(ZkVerifier::check());
		change();
		assert_eq!(ZkVerifier::check(), Err(TryRuntimeError::Other(law)));
	});
}

#[test]
fn it_finds_keys_without_bytes_and_bytes_without_keys() {
	breaks(|| Prepared::<Test>::remove(forger(1, 2).id()), "a key has no bytes");
	breaks(|| Keys::<Test>::remove(forger(1, 2).id()), "bytes have no key");
}

#[test]
fn it_finds_bytes_that_are_not_the_keys() {
	let change = |place: usize| {
		Prepared::<Test>::mutate(forger(1, 2).id(), |stored| {
			stored.as_mut().unwrap()[place] ^= 1;
		});
	};
	let length = 512 + 64 * 2 + 384;
	breaks(|| change(length - 1), "a key was prepared wrongly");
	breaks(|| change(0), "the bytes of a key are not prepared ones");
	breaks(
		|| {
			let other = Prepared::<Test>::get(forger(2, 3).id()).unwrap();
			Prepared::<Test>::insert(forger(1, 2).id(), other);
		},
		"a key does not hash to its id",
	);
}

#[test]
fn it_finds_records_that_lie() {
	let change = |change: fn(&mut crate::KeyRecord)| {
		Keys::<Test>::mutate(forger(1, 2).id(), |record| change(record.as_mut().unwrap()));
	};
	breaks(|| change(|record| record.inputs = 3), "a key has another number of inputs");
	breaks(|| change(|record| record.owner = None), "nobody paid for a key");
	breaks(
		|| {
			change(|record| record.set_up = SetUp::Development);
			DevelopmentKeys::<Test>::put(false);
		},
		"a key of a set-up for development is registered",
	);
	breaks(|| change(|record| record.retired = Some(u64::MAX)), "a key is retired too late");
	breaks(|| Barred::<Test>::insert(forger(1, 2).id(), ()), "a barred key is not retired");
}

#[test]
fn it_finds_an_anchored_root_that_is_no_number() {
	breaks(
		|| {
			Anchors::<Test>::mutate(bob(), Hash::zero(), |anchor| {
				anchor.as_mut().unwrap().root = Scalar(R);
			});
		},
		"an anchored root is no number",
	);
}

#[test]
fn it_finds_deposits_that_are_not_held_and_holds_without_deposit() {
	let law = "what is held of a payer is not the sum of the deposits";
	for (reason, who) in [
		(HoldReason::Key, alice()),
		(HoldReason::Group, alice()),
		(HoldReason::Topic, bob()),
		(HoldReason::Anchor, bob()),
		(HoldReason::Anchor, alice()),
	] {
		breaks(|| Balances::hold(&reason.into(), &who, 1).unwrap(), law);
	}
	breaks(
		|| {
			Keys::<Test>::mutate(forger(2, 3).id(), |record| record.as_mut().unwrap().deposit -= 1);
		},
		law,
	);
}
