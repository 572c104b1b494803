//! The condition of a unit's level.

use super::world::{account, allow, ask, ask_of, by_rule, phone, stranger, World, NOW};
use jmt_primitives::{
	access::{Condition, FactKey, FactValue, Reason, Request, Subject, Who},
	units::{Bound, KeyState, Level, Root, RootKey, RootState, Terms},
	Hash, Moment,
};

const ROOT: u32 = 6;

fn bound(level: Level, expires: Moment) -> Bound {
	Bound { root: ROOT, key: 0, nullifier: Hash::zero(), level, bound_in: 50, expires }
}

fn root() -> Root {
	let key = RootKey { public: phone().public(), state: KeyState::Active };
	Root {
		maker: account(5),
		terms: Terms { level: Level::Two, quota: 10, share: 10 },
		used: 1,
		keys: vec![key].try_into().unwrap(),
		state: RootState::Active,
	}
}

/// The phone is a unit of this level until then.
fn world(unit: Option<Bound>, root: Root, least: Level) -> World {
	let mut world = World::scene();
	world.change_member(phone().id(), |member| member.unit = unit);
	world.put(FactKey::Root(ROOT), FactValue::Root(root));
	world.rules(vec![allow(Who::Anybody, vec![Condition::Level(least)])]);
	world
}

#[test]
fn it_takes_a_unit_of_the_level_or_above_until_it_expires() {
	for (has, least) in
		[(Level::One, Level::One), (Level::Two, Level::One), (Level::Two, Level::Two)]
	{
		let world = world(Some(bound(has, NOW + 5)), root(), least);
		assert_eq!(world.until(&ask()), NOW + 5);
	}
}

#[test]
fn it_takes_a_unit_under_a_root_that_is_frozen() {
	let frozen = Root { state: RootState::Frozen { until: NOW + 9 }, ..root() };
	assert!(world(Some(bound(Level::One, NOW)), frozen, Level::One).decide(&ask()).is_allow());
}

mod reject {
	use super::*;

	#[track_caller]
	fn too_low(world: &World) {
		assert_eq!(world.denied(&ask()), by_rule(Reason::LevelTooLow, 0));
	}

	#[test]
	fn a_device_that_is_no_unit_or_of_a_lower_level() {
		too_low(&world(None, root(), Level::One));
		too_low(&world(Some(bound(Level::One, NOW)), root(), Level::Two));
		let mut world = world(Some(bound(Level::One, NOW)), root(), Level::One);
		world.facts.remove(&FactKey::Root(ROOT));
		too_low(&world);
	}

	#[test]
	fn a_unit_whose_certificate_is_over() {
		too_low(&world(Some(bound(Level::Two, NOW - 1)), root(), Level::One));
	}

	#[test]
	fn a_unit_that_fell() {
		let distrusted = Root { state: RootState::Distrusted, ..root() };
		too_low(&world(Some(bound(Level::Two, NOW)), distrusted, Level::One));
		for (since, stands) in [(50, false), (51, true)] {
			let mut root = root();
			root.keys[0].state = KeyState::Revoked { since };
			let world = world(Some(bound(Level::Two, NOW)), root, Level::One);
			assert_eq!(world.decide(&ask()).is_allow(), stands, "{since}");
		}
	}

	#[test]
	fn a_unit_whose_root_may_not_vouch_so_high_any_more() {
		let terms = Terms { level: Level::One, quota: 10, share: 10 };
		let lower = Root { terms, ..root() };
		too_low(&world(Some(bound(Level::Two, NOW)), lower, Level::Two));
	}

	#[test]
	fn an_account_and_a_device_at_large() {
		let world = world(Some(bound(Level::Two, NOW)), root(), Level::One);
		let request = Request { subject: Subject::Account(account(2)), ..ask() };
		assert_eq!(world.reason(&request), Reason::LevelTooLow);
		assert_eq!(world.reason(&ask_of(&stranger())), Reason::LevelTooLow);
	}

	#[test]
	fn a_root_that_lacks_or_cannot_be_known() {
		let mut world = world(Some(bound(Level::Two, NOW)), root(), Level::One);
		world.unknown.insert(FactKey::Root(ROOT));
		assert_eq!(world.reason(&ask()), Reason::UnknownAttribute);
		world.lacking.insert(FactKey::Root(ROOT));
		assert_eq!(world.reason(&ask()), Reason::SnapshotLacks);
	}
}
