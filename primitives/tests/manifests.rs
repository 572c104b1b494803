//! The very bytes of leaves, activations, endorsements and permits, and the words around them.

use codec::{Decode, Encode, MaxEncodedLen};
use jmt_primitives::{
	authorized::{
		codes, prepaid_short, unknown_manifest, valid_activation, ActivationRefusal, Refusal,
		ACTIVATION_TAG, PREPAID_SHORT, UNKNOWN_MANIFEST,
	},
	devices::{Member, Payer},
	domains::{self, Domain, Rank, Role},
	manifests::{leaf_bytes, signed, Leaf, Manifest, MAX_LEAVES, MAX_PROOF},
	merkle::proof_len,
	units::Level,
	AccountId, DeviceId, DevicePublic, Hash,
};

const GENESIS: Hash = Hash::repeat_byte(0xaa);
const TIME: u64 = 0x0102_0304_0506_0708;
const TIME_BYTES: [u8; 8] = [8, 7, 6, 5, 4, 3, 2, 1];

/// A purpose as it opens a payload: with its length, and with the genesis behind it.
fn opening(purpose: &str) -> Vec<u8> {
	let length = u8::try_from(purpose.len()).unwrap() << 2;
	[&[length][..], purpose.as_bytes(), GENESIS.as_bytes()].concat()
}

#[test]
fn it_lays_a_leaf_out_as_documented() {
	let key = DevicePublic::Ed25519([0xcc; 32]);
	let domain_and_index = [5, 0, 0, 0, 9, 0, 0, 0];
	let leaf = Leaf { index: 9, key, owner: None, nullifier: None };
	let expected =
		[&opening("jmt/manifest/leaf/v1")[..], &domain_and_index, &[1], &[0xcc; 32], &[0, 0]]
			.concat();
	assert_eq!(leaf_bytes(&GENESIS, 5, &leaf), expected);

	let owner = Some(AccountId::new([0xbb; 32]));
	let leaf = Leaf { owner, nullifier: Some(Hash::repeat_byte(0xdd)), ..leaf };
	let expected = [
		&opening("jmt/manifest/leaf/v1")[..],
		&domain_and_index,
		&[1],
		&[0xcc; 32],
		&[1],
		&[0xbb; 32],
		&[1],
		&[0xdd; 32],
	]
	.concat();
	assert_eq!(leaf_bytes(&GENESIS, 5, &leaf), expected);
}

#[test]
fn it_lays_what_is_signed_out_as_documented() {
	let owner = AccountId::new([0xbb; 32]);
	let expected = [
		&opening("jmt/device/activate/v1")[..],
		&[3, 0, 0, 0, 9, 0, 0, 0],
		&[0xbb; 32],
		&[0xee; 32],
		&TIME_BYTES,
	]
	.concat();
	assert_eq!(signed::activation(&GENESIS, 3, 9, &owner, &[0xee; 32], TIME), expected);

	let (root, content) = (Hash::repeat_byte(0xcc), Hash::repeat_byte(0xdd));
	let expected = [
		&opening("jmt/manifest/endorse/v1")[..],
		&[2, 0, 0, 0, 5, 0, 0, 0],
		&[0xcc; 32],
		&[7, 0, 0, 0],
		&[0xdd; 32],
		&TIME_BYTES,
		&[1],
	]
	.concat();
	let bytes = signed::endorsement(&GENESIS, 2, 5, &root, 7, &content, TIME, Level::Two);
	assert_eq!(bytes, expected);

	let device = DeviceId(Hash::repeat_byte(0xdd));
	let next = domains::signed::NextMove { registered_in: 8, moves: 9 };
	let payload =
		|from| domains::signed::permit(&GENESIS, &device, next, from, 5, Payer::Domain, TIME);
	let ending = [&[5, 0, 0, 0, 1][..], &TIME_BYTES].concat();
	let next = [8, 0, 0, 0, 9, 0, 0, 0];
	let opening = [&opening("jmt/domain/permit/v1")[..], &[0xdd; 32], &next].concat();
	assert_eq!(payload(None), [&opening[..], &[0], &ending].concat());
	assert_eq!(payload(Some(4)), [&opening[..], &[1, 4, 0, 0, 0], &ending].concat());
}

#[test]
fn it_has_as_many_hashes_as_the_largest_manifest_needs() {
	assert_eq!(proof_len(MAX_LEAVES, 0), Ok(MAX_PROOF));
	assert!((0..64).all(|n| proof_len(MAX_LEAVES - n, 7).unwrap() <= MAX_PROOF));
}

#[test]
fn it_ranks_the_higher_domain_first_and_the_owner_before_the_admin() {
	let rank = |depth, role| Rank { depth, role };
	let ranks =
		[rank(1, Role::Owner), rank(1, Role::Admin), rank(2, Role::Owner), rank(8, Role::Admin)];
	assert!(ranks.is_sorted());
}

#[test]
fn it_has_a_code_for_every_refusal_of_an_activation() {
	let mut codes: Vec<u8> = ActivationRefusal::ALL.iter().map(Refusal::code).collect();
	codes.extend([UNKNOWN_MANIFEST, PREPAID_SHORT]);
	codes.sort_unstable();
	let all: Vec<u8> = (20..=41).filter(|code| *code != 22).collect();
	assert_eq!(codes, all);
	for reason in ActivationRefusal::ALL {
		assert_eq!(codes::range_of(reason.code()), Some(codes::DEVICES));
		assert_eq!(ActivationRefusal::from_code(reason.code()), Some(reason));
	}
	assert_eq!(ActivationRefusal::from_code(UNKNOWN_MANIFEST), None);
	assert_ne!(unknown_manifest(), prepaid_short());
	assert_eq!(valid_activation(3, 9).provides, [(ACTIVATION_TAG, (3u32, 9u32)).encode()]);
}

#[test]
fn it_stores_no_more_than_stated() {
	assert!(Domain::max_encoded_len() <= 200, "{}", Domain::max_encoded_len());
	assert!(Manifest::max_encoded_len() <= 200, "{}", Manifest::max_encoded_len());
	assert!(Member::max_encoded_len() <= 170, "{}", Member::max_encoded_len());
}

#[test]
fn it_refuses_levels_that_are_none() {
	for byte in [2u8, 3] {
		assert!(Level::decode(&mut &[byte][..]).is_err());
	}
	assert_eq!([Level::One, Level::Two].encode(), [0, 1]);
}
