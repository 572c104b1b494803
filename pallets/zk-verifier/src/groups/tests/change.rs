//! Members are removed and replaced.

use crate::{groups::makers::*, mock::*, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok};
use jmt_mock::take_events;
use jmt_primitives::proofs::Scalar;
use sp_runtime::DispatchError;

#[test]
fn it_empties_the_place_of_a_removed_member() {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::of(70);
		let (deposit, group) = (held(HoldReason::Group, &alice()), members.id);
		System::reset_events();
		for index in [0, 64, 69] {
			let gone = members.at(index);
			assert_ok!(members.remove(index));
			assert_eq!(members.stored_leaves()[index as usize], Scalar::default());
			let root = members.root();
			assert_eq!(members.stored_root(), Some(root));
			let event = Event::MemberRemoved { group, index, leaf: gone, root };
			assert_eq!(take_events::<Test, Event<Test>>(), [event]);
		}
		assert_eq!(members.stored().size, 70);
		assert_eq!(held(HoldReason::Group, &alice()), deposit);
		// The frontier knows of it.
		assert_ok!(members.add(&leaves(70..75)));
		assert_eq!(members.stored_root(), Some(members.root()));
	});
}

#[test]
fn it_gives_a_place_to_another() {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::of(5);
		let (group, old, new) = (members.id, members.at(4), leaf(99));
		System::reset_events();
		assert_ok!(members.replace(4, new));
		let root = members.root();
		let event = Event::MemberReplaced { group, index: 4, old, new, root };
		assert_eq!(take_events::<Test, Event<Test>>(), [event]);
		assert_eq!((members.stored_leaves()[4], members.stored_root()), (new, Some(root)));
		assert_ok!(members.remove(2));
		assert_ok!(members.replace(2, leaf(98)));
		assert_eq!(members.stored_leaves()[2], leaf(98));
		assert_eq!(members.stored_root(), Some(members.root()));
	});
}

#[test]
fn it_changes_the_one_leaf_of_a_group() {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::of(1);
		assert!(members.siblings(0).is_empty());
		assert_ok!(members.replace(0, leaf(7)));
		assert_eq!(members.stored_root(), Some(leaf(7)));
		assert_ok!(members.remove(0));
		assert_eq!(members.stored_root(), Some(Scalar::default()));
	});
}

mod reject {
	use super::*;

	/// Removing and replacing with these arguments is refused so.
	fn refuses(
		change: impl Fn(&Members) -> (u32, Scalar, Vec<Scalar>),
		error: impl Into<DispatchError>,
	) {
		let error = error.into();
		ExtBuilder::default().build_and_execute(|| {
			let members = Members::of(70);
			let (index, leaf_, siblings) = change(&members);
			let siblings: crate::Siblings = siblings.try_into().unwrap();
			let (who, id) = (by(members.owner.clone()), members.id);
			let remove =
				|| ZkVerifier::remove_member(who.clone(), id, index, leaf_, siblings.clone());
			assert_noop!(remove(), error);
			let replace = || {
				let siblings = siblings.clone();
				ZkVerifier::replace_member(who.clone(), id, index, leaf_, leaf(99), siblings)
			};
			assert_noop!(replace(), error);
		});
	}

	#[test]
	fn it_refuses_leaves_that_do_not_stand_there() {
		refuses(|members| (70, members.at(69), members.siblings(69)), Error::<Test>::NoSuchLeaf);
		refuses(|members| (u32::MAX, leaf(1), members.siblings(1)), Error::<Test>::NoSuchLeaf);
		refuses(|members| (3, members.at(4), members.siblings(3)), Error::<Test>::WrongLeaf);
		refuses(|members| (3, order(), members.siblings(3)), Error::<Test>::WrongLeaf);
	}

	#[test]
	fn it_refuses_siblings_that_do_not_lead_to_the_root() {
		let wrong = || Error::<Test>::WrongSiblings;
		refuses(|members| (3, members.at(3), members.siblings(4)), wrong());
		refuses(|members| (3, members.at(3), vec![]), wrong());
		let short = |members: &Members| {
			let mut siblings = members.siblings(3);
			siblings.pop();
			(3, members.at(3), siblings)
		};
		refuses(short, wrong());
		let long = |members: &Members| {
			let siblings = [members.siblings(3), vec![Scalar::default()]].concat();
			(3, members.at(3), siblings)
		};
		refuses(long, wrong());
		for place in 0..7 {
			let bent = |members: &Members| {
				let mut siblings = members.siblings(3);
				siblings[place] = leaf(1_000);
				(3, members.at(3), siblings)
			};
			refuses(bent, wrong());
		}
		let beyond = |members: &Members| {
			let mut siblings = members.siblings(3);
			siblings[0] = order();
			(3, members.at(3), siblings)
		};
		refuses(beyond, Error::<Test>::ScalarNotReduced);
	}

	#[test]
	fn it_refuses_to_remove_nobody_and_to_put_in_nothing() {
		ExtBuilder::default().build_and_execute(|| {
			let mut members = Members::of(5);
			assert_ok!(members.remove(2));
			assert_noop!(members.remove(2), Error::<Test>::ZeroLeaf);
			let siblings: crate::Siblings = members.siblings(3).try_into().unwrap();
			for (new, error) in [
				(Scalar::default(), Error::<Test>::ZeroLeaf),
				(order(), Error::<Test>::ScalarNotReduced),
			] {
				let siblings = siblings.clone();
				let (who, id, old) = (by(alice()), members.id, members.at(3));
				assert_noop!(ZkVerifier::replace_member(who, id, 3, old, new, siblings), error);
			}
		});
	}

	#[test]
	fn it_refuses_others_than_the_owner() {
		ExtBuilder::default().build_and_execute(|| {
			let mut members = Members::of(3);
			members.owner = bob();
			assert_noop!(members.remove(0), Error::<Test>::NotGroupOwner);
			assert_noop!(members.replace(0, leaf(9)), Error::<Test>::NotGroupOwner);
			members.id = 2;
			assert_noop!(members.remove(0), Error::<Test>::UnknownGroup);
			assert_noop!(members.replace(0, leaf(9)), Error::<Test>::UnknownGroup);
		});
	}

	#[test]
	fn it_refuses_changes_of_a_group_that_is_being_closed() {
		ExtBuilder::default().build_and_execute(|| {
			let mut members = Members::of(130);
			assert_ok!(ZkVerifier::close_group(by(alice()), members.id, 1));
			assert_noop!(members.remove(0), Error::<Test>::GroupClosing);
			assert_noop!(members.replace(0, leaf(9)), Error::<Test>::GroupClosing);
		});
	}
}
