use crate::{
	groups::makers::*, mock::*, signal::makers::*, Aliases, Error, Event, Groups, HoldReason,
	Topics, WeightInfo,
};
use frame_support::{
	assert_noop, assert_ok,
	traits::fungible::{Inspect, InspectHold},
	weights::Weight,
};
use jmt_mock::{account, take_events, EXISTENTIAL_DEPOSIT};
use jmt_primitives::{proofs::TopicId, AccountId, Balance};
use sp_runtime::DispatchError;

/// Clears so many aliases of the group's first topic, in a block of its own. Returns the weight.
fn close(who: AccountId, topic: TopicId, n: u32) -> Result<Option<Weight>, DispatchError> {
	System::set_block_number(System::block_number() + 1);
	let closed = ZkVerifier::close_topic(by(who), 1, topic, n);
	closed.map(|info| info.actual_weight).map_err(|error| error.error)
}

/// A topic of Bob's that has ended, in which so many members spoke.
fn ended(words: u64) -> TopicId {
	make_block(100);
	let members = Members::of(3);
	let topic = open(&members, 1, NOW + 60_000, 20);
	for member in 0..words {
		assert_ok!(Word::new(&members, topic, member).pay());
	}
	set_time(NOW + 60_001);
	System::reset_events();
	topic
}

fn free(who: &AccountId) -> Balance {
	Balances::balance(who)
}

#[test]
fn it_clears_a_topic_by_one_call() {
	ExtBuilder::default().build_and_execute(|| {
		let topic = ended(3);
		let deposit = held(HoldReason::Topic, &bob());
		let (bobs, alices) = (free(&bob()), free(&alice()));
		assert_eq!(close(alice(), topic, 9), Ok(Some(<() as WeightInfo>::close_topic(3))));
		assert_eq!(free(&alice()), alices + BOUNTY);
		assert_eq!(free(&bob()), bobs + deposit - BOUNTY);
		assert_eq!(held(HoldReason::Topic, &bob()), 0);
		assert!(Topics::<Test>::get(1, topic).is_none());
		assert_eq!(Aliases::<Test>::iter().count(), 0);
		assert_eq!(Groups::<Test>::get(1).unwrap().topics, 0);
		let events = [
			Event::TopicCleared { group: 1, topic, by: alice(), count: 3, bounty: BOUNTY },
			Event::TopicClosed { group: 1, topic, opener: bob(), deposit: deposit - BOUNTY },
		];
		assert_eq!(take_events::<Test, Event<Test>>(), events);
	});
}

#[test]
fn it_shares_the_bounty_among_those_who_clear() {
	ExtBuilder::default().build_and_execute(|| {
		let topic = ended(7);
		let deposit = held(HoldReason::Topic, &bob());
		let all = [alice(), council()].map(|who| free(&who));
		assert_eq!(close(alice(), topic, 2), Ok(Some(<() as WeightInfo>::close_topic(2))));
		let first = BOUNTY * 2 / 7;
		let event = Event::TopicCleared { group: 1, topic, by: alice(), count: 2, bounty: first };
		assert_eq!(take_events::<Test, Event<Test>>(), [event]);
		assert_eq!((free(&alice()), used(1, topic)), (all[0] + first, 5));
		let stored = Topics::<Test>::get(1, topic).unwrap();
		assert_eq!((stored.deposit, stored.bounty), (deposit - first, BOUNTY - first));

		assert_ok!(close(council(), topic, 4));
		let second = (BOUNTY - first) * 4 / 5;
		assert_eq!(free(&council()), all[1] + second);
		assert_ok!(close(alice(), topic, 4));
		// Rounding is lost on nobody.
		assert_eq!(free(&alice()), all[0] + BOUNTY - second);
		assert_eq!(held(HoldReason::Topic, &bob()), 0);
	});
}

#[test]
fn it_pays_the_whole_bounty_for_a_topic_in_which_nobody_spoke() {
	ExtBuilder::default().build_and_execute(|| {
		let topic = ended(0);
		let alices = free(&alice());
		assert_ok!(close(alice(), topic, 1));
		assert_eq!(free(&alice()), alices + BOUNTY);
		assert!(Topics::<Test>::get(1, topic).is_none());
	});
}

#[test]
fn it_costs_the_opener_nothing_to_clear_its_own() {
	ExtBuilder::default().build_and_execute(|| {
		let topic = ended(3);
		assert_ok!(close(bob(), topic, 1));
		assert_ok!(close(bob(), topic, 2));
		assert_eq!((free(&bob()), held(HoldReason::Topic, &bob())), (WEALTH, 0));
	});
}

#[test]
fn it_clears_other_topics_not() {
	ExtBuilder::default().build_and_execute(|| {
		make_block(100);
		let members = Members::of(3);
		let [one, two] = [1, 2].map(|number| open(&members, number, NOW + 60_000, 5));
		let other = Members::of(3);
		let three = open(&other, 1, NOW + 60_000, 5);
		assert_eq!(one, three, "two groups may have topics of one name");
		for (members, topic) in [(&members, one), (&members, two), (&other, three)] {
			assert_ok!(Word::new(members, topic, 1).pay());
		}
		set_time(NOW + 60_001);
		assert_ok!(close(alice(), one, 9));
		assert_eq!((used(1, two), used(2, three), Aliases::<Test>::iter().count()), (1, 1, 2));
		set_time(NOW);
	});
}

#[test]
fn it_pays_out_of_what_the_opener_has_frozen() {
	use frame_support::traits::LockableCurrency;
	ExtBuilder::default().build_and_execute(|| {
		let topic = ended(2);
		let reasons = frame_support::traits::WithdrawReasons::all();
		Balances::set_lock(*b"governed", &bob(), WEALTH, reasons);
		let alices = free(&alice());
		assert_ok!(close(alice(), topic, 9));
		assert_eq!(free(&alice()), alices + BOUNTY);
		assert_eq!(Balances::total_balance_on_hold(&bob()), 0);
		Balances::remove_lock(*b"governed", &bob());
	});
}

mod reject {
	use super::*;

	/// A second search would pass all that the first one removed from the block's memory, and pay for none of it.
	#[test]
	fn it_refuses_a_second_step_in_a_block() {
		ExtBuilder::default().build_and_execute(|| {
			let topic = ended(3);
			assert_ok!(close(alice(), topic, 1));
			assert_eq!(Topics::<Test>::get(1, topic).unwrap().cleared, Some(101));
			for who in [alice(), council(), bob()] {
				let again = || ZkVerifier::close_topic(by(who.clone()), 1, topic, 9);
				assert_noop!(again(), Error::<Test>::ClearedInThisBlock);
			}
			assert_ok!(close(alice(), topic, 1));
			assert_eq!(Topics::<Test>::get(1, topic).unwrap().cleared, Some(102));
			assert_ok!(close(council(), topic, 1));
			assert!(Topics::<Test>::get(1, topic).is_none());
		});
	}

	/// Another topic of the same block is another search.
	#[test]
	fn it_clears_two_topics_in_a_block() {
		ExtBuilder::default().build_and_execute(|| {
			make_block(100);
			let members = Members::of(3);
			let topics = [1, 2].map(|number| open(&members, number, NOW + 60_000, 5));
			set_time(NOW + 60_001);
			for topic in topics {
				assert_ok!(ZkVerifier::close_topic(by(alice()), 1, topic, 1));
			}
		});
	}

	#[test]
	fn it_refuses_a_topic_that_has_not_ended() {
		ExtBuilder::default().build_and_execute(|| {
			let topic = ended(1);
			for now in [NOW, NOW + 60_000] {
				set_time(now);
				let call = || ZkVerifier::close_topic(by(alice()), 1, topic, 1);
				assert_noop!(call(), Error::<Test>::TopicOpen);
			}
			set_time(NOW + 60_001);
			assert_ok!(close(alice(), topic, 1));
		});
	}

	#[test]
	fn it_refuses_topics_that_are_not_there_and_steps_of_nothing() {
		ExtBuilder::default().build_and_execute(|| {
			let topic = ended(1);
			let call = |origin, group, topic, n| ZkVerifier::close_topic(origin, group, topic, n);
			let unknown = || Error::<Test>::UnknownTopic;
			assert_noop!(call(by(alice()), 2, topic, 1), unknown());
			assert_noop!(call(by(alice()), 1, name(NOW + 60_000, 2), 1), unknown());
			assert_noop!(call(by(alice()), 1, topic, 0), Error::<Test>::NothingToClear);
			assert_noop!(call(RuntimeOrigin::none(), 1, topic, 1), DispatchError::BadOrigin);
			assert_ok!(close(alice(), topic, 1));
			assert_noop!(call(by(alice()), 1, topic, 1), unknown());
		});
	}

	#[test]
	fn it_refuses_who_cannot_get_the_bounty() {
		ExtBuilder::default().build_and_execute(|| {
			let topic = ended(20);
			// A twentieth of the bounty makes no account.
			const { assert!(BOUNTY / 20 < EXISTENTIAL_DEPOSIT) };
			let call = || ZkVerifier::close_topic(by(account(77)), 1, topic, 1);
			assert_noop!(call(), sp_runtime::TokenError::CannotCreate);
			assert_ok!(close(account(77), topic, 20));
			assert_eq!(free(&account(77)), BOUNTY);
		});
	}
}
