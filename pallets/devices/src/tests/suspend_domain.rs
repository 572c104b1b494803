//! `suspend_domain` and `resume_domain`.

use super::batch::*;
use crate::{mock::*, Event};
use frame_support::assert_ok;
use jmt_primitives::{
	devices::{DeviceStanding, InactiveReason},
	domains::{DomainState, Rank, Role},
	JMT,
};

const fn rank(depth: u8, role: Role) -> Rank {
	Rank { depth, role }
}

#[test]
fn it_covers_all_below_and_names_the_highest_suspended_domain() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 4);
		fund(line[3], 30 * JMT);
		let batch = Batch::of(line[3], [1]);
		let manifest = batch.publish(owner());
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		let standing = || Devices::device(batch.signers[0].id()).unwrap().standing;
		assert_eq!(standing(), DeviceStanding::Active);
		for id in line.iter().rev() {
			assert_ok!(Devices::suspend_domain(by(owner()), *id));
			let reason = InactiveReason::DomainSuspended(*id);
			assert_eq!(standing(), DeviceStanding::Inactive(reason));
		}
		for id in &line {
			assert_ok!(Devices::resume_domain(by(owner()), *id));
		}
		assert_eq!(standing(), DeviceStanding::Active);
		// No device was visited.
		assert_eq!(Changed::get(), vec![]);
	});
}

#[test]
fn it_notes_the_highest_rank_of_who_suspends() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 2);
		name_admins(owner(), line[0], [1]);
		name_admins(owner(), line[1], [1, 2]);
		for (who, by_rank) in [
			(admin(2), rank(2, Role::Admin)),
			(admin(1), rank(1, Role::Admin)),
			(owner(), rank(1, Role::Owner)),
		] {
			assert_ok!(Devices::suspend_domain(by(who), line[1]));
			assert_eq!(domain(line[1]).state, DomainState::Suspended(by_rank));
			let event = Event::DomainSuspended { domain: line[1], by: by_rank };
			assert_eq!(last_event(), event);
		}
		assert_ok!(Devices::resume_domain(by(owner()), line[1]));
		assert_eq!(last_event(), Event::DomainResumed { domain: line[1] });
		assert_eq!(domain(line[1]).state, DomainState::Active);
	});
}

#[test]
fn it_is_resumed_by_another_of_the_same_rank() {
	ExtBuilder.build_and_execute(|| {
		let id = domain_of(owner(), None);
		name_admins(owner(), id, [1, 2]);
		assert_ok!(Devices::suspend_domain(by(admin(1)), id));
		assert_ok!(Devices::resume_domain(by(admin(2)), id));
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;

	#[test]
	fn it_refuses_strangers_and_authorities_below() {
		ExtBuilder.build_and_execute(|| {
			let line = line_of(&owner(), 2);
			name_admins(owner(), line[1], [1]);
			for who in [stranger(), admin(1)] {
				let call = Devices::suspend_domain(by(who.clone()), line[0]);
				assert_noop!(call, Error::<Test>::NotDomainAuthority);
				let call = Devices::resume_domain(by(who), line[0]);
				assert_noop!(call, Error::<Test>::NotDomainAuthority);
			}
			assert_noop!(Devices::suspend_domain(by(owner()), 9), Error::<Test>::UnknownDomain);
			assert_noop!(Devices::resume_domain(by(owner()), 9), Error::<Test>::UnknownDomain);
		});
	}

	#[test]
	fn it_refuses_a_domain_that_is_suspended_by_as_high_a_rank() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			name_admins(owner(), id, [1]);
			assert_ok!(Devices::suspend_domain(by(owner()), id));
			for who in [owner(), admin(1)] {
				let call = Devices::suspend_domain(by(who), id);
				assert_noop!(call, Error::<Test>::AlreadySuspended);
			}
		});
	}

	#[test]
	fn it_refuses_to_resume_what_is_not_suspended() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			assert_noop!(Devices::resume_domain(by(owner()), id), Error::<Test>::NotSuspended);
		});
	}

	#[test]
	fn it_refuses_a_lower_rank_than_the_one_that_suspended() {
		ExtBuilder.build_and_execute(|| {
			let line = line_of(&owner(), 2);
			name_admins(owner(), line[0], [1]);
			name_admins(owner(), line[1], [2]);
			assert_ok!(Devices::suspend_domain(by(owner()), line[1]));
			for who in [admin(1), admin(2)] {
				let call = Devices::resume_domain(by(who), line[1]);
				assert_noop!(call, Error::<Test>::HigherAuthorityNeeded);
			}
			assert_ok!(Devices::resume_domain(by(owner()), line[1]));
		});
	}

	#[test]
	fn it_keeps_the_owner_of_a_child_from_lifting_a_suspension_from_above() {
		ExtBuilder.build_and_execute(|| {
			let top = domain_of(owner(), None);
			let child = domain_of(owner(), Some(top));
			assert_ok!(Devices::offer_domain(by(owner()), child, Some(stranger())));
			assert_ok!(Devices::accept_domain(by(stranger()), child));
			// Its own suspension keeps none from above away.
			assert_ok!(Devices::suspend_domain(by(stranger()), child));
			assert_ok!(Devices::suspend_domain(by(owner()), child));
			let call = Devices::resume_domain(by(stranger()), child);
			assert_noop!(call, Error::<Test>::HigherAuthorityNeeded);
		});
	}
}
