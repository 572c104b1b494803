//! Membership of a group by Semaphore's circuit, version 4.

mod witness;
mod zkey;

use crate::{
	circuit_input,
	groth16::{checked, secret_number, verifying_key},
	Error, Identity, PROOF_BYTES,
};
use ark_bn254::{Bn254, Fr};
use jmt_zk_poseidon::{lean_imt::Path, Scalar};
use jmt_zk_verifier::{KeyDigest, PreparedKey};
use std::{
	fs::File,
	io::{self, Read},
	path::Path as FilePath,
};
use taceo_groth16::{CircomReduction, Groth16};
use witness::{Program, Signal, FUEL};
use zkey::{Key, Matrices};

/// Public wires of the circuit behind the 1, in their order: root, nullifier, message, scope.
const PUBLIC: usize = 4;

/// Depths for which Semaphore publishes circuits.
const DEPTHS: std::ops::RangeInclusive<usize> = 1..=32;

/// Bytes that a file may have. Semaphore's of depth 32 have less than 6 MB.
const MOST_BYTES: u64 = 16 << 20;

/// The bytes of a file for [`Artefacts::from_bytes`]. A larger one than any of Semaphore's is an error.
pub fn read_artefact(path: &FilePath) -> io::Result<Vec<u8>> {
	let mut bytes = Vec::new();
	File::open(path)?.take(MOST_BYTES.saturating_add(1)).read_to_end(&mut bytes)?;
	match u64::try_from(bytes.len()) {
		Ok(0..=MOST_BYTES) => Ok(bytes),
		_ => Err(io::Error::other("the file is too large")),
	}
}

/// Semaphore's files for one depth: the proving key and the program that computes the wires.
pub struct Artefacts {
	depth: u8,
	matrices: Matrices,
	proving: Key,
	key: PreparedKey,
	program: Program,
}

/// A proof that a member of a tree signals a message in a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipProof {
	/// Depth of the circuit, which names the key.
	pub depth: u8,
	/// Root of the tree.
	pub root: Scalar,
	/// The member's alias in the scope.
	pub nullifier: Scalar,
	/// The proof in the verifier's encoding, which is that of Semaphore's `points`.
	pub proof: [u8; PROOF_BYTES],
}

impl Artefacts {
	/// Reads the two files of a depth. Errors as [`from_bytes`](Self::from_bytes); a file that cannot be read is
	/// `Error::Zkey` or `Error::Wasm`.
	pub fn read(zkey: &FilePath, wasm: &FilePath) -> Result<Self, Error> {
		let zkey = read_artefact(zkey).map_err(|_| Error::Zkey("the file cannot be read"))?;
		let wasm = read_artefact(wasm).map_err(|error| Error::Wasm(error.to_string()))?;
		Self::from_bytes(&zkey, &wasm)
	}

	/// The artefacts in these bytes.
	///
	/// `Error::Zkey`, `Error::Key`, `Error::Wasm`, `Error::Endless`, `Error::Mismatch`.
	pub fn from_bytes(zkey: &[u8], wasm: &[u8]) -> Result<Self, Error> {
		let (matrices, proving) = zkey::read(zkey)?;
		let key = PreparedKey::new(verifying_key(&proving.vk).map_err(Error::Key)?);
		let program = Program::new(wasm, FUEL)?;
		let depth = program.size_of("merkleProofSiblings")?.filter(|depth| DEPTHS.contains(depth));
		let depth = depth.and_then(|depth| u8::try_from(depth).ok()).ok_or(Error::Mismatch)?;
		if key.input_count() != PUBLIC {
			return Err(Error::Mismatch);
		}
		Ok(Self { depth, matrices, proving, key, program })
	}

	/// Depth of the circuit: the most siblings that a path may have.
	pub fn depth(&self) -> u8 {
		self.depth
	}

	/// The id of the verifying key, which the chain knows a depth by.
	pub fn key(&self) -> KeyDigest {
		self.key.digest()
	}

	/// The verifying key.
	pub fn verifying_key(&self) -> &PreparedKey {
		&self.key
	}
}

/// Proves that the identity's commitment stands at the end of the path, and gives its alias in the scope.
///
/// `message` and `scope` are the numbers of 32 bytes that Semaphore's libraries take; the circuit gets their hashes. A
/// tree's path comes from [`Tree::path`](crate::Tree::path). The depth of the tree is the number of its root's levels,
/// and may be less than the circuit's.
///
/// `Error::TooDeep`, `Error::Mismatch`, `Error::Inputs`, `Error::Wasm`, `Error::Endless`, `Error::NotProven`.
pub fn prove_membership(
	artefacts: &Artefacts,
	identity: &Identity,
	path: &Path,
	message: &[u8; 32],
	scope: &[u8; 32],
) -> Result<MembershipProof, Error> {
	let depth = usize::from(artefacts.depth);
	let length = path.siblings().len();
	if length > depth {
		return Err(Error::TooDeep { path: length, circuit: artefacts.depth });
	}
	let [message, scope] = [message, scope].map(circuit_input);
	let root = path.root(&identity.commitment());
	let nullifier = identity.nullifier(&scope);

	let mut siblings: Vec<Fr> = path.siblings().iter().map(|sibling| (*sibling).into()).collect();
	siblings.resize(depth, Fr::from(0));
	let length = u64::try_from(length).map_err(|_| Error::Mismatch)?;
	let witness = artefacts.program.witness(&[
		Signal { name: "secret", values: &[identity.secret()] },
		Signal { name: "merkleProofLength", values: &[length.into()] },
		Signal { name: "merkleProofIndex", values: &[path.index().into()] },
		Signal { name: "merkleProofSiblings", values: &siblings },
		Signal { name: "scope", values: &[scope.into()] },
		Signal { name: "message", values: &[message.into()] },
	])?;

	// The wires of another circuit, or of a program that computes something else.
	let public = [root, nullifier, message, scope].map(Fr::from);
	let wires =
		artefacts.matrices.num_instance_variables + artefacts.matrices.num_witness_variables;
	if witness.len() != wires || witness.get(1..=PUBLIC) != Some(&public) {
		return Err(Error::Mismatch);
	}
	let proof = Groth16::<Bn254>::prove::<CircomReduction>(
		&artefacts.proving,
		secret_number(),
		secret_number(),
		&artefacts.matrices,
		&witness,
	)
	.map_err(|error| Error::Prover(error.to_string()))?;
	let proof = checked(&artefacts.key, &proof, &public)?;
	Ok(MembershipProof { depth: artefacts.depth, root, nullifier, proof })
}
