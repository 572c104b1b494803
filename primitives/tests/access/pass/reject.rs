//! Passes and uses that are refused.

use super::*;

#[track_caller]
pub(super) fn bad(world: &World, request: &Request, what: &str) {
	let reason = world.decide(request).reason();
	assert_eq!(reason, Some(Reason::BadPass), "{what}");
}

/// The pass as the request has it, changed.
fn changed(request: &Request, change: impl FnOnce(&mut Vec<SignedBlock>)) -> Request {
	let mut request = request.clone();
	let pass = request.shown.pass.as_mut().unwrap();
	let mut blocks = pass.blocks.to_vec();
	change(&mut blocks);
	pass.blocks = blocks.try_into().unwrap();
	request
}

/// One who cuts, swaps or changes blocks signs the use himself, if he can.
fn resigned(mut request: Request, signer: &Key) -> Request {
	if let Some(last) = request.shown.pass.as_ref().and_then(|pass| pass.blocks.last()) {
		request.subject = Subject::Key(last.block.holder);
	}
	at_lift(request, signer)
}

/// Each mutation of a pass of each key type.
#[test]
fn takes_no_mutated_pass() {
	for key_type in KeyType::ALL {
		let all = keys(key_type);
		let [holder, keys @ ..] = all.clone();
		let world = world(&holder, false);
		let request = passed(&holder, false, &keys, GRANT);
		let last = &keys[3];
		assert!(world.decide(&at_lift(request.clone(), last)).is_allow());
		let check = |what: &str, change: &dyn Fn(&mut Vec<SignedBlock>)| {
			let changed = changed(&request, |blocks| change(blocks));
			for signer in &all {
				let what = format!("{what}, {key_type:?}");
				bad(&world, &at_lift(changed.clone(), signer), &what);
				if changed.shown.pass.as_ref().is_some_and(|pass| !pass.blocks.is_empty()) {
					// The last of a pass that was cut off at its end is a pass of its own.
					let is_whole = what.starts_with("cut off 3");
					if !is_whole {
						bad(&world, &resigned(changed.clone(), signer), &what);
					}
				}
			}
		};
		for place in 0..4 {
			check(&format!("cut off {place}"), &|blocks| {
				blocks.remove(place);
			});
			check(&format!("signature {place}"), &|blocks| {
				flip(&mut blocks[place].signature);
			});
			check(&format!("signer {place}"), &|blocks| {
				blocks[place].signer = Some(holder.public());
			});
			check(&format!("signed by another {place}"), &|blocks| {
				let stranger = Key::new(key_type, 99);
				blocks[place].signature = stranger.sign(&blocks[place].block.payload());
			});
			check(&format!("genesis {place}"), &|blocks| {
				blocks[place].block.genesis = OTHER_GENESIS;
			});
			check(&format!("grant {place}"), &|blocks| blocks[place].block.grant = 2);
			check(&format!("before {place}"), &|blocks| {
				blocks[place].block.before = GENESIS;
			});
			check(&format!("wider {place}"), &|blocks| {
				blocks[place].block.scope.expires += 1;
			});
			for other in place + 1..4 {
				check(&format!("swapped {place} {other}"), &|blocks| {
					blocks.swap(place, other);
				});
			}
			// A block doubled in the place of the next one.
			if place < 3 {
				check(&format!("doubled {place}"), &|blocks| {
					blocks[place + 1] = blocks[place].clone();
				});
			}
		}
	}
}

fn flip(signature: &mut DeviceSignature) {
	let (DeviceSignature::Sr25519(bytes)
	| DeviceSignature::Ed25519(bytes)
	| DeviceSignature::Secp256k1(bytes)
	| DeviceSignature::P256(bytes)) = signature;
	bytes[10] ^= 1;
}

/// Blocks of two passes of one holder do not mix, nor those of two grants.
#[test]
fn blocks_of_another_pass_or_grant() {
	let [holder, one, two, three, four] = keys(KeyType::Ed25519);
	let mut world = world(&holder, false);
	world.add_grant(2, grant_to(Holder::Device(holder.id())));
	let (this, that) = (
		passed(&holder, false, &[one.clone(), two.clone()], GRANT),
		passed(&holder, false, &[three, four.clone()], GRANT),
	);
	let second = that.shown.pass.as_ref().unwrap().blocks[1].clone();
	let mixed = changed(&this, |blocks| blocks[1] = second);
	bad(&world, &resigned(mixed, &four), "another pass");
	let other = passed(&holder, false, &[one, two.clone()], 2);
	assert!(world.decide(&at_lift(other.clone(), &two)).is_allow());
	let request = Request { authority: Authority::Grant(GRANT), ..other };
	bad(&world, &at_lift(request, &two), "another grant");
}

/// Each block names the one before rightly and is signed by who had the right: one word alone is another's.
#[test]
fn blocks_that_are_wholly_signed_for_another_genesis_or_grant() {
	let [holder, keys @ ..] = keys(KeyType::Ed25519);
	let mut world = world(&holder, false);
	world.add_grant(2, grant_to(Holder::Device(holder.id())));
	let signed_with = |place: usize, change: &dyn Fn(&mut Block)| {
		let (mut before, mut signer) = (signed::grant_hash(&GENESIS, GRANT), &holder);
		let mut blocks = Vec::new();
		for (at, key) in keys.iter().enumerate() {
			let mut block = block(before, GRANT, key, scope());
			if at == place {
				change(&mut block);
			}
			before = block.hash();
			blocks.push(sign(block, signer, false));
			signer = key;
		}
		let pass = Pass { grant: GRANT, blocks: blocks.try_into().unwrap() };
		at_lift(with_pass(pass), &keys[3])
	};
	for place in 0..4 {
		assert!(world.decide(&signed_with(place, &|_| {})).is_allow(), "{place}");
		let genesis = signed_with(place, &|block| block.genesis = OTHER_GENESIS);
		bad(&world, &genesis, &format!("genesis {place}"));
		let grant = signed_with(place, &|block| block.grant = 2);
		bad(&world, &grant, &format!("grant {place}"));
	}
}

#[test]
fn a_pass_with_ones_own_right_or_for_another_subject() {
	let [holder, key, ..] = keys(KeyType::Ed25519);
	let world = world(&holder, false);
	let request = passed(&holder, false, std::slice::from_ref(&key), GRANT);
	let own = Request { authority: Authority::Own, ..request.clone() };
	bad(&world, &at_lift(own, &key), "own");
	for subject in [
		Subject::Device(holder.id()),
		Subject::Key(holder.public()),
		Subject::Account(holder.public().account().unwrap()),
		Subject::Member(1),
	] {
		let other = Request { subject, ..request.clone() };
		bad(&world, &at_lift(other, &key), "subject");
	}
	// A key without a block is nobody.
	let mut no_block = request.clone();
	no_block.shown.pass = None;
	bad(&world, &at_lift(no_block, &key), "no pass");
	let own = Request { subject: Subject::Key(key.public()), ..ask() };
	bad(&world, &at_lift(own, &key), "own key");
}

#[test]
fn a_pass_of_an_epoch_before() {
	let [holder, keys @ ..] = keys(KeyType::Ed25519);
	let mut world = world(&holder, false);
	let request = at_lift(passed(&holder, false, &keys, GRANT), &keys[3]);
	assert!(world.decide(&request).is_allow());
	world.change_grant(GRANT, |grant| grant.pass_epoch = 1);
	assert_eq!(world.denied(&request), by_grant(Reason::PassRevoked, GRANT));
}

#[test]
fn a_pass_of_a_grant_that_may_not_be_handed_on() {
	let [holder, keys @ ..] = keys(KeyType::Ed25519);
	let mut world = world(&holder, false);
	world.change_grant(GRANT, |grant| grant.delegation = Delegation::Kept);
	let request = at_lift(passed(&holder, false, &keys, GRANT), &keys[3]);
	assert_eq!(world.denied(&request), by_grant(Reason::MayNotDelegate, GRANT));
}

#[test]
fn a_pass_of_a_domains_grant_or_of_an_account_that_is_a_hash() {
	let [holder, key, ..] = keys(KeyType::Ed25519);
	let mut world = world(&holder, false);
	let request = at_lift(passed(&holder, false, std::slice::from_ref(&key), GRANT), &key);
	let by_account = at_lift(passed(&holder, true, std::slice::from_ref(&key), GRANT), &key);
	let domain = Holder::Domain { domain: super::super::world::TEAM, reach: Reach::Below };
	for holder in [domain, Holder::Account(super::super::world::account(9))] {
		world.add_grant(GRANT, grant_to(holder));
		bad(&world, &request, "no key");
		bad(&world, &by_account, "another key");
	}
}

/// The keys of P-256 are no account's.
#[test]
fn a_signer_who_is_no_account() {
	let [holder, key, ..] = keys(KeyType::P256);
	let world = world(&Key::ed(40), true);
	let request = passed(&holder, true, std::slice::from_ref(&key), GRANT);
	bad(&world, &at_lift(request, &key), "P-256");
}

#[test]
fn a_block_for_a_key_that_anybody_signs_for() {
	let [holder, key, ..] = keys(KeyType::Ed25519);
	let world = world(&holder, false);
	let mut block = block(signed::grant_hash(&GENESIS, GRANT), GRANT, &key, scope());
	block.holder = DevicePublic::Ed25519([0; 32]);
	assert!(block.holder.is_weak());
	let pass = Pass { grant: GRANT, blocks: vec![sign(block, &holder, false)].try_into().unwrap() };
	bad(&world, &with_pass(pass), "weak");
}

#[test]
fn a_fifth_block() {
	use codec::{Decode, Encode};
	let [holder, keys @ ..] = keys(KeyType::Ed25519);
	let request = passed(&holder, false, &keys, GRANT);
	let blocks = request.shown.pass.unwrap().blocks.to_vec();
	let five: Vec<_> = blocks.iter().chain(&blocks[..1]).cloned().collect();
	assert!(Pass::decode(&mut &(GRANT, blocks).encode()[..]).is_ok());
	assert!(Pass::decode(&mut &(GRANT, five).encode()[..]).is_err());
}

/// The grant's holder, and each who handed the right on, is active.
#[test]
fn a_pass_that_somebody_handed_on_who_is_not_active() {
	use jmt_primitives::devices::MemberState;
	let [holder, one, two, ..] = keys(KeyType::Ed25519);
	let request = at_lift(passed(&holder, false, &[one.clone(), two.clone()], GRANT), &two);
	for suspended in [&holder, &one, &two] {
		let mut world = world(&holder, false);
		world.add_device(&one, super::super::world::boss(), None);
		world.add_device(&two, super::super::world::boss(), None);
		assert!(world.decide(&request).is_allow());
		world.change_member(suspended.id(), |member| member.state = MemberState::Revoked);
		assert_eq!(world.reason(&request), Reason::SubjectInactive);
	}
	let mut world = world(&holder, false);
	world.facts.remove(&jmt_primitives::access::FactKey::Device(holder.id()));
	assert_eq!(world.denied(&request), by_grant(Reason::UnknownSubject, GRANT));
}

#[test]
fn facts_that_lack() {
	let [holder, one, two, ..] = keys(KeyType::Ed25519);
	let request = at_lift(passed(&holder, false, &[one.clone(), two.clone()], GRANT), &two);
	let whole = world(&holder, false);
	assert!(whole.decide(&request).is_allow());
	let asked = whole.asked.take();
	assert!(asked.contains(&jmt_primitives::access::FactKey::Alias(one.id())));
	for key in asked {
		let mut world = world(&holder, false);
		world.lacking.insert(key.clone());
		assert_eq!(world.reason(&request), Reason::SnapshotLacks, "{key:?}");
	}
}
