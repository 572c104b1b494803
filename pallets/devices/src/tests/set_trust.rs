//! `set_trust` and `drop_trust`.

use super::batch::*;
use crate::{mock::*, Event, HoldReason, Trust};
use frame_support::{assert_ok, traits::fungible::Inspect};
use jmt_primitives::domains::{Link, Reach};

const EXPIRES: jmt_primitives::Moment = NOW + MAX_TRUST;

#[test]
fn it_sets_a_link_in_one_direction_and_gives_the_deposit_back() {
	ExtBuilder.build_and_execute(|| {
		let (from, to) = (domain_of(owner(), None), domain_of(stranger(), None));
		let before = Balances::balance(&owner());
		assert_ok!(Devices::set_trust(by(owner()), from, to, Reach::Below, EXPIRES));
		let event = Event::TrustSet {
			from,
			to,
			reach: Reach::Below,
			expires: EXPIRES,
			deposit: TRUST_DEPOSIT,
		};
		assert_eq!(last_event(), event);
		let link =
			Link { reach: Reach::Below, expires: EXPIRES, payer: owner(), deposit: TRUST_DEPOSIT };
		assert_eq!(Trust::<Test>::get(from, to), Some(link));
		assert_eq!(Trust::<Test>::get(to, from), None);
		assert_eq!(held_for(HoldReason::Trust, &owner()), TRUST_DEPOSIT);
		assert_ok!(Devices::drop_trust(by(owner()), from, to));
		let event = Event::TrustDropped { from, to, payer: owner(), deposit: TRUST_DEPOSIT };
		assert_eq!(last_event(), event);
		assert_eq!((Trust::<Test>::get(from, to), Balances::balance(&owner())), (None, before));
	});
}

#[test]
fn it_gives_the_first_payer_the_deposit_back_when_another_renews() {
	ExtBuilder.build_and_execute(|| {
		let (from, to) = (domain_of(owner(), None), domain_of(owner(), None));
		assert_ok!(Devices::set_admin(by(owner()), from, stranger(), crate::AdminChange::Add));
		assert_ok!(Devices::set_trust(by(owner()), from, to, Reach::Below, EXPIRES));
		assert_ok!(Devices::set_trust(by(stranger()), from, to, Reach::Exact, EXPIRES - 1));
		assert_eq!(held_for(HoldReason::Trust, &owner()), 0);
		assert_eq!(held_for(HoldReason::Trust, &stranger()), TRUST_DEPOSIT);
		let link = Trust::<Test>::get(from, to).unwrap();
		assert_eq!((link.reach, link.expires), (Reach::Exact, EXPIRES - 1));
	});
}

#[test]
fn it_lets_anybody_drop_what_has_expired_or_lost_a_domain() {
	ExtBuilder.build_and_execute(|| {
		let (a, b, c) =
			(domain_of(owner(), None), domain_of(owner(), None), domain_of(owner(), None));
		for (from, to) in [(a, b), (b, c), (c, a)] {
			assert_ok!(Devices::set_trust(by(owner()), from, to, Reach::Exact, EXPIRES));
		}
		// The one that trusts is gone, then the one that was trusted.
		assert_ok!(Devices::close_domain(by(owner()), b));
		assert_ok!(Devices::drop_trust(by(pauper()), b, c));
		assert_ok!(Devices::drop_trust(by(pauper()), a, b));
		set_time(EXPIRES + 1);
		assert_ok!(Devices::drop_trust(by(pauper()), c, a));
		assert_eq!(held_for(HoldReason::Trust, &owner()), 0);
	});
}

#[test]
fn it_is_dropped_also_while_the_domain_is_suspended() {
	ExtBuilder.build_and_execute(|| {
		let (from, to) = (domain_of(owner(), None), domain_of(owner(), None));
		assert_ok!(Devices::set_trust(by(owner()), from, to, Reach::Exact, EXPIRES));
		assert_ok!(Devices::suspend_domain(by(owner()), from));
		assert_ok!(Devices::drop_trust(by(owner()), from, to));
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;

	#[test]
	fn it_refuses_times_that_have_passed_or_lie_too_far_ahead() {
		ExtBuilder.build_and_execute(|| {
			let (from, to) = (domain_of(owner(), None), domain_of(owner(), None));
			let set = |expires| Devices::set_trust(by(owner()), from, to, Reach::Exact, expires);
			assert_noop!(set(NOW), Error::<Test>::TrustExpired);
			assert_noop!(set(EXPIRES + 1), Error::<Test>::TrustTooLong);
		});
	}

	#[test]
	fn it_refuses_who_speaks_for_the_trusted_domain_only() {
		ExtBuilder.build_and_execute(|| {
			let (from, to) = (domain_of(owner(), None), domain_of(stranger(), None));
			let call = Devices::set_trust(by(stranger()), from, to, Reach::Exact, EXPIRES);
			assert_noop!(call, Error::<Test>::NotDomainAuthority);
			assert_ok!(Devices::set_trust(by(owner()), from, to, Reach::Exact, EXPIRES));
			let call = Devices::drop_trust(by(stranger()), from, to);
			assert_noop!(call, Error::<Test>::NotDomainAuthority);
			set_time(EXPIRES);
			let call = Devices::drop_trust(by(stranger()), from, to);
			assert_noop!(call, Error::<Test>::NotDomainAuthority);
		});
	}

	#[test]
	fn it_refuses_domains_and_links_that_are_not_there() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			for (from, to) in [(id, 9), (9, id)] {
				let call = Devices::set_trust(by(owner()), from, to, Reach::Exact, EXPIRES);
				assert_noop!(call, Error::<Test>::UnknownDomain);
			}
			assert_noop!(Devices::drop_trust(by(owner()), id, 9), Error::<Test>::NoTrust);
		});
	}

	#[test]
	fn it_refuses_a_suspended_domain() {
		ExtBuilder.build_and_execute(|| {
			let line = line_of(&owner(), 2);
			assert_ok!(Devices::suspend_domain(by(owner()), line[0]));
			let call = Devices::set_trust(by(owner()), line[1], line[0], Reach::Exact, EXPIRES);
			assert_noop!(call, Error::<Test>::DomainNotActive);
		});
	}
}
