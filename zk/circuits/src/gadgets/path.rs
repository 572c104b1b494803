//! Paths of LeanIMT.

use super::{hash_two, Bit, Builder, Number};
use ark_bn254::Fr;
use ark_relations::gr1cs::SynthesisError;

/// A level of a path: whether the node has a sibling, whether the node is the right one, and the sibling.
///
/// A level without a sibling leaves the node as it is, so that shorter paths fit; which levels these are does not
/// matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
	/// 1 if the node has a sibling, else 0.
	pub taken: Fr,
	/// 1 if the node is the right one, else 0.
	pub right: Fr,
	/// The sibling.
	pub sibling: Fr,
}

/// The node at the end of a path from a leaf.
pub(crate) fn root(
	builder: &Builder,
	leaf: &Number,
	levels: &[Level],
) -> Result<Number, SynthesisError> {
	let mut node = leaf.clone();
	for level in levels {
		let taken = Bit::hidden(builder, level.taken)?;
		let right = Bit::hidden(builder, level.right)?;
		let sibling = builder.hidden(level.sibling)?;
		let first = builder.select(&right, &sibling, &node)?;
		let second = &(&node + &sibling) - &first;
		let parent = hash_two(builder, &first, &second)?;
		// A variable, so that the next level's numbers stay short.
		let next = builder.hidden(if level.taken == Fr::from(0) {
			node.value()
		} else {
			parent.value()
		})?;
		builder.enforce(&taken, &(&parent - &node), &(&next - &node))?;
		node = next;
	}
	Ok(node)
}
