//! The generator of Poseidon's constants, after the paper and the authors' reference script
//! (`generate_parameters_grain.sage 1 0 254 T 8 PARTIAL r`), and the rounds as the paper writes them.

use ark_bn254::Fr;
use ark_ff::{AdditiveGroup, BigInt, BigInteger, Field, PrimeField};
use std::collections::VecDeque;

pub const FULL: usize = 8;

/// Partial rounds of circomlib for widths 2 to 5.
pub fn partial(width: usize) -> usize {
	[56, 57, 56, 60][width - 2]
}

/// Round constants, a row a round, and the matrix.
pub struct Textbook {
	pub rounds: Vec<Vec<Fr>>,
	pub matrix: Vec<Vec<Fr>>,
}

struct Grain(VecDeque<bool>);

impl Grain {
	fn new(width: usize) -> Self {
		let mut bits = VecDeque::new();
		// Prime field, power map, bits of the field, width, full rounds, partial rounds, ones.
		let fields = [(1, 2), (0, 4), (254, 12), (width, 12), (FULL, 10), (partial(width), 10)];
		for (value, length) in fields {
			bits.extend((0..length).rev().map(|bit| value >> bit & 1 == 1));
		}
		bits.extend([true; 30]);
		let mut grain = Self(bits);
		(0..160).for_each(|_| {
			grain.step();
		});
		grain
	}

	fn step(&mut self) -> bool {
		let bit = [62, 51, 38, 23, 13, 0].iter().fold(false, |bit, tap| bit ^ self.0[*tap]);
		self.0.pop_front();
		self.0.push_back(bit);
		bit
	}

	/// Bits go in pairs: the second counts where the first is 1.
	fn bit(&mut self) -> bool {
		loop {
			let (first, second) = (self.step(), self.step());
			if first {
				return second;
			}
		}
	}

	fn number(&mut self) -> BigInt<4> {
		let bits: Vec<bool> = (0..254).map(|_| self.bit()).collect();
		BigInt::from_bits_be(&bits)
	}

	fn below_r(&mut self) -> Fr {
		loop {
			if let Some(element) = Fr::from_bigint(self.number()) {
				return element;
			}
		}
	}

	/// Numbers of the matrix are reduced, not drawn again.
	fn reduced(&mut self) -> Fr {
		Fr::from_le_bytes_mod_order(&self.number().to_bytes_le())
	}
}

impl Textbook {
	pub fn generate(width: usize) -> Self {
		let mut grain = Grain::new(width);
		let rounds = (0..FULL + partial(width))
			.map(|_| (0..width).map(|_| grain.below_r()).collect())
			.collect();
		// A Cauchy matrix; the first draw passes the paper's checks for these widths, as circomlib's shows.
		let draw: Vec<Fr> = (0..2 * width).map(|_| grain.reduced()).collect();
		let (xs, ys) = draw.split_at(width);
		let matrix =
			xs.iter().map(|x| ys.iter().map(|y| (*x + y).inverse().unwrap()).collect()).collect();
		Self { rounds, matrix }
	}

	/// circom's hash of `inputs`, round by round.
	pub fn hash(&self, inputs: &[Fr]) -> Fr {
		let mut state = vec![Fr::ZERO];
		state.extend(inputs);
		let width = state.len();
		for (round, constants) in self.rounds.iter().enumerate() {
			state.iter_mut().zip(constants).for_each(|(number, constant)| *number += constant);
			let full = round < FULL / 2 || round >= FULL / 2 + partial(width);
			for number in state.iter_mut().take(if full { width } else { 1 }) {
				*number = number.pow([5]);
			}
			state = crate::sparse::apply(&self.matrix, &state);
		}
		state[0]
	}
}
