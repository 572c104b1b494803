use crate::{groups::makers::*, mock::*, Error, Event, Groups, HoldReason, Pages, ReplacedRoots};
use frame_support::{assert_noop, assert_ok};
use jmt_mock::take_events;
use jmt_primitives::proofs::Scalar;
use sp_runtime::{DispatchError, TokenError};

#[test]
fn it_appends_members_in_their_order() {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::none();
		let before = held(HoldReason::Group, &alice());
		System::reset_events();
		assert_ok!(members.add(&leaves(0..3)));
		let deposit = ZkVerifier::page_deposit();
		assert_eq!(held(HoldReason::Group, &alice()), before + deposit);
		assert_eq!(members.stored_leaves(), leaves(0..3));
		let stored = members.stored();
		assert_eq!((stored.size, stored.root), (3, Some(members.root())));
		assert_eq!(stored.deposit, before + deposit);
		let (group, root) = (members.id, members.root());
		let event = Event::MembersAdded { group, first: 0, count: 3, root, deposit };
		assert_eq!(take_events::<Test, Event<Test>>(), [event]);
		assert!(ReplacedRoots::<Test>::get(group).is_empty(), "an empty tree has no root");

		// Into the same page, which is paid.
		assert_ok!(members.add(&leaves(3..4)));
		let root = members.root();
		let event = Event::MembersAdded { group, first: 3, count: 1, root, deposit: 0 };
		assert_eq!(take_events::<Test, Event<Test>>(), [event]);
		assert_eq!(members.stored_leaves(), leaves(0..4));
	});
}

#[test]
fn it_pays_for_each_page_that_it_opens() {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::of(63);
		let (one, page) = (held(HoldReason::Group, &alice()), ZkVerifier::page_deposit());
		// The last place of the first page, and one of the second.
		assert_ok!(members.add(&leaves(63..64)));
		assert_eq!(held(HoldReason::Group, &alice()), one);
		assert_ok!(members.add(&leaves(64..65)));
		assert_eq!(held(HoldReason::Group, &alice()), one + page);
		// The rest of the second page, three whole ones, and one leaf of a sixth.
		assert_ok!(members.add(&leaves(65..65 + 256)));
		assert_eq!(held(HoldReason::Group, &alice()), one + 5 * page);
		assert_eq!(members.stored_leaves(), leaves(0..321));
		let lengths: Vec<_> = (0..7).map(|page| Pages::<Test>::get(1, page).len()).collect();
		assert_eq!(lengths, [64, 64, 64, 64, 64, 1, 0]);
		assert_eq!(members.stored_root(), Some(members.root()));
	});
}

#[test]
fn it_takes_a_commitment_twice() {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::none();
		assert_ok!(members.add(&[leaf(1), leaf(1)]));
		assert_eq!(members.stored_leaves(), [leaf(1), leaf(1)]);
	});
}

mod reject {
	use super::*;

	fn refuses(commitments: &[Scalar], error: Error<Test>) {
		ExtBuilder::default().build_and_execute(|| {
			let mut members = Members::of(3);
			assert_noop!(members.add(commitments), error);
		});
	}

	#[test]
	fn it_refuses_what_is_no_commitment() {
		refuses(&[], Error::NoMembers);
		refuses(&[leaf(5), Scalar::default()], Error::ZeroLeaf);
		refuses(&[leaf(5), order()], Error::ScalarNotReduced);
		refuses(&[Scalar([0xff; 32])], Error::ScalarNotReduced);
	}

	#[test]
	fn it_refuses_others_than_the_owner() {
		ExtBuilder::default().build_and_execute(|| {
			let mut members = Members::of(3);
			members.owner = bob();
			assert_noop!(members.add(&leaves(3..4)), Error::<Test>::NotGroupOwner);
			members.id += 1;
			assert_noop!(members.add(&leaves(3..4)), Error::<Test>::UnknownGroup);
			let bounded = leaves(3..4).try_into().unwrap();
			let none = || ZkVerifier::add_members(RuntimeOrigin::none(), 1, bounded);
			assert_noop!(none(), DispatchError::BadOrigin);
		});
	}

	#[test]
	fn it_refuses_members_of_a_group_that_is_being_closed() {
		ExtBuilder::default().build_and_execute(|| {
			let mut members = Members::of(130);
			assert_ok!(ZkVerifier::close_group(by(alice()), members.id, 1));
			assert_noop!(members.add(&leaves(3..4)), Error::<Test>::GroupClosing);
		});
	}

	#[test]
	fn it_refuses_an_owner_who_cannot_pay_for_the_page() {
		ExtBuilder::default().build_and_execute(|| {
			let mut members = Members::of(64);
			Groups::<Test>::mutate(1, |group| group.as_mut().unwrap().owner = pauper());
			members.owner = pauper();
			assert_noop!(members.add(&leaves(64..65)), TokenError::FundsUnavailable);
			Groups::<Test>::mutate(1, |group| group.as_mut().unwrap().owner = alice());
		});
	}

	#[test]
	fn it_refuses_leaves_beyond_2_to_the_32() {
		ExtBuilder::default().build().execute_with(|| {
			let members = Members::of(1);
			Groups::<Test>::mutate(1, |group| group.as_mut().unwrap().size = u32::MAX);
			let call = || {
				let bounded = leaves(0..1).try_into().unwrap();
				ZkVerifier::add_members(by(alice()), members.id, bounded)
			};
			assert_noop!(call(), Error::<Test>::GroupFull);
		});
	}
}
