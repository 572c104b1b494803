//! The one encoding of a number.

use crate::oracle::edges;
use ark_bn254::Fr;
use ark_ff::{BigInteger, PrimeField};
use codec::{Decode, Encode, MaxEncodedLen};
use jmt_zk_poseidon::{NotCanonical, Scalar};

/// r, big-endian.
fn modulus() -> [u8; 32] {
	Fr::MODULUS.to_bytes_be().try_into().unwrap()
}

fn plus(mut bytes: [u8; 32], mut add: u16) -> [u8; 32] {
	for byte in bytes.iter_mut().rev() {
		add += u16::from(*byte);
		*byte = add as u8;
		add >>= 8;
	}
	bytes
}

#[test]
fn it_reads_what_it_writes() {
	for element in edges() {
		let bytes: [u8; 32] = element.into_bigint().to_bytes_be().try_into().unwrap();
		let scalar = Scalar::from_be_bytes(&bytes).unwrap();
		assert_eq!((scalar.to_be_bytes(), Fr::from(scalar)), (bytes, element));
		assert_eq!((Scalar::from(element), scalar.encode()), (scalar, bytes.to_vec()));
		assert_eq!(Scalar::decode(&mut &bytes[..]), Ok(scalar));
	}
	assert_eq!(Scalar::max_encoded_len(), 32);
	assert_eq!(Scalar::from(258).to_be_bytes()[30..], [1, 2]);
	assert!(format!("{:?}", Scalar::from(258)).ends_with("0000000000000102"));
}

#[test]
fn it_refuses_r_and_more() {
	let largest = Scalar::from(-Fr::from(1)).to_be_bytes();
	assert!(Scalar::from_be_bytes(&largest).is_ok());
	assert_eq!(plus(largest, 1), modulus());
	for bytes in [modulus(), plus(modulus(), 1), plus(modulus(), 256), [0xff; 32]] {
		assert_eq!(Scalar::from_be_bytes(&bytes), Err(NotCanonical));
		assert_eq!(Scalar::try_from(bytes), Err(NotCanonical));
		assert!(Scalar::decode(&mut &bytes[..]).is_err());
	}
	assert!(Scalar::decode(&mut &[0; 31][..]).is_err());
}
