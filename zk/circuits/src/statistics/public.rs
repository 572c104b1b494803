//! Public inputs of *statistics*, in their order.

use ark_bn254::Fr;
use jmt_zk_poseidon::Scalar;

/// Number of public inputs.
pub const INPUTS: usize = 5;

/// Names of the public inputs, in their order.
pub const NAMES: [&str; INPUTS] = ["root", "count", "sum", "least", "greatest"];

/// Values of the public inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Public {
	/// 0: root over the readings and their salt, which an account anchored.
	pub root: Scalar,
	/// 1: number of readings, 1 to 64.
	pub count: u32,
	/// 2: their sum.
	pub sum: u64,
	/// 3: the least of them.
	pub least: u32,
	/// 4: the greatest of them.
	pub greatest: u32,
}

impl Public {
	/// The inputs in their order.
	pub fn inputs(&self) -> [Scalar; INPUTS] {
		[
			self.root,
			u64::from(self.count).into(),
			self.sum.into(),
			u64::from(self.least).into(),
			u64::from(self.greatest).into(),
		]
	}

	/// The inputs as field elements.
	pub fn elements(&self) -> [Fr; INPUTS] {
		self.inputs().map(Fr::from)
	}
}
