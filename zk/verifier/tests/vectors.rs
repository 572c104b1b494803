//! The cases of EIP-196 and EIP-197 that go-ethereum and pallet-revive run, over our encodings and arkworks' groups.
//!
//! Ours refuse the point at infinity, which the precompiles take: it is let in here by its error alone.

use ark_bn254::Bn254;
use ark_ec::{pairing::Pairing, CurveGroup};
use ark_ff::{One, PrimeField};
use jmt_zk_verifier::{
	g1_bytes, g1_from_bytes, g2_bytes, g2_from_bytes, Error, Fr, G1Affine, G2Affine,
};

#[derive(serde::Deserialize)]
struct Case {
	#[serde(rename = "Input")]
	input: String,
	#[serde(rename = "Expected")]
	expected: String,
	#[serde(rename = "Name")]
	name: String,
}

/// Cases with the input padded by zeros, as a precompile pads it.
fn cases(json: &str, count: usize, length: Option<usize>) -> Vec<(String, Vec<u8>, Vec<u8>)> {
	let cases: Vec<Case> = serde_json::from_str(json).unwrap();
	assert_eq!(cases.len(), count);
	let read = |case: Case| {
		let mut input = hex::decode(case.input).unwrap();
		if let Some(length) = length {
			input.resize(length, 0);
		}
		(case.name, input, hex::decode(case.expected).unwrap())
	};
	cases.into_iter().map(read).collect()
}

fn g1(bytes: &[u8]) -> G1Affine {
	match g1_from_bytes(bytes.try_into().unwrap()) {
		Err(Error::Infinity) => G1Affine::identity(),
		other => other.unwrap(),
	}
}

fn g2(bytes: &[u8]) -> G2Affine {
	match g2_from_bytes(bytes.try_into().unwrap()) {
		Err(Error::Infinity) => G2Affine::identity(),
		other => other.unwrap(),
	}
}

#[test]
fn it_reads_and_writes_the_points_of_eip_196_additions() {
	for (name, input, expected) in
		cases(include_str!("../../../testing/fixtures/zk/eip196-add.json"), 16, Some(128))
	{
		let sum = (g1(&input[..64]) + g1(&input[64..128])).into_affine();
		assert_eq!(g1_bytes(&sum).as_slice(), expected, "{name}");
	}
}

#[test]
fn it_refuses_the_points_of_eip_196_failures() {
	let cases: Vec<serde_json::Value> =
		serde_json::from_str(include_str!("../../../testing/fixtures/zk/eip196-add-failure.json"))
			.unwrap();
	assert_eq!(cases.len(), 5);
	for case in cases {
		let input = hex::decode(case["Input"].as_str().unwrap()).unwrap();
		let refusal = g1_from_bytes(input[..64].try_into().unwrap()).unwrap_err();
		assert!(matches!(refusal, Error::OffCurve | Error::NotReduced), "{}", case["Name"]);
	}
}

#[test]
fn it_reads_and_writes_the_points_of_eip_196_multiplications() {
	for (name, input, expected) in
		cases(include_str!("../../../testing/fixtures/zk/eip196-mul.json"), 19, Some(96))
	{
		// The precompile reduces scalars; `scalar_from_bytes` refuses them.
		let scalar = Fr::from_be_bytes_mod_order(&input[64..96]);
		assert_eq!(
			g1_bytes(&(g1(&input[..64]) * scalar).into_affine()).as_slice(),
			expected,
			"{name}"
		);
	}
}

#[test]
fn it_reads_the_points_of_eip_197_pairings() {
	for (name, input, expected) in
		cases(include_str!("../../../testing/fixtures/zk/eip197-pairing.json"), 14, None)
	{
		assert_eq!(input.len() % 192, 0);
		let pairs = input.chunks(192).map(|pair| (g1(&pair[..64]), g2(&pair[64..])));
		let (firsts, seconds): (Vec<_>, Vec<_>) = pairs.unzip();
		for (first, bytes) in firsts.iter().zip(input.chunks(192)) {
			assert_eq!(g1_bytes(first), bytes[..64]);
		}
		for (second, bytes) in seconds.iter().zip(input.chunks(192)) {
			assert_eq!(g2_bytes(second), bytes[64..]);
		}
		let holds = Bn254::multi_pairing(firsts, seconds).0.is_one();
		assert_eq!(holds, expected[31] == 1, "{name}");
	}
}
