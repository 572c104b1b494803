//! Reasons for which no proof was made.

use jmt_zk_circuits::Refused;

/// Reason for which artefacts are refused or no proof was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The `.zkey` is not a whole file of Groth16 over BN254.
	#[error("the .zkey is damaged: {0}")]
	Zkey(&'static str),
	/// The key in the `.zkey` is refused by the verifier.
	#[error("the key of the .zkey is refused: {0}")]
	Key(jmt_zk_verifier::Error),
	/// The witness WASM is no module of circom 2.
	#[error("the witness WASM is refused: {0}")]
	Wasm(String),
	/// The witness WASM ran longer than any circuit of its size does.
	#[error("the witness WASM did not end")]
	Endless,
	/// The circuit refused its inputs.
	#[error("the circuit refuses its inputs: {0}")]
	Inputs(&'static str),
	/// `.zkey` and WASM belong to different circuits, or not to Semaphore.
	#[error("the .zkey and the witness WASM are not of the same circuit of Semaphore")]
	Mismatch,
	/// The tree is deeper than the circuit.
	#[error("the path has {path} siblings and the circuit takes {circuit}")]
	TooDeep {
		/// Siblings of the path.
		path: usize,
		/// Depth of the circuit.
		circuit: u8,
	},
	/// The witness does not satisfy a circuit of the chain.
	#[error(transparent)]
	Refused(#[from] Refused),
	/// A kept proving key is no such key.
	#[error("the proving key is damaged")]
	ProvingKey,
	/// The proof that was made does not verify.
	#[error("the proof does not verify: {0}")]
	NotProven(jmt_zk_verifier::Error),
	/// The prover failed.
	#[error("the prover failed: {0}")]
	Prover(String),
}
