//! Proofs of the chain's own circuits, by our verifier and by arkworks.

use crate::keys::key;
use ark_bn254::{Bn254, Fr};
use ark_groth16::Groth16;
use jmt_primitives::{
	cell::{Cell, Region},
	proofs::{self, Statement},
	Hash,
};
use jmt_zk_circuits::Refused as NotShown;
use jmt_zk_prover::{
	circuit_input, place,
	place::{leaf, PlaceProof, Sighting, Terms},
	statistics,
	statistics::Readings,
	Circuit, Error, Identity, Path, ProvingKey, Scalar, Tree,
};
use jmt_zk_verifier::{verify, Claim, Error as Refused, G1Affine, G2Affine, VerifyingKey};
use std::time::Instant;
use zeroize::Zeroizing;

const MINUTE: u32 = 29_700_000;

fn camera() -> Identity {
	Identity::from_private_key(&[9; 32])
}

fn cell() -> Cell {
	Cell::new(0x8928308280fffff).unwrap()
}

/// The camera among what a gateway saw.
fn sighting() -> Sighting {
	let own = leaf(&camera().commitment(), cell(), MINUTE);
	let leaves: Vec<Scalar> =
		(0..100).map(|i| if i == 31 { own } else { (i + 1).into() }).collect();
	let path = Tree::from_leaves(&leaves).unwrap().path(31).unwrap();
	Sighting { cell: cell(), minute: MINUTE, path }
}

fn terms() -> Terms {
	Terms {
		region: Region::Within(cell().parent(5).unwrap()),
		first: MINUTE - 30,
		last: MINUTE,
		scope: circuit_input(&[3; 32]),
		message: circuit_input(&[4; 32]),
	}
}

fn check(key: &ProvingKey, proof: &[u8], inputs: &[Scalar]) -> Result<(), Refused> {
	let inputs: Vec<_> = inputs.iter().map(Scalar::to_be_bytes).collect();
	verify(&Claim::decode(key.verifying_key(), proof, &inputs)?)
}

/// Verifies by ark-groth16, from the canonical bytes.
pub(crate) fn arkworks(key: &VerifyingKey, proof: &[u8; 256], inputs: &[Scalar]) {
	let bytes = key.to_bytes();
	let g1 = |at: usize| -> G1Affine {
		jmt_zk_verifier::g1_from_bytes(bytes[at..at + 64].try_into().unwrap()).unwrap()
	};
	let g2 = |bytes: &[u8]| -> G2Affine {
		jmt_zk_verifier::g2_from_bytes(bytes.try_into().unwrap()).unwrap()
	};
	let key = ark_groth16::VerifyingKey::<Bn254> {
		alpha_g1: g1(0),
		beta_g2: g2(&bytes[64..192]),
		gamma_g2: g2(&bytes[192..320]),
		delta_g2: g2(&bytes[320..448]),
		gamma_abc_g1: (448..bytes.len()).step_by(64).map(g1).collect(),
	};
	let point =
		|at: usize| jmt_zk_verifier::g1_from_bytes(proof[at..at + 64].try_into().unwrap()).unwrap();
	let proof = ark_groth16::Proof { a: point(0), b: g2(&proof[64..192]), c: point(192) };
	let key = ark_groth16::prepare_verifying_key(&key);
	let mut inputs: Vec<Fr> = inputs.iter().map(|input| (*input).into()).collect();
	assert!(Groth16::<Bn254>::verify_proof(&key, &proof, &inputs).unwrap());
	inputs[0] += Fr::from(1);
	assert!(!Groth16::<Bn254>::verify_proof(&key, &proof, &inputs).unwrap());
}

#[test]
fn a_device_proves_its_place() {
	let key = key(Circuit::Place);
	let begun = Instant::now();
	let PlaceProof { public, proof } = place::prove(key, &camera(), &sighting(), &terms()).unwrap();
	println!("place: {:?}", begun.elapsed());
	assert_eq!(public.root, sighting().path.root(&leaf(&camera().commitment(), cell(), MINUTE)));
	assert_eq!(public.nullifier, camera().place_nullifier(&terms().scope));
	assert_eq!(check(key, &proof, &public.inputs()), Ok(()));
	arkworks(key.verifying_key().key(), &proof, &public.inputs());

	// Each input is bound, the message too.
	for input in 0..public.inputs().len() {
		let mut inputs = public.inputs();
		inputs[input] = (Fr::from(inputs[input]) + Fr::from(1)).into();
		assert_eq!(check(key, &proof, &inputs), Err(Refused::NotProven), "{input}");
	}
}

#[test]
fn a_station_proves_its_figures() {
	let key = key(Circuit::Statistics);
	let values: Vec<u32> = (0..50).map(|i| 1_200 + i * i % 37).collect();
	let readings = Readings::new(&values, statistics::new_salt()).unwrap();
	let begun = Instant::now();
	let made = statistics::prove(key, &readings).unwrap();
	println!("statistics: {:?}", begun.elapsed());
	assert_eq!((made.public.count, made.public.least, made.public.greatest), (50, 1_200, 1_236));
	assert_eq!(made.public.root, readings.root());
	let inputs = made.public.inputs();
	assert_eq!(check(key, &made.proof, &inputs), Ok(()));
	arkworks(key.verifying_key().key(), &made.proof, &inputs);
	for input in 0..inputs.len() {
		let mut inputs = inputs;
		inputs[input] = (Fr::from(inputs[input]) + Fr::from(1)).into();
		assert_eq!(check(key, &made.proof, &inputs), Err(Refused::NotProven), "{input}");
	}
}

/// `Statement::inputs` of the chain has the circuits' inputs in their order.
#[test]
fn the_chain_states_what_the_circuits_show() {
	let of = |statement: Statement, root: Scalar| -> Vec<[u8; 32]> {
		let root = proofs::Scalar(root.to_be_bytes());
		statement.inputs(&root).into_iter().map(|input| input.0).collect()
	};
	let bytes = |inputs: &[Scalar]| inputs.iter().map(Scalar::to_be_bytes).collect::<Vec<_>>();
	let key = Hash::repeat_byte(1);
	let (account, label) = ([2; 32].into(), Hash::repeat_byte(3));

	let sighting = sighting();
	let terms = terms();
	let shown = jmt_zk_circuits::place::Sighting {
		secret: Zeroizing::new(Scalar::from_be_bytes(&camera().secret_scalar()).unwrap().into()),
		commitment: camera().commitment(),
		cell: sighting.cell,
		minute: sighting.minute,
		path: sighting.path,
	};
	let (public, _) = jmt_zk_circuits::place::show(&shown, &terms).unwrap();
	let statement = Statement::Place(proofs::Place {
		key,
		account,
		label,
		alias: proofs::Scalar(public.nullifier.to_be_bytes()),
		message: Hash::repeat_byte(4),
		scope: Hash::repeat_byte(3),
		region: terms.region,
		first: terms.first,
		last: terms.last,
	});
	assert_eq!(of(statement, public.root), bytes(&public.inputs()));

	let public = Readings::new(&[5, 7, 6], 8.into()).unwrap().public();
	let statement = Statement::Statistics(proofs::Statistics {
		key,
		account: [2; 32].into(),
		label,
		count: 3,
		sum: 18,
		least: 5,
		greatest: 7,
	});
	assert_eq!(of(statement, public.root), bytes(&public.inputs()));
}

mod reject {
	use super::*;

	#[test]
	fn facts_that_are_false() {
		let key = key(Circuit::Place);
		let refused = |sighting: &Sighting, terms: &Terms| match place::prove(
			key,
			&camera(),
			sighting,
			terms,
		) {
			Err(Error::Refused(refused)) => refused,
			other => panic!("{other:?}"),
		};
		let span = Terms { first: MINUTE + 1, last: MINUTE + 2, ..terms() };
		assert_eq!(refused(&sighting(), &span), NotShown::OutsideSpan);
		let cell = Cell::new(0x8f2830828052d25).unwrap();
		let region = Terms { region: Region::Within(cell), ..terms() };
		assert_eq!(refused(&sighting(), &region), NotShown::OutsideRegion);
		let path = Path::new(0, vec![1.into(); 21]).unwrap();
		assert_eq!(refused(&Sighting { path, ..sighting() }, &terms()), NotShown::TooDeep(20));
	}

	#[test]
	fn the_key_of_another_circuit() {
		let outcome = place::prove(key(Circuit::Statistics), &camera(), &sighting(), &terms());
		assert!(matches!(outcome, Err(Error::ProvingKey)));
		let readings = Readings::new(&[1], 2.into()).unwrap();
		let outcome = statistics::prove(key(Circuit::Place), &readings);
		assert!(matches!(outcome, Err(Error::ProvingKey)));
	}

	#[test]
	fn a_sighting_of_another_device() {
		// The path does not lead from the thief's leaf to the anchored root.
		let thief = Identity::from_private_key(&[10; 32]);
		let made = place::prove(key(Circuit::Place), &thief, &sighting(), &terms()).unwrap();
		let anchored = place::prove(key(Circuit::Place), &camera(), &sighting(), &terms()).unwrap();
		assert_ne!(made.public.root, anchored.public.root);
		let mut inputs = made.public.inputs();
		inputs[0] = anchored.public.root;
		assert_eq!(check(key(Circuit::Place), &made.proof, &inputs), Err(Refused::NotProven));
	}
}
