//! Alice's bakery shows its year's energy without the readings.

use crate::{mock::*, Event};
use frame_support::assert_ok;
use jmt_primitives::{
	proofs::{statement_hash, Purpose, Scalar, SetUp, Statement, Statistics},
	Hash,
};

#[test]
fn a_bakery_shows_a_sum_without_its_readings() {
	ExtBuilder::default().build_and_execute(|| {
		// Bob's cooperative made a circuit and registers its key.
		let circuit = forger(1, 5);
		let bytes = circuit.bytes().try_into().unwrap();
		assert_ok!(ZkVerifier::register_key(
			by(bob()),
			bytes,
			Purpose::Statistics,
			SetUp::Development
		));

		// Alice anchors the root over the readings of her meter, before anybody asks.
		let (label, root) = (Hash::repeat_byte(26), Scalar::from(1_234));
		assert_ok!(ZkVerifier::anchor(by(alice()), label, root));

		// Asked for the year's sum, she proves it beside that root.
		let statement = Statement::Statistics(Statistics {
			key: circuit.id(),
			account: alice(),
			label,
			count: 52,
			sum: 98_765,
			least: 900,
			greatest: 4_200,
		});
		let inputs = statement.inputs(&root);
		let proof = circuit.prove(&inputs, 1);
		assert_eq!(ZkVerifier::check_statement(&statement, &proof), Ok(()));

		// For the record it is verified on the chain.
		take_events();
		let key = circuit.id();
		let claimed = inputs.clone().try_into().unwrap();
		assert_ok!(ZkVerifier::verify(by(alice()), key, proof, claimed));
		let statement = statement_hash(&key, &inputs);
		assert_eq!(take_events(), [Event::ProofVerified { key, statement, by: alice() }]);
	});
}
