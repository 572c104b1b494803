//! A picture for Alice, drawn by three devices of which one lies.

use crate::{mock::*, HoldReason};
use frame_support::assert_ok;
use jmt_primitives::{
	tasks::{Stage, Verdict},
	JMT,
};

#[test]
fn three_draw_a_picture_and_one_lies() {
	ExtBuilder.build_and_execute(|| {
		// Three owners stake 20 units each on a router.
		let hands = enrolled(0..3, 20);
		let [bob, carol, dave] = &hands[..] else { panic!("three") };
		assert_eq!(held(HoldReason::Stake, &bob.owner), 200 * JMT);

		// Alice posts a picture to be drawn at 0.05 JMT for each of three: 0.15 JMT are held, a fee goes to the pot.
		let alice = client();
		let before = wealth(&alice);
		let id = post(terms(TWO_OF_THREE));
		assert_eq!(held(HoldReason::Price, &alice), 3 * PAY);
		let service = before - wealth(&alice);
		assert_eq!(service, task(id).amounts.service);

		// Two blocks draw the seed, the third one announces it; then the three claim, which moves no money.
		blocks(3);
		all_claim(id, &[bob, carol, dave]);
		assert_eq!(bob.worker().reserved, 32 * PAY);
		assert_eq!(held(HoldReason::Stake, &bob.owner), 200 * JMT);
		close_claims(id);

		// Bob and Carol run it. Dave knows the picture, and makes up a memory.
		let results = [(bob, right()), (carol, right()), (dave, wrong())];
		all_commit(id, &results);
		assert!(matches!(stage(id), Stage::Revealing(_)));
		let pot_before = wealth(&pot());
		all_reveal(id, &results);

		// The last reveal has settled: two are paid, one has lost its bond, Alice has a third of her price back.
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		let net = PAY - PAY / 20;
		assert_eq!(wealth(&bob.owner), WEALTH + net);
		assert_eq!(wealth(&carol.owner), WEALTH + net);
		assert_eq!(wealth(&dave.owner), WEALTH - 32 * PAY);
		assert_eq!(wealth(&pot()), pot_before + 2 * (PAY / 20) + 32 * PAY);
		assert_eq!(wealth(&alice), before - service - 2 * PAY);

		// The picture lies on the chain until she collects her deposit.
		let place = task(id).end.unwrap().result.unwrap();
		assert_eq!(crate::Outputs::<Test>::get(id, place.number()).unwrap().to_vec(), OUTPUT);
		assert_ok!(Tasks::collect(by(alice.clone()), id));
		assert_eq!(free(&alice), before - service - 2 * PAY);
		assert_eq!(crate::Outputs::<Test>::iter().count(), 0);
	});
}
