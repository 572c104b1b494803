//! The same answers as ark-groth16 0.6, over circuits that it sets up and proves.

use crate::world::rng;
use ark_bn254::Bn254;
use ark_ff::UniformRand;
use ark_groth16::{prepare_verifying_key, Groth16};
use ark_relations::gr1cs::{
	ConstraintSynthesizer, ConstraintSystemRef, LinearCombination, SynthesisError, Variable,
};
use ark_std::rand::{rngs::StdRng, Rng};
use jmt_zk_verifier::{
	import, verify, verify_batch, Claim, Error, Fr, PreparedKey, Proof, VerifyingKey,
};

/// Each input is the product of two neighbours among secret numbers.
#[derive(Clone)]
struct Products(Vec<Fr>);

impl Products {
	fn random(inputs: usize, rng: &mut StdRng) -> Self {
		Self((0..=inputs).map(|_| Fr::rand(rng)).collect())
	}

	fn inputs(&self) -> Vec<Fr> {
		self.0.windows(2).map(|pair| pair[0] * pair[1]).collect()
	}
}

impl ConstraintSynthesizer<Fr> for Products {
	fn generate_constraints(self, cs: ConstraintSystemRef<Fr>) -> Result<(), SynthesisError> {
		let inputs = self.inputs();
		let secrets: Vec<Variable> = self
			.0
			.iter()
			.map(|secret| cs.new_witness_variable(|| Ok(*secret)))
			.collect::<Result<_, _>>()?;
		for (pair, input) in secrets.windows(2).zip(inputs) {
			let product = cs.new_input_variable(|| Ok(input))?;
			cs.enforce_r1cs_constraint(
				|| LinearCombination::from(pair[0]),
				|| LinearCombination::from(pair[1]),
				|| LinearCombination::from(product),
			)?;
		}
		Ok(())
	}
}

struct Circuit {
	proving: ark_groth16::ProvingKey<Bn254>,
	inputs: usize,
}

impl Circuit {
	fn new(inputs: usize, rng: &mut StdRng) -> Self {
		let circuit = Products::random(inputs, rng);
		let proving =
			Groth16::<Bn254>::generate_random_parameters_with_reduction(circuit, rng).unwrap();
		Self { proving, inputs }
	}

	fn key(&self) -> VerifyingKey {
		let key = self.proving.vk.clone();
		VerifyingKey::new(key.alpha_g1, key.beta_g2, key.gamma_g2, key.delta_g2, key.gamma_abc_g1)
			.unwrap()
	}

	fn prove(&self, rng: &mut StdRng) -> (ark_groth16::Proof<Bn254>, Vec<Fr>) {
		let circuit = Products::random(self.inputs, rng);
		let inputs = circuit.inputs();
		(
			Groth16::<Bn254>::create_random_proof_with_reduction(circuit, &self.proving, rng)
				.unwrap(),
			inputs,
		)
	}

	fn reference(&self, proof: &ark_groth16::Proof<Bn254>, inputs: &[Fr]) -> bool {
		Groth16::<Bn254>::verify_proof(&prepare_verifying_key(&self.proving.vk), proof, inputs)
			.unwrap()
	}
}

fn claim<'a>(
	key: &'a PreparedKey,
	proof: &ark_groth16::Proof<Bn254>,
	inputs: Vec<Fr>,
) -> Claim<'a> {
	Claim::new(key, Proof::new(proof.a, proof.b, proof.c).unwrap(), inputs).unwrap()
}

#[test]
fn it_agrees_on_circuits_of_1_to_16_inputs() {
	let mut rng = rng(40);
	let circuits: Vec<Circuit> = (1..=16).map(|inputs| Circuit::new(inputs, &mut rng)).collect();
	let keys: Vec<PreparedKey> =
		circuits.iter().map(|circuit| PreparedKey::new(circuit.key())).collect();
	let mut batch = Vec::new();
	for (circuit, key) in circuits.iter().zip(&keys) {
		for _ in 0..4 {
			let (proof, inputs) = circuit.prove(&mut rng);
			assert!(circuit.reference(&proof, &inputs));
			let good = claim(key, &proof, inputs.clone());
			assert_eq!(verify(&good), Ok(()), "{}", circuit.inputs);
			batch.push(good);
			let mut wrong = inputs;
			wrong[rng.gen_range(0..circuit.inputs)] += Fr::from(1);
			assert!(!circuit.reference(&proof, &wrong));
			assert_eq!(verify(&claim(key, &proof, wrong)), Err(Error::NotProven));
		}
	}
	assert_eq!(batch.len(), 64);
	assert_eq!(verify_batch(&batch), Ok(()));
}

#[test]
fn it_reads_keys_that_arkworks_wrote() {
	use ark_serialize::CanonicalSerialize;
	let circuit = Circuit::new(3, &mut rng(41));
	let mut bytes = Vec::new();
	circuit.proving.vk.serialize_uncompressed(&mut bytes).unwrap();
	assert_eq!(import::arkworks::key(&bytes), Ok(circuit.key()));
	assert_eq!(import::arkworks::key(&bytes[..bytes.len() - 1]), Err(Error::Format));
	assert_eq!(import::arkworks::key(&[bytes.as_slice(), &[0]].concat()), Err(Error::Format));
	for place in [0, 64, 200, 330, 448, 456] {
		let mut changed = bytes.clone();
		changed[place] ^= 1;
		assert_eq!(import::arkworks::key(&changed), Err(Error::Format), "{place}");
	}
}
