//! Keys, proofs and public inputs as snarkjs writes them: JSON, decimal numbers, of G2 the real part first.

use crate::{Error, Proof, VerifyingKey};
use alloc::{string::String, vec::Vec};
use serde::{de::DeserializeOwned, Deserialize};

/// x, y, and z, which is 1.
type G1 = [Number; 3];
type G2 = [[Number; 2]; 3];

#[derive(Deserialize)]
struct Key {
	protocol: String,
	curve: String,
	#[serde(rename = "nPublic")]
	inputs: usize,
	vk_alpha_1: G1,
	vk_beta_2: G2,
	vk_gamma_2: G2,
	vk_delta_2: G2,
	#[serde(rename = "IC")]
	points: Vec<G1>,
}

#[derive(Deserialize)]
struct ProofFile {
	protocol: String,
	curve: String,
	pi_a: G1,
	pi_b: G2,
	pi_c: G1,
}

#[derive(Deserialize)]
struct Number(String);

impl Number {
	/// 32 big-endian bytes. `Error::Format` if it is not decimal, `Error::NotReduced` from 2^256 upwards.
	fn bytes(&self) -> Result<[u8; 32], Error> {
		let mut bytes = [0; 32];
		if self.0.is_empty() {
			return Err(Error::Format);
		}
		for character in self.0.chars() {
			let mut carry = character.to_digit(10).ok_or(Error::Format)?;
			for byte in bytes.iter_mut().rev() {
				let [low, high, ..] = (u32::from(*byte) * 10 + carry).to_le_bytes();
				*byte = low;
				carry = high.into();
			}
			if carry != 0 {
				return Err(Error::NotReduced);
			}
		}
		Ok(bytes)
	}
}

fn put_g1([x, y, z]: &G1, out: &mut Vec<u8>) -> Result<(), Error> {
	check_z(&z.0)?;
	out.extend_from_slice(&x.bytes()?);
	out.extend_from_slice(&y.bytes()?);
	Ok(())
}

fn put_g2([x, y, [z_real, z_imaginary]]: &G2, out: &mut Vec<u8>) -> Result<(), Error> {
	check_z(&z_real.0)?;
	if z_imaginary.0 != "0" {
		return Err(Error::Format);
	}
	for [real, imaginary] in [x, y] {
		out.extend_from_slice(&imaginary.bytes()?);
		out.extend_from_slice(&real.bytes()?);
	}
	Ok(())
}

/// A file's points are affine; z = 0 is the point at infinity.
fn check_z(z: &str) -> Result<(), Error> {
	match z {
		"1" => Ok(()),
		"0" => Err(Error::Infinity),
		_ => Err(Error::Format),
	}
}

fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, Error> {
	serde_json::from_slice(json).map_err(|_| Error::Format)
}

fn check_system(protocol: &str, curve: &str) -> Result<(), Error> {
	// snarkjs says bn128, others bn254; it is the same curve.
	if protocol == "groth16" && matches!(curve, "bn128" | "bn254") {
		Ok(())
	} else {
		Err(Error::Format)
	}
}

/// Reads `verification_key.json`, RISC Zero's included. `vk_alphabeta_12` is not looked at: it follows from the rest.
///
/// `Error::Format`, `Error::InputCount` if the number of points does not fit `nPublic`, and the errors of
/// [`VerifyingKey::from_bytes`].
pub fn key(json: &[u8]) -> Result<VerifyingKey, Error> {
	let file: Key = read(json)?;
	check_system(&file.protocol, &file.curve)?;
	if file.points.len() != file.inputs.saturating_add(1) {
		return Err(Error::InputCount);
	}
	let mut bytes = Vec::new();
	put_g1(&file.vk_alpha_1, &mut bytes)?;
	for point in [&file.vk_beta_2, &file.vk_gamma_2, &file.vk_delta_2] {
		put_g2(point, &mut bytes)?;
	}
	for point in &file.points {
		put_g1(point, &mut bytes)?;
	}
	VerifyingKey::from_bytes(&bytes)
}

/// Reads `proof.json`. `Error::Format` and the errors of [`Proof::from_bytes`].
pub fn proof(json: &[u8]) -> Result<Proof, Error> {
	let file: ProofFile = read(json)?;
	check_system(&file.protocol, &file.curve)?;
	let mut bytes = Vec::new();
	put_g1(&file.pi_a, &mut bytes)?;
	put_g2(&file.pi_b, &mut bytes)?;
	put_g1(&file.pi_c, &mut bytes)?;
	Proof::from_bytes(&bytes)
}

/// Reads `public.json`, an array of decimal numbers, as inputs of 32 bytes each, which `Claim::decode` takes.
///
/// `Error::Format`; `Error::ScalarNotReduced` from 2^256 upwards.
pub fn inputs(json: &[u8]) -> Result<Vec<[u8; 32]>, Error> {
	let numbers: Vec<Number> = read(json)?;
	let bytes = |number: &Number| {
		number.bytes().map_err(|error| match error {
			Error::NotReduced => Error::ScalarNotReduced,
			other => other,
		})
	};
	numbers.iter().map(bytes).collect()
}
