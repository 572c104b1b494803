use codec::Encode;
use jmt_primitives::merkle::{locate, Flags, FLAGS_PER_CHUNK};
use proptest::prelude::*;
use std::collections::BTreeSet;

#[test]
fn it_encodes_flags_lowest_bit_first() {
	let mut flags = Flags::default();
	for flag in [0, 9, 511] {
		flags.set(flag);
	}
	let mut bytes = [0u8; 64];
	(bytes[0], bytes[1], bytes[63]) = (1, 2, 0x80);
	assert_eq!(flags.encode(), bytes);
}

#[test]
fn it_has_no_flag_beyond_the_last() {
	let mut flags = Flags::default();
	for flag in [512, 513, u32::MAX] {
		flags.set(flag);
		assert!(!flags.is_set(flag));
	}
	assert_eq!(flags, Flags::default());
}

#[test]
fn it_finds_every_index_in_a_place_of_its_own() {
	assert_eq!(locate(0), (0, 0));
	assert_eq!(locate(511), (0, 511));
	assert_eq!(locate(512), (1, 0));
	assert_eq!(locate(u32::MAX), (u32::MAX / 512, 511));
}

proptest! {
	#[test]
	fn it_is_a_set(set in prop::collection::btree_set(0..FLAGS_PER_CHUNK, 0..80)) {
		let mut flags = Flags::default();
		set.iter().for_each(|flag| flags.set(*flag));
		let found: BTreeSet<u32> = (0..FLAGS_PER_CHUNK).filter(|flag| flags.is_set(*flag)).collect();
		prop_assert_eq!(flags.count() as usize, set.len());
		prop_assert_eq!(found, set);
	}
}
