//! Keys that would let anybody forge.

use crate::{
	subgroup::twist_point,
	world::{g1, g2, rng, Secrets},
};
use ark_bn254::{Bn254, Fq12, G1Projective};
use ark_ec::{pairing::Pairing, CurveGroup};
use ark_ff::{AdditiveGroup, BigInteger, Field, PrimeField, UniformRand};
use jmt_zk_verifier::{
	g1_bytes, g2_bytes, verify, verify_batch, Claim, Error, Fr, G1Affine, G2Affine, PreparedKey,
	Proof, VerifyingKey, MAX_INPUTS,
};

fn secrets() -> Secrets {
	Secrets::new(2, &mut rng(10))
}

#[test]
fn it_takes_a_gamma_that_is_the_generator() {
	assert_eq!(secrets().gamma, Fr::from(1));
	assert!(secrets().key().is_ok());
}

#[test]
fn it_takes_other_gammas() {
	let mut rng = rng(11);
	assert!(Secrets { gamma: Fr::rand(&mut rng), ..secrets() }.key().is_ok());
	assert!(Secrets { gamma: -Fr::from(1), ..secrets() }.key().is_ok());
}

#[test]
fn it_refuses_a_delta_that_is_gamma_or_its_negative() {
	let gamma = Fr::rand(&mut rng(12));
	for delta in [gamma, -gamma] {
		assert_eq!(Secrets { gamma, delta, ..secrets() }.key(), Err(Error::DeltaIsGamma));
	}
}

#[test]
fn it_refuses_a_delta_that_is_the_generator_or_its_negative() {
	let gamma = Fr::rand(&mut rng(13));
	for delta in [Fr::from(1), -Fr::from(1)] {
		assert_eq!(Secrets { gamma, delta, ..secrets() }.key(), Err(Error::DeltaIsGenerator));
		// With gamma the generator as well, both reasons hold.
		assert_eq!(Secrets { delta, ..secrets() }.key(), Err(Error::DeltaIsGamma));
	}
}

/// The attack by which such keys were drained, so that the refusal has its reason beside it.
#[test]
fn it_refuses_gamma_for_delta_since_a_proof_of_one_statement_becomes_one_of_another() {
	let mut rng = rng(14);
	let gamma = Fr::rand(&mut rng);
	for delta in [gamma, -gamma] {
		let secrets = Secrets { gamma, delta, ..secrets() };
		let (x, y) = ([Fr::from(1), Fr::from(2)], [Fr::from(1_000_000), Fr::from(3)]);
		let honest = secrets.proof(&x, &mut rng);
		let c = g1_of(&honest.to_bytes()[192..]);
		let [k_0, k_1, k_2] = secrets.inputs[..] else { unreachable!() };
		let statement = |inputs: &[Fr; 2]| g1(k_0 + k_1 * inputs[0] + k_2 * inputs[1]);
		let shift = statement(&x) - statement(&y);
		let forged = if delta == gamma { c + shift } else { c - shift };
		// e(A, B) = e(alpha, beta) e(K(y), gamma) e(C', delta), by arkworks, for a key that we refuse.
		let bytes = honest.to_bytes();
		let (a, b) = (
			g1_of(&bytes[..64]),
			jmt_zk_verifier::g2_from_bytes(bytes[64..192].try_into().unwrap()).unwrap(),
		);
		let right = [g1(secrets.alpha), statement(&y), forged.into_affine()];
		assert_eq!(
			Bn254::pairing(a, b),
			Bn254::multi_pairing(right, [g2(secrets.beta), g2(gamma), g2(delta)])
		);
	}
}

fn g1_of(bytes: &[u8]) -> G1Affine {
	jmt_zk_verifier::g1_from_bytes(bytes.try_into().unwrap()).unwrap()
}

/// A key as a store would hold it that did not refuse it, so that our own check runs over what it would have accepted.
fn unrefused(secrets: &Secrets) -> PreparedKey {
	let (alpha, beta, gamma, delta, inputs) = secrets.points();
	let mut bytes = g1_bytes(&alpha).to_vec();
	for point in [beta, gamma, delta] {
		bytes.extend(g2_bytes(&point));
	}
	for point in inputs {
		bytes.extend(g1_bytes(&point));
	}
	put_target(Bn254::pairing(alpha, beta).0, &mut bytes);
	PreparedKey::from_trusted_bytes(&bytes).unwrap()
}

/// The stored form of e(alpha, beta): of each coordinate of Fq2 the imaginary part first.
fn put_target(value: Fq12, out: &mut Vec<u8>) {
	for half in [value.c0, value.c1] {
		for part in [half.c0, half.c1, half.c2] {
			for number in [part.c1, part.c0] {
				out.extend(number.into_bigint().to_bytes_be());
			}
		}
	}
}

/// Checks that such a proof verifies, alone and in a batch, and that it would not with another A.
fn accepts(key: &PreparedKey, (a, b, c): (G1Affine, G2Affine, G1Affine), inputs: &[Fr]) {
	let claim = |a| {
		let proof = Proof::new(a, b, c).unwrap();
		Claim::new(key, proof, inputs.to_vec()).unwrap()
	};
	assert_eq!(verify(&claim(a)), Ok(()));
	assert_eq!(verify_batch(&[claim(a), claim(a)]), Ok(()));
	let wrong = claim((a + g1(Fr::from(1))).into_affine());
	assert_eq!(verify(&wrong), Err(Error::NotProven));
	assert_eq!(verify_batch(&[claim(a), wrong]), Err(Error::NotProven));
}

/// K(x) out of a key's own points.
fn statement(key: &PreparedKey, inputs: &[Fr; 2]) -> G1Projective {
	let bytes = key.key().to_bytes();
	let [k_0, k_1, k_2] = [448, 512, 576].map(|at| g1_of(&bytes[at..at + 64]));
	k_0 + k_1 * inputs[0] + k_2 * inputs[1]
}

const SIGNS: [bool; 2] = [false, true];

fn signed(scalar: Fr, negative: bool) -> Fr {
	if negative {
		-scalar
	} else {
		scalar
	}
}

/// Forged by the key's points alone: A = K(x) + s alpha, B = gamma + z delta, C = z A.
#[test]
fn it_refuses_a_beta_that_is_gamma_or_its_negative_since_proofs_come_from_the_key() {
	let mut rng = rng(17);
	let gammas = [Fr::rand(&mut rng), Fr::from(1)];
	for (gamma, negative) in gammas.into_iter().flat_map(|gamma| SIGNS.map(|sign| (gamma, sign))) {
		let secrets = Secrets { beta: signed(gamma, negative), gamma, ..secrets() };
		assert_eq!(secrets.key(), Err(Error::BetaIsGamma));
		let key = unrefused(&secrets);
		let (alpha, _, gamma, delta, _) = secrets.points();
		let x = [Fr::from(1_000_000), Fr::rand(&mut rng)];
		let alpha = if negative { -alpha } else { alpha };
		let z = Fr::rand(&mut rng);
		let a = statement(&key, &x) + alpha;
		let b = gamma + delta * z;
		accepts(&key, (a.into_affine(), b.into_affine(), (a * z).into_affine()), &x);
	}
}

/// Forged by the key's points alone: A = K(x), B = gamma, C = -s alpha.
#[test]
fn it_refuses_a_beta_that_is_delta_or_its_negative_since_proofs_come_from_the_key() {
	let mut rng = rng(18);
	for negative in SIGNS {
		let own = secrets();
		let secrets = Secrets { beta: signed(own.delta, negative), ..own };
		assert_eq!(secrets.key(), Err(Error::BetaIsDelta));
		let key = unrefused(&secrets);
		let (alpha, _, gamma, ..) = secrets.points();
		let x = [Fr::from(1_000_000), Fr::rand(&mut rng)];
		let c = if negative { alpha } else { -alpha };
		accepts(&key, (statement(&key, &x).into_affine(), gamma, c), &x);
	}
}

/// A set-up as Groth16 has it, `K_i = (beta u_i + alpha v_i + w_i)/gamma`, whose proving key gives away multiples of u, v
/// and w in both groups.
struct SetUp {
	secrets: Secrets,
	u: [Fr; 3],
	v: [Fr; 3],
	w: [Fr; 3],
}

impl SetUp {
	fn new(alpha: Fr, beta: Fr, gamma: Fr) -> Self {
		let mut rng = rng(19);
		let mut draw = || [0; 3].map(|_| Fr::rand(&mut rng));
		let (u, v, w) = (draw(), draw(), draw());
		let inputs = (0..3).map(|i| (beta * u[i] + alpha * v[i] + w[i]) / gamma).collect();
		Self { secrets: Secrets { alpha, beta, gamma, inputs, ..secrets() }, u, v, w }
	}

	/// u(x), v(x) and w(x).
	fn at(&self, x: &[Fr; 2]) -> [Fr; 3] {
		[self.u, self.v, self.w].map(|k| k[0] + k[1] * x[0] + k[2] * x[1])
	}
}

/// With alpha = s: alpha beta + gamma K(x) = beta (u + s) + s v + w, of which a proving key has beta, beta u, v and w in
/// G2.
#[test]
fn it_refuses_an_alpha_that_is_the_generator_or_its_negative_since_proofs_come_from_the_proving_key(
) {
	let mut rng = rng(20);
	for negative in SIGNS {
		let alpha = signed(Fr::from(1), negative);
		let set_up = SetUp::new(alpha, Fr::rand(&mut rng), Fr::rand(&mut rng));
		assert_eq!(set_up.secrets.key(), Err(Error::AlphaIsGenerator));
		let key = unrefused(&set_up.secrets);
		let (_, beta, _, delta, _) = set_up.secrets.points();
		let x = [Fr::from(1_000_000), Fr::rand(&mut rng)];
		let [u, v, w] = set_up.at(&x);
		let [beta_u, v, w] = [set_up.secrets.beta * u, v, w].map(g2);
		let v = if negative { -v } else { v };
		let one = g1(Fr::from(1));
		let z = Fr::rand(&mut rng);
		let known = beta_u + v + w + if negative { -beta } else { beta };
		let proof = (one, (known + delta * z).into_affine(), (one * z).into_affine());
		accepts(&key, proof, &x);
	}
}

/// With beta = s: alpha beta + gamma K(x) = alpha (v + s) + s u + w, of which a proving key has alpha, alpha v, u and w in
/// G1.
#[test]
fn it_refuses_a_beta_that_is_the_generator_or_its_negative_since_proofs_come_from_the_proving_key()
{
	let mut rng = rng(21);
	for negative in SIGNS {
		let beta = signed(Fr::from(1), negative);
		let set_up = SetUp::new(Fr::rand(&mut rng), beta, Fr::rand(&mut rng));
		assert_eq!(set_up.secrets.key(), Err(Error::BetaIsGenerator));
		let key = unrefused(&set_up.secrets);
		let (alpha, _, _, delta, _) = set_up.secrets.points();
		let x = [Fr::from(1_000_000), Fr::rand(&mut rng)];
		let [u, v, w] = set_up.at(&x);
		let [alpha_v, u, w] = [set_up.secrets.alpha * v, u, w].map(g1);
		let u = if negative { -u } else { u };
		let a = alpha_v + u + w + if negative { -alpha } else { alpha };
		let z = Fr::rand(&mut rng);
		let b = g2(Fr::from(1)) + delta * z;
		accepts(&key, (a.into_affine(), b.into_affine(), (a * z).into_affine()), &x);
	}
}

#[test]
fn it_refuses_a_stored_product_that_no_pairing_has() {
	let stored = PreparedKey::new(secrets().key().unwrap()).to_bytes();
	assert!(PreparedKey::from_trusted_bytes(&stored).is_ok());
	let key = &stored[..stored.len() - 384];
	for value in [Fq12::ZERO, Fq12::ONE] {
		let mut bytes = key.to_vec();
		put_target(value, &mut bytes);
		assert_eq!(PreparedKey::from_trusted_bytes(&bytes), Err(Error::Infinity));
	}
	// Any other is the store's to know.
	let mut bytes = key.to_vec();
	put_target(-Fq12::ONE, &mut bytes);
	assert!(PreparedKey::from_trusted_bytes(&bytes).is_ok());
}

/// A key out of a store's bytes whose beta is outside the subgroup: prepared again, it accepts nothing.
#[test]
fn it_accepts_nothing_under_a_key_that_was_not_refused_and_has_no_pairing() {
	let mut rng = rng(22);
	let own = secrets();
	let mut stored = PreparedKey::new(own.key().unwrap()).to_bytes();
	stored[64..192].copy_from_slice(&g2_bytes(&twist_point(&mut rng)));
	let key = PreparedKey::from_trusted_bytes(&stored).unwrap().key().clone();
	assert_eq!(key.validate(), Err(Error::OutOfSubgroup));
	let key = PreparedKey::new(key);
	assert_eq!(key.to_bytes()[stored.len() - 384..], [0; 384]);
	assert_eq!(PreparedKey::from_trusted_bytes(&key.to_bytes()), Err(Error::Infinity));
	// The equation without e(alpha, beta), which 1 in its place would have made valid.
	let free = Secrets { alpha: Fr::from(0), ..own.clone() };
	for secrets in [own, free] {
		let inputs = vec![Fr::from(1), Fr::from(2)];
		let claim = Claim::new(&key, secrets.proof(&inputs, &mut rng), inputs).unwrap();
		assert_eq!(verify(&claim), Err(Error::NotProven));
		assert_eq!(verify_batch(&[claim.clone(), claim]), Err(Error::OutOfSubgroup));
	}
}

#[test]
fn it_refuses_infinity_at_each_place() {
	let (alpha, beta, gamma, delta, inputs) = secrets().points();
	let (o1, o2) = (G1Affine::identity(), G2Affine::identity());
	let refused = |key: Result<VerifyingKey, Error>| assert_eq!(key, Err(Error::Infinity));
	refused(VerifyingKey::new(o1, beta, gamma, delta, inputs.clone()));
	refused(VerifyingKey::new(alpha, o2, gamma, delta, inputs.clone()));
	refused(VerifyingKey::new(alpha, beta, o2, delta, inputs.clone()));
	refused(VerifyingKey::new(alpha, beta, gamma, o2, inputs.clone()));
	for place in 0..3 {
		let mut inputs = inputs.clone();
		inputs[place] = o1;
		refused(VerifyingKey::new(alpha, beta, gamma, delta, inputs));
	}
	let bytes = secrets().key().unwrap().to_bytes();
	for range in [0..64, 64..192, 192..320, 320..448, 448..512, 512..576, 576..640] {
		let mut bytes = bytes.clone();
		bytes[range].fill(0);
		assert_eq!(VerifyingKey::from_bytes(&bytes), Err(Error::Infinity));
	}
}

#[test]
fn it_refuses_points_off_the_curve_and_outside_the_subgroup_at_each_place() {
	let (alpha, beta, gamma, delta, inputs) = secrets().points();
	let outside = twist_point(&mut rng(15));
	for key in [
		VerifyingKey::new(alpha, outside, gamma, delta, inputs.clone()),
		VerifyingKey::new(alpha, beta, outside, delta, inputs.clone()),
		VerifyingKey::new(alpha, beta, gamma, outside, inputs.clone()),
	] {
		assert_eq!(key, Err(Error::OutOfSubgroup));
	}
	let bytes = secrets().key().unwrap().to_bytes();
	for end in [64, 192, 320, 448, 512, 576, 640] {
		let mut bytes = bytes.clone();
		bytes[end - 1] ^= 1;
		assert_eq!(VerifyingKey::from_bytes(&bytes), Err(Error::OffCurve));
	}
	assert_eq!(VerifyingKey::new(alpha, beta, gamma, delta, Vec::new()), Err(Error::Length));
}

#[test]
fn it_takes_32_inputs_and_refuses_33() {
	let mut rng = rng(16);
	assert!(Secrets::new(MAX_INPUTS, &mut rng).key().is_ok());
	assert_eq!(Secrets::new(MAX_INPUTS + 1, &mut rng).key(), Err(Error::TooManyInputs));
}

#[test]
fn it_names_keys_by_their_content() {
	let key = secrets().key().unwrap();
	let digest = key.digest();
	assert_eq!(PreparedKey::new(key.clone()).digest(), digest);
	assert_eq!(
		PreparedKey::from_trusted_bytes(&PreparedKey::new(key).to_bytes()).unwrap().digest(),
		digest
	);
	assert_ne!(Secrets { delta: Fr::from(2), ..secrets() }.key().unwrap().digest(), digest);
}

#[test]
fn it_takes_every_key_that_networks_start_with_or_machines_have() {
	for bytes in [
		&include_bytes!("../../../chain-specs/semaphore-10.key")[..],
		include_bytes!("../../../chain-specs/semaphore-16.key"),
		include_bytes!("../../../chain-specs/semaphore-20.key"),
		include_bytes!("../../../chain-specs/semaphore-24.key"),
		include_bytes!("../../../chain-specs/place-development.key"),
		include_bytes!("../../../chain-specs/statistics-development.key"),
		include_bytes!("../../../testing/fixtures/zk/risc0-3.0.key"),
		include_bytes!("../../../testing/fixtures/zk/sp1-6.0.0.key"),
	] {
		let key = VerifyingKey::from_bytes(bytes).unwrap();
		assert_eq!(key.to_bytes(), bytes);
		assert_eq!(PreparedKey::from_trusted_bytes(&PreparedKey::new(key).to_bytes()).err(), None);
	}
}
