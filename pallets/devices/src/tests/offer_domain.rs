//! `offer_domain` and `accept_domain`.

use super::batch::*;
use crate::{mock::*, Event, HoldReason};
use frame_support::{assert_ok, traits::fungible::Inspect};
use jmt_primitives::JMT;

#[test]
fn it_passes_the_domain_on_and_its_deposit_back() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 2);
		name_admins(owner(), line[1], [1]);
		fund(line[1], JMT);
		assert_ok!(Devices::offer_domain(by(owner()), line[1], Some(stranger())));
		let event = Event::DomainOffered { domain: line[1], owner: owner(), to: Some(stranger()) };
		assert_eq!(last_event(), event);
		assert_ok!(Devices::accept_domain(by(stranger()), line[1]));
		let event = Event::DomainAccepted { domain: line[1], from: owner(), to: stranger() };
		assert_eq!(last_event(), event);
		let now = domain(line[1]);
		assert_eq!((now.owner, now.payer, now.offered_to), (stranger(), stranger(), None));
		assert_eq!((now.admins, prepaid(line[1])), (1, JMT));
		assert_eq!(held_for(HoldReason::Domain, &owner()), TOP_DEPOSIT);
		assert_eq!(held_for(HoldReason::Domain, &stranger()), CHILD_DEPOSIT);
	});
}

#[test]
fn it_takes_an_offer_back() {
	ExtBuilder.build_and_execute(|| {
		let id = domain_of(owner(), None);
		assert_ok!(Devices::offer_domain(by(owner()), id, Some(stranger())));
		assert_ok!(Devices::offer_domain(by(owner()), id, None));
		assert_eq!(domain(id).offered_to, None);
	});
}

#[test]
fn it_changes_nothing_for_an_owner_who_accepts_an_own_offer() {
	ExtBuilder.build_and_execute(|| {
		let id = domain_of(owner(), None);
		assert_ok!(Devices::offer_domain(by(owner()), id, Some(owner())));
		assert_ok!(Devices::accept_domain(by(owner()), id));
		assert_eq!(held_for(HoldReason::Domain, &owner()), TOP_DEPOSIT);
		assert_eq!(Balances::balance(&owner()), WEALTH - TOP_DEPOSIT);
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use sp_runtime::TokenError;

	#[test]
	fn it_refuses_an_offer_by_an_admin_or_an_authority_above() {
		ExtBuilder.build_and_execute(|| {
			let parent = domain_of(owner(), None);
			assert_ok!(Devices::set_admin(
				by(owner()),
				parent,
				stranger(),
				crate::AdminChange::Add
			));
			let child = domain_of(stranger(), Some(parent));
			for (who, id) in [(stranger(), parent), (owner(), child)] {
				let call = Devices::offer_domain(by(who), id, Some(admin(1)));
				assert_noop!(call, Error::<Test>::NotDomainAuthority);
			}
			let call = Devices::offer_domain(by(owner()), 9, None);
			assert_noop!(call, Error::<Test>::UnknownDomain);
		});
	}

	#[test]
	fn it_refuses_who_was_not_offered_it() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			let accept = || Devices::accept_domain(by(stranger()), id);
			assert_noop!(accept(), Error::<Test>::NotOffered);
			assert_ok!(Devices::offer_domain(by(owner()), id, Some(pauper())));
			assert_noop!(accept(), Error::<Test>::NotOffered);
			let unknown = Devices::accept_domain(by(stranger()), id + 1);
			assert_noop!(unknown, Error::<Test>::UnknownDomain);
		});
	}

	#[test]
	fn it_refuses_who_cannot_pay_and_leaves_the_deposit_where_it_was() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			assert_ok!(Devices::offer_domain(by(owner()), id, Some(pauper())));
			let call = RuntimeCall::Devices(crate::Call::accept_domain { domain: id });
			use sp_runtime::traits::Dispatchable;
			let done = call.dispatch(by(pauper())).map_err(|failed| failed.error);
			assert_eq!(done.map(|_| ()), Err(TokenError::FundsUnavailable.into()));
			assert_eq!(held_for(HoldReason::Domain, &owner()), TOP_DEPOSIT);
		});
	}
}
