//! A worked example: Alice proposes a charger for her device, is paid for a milestone, and gives up.

use crate::mock::*;
use frame_support::assert_ok;

#[test]
fn alice_is_paid_for_the_milestone_that_she_reached() {
	ExtBuilder::default().build_and_execute(|| {
		let (alice, workshop, validator) = (proposer(), beneficiary(), stranger());

		// Alice proposes to build a solar charger for her device in three milestones, each paid to a workshop.
		// Her deposit is held, and the chain keeps the hash of her plan.
		let id = proposed(&AMOUNTS);
		assert_eq!(deposits_of(&alice), ONE_DEPOSIT);
		assert_eq!(promised(), 0);

		// The council read the plan and approves that very one. The sum is on hold in the pot from now on.
		assert_ok!(Grants::approve(council(), id, plan()));
		assert_eq!(promised(), TOTAL);

		// She submits the report of the first milestone. The council accepts it, and the workshop is paid.
		assert_ok!(submit(id, 0, 1));
		assert_ok!(Grants::accept(council(), id, 0, report(1)));
		let [first, ..] = AMOUNTS;
		assert_eq!((free(&workshop), promised()), (first, TOTAL - first));

		// The sun does not shine, and she gives up without a word. After a time of silence anybody may end the
		// grant; a validator does.
		set_time(NOW + SILENCE);
		assert_ok!(Grants::lapse(by(validator), id));

		// The unreached milestones were never taken out of the pot. Alice has her deposit back less the fee.
		assert_eq!((promised(), free(&Pot::get())), (0, POT - first + FEE));
		assert_eq!((free(&alice), deposits_of(&alice)), (WEALTH - FEE, 0));
	});
}
