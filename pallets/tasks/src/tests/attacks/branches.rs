//! Two branches on which one number means two tasks.

use crate::{mock::*, Call};
use frame_support::storage::transactional::with_transaction;
use jmt_primitives::{
	authorized::{unknown_seed, TaskRefusal},
	tasks::Terms,
	Balance, Hash,
};
use sp_runtime::TransactionOutcome;

/// Does something on a branch of its own, and comes back.
fn on_a_branch<R>(does: impl FnOnce() -> R) -> R {
	let done = with_transaction(|| {
		TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(does()))
	});
	done.expect("the branch was left")
}

/// A task of this pay, whose claims may come.
fn claimable(pay: Balance) -> u64 {
	let id = opened(Terms { pay, ..terms(TWO_OF_THREE) });
	blocks_until(opening(id).since.at + CLAIM);
	id
}

#[test]
fn a_claim_of_another_branch_is_not_good_for_other_terms() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let (at, block) = (now(), System::block_number());
		let (other, claim) = on_a_branch(|| {
			let id = claimable(PAY);
			(id, hand.claim(id))
		});
		set_time(at);
		System::set_block_number(block);
		// The same number in the same block, and the same seed: other terms alone.
		let id = claimable(2 * PAY);
		assert_eq!(id, other);
		assert_eq!(include(claim), refused(TaskRefusal::BadSignature));
		assert_eq!(include(hand.claim(id)), Ok(()));
	});
}

#[test]
fn a_claim_by_another_seed_is_unknown_and_not_banned() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let (at, block) = (now(), System::block_number());
		let claim = on_a_branch(|| {
			ParentOutput::set(Some(Some(Hash::repeat_byte(5))));
			let id = claimable(PAY);
			ParentOutput::set(None);
			hand.claim(id)
		});
		set_time(at);
		System::set_block_number(block);
		claimable(PAY);
		assert_eq!(in_pool(&claim).map(|_| ()), Err(unknown_seed()));
	});
}

#[test]
fn a_commitment_of_another_branch_is_not_good_for_other_terms() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let all: Vec<_> = hands.iter().collect();
		let (at, block) = (now(), System::block_number());
		let commit: Call<Test> = on_a_branch(|| {
			let id = running(terms(TWO_OF_THREE), &all);
			hands[0].commit(id, &right())
		});
		set_time(at);
		System::set_block_number(block);
		running(Terms { pay: 2 * PAY, ..terms(TWO_OF_THREE) }, &all);
		assert_eq!(include(commit), refused(TaskRefusal::BadSignature));
	});
}
