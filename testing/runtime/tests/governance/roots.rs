//! The rows about roots of trust, one test each.

use super::{
	origins::*,
	table::{account, allowed, on_a_network, refused},
};
use frame_support::assert_noop;
use jmt_primitives::{
	time::DAY_MS,
	units::{KeyState, Level, RootState, Terms, WHOLE_SHARE},
	DevicePublic,
};
use jmt_runtime::{Devices, Runtime, RuntimeCall};
use jmt_runtime_harness::device::Device;
use pallet_devices::{Error, RootChange};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Eve};
use sp_runtime::traits::Dispatchable;

type Call = pallet_devices::Call<Runtime>;

const TERMS: Terms = Terms { level: Level::Two, quota: 1_000, share: WHOLE_SHARE };

/// The first root that is admitted.
const ROOT: u32 = 1;

fn key(number: u32) -> DevicePublic {
	Device::number(number).public()
}

/// Bob is its maker.
fn admit(number: u32) -> Call {
	Call::admit_root { maker: account(Bob), terms: TERMS, key: key(number) }
}

fn set(terms: Option<Terms>, state: RootChange) -> Call {
	Call::set_root { root: ROOT, terms, state }
}

/// The state of the first root.
fn state() -> RootState {
	Devices::root(ROOT).expect("it was admitted").state
}

#[test]
fn only_the_assembly_admits_a_root_of_trust() {
	on_a_network(|| {
		let others = [appointments(), council(7, 7), board(7, 7), advisory(7, 7), holder(Bob)];
		refused(admit(1), others);
		allowed(admit(1), economy());
		allowed(admit(2), root());
		assert_eq!(Devices::root(2).map(|root| root.maker), Some(account(Bob)));
	});
}

#[test]
fn only_the_assembly_sets_its_terms_and_its_keys_and_takes_a_state_back() {
	on_a_network(|| {
		allowed(admit(1), root());
		let others = || [appointments(), council(7, 7), board(7, 7), holder(Bob)];
		let add = |number| Call::set_root_key { root: ROOT, key: key(number) };
		refused(add(2), others());
		allowed(add(2), economy());
		allowed(add(3), root());
		let fewer = Terms { quota: 10, ..TERMS };
		let set_terms = set(Some(fewer), RootChange::Active);
		refused(set_terms.clone(), others());
		allowed(set_terms.clone(), economy());
		allowed(set_terms, root());
		let stored = Devices::root(ROOT).expect("it was admitted");
		assert_eq!((stored.terms, stored.keys.len()), (fewer, 3));
		// Nor does a body that freezes or distrusts bring other terms along.
		refused(set(Some(TERMS), RootChange::Frozen), others());
		refused(set(Some(TERMS), RootChange::Distrusted), others());

		allowed(set(None, RootChange::Distrusted), council(2, 3));
		let back = set(None, RootChange::Active);
		refused(back.clone(), others());
		allowed(back, economy());
		assert_eq!(state(), RootState::Active);
	});
}

#[test]
fn two_thirds_of_the_board_freeze_it_for_14_days() {
	on_a_network(|| {
		allowed(admit(1), root());
		let freeze = || set(None, RootChange::Frozen);
		refused(freeze(), [board(4, 7), council(7, 7), appointments(), holder(Bob)]);
		let now = pallet_timestamp::Now::<Runtime>::get();
		for by in [board(5, 7), economy(), root()] {
			allowed(freeze(), by);
			assert_eq!(state(), RootState::Frozen { until: now + 14 * DAY_MS });
			assert_noop!(
				RuntimeCall::from(freeze()).dispatch(board(7, 7)).map_err(|error| error.error),
				Error::<Runtime>::WrongState
			);
			allowed(set(None, RootChange::Active), root());
		}
		// It thaws by itself, and takes another motion to freeze again.
		allowed(freeze(), board(5, 7));
		pallet_timestamp::Now::<Runtime>::put(now + 14 * DAY_MS + 1);
		let stored = Devices::root(ROOT).expect("it was admitted");
		assert!(stored.takes_new(now + 14 * DAY_MS + 1));
		allowed(freeze(), board(5, 7));
	});
}

#[test]
fn the_council_distrusts_it() {
	on_a_network(|| {
		for (id, by) in (ROOT..).zip([council(2, 3), council(4, 7), root()]) {
			allowed(admit(1), root());
			let distrust = Call::set_root { root: id, terms: None, state: RootChange::Distrusted };
			refused(distrust.clone(), [council(1, 2), board(7, 7), economy(), holder(Bob)]);
			allowed(distrust, by);
			let state = Devices::root(id).map(|root| root.state);
			assert_eq!(state, Some(RootState::Distrusted));
		}
		// Nor does the board make a frozen one of it, whose units would count.
		assert_noop!(
			RuntimeCall::from(set(None, RootChange::Frozen))
				.dispatch(board(7, 7))
				.map_err(|error| error.error),
			Error::<Runtime>::WrongState
		);
	});
}

#[test]
fn the_maker_and_the_council_revoke_its_keys() {
	on_a_network(|| {
		allowed(admit(1), root());
		for number in 2..5 {
			allowed(Call::set_root_key { root: ROOT, key: key(number) }, root());
		}
		let revoke = |key| Call::revoke_root_key { root: ROOT, key, since_block: 1 };
		let weaker = || [council(1, 2), board(7, 7), economy(), holder(Alice), holder(Eve)];
		for (number, by) in (0..).zip([holder(Bob), council(2, 3), root()]) {
			refused(revoke(number), weaker());
			allowed(revoke(number), by);
		}
		let keys = Devices::root(ROOT).expect("it was admitted").keys;
		let states: Vec<_> = keys.iter().map(|key| key.state).collect();
		let revoked = KeyState::Revoked { since: 1 };
		assert_eq!(states, [revoked, revoked, revoked, KeyState::Active]);
	});
}
