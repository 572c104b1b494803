//! Proofs and batches over the limbs of WASM, on the native machine, and what is not public.

use crate::{
	batch::{coefficients, verify_batch_over},
	field::limbs29::Limbs,
	key::pairing,
	multiply,
	single::verify_over,
	world::{g1, g2, rng, Secrets},
	Claim, Error, Fr, G1Affine, PreparedKey, Proof, VerifyingKey,
};
use ark_bn254::{Bn254, Fq};
use ark_ec::{pairing::Pairing, CurveGroup};
use ark_ff::{UniformRand, Zero};
use hex_literal::hex;

fn claims<'a>(keys: &'a [(Secrets, PreparedKey)], count: usize, seed: u64) -> Vec<Claim<'a>> {
	let mut rng = rng(seed);
	let claim = |number: usize| {
		let (secrets, key) = &keys[number % keys.len()];
		secrets.claim(key, &mut rng)
	};
	(0..count).map(claim).collect()
}

fn keys() -> Vec<(Secrets, PreparedKey)> {
	let mut rng = rng(60);
	let secrets = [3, 0, 5].map(|inputs| Secrets::new(inputs, &mut rng));
	secrets.into_iter().map(|secrets| (secrets.clone(), secrets.prepared())).collect()
}

#[test]
fn limbs_accept_and_refuse_what_arkworks_field_does() {
	let keys = keys();
	for count in [1, 2, 5, 64] {
		let good = claims(&keys, count, 61);
		assert_eq!(verify_batch_over::<Limbs>(&good), Ok(()), "{count}");
		for claim in good.iter().take(3) {
			assert_eq!(verify_over::<Limbs>(claim), Ok(()));
			let mut bad = claim.clone();
			bad.proof.c = (bad.proof.c + g1(Fr::from(1))).into_affine();
			assert_eq!(verify_over::<Limbs>(&bad), Err(Error::NotProven));
			let mut batch = good.clone();
			batch[count / 2] = bad;
			assert_eq!(verify_batch_over::<Limbs>(&batch), Err(Error::NotProven));
		}
	}
}

#[test]
fn pairings_agree_with_arkworks() {
	let mut rng = rng(62);
	for _ in 0..4 {
		let (p, q) = (g1(Fr::rand(&mut rng)), g2(Fr::rand(&mut rng)));
		let expected = Bn254::pairing(p, q).0;
		assert_eq!(pairing::<Limbs>(&p, &q).store(), expected);
		assert_eq!(pairing::<Fq>(&p, &q).store(), expected);
	}
}

#[test]
fn multiples_agree_with_arkworks() {
	let mut rng = rng(63);
	let edges = [Fr::zero(), Fr::from(1), -Fr::from(1), multiply::LAMBDA, -multiply::LAMBDA];
	let mut scalars: Vec<Fr> = edges.into_iter().chain(multiply::tests::worst_scalars()).collect();
	scalars.extend((0..60).map(|_| Fr::rand(&mut rng)));
	let points: Vec<_> = scalars.iter().map(|_| g1(Fr::rand(&mut rng))).collect();
	multiply::tests::agree::<Limbs>(&points, &scalars);
	multiply::tests::agree::<Fq>(&points, &scalars);
}

/// Coefficients as scalars.
fn drawn(claims: &[Claim<'_>]) -> Vec<Fr> {
	coefficients(claims).into_iter().map(|coefficient| coefficient.scalar()).collect()
}

#[test]
fn every_coefficient_depends_on_each_key_proof_and_input() {
	let keys = keys();
	let good = claims(&keys, 6, 64);
	let before = drawn(&good);
	for (place, one) in before.iter().enumerate() {
		assert!(!one.is_zero());
		assert!(!before[..place].contains(one));
	}
	assert_eq!(drawn(&good), before);
	let differ = |changed: &[Claim<'_>]| {
		let after = drawn(changed);
		assert!(after.iter().zip(&before).all(|(after, before)| after != before));
	};
	// The same points and inputs under a key that has the same secrets but for delta.
	let other = Secrets { delta: keys[0].0.delta + Fr::from(1), ..keys[0].0.clone() }.prepared();
	for place in 0..good.len() {
		let mut changed = good.clone();
		changed[place].proof.a = -changed[place].proof.a;
		differ(&changed);
		let mut changed = good.clone();
		changed[place].proof.b = -changed[place].proof.b;
		differ(&changed);
		let mut changed = good.clone();
		changed[place].proof.c = -changed[place].proof.c;
		differ(&changed);
		for input in 0..good[place].inputs.len() {
			let mut changed = good.clone();
			changed[place].inputs[input] += Fr::from(1);
			differ(&changed);
		}
		if good[place].key.input_count() == other.input_count() {
			let mut changed = good.clone();
			changed[place].key = &other;
			differ(&changed);
		}
	}
	let mut swapped = good.clone();
	swapped.swap(1, 4);
	differ(&swapped);
	differ(&good[..5]);
}

/// The transcript's order and the coefficients' width, by Python in the root of this project:
///
/// ```text
/// import hashlib, json
/// blake2 = lambda *pieces: hashlib.blake2b(b"".join(pieces), digest_size=32).digest()
/// fixtures = "testing/fixtures/zk/"
/// files = (fixtures + "risc0-3.0.key", fixtures + "sp1-6.0.0.key", "chain-specs/semaphore-20.key")
/// keys = [open(file, "rb").read() for file in files]
/// end = lambda file, field: bytes.fromhex(json.load(open(fixtures + file))[field])[-256:]
/// proofs = [end("risc0-receipt.json", "seal"), end("sp1-receipt.json", "proof")]
/// transcript = b""
/// for n in range(6):
///     transcript += blake2(b"jmt/zk/key/v1", keys[n % 3]) + proofs[n % 2]
///     for i in range((len(keys[n % 3]) - 512) // 64):
///         transcript += (100 * n + i).to_bytes(32, "big")
/// seed = blake2(b"jmt/zk/batch/v1", transcript)
/// for n in range(6):
///     print(blake2(b"jmt/zk/coefficient/v1", seed, n.to_bytes(4, "little"))[:16].hex())
/// ```
#[test]
fn coefficients_are_those_of_another_program() {
	let keys: [&[u8]; 3] = [
		include_bytes!("../../../testing/fixtures/zk/risc0-3.0.key"),
		include_bytes!("../../../testing/fixtures/zk/sp1-6.0.0.key"),
		include_bytes!("../../../chain-specs/semaphore-20.key"),
	];
	let keys = keys.map(|bytes| PreparedKey::new(VerifyingKey::from_bytes(bytes).unwrap()));
	let files: [(&[u8], &str); 2] = [
		(include_bytes!("../../../testing/fixtures/zk/risc0-receipt.json"), "seal"),
		(include_bytes!("../../../testing/fixtures/zk/sp1-receipt.json"), "proof"),
	];
	let proofs = files.map(|(file, field)| {
		let file: serde_json::Value = serde_json::from_slice(file).unwrap();
		let bytes = hex::decode(file[field].as_str().unwrap()).unwrap();
		Proof::from_bytes(&bytes[bytes.len() - 256..]).unwrap()
	});
	let claim = |n: usize| {
		let key = &keys[n % 3];
		let inputs = (0..key.input_count()).map(|i| Fr::from((100 * n + i) as u64)); // cast: small
		Claim::new(key, proofs[n % 2].clone(), inputs.collect()).unwrap()
	};
	let claims: Vec<Claim<'_>> = (0..6).map(claim).collect();
	let expected = [
		hex!("6ca9a6d1b9150f6af8a2fbf7006407f3"),
		hex!("61d3bd59437aef356058abd56bb1ce05"),
		hex!("294aa227412f4ca9a944c8beb8933d8c"),
		hex!("20a73c06f7ecf3620f5c3edf33372fac"),
		hex!("a02e305a8a06a047e922880175589c3c"),
		hex!("43fc3ecbe0bd0565077a0854207f2200"),
	];
	// a, then b, the lowest byte first.
	let scalar = |bytes: [u8; 16]| {
		let number = u128::from_le_bytes(bytes);
		Fr::from(number % (1 << 64)) + Fr::from(number >> 64) * multiply::LAMBDA
	};
	assert_eq!(drawn(&claims), expected.map(scalar));
}

/// Points at infinity, which no decoder lets pass, become (0, 0): each place refuses by itself instead of counting as 0.
#[test]
fn infinity_is_refused_where_it_is_divided_by() {
	let nothing = G1Affine::identity();
	let (secrets, key) = &keys()[0];
	let mut rng = rng(66);
	let good = secrets.claim(key, &mut rng);
	let mut a = good.clone();
	a.proof.a = nothing;
	let mut c = good.clone();
	c.proof.c = nothing;
	let mut holed = key.clone();
	holed.key.inputs[1] = nothing;
	// A key of its own: claims of one digest share a group.
	holed.digest = [0; 32];
	let mut of_key = good.clone();
	of_key.key = &holed;
	for bad in [a, c, of_key] {
		assert_eq!(verify_over::<Limbs>(&bad), Err(Error::OffCurve));
		assert_eq!(verify_over::<Fq>(&bad), Err(Error::OffCurve));
		for batch in [[good.clone(), bad.clone()], [bad, good.clone()]] {
			assert_eq!(verify_batch_over::<Limbs>(&batch), Err(Error::OffCurve));
			assert_eq!(verify_batch_over::<Fq>(&batch), Err(Error::OffCurve));
		}
	}
	let mut values = [Fq::from(2), Fq::from(4), Fq::zero()];
	assert_eq!(crate::g1::invert(&mut values[..2]), Ok(()));
	assert_eq!(values[0] * Fq::from(2), Fq::from(1));
	assert_eq!(values[1] * Fq::from(4), Fq::from(1));
	for place in 0..3 {
		let mut values = [Fq::from(2), Fq::from(4), Fq::from(8)];
		values[place] = Fq::zero();
		assert_eq!(crate::g1::invert(&mut values), Err(Error::OffCurve));
	}
}

#[test]
fn the_pairing_of_a_point_outside_the_subgroup_is_0() {
	let mut rng = rng(67);
	let outside = crate::subgroup::twist_point(&mut rng);
	assert!(pairing::<Limbs>(&g1(Fr::from(3)), &outside).store().is_zero());
	assert!(pairing::<Fq>(&g1(Fr::from(3)), &outside).store().is_zero());
	assert!(pairing::<Fq>(&G1Affine::identity(), &g2(Fr::from(3))).store().is_zero());
}

#[test]
fn points_of_small_order_are_refused_by_limbs_too() {
	// The twist's points of order 10069 and others, as the integration tests make them.
	let (secrets, key) = &keys()[1];
	let mut rng = rng(65);
	let proof = secrets.proof(&[], &mut rng);
	for outside in crate::subgroup::points_outside(&proof.b, &mut rng) {
		let proof = Proof::new(proof.a, outside, proof.c).unwrap();
		let claim = Claim::new(key, proof, Vec::new()).unwrap();
		assert_eq!(verify_over::<Limbs>(&claim), Err(Error::OutOfSubgroup));
		let good = secrets.claim(key, &mut rng);
		assert_eq!(verify_batch_over::<Limbs>(&[good, claim]), Err(Error::OutOfSubgroup));
	}
}
