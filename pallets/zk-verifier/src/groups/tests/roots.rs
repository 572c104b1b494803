//! Roots that were replaced.

use crate::{
	groups::{makers::*, RootStanding},
	mock::*,
	Error, Replaced, ReplacedRoots, MAX_ROOTS,
};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::proofs::Scalar;

fn standing(members: &Members, root: &Scalar) -> RootStanding {
	ZkVerifier::root_standing(members.id, &members.stored(), root)
}

#[test]
fn it_keeps_a_root_for_less_than_its_lifetime_after_it_was_replaced() {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::of(3);
		let old = members.root();
		set_time(NOW + 5_000);
		assert_eq!(standing(&members, &old), RootStanding::Current);
		assert_ok!(members.add(&leaves(3..4)));
		let until = NOW + 5_000 + ROOT_LIFETIME;
		let replaced = Replaced { root: old, until };
		assert_eq!(ReplacedRoots::<Test>::get(members.id).into_inner(), [replaced]);
		assert_eq!(standing(&members, &members.root()), RootStanding::Current);
		set_time(until - 1);
		assert_eq!(standing(&members, &old), RootStanding::Replaced { until });
		set_time(until);
		assert_eq!(standing(&members, &old), RootStanding::Expired);
		assert_eq!(standing(&members, &members.root()), RootStanding::Current, "the last one");
		// The next change forgets it.
		assert_ok!(members.add(&leaves(4..5)));
		assert_eq!(standing(&members, &old), RootStanding::Unknown);
		assert_eq!(ReplacedRoots::<Test>::get(members.id).len(), 1);
	});
}

#[test]
fn it_knows_no_root_that_the_group_never_had() {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::none();
		assert_eq!(standing(&members, &Scalar::default()), RootStanding::Unknown);
		assert_ok!(members.add(&leaves(0..2)));
		assert_eq!(standing(&members, &leaf(0)), RootStanding::Unknown);
		assert_eq!(standing(&members, &Scalar::default()), RootStanding::Unknown);
	});
}

#[test]
fn it_counts_a_root_that_came_again_from_its_last_day_on() {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::of(2);
		let (first, old) = (members.at(0), members.root());
		assert_ok!(members.replace(0, leaf(9)));
		set_time(NOW + ROOT_LIFETIME / 2);
		assert_ok!(members.replace(0, first));
		assert_eq!(members.root(), old);
		set_time(NOW + ROOT_LIFETIME - 1);
		assert_ok!(members.replace(0, leaf(8)));
		set_time(NOW + 2 * ROOT_LIFETIME - 2);
		let until = NOW + 2 * ROOT_LIFETIME - 1;
		assert_eq!(standing(&members, &old), RootStanding::Replaced { until });
		set_time(NOW + 2 * ROOT_LIFETIME - 1);
		assert_eq!(standing(&members, &old), RootStanding::Expired);
	});
}

#[test]
fn it_changes_no_date_with_the_lifetime() {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::of(3);
		let old = members.root();
		assert_ok!(members.remove(0));
		// The removed member is out, and a longer lifetime lets nobody back in.
		set_time(NOW + ROOT_LIFETIME);
		assert_eq!(standing(&members, &old), RootStanding::Expired);
		Lifetime::set(10 * ROOT_LIFETIME);
		assert_eq!(standing(&members, &old), RootStanding::Expired);
		// A shorter one cuts no promise.
		let long = members.root();
		assert_ok!(members.remove(1));
		Lifetime::set(60_000);
		let short = members.root();
		assert_ok!(members.remove(2));
		let now = NOW + ROOT_LIFETIME;
		let until = now + 10 * ROOT_LIFETIME;
		assert_eq!(standing(&members, &long), RootStanding::Replaced { until });
		let until = now + 60_000;
		assert_eq!(standing(&members, &short), RootStanding::Replaced { until });
		set_time(until);
		assert_eq!(standing(&members, &short), RootStanding::Expired);
	});
}

/// A tree that came again while its first promise was longer than its second.
#[test]
fn it_keeps_the_longest_of_two_promises_for_a_root() {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::of(2);
		let (first, old) = (members.at(0), members.root());
		assert_ok!(members.replace(0, leaf(9)));
		assert_ok!(members.replace(0, first));
		Lifetime::set(60_000);
		assert_ok!(members.replace(0, leaf(8)));
		let until = NOW + ROOT_LIFETIME;
		assert_eq!(standing(&members, &old), RootStanding::Replaced { until });
	});
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_a_change_while_all_kept_roots_are_good() {
		ExtBuilder::default().build_and_execute(|| {
			let mut members = Members::of(2);
			let first = members.root();
			for change in 0..u64::from(MAX_ROOTS) {
				set_time(NOW + change);
				assert_ok!(members.replace(0, leaf(100 + change)));
			}
			assert_eq!(ReplacedRoots::<Test>::get(members.id).len(), MAX_ROOTS as usize);
			set_time(NOW + ROOT_LIFETIME - 1);
			let until = NOW + ROOT_LIFETIME;
			assert_eq!(standing(&members, &first), RootStanding::Replaced { until });
			let full = || Error::<Test>::TooManyRoots;
			assert_noop!(members.replace(0, leaf(1)), full());
			assert_noop!(members.remove(0), full());
			assert_noop!(members.add(&leaves(5..6)), full());
			// The first one has expired.
			set_time(NOW + ROOT_LIFETIME);
			assert_ok!(members.add(&leaves(5..6)));
			assert_noop!(members.remove(0), full());
			set_time(NOW + ROOT_LIFETIME + 1);
			assert_ok!(members.remove(0));
		});
	}
}
