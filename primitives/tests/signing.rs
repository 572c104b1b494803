//! The very bytes that devices sign.

use jmt_primitives::{
	devices::signed::registration, proof_of_time::signed::answer, AccountId, DeviceId, Hash,
};

const GENESIS: Hash = Hash::repeat_byte(0xaa);

#[test]
fn it_lays_a_registration_out_as_documented() {
	let owner = AccountId::new([0xbb; 32]);
	let expected = [
		&[22 << 2][..],
		b"jmt/device/register/v1",
		&[0xaa; 32],
		&[0xbb; 32],
		&[0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01],
	]
	.concat();
	assert_eq!(registration(&GENESIS, &owner, 0x0102_0304_0506_0708), expected);
}

#[test]
fn it_lays_an_answer_out_as_documented() {
	let expected = [
		&[27 << 2][..],
		b"jmt/proof-of-time/answer/v1",
		&[0xaa; 32],
		&[0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01],
		&[0xcc; 32],
		&[0xdd; 32],
	]
	.concat();
	let device = DeviceId(Hash::repeat_byte(0xdd));
	let bytes = answer(&GENESIS, 0x0102_0304_0506_0708, &Hash::repeat_byte(0xcc), &device);
	assert_eq!(bytes, expected);
}

#[test]
fn it_names_the_purpose_so_that_no_payload_is_the_start_of_another() {
	let owner = AccountId::new([0xbb; 32]);
	let one = registration(&GENESIS, &owner, 1);
	let other = answer(&GENESIS, 1, &GENESIS, &DeviceId(GENESIS));
	let common = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
	assert!(common < 22, "they part within the purpose");
}
