//! When a window is over.

use jmt_primitives::tasks::Instant;

const BEGIN: Instant = Instant { at: 1_000, roomy: 50 };

const fn at(at: u64, roomy: u32) -> Instant {
	Instant { at, roomy }
}

#[test]
fn it_is_over_behind_its_last_moment_and_five_blocks_with_room() {
	for (now, over) in [
		(at(5_999, 60), false),
		(at(6_000, 60), false),
		(at(6_001, 60), true),
		(at(6_001, 55), true),
		(at(6_001, 54), false),
		(at(u64::MAX, 54), false),
		(at(6_000, u32::MAX), false),
	] {
		assert_eq!(BEGIN.is_over(5_000, now), over, "{now:?}");
	}
	assert_eq!(BEGIN.until(5_000, 1), 6_000);
}

#[test]
fn it_needs_five_blocks_with_room_for_each_of_two_windows() {
	for (now, over) in [(at(11_000, 70), false), (at(11_001, 59), false), (at(11_001, 60), true)] {
		assert_eq!(BEGIN.are_over(5_000, 2, now), over, "{now:?}");
	}
}

#[test]
fn it_is_not_over_before_it_began() {
	assert!(!BEGIN.is_over(0, at(0, 0)));
	assert!(!BEGIN.is_over(0, at(2_000, 49)));
	assert!(BEGIN.is_over(0, at(1_001, 55)));
}

#[test]
fn it_never_ends_at_the_end_of_numbers() {
	let last = at(u64::MAX - 1, u32::MAX - 1);
	assert_eq!(last.until(u64::MAX, u32::MAX), u64::MAX);
	assert!(!last.is_over(u64::MAX, at(u64::MAX, u32::MAX)));
}
