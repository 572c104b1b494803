//! arkworks' field: 64-bit limbs with a wide product.

use super::Element;
use crate::scalar::Scalar;
use ark_bn254::Fr;
use ark_ff::{BigInt, Field};

/// The element with these limbs, for the tables of constants.
pub(crate) const fn element(limbs: [u64; 4]) -> Fr {
	Fr::new(BigInt(limbs))
}

impl Element for Fr {
	#[inline]
	fn load(number: &Scalar, add: &Self) -> Self {
		Fr::from(*number) + add
	}

	#[inline]
	fn store(&self) -> Scalar {
		Scalar::from(*self)
	}

	#[inline]
	fn pow5(&self) -> Self {
		self.square().square() * self
	}

	/// Three products share a reduction: more would not fit into the two bits that the modulus leaves free.
	#[inline]
	fn dot(a: &[Self], b: &[Self], add: &Self) -> Self {
		let mut sum = *add;
		let ((triples, a), (others, b)) = (a.as_chunks::<3>(), b.as_chunks::<3>());
		for (a, b) in triples.iter().zip(others) {
			sum += Fr::sum_of_products(a, b);
		}
		match (a, b) {
			([a], [b]) => sum + *a * b,
			([a, c], [b, d]) => sum + Fr::sum_of_products(&[*a, *c], &[*b, *d]),
			_ => sum,
		}
	}
}
