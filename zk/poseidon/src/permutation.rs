//! The rounds of Poseidon, in the form of `constants`, over either backend.

#[cfg(target_arch = "wasm32")]
use crate::constants::limbs29 as tables;
#[cfg(not(target_arch = "wasm32"))]
use crate::constants::native as tables;
use crate::{constants::Parameters, field::Element, scalar::Scalar};
use core::cell::Cell;

/// circom's `Poseidon(1)`.
pub fn hash_one(a: &Scalar) -> Scalar {
	permute(&tables::ONE, &[*a])
}

/// circom's `Poseidon(2)`, which also joins two nodes of a tree.
pub fn hash_two(a: &Scalar, b: &Scalar) -> Scalar {
	permute(&tables::TWO, &[*a, *b])
}

/// circom's `Poseidon(3)`.
pub fn hash_three(a: &Scalar, b: &Scalar, c: &Scalar) -> Scalar {
	permute(&tables::THREE, &[*a, *b, *c])
}

/// circom's `Poseidon(4)`.
pub fn hash_four(a: &Scalar, b: &Scalar, c: &Scalar, d: &Scalar) -> Scalar {
	permute(&tables::FOUR, &[*a, *b, *c, *d])
}

/// The first number of the state after all rounds, which is circom's output. The state begins as 0 and the inputs.
pub(crate) fn permute<
	E: Element,
	const N: usize,
	const T: usize,
	const W: usize,
	const P: usize,
>(
	constants: &Parameters<E, N, T, W, P>,
	inputs: &[Scalar; N],
) -> Scalar {
	let Parameters { mix, early: [after_0, after_1, after_2], .. } = constants;

	// Full round 0, whose capacity element is in `early`.
	let mut boxed = [E::default(); N];
	for ((number, input), add) in boxed.iter_mut().zip(inputs).zip(&constants.first) {
		*number = E::load(input, add).pow5();
	}
	let mut state = [E::default(); T];
	for ((number, row), add) in state.iter_mut().zip(mix).zip(after_0) {
		*number = E::dot(row.get(1..).unwrap_or_default(), &boxed, add);
	}

	// Full rounds 1 and 2, and the S-boxes of round 3.
	state = mixed(&boxed_all(&state), mix, after_1);
	state = mixed(&boxed_all(&state), mix, after_2);
	state = boxed_all(&state);

	// Its matrix and the first T partial rounds.
	let mut known = [E::default(); W];
	for (slot, number) in known.iter_mut().zip(&state) {
		*slot = *number;
	}
	let mut window = [E::default(); W];
	for (m, (row, add)) in constants.entry.iter().zip(&constants.entry_add).enumerate() {
		let z = E::dot(row, &known, add);
		let y = z.pow5();
		push(&mut window, z, y);
		// The last y is wanted by no further row and has no place here.
		if let Some(slot) = known.get_mut(T + m) {
			*slot = y;
		}
	}

	// The other partial rounds.
	for add in &constants.step_add {
		let z = E::dot(&constants.step, &window, add);
		push(&mut window, z, z.pow5());
	}
	for ((number, row), add) in state.iter_mut().zip(&constants.exit).zip(&constants.exit_add) {
		*number = E::dot(row, &window, add);
	}

	// Full rounds 4 to 6, and of round 7 the one number that is asked for.
	for add in &constants.late {
		state = mixed(&boxed_all(&state), mix, add);
	}
	state = boxed_all(&state);
	let mut output = E::default();
	for row in mix.iter().take(1) {
		output = E::dot(row, &state, &output);
	}
	output.store()
}

fn boxed_all<E: Element, const T: usize>(state: &[E; T]) -> [E; T] {
	let mut boxed = *state;
	for number in &mut boxed {
		*number = number.pow5();
	}
	boxed
}

/// `M state + add`.
fn mixed<E: Element, const T: usize>(state: &[E; T], mix: &[[E; T]; T], add: &[E; T]) -> [E; T] {
	let mut result = [E::default(); T];
	for ((number, row), add) in result.iter_mut().zip(mix).zip(add) {
		*number = E::dot(row, state, add);
	}
	result
}

/// The window one round later: the oldest pair gives way to z and y.
fn push<E: Element, const W: usize>(window: &mut [E; W], z: E, y: E) {
	let cells = Cell::from_mut(window.as_mut_slice()).as_slice_of_cells();
	for (slot, next) in cells.iter().zip(cells.iter().skip(2)) {
		slot.set(next.get());
	}
	if let [.., before, last] = cells {
		before.set(z);
		last.set(y);
	}
}
