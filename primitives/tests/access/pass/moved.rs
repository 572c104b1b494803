//! Uses that were signed for something else, or by another.

use super::{reject::bad, *};

/// A use that is signed for something else.
#[test]
fn a_use_moved_elsewhere() {
	let [holder, one, two, ..] = keys(KeyType::Ed25519);
	let mut world = world(&holder, false);
	world.add_grant(2, grant_to(Holder::Device(holder.id())));
	let request = passed(&holder, false, &[one.clone(), two.clone()], GRANT);
	let first_block = request.shown.pass.as_ref().unwrap().blocks[0].block.hash();
	let whole = at_lift(request.clone(), &two);
	assert!(world.decide(&whole).is_allow());
	let moved = |change: &dyn Fn(&mut Use)| {
		let mut using = use_of(&request);
		change(&mut using);
		let signature = two.sign(&using.payload());
		let mut request = whole.clone();
		request.shown.using = Some(SignedUse { using, signer: None, signature });
		world.decide(&request).reason()
	};
	assert_eq!(moved(&|_| {}), None);
	let own = Source::Own(Subject::Key(two.public()));
	let changes: [(&dyn Fn(&mut Use), Reason); 10] = [
		(&|using| using.genesis = OTHER_GENESIS, Reason::BadPass),
		(&|using| using.enforcer = holder.id(), Reason::NotThisEnforcer),
		(&|using| using.resource = LIFT + 1, Reason::BadPass),
		(&|using| using.source = Source::Grant(GRANT), Reason::BadPass),
		(&|using| using.source = Source::Block(first_block), Reason::BadPass),
		(&|using| using.source = own.clone(), Reason::BadPass),
		(&|using| using.challenge = [8; 32], Reason::BadPass),
		(&|using| using.action = Action::CLOSE, Reason::BadPass),
		(&|using| using.expires = NOW - 1, Reason::BadPass),
		(&|using| using.expires = NOW + MAX_USE_MS + 1, Reason::BadPass),
	];
	for (place, (change, reason)) in changes.into_iter().enumerate() {
		assert_eq!(moved(change), Some(reason), "{place}");
	}
	// The same signature, with the words that it does not cover.
	let mut request = whole.clone();
	request.shown.using.as_mut().unwrap().using.expires -= 1;
	bad(&world, &request, "other words");
	for (expires, code) in [(NOW, None), (NOW + MAX_USE_MS, None)] {
		assert_eq!(moved(&|using| using.expires = expires), code, "{expires}");
	}
}

/// One key at the end of three passes of one grant, and the use that it signed by each of them.
#[test]
fn a_use_moved_to_another_pass_of_the_same_holder() {
	let [holder, one, two, last, ..] = keys(KeyType::Ed25519);
	let world = world(&holder, false);
	let ways = [vec![one, last.clone()], vec![two, last.clone()], vec![last.clone()]];
	let passes = ways.map(|keys| at_lift(passed(&holder, false, &keys, GRANT), &last));
	for (place, shown) in passes.iter().enumerate() {
		for (other, signed) in passes.iter().enumerate() {
			let mut request = shown.clone();
			request.shown.using = signed.shown.using.clone();
			match place == other {
				true => assert!(world.decide(&request).is_allow(), "{place}"),
				false => bad(&world, &request, &format!("the use by {other} with {place}")),
			}
		}
	}
}

#[test]
fn a_use_of_ones_own_right_moved_to_a_grant_and_back() {
	let [holder, ..] = keys(KeyType::Ed25519);
	let mut world = world(&holder, false);
	world.add_grant(2, grant_to(Holder::Device(holder.id())));
	let rule = super::super::world::allow(jmt_primitives::access::Who::Anybody, Vec::new());
	world.rules(vec![rule]);
	let own = at_lift(super::super::world::ask_of(&holder), &holder);
	let granted =
		|grant| at_lift(Request { authority: Authority::Grant(grant), ..own.clone() }, &holder);
	for request in [&own, &granted(1), &granted(2)] {
		assert!(world.decide(request).is_allow());
		for authority in [Authority::Own, Authority::Grant(1), Authority::Grant(2)] {
			let moved = Request { authority, ..request.clone() };
			let stays = authority == request.authority;
			assert_eq!(world.decide(&moved).is_allow(), stays, "{authority:?}");
			if !stays {
				bad(&world, &moved, "authority");
			}
		}
	}
}

#[test]
fn a_use_signed_by_another_or_with_a_signer_that_is_not_asked_for() {
	let [holder, one, two, ..] = keys(KeyType::Ed25519);
	let mut world = world(&holder, false);
	let rule = super::super::world::allow(jmt_primitives::access::Who::Anybody, Vec::new());
	world.rules(vec![rule]);
	let request = passed(&holder, false, &[one.clone(), two.clone()], GRANT);
	for signer in [&holder, &one] {
		bad(&world, &at_lift(request.clone(), signer), "signed by an earlier holder");
	}
	let with_signer = |mut request: Request, signer: Option<&Key>| {
		request.shown.using.as_mut().unwrap().signer = signer.map(Key::public);
		request
	};
	bad(&world, &with_signer(at_lift(request, &two), Some(&two)), "a key's signer");
	let own = at_lift(super::super::world::ask_of(&holder), &holder);
	assert!(world.decide(&own).is_allow());
	bad(&world, &with_signer(own, Some(&holder)), "a device's signer");
	// An account needs one, and its own.
	let account = Subject::Account(one.public().account().unwrap());
	let own = at_lift(Request { subject: account, ..ask() }, &one);
	assert!(world.decide(&own).is_allow());
	bad(&world, &with_signer(own.clone(), None), "no signer");
	bad(&world, &with_signer(own, Some(&two)), "another signer");
}

#[test]
fn a_gate_without_a_use() {
	let [holder, key, ..] = keys(KeyType::Ed25519);
	let world = world(&holder, false);
	let mut request = passed(&holder, false, std::slice::from_ref(&key), GRANT);
	request.at = Some(Gate { enforcer: lift().id(), challenge: CHALLENGE });
	bad(&world, &request, "no use");
}
