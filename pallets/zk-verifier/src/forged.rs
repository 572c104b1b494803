//! Keys whose secrets are known, so that a proof of any statement is three multiplications (Groth 2016, the simulator of
//! section 3.2). For tests and benchmarks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use alloc::vec::Vec;
use jmt_primitives::proofs::{KeyId, ProofBytes, Scalar};
use jmt_zk_verifier::{
	g1_from_bytes, g2_from_bytes, scalar_from_bytes, Fr, G1Affine, G2Affine, Proof, VerifyingKey,
};
use sp_io::hashing::blake2_256;

/// The generator of the twist's subgroup, as EIP-197 writes it.
pub const GENERATOR: [u8; 128] = generator();

const fn generator() -> [u8; 128] {
	const HEX: &[u8; 256] = b"198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2\
		1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed\
		090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b\
		12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa";
	const fn digit(text: u8) -> u8 {
		if text.is_ascii_digit() {
			text - b'0'
		} else {
			text - b'a' + 10
		}
	}
	let mut bytes = [0; 128];
	let mut i = 0;
	while i < 128 {
		bytes[i] = digit(HEX[2 * i]) << 4 | digit(HEX[2 * i + 1]);
		i += 1;
	}
	bytes
}

/// A number out of a seed and its place.
fn draw(seed: u64, place: usize) -> Fr {
	let mut bytes = blake2_256(&codec::Encode::encode(&(seed, place as u64))); // cast: widening
	bytes[0] &= 0x1f;
	scalar_from_bytes(&bytes).unwrap()
}

fn g1(scalar: Fr) -> G1Affine {
	let mut generator = [0; 64];
	(generator[31], generator[63]) = (1, 2);
	(g1_from_bytes(&generator).unwrap() * scalar).into()
}

fn g2(scalar: Fr) -> G2Affine {
	(g2_from_bytes(&GENERATOR).unwrap() * scalar).into()
}

/// The secrets of a set-up.
pub struct Forger {
	alpha: Fr,
	beta: Fr,
	gamma: Fr,
	delta: Fr,
	inputs: Vec<Fr>,
}

impl Forger {
	/// Those of a key with some inputs.
	pub fn new(seed: u64, inputs: usize) -> Self {
		Self {
			alpha: draw(seed, 0),
			beta: draw(seed, 1),
			gamma: draw(seed, 2),
			delta: draw(seed, 3),
			inputs: (0..=inputs).map(|input| draw(seed, 4 + input)).collect(),
		}
	}

	/// Those of a key with some inputs, all of them small, so that its points are found fast. No two seeds share one.
	pub fn quick(seed: u64, inputs: usize) -> Self {
		let small = |place: usize| Fr::from(100 * seed + 3 + place as u64); // cast: widening
		Self {
			alpha: small(0),
			beta: small(1),
			gamma: small(2),
			delta: small(3),
			inputs: (0..=inputs).map(|input| small(4 + input)).collect(),
		}
	}

	/// The key.
	pub fn key(&self) -> VerifyingKey {
		let inputs = self.inputs.iter().map(|secret| g1(*secret)).collect();
		let (beta, gamma, delta) = (g2(self.beta), g2(self.gamma), g2(self.delta));
		VerifyingKey::new(g1(self.alpha), beta, gamma, delta, inputs).unwrap()
	}

	/// Its canonical bytes.
	pub fn bytes(&self) -> Vec<u8> {
		self.key().to_bytes()
	}

	/// Its id.
	pub fn id(&self) -> KeyId {
		self.key().digest().into()
	}

	/// A valid proof of these inputs; another seed gives another one.
	pub fn prove(&self, inputs: &[Scalar], seed: u64) -> ProofBytes {
		assert_eq!(inputs.len() + 1, self.inputs.len());
		let (a, b) = (draw(seed, 1), Fr::from(seed.wrapping_add(2)));
		let inputs = inputs.iter().map(|input| scalar_from_bytes(&input.0).unwrap());
		let statement: Fr = self
			.inputs
			.iter()
			.zip(core::iter::once(Fr::from(1u64)).chain(inputs))
			.map(|(k, x)| *k * x)
			.sum();
		let c = (a * b - self.alpha * self.beta - self.gamma * statement) / self.delta;
		let proof = Proof::new(g1(a), g2(b), g1(c)).unwrap();
		ProofBytes(proof.to_bytes().try_into().unwrap())
	}
}
