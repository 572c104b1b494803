//! Public inputs of *place*, in their order.

use ark_bn254::Fr;
use jmt_zk_poseidon::Scalar;

pub use jmt_primitives::proofs::region_bits;

/// Number of public inputs.
pub const INPUTS: usize = 8;

/// Names of the public inputs, in their order. The first four are those of Semaphore's circuit.
pub const NAMES: [&str; INPUTS] =
	["root", "nullifier", "message", "scope", "mask", "prefix", "first", "last"];

/// Values of the public inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Public {
	/// 0: root of the tree, which a witness account anchored.
	pub root: Scalar,
	/// 1: alias of the device in the scope, [`super::nullifier`].
	pub nullifier: Scalar,
	/// 2: what the proof is bound to, in the form that Semaphore's circuit gets it in
	/// (`jmt_primitives::proofs::scope::circuit_input`).
	pub message: Scalar,
	/// 3: the scope, in the same form.
	pub scope: Scalar,
	/// 4: bits of a cell's number that name the region ([`region_bits`]).
	pub mask: u64,
	/// 5: value of these bits.
	pub prefix: u64,
	/// 6: first minute of the span, in minutes since 1970 (a `Moment` divided by 60,000).
	pub first: u32,
	/// 7: last minute of the span, which belongs to it.
	pub last: u32,
}

impl Public {
	/// The inputs in their order.
	pub fn inputs(&self) -> [Scalar; INPUTS] {
		[
			self.root,
			self.nullifier,
			self.message,
			self.scope,
			self.mask.into(),
			self.prefix.into(),
			u64::from(self.first).into(),
			u64::from(self.last).into(),
		]
	}

	/// The inputs as field elements.
	pub fn elements(&self) -> [Fr; INPUTS] {
		self.inputs().map(Fr::from)
	}
}
