//! Poseidon of two as its paper writes it: 65 rounds, each with a dense matrix.

use alloc::vec::Vec;
use ark_bn254::Fr;
use ark_ff::{Field, PrimeField};

const WIDTH: usize = 3;
const FULL_ROUNDS: usize = 8;
const PARTIAL_ROUNDS: usize = 57;

/// The constants that each round adds, and the matrix by rows.
#[derive(Default)]
pub(crate) struct Constants {
	added: Vec<[Fr; WIDTH]>,
	matrix: Vec<[Fr; WIDTH]>,
}

impl Constants {
	/// Reads 65 rows and the matrix, each number of 32 little-endian bytes.
	pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
		let numbers: Vec<Fr> = bytes.chunks(32).map(Fr::from_le_bytes_mod_order).collect();
		let (added, matrix) =
			numbers.as_chunks().0.split_at_checked(FULL_ROUNDS + PARTIAL_ROUNDS)?;
		let (added, matrix) = (added.to_vec(), matrix.to_vec());
		(matrix.len() == WIDTH).then_some(Self { added, matrix })
	}

	pub(crate) fn hash_two(&self, a: Fr, b: Fr) -> Fr {
		let mut state = [Fr::default(), a, b];
		for (round, added) in self.added.iter().enumerate() {
			for (number, add) in state.iter_mut().zip(added) {
				*number += add;
			}
			let early = round < FULL_ROUNDS / 2;
			let late = round >= FULL_ROUNDS / 2 + PARTIAL_ROUNDS;
			let boxed = if early || late { WIDTH } else { 1 };
			for number in state.iter_mut().take(boxed) {
				*number = number.square().square() * *number;
			}
			let mut mixed = [Fr::default(); WIDTH];
			for (to, row) in mixed.iter_mut().zip(&self.matrix) {
				*to = row.iter().zip(&state).map(|(factor, number)| *factor * number).sum();
			}
			state = mixed;
		}
		let [first, ..] = state;
		first
	}
}
