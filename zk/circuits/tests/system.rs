//! A circuit's equations with a filling of its wires, which tests may change.

use ark_bn254::Fr;
use ark_relations::gr1cs::{
	ConstraintSynthesizer, ConstraintSystem, OptimizationGoal, R1CS_PREDICATE_LABEL,
};

/// A row of a matrix: coefficients with the wires that they belong to.
type Row = Vec<(Fr, usize)>;

/// Equations `(A w) (B w) = C w`.
pub(crate) struct System {
	matrices: Vec<Vec<Row>>,
	/// Wires: the 1, the public ones, the hidden ones.
	pub(crate) wires: Vec<Fr>,
	/// The 1 and the public wires.
	pub(crate) public: usize,
	/// Rows that a wire stands in.
	rows: Vec<Vec<usize>>,
}

impl System {
	pub(crate) fn new(circuit: impl ConstraintSynthesizer<Fr>) -> Self {
		let system = ConstraintSystem::new_ref();
		system.set_optimization_goal(OptimizationGoal::Constraints);
		circuit.generate_constraints(system.clone()).unwrap();
		system.finalize();
		let public = system.instance_assignment().unwrap();
		let wires = [public.clone(), system.witness_assignment().unwrap()].concat();
		let matrices = system.to_matrices().unwrap().remove(R1CS_PREDICATE_LABEL).unwrap();
		let mut rows = vec![vec![]; wires.len()];
		for matrix in &matrices {
			for (row, entries) in matrix.iter().enumerate() {
				entries.iter().for_each(|(_, wire)| rows[*wire].push(row));
			}
		}
		Self { matrices, wires, public: public.len(), rows }
	}

	pub(crate) fn constraints(&self) -> usize {
		self.matrices[0].len()
	}

	/// Coefficients of all matrices.
	pub(crate) fn coefficients(&self) -> usize {
		self.matrices.iter().flatten().map(Vec::len).sum()
	}

	pub(crate) fn holds(&self) -> bool {
		(0..self.constraints()).all(|row| self.row_holds(row))
	}

	fn row_holds(&self, row: usize) -> bool {
		let [a, b, c] = [0, 1, 2].map(|matrix| {
			self.matrices[matrix][row].iter().map(|(k, wire)| *k * self.wires[*wire]).sum::<Fr>()
		});
		a * b == c
	}

	/// Whether all equations still hold with these wires changed. The others held before.
	pub(crate) fn holds_with(&mut self, changes: &[(usize, Fr)]) -> bool {
		let before: Vec<Fr> = changes.iter().map(|(wire, _)| self.wires[*wire]).collect();
		changes.iter().for_each(|(wire, value)| self.wires[*wire] = *value);
		let holds =
			changes.iter().all(|(wire, _)| self.rows[*wire].iter().all(|row| self.row_holds(*row)));
		changes.iter().zip(before).for_each(|((wire, _), value)| self.wires[*wire] = value);
		holds
	}
}

pub(crate) fn holds(circuit: impl ConstraintSynthesizer<Fr>) -> bool {
	System::new(circuit).holds()
}
