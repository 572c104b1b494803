//! A number below r, in the one form that is stored and sent.

use ark_bn254::Fr;
use ark_ff::{BigInt, PrimeField};
use codec::{Decode, DecodeWithMemTracking, Encode, EncodeLike, Input, MaxEncodedLen, Output};
use core::{cmp::Ordering, fmt};
use scale_info::{build::Fields, Path, Type, TypeInfo};

/// The order r of BN254's groups, least limb first.
pub(crate) const MODULUS: [u64; 4] = <Fr as PrimeField>::MODULUS.0;

/// An element of the scalar field of BN254, always below r.
///
/// Its bytes are 32, big-endian, as in EIP-197 and in Semaphore's contracts; SCALE writes the same bytes.
/// Bytes of r or more are refused everywhere, so that a number has one encoding.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Scalar([u64; 4]);

/// The bytes hold r or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotCanonical;

impl fmt::Display for NotCanonical {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("the number is not below the order of BN254")
	}
}

impl core::error::Error for NotCanonical {}

impl Scalar {
	/// The number 0, which stands for a removed leaf in Semaphore's groups.
	pub const ZERO: Self = Self([0; 4]);

	/// The number in 32 big-endian bytes.
	///
	/// Error: the number is r or more.
	pub fn from_be_bytes(bytes: &[u8; 32]) -> Result<Self, NotCanonical> {
		let mut limbs = [0; 4];
		let (words, _) = bytes.as_chunks::<8>();
		for (limb, word) in limbs.iter_mut().rev().zip(words) {
			*limb = u64::from_be_bytes(*word);
		}
		if limbs.iter().rev().cmp(MODULUS.iter().rev()) == Ordering::Less {
			Ok(Self(limbs))
		} else {
			Err(NotCanonical)
		}
	}

	/// The 32 big-endian bytes of the number.
	pub fn to_be_bytes(&self) -> [u8; 32] {
		let mut bytes = [0; 32];
		let (words, _) = bytes.as_chunks_mut::<8>();
		for (word, limb) in words.iter_mut().zip(self.0.iter().rev()) {
			*word = limb.to_be_bytes();
		}
		bytes
	}

	/// A number whose limbs, least first, are known to be below r.
	#[cfg(any(test, target_arch = "wasm32"))]
	pub(crate) const fn from_reduced(limbs: [u64; 4]) -> Self {
		Self(limbs)
	}

	/// The limbs of the number, least first.
	#[cfg(any(test, target_arch = "wasm32"))]
	pub(crate) const fn limbs(&self) -> &[u64; 4] {
		&self.0
	}
}

impl fmt::Debug for Scalar {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("0x")?;
		self.to_be_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
	}
}

impl From<u64> for Scalar {
	fn from(number: u64) -> Self {
		Self([number, 0, 0, 0])
	}
}

impl From<Fr> for Scalar {
	fn from(element: Fr) -> Self {
		Self(element.into_bigint().0)
	}
}

impl From<Scalar> for Fr {
	fn from(scalar: Scalar) -> Self {
		Fr::new(BigInt(scalar.0))
	}
}

impl TryFrom<[u8; 32]> for Scalar {
	type Error = NotCanonical;

	fn try_from(bytes: [u8; 32]) -> Result<Self, NotCanonical> {
		Self::from_be_bytes(&bytes)
	}
}

impl Encode for Scalar {
	fn size_hint(&self) -> usize {
		32
	}

	fn encode_to<O: Output + ?Sized>(&self, output: &mut O) {
		output.write(&self.to_be_bytes());
	}
}

impl EncodeLike for Scalar {}

impl Decode for Scalar {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		Self::from_be_bytes(&<[u8; 32]>::decode(input)?)
			.map_err(|_| "the number is not below the order of BN254".into())
	}
}

impl DecodeWithMemTracking for Scalar {}

impl MaxEncodedLen for Scalar {
	fn max_encoded_len() -> usize {
		32
	}
}

impl TypeInfo for Scalar {
	type Identity = Self;

	fn type_info() -> Type {
		Type::builder()
			.path(Path::new("Scalar", module_path!()))
			.composite(Fields::unnamed().field(|field| field.ty::<[u8; 32]>()))
	}
}
