//! Telling a result.

use crate::{mock::*, Call, Event, Output, Outputs};
use frame_support::assert_ok;
use jmt_primitives::{
	authorized::{unknown_task, TaskRefusal},
	tasks::{Bench, Ending, Entry, Exit, Limits, Outcome, Place, Salt, Stage, Terms, Verdict},
	DeviceSignature,
};

/// A task whose three workers committed to these results.
fn committed(hands: &[Hand], outcomes: [Outcome; 3]) -> u64 {
	let all: Vec<_> = hands.iter().collect();
	let id = running(terms(TWO_OF_THREE), &all);
	let results: Vec<_> = hands.iter().zip(outcomes).collect();
	all_commit(id, &results);
	id
}

#[test]
fn it_tells_and_brings_the_output_once() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let id = committed(&hands, [right(); 3]);
		take_events();
		assert_eq!(include(hands[0].reveal(id, &right(), Some(OUTPUT))), Ok(()));
		let result = right().digest();
		let revealed = Event::Revealed { task: id, device: hands[0].id(), result };
		assert_eq!(take_events(), vec![revealed]);
		let index = task(id).crew.slot_of(&hands[0].id()).unwrap().0;
		let place = Place { bench: Bench::Crew, index };
		assert_eq!(task(id).carrier(&right()), Some(place));
		// With or without, the others' is not stored.
		assert_eq!(include(hands[1].reveal(id, &right(), Some(OUTPUT))), Ok(()));
		let second = task(id).crew.slot_of(&hands[1].id()).unwrap().1.entry;
		assert_eq!(second, Entry::Revealed { outcome: right(), carries: false });
		assert_eq!(Outputs::<Test>::iter().count(), 1);
		assert_eq!(include(hands[2].reveal(id, &right(), None)), Ok(()));
		let end = task(id).end.unwrap();
		assert_eq!((end.verdict, end.result), (Verdict::Done, Some(place)));
		assert_eq!(Outputs::<Test>::get(id, place.number()).unwrap().to_vec(), OUTPUT);
	});
}

#[test]
fn every_ending_is_a_result_and_is_paid() {
	let limits = terms(TWO_OF_THREE).limits;
	let full = vec![7; 64];
	let endings = [
		outcome(b"", 1),
		Outcome { ending: Ending::Finished { code: 3 }, ..right() },
		Outcome { ending: Ending::Trapped, memory: None, ..right() },
		Outcome { ending: Ending::OutOfFuel, fuel: limits.fuel, ..right() },
		Outcome { ending: Ending::StackExhausted, ..right() },
		Outcome { ending: Ending::OutputTooLong, ..outcome(&full, 1) },
	];
	for end in endings {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let id = committed(&hands, [end; 3]);
			let output: &[u8] = match end.output.length {
				0 => b"",
				64 => &full,
				_ => OUTPUT,
			};
			for hand in &hands {
				assert_eq!(include(hand.reveal(id, &end, Some(output))), Ok(()));
			}
			assert_eq!(stage(id), Stage::Ended(Verdict::Done));
			assert!(hands.iter().all(|hand| wealth(&hand.owner) == WEALTH + NET));
		});
	}
}

#[test]
fn an_output_of_the_largest_size_is_taken() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let limits = Limits { output_bytes: 16_384, ..terms(TWO_OF_THREE).limits };
		let all: Vec<_> = hands.iter().collect();
		let id = running(Terms { limits, ..terms(TWO_OF_THREE) }, &all);
		let large = vec![1; 16_384];
		let result = outcome(&large, 1);
		for hand in &hands {
			assert_eq!(include(hand.commit(id, &result)), Ok(()));
		}
		assert_eq!(include(hands[0].reveal(id, &result, Some(&large))), Ok(()));
		assert_eq!(Outputs::<Test>::iter_values().next().map(|output| output.len()), Some(16_384));
	});
}

#[test]
fn the_last_one_that_is_due_settles() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let [a, b, c] = &hands[..] else { panic!("three") };
		let id = running(terms(TWO_OF_THREE), &[a, b, c]);
		all_commit(id, &[(a, right()), (b, right())]);
		blocks_until(position(id).until.unwrap());
		blocks(1);
		// The third one never committed: the two are all that is due.
		assert_eq!(stage(id), Stage::Revealing(Bench::Crew));
		all_reveal(id, &[(a, right()), (b, right())]);
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert_eq!(wealth(&c.owner), WEALTH - SILENCE);
		assert_eq!(Told::get(), vec![(id, Verdict::Done, Some(right().digest()))]);
	});
}

#[test]
fn the_last_moment_is_in_time_and_five_blocks_with_room_are_made() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let id = committed(&hands, [right(); 3]);
		let until = position(id).until.unwrap();
		assert_eq!(until, now() + 60_000);
		blocks_until(until - 1);
		assert_eq!(include(hands[0].reveal(id, &right(), Some(OUTPUT))), Ok(()));
		blocks_until(until);
		assert_eq!(include(hands[1].reveal(id, &right(), None)), Ok(()));
		block_after(1);
		let late = hands[2].reveal(id, &right(), None);
		assert_eq!(in_pool(&late).map(|_| ()), refused(TaskRefusal::Late));
		assert_eq!(stage(id), Stage::Due(Exit::Counted(Bench::Crew)));
		assert_ok!(settle(id));
		assert_eq!(wealth(&hands[2].owner), WEALTH - SILENCE);
	});
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let id = committed(&hands, [right(); 3]);
		HasRoom::set(false);
		blocks_until(position(id).until.unwrap() + 600_000);
		assert_eq!(include(hands[0].reveal(id, &right(), Some(OUTPUT))), Ok(()));
		HasRoom::set(true);
		blocks(4);
		assert_eq!(include(hands[1].reveal(id, &right(), None)), Ok(()));
		blocks(1);
		assert_eq!(include(hands[2].reveal(id, &right(), None)), refused(TaskRefusal::Late));
	});
}

mod reject {
	use super::*;

	#[test]
	fn one_that_does_not_open_the_commitment() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let id = committed(&hands, [right(); 3]);
			let mismatch = refused(TaskRefusal::RevealMismatch);
			assert_eq!(include(hands[0].reveal(id, &wrong(), Some(OUTPUT))), mismatch);
			let salted = hands[0].reveal_by(id, &right(), Some(OUTPUT), Salt([0; 32]));
			assert_eq!(include(salted), mismatch);
		});
	}

	#[test]
	fn one_without_its_output_or_with_another() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let id = committed(&hands, [right(), wrong(), outcome(b"", 1)]);
			let missing = refused(TaskRefusal::OutputMissing);
			assert_eq!(include(hands[0].reveal(id, &right(), None)), missing);
			let mismatch = refused(TaskRefusal::OutputMismatch);
			assert_eq!(include(hands[0].reveal(id, &right(), Some(b"a pictur"))), mismatch);
			assert_eq!(include(hands[0].reveal(id, &right(), Some(b"a Picture"))), mismatch);
			assert_eq!(include(hands[0].reveal(id, &right(), Some(OUTPUT))), Ok(()));
			// None is needed any more, and other bytes have no business in a block.
			assert_eq!(include(hands[1].reveal(id, &wrong(), Some(&[7; 16_384]))), mismatch);
			// The same output of another end state is brought again.
			assert_eq!(include(hands[1].reveal(id, &wrong(), None)), missing);
			// Nothing is brought as nothing.
			assert_eq!(include(hands[2].reveal(id, &outcome(b"", 1), None)), missing);
			assert_eq!(include(hands[2].reveal(id, &outcome(b"", 1), Some(b""))), Ok(()));
		});
	}

	#[test]
	fn a_result_that_no_run_has() {
		let limits = terms(TWO_OF_THREE).limits;
		let long = vec![0; 65];
		for (result, refusal) in [
			(outcome(&long, 1), TaskRefusal::OutputTooLong),
			(Outcome { fuel: limits.fuel + 1, ..right() }, TaskRefusal::ImpossibleOutcome),
			(Outcome { memory: None, ..right() }, TaskRefusal::ImpossibleOutcome),
			(Outcome { ending: Ending::Trapped, ..right() }, TaskRefusal::ImpossibleOutcome),
			(Outcome { ending: Ending::OutOfFuel, ..right() }, TaskRefusal::ImpossibleOutcome),
		] {
			ExtBuilder.build_and_execute(|| {
				let hands = enrolled(0..3, 5);
				let id = committed(&hands, [result; 3]);
				assert_eq!(include(hands[0].reveal(id, &result, Some(OUTPUT))), refused(refusal));
			});
		}
	}

	#[test]
	fn one_before_all_commitments_are_in() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let [a, b, c] = &hands[..] else { panic!("three") };
			let id = running(terms(TWO_OF_THREE), &[a, b, c]);
			all_commit(id, &[(a, right()), (b, right())]);
			let early = include(a.reveal(id, &right(), Some(OUTPUT)));
			assert_eq!(early, refused(TaskRefusal::TooEarly));
			assert_eq!(include(c.commit(id, &right())), Ok(()));
			assert_eq!(include(a.reveal(id, &right(), Some(OUTPUT))), Ok(()));
		});
	}

	#[test]
	fn a_second_one_a_stranger_and_one_that_did_not_commit() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..4, 5);
			let [a, b, c, d] = &hands[..] else { panic!("four") };
			let id = running(terms(TWO_OF_THREE), &[a, b, c]);
			all_commit(id, &[(a, right()), (b, right())]);
			blocks_until(position(id).until.unwrap());
			blocks(1);
			assert_eq!(include(a.reveal(id, &right(), Some(OUTPUT))), Ok(()));
			let again = include(a.reveal(id, &right(), Some(OUTPUT)));
			assert_eq!(again, refused(TaskRefusal::AlreadyRevealed));
			assert_eq!(include(d.reveal(id, &right(), None)), refused(TaskRefusal::NoSlot));
			assert_eq!(include(c.reveal(id, &right(), None)), refused(TaskRefusal::Late));
		});
	}

	#[test]
	fn a_signature_of_another_or_over_something_else() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let id = committed(&hands, [right(); 3]);
			let Call::reveal { device, outcome, salt, .. } =
				hands[0].reveal(id, &right(), Some(OUTPUT))
			else {
				panic!("a reveal")
			};
			let Call::reveal { signature: foreign, .. } =
				hands[1].reveal(id, &right(), Some(OUTPUT))
			else {
				panic!("a reveal")
			};
			let with = |task, signature| {
				let output = Some(Output::try_from(OUTPUT.to_vec()).unwrap());
				include(Call::reveal { task, device, outcome, output, salt, signature })
			};
			assert_eq!(with(id, foreign), refused(TaskRefusal::BadSignature));
			let other_type = DeviceSignature::Sr25519([1; 64]);
			assert_eq!(with(id, other_type), refused(TaskRefusal::WrongKeyType));
			assert_eq!(with(id + 1, foreign), Err(unknown_task()));
		});
	}
}
