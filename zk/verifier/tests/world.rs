//! Keys whose secrets are known, so that a proof of any statement is three multiplications (Groth 2016, the simulator
//! of section 3.2), and what several tests change in bytes.

use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{Field, UniformRand};
use ark_std::rand::{rngs::StdRng, SeedableRng};
use jmt_zk_verifier::{Claim, Error, Fr, G1Affine, G2Affine, PreparedKey, Proof, VerifyingKey};

pub(crate) fn rng(seed: u64) -> StdRng {
	StdRng::seed_from_u64(seed)
}

pub(crate) fn g1(scalar: Fr) -> G1Affine {
	(G1Affine::generator() * scalar).into_affine()
}

pub(crate) fn g2(scalar: Fr) -> G2Affine {
	(G2Affine::generator() * scalar).into_affine()
}

/// The secrets of a set-up.
#[derive(Clone)]
pub(crate) struct Secrets {
	pub(crate) alpha: Fr,
	pub(crate) beta: Fr,
	pub(crate) gamma: Fr,
	pub(crate) delta: Fr,
	pub(crate) inputs: Vec<Fr>,
}

impl Secrets {
	/// Those of a key with some inputs, gamma being the generator as snarkjs leaves it.
	pub(crate) fn new(inputs: usize, rng: &mut StdRng) -> Self {
		let mut draw = || Fr::rand(rng);
		Self {
			alpha: draw(),
			beta: draw(),
			gamma: Fr::from(1),
			delta: draw(),
			inputs: (0..=inputs).map(|_| draw()).collect(),
		}
	}

	pub(crate) fn points(&self) -> (G1Affine, G2Affine, G2Affine, G2Affine, Vec<G1Affine>) {
		let inputs = self.inputs.iter().map(|secret| g1(*secret)).collect();
		(g1(self.alpha), g2(self.beta), g2(self.gamma), g2(self.delta), inputs)
	}

	pub(crate) fn key(&self) -> Result<VerifyingKey, Error> {
		let (alpha, beta, gamma, delta, inputs) = self.points();
		VerifyingKey::new(alpha, beta, gamma, delta, inputs)
	}

	pub(crate) fn prepared(&self) -> PreparedKey {
		PreparedKey::new(self.key().unwrap())
	}

	/// A valid proof of any inputs.
	pub(crate) fn proof(&self, inputs: &[Fr], rng: &mut StdRng) -> Proof {
		let (a, b) = (Fr::rand(rng), Fr::rand(rng));
		let statement: Fr =
			self.inputs.iter().zip([Fr::from(1)].iter().chain(inputs)).map(|(k, x)| *k * x).sum();
		let c = (a * b - self.alpha * self.beta - self.gamma * statement)
			* self.delta.inverse().unwrap();
		Proof::new(g1(a), g2(b), g1(c)).unwrap()
	}

	/// A valid claim of random inputs.
	pub(crate) fn claim<'a>(&self, key: &'a PreparedKey, rng: &mut StdRng) -> Claim<'a> {
		let inputs: Vec<Fr> = (0..key.input_count()).map(|_| Fr::rand(rng)).collect();
		Claim::new(key, self.proof(&inputs, rng), inputs).unwrap()
	}
}

/// Adds big-endian numbers, wrapping at 2^256.
pub(crate) fn add(left: &[u8], right: &[u8; 32]) -> [u8; 32] {
	let (mut out, mut carry) = ([0; 32], 0);
	for i in (0..32).rev() {
		let sum = u16::from(left[i]) + u16::from(right[i]) + carry;
		(out[i], carry) = (sum.to_le_bytes()[0], sum >> 8);
	}
	out
}

/// The modulus of the base field.
pub(crate) const P: [u8; 32] =
	hex_literal::hex!("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47");
/// The order of the groups.
pub(crate) const R: [u8; 32] =
	hex_literal::hex!("30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001");
