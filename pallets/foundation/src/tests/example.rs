//! A worked example: an airdrop, from the word of the council to the account of Alice.

use crate::{mock::*, Error, HoldReason};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::JMT;

#[test]
fn alice_gets_her_part_of_an_airdrop() {
	ExtBuilder.build_and_execute(|| {
		let (alice, validator) = (account(1), stranger());

		// The council publishes a list: 100 JMT for Alice's router, 200 and 300 for two other owners. On the
		// chain it announces the list's Merkle root and sum. The sum is on hold in the pot from now on.
		let list = List::of(3);
		let id = list.announce();
		assert_eq!(held(HoldReason::Announced), 600 * JMT);

		// For a week the supervisory board can strike the announcement, and nobody can execute it.
		assert_noop!(Foundation::execute(by(validator.clone()), id), Error::<Test>::WindowOpen);

		// The week passes without a veto. Anybody may start the airdrop; a validator does.
		pass_window();
		assert_ok!(Foundation::execute(by(validator.clone()), id));

		// Alice has no JMT to pay a fee with. The validator sends her claim with the proof of her entry, and
		// the money goes to her all the same: the list names the account.
		assert_eq!(free(&alice), 0);
		assert_ok!(list.claim(id, 0));
		assert_eq!(free(&alice), 100 * JMT);

		// An entry is paid once.
		assert_noop!(list.claim(id, 0), Error::<Test>::AlreadyClaimed);

		// The other two are not claimed. When the deadline comes, a sweep returns their 500 JMT to the pot.
		set_time(list.until);
		assert_ok!(Foundation::sweep(by(validator), id));
		assert_eq!((held(HoldReason::Airdrop), free(&pot())), (0, POT - 100 * JMT));
	});
}
