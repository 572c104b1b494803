//! Semaphore's identities, version 4.
//!
//! From a private key of any length, as npm `@semaphore-protocol/identity` 4.14 and `@zk-kit/eddsa-poseidon` 1.0 do it:
//!
//! 1. The first 32 bytes of BLAKE-512 of the key, with bits 0 to 2 and 255 cleared and bit 254 set, little-endian.
//! 2. The secret is that number divided by 8, modulo the order of Baby Jubjub's subgroup.
//! 3. The public point is the secret times `Base8`.
//! 4. The commitment is Poseidon of the point's two coordinates. It stands in groups.
//!
//! The nullifier of a scope is Poseidon of the circuit's form of the scope and the secret.

mod blake512;

use ark_bn254::Fr;
use ark_ec::{twisted_edwards::TECurveConfig, CurveGroup};
use ark_ff::{BigInteger, PrimeField};
use blake512::blake512;
use core::fmt;
use jmt_zk_circuits::baby_jubjub::{BabyJubjub, Exponent, Point};
use jmt_zk_poseidon::{hash_two, Scalar};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A member's secret and its commitment.
pub struct Identity {
	/// Below the order of the subgroup, which is below that of the field.
	secret: Fr,
	public: [Scalar; 2],
	commitment: Scalar,
}

impl Identity {
	/// The identity of a private key: 32 random bytes, or what else Semaphore took as one.
	pub fn from_private_key(key: &[u8]) -> Self {
		let mut exponent = secret_exponent(key);
		let point = (Point::from(BabyJubjub::GENERATOR) * exponent).into_affine();
		let mut number = exponent.into_bigint();
		let secret = Fr::new(number);
		exponent.zeroize();
		number.zeroize();
		let public: [Scalar; 2] = [point.x.into(), point.y.into()];
		let [x, y] = &public;
		let commitment = hash_two(x, y);
		Self { secret, public, commitment }
	}

	/// The number that stands for the member in groups.
	pub fn commitment(&self) -> Scalar {
		self.commitment
	}

	/// The public point's coordinates, x first.
	pub fn public_key(&self) -> [Scalar; 2] {
		self.public
	}

	/// The nullifier of a scope, given as the circuit gets it (`jmt_primitives::proofs::scope::circuit_input`).
	pub fn nullifier(&self, scope: &Scalar) -> Scalar {
		hash_two(scope, &Scalar::from(self.secret))
	}

	/// The secret number in 32 big-endian bytes, as Semaphore's `secretScalar`.
	pub fn secret_scalar(&self) -> Zeroizing<[u8; 32]> {
		Zeroizing::new(Scalar::from(self.secret).to_be_bytes())
	}

	pub(crate) fn secret(&self) -> Fr {
		self.secret
	}
}

/// Steps 1 and 2.
fn secret_exponent(key: &[u8]) -> Exponent {
	let mut digest = blake512(key);
	let mut low = [0; 32];
	for (to, from) in low.iter_mut().zip(&digest) {
		*to = *from;
	}
	let [first, .., last] = &mut low;
	*first &= 0xf8;
	*last = *last & 0x7f | 0x40;
	let mut words = [0; 4];
	for (word, bytes) in words.iter_mut().zip(low.as_chunks().0) {
		*word = u64::from_le_bytes(*bytes);
	}
	let mut number = ark_ff::BigInt(words);
	number >>= 3;
	let bytes = Zeroizing::new(number.to_bytes_le());
	let exponent = Exponent::from_le_bytes_mod_order(&bytes);
	digest.zeroize();
	low.zeroize();
	words.zeroize();
	number.zeroize();
	exponent
}

impl Drop for Identity {
	fn drop(&mut self) {
		self.secret.zeroize();
	}
}

impl ZeroizeOnDrop for Identity {}

impl fmt::Debug for Identity {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("Identity").field("commitment", &self.commitment).finish_non_exhaustive()
	}
}
