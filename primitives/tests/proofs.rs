//! Zero-knowledge proofs: encodings that clients rely on, statements and their inputs.

use crate::cell::any_cell;
use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use jmt_primitives::{
	cell::Region,
	proofs::{
		region_bits, scope::circuit_input, semaphore, statement_hash, Claim, GenesisKey, Inputs,
		KeyId, MembershipKeys, MembershipProof, Place, ProofBytes, Purpose, Refused, Scalar,
		Semaphore, SetUp, Statement, Statistics, MAX_INPUTS,
	},
	AccountId, Hash,
};
use proptest::prelude::*;
use sp_core::Bytes;
use std::collections::BTreeSet;

fn account() -> AccountId {
	AccountId::new([3; 32])
}

#[test]
fn a_scalar_is_32_bytes_with_the_greatest_first() {
	assert_eq!(Scalar::from(0x0102).encode(), [vec![0; 30], vec![1, 2]].concat());
	assert_eq!(Scalar::from(u64::MAX).0[23..25], [0, 0xff]);
	assert_eq!(Scalar::from(Hash::repeat_byte(9)).0, [9; 32]);
	assert_eq!(Scalar::max_encoded_len(), 32);
	// Travels as it is: the verifier names the refusal.
	assert_eq!(Scalar::decode_all(&mut &[0xff; 32][..]), Ok(Scalar([0xff; 32])));
}

#[test]
fn a_proof_is_256_bytes_without_a_length() {
	let proof = ProofBytes(core::array::from_fn(|place| place.to_le_bytes()[0]));
	assert_eq!(proof.encode(), proof.0);
	assert!(ProofBytes::decode(&mut &[0; 255][..]).is_err());
	assert!(format!("{proof:?}").starts_with("0x000102"));
	let membership =
		MembershipProof { depth: 20, root: Scalar::from(1), nullifier: Scalar::from(2), proof };
	assert_eq!(membership.encoded_size(), 1 + 64 + 256);
}

#[test]
fn inputs_are_32_at_most() {
	let many = |count: u32| vec![Scalar::default(); count as usize].encode();
	assert!(Inputs::decode_all(&mut &many(MAX_INPUTS)[..]).is_ok());
	assert!(Inputs::decode_all(&mut &many(MAX_INPUTS + 1)[..]).is_err());
	let inputs = Inputs::try_from(vec![Scalar::from(1)]).unwrap();
	let claim = Claim { key: Hash::repeat_byte(1), proof: ProofBytes([2; 256]), inputs };
	assert_eq!(claim.encoded_size(), 32 + 256 + 1 + 32);
}

#[test]
fn variants_keep_their_numbers() {
	let purposes = [
		Purpose::Membership { depth: 20 },
		Purpose::Place,
		Purpose::Statistics,
		Purpose::Receipt,
		Purpose::Other,
	];
	for (number, purpose) in (0u8..).zip(purposes) {
		assert_eq!(purpose.encode()[0], number);
	}
	assert_eq!(purposes[0].encode(), [0, 20]);
	assert_eq!(SetUp::Development.encode(), [0]);
	let transcript = Hash::repeat_byte(7);
	assert_eq!(SetUp::Ceremony { transcript }.encode(), [vec![1], vec![7; 32]].concat());
	let mut texts = BTreeSet::new();
	let reasons: Vec<Refused> =
		(0u8..=255).map_while(|number| Refused::decode(&mut &[number][..]).ok()).collect();
	assert_eq!(reasons.first(), Some(&Refused::UnknownKey));
	assert_eq!(reasons.last(), Some(&Refused::WrongPurpose));
	for (number, reason) in (0u8..).zip(&reasons) {
		assert_eq!(reason.encode(), [number]);
		assert!(texts.insert(reason.to_string()), "{reason}");
	}
	assert_eq!(reasons.len(), 11);
}

#[test]
fn a_statement_is_named_by_key_and_inputs_alone() {
	let (key, inputs) = (Hash::repeat_byte(1), vec![Scalar::from(5)]);
	let bytes = [b"jmt/zk/statement/v1".as_slice(), &[1; 32], &[4], &[0; 31], &[5]].concat();
	assert_eq!(statement_hash(&key, &inputs).0, sp_crypto_hashing::blake2_256(&bytes));
	let others = [
		statement_hash(&Hash::repeat_byte(2), &inputs),
		statement_hash(&key, &[]),
		statement_hash(&key, &[Scalar::from(6)]),
		statement_hash(&key, &[Scalar::from(5), Scalar::default()]),
	];
	assert!(!others.contains(&statement_hash(&key, &inputs)));
}

#[test]
fn semaphore_has_a_key_of_its_own_for_each_depth_from_1_to_32() {
	assert_eq!((Semaphore::key(0), Semaphore::key(33)), (None, None));
	assert_eq!(Semaphore::key(255), None);
	let keys: BTreeSet<KeyId> = (1..=32).map(|depth| Semaphore::key(depth).unwrap()).collect();
	assert_eq!(keys.len(), 32);
	assert!(!keys.contains(&Hash::zero()));
	assert_eq!(Semaphore::key(1), Some(semaphore::KEYS[0]));
	assert_eq!(Semaphore::key(32), Some(semaphore::KEYS[31]));
	// Of the fixture, written by npm's files and this crate's reader of hexadecimal digits.
	let text = hex::encode(semaphore::KEYS[0]);
	assert_eq!(text, "8fc96800aa26a0b78d35ee59494c98a24fbead7232d6c992b35fa14072c8c54f");
}

#[test]
fn a_key_of_genesis_is_written_as_hexadecimal_text() {
	let key = GenesisKey {
		bytes: Bytes(vec![0xab, 1]),
		purpose: Purpose::Membership { depth: 20 },
		set_up: SetUp::Ceremony { transcript: Hash::repeat_byte(7) },
	};
	let text = serde_json::to_string(&key).unwrap();
	let transcript = "07".repeat(32);
	assert_eq!(
		text,
		format!(
			"{{\"bytes\":\"0xab01\",\"purpose\":{{\"Membership\":{{\"depth\":20}}}},\
			\"set_up\":{{\"Ceremony\":{{\"transcript\":\"0x{transcript}\"}}}}}}"
		)
	);
	assert_eq!(serde_json::from_str::<GenesisKey>(&text).unwrap(), key);
}

#[test]
fn statistics_have_their_inputs_in_the_order_of_the_circuit() {
	let (key, label) = (Hash::repeat_byte(1), Hash::repeat_byte(2));
	let statement = Statement::Statistics(Statistics {
		key,
		account: account(),
		label,
		count: 3,
		sum: 1 << 40,
		least: 10,
		greatest: 30,
	});
	let expected = [77, 3, 1 << 40, 10, 30].map(Scalar::from);
	assert_eq!(statement.inputs(&Scalar::from(77)), expected);
	assert_eq!((statement.key(), statement.purpose()), (&key, Purpose::Statistics));
	assert_eq!(statement.anchor(), (&account(), &label));
}

#[test]
fn a_place_has_its_inputs_in_the_order_of_the_circuit() {
	let (message, scope) = (Hash::repeat_byte(4), Hash::repeat_byte(5));
	let region = Region::Within("8928308280fffff".parse().unwrap());
	let (key, label) = (Hash::repeat_byte(1), Hash::repeat_byte(2));
	let statement = Statement::Place(Place {
		key,
		account: account(),
		label,
		alias: Scalar::from(6),
		message,
		scope,
		region,
		first: 100,
		last: 200,
	});
	let (mask, prefix) = region_bits(region);
	let expected = vec![
		Scalar::from(77),
		Scalar::from(6),
		circuit_input(&message),
		circuit_input(&scope),
		mask.into(),
		prefix.into(),
		Scalar::from(100),
		Scalar::from(200),
	];
	assert_eq!(statement.inputs(&Scalar::from(77)), expected);
	assert_eq!((statement.key(), statement.purpose()), (&key, Purpose::Place));
	assert_eq!(statement.anchor(), (&account(), &label));
}

#[test]
fn the_bits_of_a_region_leave_out_resolution_and_finer_digits() {
	assert_eq!(region_bits(Region::World), (0, 0));
	// Resolution 9: the digits 10 to 15 are 18 bits.
	let region = Region::Within("8928308280fffff".parse().unwrap());
	assert_eq!(region_bits(region), (0xff0f_ffff_fffc_0000, 0x0802_8308_280c_0000));
	// Resolution 15 leaves out the resolution alone.
	let region = Region::Within("8f283082801a000".parse().unwrap());
	assert_eq!(region_bits(region).0, 0xff0f_ffff_ffff_ffff);
}

proptest! {
	#[test]
	fn the_bits_of_a_region_say_what_lies_in_it(
		cell in any_cell(),
		other in any_cell(),
		at in 0u8..=15,
	) {
		let resolution = at.min(cell.resolution());
		let above = Region::Within(cell.parent(resolution).unwrap());
		for region in [above, Region::Within(other), Region::World] {
			let (mask, prefix) = region_bits(region);
			prop_assert_eq!(
				cell.number() & mask == prefix,
				region.contains(Region::Within(cell))
			);
		}
	}
}
