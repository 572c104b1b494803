//! Project Wycheproof: every vector that fits the types, accepted and refused ones.
//!
//! A signature that is not 64 bytes long cannot be expressed; the vectors that have one are all invalid,
//! which is asserted, and they are counted.

use jmt_primitives::{DevicePublic, DeviceSignature};
use wycheproof::{ecdsa, eddsa, TestResult};

/// How a set of vectors went.
#[derive(Default, Debug)]
struct Tally {
	accepted: usize,
	refused: usize,
	/// Invalid by its length alone.
	inexpressible: usize,
	/// Vector and comment of each result other than published.
	surprises: Vec<(usize, String)>,
}

impl Tally {
	fn note(
		&mut self,
		id: usize,
		comment: &str,
		expected: TestResult,
		verify: impl FnOnce([u8; 64]) -> bool,
		signature: &[u8],
	) {
		let valid = match expected {
			TestResult::Valid => true,
			TestResult::Invalid => false,
			TestResult::Acceptable => panic!("vector {id} leaves the result open"),
		};
		let Ok(signature) = <[u8; 64]>::try_from(signature) else {
			assert!(!valid, "vector {id} is valid with {} bytes", signature.len());
			self.inexpressible += 1;
			return;
		};
		let accepted = verify(signature);
		if accepted != valid {
			self.surprises.push((id, comment.into()));
		} else if accepted {
			self.accepted += 1;
		} else {
			self.refused += 1;
		}
	}

	fn total(&self) -> usize {
		self.accepted + self.refused + self.inexpressible + self.surprises.len()
	}
}

/// SEC 1, 2.3.3: the sign of `y` and `x`, from `04 ++ x ++ y`.
fn compress(uncompressed: &[u8]) -> [u8; 33] {
	assert_eq!((uncompressed.len(), uncompressed[0]), (65, 4));
	let mut compressed = [0; 33];
	compressed[0] = 2 + (uncompressed[64] & 1);
	compressed[1..].copy_from_slice(&uncompressed[1..33]);
	compressed
}

fn run_ecdsa(
	name: ecdsa::TestName,
	key: impl Fn([u8; 33]) -> DevicePublic,
	signature: impl Fn([u8; 64]) -> DeviceSignature,
) -> Tally {
	let set = ecdsa::TestSet::load(name).unwrap();
	let mut tally = Tally::default();
	for group in &set.test_groups {
		let key = key(compress(&group.key.key));
		for test in &group.tests {
			let verify = |bytes| signature(bytes).verify(&test.msg, &key);
			tally.note(test.tc_id, &test.comment, test.result, verify, &test.sig);
		}
	}
	assert_eq!(tally.total(), set.number_of_tests);
	tally
}

#[test]
fn it_agrees_on_p256() {
	let tally = run_ecdsa(
		ecdsa::TestName::EcdsaSecp256r1Sha256P1363,
		DevicePublic::P256,
		DeviceSignature::P256,
	);
	assert_eq!(tally.surprises, []);
	assert!(tally.accepted >= 100 && tally.refused >= 50, "{tally:?}");
}

#[test]
fn it_agrees_on_secp256k1() {
	let tally = run_ecdsa(
		ecdsa::TestName::EcdsaSecp256k1Sha256P1363,
		DevicePublic::Secp256k1,
		DeviceSignature::Secp256k1,
	);
	assert_eq!(tally.surprises, []);
	assert!(tally.accepted >= 100 && tally.refused >= 50, "{tally:?}");
}

/// Invalid by RFC 8032, 5.1.3, valid by ZIP 215, whose rules the host follows: `R` is the point with y = 1
/// and the sign bit of x set, an encoding of the identity that is not canonical. Only the key's holder can
/// make such a signature, and nothing is identified by one.
const ZIP_215_ALONE: [(usize, &str); 1] = [(151, "R encodes y = 1 with the sign bit of x set.")];

#[test]
fn it_agrees_on_ed25519_but_for_what_zip_215_allows() {
	let set = eddsa::TestSet::load(eddsa::TestName::Ed25519).unwrap();
	let mut tally = Tally::default();
	for group in &set.test_groups {
		let key = DevicePublic::Ed25519(group.key.pk.as_slice().try_into().unwrap());
		for test in &group.tests {
			let verify = |bytes| DeviceSignature::Ed25519(bytes).verify(&test.msg, &key);
			tally.note(test.tc_id, &test.comment, test.result, verify, &test.sig);
		}
	}
	assert_eq!(tally.total(), set.number_of_tests);
	assert_eq!(tally.surprises.len(), ZIP_215_ALONE.len(), "{:?}", tally.surprises);
	for ((id, comment), (allowed, reason)) in tally.surprises.iter().zip(ZIP_215_ALONE) {
		assert!(*id == allowed && comment.starts_with(reason), "{id}: {comment}");
	}
	assert!(tally.accepted >= 60 && tally.refused >= 30, "{tally:?}");
}
