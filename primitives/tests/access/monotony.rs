//! Monotony: more rules that deny, more conditions, more blocks and fewer facts never turn a refusal into a permission.

use super::{
	keys::Key,
	pass::narrowed,
	random::Random,
	scenes::{cases, condition, limits, scene, some_rule, some_scope, to_gate, Scene},
	world::{World, POLICY},
};
use jmt_primitives::access::{
	Effect, FactKey, FactValue, Reason, Request, Rule, Subject, MAX_RULES,
};

fn rules(world: &World) -> Vec<Rule> {
	match world.facts.get(&FactKey::Policy(POLICY)) {
		Some(FactValue::Policy(policy)) => policy.body.rules.to_vec(),
		_ => panic!("there is a policy"),
	}
}

fn with_rules(world: &World, rules: Vec<Rule>) -> World {
	let mut world = world.clone();
	world.change_body(|body| body.rules = rules.try_into().expect("at most 32"));
	world
}

/// Each way of taking facts away, none included.
fn take_some(random: &mut Random, world: &mut World, request: &Request) {
	if random.one_in(2) {
		return;
	}
	world.asked.take();
	world.decide(request);
	for key in world.asked.take() {
		if random.one_in(6) {
			world.lacking.insert(key);
		}
	}
}

/// Runs a change over scenes; returns how many were denied before.
fn never_allows_more(
	seed: u64,
	signed: u64,
	mut change: impl FnMut(&mut Random, &Scene) -> Option<(World, Request)>,
) {
	let mut random = Random::new(seed);
	let (mut denied, mut lost) = (0, 0);
	for case in 0..cases() {
		let mut scene = scene(&mut random, signed);
		take_some(&mut random, &mut scene.world, &scene.request);
		let Some((world, request)) = change(&mut random, &scene) else { continue };
		let before = scene.world.decide(&scene.request);
		let after = world.decide(&request);
		let turned = !before.is_allow() && after.is_allow();
		assert!(!turned, "{case}: {before:?} became {after:?}");
		denied += u64::from(!before.is_allow());
		lost += u64::from(before.is_allow() && !after.is_allow());
	}
	assert!(denied > 0 && lost > 0, "{denied} {lost}");
}

#[test]
fn a_further_deny_rule() {
	never_allows_more(2, 40, |random, scene| {
		let mut rules = rules(&scene.world);
		assert!(rules.len() < MAX_RULES as usize);
		let place = random.below(rules.len() as u64 + 1) as usize;
		rules.insert(place, some_rule(random, Effect::Deny, &limits()));
		Some((with_rules(&scene.world, rules), scene.request.clone()))
	});
}

/// At the rule's end, whatever lacks; anywhere in it, where nothing does. (A condition before others that is false keeps
/// facts from being asked for that lack: 29 says nothing about the rules.)
#[test]
fn a_further_condition_of_an_allow_rule() {
	never_allows_more(3, 40, |random, scene| {
		let mut rules = rules(&scene.world);
		let allow: Vec<usize> = (0..rules.len())
			.filter(|place| rules[*place].effect == Effect::Allow)
			.filter(|place| rules[*place].conditions.len() < 8)
			.collect();
		if allow.is_empty() {
			return None;
		}
		let rule = &mut rules[random.pick(&allow)];
		let mut conditions = rule.conditions.to_vec();
		let place = match scene.world.lacking.is_empty() {
			true => random.below(conditions.len() as u64 + 1) as usize,
			false => conditions.len(),
		};
		conditions.insert(place, condition(random, Effect::Allow, &limits()));
		rule.conditions = conditions.try_into().unwrap();
		Some((with_rules(&scene.world, rules), scene.request.clone()))
	});
}

/// To a key that no device has, which signs the use instead.
#[test]
fn a_further_block() {
	never_allows_more(4, 2, |random, scene| {
		let mut request = scene.request.clone();
		request.shown.pass.as_ref()?;
		let fresh = Key::ed(63);
		let last = scene.holders.last().expect("a pass has holders");
		let narrower = narrowed(request.shown.pass.as_ref()?, last, &fresh, some_scope(random));
		request.shown.pass = Some(narrower);
		request.subject = Subject::Key(fresh.public());
		if request.at.is_some() {
			let place = request.shown.place;
			request = to_gate(random, request, std::slice::from_ref(&fresh));
			// The evidence stays that of the one before.
			request.shown.place = place;
		}
		Some((scene.world.clone(), request))
	});
}

#[test]
fn a_fact_taken_away() {
	let mut lacked = 0;
	never_allows_more(5, 40, |random, scene| {
		let mut world = scene.world.clone();
		world.asked.take();
		let before = world.decide(&scene.request);
		let asked = world.asked.take();
		world.lacking.insert(random.pick(&asked));
		let after = world.decide(&scene.request);
		// It is not another decision either.
		let is_same = after == before || after.reason() == Some(Reason::SnapshotLacks);
		assert!(is_same, "{before:?} became {after:?}");
		lacked += u64::from(after != before);
		Some((world, scene.request.clone()))
	});
	assert!(lacked > cases() / 20, "{lacked}");
}
