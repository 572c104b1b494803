//! `revoke_root_key`, and which units count.

use super::{batch::*, makers::*};
use crate::{mock::*, Event, Members, RootChange};
use frame_support::assert_ok;
use jmt_primitives::{
	devices::Member,
	proof_of_time::{Base, BaseOf, Groups, UnitNow},
	units::{KeyState, Level, Terms, UnitState},
	DeviceId,
};

/// A device of the owner's with a unit by this key of a maker, bound in this block.
fn bound(maker: &Maker, key: u8, seed: u8, block: u32) -> DeviceId {
	System::set_block_number(block);
	let device = register(owner(), seed).id();
	let certificate = maker.certify_by(key, seed, &unit(seed), Level::Two, CERTIFIED_UNTIL);
	assert_ok!(bind(owner(), device, &certificate, &unit(seed)));
	device
}

fn base(device: DeviceId) -> BaseOf {
	<Devices as Base>::base(&device, Timestamp::get())
}

fn state(device: DeviceId) -> UnitState {
	base(device).unit.expect("it is bound").state
}

#[test]
fn it_keeps_units_of_before_and_loses_those_since_without_a_visit() {
	ExtBuilder.build_and_execute(|| {
		let terms = Terms { quota: 9, ..TERMS };
		let mut maker = Maker::admitted(terms, jmt_primitives::KeyType::Ed25519);
		maker.add_key();
		let (before, since) = (bound(&maker, 0, 1, 19), bound(&maker, 0, 2, 20));
		let by_another = bound(&maker, 1, 3, 21);
		let stored: Vec<Option<Member>> =
			[before, since, by_another].map(Members::<Test>::get).into();
		UnitTold::take();
		assert_ok!(Devices::revoke_root_key(by(maker_account()), maker.root, 0, 20));
		let (root, key) = (maker.root, KeyState::Revoked { since: 20 });
		assert_eq!(last_event(), Event::RootKeyChanged { root, key: 0, state: key });
		assert_eq!(state(before), UnitState::Stands);
		assert_eq!(state(since), UnitState::Fell);
		assert_eq!(state(by_another), UnitState::Stands);
		assert_eq!(base(since).level, None);
		let now: Vec<_> = [before, since, by_another].map(Members::<Test>::get).into();
		assert_eq!((now, UnitTold::get()), (stored, vec![]));
	});
}

#[test]
fn it_falls_from_an_earlier_block_on_by_who_distrusts() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let device = bound(&maker, 0, 1, 19);
		assert_ok!(Devices::revoke_root_key(by(maker_account()), maker.root, 0, 20));
		assert_eq!(state(device), UnitState::Stands);
		assert_ok!(Devices::revoke_root_key(by(council()), maker.root, 0, 19));
		assert_eq!(state(device), UnitState::Fell);
		assert_ok!(Devices::revoke_root_key(RuntimeOrigin::root(), maker.root, 0, 1));
	});
}

#[test]
fn it_falls_with_a_distrusted_root_and_rises_with_it() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let device = bound(&maker, 0, 1, 7);
		freeze(maker.root);
		assert_eq!(state(device), UnitState::Stands);
		distrust(maker.root);
		assert_eq!(state(device), UnitState::Fell);
		assert_ok!(Devices::set_root(by(economy()), maker.root, None, RootChange::Active));
		assert_eq!(state(device), UnitState::Stands);
	});
}

#[test]
fn it_expires_with_its_certificate() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let device = bound(&maker, 0, 1, 7);
		set_time(CERTIFIED_UNTIL);
		assert_eq!(state(device), UnitState::Stands);
		set_time(CERTIFIED_UNTIL + 1);
		assert_eq!(state(device), UnitState::Expired);
		assert_eq!((base(device).level, base(device).groups), (None, Groups::default()));
	});
}

#[test]
fn it_is_of_its_root_and_its_top_domain() {
	ExtBuilder.build_and_execute(|| {
		let terms = Terms { share: 200_000, ..TERMS };
		let maker = Maker::admitted(terms, jmt_primitives::KeyType::Ed25519);
		let device = bound(&maker, 0, 1, 7);
		let unit = UnitNow { root: maker.root, binding: 7, state: UnitState::Stands };
		let root = Some((maker.root, 200_000));
		let expected = BaseOf {
			level: Some(Level::Two),
			unit: Some(unit),
			groups: Groups { root, top: None },
		};
		assert_eq!(base(device), expected);
		let line = line_of(&owner(), 3);
		assert_ok!(Devices::move_device(by(owner()), device, Some(line[2]), None));
		let groups = Groups { root, top: Some(line[0]) };
		assert_eq!(base(device), BaseOf { groups, ..expected });
		let lower = Some(Terms { level: Level::One, ..terms });
		assert_ok!(Devices::set_root(by(economy()), maker.root, lower, RootChange::Active));
		assert_eq!(base(device).level, Some(Level::One));
	});
}

#[test]
fn it_has_no_unit_without_one() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		assert_eq!(base(device), BaseOf::default());
		let id = domain_of(owner(), None);
		assert_ok!(Devices::move_device(by(owner()), device, Some(id), None));
		assert_eq!(base(device), BaseOf::default());
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use sp_runtime::DispatchError::BadOrigin;

	#[test]
	fn it_refuses_all_but_the_maker_and_who_distrusts() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			for who in [owner(), board(), economy()] {
				assert_noop!(Devices::revoke_root_key(by(who), maker.root, 0, 1), BadOrigin);
			}
			let unsigned = Devices::revoke_root_key(RuntimeOrigin::none(), maker.root, 0, 1);
			assert_noop!(unsigned, BadOrigin);
		});
	}

	#[test]
	fn it_refuses_roots_and_keys_that_are_not_there() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let revoke = |root, key| Devices::revoke_root_key(by(maker_account()), root, key, 1);
			assert_noop!(revoke(maker.root + 1, 0), Error::<Test>::UnknownRoot);
			assert_noop!(revoke(maker.root, 1), Error::<Test>::WrongRootKey);
		});
	}

	#[test]
	fn it_refuses_to_take_back_what_fell() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			assert_ok!(Devices::revoke_root_key(by(maker_account()), maker.root, 0, 20));
			for since in [20, 21] {
				let later = Devices::revoke_root_key(by(maker_account()), maker.root, 0, since);
				assert_noop!(later, Error::<Test>::WrongState);
			}
		});
	}
}
