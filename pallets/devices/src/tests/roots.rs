//! `admit_root`, `set_root` and `set_root_key`.

use super::{batch::*, makers::*};
use crate::{mock::*, Event, RootChange, Roots};
use frame_support::assert_ok;
use jmt_primitives::units::{KeyState, Level, Root, RootKey, RootState, Terms};

const LOWER: Terms = Terms { level: Level::One, quota: 1, share: 200_000 };

#[test]
fn it_admits_a_root_with_one_key() {
	ExtBuilder.build_and_execute(|| {
		for id in [1, 2] {
			let key = unit(id as u8).public();
			assert_ok!(Devices::admit_root(RuntimeOrigin::root(), maker_account(), TERMS, key));
			let event = Event::RootAdmitted { root: id, maker: maker_account(), terms: TERMS };
			assert_eq!(last_event(), event);
			let keys = vec![RootKey { public: key, state: KeyState::Active }].try_into().unwrap();
			let (maker, state) = (maker_account(), RootState::Active);
			let expected = Root { maker, terms: TERMS, used: 0, keys, state };
			assert_eq!(Roots::<Test>::get(id), Some(expected.clone()));
			assert_eq!(Devices::root(id), Some(expected));
		}
	});
}

#[test]
fn it_numbers_four_keys() {
	ExtBuilder.build_and_execute(|| {
		let mut maker = Maker::new();
		for number in 1..4 {
			assert_eq!(maker.add_key(), number);
			let (root, state) = (maker.root, KeyState::Active);
			assert_eq!(last_event(), Event::RootKeyChanged { root, key: number, state });
			assert_eq!(maker.stored().keys.len(), usize::from(number) + 1);
		}
	});
}

#[test]
fn it_changes_the_terms_and_keeps_what_is_bound() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		for seed in [1, 2] {
			let device = register(owner(), seed).id();
			assert_ok!(bind(owner(), device, &maker.certify(seed, &unit(seed)), &unit(seed)));
		}
		let change = Devices::set_root(by(economy()), maker.root, Some(LOWER), RootChange::Active);
		assert_ok!(change);
		let (root, state) = (maker.root, RootState::Active);
		assert_eq!(last_event(), Event::RootChanged { root, terms: LOWER, state });
		assert_eq!((maker.stored().terms, maker.stored().used), (LOWER, 2));
	});
}

#[test]
fn it_freezes_for_a_while_and_again_when_that_is_over() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		freeze(maker.root);
		let until = NOW + ROOT_FREEZE;
		let (root, state) = (maker.root, RootState::Frozen { until });
		assert_eq!(last_event(), Event::RootChanged { root, terms: TERMS, state });
		set_time(until + 1);
		let device = register_at(owner(), 1, until + 1).id();
		let certificate = maker.certify_by(0, 1, &unit(1), Level::One, until + 2);
		let word = binding_at(&unit(1), &device, &owner(), certificate.nullifier, until + 1);
		assert_ok!(Devices::bind_unit(by(owner()), device, certificate, Some(word)));
		freeze(maker.root);
		let state = RootState::Frozen { until: until + 1 + ROOT_FREEZE };
		assert_eq!(maker.stored().state, state);
	});
}

#[test]
fn it_comes_back_by_who_admits() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		for spoil in [freeze, distrust] {
			spoil(maker.root);
			let back = Devices::set_root(by(economy()), maker.root, None, RootChange::Active);
			assert_ok!(back);
			assert_eq!(maker.stored().state, RootState::Active);
		}
	});
}

#[test]
fn it_lets_root_do_everything() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		for (terms, change) in [
			(Some(LOWER), RootChange::Frozen),
			(Some(TERMS), RootChange::Distrusted),
			(None, RootChange::Active),
			(None, RootChange::Frozen),
			(None, RootChange::Distrusted),
		] {
			assert_ok!(Devices::set_root(RuntimeOrigin::root(), maker.root, terms, change));
		}
		assert_eq!(maker.stored().terms, TERMS);
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use jmt_primitives::{units::WHOLE_SHARE, DevicePublic};
	use sp_runtime::DispatchError::BadOrigin;

	#[test]
	fn it_refuses_others_to_admit_and_to_give_keys() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let key = unit(1).public();
			for who in [owner(), maker_account(), board(), council()] {
				let call = Devices::admit_root(by(who.clone()), maker_account(), TERMS, key);
				assert_noop!(call, BadOrigin);
				assert_noop!(Devices::set_root_key(by(who), maker.root, key), BadOrigin);
			}
		});
	}

	#[test]
	fn it_refuses_each_body_the_others_part() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			for (who, terms, change) in [
				(economy(), None, RootChange::Distrusted),
				(board(), None, RootChange::Distrusted),
				(council(), None, RootChange::Frozen),
				(board(), None, RootChange::Active),
				(council(), None, RootChange::Active),
				(board(), Some(LOWER), RootChange::Frozen),
				(council(), Some(LOWER), RootChange::Distrusted),
				(maker_account(), None, RootChange::Frozen),
				(owner(), Some(LOWER), RootChange::Active),
			] {
				assert_noop!(Devices::set_root(by(who), maker.root, terms, change), BadOrigin);
			}
		});
	}

	#[test]
	fn it_refuses_a_share_of_nothing_or_of_more_than_all() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let key = unit(1).public();
			for share in [0, WHOLE_SHARE + 1] {
				let terms = Terms { share, ..TERMS };
				let admit = Devices::admit_root(by(economy()), maker_account(), terms, key);
				assert_noop!(admit, Error::<Test>::BadShare);
				let (origin, state) = (by(economy()), RootChange::Active);
				let set = Devices::set_root(origin, maker.root, Some(terms), state);
				assert_noop!(set, Error::<Test>::BadShare);
			}
		});
	}

	#[test]
	fn it_refuses_keys_that_anybody_signs_for() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let weak = DevicePublic::Ed25519([0; 32]);
			let admit = Devices::admit_root(by(economy()), maker_account(), TERMS, weak);
			assert_noop!(admit, Error::<Test>::WeakKey);
			let set = Devices::set_root_key(by(economy()), maker.root, weak);
			assert_noop!(set, Error::<Test>::WeakKey);
		});
	}

	#[test]
	fn it_refuses_a_key_twice_and_a_fifth() {
		ExtBuilder.build_and_execute(|| {
			let mut maker = Maker::new();
			let set = |key| Devices::set_root_key(by(economy()), 1, key);
			assert_ok!(Devices::revoke_root_key(by(maker_account()), maker.root, 0, 1));
			assert_noop!(set(maker.keys[0].public()), Error::<Test>::KeyInUse);
			for _ in 0..3 {
				maker.add_key();
			}
			assert_noop!(set(unit(1).public()), Error::<Test>::NoFreeKey);
		});
	}

	#[test]
	fn it_refuses_roots_that_are_not_there() {
		ExtBuilder.build_and_execute(|| {
			let set = Devices::set_root(by(economy()), 1, None, RootChange::Active);
			assert_noop!(set, Error::<Test>::UnknownRoot);
			let key = Devices::set_root_key(by(economy()), 1, unit(1).public());
			assert_noop!(key, Error::<Test>::UnknownRoot);
		});
	}

	#[test]
	fn it_refuses_to_say_the_same_again_and_to_freeze_what_takes_nothing_new() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let set = |change| Devices::set_root(RuntimeOrigin::root(), maker.root, None, change);
			assert_noop!(set(RootChange::Active), Error::<Test>::WrongState);
			assert_ok!(set(RootChange::Frozen));
			assert_noop!(set(RootChange::Frozen), Error::<Test>::WrongState);
			assert_ok!(set(RootChange::Distrusted));
			assert_noop!(set(RootChange::Distrusted), Error::<Test>::WrongState);
			// Its units would count again.
			assert_noop!(set(RootChange::Frozen), Error::<Test>::WrongState);
		});
	}
}
