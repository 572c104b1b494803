//! Statements of the chain's own circuits beside anchors.

use crate::{forged::Forger, mock::*};
use frame_support::assert_ok;
use jmt_primitives::{
	cell::Region,
	proofs::{KeyId, Place, ProofBytes, Purpose, Refused, Scalar, SetUp, Statement, Statistics},
	Hash,
};

const ROOT: u64 = 77;

fn label() -> Hash {
	Hash::repeat_byte(4)
}

fn statistics(key: KeyId) -> Statement {
	Statement::Statistics(Statistics {
		key,
		account: alice(),
		label: label(),
		count: 3,
		sum: 60,
		least: 10,
		greatest: 30,
	})
}

fn place(key: KeyId) -> Statement {
	Statement::Place(Place {
		key,
		account: alice(),
		label: label(),
		alias: Scalar::from(5),
		message: Hash::repeat_byte(1),
		scope: Hash::repeat_byte(2),
		region: Region::World,
		first: 100,
		last: 200,
	})
}

/// Anchors the root and registers a key for a purpose with so many inputs.
fn begin(purpose: Purpose, inputs: usize) -> Forger {
	if !crate::Anchors::<Test>::contains_key(alice(), label()) {
		assert_ok!(ZkVerifier::anchor(by(alice()), label(), Scalar::from(ROOT)));
	}
	let forger = forger(50 + inputs as u64, inputs);
	let bytes = forger.bytes().try_into().unwrap();
	assert_ok!(ZkVerifier::register_key(by(bob()), bytes, purpose, SetUp::Development));
	forger
}

fn prove(forger: &Forger, statement: &Statement) -> ProofBytes {
	forger.prove(&statement.inputs(&Scalar::from(ROOT)), 1)
}

#[test]
fn it_checks_a_statement_against_the_anchored_root() {
	ExtBuilder::default().build_and_execute(|| {
		for (forger, statement) in [
			(begin(Purpose::Statistics, 5), statistics as fn(KeyId) -> Statement),
			(begin(Purpose::Place, 8), place),
		] {
			let statement = statement(forger.id());
			let proof = prove(&forger, &statement);
			assert_eq!(ZkVerifier::check_statement(&statement, &proof), Ok(()));
			let lie = forger.prove(&statement.inputs(&Scalar::from(ROOT + 1)), 1);
			assert_eq!(ZkVerifier::check_statement(&statement, &lie), Err(Refused::NotProven));
		}
	});
}

#[test]
fn it_binds_every_figure() {
	ExtBuilder::default().build_and_execute(|| {
		let forger = begin(Purpose::Statistics, 5);
		let proof = prove(&forger, &statistics(forger.id()));
		let changes: [fn(&mut Statistics); 4] = [
			|figures| figures.count += 1,
			|figures| figures.sum -= 1,
			|figures| figures.least += 1,
			|figures| figures.greatest += 1,
		];
		for change in changes {
			let Statement::Statistics(mut figures) = statistics(forger.id()) else { panic!() };
			change(&mut figures);
			let other = Statement::Statistics(figures);
			assert_eq!(ZkVerifier::check_statement(&other, &proof), Err(Refused::NotProven));
		}
	});
}

#[test]
fn it_binds_every_term_of_a_place() {
	ExtBuilder::default().build_and_execute(|| {
		let forger = begin(Purpose::Place, 8);
		let proof = prove(&forger, &place(forger.id()));
		let changes: [fn(&mut Place); 6] = [
			|place| place.alias = Scalar::from(6),
			|place| place.message = Hash::zero(),
			|place| place.scope = Hash::zero(),
			|place| {
				let cell = "8928308280fffff".parse::<jmt_primitives::cell::Cell>();
				place.region = Region::Within(cell.unwrap());
			},
			|place| place.first += 1,
			|place| place.last += 1,
		];
		for change in changes {
			let Statement::Place(mut terms) = place(forger.id()) else { panic!() };
			change(&mut terms);
			let other = Statement::Place(terms);
			assert_eq!(ZkVerifier::check_statement(&other, &proof), Err(Refused::NotProven));
		}
	});
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_an_unknown_key_and_one_of_another_purpose() {
		ExtBuilder::default().build_and_execute(|| {
			let forger = begin(Purpose::Place, 5);
			let proof = prove(&forger, &statistics(forger.id()));
			for (key, reason) in [
				(Hash::zero(), Refused::UnknownKey),
				(forger.id(), Refused::WrongPurpose),
				(member_forger(DEPTH).id(), Refused::WrongPurpose),
			] {
				assert_eq!(ZkVerifier::check_statement(&statistics(key), &proof), Err(reason));
			}
		});
	}

	#[test]
	fn it_refuses_without_the_anchor_and_after_it_was_dropped() {
		ExtBuilder::default().build_and_execute(|| {
			let forger = begin(Purpose::Statistics, 5);
			let statement = statistics(forger.id());
			let proof = prove(&forger, &statement);
			let Statement::Statistics(figures) = statement.clone() else { panic!() };
			for other in [
				Statistics { account: bob(), ..figures.clone() },
				Statistics { label: Hash::zero(), ..figures },
			] {
				let other = Statement::Statistics(other);
				assert_eq!(ZkVerifier::check_statement(&other, &proof), Err(Refused::NoAnchor));
			}
			assert_ok!(ZkVerifier::drop_anchor(by(alice()), label()));
			assert_eq!(ZkVerifier::check_statement(&statement, &proof), Err(Refused::NoAnchor));
		});
	}

	#[test]
	fn it_refuses_a_retired_key_after_its_time() {
		ExtBuilder::default().build_and_execute(|| {
			let forger = begin(Purpose::Statistics, 5);
			let statement = statistics(forger.id());
			let proof = prove(&forger, &statement);
			assert_ok!(ZkVerifier::retire_key(by(bob()), forger.id(), NOW));
			assert_eq!(ZkVerifier::check_statement(&statement, &proof), Ok(()));
			set_time(NOW + 1);
			assert_eq!(ZkVerifier::check_statement(&statement, &proof), Err(Refused::KeyRetired));
		});
	}
}
