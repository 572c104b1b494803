//! Keys of the chain's own circuits.

use crate::{
	groth16::{checked, verifying_key},
	Error, PROOF_BYTES,
};
use ark_bn254::{Bn254, Fr};
use ark_groth16::Groth16;
use ark_relations::gr1cs::{ConstraintSynthesizer, SynthesisError};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use ark_std::rand::{rngs::OsRng, CryptoRng, Error as RandError, RngCore};
use jmt_zk_circuits::{place, statistics};
use jmt_zk_verifier::{KeyDigest, PreparedKey};

/// A circuit of the chain's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Circuit {
	/// [`jmt_zk_circuits::place`].
	Place,
	/// [`jmt_zk_circuits::statistics`].
	Statistics,
}

impl Circuit {
	/// The id of its [`development_key`], without setting it up.
	pub const fn development_id(self) -> KeyDigest {
		match self {
			Self::Place => [
				0xfb, 0x42, 0x91, 0x05, 0xa9, 0x1b, 0x19, 0xdd, 0x4f, 0x9a, 0x67, 0xde, 0x12, 0xb6,
				0xaa, 0x1d, 0x0d, 0xe6, 0xbd, 0xe0, 0xc5, 0xfd, 0x41, 0xa2, 0x5a, 0x62, 0x7d, 0xa7,
				0x9c, 0x49, 0x1b, 0x1d,
			],
			Self::Statistics => [
				0x76, 0xd9, 0x65, 0xc5, 0x8c, 0xe0, 0xbd, 0x66, 0x15, 0xa8, 0x2b, 0x3d, 0xc9, 0x34,
				0x56, 0xce, 0x64, 0xcf, 0xc3, 0xd9, 0x2d, 0xd4, 0x27, 0x77, 0xf6, 0x56, 0xa1, 0x09,
				0x07, 0xa6, 0x40, 0x81,
			],
		}
	}

	/// Its name in seeds and files.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Place => "place",
			Self::Statistics => "statistics",
		}
	}
}

/// A key that proofs of a circuit are made by.
pub struct ProvingKey {
	circuit: Circuit,
	proving: ark_groth16::ProvingKey<Bn254>,
	prepared: PreparedKey,
}

/// The development key of a circuit, set up from a seed that everybody knows: whoever wants can forge proofs. A second
/// call, on any machine, gives the same key.
pub fn development_key(circuit: Circuit) -> Result<ProvingKey, Error> {
	let mut generator = Seeded::new(circuit.name());
	let proving = match circuit {
		Circuit::Place => set_up(place::Circuit::blank(), &mut generator),
		Circuit::Statistics => set_up(statistics::Circuit::blank(), &mut generator),
	}
	.map_err(|error| Error::Prover(error.to_string()))?;
	ProvingKey::new(circuit, proving)
}

fn set_up(
	circuit: impl ConstraintSynthesizer<Fr>,
	generator: &mut Seeded,
) -> Result<ark_groth16::ProvingKey<Bn254>, SynthesisError> {
	Groth16::<Bn254>::generate_random_parameters_with_reduction(circuit, generator)
}

impl ProvingKey {
	fn new(circuit: Circuit, proving: ark_groth16::ProvingKey<Bn254>) -> Result<Self, Error> {
		let key = verifying_key(&proving.vk).map_err(Error::Key)?;
		Ok(Self { circuit, proving, prepared: PreparedKey::new(key) })
	}

	/// The circuit.
	pub fn circuit(&self) -> Circuit {
		self.circuit
	}

	/// The id of the verifying key, which the chain knows it by.
	pub fn id(&self) -> KeyDigest {
		self.prepared.digest()
	}

	/// The verifying key.
	pub fn verifying_key(&self) -> &PreparedKey {
		&self.prepared
	}

	/// The key in arkworks' form, to be kept by its owner.
	pub fn to_bytes(&self) -> Vec<u8> {
		let mut bytes = Vec::with_capacity(self.proving.uncompressed_size());
		// Writing into memory does not fail.
		let _ = self.proving.serialize_uncompressed(&mut bytes);
		bytes
	}

	/// Reads what [`to_bytes`](Self::to_bytes) wrote. Its points are not checked, for that takes longer than a set-up:
	/// compare [`id`](Self::id), and take no key of others, which may tell the secret.
	///
	/// `Error::ProvingKey`, `Error::Key`.
	pub fn from_trusted_bytes(circuit: Circuit, bytes: &[u8]) -> Result<Self, Error> {
		let mut rest = bytes;
		let proving = ark_groth16::ProvingKey::deserialize_uncompressed_unchecked(&mut rest)
			.map_err(|_| Error::ProvingKey)?;
		if !rest.is_empty() {
			return Err(Error::ProvingKey);
		}
		Self::new(circuit, proving)
	}

	/// A proof of a filled in circuit, checked.
	pub(crate) fn prove(
		&self,
		circuit: impl ConstraintSynthesizer<Fr>,
		inputs: &[Fr],
	) -> Result<[u8; PROOF_BYTES], Error> {
		let proof = Groth16::<Bn254>::create_random_proof_with_reduction(
			circuit,
			&self.proving,
			&mut OsRng,
		)
		.map_err(|error| Error::Prover(error.to_string()))?;
		checked(&self.prepared, &proof, inputs)
	}
}

/// A generator whose numbers follow from a name: BLAKE2b of the purpose, the name and a count, block by block.
///
/// Of its own, since `StdRng` may change with a version of its crate, and the key with it.
struct Seeded {
	name: &'static str,
	count: u64,
	block: [u8; 64],
	/// Bytes of the block that were given.
	given: usize,
}

impl Seeded {
	fn new(name: &'static str) -> Self {
		Self { name, count: 0, block: [0; 64], given: 64 }
	}

	fn byte(&mut self) -> u8 {
		if self.given == self.block.len() {
			let mut state = blake2b_simd::State::new();
			state.update(b"jmt/zk/development/v1/").update(self.name.as_bytes());
			state.update(b"/").update(&self.count.to_le_bytes());
			self.block = *state.finalize().as_array();
			self.count = self.count.wrapping_add(1);
			self.given = 0;
		}
		let byte = self.block.get(self.given).copied().unwrap_or_default();
		self.given = self.given.saturating_add(1);
		byte
	}
}

impl RngCore for Seeded {
	fn next_u32(&mut self) -> u32 {
		let mut bytes = [0; 4];
		self.fill_bytes(&mut bytes);
		u32::from_le_bytes(bytes)
	}

	fn next_u64(&mut self) -> u64 {
		let mut bytes = [0; 8];
		self.fill_bytes(&mut bytes);
		u64::from_le_bytes(bytes)
	}

	fn fill_bytes(&mut self, bytes: &mut [u8]) {
		for byte in bytes {
			*byte = self.byte();
		}
	}

	fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), RandError> {
		self.fill_bytes(bytes);
		Ok(())
	}
}

impl CryptoRng for Seeded {}
