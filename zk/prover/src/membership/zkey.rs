//! The layout of a `.zkey`, looked at before taceo-circom-types reads it: that reader trusts lengths and indices and
//! panics where they are wrong.
//!
//! The file (snarkjs, `zkey_utils.js`): `zkey`, version 1, number of sections, then for each a number, a length of 64
//! bits and its bytes; all numbers little-endian. Sections: 1 protocol, 2 header, 3 IC, 4 coefficients of A and B, 5 to 9
//! the queries A, B1, B2, C and H, 10 contributions.

use crate::Error;
use ark_bn254::Bn254;
use taceo_circom_types::{groth16::Zkey, CheckElement};
use taceo_groth16::ConstraintMatrices;

/// Sections that a reader needs: 1 to 9.
const SECTIONS: usize = 9;
/// Sections that a file may have.
const MOST_SECTIONS: u32 = 16;
const G1: u64 = 64;
const G2: u64 = 128;
/// Bytes of the header: two lengths and primes, three counts, the points.
const HEADER: usize = 2 * (4 + 32) + 3 * 4 + 3 * 64 + 3 * 128;
/// Bytes of a coefficient: matrix, constraint, wire, value.
const COEFFICIENT: usize = 12 + 32;
/// Rows that a circuit may have.
const MOST_ROWS: u32 = 1 << 22;

pub(crate) type Matrices = ConstraintMatrices<ark_bn254::Fr>;
pub(crate) type Key = ark_groth16::ProvingKey<Bn254>;

/// The matrices and the proving key of a file. That points lie on their curves is not looked at, but for the
/// verifying key: it would take ten times as long, and a proof that a wrong point spoils is found out.
///
/// `Error::Zkey`.
pub(crate) fn read(file: &[u8]) -> Result<(Matrices, Key), Error> {
	check(file).map_err(Error::Zkey)?;
	let zkey = Zkey::<Bn254>::from_reader(file, CheckElement::No)
		.map_err(|_| Error::Zkey("a section is not readable"))?;
	Ok(zkey.into())
}

fn check(file: &[u8]) -> Result<(), &'static str> {
	let sections = sections(file)?;
	let [protocol, header, ic, coefficients, a, b_1, b_2, c, h] = sections;
	if word(protocol, 0) != Some(1) || protocol.len() != 4 {
		return Err("it is not of Groth16");
	}
	if header.len() != HEADER {
		return Err("its header is not of BN254");
	}
	let count = |at| word(header, at).ok_or("its header is short");
	let (wires, public, domain) = (count(72)?, count(76)?, count(80)?);
	if public >= wires || wires > MOST_ROWS || domain > MOST_ROWS || !domain.is_power_of_two() {
		return Err("its counts contradict each other");
	}
	let (wires, public) = (u64::from(wires), u64::from(public));
	let lengths = [
		(ic, (public + 1) * G1),
		(a, wires * G1),
		(b_1, wires * G1),
		(b_2, wires * G2),
		(c, (wires - public - 1) * G1),
		(h, u64::from(domain) * G1),
	];
	for (section, length) in lengths {
		if u64::try_from(section.len()) != Ok(length) {
			return Err("a section has another length than its counts say");
		}
	}
	check_coefficients(coefficients, wires, public, domain)
}

/// Each names matrix 0 or 1, a row of the domain and a wire; the rows of the constraints and of the public wires, which
/// come after them, fill more than half of the domain.
fn check_coefficients(
	section: &[u8],
	wires: u64,
	public: u64,
	domain: u32,
) -> Result<(), &'static str> {
	let (head, rows) = section.split_first_chunk::<4>().ok_or("it has no coefficients")?;
	let (coefficients, rest) = rows.as_chunks::<COEFFICIENT>();
	let count = usize::try_from(u32::from_le_bytes(*head)).ok();
	if count != Some(coefficients.len()) || !rest.is_empty() {
		return Err("its coefficients are not as many as it says");
	}
	let mut last = 0;
	for coefficient in coefficients {
		let (Some(matrix), Some(row), Some(wire)) =
			(word(coefficient, 0), word(coefficient, 4), word(coefficient, 8))
		else {
			return Err("a coefficient is short");
		};
		if matrix > 1 || row >= domain || u64::from(wire) >= wires {
			return Err("a coefficient lies outside of the circuit");
		}
		last = last.max(row);
	}
	let rows = u64::from(last) + 1;
	if rows <= public || rows.next_power_of_two() != u64::from(domain) {
		return Err("its domain does not fit its constraints");
	}
	Ok(())
}

/// Sections 1 to 9.
fn sections(file: &[u8]) -> Result<[&[u8]; SECTIONS], &'static str> {
	let short = "it ends too early";
	let (magic, rest) = file.split_first_chunk::<4>().ok_or(short)?;
	if magic != b"zkey" {
		return Err("it is no .zkey");
	}
	let (version, rest) = rest.split_first_chunk().ok_or(short)?;
	if u32::from_le_bytes(*version) != 1 {
		return Err("it has an unknown version");
	}
	let (count, mut rest) = rest.split_first_chunk().ok_or(short)?;
	let count = u32::from_le_bytes(*count);
	if count > MOST_SECTIONS {
		return Err("it has too many sections");
	}
	let mut found: [Option<&[u8]>; SECTIONS] = [None; SECTIONS];
	let mut seen = 0_u32;
	for _ in 0..count {
		let (number, tail) = rest.split_first_chunk().ok_or(short)?;
		let (length, tail) = tail.split_first_chunk().ok_or(short)?;
		let number = u32::from_le_bytes(*number);
		let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| short)?;
		let (section, tail) = tail.split_at_checked(length).ok_or(short)?;
		if number == 0 || number > count || seen >> number & 1 == 1 {
			return Err("its sections are numbered wrongly");
		}
		seen |= 1 << number;
		let place = usize::try_from(number - 1).unwrap_or(usize::MAX);
		if let Some(slot) = found.get_mut(place) {
			*slot = Some(section);
		}
		rest = tail;
	}
	if !rest.is_empty() {
		return Err("bytes follow its last section");
	}
	let mut sections = [&[][..]; SECTIONS];
	for (section, found) in sections.iter_mut().zip(found) {
		*section = found.ok_or("it lacks a section")?;
	}
	Ok(sections)
}

/// Four bytes as a number.
fn word(bytes: &[u8], at: usize) -> Option<u32> {
	let (bytes, _) = bytes.get(at..)?.split_first_chunk()?;
	Some(u32::from_le_bytes(*bytes))
}
