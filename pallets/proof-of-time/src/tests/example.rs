//! A worked example: Alice's router is paid for the time that it proves, and a validator notices its silence.

use crate::{mock::*, AnswerOutcome, Event, Miss};
use frame_support::{assert_ok, BoundedVec};

#[test]
fn alice_is_paid_for_the_time_that_her_router_proves() {
	ExtBuilder::default().build_and_execute(|| {
		let (alice, validator) = (owner(), stranger());

		// Alice's router is registered before the day's seed is drawn, so that it counts today.
		let router = register(1);

		// The first block of a round draws a bucket of the fleet. The router is in it.
		run_to_round(FIRST_ROUND);
		assert!(router.is_asked());

		// It signs the draw. The validator whose block comes next checks the answer and includes it without a
		// fee. Time is paid between two answers, so the first one only starts the clock.
		assert_ok!(router.answer());
		let (device, round) = (router.id(), FIRST_ROUND);
		assert_eq!(
			last_event(),
			Event::Answered { device, round, outcome: AnswerOutcome::Started }
		);

		// It answers the next draw as well: the round between the two is paid.
		run_to_round(FIRST_ROUND + 1);
		assert_ok!(router.answer());
		let (round, outcome) = (FIRST_ROUND + 1, AnswerOutcome::Earned { amount: A_ROUND });
		assert_eq!(last_event(), Event::Answered { device, round, outcome });

		// Alice claims the rewards of all her devices in one call.
		let before = Balances::free_balance(&alice);
		let devices = BoundedVec::try_from(vec![device]).expect("one device fits");
		assert_ok!(ProofOfTime::claim(by(alice.clone()), devices));
		assert_eq!(Balances::free_balance(&alice), before + A_ROUND);

		// Her line fails, and the window of the next draw closes without an answer.
		run_to_round(FIRST_ROUND + 3);

		// The validator points at the missed draw. The unproven rounds are forfeited, and out of them it is
		// paid a flat bounty. The router's weight leaves the total.
		let before = Balances::free_balance(&validator);
		let miss = Miss::Round(FIRST_ROUND + 2);
		assert_ok!(ProofOfTime::report_silent(by(validator.clone()), device, miss));
		assert_eq!(Balances::free_balance(&validator), before + FLAT_BOUNTY);
		assert_eq!(ledger().mining_devices, 0);

		// The line works again. One answer starts the clock anew, the next one is paid.
		assert_ok!(router.answer());
		run_to_round(FIRST_ROUND + 4);
		assert_ok!(router.answer());
		assert_eq!(ProofOfTime::pending(device), A_ROUND);
	});
}
