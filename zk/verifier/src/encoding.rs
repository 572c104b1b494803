//! EIP-197's big-endian bytes, read strictly: a point or scalar has one encoding and all else is an error.
//!
//! A coordinate of G1 takes 32 bytes; one of G2 takes 64, the imaginary part first. EIP-197 writes the point at
//! infinity as zeros; it is refused here, since neither a key nor a proof may hold it.

use crate::{
	field::Backend,
	miller::{in_subgroup, TwistPoint},
	Error,
};
use alloc::vec::Vec;
use ark_bn254::{Fq, Fq12, Fq2, Fq6, Fr, G1Affine, G2Affine};
use ark_ec::{
	short_weierstrass::{Affine, SWCurveConfig},
	AffineRepr,
};
use ark_ff::{BigInt, PrimeField};

/// Reads pieces of fixed size from the front of bytes.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
	pub(crate) fn new(bytes: &'a [u8]) -> Self {
		Self(bytes)
	}

	/// The next `N` bytes, or `Error::Length`.
	pub(crate) fn take<const N: usize>(&mut self) -> Result<&'a [u8; N], Error> {
		let (piece, rest) = self.0.split_first_chunk().ok_or(Error::Length)?;
		self.0 = rest;
		Ok(piece)
	}

	pub(crate) fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	pub(crate) fn g1(&mut self) -> Result<G1Affine, Error> {
		g1_from_bytes(self.take()?)
	}

	/// A point of the twist, which may lie outside the subgroup.
	pub(crate) fn twist(&mut self) -> Result<G2Affine, Error> {
		twist_from_bytes(self.take()?)
	}

	fn fq(&mut self) -> Result<Fq, Error> {
		fq_from_bytes(self.take()?)
	}

	/// The imaginary part stands first.
	fn fq2(&mut self) -> Result<Fq2, Error> {
		let imaginary = self.fq()?;
		Ok(Fq2::new(self.fq()?, imaginary))
	}

	/// An element of the target field: twelve coordinates of 32 bytes, the tower's lowest first, so that it has
	/// nothing in common with EIP-197, which never writes one.
	pub(crate) fn fq12(&mut self) -> Result<Fq12, Error> {
		Ok(Fq12::new(self.fq6()?, self.fq6()?))
	}

	fn fq6(&mut self) -> Result<Fq6, Error> {
		Ok(Fq6::new(self.fq2()?, self.fq2()?, self.fq2()?))
	}
}

/// A number of 256 bits from its big-endian bytes.
fn integer(bytes: &[u8; 32]) -> BigInt<4> {
	let mut limbs = [0; 4];
	for (limb, piece) in limbs.iter_mut().rev().zip(bytes.as_chunks().0) {
		*limb = u64::from_be_bytes(*piece);
	}
	BigInt(limbs)
}

fn put<F: PrimeField<BigInt = BigInt<4>>>(value: F, out: &mut Vec<u8>) {
	for limb in value.into_bigint().0.iter().rev() {
		out.extend_from_slice(&limb.to_be_bytes());
	}
}

fn put_fq2(value: &Fq2, out: &mut Vec<u8>) {
	put(value.c1, out);
	put(value.c0, out);
}

/// 64 bytes: x, y.
pub(crate) fn put_g1(point: &G1Affine, out: &mut Vec<u8>) {
	put(point.x, out);
	put(point.y, out);
}

/// 128 bytes: x, y, of each the imaginary part first.
pub(crate) fn put_g2(point: &G2Affine, out: &mut Vec<u8>) {
	put_fq2(&point.x, out);
	put_fq2(&point.y, out);
}

/// 32 bytes.
pub(crate) fn put_scalar(scalar: Fr, out: &mut Vec<u8>) {
	put(scalar, out);
}

/// 384 bytes, in the order of `Reader::fq12`.
pub(crate) fn put_fq12(value: &Fq12, out: &mut Vec<u8>) {
	for half in [&value.c0, &value.c1] {
		for part in [&half.c0, &half.c1, &half.c2] {
			put_fq2(part, out);
		}
	}
}

fn array<const N: usize>(write: impl FnOnce(&mut Vec<u8>)) -> [u8; N] {
	let mut bytes = Vec::with_capacity(N);
	write(&mut bytes);
	let mut out = [0; N];
	for (to, from) in out.iter_mut().zip(bytes) {
		*to = from;
	}
	out
}

/// A coordinate from 32 big-endian bytes.
pub(crate) fn fq_from_bytes(bytes: &[u8; 32]) -> Result<Fq, Error> {
	Fq::from_bigint(integer(bytes)).ok_or(Error::NotReduced)
}

/// A scalar from 32 big-endian bytes. `Error::ScalarNotReduced` from the order of the groups upwards.
pub fn scalar_from_bytes(bytes: &[u8; 32]) -> Result<Fr, Error> {
	Fr::from_bigint(integer(bytes)).ok_or(Error::ScalarNotReduced)
}

/// The 32 big-endian bytes of a scalar.
pub fn scalar_bytes(scalar: Fr) -> [u8; 32] {
	array(|out| put(scalar, out))
}

/// A point of G1 from 64 bytes. `Error::NotReduced`, `Error::Infinity` or `Error::OffCurve`; the curve has prime
/// order, so that each of its points lies in the group.
pub fn g1_from_bytes(bytes: &[u8; 64]) -> Result<G1Affine, Error> {
	let mut reader = Reader(bytes);
	let point = G1Affine::new_unchecked(reader.fq()?, reader.fq()?);
	check_curve(&point)?;
	Ok(point)
}

/// The 64 bytes of a point of G1; zeros for the point at infinity, which `g1_from_bytes` refuses.
pub fn g1_bytes(point: &G1Affine) -> [u8; 64] {
	array(|out| put_g1(point, out))
}

/// A point of G2 from 128 bytes. `Error::NotReduced`, `Error::Infinity`, `Error::OffCurve` or `Error::OutOfSubgroup`.
pub fn g2_from_bytes(bytes: &[u8; 128]) -> Result<G2Affine, Error> {
	let point = twist_from_bytes(bytes)?;
	in_subgroup(&[TwistPoint::<Backend>::load(&point)])?;
	Ok(point)
}

/// The 128 bytes of a point of G2; zeros for the point at infinity, which `g2_from_bytes` refuses.
pub fn g2_bytes(point: &G2Affine) -> [u8; 128] {
	array(|out| put_g2(point, out))
}

/// A point of the twist, with every check of `g2_from_bytes` but that of the subgroup.
fn twist_from_bytes(bytes: &[u8; 128]) -> Result<G2Affine, Error> {
	let mut reader = Reader(bytes);
	let point = G2Affine::new_unchecked(reader.fq2()?, reader.fq2()?);
	check_curve(&point)?;
	Ok(point)
}

/// Arkworks keeps infinity of these two curves as the coordinates (0, 0), which are on neither of them.
pub(crate) fn check_curve<C: SWCurveConfig>(point: &Affine<C>) -> Result<(), Error> {
	if point.is_zero() {
		Err(Error::Infinity)
	} else if point.is_on_curve() {
		Ok(())
	} else {
		Err(Error::OffCurve)
	}
}
