//! That which is looked at without a state.

use super::*;
use crate::keys::AccountKey;
use jmt_primitives::access::{Pass, SignedUse};

/// A visit by a pass of two blocks, in which the first was signed by an account.
fn by_pass(house: &mut House) -> (HolderKey, Pass) {
	let (one, _) = DeviceKey::generate(KeyType::Secp256k1);
	let (two, _) = DeviceKey::generate(KeyType::Ed25519);
	let holder = HolderKey::Account(AccountKey::from_uri("//Alice").unwrap());
	let pass = first(GENESIS, (1, 0), &holder, one.public(), scope(None)).unwrap();
	let one = HolderKey::Device(one);
	let pass = further(GENESIS, pass, &one, two.public(), scope(None)).unwrap();
	house.granted(None);
	(HolderKey::Device(two), pass)
}

fn admits(house: &mut House, visit: &Visit) -> Result<(), Reason> {
	let admitted = house.gate.admit(visit, NOW).unwrap();
	admitted.map(drop).map_err(|denied| denied.reason)
}

#[test]
fn admit_what_only_a_state_knows_is_left_to_it() {
	let mut house = house(Vec::new());
	// A device that nobody knows, by its own right and by a grant that is not there.
	for right in [Right::Own, Right::Grant(77)] {
		let challenge = house.ask(NOW);
		let visit = house.answer(&challenge, &right);
		assert_eq!(admits(&mut house, &visit), Ok(()));
	}
	let (key, pass) = by_pass(&mut house);
	let challenge = house.ask(NOW);
	let visit = challenge.answer(&key, &Right::Pass(pass), None).unwrap();
	assert_eq!(admits(&mut house, &visit), Ok(()));
}

mod reject {
	use super::*;

	#[test]
	fn admit_a_pass_whose_shown_keys_did_not_sign_it() {
		let mut house = house(Vec::new());
		let (key, pass) = by_pass(&mut house);
		type Change = fn(&mut Visit);
		let signature = DeviceSignature::Ed25519([7; 64]);
		let changes: [Change; 8] = [
			|visit| block(visit, 0).signature = DeviceSignature::Ed25519([7; 64]),
			|visit| block(visit, 1).signature = DeviceSignature::Ed25519([7; 64]),
			|visit| block(visit, 0).signer = Some(DevicePublic::Ed25519([7; 32])),
			|visit| block(visit, 1).signer = block(visit, 0).signer,
			|visit| block(visit, 0).block.pass_epoch += 1,
			|visit| block(visit, 1).block.before = Hash::zero(),
			|visit| drop(visit.shown.pass.as_mut().unwrap().blocks.remove(0)),
			|visit| visit.shown.pass = None,
		];
		for (place, change) in changes.into_iter().enumerate() {
			let challenge = house.ask(NOW);
			let mut visit = challenge.answer(&key, &Right::Pass(pass.clone()), None).unwrap();
			change(&mut visit);
			assert_eq!(admits(&mut house, &visit), Err(Reason::BadPass), "change {place}");
		}
		let challenge = house.ask(NOW);
		let mut visit = challenge.answer(&key, &Right::Pass(pass), None).unwrap();
		visit.shown.using.as_mut().unwrap().signature = signature;
		assert_eq!(admits(&mut house, &visit), Err(Reason::BadPass));
	}

	fn block(visit: &mut Visit, place: usize) -> &mut jmt_primitives::access::SignedBlock {
		visit.shown.pass.as_mut().unwrap().blocks.iter_mut().nth(place).unwrap()
	}

	#[test]
	fn admit_a_key_of_another_account_or_none() {
		let mut house = house(Vec::new());
		let alice = HolderKey::Account(AccountKey::from_uri("//Alice").unwrap());
		let bob = HolderKey::Account(AccountKey::from_uri("//Bob").unwrap());
		let answer = |house: &mut House, key: &HolderKey| {
			let challenge = house.ask(NOW);
			challenge.answer(key, &Right::Own, None).unwrap()
		};
		let visit = answer(&mut house, &alice);
		assert_eq!(admits(&mut house, &visit), Ok(()));
		let others = answer(&mut house, &bob);
		for change in [
			|signed: &mut SignedUse, _: &SignedUse| signed.signer = None,
			|signed: &mut SignedUse, other: &SignedUse| signed.signer = other.signer,
			|signed: &mut SignedUse, other: &SignedUse| signed.signature = other.signature,
		] {
			let mut visit = answer(&mut house, &alice);
			change(visit.shown.using.as_mut().unwrap(), others.shown.using.as_ref().unwrap());
			assert_eq!(admits(&mut house, &visit), Err(Reason::BadPass));
		}
	}

	#[test]
	fn admit_a_member_without_a_proof_or_for_another_challenge() {
		let mut house = house(Vec::new());
		let challenge = house.ask(NOW);
		let (using, source) = (None, RightSource::Own(Subject::Member(1)));
		let mut visit = house.answer(&challenge, &Right::Own);
		visit.subject = Subject::Member(1);
		visit.shown.using = using;
		assert_eq!(admits(&mut house, &visit), Err(Reason::BadPass));
		// With a use in the place of one's own, which names another challenge.
		let challenge = house.ask(NOW);
		let mut other = house.answer(&challenge, &Right::Own);
		let signed = other.shown.using.as_mut().unwrap();
		(signed.using.source, signed.using.challenge) = (source, [7; 32]);
		other.subject = Subject::Member(1);
		assert_eq!(admits(&mut house, &other), Err(Reason::BadPass));
	}

	#[test]
	fn admit_a_challenge_twice_at_once() {
		let mut house = house(vec![anybody(Vec::new(), 0)]);
		let challenge = house.ask(NOW);
		let visit = house.answer(&challenge, &Right::Own);
		assert_eq!(admits(&mut house, &visit), Ok(()));
		assert_eq!(admits(&mut house, &visit), Err(Reason::PassReplayed), "it is being decided");
		assert_eq!(house.logged(), 0);
	}
}
