//! Until when: to that moment the same facts allow the same.

use super::{
	random::Random,
	scenes::{cases, scene, Scene},
};
use jmt_primitives::access::{Decision, Request};

/// Of each decision that allows: 64 moments from now to its end allow, by the same rule or chain, with the same duties.
/// Just after its end it is not the same.
#[test]
fn it_allows_the_same_at_each_moment_to_the_end() {
	let mut random = Random::new(1);
	let (mut allowed, mut ended) = (0, 0);
	for case in 0..cases() {
		let Scene { world, request, .. } = scene(&mut random, 0);
		let Decision::Allow(first) = world.decide(&request) else { continue };
		allowed += 1;
		let now = request.now.expect("a scene has a time");
		let length = first.until.checked_sub(now).expect("it is not over");
		for moment in 0..64 {
			let later = match moment {
				0 => first.until,
				1 => now + length / 2,
				_ => now + random.below(length + 1),
			};
			let at = Request { now: Some(later), ..request.clone() };
			match world.decide(&at) {
				Decision::Allow(again) => {
					let same = (&again.by, again.duties, again.version, again.state);
					let expected = (&first.by, first.duties, first.version, first.state);
					assert_eq!(same, expected, "{case}: {later} of {now} to {}", first.until);
					// It may say less than before, where another part of a rule is the first that is false.
					assert!(again.until >= later, "{case}: {later}");
				},
				denied => panic!("{case}: {denied:?} at {later} of {now} to {}", first.until),
			}
		}
		let after = Request { now: Some(first.until + 1), ..request.clone() };
		match world.decide(&after) {
			Decision::Allow(again) => assert!(again.until > first.until),
			Decision::Deny(_) => ended += 1,
		}
	}
	assert!(allowed > cases() / 10 && ended > allowed / 2, "{allowed} {ended}");
}
