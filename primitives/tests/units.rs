//! The very bytes of certificates, bindings and what is stored about roots of trust.

use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use jmt_primitives::{
	units::{
		signed, Binding, Bound, Certificate, KeyState, Level, Root, RootKey, RootState, Terms,
		UnitState, MAX_ROOT_KEYS,
	},
	AccountId, DeviceId, DevicePublic, DeviceSignature, Hash,
};

const GENESIS: Hash = Hash::repeat_byte(0xaa);
const NULLIFIER: Hash = Hash::repeat_byte(0xcc);
const UNIT: DevicePublic = DevicePublic::P256([0xdd; 33]);
const TIME: u64 = 0x0102_0304_0506_0708;
const TIME_BYTES: [u8; 8] = [8, 7, 6, 5, 4, 3, 2, 1];

/// A purpose with its length before it.
fn purpose(purpose: &str) -> Vec<u8> {
	[&[u8::try_from(purpose.len()).unwrap() << 2], purpose.as_bytes()].concat()
}

#[test]
fn it_lays_a_certificate_out_without_a_chain() {
	let expected = [
		&purpose("jmt/unit/certificate/v1")[..],
		&[7, 0, 0, 0, 3],
		&[0xcc; 32],
		&[3],
		&[0xdd; 33],
		&[1],
		&TIME_BYTES,
	]
	.concat();
	assert_eq!(signed::certificate(7, 3, &NULLIFIER, &UNIT, Level::Two, TIME), expected);
}

#[test]
fn it_lays_a_binding_out_with_the_chain() {
	let (device, owner) = (DeviceId(Hash::repeat_byte(0xdd)), AccountId::new([0xbb; 32]));
	let expected = [
		&purpose("jmt/unit/binding/v1")[..],
		GENESIS.as_bytes(),
		&[0xdd; 32],
		&[0xbb; 32],
		&[0xcc; 32],
		&TIME_BYTES,
	]
	.concat();
	assert_eq!(signed::binding(&GENESIS, &device, &owner, &NULLIFIER, TIME), expected);
}

#[test]
fn it_lays_a_model_out_as_documented() {
	let expected =
		[&purpose("jmt/unit/model/v1")[..], &[7, 0, 0, 0, 3], &[0xcc; 32], &[0xee; 32]].concat();
	assert_eq!(signed::model(7, 3, &NULLIFIER, &Hash::repeat_byte(0xee)), expected);
}

#[test]
fn it_encodes_what_a_call_carries_in_the_documented_order() {
	let signature = DeviceSignature::Ed25519([0x11; 64]);
	let certificate = Certificate {
		root: 7,
		key: 3,
		nullifier: NULLIFIER,
		unit: UNIT,
		level: Level::One,
		expires: TIME,
		signature,
	};
	let expected = [
		&[7, 0, 0, 0, 3][..],
		&[0xcc; 32],
		&[3],
		&[0xdd; 33],
		&[0],
		&TIME_BYTES,
		&[1],
		&[0x11; 64],
	]
	.concat();
	assert_eq!(certificate.encode(), expected);
	assert_eq!(Certificate::decode_all(&mut &expected[..]), Ok(certificate));

	let binding = Binding { expires: TIME, signature };
	assert_eq!(binding.encode(), [&TIME_BYTES[..], &[1], &[0x11; 64]].concat());
}

#[test]
fn it_encodes_what_is_stored_in_the_documented_order() {
	let bound = Bound {
		root: 7,
		key: 3,
		nullifier: NULLIFIER,
		level: Level::Two,
		bound_in: 0x0102_0304,
		expires: TIME,
	};
	let expected = [&[7, 0, 0, 0, 3][..], &[0xcc; 32], &[1], &[4, 3, 2, 1], &TIME_BYTES].concat();
	assert_eq!(bound.encode(), expected);

	let keys = [
		RootKey { public: UNIT, state: KeyState::Active },
		RootKey { public: UNIT, state: KeyState::Revoked { since: 9 } },
	];
	let root = Root {
		maker: AccountId::new([0xbb; 32]),
		terms: Terms { level: Level::Two, quota: 5, share: 1_000_000 },
		used: 4,
		keys: keys.to_vec().try_into().unwrap(),
		state: RootState::Frozen { until: TIME },
	};
	let key = [&[3][..], &[0xdd; 33]].concat();
	let expected = [
		&[0xbb; 32][..],
		&[1, 5, 0, 0, 0, 0x40, 0x42, 0x0f, 0, 4, 0, 0, 0],
		&[2 << 2],
		&key,
		&[0],
		&key,
		&[1, 9, 0, 0, 0],
		&[1],
		&TIME_BYTES,
	]
	.concat();
	assert_eq!(root.encode(), expected);
	assert_eq!(Root::decode_all(&mut &expected[..]), Ok(root));
	assert_eq!([RootState::Active, RootState::Distrusted].encode(), [0, 2]);
	assert_eq!([UnitState::Stands, UnitState::Expired, UnitState::Fell].encode(), [0, 1, 2]);
	assert!(Root::max_encoded_len() <= 4 * 39 + 60, "{}", Root::max_encoded_len());
}

#[test]
fn it_has_no_fifth_key() {
	let keys = vec![RootKey { public: UNIT, state: KeyState::Active }; 5];
	assert_eq!(MAX_ROOT_KEYS, 4);
	assert!(sp_runtime::BoundedVec::<RootKey, sp_runtime::traits::ConstU32<4>>::decode(
		&mut &keys.encode()[..]
	)
	.is_err());
}
