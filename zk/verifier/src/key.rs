//! Keys: canonical bytes, the refusals, and the form that is stored.

use crate::{
	encoding::{check_curve, put_fq12, put_g1, put_g2, Reader},
	exponent::finish,
	field::{Backend, Base},
	g1::Point,
	miller::{in_subgroup, lockstep, TwistPoint},
	tower, Error,
};
use alloc::vec::Vec;
use ark_bn254::{Fq12, G1Affine, G2Affine};
use ark_ec::AffineRepr;
use ark_ff::{One, Zero};

/// Inputs that a key may have at most. Semaphore has 4, RISC Zero and SP1 have 5; a key's bytes stay below 2.6 kB, and
/// 32 inputs make the check of one proof less than twice as long.
pub const MAX_INPUTS: usize = 32;

/// Bytes of alpha, beta, gamma and delta.
const FIXED_BYTES: usize = 64 + 3 * 128;
/// Bytes of a point for an input.
const POINT_BYTES: usize = 64;
/// Bytes of e(alpha, beta).
const TARGET_BYTES: usize = 384;

/// blake2b-256 of the canonical bytes of a key, prefixed by `jmt/zk/key/v1`.
pub type KeyDigest = [u8; 32];

/// A Groth16 key that passed [`validate`](Self::validate).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
	pub(crate) alpha: G1Affine,
	pub(crate) beta: G2Affine,
	pub(crate) gamma: G2Affine,
	pub(crate) delta: G2Affine,
	/// K_0, then K_i for input i.
	pub(crate) inputs: Vec<G1Affine>,
}

impl VerifyingKey {
	/// A key from its points, `inputs` being K_0 .. K_n. Errors of [`validate`](Self::validate); `Error::Length` without
	/// a K_0.
	pub fn new(
		alpha: G1Affine,
		beta: G2Affine,
		gamma: G2Affine,
		delta: G2Affine,
		inputs: Vec<G1Affine>,
	) -> Result<Self, Error> {
		if inputs.is_empty() {
			return Err(Error::Length);
		}
		let key = Self { alpha, beta, gamma, delta, inputs };
		key.validate()?;
		Ok(key)
	}

	/// A key from its canonical bytes: alpha (64), beta, gamma, delta (128 each), K_0 .. K_n (64 each), each point as
	/// EIP-197 writes it.
	///
	/// `Error::Length`, `Error::NotReduced` and the errors of [`validate`](Self::validate).
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
		let key = Self::decode(bytes)?;
		key.validate()?;
		Ok(key)
	}

	/// Everything but the subgroup of the three points of G2 and the refusals of broken set-ups.
	fn decode(bytes: &[u8]) -> Result<Self, Error> {
		let points = bytes.len().checked_sub(FIXED_BYTES).ok_or(Error::Length)?;
		if points == 0 || !points.is_multiple_of(POINT_BYTES) {
			return Err(Error::Length);
		}
		if points / POINT_BYTES > MAX_INPUTS + 1 {
			return Err(Error::TooManyInputs);
		}
		let mut reader = Reader::new(bytes);
		let (alpha, beta, gamma, delta) =
			(reader.g1()?, reader.twist()?, reader.twist()?, reader.twist()?);
		let mut inputs = Vec::with_capacity(points / POINT_BYTES);
		while !reader.is_empty() {
			inputs.push(reader.g1()?);
		}
		Ok(Self { alpha, beta, gamma, delta, inputs })
	}

	/// The canonical bytes: 448 and 64 for each point of the inputs, that is 512 + 64 n.
	pub fn to_bytes(&self) -> Vec<u8> {
		let mut out = Vec::with_capacity(FIXED_BYTES + POINT_BYTES * self.inputs.len());
		put_g1(&self.alpha, &mut out);
		for point in [&self.beta, &self.gamma, &self.delta] {
			put_g2(point, &mut out);
		}
		for point in &self.inputs {
			put_g1(point, &mut out);
		}
		out
	}

	/// Number of public inputs.
	pub fn input_count(&self) -> usize {
		self.inputs.len().saturating_sub(1)
	}

	/// Refuses keys that cannot be sound.
	///
	/// - `Error::TooManyInputs`: more than [`MAX_INPUTS`].
	/// - `Error::Infinity`, `Error::OffCurve`, `Error::OutOfSubgroup` of any point.
	/// - `Error::DeltaIsGamma`: with delta = gamma a valid (A, B, C) for x is valid as (A, B, C + K(x) - K(y)) for any y,
	///   and with delta = -gamma as (A, B, C - K(x) + K(y)). Real money was drained by this in 2026.
	/// - `Error::DeltaIsGenerator`: delta stands where a set-up starts, so that nobody contributed and its discrete
	///   logarithm is known to all. Its negative is as well known.
	/// - `Error::BetaIsGamma`: with beta = s gamma, s = 1 or -1, (K(x) + s alpha, gamma + z delta, z A) is valid for any x
	///   and z.
	/// - `Error::BetaIsDelta`: with beta = s delta, (K(x), gamma, -s alpha) is valid for any x.
	/// - `Error::BetaIsGenerator`, `Error::AlphaIsGenerator`: nobody contributed to the first phase. With one of the two
	///   known, alpha beta + gamma K(x) is a product of points that the proving key holds, for any x.
	///
	/// A gamma that is the generator is normal: snarkjs leaves it so, since its secret protects nothing once delta has
	/// been contributed to. Semaphore's keys have it.
	pub fn validate(&self) -> Result<(), Error> {
		if self.input_count() > MAX_INPUTS {
			return Err(Error::TooManyInputs);
		}
		for point in self.inputs.iter().chain([&self.alpha]) {
			check_curve(point)?;
		}
		let seconds = [&self.beta, &self.gamma, &self.delta];
		for point in seconds {
			check_curve(point)?;
		}
		in_subgroup(&seconds.map(TwistPoint::<Backend>::load))?;
		// A point and its negative are those that share x.
		let (beta, gamma, delta) = (self.beta.x, self.gamma.x, self.delta.x);
		let generator = G2Affine::generator().x;
		for (left, right, error) in [
			(delta, gamma, Error::DeltaIsGamma),
			(delta, generator, Error::DeltaIsGenerator),
			(beta, gamma, Error::BetaIsGamma),
			(beta, delta, Error::BetaIsDelta),
			(beta, generator, Error::BetaIsGenerator),
		] {
			if left == right {
				return Err(error);
			}
		}
		if self.alpha.x == G1Affine::generator().x {
			return Err(Error::AlphaIsGenerator);
		}
		Ok(())
	}

	/// Names a key by its content.
	pub fn digest(&self) -> KeyDigest {
		digest(&self.to_bytes())
	}
}

fn digest(canonical: &[u8]) -> KeyDigest {
	crate::batch::hash(b"jmt/zk/key/v1", [canonical])
}

/// The pairing of points that `validate` let pass; zero, which is no pairing's value, for others.
pub(crate) fn pairing<F: Base>(first: &G1Affine, second: &G2Affine) -> tower::Fq12<F> {
	// A point outside the subgroup would make the key useless, and lines have no zero.
	lockstep(&[(Some(Point::load(first)), TwistPoint::load(second))])
		.ok()
		.and_then(|f| finish(&f))
		.unwrap_or(tower::Fq12::ZERO)
}

/// A key beside what is computed from it once: e(alpha, beta).
///
/// Prepared lines of gamma and delta would be 23 kB, which each light client had to fetch with a proof; they are
/// computed again instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedKey {
	pub(crate) key: VerifyingKey,
	pub(crate) alpha_beta: Fq12,
	pub(crate) digest: KeyDigest,
}

impl PreparedKey {
	/// Computes e(alpha, beta): a pairing. A key that did not pass `validate`, which only a store's bytes can hold, gets
	/// 0 where a point is not of its group: no proof verifies under it.
	pub fn new(key: VerifyingKey) -> Self {
		let alpha_beta = pairing::<Backend>(&key.alpha, &key.beta).store();
		let digest = key.digest();
		Self { key, alpha_beta, digest }
	}

	/// The stored form: the key's canonical bytes, then the 384 bytes of e(alpha, beta).
	pub fn to_bytes(&self) -> Vec<u8> {
		let mut out = self.key.to_bytes();
		out.reserve_exact(TARGET_BYTES);
		put_fq12(&self.alpha_beta, &mut out);
		out
	}

	/// Reads what [`to_bytes`](Self::to_bytes) wrote and a trusted store kept.
	///
	/// The subgroup checks, the refusals of `validate` and the pairing are not done again, since they are what takes
	/// the time: bytes of others belong into [`VerifyingKey::from_bytes`]. `Error::Length`, `Error::TooManyInputs`,
	/// `Error::NotReduced`, `Error::Infinity` (also for an e(alpha, beta) of 0 or 1, which two points of the groups that
	/// are not at infinity do not have), `Error::OffCurve`.
	pub fn from_trusted_bytes(bytes: &[u8]) -> Result<Self, Error> {
		let at = bytes.len().checked_sub(TARGET_BYTES).ok_or(Error::Length)?;
		let (canonical, target) = bytes.split_at_checked(at).ok_or(Error::Length)?;
		let key = VerifyingKey::decode(canonical)?;
		let alpha_beta = Reader::new(target).fq12()?;
		if alpha_beta.is_zero() || alpha_beta.is_one() {
			return Err(Error::Infinity);
		}
		Ok(Self { key, alpha_beta, digest: digest(canonical) })
	}

	/// The key itself.
	pub fn key(&self) -> &VerifyingKey {
		&self.key
	}

	/// Names the key by its content.
	pub fn digest(&self) -> KeyDigest {
		self.digest
	}

	/// Number of public inputs.
	pub fn input_count(&self) -> usize {
		self.key.input_count()
	}
}
