//! Miller loops of the optimal ate pairing, and the subgroup check that lies in them.
//!
//! With x = 4965661367192848881, p and r the moduli, t = 6x^2 + 1 the trace and psi the Frobenius endomorphism carried
//! over to the twist (psi(Q) = (a conj(X), b conj(Y)) for the constants a, b of arkworks), the loop walks Q to
//! `R = [6x+2]Q + psi(Q) - psi^2(Q)` and multiplies the lines it meets on the way (Vercauteren, "Optimal pairings",
//! 2008; Naehrig, Niederhagen, Schwabe, eprint 2010/186).
//!
//! # The subgroup check
//!
//! Q of the twist lies in the subgroup of order r exactly if no step of the walk was exceptional and
//!
//! ```text
//! [6x+2]Q + psi(Q) - psi^2(Q) + psi^3(Q) = 0,    that is    R = -psi^3(Q)
//! ```
//!
//! *If Q lies in the subgroup*, psi(Q) = [p]Q, p = 6x^2 and 6x + 2 + p - p^2 + p^3 = 0 modulo r, so that the equation
//! holds. No step is exceptional: the loop adds Q or -Q to [k]Q with 2 <= k < 2^66 < r - 1, always after a doubling;
//! a doubling would need a point of order 2, and r is odd; then it adds [6x^2]Q to [6x+2]Q, and [-p^2]Q =
//! [36x^3 + 18x^2 + 6x + 1]Q to [6x^2 + 6x + 2]Q, and of these four numbers, all below r/2, neither pair is equal.
//!
//! *If the equation holds*, psi^2 - t psi + p = 0 reduces its left side to (a + b psi)(Q) with a = 6x + 2 + p - tp and
//! b = 1 - t + t^2 - p. Multiplied by the conjugate of a + b psi, N = a^2 + abt + b^2 p kills Q. The twist has r (2p - r)
//! points and gcd(N, r (2p - r)) = r, so that r kills Q. A test computes these numbers again.
//!
//! *Exceptional steps cannot pass unnoticed.* A step is exceptional if it adds R to itself or to its negative or doubles
//! a point of order 2; every other step is the group law, so that the last paragraph is about the true R. No point of the
//! twist causes one, inside the subgroup or not: r (2p - r) is odd, none of its prime factors (10069 is the least) divides
//! k - 1 or k + 1 for a k at which the loop adds, and both last additions are treated like the equation, with norms
//! that share no factor with r (2p - r). The code does not rely on it: such a step
//! would have a zero denominator; all denominators of a step are multiplied before the one inversion, a product in a
//! field is zero only if a factor is, and zero has no inverse: the whole batch is refused.

mod lockstep;

pub(crate) use lockstep::{in_subgroup, lockstep};

use crate::{field::Base, tower::Fq2};
use ark_bn254::{Config, G2Affine};
use ark_ec::bn::BnConfig;

/// A point of the twist.
#[derive(Clone, Copy)]
pub(crate) struct TwistPoint<F> {
	x: Fq2<F>,
	y: Fq2<F>,
}

/// A step of the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
	/// Square the accumulator and double R.
	Double,
	/// Add Q to R.
	Add,
	/// Add -Q to R.
	Subtract,
	/// Add psi(Q) to R.
	AddImage,
	/// Add -psi^2(Q) to R.
	SubtractSecondImage,
}

/// The steps from R = Q: the signed digits of 6x + 2 below the highest one, and the two last additions.
fn steps() -> impl Iterator<Item = Step> {
	let digits = Config::ATE_LOOP_COUNT.iter().rev().skip(1);
	digits
		.flat_map(|digit| {
			let addition = match digit {
				0 => None,
				1.. => Some(Step::Add),
				_ => Some(Step::Subtract),
			};
			[Some(Step::Double), addition].into_iter().flatten()
		})
		.chain([Step::AddImage, Step::SubtractSecondImage])
}

impl Step {
	/// The point that is added; for `Double` it is Q, which is not used.
	fn summand<F: Base>(self, q: &TwistPoint<F>) -> TwistPoint<F> {
		match self {
			Self::Double | Self::Add => *q,
			Self::Subtract => q.negative(),
			Self::AddImage => q.psi(),
			Self::SubtractSecondImage => q.psi().psi().negative(),
		}
	}
}

impl<F: Base> TwistPoint<F> {
	pub(crate) fn load(point: &G2Affine) -> Self {
		Self { x: Fq2::load(&point.x), y: Fq2::load(&point.y) }
	}

	fn negative(self) -> Self {
		Self { x: self.x, y: -self.y }
	}

	fn psi(&self) -> Self {
		Self {
			x: self.x.conjugate() * Fq2::load(&Config::TWIST_MUL_BY_Q_X),
			y: self.y.conjugate() * Fq2::load(&Config::TWIST_MUL_BY_Q_Y),
		}
	}

	/// Whether the walk of the point may end there: `-psi^3(Q)`.
	fn ends_at(&self, end: &Self) -> bool {
		let expected = self.psi().psi().psi().negative();
		(expected.x - end.x).is_zero() && (expected.y - end.y).is_zero()
	}
}
