use super::{batch::*, life::*};
use crate::{mock::*, Event, MemberChange, Members, Owned};
use frame_support::{assert_ok, dispatch::GetDispatchInfo, traits::fungible::Inspect};
use jmt_primitives::{
	devices::{DeviceStanding, InactiveReason, Member, ProfilePart},
	AccountId, DeviceId,
};

fn offer(device: DeviceId, to: AccountId) {
	assert_ok!(Devices::offer_device(by(owner()), device, Some(to)));
}

#[test]
fn it_notes_whom_it_is_offered_and_takes_that_back() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		for to in [Some(stranger()), None] {
			assert_ok!(Devices::offer_device(by(owner()), device, to.clone()));
			let event = Event::DeviceOffered { device, owner: owner(), to: to.clone() };
			assert_eq!(last_event(), event);
			let noted = Members::<Test>::get(device).map(|member| member.offered_to);
			assert_eq!(noted, to.map(Some));
		}
	});
}

#[test]
fn it_changes_hands_and_the_new_owner_pays_for_it_and_its_keys() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let device = old.id();
		assert_ok!(rotate(&device, &old, &spare(1)));
		offer(device, stranger());
		Deposit::set(2 * ONE_DEPOSIT);
		System::reset_events();
		assert_ok!(Devices::accept_device(by(stranger()), device));
		let amount = 2 * ONE_DEPOSIT + KEY_DEPOSIT;
		let events = jmt_mock::take_events::<Test, Event<Test>>();
		let (from, to) = (owner(), stranger());
		let changed = Event::OwnerChanged { device, from: from.clone(), to: to.clone() };
		let paid = Event::DepositMoved { device, from, to, amount };
		assert_eq!(events, vec![changed, paid]);
		assert_eq!(Devices::device(device).unwrap().owner, stranger());
		assert_eq!((held(&owner()), held(&stranger())), (0, amount));
		assert_eq!(Balances::balance(&owner()), WEALTH);
		assert!(Owned::<Test>::contains_key(stranger(), device));
		assert!(!Owned::<Test>::contains_key(owner(), device));
		// The hook hears it while the registry still names the owner of before, who is paid.
		assert_eq!(Sold::get(), vec![(device, owner(), stranger())]);
		assert_eq!(Members::<Test>::get(device), None);
		assert_ok!(Devices::remove(by(stranger()), device));
		assert_eq!(Balances::balance(&stranger()), WEALTH);
	});
}

#[test]
fn it_stays_the_domains_to_pay_where_that_pays() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		let device = batch.signers[0].id();
		offer(device, stranger());
		System::reset_events();
		assert_ok!(Devices::accept_device(by(stranger()), device));
		let events = jmt_mock::take_events::<Test, Event<Test>>();
		let changed = Event::OwnerChanged { device, from: owner(), to: stranger() };
		assert_eq!(events, vec![changed]);
		assert_eq!(held(&Devices::prepaid_account(batch.domain)), ONE_DEPOSIT);
		assert_eq!(Balances::balance(&stranger()), WEALTH);
		assert_eq!(Members::<Test>::get(device).unwrap().domain, Some(batch.domain));
	});
}

#[test]
fn it_keeps_pause_suspension_and_profile() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		let device = batch.signers[0].id();
		assert_ok!(Devices::set_profile(by(owner()), device, ProfilePart::Capabilities(7)));
		assert_ok!(Devices::pause(by(owner()), device));
		assert_ok!(Devices::set_member(by(owner()), device, MemberChange::Suspend));
		offer(device, stranger());
		assert_ok!(Devices::accept_device(by(stranger()), device));
		assert_ok!(Devices::resume(by(stranger()), device));
		let suspended = DeviceStanding::Inactive(InactiveReason::Suspended);
		assert_eq!(Devices::device(device).unwrap().standing, suspended);
		assert_eq!(Devices::profile(device).unwrap().capabilities, 7);
		assert_eq!(Members::<Test>::get(device).unwrap().encryption, Some([5; 32]));
	});
}

#[test]
fn it_ends_the_rotation_that_the_seller_started() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let device = old.id();
		assert_ok!(start(&device, &spare(1)));
		offer(device, stranger());
		assert_ok!(Devices::accept_device(by(stranger()), device));
		assert_eq!((pending(&device), reserved_for(&spare(1))), (None, None));
		assert!(!crate::Rotations::<Test>::contains_key(device));
		assert_eq!((held(&owner()), held(&stranger())), (0, ONE_DEPOSIT));
		// Keys that it had are the device's.
		let by_new = agreed(&device, &stranger(), &spare(2));
		let key = spare(2).public();
		assert_ok!(Devices::start_rotation(by(stranger()), device, key, EXPIRES, by_new));
	});
}

#[test]
fn it_may_be_offered_to_an_heir_while_it_waits() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		offer(device, stranger());
		assert_ok!(Devices::pause(by(owner()), device));
		let kept = Member { offered_to: Some(stranger()), ..Default::default() };
		assert_eq!(Members::<Test>::get(device), Some(kept));
		assert_ok!(Devices::remove(by(owner()), device));
		assert_eq!(Members::<Test>::get(device), None);
	});
}

#[test]
fn it_weighs_its_own_part_and_what_the_hook_does() {
	use crate::WeightInfo;
	let call = RuntimeCall::Devices(crate::Call::accept_device { device: spare(1).id() });
	let expected = <() as WeightInfo>::accept_device().saturating_add(CHANGE_WEIGHT);
	assert_eq!(call.get_dispatch_info().call_weight, expected);
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use sp_runtime::{traits::Dispatchable, TokenError};

	#[test]
	fn it_refuses_all_but_the_owner_to_offer() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			let offer = |who, device| Devices::offer_device(by(who), device, Some(stranger()));
			assert_noop!(offer(stranger(), device), Error::<Test>::NotOwner);
			assert_noop!(offer(owner(), spare(1).id()), Error::<Test>::NotRegistered);
		});
	}

	#[test]
	fn it_refuses_all_but_whom_it_is_offered() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			let accept = |who, device| Devices::accept_device(by(who), device);
			assert_noop!(accept(stranger(), device), Error::<Test>::NotOffered);
			offer(device, stranger());
			assert_noop!(accept(pauper(), device), Error::<Test>::NotOffered);
			assert_ok!(Devices::offer_device(by(owner()), device, None));
			assert_noop!(accept(stranger(), device), Error::<Test>::NotOffered);
			assert_noop!(accept(stranger(), spare(1).id()), Error::<Test>::NotRegistered);
			// An offer is good once.
			offer(device, stranger());
			assert_ok!(accept(stranger(), device));
			assert_noop!(accept(stranger(), device), Error::<Test>::NotOffered);
		});
	}

	#[test]
	fn it_refuses_a_revoked_device() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			offer(device, stranger());
			assert_ok!(Devices::set_member(by(owner()), device, MemberChange::Revoke));
			let accept = Devices::accept_device(by(stranger()), device);
			assert_noop!(accept, Error::<Test>::Revoked);
			let offer = Devices::offer_device(by(owner()), device, Some(stranger()));
			assert_noop!(offer, Error::<Test>::Revoked);
		});
	}

	#[test]
	fn it_stays_where_it_is_when_the_new_owner_cannot_pay() {
		ExtBuilder.build_and_execute(|| {
			let old = register(owner(), 1);
			let device = old.id();
			// The pauper has a planck too little.
			offer(device, pauper());
			let call = RuntimeCall::Devices(crate::Call::accept_device { device });
			let failed = call.dispatch(by(pauper())).unwrap_err();
			assert_eq!(failed.error, TokenError::FundsUnavailable.into());
			assert_eq!((held(&owner()), held(&pauper())), (ONE_DEPOSIT, 0));
			assert_eq!(Devices::device(device).unwrap().owner, owner());
		});
	}
}
