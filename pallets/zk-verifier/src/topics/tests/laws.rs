//! Laws of topics notice when they are broken.

use crate::{
	groups::makers::*, mock::*, signal::makers::*, Aliases, Groups, Topic, Topics, MAX_ALIASES,
};
use frame_support::assert_ok;
use jmt_primitives::{proofs::TopicId, Invariants};

/// That the laws hold of a topic with an alias, and no longer after `breaks`, for this reason.
fn notices(breaks: impl FnOnce(TopicId), fault: &'static str) {
	ExtBuilder::default().build().execute_with(|| {
		let (members, topic) = scene();
		assert_ok!(Word::new(&members, topic, 1).pay());
		assert_ok!(ZkVerifier::check());
		breaks(topic);
		assert_eq!(ZkVerifier::check(), Err(sp_runtime::TryRuntimeError::Other(fault)));
	});
}

fn change(topic: TopicId, change: impl FnOnce(&mut Topic)) {
	Topics::<Test>::mutate(1, topic, |topic| change(topic.as_mut().unwrap()));
}

#[test]
fn it_notices_topics_that_are_not_whole() {
	let moved = |topic| Topics::<Test>::insert(2, topic, Topics::<Test>::take(1, topic).unwrap());
	let uncounted = |topic| {
		moved(topic);
		Groups::<Test>::mutate(1, |group| group.as_mut().unwrap().topics = 0);
	};
	notices(moved, "a group counts its topics wrongly");
	notices(uncounted, "a topic is of no group");
	notices(|topic| change(topic, |topic| topic.ends += 1), "a topic is named by another end");
	let number = "a topic takes no alias or too many";
	notices(|topic| change(topic, |topic| topic.most = 0), number);
	notices(|topic| change(topic, |topic| topic.most = MAX_ALIASES + 1), number);
	let more = "a topic has more aliases than it takes";
	notices(|topic| change(topic, |topic| topic.used = 6), more);
	let wrong = "a topic counts its aliases wrongly";
	notices(|topic| change(topic, |topic| topic.used = 2), wrong);
	let scope = |topic| ZkVerifier::scope_of(1, &topic);
	notices(|topic| Aliases::<Test>::insert(scope(topic), nullifier(2), ()), wrong);
	let bounty = "a bounty is not part of the deposit";
	notices(|topic| change(topic, |topic| topic.bounty = topic.deposit + 1), bounty);
}

#[test]
fn it_notices_aliases_of_nothing() {
	let scope = ZkVerifier::scope_of;
	notices(
		|_| Aliases::<Test>::insert(scope(1, &name(1, 9)), nullifier(2), ()),
		"an alias is of no topic",
	);
	let beyond = |topic| {
		Aliases::<Test>::insert(scope(1, &topic), order(), ());
		change(topic, |topic| topic.used = 2);
	};
	notices(beyond, "an alias is no number");
}
