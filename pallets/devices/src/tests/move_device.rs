use super::batch::*;
use crate::{mock::*, Event, MemberChange, Members, Permit};
use frame_support::{assert_ok, dispatch::GetDispatchInfo, traits::fungible::Inspect};
use jmt_primitives::{
	devices::{DeviceStanding, InactiveReason, Member, Payer, ProfilePart},
	domains::{signed, DomainId},
	AccountId, DeviceId, Moment, Signature, JMT,
};
use sp_core::{sr25519, Pair};

/// An account that signs permits.
fn authority() -> (sr25519::Pair, AccountId) {
	let pair = sr25519::Pair::from_seed(&[77; 32]);
	let account = AccountId::new(pair.public().0);
	(pair, account)
}

/// Its word that a device may come.
fn permit(
	device: DeviceId,
	from: Option<DomainId>,
	to: DomainId,
	payer: Payer,
	expires: Moment,
) -> Permit {
	let (pair, authority) = authority();
	let message = signed::permit(&genesis(), &device, next(&device), from, to, payer, expires);
	let signature = Signature::Sr25519(pair.sign(&message));
	Permit { payer, expires, authority, signature }
}

/// Domains of the owner's in which the authority is an admin, with 30 JMT each.
fn domains(number: usize) -> Vec<DomainId> {
	(0..number)
		.map(|_| {
			let id = domain_of(owner(), None);
			let change = crate::AdminChange::Add;
			assert_ok!(Devices::set_admin(by(owner()), id, authority().1, change));
			fund(id, 30 * JMT);
			id
		})
		.collect()
}

fn move_to(device: DeviceId, to: Option<DomainId>, permit: Option<Permit>) {
	assert_ok!(Devices::move_device(by(stranger()), device, to, permit));
}

const EXPIRES: Moment = NOW + MAX_AGE;

#[test]
fn it_comes_in_at_its_owners_cost_and_moves_no_money() {
	ExtBuilder.build_and_execute(|| {
		let to = domains(1)[0];
		let device = register(stranger(), 1).id();
		move_to(device, Some(to), Some(permit(device, None, to, Payer::Owner, EXPIRES)));
		let event = Event::DeviceMoved { device, owner: stranger(), from: None, to: Some(to) };
		assert_eq!(last_event(), event);
		let member = Members::<Test>::get(device).unwrap();
		assert_eq!((member.domain, member.payer, member.leaf), (Some(to), Payer::Owner, None));
		assert_eq!((domain(to).members, held(&stranger())), (1, ONE_DEPOSIT));
		assert_eq!(Changed::get(), vec![]);
	});
}

#[test]
fn it_comes_in_at_the_domains_cost_and_the_owner_gets_the_deposit_back() {
	ExtBuilder.build_and_execute(|| {
		let to = domains(1)[0];
		let device = register(stranger(), 1).id();
		Deposit::set(2 * ONE_DEPOSIT);
		move_to(device, Some(to), Some(permit(device, None, to, Payer::Domain, EXPIRES)));
		let account = Devices::prepaid_account(to);
		let event = Event::DepositMoved {
			device,
			from: stranger(),
			to: account.clone(),
			amount: 2 * ONE_DEPOSIT,
		};
		assert_eq!(last_event(), event);
		assert_eq!((held(&stranger()), Balances::balance(&stranger())), (0, WEALTH));
		assert_eq!(held(&account), 2 * ONE_DEPOSIT);
		assert_eq!(crate::Devices::<Test>::get(device).unwrap().deposit, 2 * ONE_DEPOSIT);
	});
}

#[test]
fn it_goes_from_domain_to_domain_and_each_payer_gets_its_own_back() {
	ExtBuilder.build_and_execute(|| {
		let domains = domains(2);
		let (a, b) = (domains[0], domains[1]);
		let batch = Batch::of(a, [1]);
		let manifest = batch.publish(owner());
		assert_ok!(batch.activation(manifest, 0, &stranger()).activate());
		let device = batch.signers[0].id();
		let (pa, pb) = (Devices::prepaid_account(a), Devices::prepaid_account(b));
		move_to(device, Some(b), Some(permit(device, Some(a), b, Payer::Domain, EXPIRES)));
		assert_eq!((held(&pa), held(&pb), held(&stranger())), (0, ONE_DEPOSIT, 0));
		assert_eq!((domain(a).members, domain(b).members), (0, 1));
		// The key for messages stays, the leaf belonged to the domain.
		let member = Members::<Test>::get(device).unwrap();
		assert_eq!((member.encryption, member.leaf), (Some([5; 32]), None));
		move_to(device, None, None);
		let event = Event::DeviceMoved { device, owner: stranger(), from: Some(b), to: None };
		assert!(jmt_mock::take_events::<Test, Event<Test>>().contains(&event));
		assert_eq!((held(&pa), held(&pb), held(&stranger())), (0, 0, ONE_DEPOSIT));
		assert_eq!(domain(b).members, 0);
		assert_ok!(Devices::remove(by(stranger()), device));
		assert_eq!(Balances::balance(&stranger()), WEALTH);
	});
}

#[test]
fn it_counts_its_moves_and_keeps_nothing_else_of_the_domain() {
	ExtBuilder.build_and_execute(|| {
		let to = domains(1)[0];
		let device = register(stranger(), 1).id();
		assert_eq!(Members::<Test>::get(device), None);
		move_to(device, Some(to), Some(permit(device, None, to, Payer::Owner, EXPIRES)));
		assert_ok!(Devices::set_profile(by(owner()), device, ProfilePart::Capabilities(7)));
		move_to(device, None, None);
		let expected = Member { moves: 2, ..Default::default() };
		assert_eq!(Members::<Test>::get(device), Some(expected));
		assert_eq!(Devices::profile(device), None);
	});
}

#[test]
fn it_needs_no_permit_of_an_owner_who_has_authority_there() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&stranger(), 2);
		let device = register(stranger(), 1).id();
		move_to(device, Some(line[1]), None);
		assert_eq!(Members::<Test>::get(device).unwrap().payer, Payer::Owner);
	});
}

#[test]
fn it_leaves_a_suspension_behind_and_tells_the_hook() {
	ExtBuilder.build_and_execute(|| {
		let to = domains(1)[0];
		let device = register(stranger(), 1).id();
		move_to(device, Some(to), Some(permit(device, None, to, Payer::Owner, EXPIRES)));
		assert_ok!(Devices::set_member(by(owner()), device, MemberChange::Suspend));
		Changed::set(Vec::new());
		move_to(device, None, None);
		let suspended = DeviceStanding::Inactive(InactiveReason::Suspended);
		let change = (device, stranger(), suspended, DeviceStanding::Active);
		assert_eq!(Changed::get(), vec![change]);
	});
}

#[test]
fn it_weighs_its_own_part_and_what_the_hook_does() {
	use crate::WeightInfo;
	let device = DeviceId::default();
	let call = RuntimeCall::Devices(crate::Call::move_device { device, to: None, permit: None });
	assert_eq!(
		call.get_dispatch_info().call_weight,
		<() as WeightInfo>::move_device().saturating_add(CHANGE_WEIGHT)
	);
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::{assert_err, assert_noop};
	use sp_runtime::{traits::Dispatchable, DispatchError, TokenError};

	fn refused(
		device: DeviceId,
		to: Option<DomainId>,
		permit: Option<Permit>,
		error: impl Into<DispatchError>,
	) {
		let call = Devices::move_device(by(stranger()), device, to, permit);
		assert_noop!(call, error.into());
	}

	#[test]
	fn it_refuses_all_but_the_owner() {
		ExtBuilder.build_and_execute(|| {
			let to = domains(1)[0];
			let device = register(stranger(), 1).id();
			let good = permit(device, None, to, Payer::Owner, EXPIRES);
			let call = Devices::move_device(by(owner()), device, Some(to), Some(good));
			assert_noop!(call, Error::<Test>::NotOwner);
			let unknown = Signer::new(jmt_primitives::KeyType::Ed25519, 9).id();
			refused(unknown, None, None, Error::<Test>::NotRegistered);
		});
	}

	#[test]
	fn it_refuses_to_come_without_a_permit() {
		ExtBuilder.build_and_execute(|| {
			let to = domains(1)[0];
			let device = register(stranger(), 1).id();
			refused(device, Some(to), None, Error::<Test>::NotDomainAuthority);
			refused(device, Some(9), None, Error::<Test>::UnknownDomain);
		});
	}

	#[test]
	fn it_refuses_a_permit_by_who_has_no_authority() {
		ExtBuilder.build_and_execute(|| {
			let to = domain_of(owner(), None);
			let device = register(stranger(), 1).id();
			let good = permit(device, None, to, Payer::Owner, EXPIRES);
			refused(device, Some(to), Some(good), Error::<Test>::NotDomainAuthority);
		});
	}

	#[test]
	fn it_refuses_a_permit_that_has_expired_or_is_good_for_too_long() {
		ExtBuilder.build_and_execute(|| {
			let to = domains(1)[0];
			let device = register(stranger(), 1).id();
			let old = permit(device, None, to, Payer::Owner, NOW - 1);
			refused(device, Some(to), Some(old), Error::<Test>::PermitExpired);
			let long = permit(device, None, to, Payer::Owner, EXPIRES + 1);
			refused(device, Some(to), Some(long), Error::<Test>::ExpiresTooFar);
		});
	}

	#[test]
	fn it_refuses_a_permit_for_anything_else() {
		ExtBuilder.build_and_execute(|| {
			let domains = domains(2);
			let (to, other) = (domains[0], domains[1]);
			let device = register(stranger(), 1).id();
			let second = register(stranger(), 2).id();
			for wrong in [
				permit(second, None, to, Payer::Owner, EXPIRES),
				permit(device, Some(other), to, Payer::Owner, EXPIRES),
				permit(device, None, other, Payer::Owner, EXPIRES),
				Permit { payer: Payer::Domain, ..permit(device, None, to, Payer::Owner, EXPIRES) },
				Permit { expires: NOW, ..permit(device, None, to, Payer::Owner, EXPIRES) },
				Permit { authority: owner(), ..permit(device, None, to, Payer::Owner, EXPIRES) },
			] {
				refused(device, Some(to), Some(wrong), Error::<Test>::BadPermit);
			}
			let good = permit(device, None, to, Payer::Owner, EXPIRES);
			move_to(device, Some(to), Some(good));
			// Good from where the device is only.
			let again = permit(device, None, other, Payer::Owner, EXPIRES);
			refused(device, Some(other), Some(again), Error::<Test>::BadPermit);
		});
	}

	#[test]
	fn it_refuses_a_permit_that_was_used() {
		ExtBuilder.build_and_execute(|| {
			let to = domains(1)[0];
			let device = register(stranger(), 1).id();
			let good = permit(device, None, to, Payer::Owner, EXPIRES);
			move_to(device, Some(to), Some(good.clone()));
			move_to(device, None, None);
			refused(device, Some(to), Some(good), Error::<Test>::BadPermit);
			let another = permit(device, None, to, Payer::Owner, EXPIRES);
			move_to(device, Some(to), Some(another));
		});
	}

	#[test]
	fn it_refuses_a_permit_of_a_device_that_left_and_registered_again() {
		ExtBuilder.build_and_execute(|| {
			let to = domains(1)[0];
			let device = register(stranger(), 1).id();
			let good = permit(device, None, to, Payer::Owner, EXPIRES);
			assert_ok!(Devices::remove(by(stranger()), device));
			System::set_block_number(8);
			register(stranger(), 1);
			refused(device, Some(to), Some(good), Error::<Test>::BadPermit);
		});
	}

	#[test]
	fn it_refuses_a_permit_on_another_chain() {
		ExtBuilder.build_and_execute(|| {
			let to = domains(1)[0];
			let device = register(stranger(), 1).id();
			let here = genesis();
			frame_system::BlockHash::<Test>::insert(0, jmt_primitives::Hash::repeat_byte(1));
			let foreign = permit(device, None, to, Payer::Owner, EXPIRES);
			frame_system::BlockHash::<Test>::insert(0, here);
			refused(device, Some(to), Some(foreign), Error::<Test>::BadPermit);
		});
	}

	#[test]
	fn it_refuses_the_same_domain_and_no_domain_from_none() {
		ExtBuilder.build_and_execute(|| {
			let to = domains(1)[0];
			let device = register(stranger(), 1).id();
			refused(device, None, None, Error::<Test>::NotDomainMember);
			let good = permit(device, None, to, Payer::Owner, EXPIRES);
			move_to(device, Some(to), Some(good.clone()));
			refused(device, Some(to), Some(good.clone()), Error::<Test>::SameDomain);
			refused(device, None, Some(good), Error::<Test>::BadPermit);
		});
	}

	#[test]
	fn it_refuses_a_suspended_domain() {
		ExtBuilder.build_and_execute(|| {
			let to = domains(1)[0];
			let device = register(stranger(), 1).id();
			assert_ok!(Devices::suspend_domain(by(owner()), to));
			let good = permit(device, None, to, Payer::Owner, EXPIRES);
			refused(device, Some(to), Some(good), Error::<Test>::DomainNotActive);
		});
	}

	#[test]
	fn it_refuses_a_revoked_device() {
		ExtBuilder.build_and_execute(|| {
			let to = domains(1)[0];
			let device = register(stranger(), 1).id();
			assert_ok!(Devices::set_member(by(stranger()), device, MemberChange::Revoke));
			let good = permit(device, None, to, Payer::Owner, EXPIRES);
			refused(device, Some(to), Some(good), Error::<Test>::Revoked);
		});
	}

	#[test]
	fn it_leaves_the_deposit_where_it_was_when_the_new_payer_cannot_pay() {
		ExtBuilder.build_and_execute(|| {
			let to = domains(1)[0];
			let left = Devices::prepaid(to).unwrap().1;
			assert_ok!(Devices::withdraw_prepaid(by(owner()), to, left));
			let device = register(stranger(), 1).id();
			let good = permit(device, None, to, Payer::Domain, EXPIRES);
			let (to, permit) = (Some(to), Some(good));
			let call = RuntimeCall::Devices(crate::Call::move_device { device, to, permit });
			let done = call.dispatch(by(stranger())).map_err(|failed| failed.error);
			assert_err!(done.map(|_| ()), TokenError::FundsUnavailable);
			assert_eq!(held(&stranger()), ONE_DEPOSIT);
		});
	}
}
