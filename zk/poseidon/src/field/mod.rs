//! The arithmetic that a hash needs, twice: arkworks' and our own for WASM. Both give the same numbers.

#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) mod limbs29;
#[cfg(any(test, not(target_arch = "wasm32")))]
pub(crate) mod native;

use crate::scalar::Scalar;

/// An element of the scalar field in the representation of a backend.
pub(crate) trait Element: Copy + Default {
	/// `number + add`, brought into the backend's representation.
	fn load(number: &Scalar, add: &Self) -> Self;

	/// The number, reduced.
	fn store(&self) -> Scalar;

	/// `self^5`, the S-box.
	fn pow5(&self) -> Self;

	/// `add + a_0 b_0 + a_1 b_1 + ..` over the shorter of both slices.
	fn dot(a: &[Self], b: &[Self], add: &Self) -> Self;
}

#[cfg(test)]
mod tests;
