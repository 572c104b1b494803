use super::batch::*;
use crate::{mock::*, AdminChange, Admins, Event};
use frame_support::assert_ok;

#[test]
fn it_adds_and_removes() {
	ExtBuilder.build_and_execute(|| {
		let id = domain_of(owner(), None);
		for (change, count) in [(AdminChange::Add, 1), (AdminChange::Remove, 0)] {
			assert_ok!(Devices::set_admin(by(owner()), id, admin(1), change));
			assert_eq!(last_event(), Event::AdminSet { domain: id, account: admin(1), change });
			assert_eq!(domain(id).admins, count);
			assert_eq!(Admins::<Test>::contains_key(id, admin(1)), count == 1);
		}
	});
}

#[test]
fn it_takes_the_word_of_an_authority_above() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 3);
		name_admins(owner(), line[0], [1]);
		assert_ok!(Devices::set_admin(by(admin(1)), line[2], admin(2), AdminChange::Add));
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;

	#[test]
	fn it_refuses_an_admin_of_the_domain_itself() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			name_admins(owner(), id, [1]);
			for (account, change) in [(admin(2), AdminChange::Add), (admin(1), AdminChange::Remove)]
			{
				let call = Devices::set_admin(by(admin(1)), id, account, change);
				assert_noop!(call, Error::<Test>::HigherAuthorityNeeded);
			}
		});
	}

	#[test]
	fn it_refuses_strangers_and_unknown_domains() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			let call = Devices::set_admin(by(stranger()), id, stranger(), AdminChange::Add);
			assert_noop!(call, Error::<Test>::NotDomainAuthority);
			let call = Devices::set_admin(by(owner()), id + 1, stranger(), AdminChange::Add);
			assert_noop!(call, Error::<Test>::UnknownDomain);
		});
	}

	#[test]
	fn it_refuses_a_ninth_one_one_twice_and_one_who_is_none() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			name_admins(owner(), id, 1..=8);
			let set = |seed, change| Devices::set_admin(by(owner()), id, admin(seed), change);
			assert_noop!(set(9, AdminChange::Add), Error::<Test>::TooManyAdmins);
			assert_noop!(set(8, AdminChange::Add), Error::<Test>::AlreadyAdmin);
			assert_noop!(set(9, AdminChange::Remove), Error::<Test>::NotAdmin);
			assert_ok!(set(8, AdminChange::Remove));
			assert_ok!(set(9, AdminChange::Add));
		});
	}
}
