//! Many proofs at once.
//!
//! With a coefficient s_i for claim i, and K(x) = K_0 + x_1 K_1 + .. of its key, the batch is accepted if
//!
//! ```text
//! prod_i e(s_i A_i, B_i)
//!   prod_keys e(- sum s_i K(x_i), gamma) e(- sum s_i C_i, delta) e(- (sum s_i) alpha, beta) = 1
//! ```
//!
//! the sums running over the claims of a key. All B lie in the subgroup (`miller`), so that the claims' equations are
//! elements of a group of prime order r: if one of them does not hold, at most one value of its coefficient makes the
//! product 1, and the coefficients take 2^128 values (a + b lambda with a and b of 64 bits are different modulo r, since
//! the lattice of those that are zero has no vector below 2^126). They are drawn by Fiat and Shamir's method from a
//! hash over keys, proofs and inputs, so that whoever makes the batch would have to try about 2^128 batches.

use crate::{
	exponent::finish,
	field::{Backend, Base},
	g1::{affine, Point, Sum},
	miller::{lockstep, TwistPoint},
	multiply::{each, sum, Term, LAMBDA},
	single::verify_over,
	tower::Fq12,
	Claim, Error, PreparedKey,
};
use alloc::vec::Vec;
use ark_bn254::{Fr, G1Affine, G2Affine};
use ark_ff::{One, Zero};

/// Proofs that a batch may hold at most.
pub const MAX_BATCH: usize = 64;

/// blake2b of 32 bytes over a purpose and pieces, whose lengths the purpose or the pieces before must fix.
pub(crate) fn hash<'a>(purpose: &[u8], pieces: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
	let mut state = blake2b_simd::Params::new().hash_length(32).to_state();
	state.update(purpose);
	for piece in pieces {
		state.update(piece);
	}
	let mut out = [0; 32];
	for (to, from) in out.iter_mut().zip(state.finalize().as_bytes()) {
		*to = *from;
	}
	out
}

/// a + b lambda.
#[derive(Clone, Copy)]
pub(crate) struct Coefficient {
	a: u64,
	b: u64,
}

impl Coefficient {
	pub(crate) fn scalar(self) -> Fr {
		Fr::from(self.a) + Fr::from(self.b) * LAMBDA
	}

	fn term<F: Base>(self, point: &G1Affine) -> Term<F> {
		Term::new(Point::load(point), self.a.into(), self.b.into())
	}
}

/// A coefficient for each claim, from the digest of its key (which fixes the number of inputs), proof and inputs of all.
pub(crate) fn coefficients(claims: &[Claim<'_>]) -> Vec<Coefficient> {
	let mut transcript = Vec::with_capacity(claims.len() * 512);
	for claim in claims {
		transcript.extend_from_slice(&claim.key.digest);
		transcript.extend_from_slice(&claim.proof.to_bytes());
		for input in &claim.inputs {
			crate::encoding::put_scalar(*input, &mut transcript);
		}
	}
	let seed = hash(b"jmt/zk/batch/v1", [transcript.as_slice()]);
	let draw = |number: u32| {
		let bytes = hash(b"jmt/zk/coefficient/v1", [seed.as_slice(), &number.to_le_bytes()]);
		let [a0, a1, a2, a3, a4, a5, a6, a7, b0, b1, b2, b3, b4, b5, b6, b7, ..] = bytes;
		Coefficient {
			a: u64::from_le_bytes([a0, a1, a2, a3, a4, a5, a6, a7]),
			b: u64::from_le_bytes([b0, b1, b2, b3, b4, b5, b6, b7]),
		}
	};
	(0..).map(draw).take(claims.len()).collect()
}

/// Sums over the claims of one key.
struct Group<'a, F> {
	key: &'a PreparedKey,
	/// Coefficients of K_0 .. K_n.
	inputs: Vec<Fr>,
	/// s_i C_i.
	c: Vec<Term<F>>,
	/// Sums of a and of b; at most 2^70.
	alpha: (u128, u128),
}

impl<'a, F: Base> Group<'a, F> {
	fn new(key: &'a PreparedKey) -> Self {
		Self {
			key,
			inputs: key.key.inputs.iter().map(|_| Fr::zero()).collect(),
			c: Vec::new(),
			alpha: (0, 0),
		}
	}

	fn add(&mut self, claim: &Claim<'_>, coefficient: Coefficient) {
		let scalar = coefficient.scalar();
		for (sum, input) in self.inputs.iter_mut().zip([Fr::one()].iter().chain(&claim.inputs)) {
			*sum += scalar * input;
		}
		self.c.push(coefficient.term(&claim.proof.c));
		self.alpha.0 = self.alpha.0.saturating_add(coefficient.a.into());
		self.alpha.1 = self.alpha.1.saturating_add(coefficient.b.into());
	}

	/// The three pairs of a key. Errors of `sum`.
	fn pairs(&self) -> Result<[(Sum<F>, G2Affine); 3], Error> {
		let key = &self.key.key;
		let inputs = key
			.inputs
			.iter()
			.zip(&self.inputs)
			.map(|(point, scalar)| Term::from_scalar(Point::load(point), *scalar));
		let inputs = sum(&inputs.collect::<Vec<_>>())?;
		let alpha = sum(&[Term::new(Point::load(&key.alpha), self.alpha.0, self.alpha.1)])?;
		let c = sum(&self.c)?;
		let (inputs, c, alpha) = (inputs.negative(), c.negative(), alpha.negative());
		Ok([(inputs, key.gamma), (c, key.delta), (alpha, key.beta)])
	}
}

/// Checks 1 to 64 claims, whose keys may differ: all of them hold, or the batch is refused.
///
/// `Error::BatchSize`; `Error::OutOfSubgroup` if a B lies outside the subgroup; `Error::NotProven` if a claim does not
/// hold. It does not say which one; `verify` does.
pub fn verify_batch(claims: &[Claim<'_>]) -> Result<(), Error> {
	verify_batch_over::<Backend>(claims)
}

#[inline(never)]
pub(crate) fn verify_batch_over<F: Base>(claims: &[Claim<'_>]) -> Result<(), Error> {
	match claims {
		[claim] => return verify_over::<F>(claim),
		[] => return Err(Error::BatchSize),
		_ if claims.len() > MAX_BATCH => return Err(Error::BatchSize),
		_ => {},
	}
	let coefficients = coefficients(claims);
	let mut groups: Vec<Group<'_, F>> = Vec::new();
	let mut terms = Vec::with_capacity(claims.len());
	for (claim, coefficient) in claims.iter().zip(coefficients) {
		terms.push(coefficient.term(&claim.proof.a));
		let found = groups.iter().position(|group| group.key.digest == claim.key.digest);
		let place = found.unwrap_or(groups.len());
		if found.is_none() {
			groups.push(Group::new(claim.key));
		}
		if let Some(group) = groups.get_mut(place) {
			group.add(claim, coefficient);
		}
	}
	let mut firsts = each(&terms)?;
	let mut seconds: Vec<G2Affine> = claims.iter().map(|claim| claim.proof.b).collect();
	for group in &groups {
		for (first, second) in group.pairs()? {
			// Keys often share a point of G2: snarkjs leaves gamma the generator.
			let place = seconds.iter().position(|known| *known == second);
			match place.and_then(|place| firsts.get_mut(place)) {
				Some(known) => known.add_sum(&first)?,
				None => {
					firsts.push(first);
					seconds.push(second);
				},
			}
		}
	}
	let seconds = seconds.iter().map(TwistPoint::load);
	let f: Fq12<F> = lockstep(&affine(&firsts)?.into_iter().zip(seconds).collect::<Vec<_>>())?;
	if finish(&f).is_some_and(|value| value.equals(&Fq12::ONE)) {
		Ok(())
	} else {
		Err(Error::NotProven)
	}
}
