//! Explanations: each rule by itself.

use super::{
	keys::Key,
	world::{allow, ask, deny, phone, World, FIRM, HOUSE, NOW},
};
use jmt_primitives::{
	access::{explain, Actions, Condition, Effect, Reason, RuleTold, Told, Who, Window},
	domains::Reach,
	units::Level,
};

fn window(from: u64, to: u64) -> Condition {
	Condition::Time(vec![Window::Dates { from, to }].try_into().unwrap())
}

#[test]
fn it_tells_of_each_rule_and_each_condition() {
	let mut world = World::scene();
	world.add_trust(HOUSE, FIRM, Reach::Below, NOW - 1);
	let mut other = allow(Who::Anybody, Vec::new());
	other.actions = Actions(1);
	world.rules(vec![
		deny(Who::Device(Key::ed(90).id()), vec![Condition::Level(Level::One), window(0, NOW)]),
		allow(Who::TrustedBy(HOUSE), vec![window(0, 1)]),
		other,
		allow(Who::Device(phone().id()), vec![window(0, NOW)]),
	]);
	let explained = explain(&world, &ask());
	assert_eq!(explained.decision, world.decide(&ask()));
	assert!(explained.decision.is_allow());
	let told = |effect, who, actions, conditions: &[Told]| RuleTold {
		effect,
		who,
		actions,
		conditions: conditions.to_vec(),
	};
	let (low, late) = (Told::False(Reason::LevelTooLow), Told::False(Reason::OutsideWindow));
	assert_eq!(
		explained.rules,
		[
			told(Effect::Deny, Told::False(Reason::NoRule), true, &[low, Told::True]),
			told(Effect::Allow, Told::False(Reason::TrustExpired), true, &[late]),
			told(Effect::Allow, Told::True, false, &[]),
			told(Effect::Allow, Told::True, true, &[Told::True]),
		]
	);
}

#[test]
fn it_tells_of_no_rules_where_it_does_not_come_to_them() {
	let mut world = World::scene();
	world.rules(vec![allow(Who::Anybody, Vec::new())]);
	world.suspend(FIRM);
	let explained = explain(&world, &ask());
	assert_eq!(explained.decision.reason(), Some(Reason::DomainSuspended));
	assert_eq!(explained.rules, []);
}

/// Telling does not change the decision, also where facts lack that only the telling needs.
#[test]
fn it_decides_as_without_telling() {
	let mut world = World::scene();
	world.rules(vec![
		allow(Who::Anybody, Vec::new()),
		allow(Who::TrustedBy(HOUSE), vec![Condition::Level(Level::One)]),
	]);
	world.lacking.insert(jmt_primitives::access::FactKey::Trust(HOUSE, FIRM));
	let explained = explain(&world, &ask());
	assert_eq!(explained.decision, world.decide(&ask()));
	super::world::assert_rule(explained.decision, 0);
	assert_eq!(explained.rules[1].who, Told::Unknown(Reason::SnapshotLacks));
}
