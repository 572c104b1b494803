//! A worked example: Alice, a founder with 40 %, claims tranches, pays a validator, and changes her account.

use crate::{mock::*, Error};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::JMT;

#[test]
fn alice_claims_her_tranches_and_changes_her_account() {
	ExtBuilder::default().build_and_execute(|| {
		let (alice, validator) = (founder(), rich());

		// A tranche vests as a whole on the anniversary of the launch, and not a millisecond before.
		set_time(cliff(1) - 1);
		assert_noop!(claim(alice.clone()), Error::<Test>::NothingDue);
		set_time(cliff(1));
		assert_ok!(claim(alice.clone()));
		assert_eq!(balance(alice.clone()), 200_000_000 * JMT);

		// Her 40 % of 500 million are ordinary JMT now. She sends some to the validator that she trusts.
		let sent = 1_000_000 * JMT;
		assert_ok!(Balances::transfer_keep_alive(by(alice.clone()), validator, sent));

		// For two years she claims nothing and loses nothing by it: her tranches wait in the pot.
		set_time(cliff(3));

		// Her old phone is broken, so she hands her share over to an account on a new one.
		let alice_again = stranger();
		assert_ok!(hand_over(alice.clone(), alice_again.clone()));
		assert_noop!(claim(alice.clone()), Error::<Test>::NotBeneficiary);

		// The new account claims both tranches at once. The first one stays where it was paid to.
		assert_ok!(claim(alice_again.clone()));
		assert_eq!(balance(alice_again), 400_000_000 * JMT);
		assert_eq!(balance(alice), 199_000_000 * JMT);
	});
}
