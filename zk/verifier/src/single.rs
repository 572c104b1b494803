//! One proof.

use crate::{
	exponent::finish,
	field::{Backend, Base},
	g1::{affine, Point},
	miller::{lockstep, TwistPoint},
	multiply::{sum, Term},
	tower::Fq12,
	Claim, Error,
};
use alloc::vec::Vec;

/// Checks one claim: `e(A, B) e(-K(x), gamma) e(-C, delta) = e(alpha, beta)`.
///
/// `Error::OutOfSubgroup` for a B outside the subgroup, `Error::NotProven` if the equation does not hold.
pub fn verify(claim: &Claim<'_>) -> Result<(), Error> {
	verify_over::<Backend>(claim)
}

#[inline(never)]
pub(crate) fn verify_over<F: Base>(claim: &Claim<'_>) -> Result<(), Error> {
	let (key, proof) = (&claim.key.key, &claim.proof);
	let points = key.inputs.iter().map(Point::<F>::load);
	let terms = points.skip(1).zip(&claim.inputs);
	let terms = terms.map(|(point, input)| Term::from_scalar(point, *input));
	let mut inputs = sum(&terms.collect::<Vec<_>>())?;
	if let Some(first) = key.inputs.first() {
		inputs.add(&Point::load(first));
	}
	let inputs = affine(&[inputs.negative()])?.into_iter().flatten().next();
	let f = lockstep(&[
		(Some(Point::load(&proof.a)), TwistPoint::load(&proof.b)),
		(inputs, TwistPoint::load(&key.gamma)),
		(Some(Point::load(&proof.c).negative()), TwistPoint::load(&key.delta)),
	])?;
	if finish(&f).is_some_and(|value| value.equals(&Fq12::load(&claim.key.alpha_beta))) {
		Ok(())
	} else {
		Err(Error::NotProven)
	}
}
