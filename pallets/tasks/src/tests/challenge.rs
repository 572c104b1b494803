//! Challenging a result.

use crate::{mock::*, Books, Error, Event, HoldReason, Panels};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	authorized::TaskRefusal,
	tasks::{Against, Bench, Exit, Stage, Verdict, Why},
	AccountId,
};

fn challenge(who: AccountId, id: u64) -> sp_runtime::DispatchResult {
	Tasks::challenge(by(who), id)
}

/// A task of three whose result stands: all of the first three told this.
fn stood(hands: &[Hand], told: [jmt_primitives::tasks::Outcome; 3]) -> u64 {
	let all: Vec<_> = hands.iter().take(3).collect();
	let id = running(terms(CHALLENGEABLE), &all);
	let results: Vec<_> = all.into_iter().zip(told).collect();
	all_work(id, &results);
	assert_eq!(stage(id), Stage::Standing(Against::Challenge));
	id
}

/// Has a panel of these find this.
fn judge(id: u64, panel: &[(&Hand, jmt_primitives::tasks::Outcome)]) {
	blocks(3);
	let hands: Vec<_> = panel.iter().map(|(hand, _)| *hand).collect();
	all_claim(id, &hands);
	close_claims(id);
	assert_eq!(stage(id), Stage::Running(Bench::Panel));
	all_work(id, panel);
}

#[test]
fn it_holds_the_panels_pay() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let id = stood(&hands, [right(); 3]);
		take_events();
		assert_ok!(challenge(stranger(), id));
		assert_eq!(held(HoldReason::Challenge, &stranger()), 7 * PAY);
		let why = Why::Challenged(stranger());
		assert_eq!(take_events(), vec![Event::PanelDrawn { task: id, panel: 2, why }]);
		assert_eq!(Panels::<Test>::get(2), Some(id));
		assert_eq!(stage(id), Stage::Drawing(Bench::Panel));
		assert_noop!(challenge(stranger(), id), Error::<Test>::NotChallengeable);
	});
}

#[test]
fn a_right_result_is_upheld_and_the_challenger_pays() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..10, 5);
		let id = stood(&hands, [right(), right(), wrong()]);
		let clients = wealth(&client());
		assert_ok!(challenge(stranger(), id));
		let panel: Vec<_> = hands[3..].iter().map(|hand| (hand, right())).collect();
		judge(id, &panel);
		assert_eq!(stage(id), Stage::Ended(Verdict::Upheld));
		assert_eq!(wealth(&stranger()), WEALTH - 7 * PAY);
		assert!(hands[3..].iter().all(|hand| wealth(&hand.owner) == WEALTH + NET));
		assert!(hands[..2].iter().all(|hand| wealth(&hand.owner) == WEALTH + NET));
		assert_eq!(wealth(&hands[2].owner), WEALTH - BOND);
		assert_eq!(wealth(&client()), clients - 2 * PAY);
		assert_eq!(Panels::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_cartel_is_overturned_and_its_bonds_pay() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..10, 5);
		let id = stood(&hands, [wrong(), wrong(), right()]);
		let (clients, pots) = (wealth(&client()), wealth(&pot()));
		assert_ok!(challenge(stranger(), id));
		let panel: Vec<_> = hands[3..].iter().map(|hand| (hand, right())).collect();
		judge(id, &panel);
		assert_eq!(stage(id), Stage::Ended(Verdict::Overturned));
		// The challenger has its hold back and one pay, the honest third its pay, the liars lose their bonds, the client pays
		// for one slot.
		assert_eq!(wealth(&stranger()), WEALTH + PAY);
		assert!(hands[..2].iter().all(|hand| wealth(&hand.owner) == WEALTH - BOND));
		assert!(hands[2..].iter().all(|hand| wealth(&hand.owner) == WEALTH + NET));
		assert_eq!(wealth(&client()), clients - PAY);
		assert_eq!(wealth(&pot()), pots + 2 * BOND - 8 * PAY + 8 * FEE);
		let books = Books::<Test>::get();
		assert_eq!(books.awarded, 7 * NET + PAY);
		assert_eq!(books.slashed, 2 * BOND - 7 * NET - PAY);
	});
}

#[test]
fn members_of_a_panel_who_find_something_else_lose_their_bonds() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..10, 5);
		let id = stood(&hands, [right(); 3]);
		assert_ok!(challenge(stranger(), id));
		let told = [wrong(), wrong(), wrong(), right(), right(), right(), right()];
		let panel: Vec<_> = hands[3..].iter().zip(told).collect();
		judge(id, &panel);
		assert_eq!(stage(id), Stage::Ended(Verdict::Upheld));
		assert!(hands[3..6].iter().all(|hand| wealth(&hand.owner) == WEALTH - BOND));
		assert!(hands[6..].iter().all(|hand| wealth(&hand.owner) == WEALTH + NET));
		// The pay of three is left.
		assert_eq!(wealth(&stranger()), WEALTH - 4 * PAY);
	});
}

#[test]
fn a_panel_without_a_majority_leaves_things_as_they_stood() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..10, 5);
		let id = stood(&hands, [right(); 3]);
		assert_ok!(challenge(stranger(), id));
		let other = outcome(OUTPUT, 9);
		let told = [wrong(), wrong(), wrong(), right(), right(), right(), other];
		let panel: Vec<_> = hands[3..].iter().zip(told).collect();
		judge(id, &panel);
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert!(hands[..3].iter().all(|hand| wealth(&hand.owner) == WEALTH + NET));
		assert!(hands[3..].iter().all(|hand| wealth(&hand.owner) == WEALTH));
		assert_eq!(wealth(&stranger()), WEALTH);
	});
}

#[test]
fn a_panel_that_nobody_fills_in_two_windows_leaves_things_as_they_stood() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..6, 5);
		let id = stood(&hands, [right(); 3]);
		assert_ok!(challenge(stranger(), id));
		blocks(3);
		// Three of the four that must agree.
		let begin = opening(id).since.at;
		let panel: Vec<_> = hands[3..].iter().collect();
		all_claim(id, &panel);
		blocks_until(begin + 2 * CLAIM);
		assert_eq!(stage(id), Stage::Claiming(Bench::Panel));
		block_after(1);
		assert_eq!(stage(id), Stage::Due(Exit::Unfilled(Bench::Panel)));
		assert_ok!(settle(id));
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert!(hands[3..].iter().all(|hand| wealth(&hand.owner) == WEALTH));
		assert_eq!(wealth(&stranger()), WEALTH);
	});
}

#[test]
fn a_second_claim_window_fills_a_panel() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..7, 5);
		let id = stood(&hands, [right(); 3]);
		assert_ok!(challenge(stranger(), id));
		blocks(3);
		let begin = opening(id).since.at;
		blocks_until(begin + 2 * CLAIM);
		for hand in &hands[3..] {
			assert_eq!(include(hand.claim(id)), Ok(()));
		}
		blocks(1);
		assert_eq!(stage(id), Stage::Running(Bench::Panel));
		let panel: Vec<_> = hands[3..].iter().map(|hand| (hand, right())).collect();
		all_work(id, &panel);
		assert_eq!(stage(id), Stage::Ended(Verdict::Upheld));
		assert_eq!(wealth(&stranger()), WEALTH - 4 * PAY);
	});
}

#[test]
fn the_silent_of_a_panel_pay_for_it() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..10, 5);
		let id = stood(&hands, [right(); 3]);
		assert_ok!(challenge(stranger(), id));
		blocks(3);
		let panel: Vec<_> = hands[3..].iter().collect();
		all_claim(id, &panel);
		close_claims(id);
		assert_ok!(settle(id));
		blocks_until(position(id).until.unwrap());
		blocks(1);
		assert_eq!(stage(id), Stage::Due(Exit::Abandoned(Bench::Panel)));
		assert_ok!(settle(id));
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert!(hands[3..].iter().all(|hand| wealth(&hand.owner) == WEALTH - SILENCE));
		assert_eq!(wealth(&stranger()), WEALTH);
	});
}

#[test]
fn a_liar_that_challenges_itself_gains_nothing() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..10, 5);
		let id = stood(&hands, [wrong(); 3]);
		let liar = hands[0].owner.clone();
		assert_ok!(challenge(liar.clone(), id));
		let panel: Vec<_> = hands[3..].iter().map(|hand| (hand, right())).collect();
		judge(id, &panel);
		assert_eq!(wealth(&liar), WEALTH - BOND + PAY);
	});
}

mod reject {
	use super::*;

	#[test]
	fn owners_who_took_part_as_judges() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..6, 5);
			let more = Hand::of(20, owner(0), jmt_primitives::KeyType::Ed25519);
			more.register();
			assert_ok!(more.enrol(5));
			blocks(1);
			let id = stood(&hands, [right(); 3]);
			assert_ok!(challenge(hands[3].owner.clone(), id));
			blocks(3);
			blocks_until(opening(id).since.at + CLAIM);
			assert_eq!(include(hands[0].claim(id)), refused(TaskRefusal::OwnerHasSlot));
			assert_eq!(include(more.claim(id)), refused(TaskRefusal::OwnerHasSlot));
			assert_eq!(include(hands[3].claim(id)), refused(TaskRefusal::IsChallenger));
			assert_eq!(include(hands[4].claim(id)), Ok(()));
		});
	}

	#[test]
	fn what_does_not_stand_or_not_for_it() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let refused = |id| {
				assert_noop!(challenge(stranger(), id), Error::<Test>::NotChallengeable);
			};
			assert_noop!(challenge(stranger(), 1), Error::<Test>::UnknownTask);
			let id = opened(terms(CHALLENGEABLE));
			refused(id);
			let all: Vec<_> = hands.iter().collect();
			all_claim(id, &all);
			close_claims(id);
			refused(id);
			let results: Vec<_> = hands.iter().map(|hand| (hand, right())).collect();
			all_work(id, &results);
			blocks_until(position(id).until.unwrap());
			blocks(1);
			refused(id);
			assert_ok!(settle(id));
			refused(id);
			let named = running(accept_terms(&hands[0].id()), &[&hands[0]]);
			all_work(named, &[(&hands[0], right())]);
			refused(named);
		});
	}

	#[test]
	fn a_challenger_without_the_pay() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let id = stood(&hands, [right(); 3]);
			assert!(frame_support::storage::with_storage_layer(|| challenge(pauper(), id)).is_err());
			assert_eq!(stage(id), Stage::Standing(Against::Challenge));
		});
	}
}
