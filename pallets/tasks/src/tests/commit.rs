//! Committing to a result.

use crate::{mock::*, Call, Event};
use frame_support::assert_ok;
use jmt_primitives::{
	authorized::{unknown_task, TaskRefusal},
	tasks::{signed, Bench, Commitment, Entry, Exit, Stage},
	DeviceSignature, Hash,
};

#[test]
fn it_binds_a_worker_and_begins_the_run() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let all: Vec<_> = hands.iter().collect();
		let id = running(terms(TWO_OF_THREE), &all);
		assert!(position(id).unstarted);
		blocks(50);
		assert!(position(id).unstarted, "nothing runs out before the first commitment");
		assert_eq!(include(hands[0].commit(id, &right())), Ok(()));
		assert_eq!(take_events(), vec![Event::Committed { task: id, device: hands[0].id() }]);
		assert_eq!(position(id).until, Some(now() + RUN));
		let commitment = signed::commitment(
			&genesis(),
			&task(id).terms_hash,
			&hands[0].id(),
			&right().digest(),
			&hands[0].salt(id),
		);
		let slot = task(id).crew.slot_of(&hands[0].id()).unwrap().1.clone();
		assert_eq!(slot.entry, Entry::Committed(commitment));
	});
}

#[test]
fn the_last_one_begins_the_reveals() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let all: Vec<_> = hands.iter().collect();
		let id = running(terms(TWO_OF_THREE), &all);
		for hand in &hands {
			assert_eq!(stage(id), Stage::Running(Bench::Crew));
			assert_eq!(include(hand.commit(id, &right())), Ok(()));
		}
		assert_eq!(stage(id), Stage::Revealing(Bench::Crew));
		assert_eq!(position(id).until, Some(now() + 60_000));
	});
}

#[test]
fn the_last_moment_is_in_time_and_five_blocks_with_room_are_made() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let [a, b, c] = &hands[..] else { panic!("three") };
		let id = running(terms(TWO_OF_THREE), &[a, b, c]);
		assert_eq!(include(a.commit(id, &right())), Ok(()));
		let until = position(id).until.unwrap();
		blocks_until(until - 1);
		assert!(in_pool(&b.commit(id, &right())).is_ok());
		blocks_until(until);
		assert!(in_pool(&c.commit(id, &right())).is_ok());
		assert_eq!(include(b.commit(id, &right())), Ok(()));
		block_after(1);
		let late = c.commit(id, &right());
		assert_eq!(in_pool(&late).map(|_| ()), refused(TaskRefusal::Late));
		assert_eq!(include(late), refused(TaskRefusal::Late));
	});
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let [a, b, c] = &hands[..] else { panic!("three") };
		let id = running(terms(TWO_OF_THREE), &[a, b, c]);
		assert_eq!(include(a.commit(id, &right())), Ok(()));
		HasRoom::set(false);
		blocks_until(position(id).until.unwrap() + 10 * RUN);
		assert_eq!(include(b.commit(id, &right())), Ok(()));
		HasRoom::set(true);
		blocks(4);
		assert!(in_pool(&c.commit(id, &right())).is_ok());
		blocks(1);
		assert_eq!(include(c.commit(id, &right())), refused(TaskRefusal::Late));
	});
}

#[test]
fn a_device_that_left_commits_by_its_work_key() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let all: Vec<_> = hands.iter().collect();
		let id = running(terms(TWO_OF_THREE), &all);
		remove(&hands[0].id());
		pause(&hands[1].id());
		assert_eq!(include(hands[0].commit(id, &right())), Ok(()));
		assert_eq!(include(hands[1].commit(id, &right())), Ok(()));
	});
}

mod reject {
	use super::*;

	#[test]
	fn one_before_the_claims_are_over() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let id = opened(terms(TWO_OF_THREE));
			let all: Vec<_> = hands.iter().collect();
			all_claim(id, &all);
			// A node that is a block behind does not ban it.
			let early = in_pool(&hands[0].commit(id, &right()));
			assert_eq!(early.map(|_| ()), refused(TaskRefusal::TooEarly));
			let unknown = sp_runtime::transaction_validity::UnknownTransaction::Custom(54);
			assert_eq!(refused(TaskRefusal::TooEarly), Err(unknown.into()));
		});
	}

	#[test]
	fn a_second_one() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let all: Vec<_> = hands.iter().collect();
			let id = running(terms(TWO_OF_THREE), &all);
			assert_eq!(include(hands[0].commit(id, &right())), Ok(()));
			let again = refused(TaskRefusal::AlreadyCommitted);
			assert_eq!(include(hands[0].commit(id, &right())), again);
			assert_eq!(include(hands[0].commit(id, &wrong())), again);
		});
	}

	#[test]
	fn a_device_without_a_slot_and_a_task_that_is_not_there() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..4, 5);
			let all: Vec<_> = hands.iter().take(3).collect();
			let id = running(terms(TWO_OF_THREE), &all);
			assert_eq!(include(hands[3].commit(id, &right())), refused(TaskRefusal::NoSlot));
			let Call::commit { device, commitment, signature, .. } = hands[0].commit(id, &right())
			else {
				panic!("a commitment")
			};
			let nowhere = Call::commit { task: id + 1, device, commitment, signature };
			assert_eq!(include(nowhere), Err(unknown_task()));
		});
	}

	#[test]
	fn a_signature_of_another_or_over_something_else() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let all: Vec<_> = hands.iter().collect();
			let id = running(terms(TWO_OF_THREE), &all);
			let Call::commit { device, commitment, signature, .. } = hands[0].commit(id, &right())
			else {
				panic!("a commitment")
			};
			let with = |device, commitment, signature| {
				include(Call::commit { task: id, device, commitment, signature })
			};
			let bad = refused(TaskRefusal::BadSignature);
			assert_eq!(with(hands[1].id(), commitment, signature), bad);
			assert_eq!(with(device, Commitment(Hash::zero()), signature), bad);
			assert_eq!(
				with(device, commitment, DeviceSignature::P256([1; 64])),
				refused(TaskRefusal::WrongKeyType)
			);
		});
	}

	#[test]
	fn one_behind_the_run() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let [a, b, c] = &hands[..] else { panic!("three") };
			let id = running(terms(TWO_OF_THREE), &[a, b, c]);
			// Nobody of the three commits: the run begins with who settles.
			assert_ok!(settle(id));
			blocks_until(position(id).until.unwrap());
			blocks(1);
			assert_eq!(stage(id), Stage::Due(Exit::Abandoned(Bench::Crew)));
			assert_eq!(include(a.commit(id, &right())), refused(TaskRefusal::Late));
			assert_ok!(settle(id));
			assert_eq!(include(a.commit(id, &right())), refused(TaskRefusal::Late));
		});
	}
}
