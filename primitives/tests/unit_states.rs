//! Which units count, and which root of trust takes more.

use codec::Encode;
use jmt_primitives::{
	units::{Bound, KeyState, Level, Root, RootKey, RootState, Terms, UnitState, WHOLE_SHARE},
	AccountId, DevicePublic, Hash, Moment,
};

const NOW: Moment = 1_000;

fn root(keys: &[KeyState], state: RootState) -> Root {
	let keys: Vec<_> = keys
		.iter()
		.map(|state| RootKey { public: DevicePublic::Ed25519([7; 32]), state: *state })
		.collect();
	Root {
		maker: AccountId::new([1; 32]),
		terms: Terms { level: Level::Two, quota: 10, share: WHOLE_SHARE },
		used: 1,
		keys: keys.try_into().unwrap(),
		state,
	}
}

fn bound(key: u8, bound_in: u32, expires: Moment) -> Bound {
	Bound { root: 1, key, nullifier: Hash::zero(), level: Level::Two, bound_in, expires }
}

#[test]
fn it_counts_up_to_the_last_moment_of_its_certificate() {
	let root = root(&[KeyState::Active], RootState::Active);
	assert_eq!(root.state_of(&bound(0, 5, NOW), NOW), UnitState::Stands);
	assert_eq!(root.state_of(&bound(0, 5, NOW), NOW + 1), UnitState::Expired);
}

#[test]
fn it_falls_with_a_key_from_the_stated_block_on() {
	let root = root(&[KeyState::Revoked { since: 5 }, KeyState::Active], RootState::Active);
	assert_eq!(root.state_of(&bound(0, 4, NOW), NOW), UnitState::Stands);
	assert_eq!(root.state_of(&bound(0, 5, NOW), NOW), UnitState::Fell);
	assert_eq!(root.state_of(&bound(1, 5, NOW), NOW), UnitState::Stands);
	assert_eq!(root.state_of(&bound(2, 4, NOW), NOW), UnitState::Fell, "no such key");
	assert!(root.good_key(0).is_none() && root.good_key(2).is_none());
	assert!(root.good_key(1).is_some());
}

#[test]
fn it_falls_with_a_distrusted_root_also_after_its_expiry() {
	let root = root(&[KeyState::Active], RootState::Distrusted);
	assert_eq!(root.state_of(&bound(0, 1, NOW), NOW), UnitState::Fell);
	assert_eq!(root.state_of(&bound(0, 1, 0), NOW), UnitState::Fell);
	assert!(!root.takes_new(NOW));
}

#[test]
fn it_goes_on_under_a_frozen_root_that_takes_nothing_new() {
	let root = root(&[KeyState::Active], RootState::Frozen { until: NOW });
	assert_eq!(root.state_of(&bound(0, 1, NOW), NOW), UnitState::Stands);
	assert!(!root.takes_new(NOW));
	assert!(root.takes_new(NOW + 1));
}

#[test]
fn it_is_worth_no_more_than_the_terms_of_now() {
	let mut root = root(&[KeyState::Active], RootState::Active);
	assert_eq!(root.level_of(&bound(0, 1, NOW)), Level::Two);
	root.terms.level = Level::One;
	assert_eq!(root.level_of(&bound(0, 1, NOW)), Level::One);
	let low = Bound { level: Level::One, ..bound(0, 1, NOW) };
	root.terms.level = Level::Two;
	assert_eq!(root.level_of(&low), Level::One);
}

#[test]
fn it_keeps_the_indices_of_stored_states() {
	assert_eq!([Level::One, Level::Two].encode(), [0, 1]);
	assert_eq!(KeyState::Revoked { since: 1 }.encode(), [1, 1, 0, 0, 0]);
	assert_eq!(RootState::Frozen { until: 2 }.encode(), [1, 2, 0, 0, 0, 0, 0, 0, 0]);
	assert_eq!(RootState::Distrusted.encode(), [2]);
	assert_eq!(UnitState::Fell.encode(), [2]);
}
