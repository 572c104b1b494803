//! circom's Poseidon of two, three and four numbers.
//!
//! The rounds of `jmt-zk-poseidon`'s `permutation`, with numbers of a circuit: of a partial round only the S-box costs
//! constraints, three each. That gives 240, 261 and 297 constraints.

mod constants;

use super::{Builder, Number};
use ark_bn254::Fr;
use ark_ff::{AdditiveGroup, BigInt};
use ark_relations::gr1cs::SynthesisError;
use constants::Parameters;

/// circom's `Poseidon(2)`.
pub(crate) fn hash_two(
	builder: &Builder,
	a: &Number,
	b: &Number,
) -> Result<Number, SynthesisError> {
	permute(builder, &constants::two::RAW, [a, b])
}

/// circom's `Poseidon(3)`.
pub(crate) fn hash_three(
	builder: &Builder,
	inputs: [&Number; 3],
) -> Result<Number, SynthesisError> {
	permute(builder, &constants::three::RAW, inputs)
}

/// circom's `Poseidon(4)`.
pub(crate) fn hash_four(builder: &Builder, inputs: [&Number; 4]) -> Result<Number, SynthesisError> {
	permute(builder, &constants::four::RAW, inputs)
}

fn permute<const N: usize, const T: usize, const W: usize, const P: usize>(
	builder: &Builder,
	constants: &Parameters<[u64; 4], N, T, W, P>,
	inputs: [&Number; N],
) -> Result<Number, SynthesisError> {
	let mix = &constants.mix;
	let boxed = |numbers: &[Number]| -> Result<Vec<Number>, SynthesisError> {
		numbers.iter().map(|number| fifth_power(builder, number)).collect()
	};
	let [after_0, after_1, after_2] = &constants.early;

	// Full round 0, whose capacity element is in `early`.
	let first = inputs.iter().zip(&constants.first);
	let first: Vec<_> =
		first.map(|(input, add)| input.plus(Fr::from(1), &Number::constant(fr(add)))).collect();
	let first = boxed(&first)?;
	let rows = mix.iter().map(|row| row.get(1..).unwrap_or_default());
	let state: Vec<_> = rows.zip(after_0).map(|(row, add)| dot(row, &first, add)).collect();

	// Full rounds 1 and 2, and the S-boxes of round 3.
	let state = mixed(mix, &boxed(&state)?, after_1);
	let state = mixed(mix, &boxed(&state)?, after_2);
	let mut known = boxed(&state)?;

	// Its matrix and the first T partial rounds. The window holds the last W of y, z, y, z, ..
	let mut window = vec![Number::constant(Fr::ZERO); W];
	for (row, add) in constants.entry.iter().zip(&constants.entry_add) {
		let z = dot(row.get(..known.len().min(W)).unwrap_or_default(), &known, add);
		let y = fifth_power(builder, &z)?;
		known.push(y.clone());
		window.drain(..2);
		window.extend([z, y]);
	}

	// The other partial rounds.
	for add in &constants.step_add {
		let z = dot(&constants.step, &window, add);
		let y = fifth_power(builder, &z)?;
		window.drain(..2);
		window.extend([z, y]);
	}
	let rows = constants.exit.iter().zip(&constants.exit_add);
	let mut state: Vec<_> = rows.map(|(row, add)| dot(row, &window, add)).collect();

	// Full rounds 4 to 6, and of round 7 the one number that is asked for.
	for add in &constants.late {
		state = mixed(mix, &boxed(&state)?, add);
	}
	let state = boxed(&state)?;
	let output = mix.first().map(|row| dot(row, &state, &[0; 4]));
	output.ok_or(SynthesisError::AssignmentMissing)
}

fn mixed<const T: usize>(
	mix: &[[[u64; 4]; T]; T],
	state: &[Number],
	add: &[[u64; 4]; T],
) -> Vec<Number> {
	mix.iter().zip(add).map(|(row, add)| dot(row, state, add)).collect()
}

fn dot(row: &[[u64; 4]], numbers: &[Number], add: &[u64; 4]) -> Number {
	let factors: Vec<Fr> = row.iter().map(fr).collect();
	Number::dot(&factors, numbers, fr(add))
}

/// Three constraints.
fn fifth_power(builder: &Builder, number: &Number) -> Result<Number, SynthesisError> {
	let square = builder.product(number, number)?;
	let fourth = builder.product(&square, &square)?;
	builder.product(&fourth, number)
}

fn fr(limbs: &[u64; 4]) -> Fr {
	Fr::new(BigInt(*limbs))
}
