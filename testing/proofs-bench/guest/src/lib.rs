//! The operations that `scripts/bench proofs` compares: ours, and arkworks' as the baseline.
//!
//! One crate for the native machine and, without imports, for the engines of nodes and light clients, so that all of
//! them run the same code over the same bytes.

#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

#[cfg(target_arch = "wasm32")]
mod exports;
mod textbook;

use alloc::{boxed::Box, vec::Vec};
use ark_bn254::{Bn254, Fr};
use ark_groth16::{prepare_verifying_key, Groth16, PreparedVerifyingKey, Proof, VerifyingKey};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use jmt_zk_poseidon::{hash_two, Scalar};
use jmt_zk_verifier::{
	g1_from_bytes, g2_from_bytes, scalar_from_bytes, verify, verify_batch, Claim, PreparedKey,
};

/// Something to be measured; the number is that of the export `run`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Operation {
	/// Our check of decoded claims under a prepared key, one by one.
	Verify,
	/// ark-groth16's check of the same.
	VerifyArkworks,
	/// Our stored key and a claim from their bytes, then the check: a call of the chain.
	Call,
	/// ark-groth16 with key and proof from their bytes, the key prepared for each proof.
	CallArkworks,
	/// Our check of all claims at once, decoded before.
	Batch,
	/// Our check of all claims at once, from their bytes.
	BatchCall,
	/// Poseidon of two, as often as there are claims.
	Poseidon,
	/// The textbook form of it on arkworks' field.
	PoseidonTextbook,
}

impl Operation {
	/// All of them, by number.
	pub const ALL: [Self; 8] = [
		Self::Verify,
		Self::VerifyArkworks,
		Self::Call,
		Self::CallArkworks,
		Self::Batch,
		Self::BatchCall,
		Self::Poseidon,
		Self::PoseidonTextbook,
	];
}

/// Bytes of a proof with its inputs.
type Statement = (Vec<u8>, Vec<[u8; 32]>);

/// Key and proofs, as bytes and decoded.
pub struct World {
	stored: Vec<u8>,
	key: &'static PreparedKey,
	statements: Vec<Statement>,
	claims: Vec<Claim<'static>>,
	arkworks_key: PreparedVerifyingKey<Bn254>,
	arkworks_key_bytes: Vec<u8>,
	arkworks: Vec<(Proof<Bn254>, Vec<Fr>, Vec<u8>)>,
	constants: textbook::Constants,
}

/// Takes pieces off the front of bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
	fn take(&mut self, count: usize) -> Option<&'a [u8]> {
		let (piece, rest) = self.0.split_at_checked(count)?;
		self.0 = rest;
		Some(piece)
	}

	fn array<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
		self.take(N)?.try_into().ok()
	}

	fn number(&mut self) -> Option<usize> {
		usize::try_from(u32::from_le_bytes(*self.array()?)).ok()
	}
}

impl World {
	/// Reads the length of a stored key and the key; the number of proofs and of inputs; of each proof its 256 bytes and
	/// its inputs; then the constants of the textbook's Poseidon. Numbers have four little-endian bytes.
	pub fn read(bytes: &[u8]) -> Option<Self> {
		let mut reader = Reader(bytes);
		let length = reader.number()?;
		let stored = reader.take(length)?.to_vec();
		let key: &'static PreparedKey =
			Box::leak(Box::new(PreparedKey::from_trusted_bytes(&stored).ok()?));
		let (count, inputs) = (reader.number()?, reader.number()?);
		let mut world = Self {
			key,
			statements: Vec::new(),
			claims: Vec::new(),
			arkworks_key: PreparedVerifyingKey::default(),
			arkworks_key_bytes: Vec::new(),
			arkworks: Vec::new(),
			constants: textbook::Constants::default(),
			stored,
		};
		let arkworks_key = arkworks_key(&world.key.key().to_bytes())?;
		arkworks_key.serialize_uncompressed(&mut world.arkworks_key_bytes).ok()?;
		world.arkworks_key = prepare_verifying_key(&arkworks_key);
		for _ in 0..count {
			let proof = reader.take(256)?;
			let inputs: Vec<[u8; 32]> =
				(0..inputs).map(|_| reader.array().copied()).collect::<Option<_>>()?;
			world.claims.push(Claim::decode(key, proof, &inputs).ok()?);
			let mut points = Reader(proof);
			let arkworks = Proof {
				a: g1_from_bytes(points.array()?).ok()?,
				b: g2_from_bytes(points.array()?).ok()?,
				c: g1_from_bytes(points.array()?).ok()?,
			};
			let scalars: Vec<Fr> =
				inputs.iter().map(|input| scalar_from_bytes(input).ok()).collect::<Option<_>>()?;
			let mut encoded = Vec::new();
			arkworks.serialize_uncompressed(&mut encoded).ok()?;
			scalars.serialize_uncompressed(&mut encoded).ok()?;
			world.arkworks.push((arkworks, scalars, encoded));
			world.statements.push((proof.to_vec(), inputs));
		}
		world.constants = textbook::Constants::read(reader.0)?;
		Some(world)
	}

	/// Runs an operation over the first proofs. `None` if it did not accept or there are fewer.
	pub fn run(&self, operation: Operation, count: usize) -> Option<()> {
		let (claims, arkworks) = (self.claims.get(..count)?, self.arkworks.get(..count)?);
		let statements = self.statements.get(..count)?;
		match operation {
			Operation::Verify => claims.iter().try_for_each(|claim| verify(claim).ok()),
			Operation::VerifyArkworks => arkworks.iter().try_for_each(|(proof, inputs, _)| {
				accepted(Groth16::<Bn254>::verify_proof(&self.arkworks_key, proof, inputs).ok())
			}),
			Operation::Call => statements.iter().try_for_each(|(proof, inputs)| {
				let key = PreparedKey::from_trusted_bytes(&self.stored).ok()?;
				verify(&Claim::decode(&key, proof, inputs).ok()?).ok()
			}),
			Operation::CallArkworks => arkworks.iter().try_for_each(|(_, _, bytes)| {
				let key = VerifyingKey::deserialize_uncompressed(&*self.arkworks_key_bytes).ok()?;
				let key = prepare_verifying_key(&key);
				let mut bytes = &**bytes;
				let proof = Proof::deserialize_uncompressed(&mut bytes).ok()?;
				let inputs = Vec::<Fr>::deserialize_uncompressed(&mut bytes).ok()?;
				accepted(Groth16::<Bn254>::verify_proof(&key, &proof, &inputs).ok())
			}),
			Operation::Batch => verify_batch(claims).ok(),
			Operation::BatchCall => {
				let key = PreparedKey::from_trusted_bytes(&self.stored).ok()?;
				let claim = |(proof, inputs): &Statement| Claim::decode(&key, proof, inputs).ok();
				verify_batch(&statements.iter().map(claim).collect::<Option<Vec<_>>>()?).ok()
			},
			Operation::Poseidon => {
				let mut value = Scalar::default();
				for _ in 0..count {
					value = hash_two(&value, &value);
				}
				accepted(Some(value != Scalar::default()))
			},
			Operation::PoseidonTextbook => {
				let mut value = Fr::default();
				for _ in 0..count {
					value = self.constants.hash_two(value, value);
				}
				accepted(Some(value != Fr::default()))
			},
		}
	}

	/// Whether both forms of Poseidon give the same.
	pub fn hashes_agree(&self) -> bool {
		let (a, b) = (Fr::from(5_u64), -Fr::from(7_u64));
		Scalar::from(self.constants.hash_two(a, b)) == hash_two(&a.into(), &b.into())
	}
}

fn accepted(accepted: Option<bool>) -> Option<()> {
	accepted?.then_some(())
}

fn arkworks_key(canonical: &[u8]) -> Option<VerifyingKey<Bn254>> {
	let mut reader = Reader(canonical);
	let mut key = VerifyingKey {
		alpha_g1: g1_from_bytes(reader.array()?).ok()?,
		beta_g2: g2_from_bytes(reader.array()?).ok()?,
		gamma_g2: g2_from_bytes(reader.array()?).ok()?,
		delta_g2: g2_from_bytes(reader.array()?).ok()?,
		gamma_abc_g1: Vec::new(),
	};
	while !reader.0.is_empty() {
		key.gamma_abc_g1.push(g1_from_bytes(reader.array()?).ok()?);
	}
	Some(key)
}
