use crate::{
	groups::makers::*, mock::*, signal::makers::*, Error, Event, Frontiers, Groups, HoldReason,
	Pages, ReplacedRoots, WeightInfo,
};
use frame_support::{assert_noop, assert_ok};
use jmt_mock::take_events;
use sp_runtime::DispatchError;

fn close(pages: u32) -> Result<Option<frame_support::weights::Weight>, DispatchError> {
	let closed = ZkVerifier::close_group(by(alice()), 1, pages);
	closed.map(|info| info.actual_weight).map_err(|error| error.error)
}

#[test]
fn it_closes_a_small_group_by_one_call() {
	ExtBuilder::default().build_and_execute(|| {
		let members = Members::of(70);
		let deposit = held(HoldReason::Group, &alice());
		assert_eq!(deposit, ZkVerifier::group_deposit() + 2 * ZkVerifier::page_deposit());
		System::reset_events();
		assert_eq!(close(9), Ok(Some(<() as WeightInfo>::close_group(2))));
		assert_eq!(held(HoldReason::Group, &alice()), 0);
		assert!(Groups::<Test>::get(members.id).is_none());
		let closed = Event::GroupClosed { group: 1, owner: alice(), deposit };
		let events = [Event::GroupClosing { group: 1 }, closed];
		assert_eq!(take_events::<Test, Event<Test>>(), events);
		assert!(Pages::<Test>::iter().next().is_none() && !Frontiers::<Test>::contains_key(1));
		assert!(!ReplacedRoots::<Test>::contains_key(1));
	});
}

#[test]
fn it_returns_the_deposit_page_by_page_and_all_of_it() {
	ExtBuilder::default().build_and_execute(|| {
		Members::of(64 * 5 + 1);
		let all = held(HoldReason::Group, &alice());
		System::reset_events();
		assert_eq!(close(1), Ok(Some(<() as WeightInfo>::close_group(1))));
		// A page of six, and the group itself.
		let first = all / 7;
		let events = [
			Event::GroupClosing { group: 1 },
			Event::GroupCleared { group: 1, pages: 1, deposit: first },
		];
		assert_eq!(take_events::<Test, Event<Test>>(), events);
		let stored = Groups::<Test>::get(1).unwrap();
		assert_eq!((stored.size, stored.root, stored.deposit), (320, None, all - first));

		assert_ok!(close(3));
		let second = (all - first) * 3 / 6;
		let event = Event::GroupCleared { group: 1, pages: 3, deposit: second };
		assert_eq!(take_events::<Test, Event<Test>>(), [event]);
		assert_eq!(Pages::<Test>::iter_prefix(1).count(), 2);

		assert_ok!(close(2));
		let deposit = all - first - second;
		let event = Event::GroupClosed { group: 1, owner: alice(), deposit };
		assert_eq!(take_events::<Test, Event<Test>>(), [event]);
		assert_eq!(held(HoldReason::Group, &alice()), 0);
	});
}

#[test]
fn it_takes_nothing_new_and_waits_for_its_topics() {
	ExtBuilder::default().build_and_execute(|| {
		let members = Members::of(3);
		let topic = open(&members, 1, NOW + 1_000, 5);
		System::reset_events();
		assert_eq!(close(9), Ok(Some(<() as WeightInfo>::close_group(0))));
		assert_eq!(take_events::<Test, Event<Test>>(), [Event::GroupClosing { group: 1 }]);
		assert_eq!(members.stored_leaves().len(), 3);
		// The topic goes on.
		assert_ok!(Word::new(&members, topic, 1).pay());
		assert_noop!(
			ZkVerifier::open_topic(by(bob()), 1, name(NOW + 9, 2), NOW + 9, 1),
			Error::<Test>::GroupClosing
		);
		assert_noop!(ZkVerifier::close_group(by(alice()), 1, 9), Error::<Test>::TopicsOpen);
		set_time(NOW + 1_001);
		assert_noop!(ZkVerifier::close_group(by(alice()), 1, 9), Error::<Test>::TopicsOpen);
		assert_ok!(ZkVerifier::close_topic(by(bob()), 1, topic, 9));
		assert_ok!(close(9));
		assert!(Groups::<Test>::get(1).is_none());
	});
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_others_than_the_owner_and_steps_of_nothing() {
		ExtBuilder::default().build_and_execute(|| {
			Members::of(3);
			let call = |who, group, pages| ZkVerifier::close_group(by(who), group, pages);
			assert_noop!(call(bob(), 1, 1), Error::<Test>::NotGroupOwner);
			assert_noop!(call(alice(), 2, 1), Error::<Test>::UnknownGroup);
			assert_noop!(call(alice(), 1, 0), Error::<Test>::NothingToClear);
			let none = || ZkVerifier::close_group(RuntimeOrigin::none(), 1, 1);
			assert_noop!(none(), DispatchError::BadOrigin);
		});
	}
}
