use crate::{keys::MAX_RETIREMENT, mock::*, Barred, Error, Event, HoldReason, Keys, Prepared};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::proofs::{Purpose, Refused, VerifyProof};

/// Whether a proof by the key of [`forger`] with this seed and one input is taken.
fn verifies(seed: u64) -> Result<(), Refused> {
	let claim = claim(&forger(seed, 1), 5, 1);
	verdict(&claim)
}

mod owner {
	use super::*;

	#[test]
	fn it_takes_nothing_new_at_once_and_verifies_up_to_the_date() {
		ExtBuilder::default().build_and_execute(|| {
			let key = register(alice(), &forger(1, 1));
			take_events();
			assert_ok!(ZkVerifier::retire_key(by(alice()), key, NOW + 1_000));
			assert_eq!(take_events(), [Event::KeyRetired { key, until: NOW + 1_000 }]);
			assert!(!ZkVerifier::usable(&key));
			assert_eq!(verifies(1), Ok(()));
			set_time(NOW + 1_000);
			assert_eq!(verifies(1), Ok(()));
			set_time(NOW + 1_001);
			assert_eq!(verifies(1), Err(Refused::KeyRetired));
			assert_eq!(held(HoldReason::Key, &alice()), key_deposit(1));
		});
	}

	#[test]
	fn it_retires_at_once_or_a_year_ahead() {
		ExtBuilder::default().build_and_execute(|| {
			let (now, later) = (register(alice(), &forger(1, 1)), register(alice(), &forger(2, 1)));
			assert_ok!(ZkVerifier::retire_key(by(alice()), now, NOW));
			assert_ok!(ZkVerifier::retire_key(by(alice()), later, NOW + MAX_RETIREMENT));
			assert_eq!(verifies(1), Ok(()));
			set_time(NOW + 1);
			assert_eq!((verifies(1), verifies(2)), (Err(Refused::KeyRetired), Ok(())));
		});
	}
}

#[test]
fn it_removes_the_key_for_anybody_once_its_time_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		let key = register(alice(), &forger(1, 1));
		assert_ok!(ZkVerifier::retire_key(by(alice()), key, NOW + 1_000));
		set_time(NOW + 1_001);
		take_events();
		assert_ok!(ZkVerifier::retire_key(by(bob()), key, 0));
		let (owner, deposit) = (Some(alice()), key_deposit(1));
		assert_eq!(take_events(), [Event::KeyRemoved { key, owner, deposit }]);
		assert_eq!(held(HoldReason::Key, &alice()), 0);
		assert!(!Keys::<Test>::contains_key(key) && !Prepared::<Test>::contains_key(key));
		assert_eq!(verifies(1), Err(Refused::UnknownKey));
		// The same bytes are the same key, and may come again: its owner retired it, not governance.
		assert_eq!(Barred::<Test>::iter().count(), 0);
		assert_eq!(register(bob(), &forger(1, 1)), key);
		assert_eq!(verifies(1), Ok(()));
	});
}

mod governance {
	use super::*;

	#[test]
	fn it_retires_keys_of_others_and_of_genesis() {
		ExtBuilder::default().build_and_execute(|| {
			let key = register(alice(), &forger(1, 1));
			let genesis = member_forger(DEPTH).id();
			for (key, origin) in [(key, RuntimeOrigin::root()), (genesis, by(council()))] {
				take_events();
				assert_ok!(ZkVerifier::retire_key(origin, key, NOW + 9));
				let retired = Event::KeyRetired { key, until: NOW + 9 };
				assert_eq!(take_events(), [retired, Event::KeyBarred { key }]);
				assert!(!ZkVerifier::usable(&key));
			}
			set_time(NOW + 10);
			take_events();
			assert_ok!(ZkVerifier::retire_key(by(bob()), genesis, 0));
			let (key, owner, deposit) = (genesis, None, 0);
			assert_eq!(take_events(), [Event::KeyRemoved { key, owner, deposit }]);
		});
	}

	#[test]
	fn it_brings_the_end_of_a_retired_key_nearer() {
		ExtBuilder::default().build_and_execute(|| {
			let key = register(alice(), &forger(1, 1));
			assert_ok!(ZkVerifier::retire_key(by(alice()), key, NOW + MAX_RETIREMENT));
			take_events();
			assert_ok!(ZkVerifier::retire_key(by(council()), key, NOW + 5));
			let retired = Event::KeyRetired { key, until: NOW + 5 };
			assert_eq!(take_events(), [retired, Event::KeyBarred { key }]);
			// Barred once, and never later.
			for (until, expected) in [(NOW + 9, NOW + 5), (NOW + 5, NOW + 5), (NOW, NOW)] {
				assert_ok!(ZkVerifier::retire_key(by(council()), key, until));
				assert_eq!(take_events(), [Event::KeyRetired { key, until: expected }]);
			}
			set_time(NOW + 1);
			assert_eq!(verifies(1), Err(Refused::KeyRetired));
		});
	}

	#[test]
	fn it_retires_at_once_by_a_moment_that_has_passed() {
		ExtBuilder::default().build_and_execute(|| {
			for (key, until) in [(1, 0), (2, NOW - 1)] {
				let key = register(alice(), &forger(key, 1));
				take_events();
				assert_ok!(ZkVerifier::retire_key(by(council()), key, until));
				let retired = Event::KeyRetired { key, until: NOW };
				assert_eq!(take_events(), [retired, Event::KeyBarred { key }]);
			}
			set_time(NOW + 1);
			assert_eq!(verifies(1), Err(Refused::KeyRetired));
		});
	}

	#[test]
	fn it_bars_a_key_for_ever() {
		ExtBuilder::default().build_and_execute(|| {
			let forger = forger(1, 1);
			let key = register(alice(), &forger);
			assert_ok!(ZkVerifier::retire_key(by(council()), key, NOW));
			set_time(NOW + 1);
			assert_ok!(ZkVerifier::retire_key(by(bob()), key, 0));
			assert!(!Keys::<Test>::contains_key(key) && Barred::<Test>::contains_key(key));
			for now in [NOW + 1, NOW + 10 * MAX_RETIREMENT] {
				set_time(now);
				for owner in [alice(), bob()] {
					let bytes = forger.bytes().try_into().unwrap();
					assert_noop!(
						ZkVerifier::register_key(by(owner), bytes, Purpose::Other, ceremony()),
						Error::<Test>::KeyBarred
					);
				}
			}
			assert_eq!(verifies(1), Err(Refused::UnknownKey));
			assert_eq!(held(HoldReason::Key, &alice()), 0);
			set_time(NOW);
		});
	}

	/// Its owner hears of the motion, and is quicker.
	#[test]
	fn it_bars_a_key_whose_owner_retired_or_removed_it_first() {
		ExtBuilder::default().build_and_execute(|| {
			let [over, gone] = [1, 2].map(|seed| register(alice(), &forger(seed, 1)));
			for key in [over, gone] {
				assert_ok!(ZkVerifier::retire_key(by(alice()), key, NOW));
			}
			set_time(NOW + 1);
			assert_ok!(ZkVerifier::retire_key(by(alice()), gone, 0));
			take_events();
			assert_ok!(ZkVerifier::retire_key(by(council()), over, 0));
			let (key, owner, deposit) = (over, Some(alice()), key_deposit(1));
			let removed = Event::KeyRemoved { key, owner, deposit };
			assert_eq!(take_events(), [removed, Event::KeyBarred { key }]);
			assert_ok!(ZkVerifier::retire_key(by(council()), gone, 0));
			assert_eq!(take_events(), [Event::KeyBarred { key: gone }]);
			for seed in [1, 2] {
				let bytes = forger(seed, 1).bytes().try_into().unwrap();
				assert_noop!(
					ZkVerifier::register_key(by(bob()), bytes, Purpose::Other, ceremony()),
					Error::<Test>::KeyBarred
				);
			}
		});
	}

	#[test]
	fn it_alone_retires_the_key_of_a_depth() {
		ExtBuilder::default().build_and_execute(|| {
			let key = register(alice(), &member_forger(ABSENT));
			assert_noop!(
				ZkVerifier::retire_key(by(alice()), key, NOW),
				Error::<Test>::MembershipKey
			);
			assert_ok!(ZkVerifier::retire_key(by(council()), key, NOW));
			set_time(NOW + 1);
			assert_ok!(ZkVerifier::retire_key(by(bob()), key, 0));
			assert_eq!(held(HoldReason::Key, &alice()), 0);
		});
	}
}

mod reject {
	use super::*;
	use jmt_primitives::Hash;
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_an_unknown_key() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(
				ZkVerifier::retire_key(by(alice()), Hash::zero(), NOW),
				Error::<Test>::UnknownKey
			);
		});
	}

	#[test]
	fn it_refuses_everybody_but_owner_and_governance() {
		ExtBuilder::default().build_and_execute(|| {
			let key = register(alice(), &forger(1, 1));
			for key in [key, member_forger(DEPTH).id()] {
				assert_noop!(
					ZkVerifier::retire_key(by(bob()), key, NOW),
					Error::<Test>::NotKeyOwner
				);
			}
			assert_noop!(
				ZkVerifier::retire_key(RuntimeOrigin::none(), key, NOW),
				DispatchError::BadOrigin
			);
		});
	}

	#[test]
	fn it_refuses_the_past_and_more_than_a_year() {
		ExtBuilder::default().build_and_execute(|| {
			let key = register(alice(), &forger(1, 1));
			let far = [NOW + MAX_RETIREMENT + 1, u64::MAX];
			for (origin, until) in [0, NOW - 1]
				.into_iter()
				.chain(far)
				.map(|until| (by(alice()), until))
				.chain(far.map(|until| (by(council()), until)))
			{
				assert_noop!(
					ZkVerifier::retire_key(origin, key, until),
					Error::<Test>::BadRetirement
				);
			}
			assert_eq!(Barred::<Test>::iter().count(), 0);
		});
	}

	#[test]
	fn it_refuses_another_date_of_the_owners() {
		ExtBuilder::default().build_and_execute(|| {
			let key = register(alice(), &forger(1, 1));
			assert_ok!(ZkVerifier::retire_key(by(alice()), key, NOW + 1_000));
			for until in [NOW, NOW + 999, NOW + 1_000, NOW + 1_001] {
				assert_noop!(
					ZkVerifier::retire_key(by(alice()), key, until),
					Error::<Test>::AlreadyRetired
				);
			}
			// The last moment is the key's still.
			set_time(NOW + 1_000);
			assert_noop!(
				ZkVerifier::retire_key(by(bob()), key, NOW + 1_000),
				Error::<Test>::AlreadyRetired
			);
		});
	}
}
