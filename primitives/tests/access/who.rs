//! Subjects of rules: each kind of rule about each kind of subject.

use super::{
	keys::Key,
	world::{
		account, allow, ask, ask_of, boss, by_rule, deny, forged, grant_to, landlord, phone,
		stranger, use_of, World, FIRM, GENESIS, HOUSE, LIFT, NOW, SHAFT, TEAM,
	},
};
use jmt_primitives::{
	access::{
		explain, signed, Authority, Decision, FactKey, FactValue, GroupRoots, Holder, Reason,
		Request, Subject, Told, Who,
	},
	domains::Reach,
	proofs::{MembershipProof, Scalar},
};

/// A group, whose members may be told.
const GROUP: u32 = 4;

/// Rules about each kind of subject, the ones that speak of the phone or its owner.
fn kinds() -> [Who; 9] {
	[
		Who::Anybody,
		Who::Device(phone().id()),
		Who::Account(boss()),
		Who::OwnedBy(boss()),
		Who::Domain { domain: TEAM, reach: Reach::Exact },
		Who::Domain { domain: FIRM, reach: Reach::Below },
		Who::TrustedBy(HOUSE),
		Who::Members(GROUP),
		Who::Domain { domain: FIRM, reach: Reach::Exact },
	]
}

fn world() -> World {
	let mut world = World::scene();
	world.rules(kinds().into_iter().map(|who| allow(who, Vec::new())).collect());
	let roots = GroupRoots { root: Some(Scalar::from(5)), replaced: Vec::new() };
	world.put(FactKey::Group(GROUP), FactValue::Group(roots));
	world
}

fn told(world: &World, request: &Request) -> Vec<Told> {
	let explained = explain(world, request);
	explained.rules.into_iter().map(|rule| rule.who).collect()
}

/// A member shows a proof for the use without an end.
pub(super) fn member(group: u32, alias: u64) -> Request {
	let mut request = ask();
	request.subject = Subject::Member(group);
	let (nullifier, root) = (Scalar::from(alias), Scalar::from(5));
	let mut using = use_of(&request);
	(using.enforcer, using.challenge, using.expires) = Default::default();
	using.expires = u64::MAX;
	let proof = forged(&signed::scope(&GENESIS, group, LIFT), &using.id(), nullifier);
	request.shown.member = Some(MembershipProof { depth: 20, root, nullifier, proof });
	request
}

const YES: Told = Told::True;
const NO: Told = Told::False(Reason::NoRule);
const UNTRUSTED: Told = Told::False(Reason::NotTrusted);
const UNKNOWN: Told = Told::Unknown(Reason::UnknownAttribute);

#[test]
fn it_knows_a_device_by_id_owner_domain_and_trust() {
	let told = told(&world(), &ask());
	assert_eq!(told, [YES, YES, NO, YES, YES, YES, YES, UNKNOWN, NO]);
}

#[test]
fn it_knows_of_a_device_at_large_that_it_is_in_no_domain() {
	let told = told(&world(), &ask_of(&stranger()));
	assert_eq!(told, [YES, NO, NO, NO, NO, NO, UNTRUSTED, UNKNOWN, NO]);
}

#[test]
fn it_knows_an_account_by_itself() {
	let request = Request { subject: Subject::Account(boss()), ..ask() };
	assert_eq!(told(&world(), &request), [YES, NO, YES, YES, NO, NO, UNTRUSTED, UNKNOWN, NO]);
	let request = Request { subject: Subject::Account(account(8)), ..ask() };
	assert_eq!(told(&world(), &request), [YES, NO, NO, NO, NO, NO, UNTRUSTED, UNKNOWN, NO]);
}

#[test]
fn it_knows_nothing_of_a_member_but_its_group() {
	let told_of = told(&world(), &member(GROUP, 9));
	let unknown = [UNKNOWN; 6];
	assert_eq!(told_of[..1], [YES]);
	assert_eq!(told_of[1..7], unknown);
	assert_eq!(told_of[7..], [YES, UNKNOWN]);
	let mut world = world();
	let roots = GroupRoots { root: Some(Scalar::from(5)), replaced: Vec::new() };
	world.put(FactKey::Group(5), FactValue::Group(roots));
	assert_eq!(told(&world, &member(5, 9))[7], NO);
}

/// A pass to a key: rules speak of it as of its device, if it is that of one, and of the grant's holder as well.
#[test]
fn it_knows_a_key_as_its_device_and_with_who_handed_it_on() {
	let mut world = world();
	world.add_grant(1, grant_to(Holder::Account(Key::ed(60).public().account().unwrap())));
	// A key that no device has.
	let nobody = super::pass::passed(&Key::ed(60), true, &[Key::ed(61)], 1);
	assert_eq!(told(&world, &nobody), [YES, NO, NO, NO, NO, NO, UNTRUSTED, UNKNOWN, NO]);
	// The phone's.
	let of_phone = super::pass::passed(&Key::ed(60), true, &[phone()], 1);
	assert_eq!(told(&world, &of_phone), [YES, YES, NO, YES, YES, YES, YES, UNKNOWN, NO]);
	// A later key of the phone.
	world.put(FactKey::Alias(Key::ed(62).id()), FactValue::Alias(phone().id()));
	let rotated = super::pass::passed(&Key::ed(60), true, &[Key::ed(62)], 1);
	assert_eq!(told(&world, &rotated), [YES, YES, NO, YES, YES, YES, YES, UNKNOWN, NO]);
	// Handed on by the phone, which holds the grant.
	world.add_grant(1, grant_to(Holder::Device(phone().id())));
	let by_phone = super::pass::passed(&phone(), false, &[Key::ed(61)], 1);
	assert_eq!(told(&world, &by_phone), [YES, YES, NO, YES, YES, YES, YES, UNKNOWN, NO]);
	// By the phone between the grant's holder and the last key.
	world.add_grant(1, grant_to(Holder::Account(Key::ed(60).public().account().unwrap())));
	let between = super::pass::passed(&Key::ed(60), true, &[phone(), Key::ed(61)], 1);
	assert_eq!(told(&world, &between), [YES, YES, NO, YES, YES, YES, YES, UNKNOWN, NO]);
}

#[test]
fn it_goes_by_links_as_far_as_they_reach() {
	let trusted = |world: &World| {
		let told = told(world, &ask());
		told[6]
	};
	let mut world = world();
	// The firm above the phone's team.
	world.add_trust(HOUSE, FIRM, Reach::Exact, NOW);
	assert_eq!(trusted(&world), UNTRUSTED);
	world.add_trust(HOUSE, TEAM, Reach::Exact, NOW);
	assert_eq!(trusted(&world), YES);
	world.add_trust(HOUSE, TEAM, Reach::Exact, NOW - 1);
	assert_eq!(trusted(&world), Told::False(Reason::TrustExpired));
	world.add_trust(HOUSE, FIRM, Reach::Below, NOW);
	assert_eq!(trusted(&world), YES);
}

#[test]
fn it_ends_with_the_longest_link() {
	let mut world = World::scene();
	world.rules(vec![allow(Who::TrustedBy(HOUSE), Vec::new())]);
	world.add_trust(HOUSE, FIRM, Reach::Below, NOW + 5);
	assert_eq!(world.until(&ask()), NOW + 5);
	world.add_trust(HOUSE, TEAM, Reach::Exact, NOW + 9);
	assert_eq!(world.until(&ask()), NOW + 9);
	world.add_trust(HOUSE, TEAM, Reach::Exact, NOW + 3);
	assert_eq!(world.until(&ask()), NOW + 5);
}

#[test]
fn it_takes_trust_of_the_resources_domain_and_those_above_only() {
	for (trusting, code) in [(SHAFT, None), (HOUSE, None), (FIRM, Some(Reason::NotTrusted))] {
		let mut world = World::scene();
		world.add_trust(trusting, TEAM, Reach::Exact, NOW);
		world.rules(vec![allow(Who::TrustedBy(trusting), Vec::new())]);
		assert_eq!(world.decide(&ask()).reason(), code, "{trusting}");
	}
}

#[test]
fn it_does_not_take_a_domains_own_devices_for_trusted_ones() {
	let mut world = World::scene();
	let caretaker = Key::ed(70);
	world.add_device(&caretaker, landlord(), Some(HOUSE));
	world.rules(vec![allow(Who::TrustedBy(HOUSE), Vec::new())]);
	assert_eq!(world.denied(&ask_of(&caretaker)), by_rule(Reason::NotTrusted, 0));
}

mod reject {
	use super::*;

	#[test]
	fn a_member_without_a_proof_or_with_one_of_others() {
		let world = world();
		assert!(world.decide(&member(GROUP, 9)).is_allow());
		let changed = |change: &dyn Fn(&mut Request)| {
			let mut request = member(GROUP, 9);
			change(&mut request);
			world.reason(&request)
		};
		let proof = |request: &mut Request, change: &dyn Fn(&mut MembershipProof)| {
			change(request.shown.member.as_mut().unwrap())
		};
		let no_proof: &dyn Fn(&mut Request) = &|request| request.shown.member = None;
		let changes: [&dyn Fn(&mut Request); 6] = [
			no_proof,
			&|request| proof(request, &|proof| proof.root = Scalar::from(6)),
			&|request| proof(request, &|proof| proof.nullifier = Scalar::from(10)),
			&|request| proof(request, &|proof| proof.proof.0[0] ^= 1),
			&|request| request.subject = Subject::Member(GROUP + 1),
			&|request| request.action = jmt_primitives::access::Action::CLOSE,
		];
		for (place, change) in changes.iter().enumerate() {
			assert_eq!(changed(change), Reason::BadPass, "change {place}");
		}
	}

	#[test]
	fn a_member_with_a_grant() {
		let mut world = world();
		world.add_grant(1, grant_to(Holder::Account(boss())));
		let request = Request { authority: Authority::Grant(1), ..member(GROUP, 9) };
		assert_eq!(world.reason(&request), Reason::NotHolder);
	}

	#[test]
	fn a_subject_that_a_rule_does_not_speak_of() {
		let mut world = World::scene();
		for who in [Who::Device(stranger().id()), Who::OwnedBy(landlord()), Who::Account(boss())] {
			world.rules(vec![allow(who.clone(), Vec::new())]);
			assert_eq!(world.reason(&ask()), Reason::NoRule, "{who:?}");
		}
	}

	/// A member shows nothing of itself: a deny rule about devices holds it off.
	#[test]
	fn a_member_of_whom_a_deny_rule_may_speak() {
		let mut world = world();
		world.rules(vec![
			allow(Who::Members(GROUP), Vec::new()),
			deny(Who::Device(stranger().id()), Vec::new()),
		]);
		let denied = world.denied(&member(GROUP, 9));
		assert_eq!(denied, by_rule(Reason::UnknownAttribute, 1));
		assert!(matches!(world.decide(&ask()), Decision::Deny(_)));
	}
}
