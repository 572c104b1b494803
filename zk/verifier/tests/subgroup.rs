//! The numbers on which the folded subgroup check rests (`src/miller/mod.rs`), and points of the twist outside it.

use ark_bn254::{Config, Fq2};
use ark_ec::{bn::BnConfig, AffineRepr, CurveGroup};
use ark_ff::UniformRand;
use ark_std::rand::rngs::StdRng;
use jmt_zk_verifier::G2Affine;
use num_bigint::BigInt;

/// Prime factors of the twist's cofactor 2p - r.
const FACTORS: [&str; 4] =
	["10069", "5864401", "1875725156269", "197620364512881247228717050342013327560683201906968909"];

/// A point of the twist, outside the subgroup but with probability 2^-254.
pub(crate) fn twist_point(rng: &mut StdRng) -> G2Affine {
	loop {
		if let Some(point) = G2Affine::get_point_from_x_unchecked(Fq2::rand(rng), true) {
			return point;
		}
	}
}

/// Points of the order of each factor, b plus each of them, and others that have r in their order.
pub(crate) fn points_outside(b: &G2Affine, rng: &mut StdRng) -> Vec<G2Affine> {
	let numbers = Numbers::new();
	let mut points = Vec::new();
	for factor in FACTORS {
		let rest: BigInt = &numbers.r * (&numbers.cofactor / number(factor));
		let small = loop {
			let point = times(&twist_point(rng), &rest);
			if !point.is_zero() {
				break point;
			}
		};
		assert!(times(&small, &number(factor)).is_zero());
		points.extend([small, -small, (small + b).into_affine()]);
	}
	points.extend([twist_point(rng), times(&twist_point(rng), &numbers.r)]);
	assert!(points
		.iter()
		.all(|point| point.is_on_curve() && !point.is_in_correct_subgroup_assuming_on_curve()));
	points
}

fn times(point: &G2Affine, scalar: &BigInt) -> G2Affine {
	point.mul_bigint(scalar.magnitude().to_u64_digits()).into_affine()
}

fn number(decimal: &str) -> BigInt {
	decimal.parse().unwrap()
}

fn gcd(left: &BigInt, right: &BigInt) -> BigInt {
	let (mut left, mut right) = (left.clone(), right.clone());
	while right != BigInt::ZERO {
		(left, right) = (right.clone(), left % right);
	}
	BigInt::from(left.magnitude().clone())
}

struct Numbers {
	x: BigInt,
	p: BigInt,
	r: BigInt,
	t: BigInt,
	cofactor: BigInt,
}

impl Numbers {
	fn new() -> Self {
		let x = BigInt::from(Config::X[0]);
		let t = 6 * x.pow(2) + 1;
		let r: BigInt = 36 * x.pow(4) + 36 * x.pow(3) + 18 * x.pow(2) + 6 * &x + 1;
		let p: BigInt = &r + 6 * x.pow(2);
		assert_eq!(p.to_bytes_be().1, crate::world::P);
		assert_eq!(r.to_bytes_be().1, crate::world::R);
		let cofactor = 2 * &p - &r;
		assert_eq!(FACTORS.map(number).iter().product::<BigInt>(), cofactor);
		Self { x, p, r, t, cofactor }
	}

	/// Norm of a + b psi, with psi^2 - t psi + p = 0.
	fn norm(&self, a: &BigInt, b: &BigInt) -> BigInt {
		a.pow(2) + a * b * &self.t + b.pow(2) * &self.p
	}

	/// Number of points of the twist.
	fn points(&self) -> BigInt {
		&self.r * &self.cofactor
	}
}

#[test]
fn its_equation_holds_in_the_subgroup_and_nowhere_else() {
	let n = Numbers::new();
	let value: BigInt = 6 * &n.x + 2 + &n.p - n.p.pow(2) + n.p.pow(3);
	assert_eq!(value % &n.r, BigInt::ZERO);
	let a = 6 * &n.x + 2 + &n.p - &n.t * &n.p;
	let b = 1 - &n.t + n.t.pow(2) - &n.p;
	assert_eq!(gcd(&n.norm(&a, &b), &n.points()), n.r);
}

#[test]
fn no_step_is_exceptional_for_any_point_of_the_twist() {
	let n = Numbers::new();
	let one = BigInt::from(1);
	let mut k = one.clone();
	for digit in Config::ATE_LOOP_COUNT.iter().rev().skip(1) {
		k *= 2;
		if *digit != 0 {
			// [k]Q is neither Q nor -Q.
			assert_eq!(gcd(&(&k - 1), &n.points()), one);
			assert_eq!(gcd(&(&k + 1), &n.points()), one);
			k += *digit;
		}
	}
	let end: BigInt = 6 * &n.x + 2;
	assert_eq!(k, end);
	for sign in [1, -1] {
		// [6x+2]Q + s psi(Q) is not zero; [6x+2]Q + psi(Q) + s psi^2(Q) neither, with psi^2 = t psi - p.
		assert_eq!(gcd(&n.norm(&end, &BigInt::from(sign)), &n.points()), one);
		let (a, b) = (&end - sign * &n.p, 1 + sign * &n.t);
		assert_eq!(gcd(&n.norm(&a, &b), &n.points()), one);
	}
}
