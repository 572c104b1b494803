//! Batches and how headers announce them.

use super::samples::{after, opening, swept, waiting, DRAWN};
use codec::Encode;
use hex_literal::hex;
use jmt_primitives::{
	tasks::{seed, Batch, BatchOpened, BatchState, Instant, Opening, MAX_CLAIM_MS, TASK_ENGINE_ID},
	Hash,
};
use proptest::prelude::*;
use sp_runtime::DigestItem;

const OPENED: BatchOpened =
	BatchOpened { first: 7, count: 3, seed: Hash::repeat_byte(0x5e), units: 1_000 };

fn data(batch: &BatchOpened) -> Vec<u8> {
	let DigestItem::Consensus(engine, data) = batch.to_digest_item() else { panic!() };
	assert_eq!(engine, *b"JMTt");
	data
}

#[test]
fn it_reads_back_what_it_announced() {
	let item = OPENED.to_digest_item();
	assert_eq!(BatchOpened::from_digest_item(&item), Some(OPENED));
	assert_eq!(OPENED.numbers(), 7..10);
}

#[test]
fn it_lays_out_the_announcement_as_documented() {
	let fields = [&7u64.to_le_bytes()[..], &3u32.to_le_bytes(), &[0x5e; 32]].concat();
	let units = 1_000u64.to_le_bytes();
	assert_eq!(data(&OPENED), [&[1], &fields[..], &units].concat());
	assert_eq!(OPENED.to_digest_item().encode().len(), 59, "bytes of a header");
}

#[test]
fn it_reads_the_last_numbers_that_there_are() {
	let last = BatchOpened { first: u64::MAX - 3, ..OPENED };
	assert_eq!(BatchOpened::from_digest_data(&data(&last)), Some(last));
	assert_eq!(last.numbers().end, u64::MAX);
}

#[test]
fn it_hashes_two_outputs_to_a_seed() {
	let (one, two) = (Hash::repeat_byte(1), Hash::repeat_byte(2));
	let published = hex!("acebf25053d3a4ed9efdff22f7f15a50698284834d163154657ec45b83e16daa");
	assert_eq!(seed(&one, &two).0, published);
	assert_ne!(seed(&one, &two), seed(&two, &one));
	assert_ne!(seed(&one, &two), seed(&one, &one));
}

#[test]
fn it_knows_what_became_of_a_batch() {
	assert_eq!(waiting(0), BatchState::Waiting);
	assert_eq!(swept(0), BatchState::Swept);
	let batch = Batch { first: 1, count: 1, opening: Some(opening()) };
	assert_eq!(BatchState::of(Some(batch)), BatchState::Drawn(opening()));
}

#[test]
fn it_is_kept_for_the_two_longest_windows_with_room_in_both() {
	let batch = Batch { first: 1, count: 1, opening: Some(opening()) };
	let last = DRAWN.at + 2 * MAX_CLAIM_MS;
	for (at, roomy, stale) in [
		(last, DRAWN.roomy + 10, false),
		(last + 1, DRAWN.roomy + 9, false),
		(last + 1, DRAWN.roomy + 10, true),
		(u64::MAX, DRAWN.roomy, false),
	] {
		assert_eq!(batch.is_stale(Instant { at, roomy }), stale, "{at} {roomy}");
	}
	let undrawn = Batch { opening: None, ..batch };
	assert!(!undrawn.is_stale(Instant { at: u64::MAX, roomy: u32::MAX }));
	let of_the_future = Opening { since: Instant { at: u64::MAX, roomy: 0 }, ..opening() };
	let batch = Batch { opening: Some(of_the_future), ..batch };
	assert!(!batch.is_stale(after(DRAWN, 1)));
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_trailing_and_missing_bytes() {
		let data = data(&OPENED);
		assert_eq!(BatchOpened::from_digest_data(&[&data[..], &[0]].concat()), None);
		for length in 0..data.len() {
			assert_eq!(BatchOpened::from_digest_data(&data[..length]), None);
		}
	}

	#[test]
	fn it_refuses_every_other_version() {
		let mut data = data(&OPENED);
		for version in (0..=u8::MAX).filter(|version| *version != 1) {
			data[0] = version;
			assert_eq!(BatchOpened::from_digest_data(&data), None);
		}
	}

	#[test]
	fn it_refuses_a_batch_of_nothing_and_numbers_beyond_the_last() {
		let nothing = BatchOpened { count: 0, ..OPENED };
		assert_eq!(BatchOpened::from_digest_data(&data(&nothing)), None);
		let beyond = BatchOpened { first: u64::MAX - 2, ..OPENED };
		assert_eq!(BatchOpened::from_digest_data(&data(&beyond)), None);
	}

	#[test]
	fn it_ignores_items_of_other_engines_and_kinds() {
		let data = data(&OPENED);
		for item in [
			DigestItem::Consensus(*b"JMTd", data.clone()),
			DigestItem::PreRuntime(TASK_ENGINE_ID, data.clone()),
			DigestItem::Seal(TASK_ENGINE_ID, data.clone()),
			DigestItem::Other(data),
			DigestItem::RuntimeEnvironmentUpdated,
		] {
			assert_eq!(BatchOpened::from_digest_item(&item), None);
		}
	}
}

proptest! {
	#[test]
	fn it_never_panics_on_a_strangers_digest(
		data in prop::collection::vec(any::<u8>(), 0..80),
		versioned in any::<bool>(),
	) {
		let mut data = data;
		if let (true, Some(version)) = (versioned, data.first_mut()) {
			*version = 1;
		}
		if let Some(batch) = BatchOpened::from_digest_data(&data) {
			prop_assert_eq!(
				batch.to_digest_item(),
				DigestItem::Consensus(TASK_ENGINE_ID, data),
				"what is read has one encoding"
			);
		}
	}
}
