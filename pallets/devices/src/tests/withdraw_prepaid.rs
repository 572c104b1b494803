use super::batch::*;
use crate::{mock::*, Event};
use frame_support::{assert_ok, traits::fungible::Inspect};
use jmt_mock::EXISTENTIAL_DEPOSIT;
use jmt_primitives::JMT;

#[test]
fn it_pays_the_owner_a_part_or_all_that_is_not_held() {
	ExtBuilder.build_and_execute(|| {
		let id = domain_of(owner(), None);
		fund(id, 5 * JMT);
		let before = Balances::balance(&owner());
		assert_ok!(Devices::withdraw_prepaid(by(owner()), id, JMT));
		let event = Event::PrepaidWithdrawn { domain: id, owner: owner(), amount: JMT };
		assert_eq!(last_event(), event);
		assert_eq!((prepaid(id), Balances::balance(&owner())), (4 * JMT, before + JMT));
		assert_ok!(Devices::withdraw_prepaid(by(owner()), id, 4 * JMT));
		assert_eq!((prepaid(id), Balances::balance(&owner())), (0, before + 5 * JMT));
	});
}

#[test]
fn it_leaves_what_is_held() {
	ExtBuilder.build_and_execute(|| {
		let (batch, _) = published();
		let (account, left) = Devices::prepaid(batch.domain).unwrap();
		assert_eq!(account, Devices::prepaid_account(batch.domain));
		assert_eq!(left, 30 * JMT - MANIFEST_DEPOSIT - CHUNK_DEPOSIT - EXISTENTIAL_DEPOSIT);
		assert_ok!(Devices::withdraw_prepaid(by(owner()), batch.domain, left));
		let held = MANIFEST_DEPOSIT + CHUNK_DEPOSIT;
		assert_eq!(prepaid(batch.domain), held + EXISTENTIAL_DEPOSIT);
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::{assert_err, assert_noop};
	use sp_runtime::TokenError;

	#[test]
	fn it_refuses_all_but_the_owner() {
		ExtBuilder.build_and_execute(|| {
			let parent = domain_of(owner(), None);
			assert_ok!(Devices::set_admin(
				by(owner()),
				parent,
				stranger(),
				crate::AdminChange::Add
			));
			let child = domain_of(stranger(), Some(parent));
			fund(child, JMT);
			fund(parent, JMT);
			for (who, id) in [(owner(), child), (stranger(), parent)] {
				let call = Devices::withdraw_prepaid(by(who), id, 1);
				assert_noop!(call, Error::<Test>::NotDomainAuthority);
			}
			let call = Devices::withdraw_prepaid(by(owner()), 9, 1);
			assert_noop!(call, Error::<Test>::UnknownDomain);
		});
	}

	#[test]
	fn it_refuses_nothing_and_more_than_there_is() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			fund(id, JMT);
			let withdraw = |amount| Devices::withdraw_prepaid(by(owner()), id, amount);
			assert_noop!(withdraw(0), Error::<Test>::NothingPrepaid);
			assert_noop!(withdraw(JMT + 1), TokenError::FundsUnavailable);
		});
	}

	#[test]
	fn it_leaves_no_dust() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			fund(id, JMT);
			let call = Devices::withdraw_prepaid(by(owner()), id, JMT - EXISTENTIAL_DEPOSIT + 1);
			assert_err!(call, TokenError::NotExpendable);
			assert_eq!(prepaid(id), JMT);
		});
	}
}
