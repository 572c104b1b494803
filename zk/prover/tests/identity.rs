//! Identities against npm `@semaphore-protocol/identity` (`testing/fixtures/zk/identity.json`).

use jmt_zk_prover::{Identity, Scalar};
use serde_json::Value;

fn scalar(value: &Value) -> Scalar {
	let bytes = hex::decode(value.as_str().unwrap()).unwrap();
	Scalar::from_be_bytes(&bytes.try_into().unwrap()).unwrap()
}

#[test]
fn they_are_semaphores_for_keys_of_every_length() {
	let file = include_str!("../../../testing/fixtures/zk/identity.json");
	let file: Value = serde_json::from_str(file).unwrap();
	let cases = file["cases"].as_array().unwrap();
	assert_eq!(cases.len(), 27);
	for case in cases {
		let key = hex::decode(case["private_key"].as_str().unwrap()).unwrap();
		let identity = Identity::from_private_key(&key);
		assert_eq!(*identity.secret_scalar(), scalar(&case["secret"]).to_be_bytes());
		let [x, y] = identity.public_key();
		assert_eq!([x, y], [&case["public_key"][0], &case["public_key"][1]].map(scalar));
		assert_eq!(identity.commitment(), scalar(&case["commitment"]));
		assert_eq!(identity.nullifier(&scalar(&case["scope"])), scalar(&case["nullifier"]));
	}
}

#[test]
fn they_print_no_secret() {
	let identity = Identity::from_private_key(&[7; 32]);
	let text = format!("{identity:?}");
	assert!(text.contains(&format!("{:?}", identity.commitment())));
	assert!(!text.contains(&hex::encode(*identity.secret_scalar())));
}
