//! From the paper's constants to the sparse form of `src/constants`, whose docs name the letters.

#![allow(clippy::needless_range_loop, reason = "the formulas name their indices")]

use crate::grain::{partial, Textbook, FULL};
use ark_bn254::Fr;
use ark_ff::{AdditiveGroup, Field, PrimeField};
use std::fmt::Write;

type Row = Vec<Fr>;
type Matrix = Vec<Row>;

pub fn apply(matrix: &[Row], vector: &[Fr]) -> Row {
	matrix.iter().map(|row| dot(row, vector)).collect()
}

fn dot(a: &[Fr], b: &[Fr]) -> Fr {
	a.iter().zip(b).map(|(a, b)| *a * b).sum()
}

fn add(a: &[Fr], b: &[Fr]) -> Row {
	a.iter().zip(b).map(|(a, b)| *a + b).collect()
}

fn transposed(matrix: &[Row]) -> Matrix {
	(0..matrix[0].len()).map(|column| matrix.iter().map(|row| row[column]).collect()).collect()
}

fn product(a: &[Row], b: &[Row]) -> Matrix {
	let columns = transposed(b);
	a.iter().map(|row| apply(&columns, row)).collect()
}

/// By elimination; panics where there is none.
fn inverse(matrix: &[Row]) -> Matrix {
	let size = matrix.len();
	let mut rows: Matrix = matrix.to_vec();
	for (i, row) in rows.iter_mut().enumerate() {
		row.extend((0..size).map(|j| Fr::from(i == j)));
	}
	for column in 0..size {
		let pivot = (column..size).find(|row| rows[*row][column] != Fr::ZERO).expect("invertible");
		rows.swap(column, pivot);
		let scale = rows[column][column].inverse().unwrap();
		rows[column].iter_mut().for_each(|number| *number *= scale);
		let base = rows[column].clone();
		for (row, numbers) in rows.iter_mut().enumerate() {
			let factor = numbers[column];
			if row != column {
				numbers.iter_mut().zip(&base).for_each(|(number, base)| *number -= factor * base);
			}
		}
	}
	rows.into_iter().map(|row| row[size..].to_vec()).collect()
}

/// One table of `Parameters`: its name and its rows; a vector has one.
pub type Table = (&'static str, bool, Matrix);

/// All tables for a width, in the order of `Parameters`.
pub fn tables(width: usize) -> Vec<Table> {
	let Textbook { rounds, matrix: m } = Textbook::generate(width);
	let (last, count) = (width - 1, partial(width));
	let first_column: Row = m.iter().map(|row| row[0]).collect();

	let mut a = m.clone();
	a.iter_mut().for_each(|row| row[0] = Fr::ZERO);
	// o_0 .. o_T and h_0 .. h_(T-1).
	let mut o = vec![(0..width).map(|i| Fr::from(i == 0)).collect::<Row>()];
	for _ in 0..width {
		o.push(apply(&transposed(&a), o.last().unwrap()));
	}
	let h: Row = o.iter().map(|row| dot(row, &first_column)).collect();
	// Rows o_1 .. o_(T-1) without the first column, which is 0 in A and so in all of them.
	let q: Matrix = o[1..width].iter().map(|row| row[1..].to_vec()).collect();
	let q_inverse = inverse(&q);

	// alpha Q = o_T, with alpha_0 = 0.
	let mut alpha = vec![Fr::ZERO];
	alpha.extend(apply(&transposed(&q_inverse), &o[width][1..]));
	let beta: Row = (0..width)
		.map(|j| h[last - j] - (j + 1..width).map(|i| alpha[i] * h[i - 1 - j]).sum::<Fr>())
		.collect();

	// The constants of the partial rounds, pushed through to the one number that meets an S-box: delta is their
	// sum in the state before round k, kappa its first number. delta_n holds full round 4's constants.
	let mut delta = vec![Fr::ZERO; width];
	let mut kappa = Vec::new();
	for k in 0..count {
		kappa.push(delta[0]);
		delta = add(&apply(&a, &delta), &rounds[FULL / 2 + k + 1]);
	}

	let capacity: Row = first_column.iter().map(|b| *b * rounds[0][0].pow([5])).collect();
	let early = vec![add(&capacity, &rounds[1]), rounds[2].clone(), rounds[3].clone()];

	let (mut entry, mut entry_add) = (Vec::new(), Vec::new());
	for i in 0..width {
		let mut row = apply(&transposed(&m), &o[i]);
		row.extend((0..last).map(|j| if j < i { h[i - 1 - j] } else { Fr::ZERO }));
		entry.push(row);
		entry_add.push(dot(&o[i], &rounds[FULL / 2]) + kappa[i]);
	}

	let mut step = vec![beta[0]];
	(1..width).for_each(|i| step.extend([alpha[i], beta[i]]));
	let step_add = (0..count - width)
		.map(|k| kappa[k + width] - (1..width).map(|i| alpha[i] * kappa[k + i]).sum::<Fr>())
		.collect();

	// The state T rounds before the end, without its first number, is Q^-1 (x_m - ..); powers of A bring it on.
	let mut powers = vec![(0..width)
		.map(|i| (0..width).map(|j| Fr::from(i == j)).collect())
		.collect::<Matrix>()];
	for _ in 0..width {
		powers.push(product(&a, powers.last().unwrap()));
	}
	let on: Matrix = powers[width].iter().map(|row| row[1..].to_vec()).collect();
	let g = product(&on, &q_inverse);
	let (mut exit, mut exit_add) = (Vec::new(), Vec::new());
	for i in 0..width {
		let y = |j: usize| {
			let earlier: Fr = (j + 1..width).map(|n| g[i][n - 1] * h[n - 1 - j]).sum();
			apply(&powers[last - j], &first_column)[i] - earlier
		};
		let mut row = vec![y(0)];
		(1..width).for_each(|n| row.extend([g[i][n - 1], y(n)]));
		exit.push(row);
		exit_add.push(delta[i] - dot(&g[i], &kappa[count - width + 1..]));
	}
	let late = rounds[FULL / 2 + count + 1..].to_vec();

	vec![
		("first", false, vec![rounds[0][1..].to_vec()]),
		("early", true, early),
		("mix", true, m),
		("entry", true, entry),
		("entry_add", false, vec![entry_add]),
		("step", false, vec![step]),
		("step_add", false, vec![step_add]),
		("exit", true, exit),
		("exit_add", false, vec![exit_add]),
		("late", true, late),
	]
}

/// The file of `src/constants` for a width.
pub fn file(width: usize) -> String {
	let inputs = width - 1;
	let header = format!(
		"// Written by tests/constants.rs out of the generator of the paper.\n\
		// Canonical numbers below r as limbs of 64 bits, least first. Apache-2.0, as the crate.\n\n\
		use super::Parameters;\n\n\
		/// Constants for {inputs} inputs.\n#[rustfmt::skip]\n\
		pub(crate) const RAW: Parameters<[u64; 4], {inputs}, {width}, {}, {}> = Parameters {{\n",
		2 * width - 1,
		partial(width) - width,
	);
	let mut text = header;
	let line = |number: &Fr| {
		let limbs = number.into_bigint().0.map(|limb| format!("{limb:#018x}"));
		format!("[{}],\n", limbs.join(", "))
	};
	for (name, nested, rows) in tables(width) {
		writeln!(text, "\t{name}: [").unwrap();
		for row in rows {
			let indent = if nested { "\t\t\t" } else { "\t\t" };
			let lines: String =
				row.iter().map(|number| format!("{indent}{}", line(number))).collect();
			text += &if nested { format!("\t\t[\n{lines}\t\t],\n") } else { lines };
		}
		text += "\t],\n";
	}
	text + "};\n"
}
