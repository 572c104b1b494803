use super::batch::*;
use crate::{mock::*, Admins, Event, HoldReason};
use frame_support::{assert_ok, traits::fungible::Inspect};
use jmt_primitives::{manifests::ManifestChange, JMT};

#[test]
fn it_gives_everything_back_to_the_planck() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 2);
		name_admins(owner(), line[1], 1..=8);
		fund(line[1], 5 * JMT);
		let account = Devices::prepaid_account(line[1]);
		assert_ok!(Devices::close_domain(by(owner()), line[1]));
		let event = Event::DomainClosed {
			domain: line[1],
			owner: owner(),
			deposit: CHILD_DEPOSIT,
			prepaid: 5 * JMT,
		};
		assert_eq!(last_event(), event);
		assert_eq!(Devices::domain(line[1]), None);
		assert_eq!(Devices::prepaid(line[1]), None);
		assert_eq!(Admins::<Test>::iter_prefix(line[1]).count(), 0);
		assert_eq!((domain(line[0]).children, Balances::total_balance(&account)), (0, 0));
		assert_ok!(Devices::close_domain(by(owner()), line[0]));
		assert_eq!(held_for(HoldReason::Domain, &owner()), 0);
		assert_eq!(Balances::balance(&owner()), WEALTH);
	});
}

#[test]
fn it_pays_the_deposit_to_who_paid_it() {
	ExtBuilder.build_and_execute(|| {
		let id = domain_of(owner(), None);
		assert_ok!(Devices::offer_domain(by(owner()), id, Some(stranger())));
		assert_ok!(Devices::accept_domain(by(stranger()), id));
		assert_ok!(Devices::close_domain(by(stranger()), id));
		assert_eq!((Balances::balance(&owner()), Balances::balance(&stranger())), (WEALTH, WEALTH));
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;

	#[test]
	fn it_refuses_an_unknown_domain() {
		ExtBuilder.build_and_execute(|| {
			assert_noop!(Devices::close_domain(by(owner()), 1), Error::<Test>::UnknownDomain);
		});
	}

	#[test]
	fn it_refuses_all_but_the_owner() {
		ExtBuilder.build_and_execute(|| {
			let line = line_of(&owner(), 1);
			name_admins(owner(), line[0], [1]);
			for who in [stranger(), admin(1)] {
				let call = Devices::close_domain(by(who), line[0]);
				assert_noop!(call, Error::<Test>::NotDomainAuthority);
			}
		});
	}

	#[test]
	fn it_refuses_a_domain_with_children_members_or_manifests() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			let close = || Devices::close_domain(by(owner()), batch.domain);
			assert_noop!(close(), Error::<Test>::NotEmpty);
			assert_ok!(batch.activation(manifest, 0, &owner()).activate());
			set(manifest, ManifestChange::Revoked);
			assert_ok!(Devices::sweep_manifest(by(owner()), manifest, 1));
			assert_noop!(close(), Error::<Test>::NotEmpty);
			let child = domain_of(owner(), Some(batch.domain));
			assert_ok!(Devices::remove(by(owner()), batch.signers[0].id()));
			assert_noop!(close(), Error::<Test>::NotEmpty);
			assert_ok!(Devices::close_domain(by(owner()), child));
			assert_ok!(close());
			// The price of one activation is all that it cost.
			assert_eq!(Balances::balance(&owner()), WEALTH - ONE_PRICE);
		});
	}
}
