use super::batch::*;
use crate::{mock::*, Event, MemberChange, Members};
use frame_support::{assert_ok, traits::fungible::Inspect};
use jmt_primitives::{
	devices::{DeviceStanding, InactiveReason, Member, MemberState},
	DeviceId,
};

const ACTIVE: DeviceStanding = DeviceStanding::Active;
const SUSPENDED: DeviceStanding = DeviceStanding::Inactive(InactiveReason::Suspended);
const REVOKED: DeviceStanding = DeviceStanding::Inactive(InactiveReason::Revoked);

/// A device of the stranger's in a domain of the owner's, which pays for it.
fn member() -> (Batch, DeviceId) {
	let (batch, manifest) = published();
	assert_ok!(batch.activation(manifest, 0, &stranger()).activate());
	let device = batch.signers[0].id();
	(batch, device)
}

fn standing(device: DeviceId) -> DeviceStanding {
	Devices::device(device).unwrap().standing
}

#[test]
fn it_suspends_and_resumes_by_the_domain_and_tells_the_hook_first() {
	ExtBuilder.build_and_execute(|| {
		let (batch, device) = member();
		name_admins(owner(), batch.domain, [1]);
		for (change, before, after) in
			[(MemberChange::Suspend, ACTIVE, SUSPENDED), (MemberChange::Resume, SUSPENDED, ACTIVE)]
		{
			assert_ok!(Devices::set_member(by(admin(1)), device, change));
			assert_eq!(last_event(), Event::MemberChanged { device, change });
			assert_eq!(standing(device), after);
			assert_eq!(Changed::get().pop(), Some((device, stranger(), before, after)));
		}
	});
}

#[test]
fn it_is_inactive_for_the_first_reason() {
	ExtBuilder.build_and_execute(|| {
		let (batch, device) = member();
		assert_ok!(Devices::suspend_domain(by(owner()), batch.domain));
		let domain = DeviceStanding::Inactive(InactiveReason::DomainSuspended(batch.domain));
		assert_eq!(standing(device), domain);
		assert_ok!(Devices::set_member(by(owner()), device, MemberChange::Suspend));
		assert_eq!(standing(device), SUSPENDED);
		assert_ok!(Devices::pause(by(stranger()), device));
		assert_eq!(standing(device), DeviceStanding::Inactive(InactiveReason::Paused));
		assert_ok!(Devices::resume(by(stranger()), device));
		assert_eq!(standing(device), SUSPENDED);
		let told = Changed::get().pop().unwrap();
		assert_eq!(told.3, SUSPENDED, "the hook hears the standing of the whole device");
		assert_ok!(Devices::set_member(by(stranger()), device, MemberChange::Revoke));
		assert_eq!(standing(device), REVOKED);
	});
}

#[test]
fn it_is_revoked_by_its_owner_at_large_and_pays_back_when_removed() {
	ExtBuilder.build_and_execute(|| {
		let device = register(stranger(), 1).id();
		assert_ok!(Devices::set_member(by(stranger()), device, MemberChange::Revoke));
		let expected = Member { state: MemberState::Revoked, ..Default::default() };
		assert_eq!(Members::<Test>::get(device), Some(expected));
		assert_eq!(held(&stranger()), ONE_DEPOSIT);
		assert_ok!(Devices::remove(by(stranger()), device));
		assert_eq!((Members::<Test>::get(device), Balances::balance(&stranger())), (None, WEALTH));
	});
}

#[test]
fn it_is_revoked_and_removed_by_the_domain_that_pays() {
	ExtBuilder.build_and_execute(|| {
		let (batch, device) = member();
		let account = Devices::prepaid_account(batch.domain);
		let before = Balances::balance(&account);
		assert_ok!(Devices::set_member(by(owner()), device, MemberChange::Revoke));
		assert_ok!(Devices::remove(by(owner()), device));
		let event = Event::DeviceRemoved { device, owner: stranger(), deposit: ONE_DEPOSIT };
		assert_eq!(last_event(), event);
		assert_eq!((held(&account), Balances::balance(&account)), (0, before + ONE_DEPOSIT));
		assert_eq!(Balances::balance(&stranger()), WEALTH);
		assert_eq!(domain(batch.domain).members, 0);
		assert_eq!(Left::get(), vec![(device, stranger())]);
		assert!(!crate::Owned::<Test>::contains_key(stranger(), device));
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use jmt_primitives::AccountId;

	fn refused(who: AccountId, device: DeviceId, change: MemberChange, error: Error<Test>) {
		assert_noop!(Devices::set_member(by(who), device, change), error);
	}

	#[test]
	fn it_refuses_the_owner_to_suspend_and_strangers_anything() {
		ExtBuilder.build_and_execute(|| {
			let (_, device) = member();
			for change in [MemberChange::Suspend, MemberChange::Resume] {
				refused(stranger(), device, change, Error::NotDomainAuthority);
			}
			refused(pauper(), device, MemberChange::Revoke, Error::NotDomainAuthority);
		});
	}

	#[test]
	fn it_refuses_a_domain_to_revoke_what_the_owner_pays() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			assert_ok!(Devices::set_admin(by(owner()), id, stranger(), crate::AdminChange::Add));
			let device = register(stranger(), 1).id();
			assert_ok!(Devices::move_device(by(stranger()), device, Some(id), None));
			refused(owner(), device, MemberChange::Revoke, Error::NotOwner);
			assert_noop!(Devices::remove(by(owner()), device), Error::<Test>::NotOwner);
		});
	}

	#[test]
	fn it_refuses_the_domain_to_remove_what_is_not_revoked() {
		ExtBuilder.build_and_execute(|| {
			let (_, device) = member();
			assert_noop!(Devices::remove(by(owner()), device), Error::<Test>::NotRevoked);
			assert_noop!(Devices::remove(by(pauper()), device), Error::<Test>::NotDomainAuthority);
		});
	}

	#[test]
	fn it_refuses_devices_at_large_and_unknown_ones() {
		ExtBuilder.build_and_execute(|| {
			let device = register(stranger(), 1).id();
			refused(stranger(), device, MemberChange::Suspend, Error::NotDomainMember);
			refused(owner(), device, MemberChange::Revoke, Error::NotOwner);
			let unknown = Signer::new(jmt_primitives::KeyType::Ed25519, 9).id();
			refused(owner(), unknown, MemberChange::Revoke, Error::NotRegistered);
		});
	}

	#[test]
	fn it_refuses_a_lower_rank_to_resume_and_as_high_a_one_to_suspend_again() {
		ExtBuilder.build_and_execute(|| {
			let (batch, device) = member();
			name_admins(owner(), batch.domain, [1]);
			refused(admin(1), device, MemberChange::Resume, Error::NotSuspended);
			assert_ok!(Devices::set_member(by(admin(1)), device, MemberChange::Suspend));
			refused(admin(1), device, MemberChange::Suspend, Error::AlreadySuspended);
			assert_ok!(Devices::set_member(by(owner()), device, MemberChange::Suspend));
			refused(admin(1), device, MemberChange::Resume, Error::HigherAuthorityNeeded);
			assert_ok!(Devices::set_member(by(owner()), device, MemberChange::Resume));
		});
	}

	#[test]
	fn it_refuses_everything_after_revocation() {
		ExtBuilder.build_and_execute(|| {
			let (_, device) = member();
			assert_ok!(Devices::set_member(by(stranger()), device, MemberChange::Revoke));
			for change in [MemberChange::Suspend, MemberChange::Resume, MemberChange::Revoke] {
				refused(owner(), device, change, Error::Revoked);
			}
			assert_noop!(Devices::pause(by(stranger()), device), Error::<Test>::Revoked);
			assert_noop!(Devices::resume(by(stranger()), device), Error::<Test>::Revoked);
		});
	}
}
