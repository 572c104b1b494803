//! Draws in headers and devices in buckets.

use codec::Encode;
use jmt_primitives::{
	proof_of_time::{bucket_of, drawn_bucket, DRAW_ENGINE_ID},
	DeviceId, Draw, Hash,
};
use proptest::prelude::*;
use sp_crypto_hashing::blake2_256;
use sp_runtime::DigestItem;

const DRAW: Draw = Draw { day: 3, round: 4_321, bucket: 17, hash: Hash::repeat_byte(0x5a) };

fn device(number: u32) -> DeviceId {
	DeviceId(blake2_256(&number.encode()).into())
}

#[test]
fn it_reads_back_what_it_announced() {
	let item = DRAW.to_digest_item();
	assert_eq!(Draw::from_digest_item(&item), Some(DRAW));
	let DigestItem::Consensus(engine, data) = item else { panic!("not a consensus item") };
	assert_eq!(engine, *b"JMTd");
	assert_eq!(data[0], 1, "the version stands first");
	assert_eq!(data[1..], DRAW.encode());
}

#[test]
fn it_refuses_trailing_and_missing_bytes() {
	let DigestItem::Consensus(_, data) = DRAW.to_digest_item() else { panic!() };
	assert_eq!(Draw::from_digest_data(&[&data[..], &[0]].concat()), None);
	for length in 0..data.len() {
		assert_eq!(Draw::from_digest_data(&data[..length]), None);
	}
}

#[test]
fn it_refuses_every_other_version() {
	let DigestItem::Consensus(_, mut data) = DRAW.to_digest_item() else { panic!() };
	for version in (0..=u8::MAX).filter(|version| *version != 1) {
		data[0] = version;
		assert_eq!(Draw::from_digest_data(&data), None);
	}
}

#[test]
fn it_ignores_items_of_other_engines_and_kinds() {
	let DigestItem::Consensus(_, data) = DRAW.to_digest_item() else { panic!() };
	for item in [
		DigestItem::Consensus(*b"BABE", data.clone()),
		DigestItem::PreRuntime(DRAW_ENGINE_ID, data.clone()),
		DigestItem::Seal(DRAW_ENGINE_ID, data.clone()),
		DigestItem::Other(data),
		DigestItem::RuntimeEnvironmentUpdated,
	] {
		assert_eq!(Draw::from_digest_item(&item), None);
	}
}

#[test]
fn it_takes_the_bucket_from_purpose_seed_and_device() {
	let (seed, device) = (Hash::repeat_byte(1), DeviceId(Hash::repeat_byte(2)));
	let hash = blake2_256(&[b"jmt/bucket".as_slice(), &[1; 32], &[2; 32]].concat());
	let number = u128::from_le_bytes(hash[..16].try_into().unwrap());
	for buckets in [1, 2, 10, 4_999, u32::MAX] {
		let expected = (number % u128::from(buckets)) as u32;
		assert_eq!(bucket_of(&seed, &device, buckets), expected);
	}
}

#[test]
fn it_draws_by_another_hash_than_it_sorts_devices() {
	let draw = Hash::repeat_byte(9);
	let purpose = Hash::from(blake2_256(b"jmt/draw"));
	assert_eq!(drawn_bucket(&draw, 1_000_003), bucket_of(&purpose, &DeviceId(draw), 1_000_003));
}

/// Pearson's statistic over 100 buckets has 99 degrees of freedom: mean 99, standard deviation 14.1. The
/// inputs are fixed, so this holds always or never; five deviations would betray a reduction that is off.
fn chi_square(buckets: impl Iterator<Item = u32>) -> f64 {
	let mut counts = [0u32; 100];
	let mut total = 0;
	for bucket in buckets {
		counts[bucket as usize] += 1;
		total += 1;
	}
	let expected = f64::from(total) / 100.0;
	counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum()
}

#[test]
fn it_spreads_devices_and_draws_evenly() {
	let seed = Hash::repeat_byte(7);
	let devices = chi_square((0..100_000).map(|number| bucket_of(&seed, &device(number), 100)));
	let draws = chi_square((0..100_000).map(|number| drawn_bucket(&device(number).0, 100)));
	for statistic in [devices, draws] {
		assert!((99.0 - 70.0..99.0 + 70.0).contains(&statistic), "{statistic}");
	}
}

#[test]
fn it_shuffles_the_fleet_with_each_days_seed() {
	let (today, tomorrow) = (Hash::repeat_byte(1), Hash::repeat_byte(2));
	let same = (0..10_000)
		.filter(|number| {
			let device = device(*number);
			bucket_of(&today, &device, 100) == bucket_of(&tomorrow, &device, 100)
		})
		.count();
	// One in 100 by chance: 100, standard deviation 10.
	assert!((50..150).contains(&same), "{same}");
}

proptest! {
	#[test]
	fn it_stays_below_the_number_of_buckets(
		seed in any::<[u8; 32]>(),
		device in any::<[u8; 32]>(),
		buckets in 1..u32::MAX,
	) {
		prop_assert!(bucket_of(&seed.into(), &DeviceId(device.into()), buckets) < buckets);
		prop_assert!(drawn_bucket(&seed.into(), buckets) < buckets);
		prop_assert_eq!(bucket_of(&seed.into(), &DeviceId(device.into()), 1), 0);
		prop_assert_eq!(bucket_of(&seed.into(), &DeviceId(device.into()), 0), 0);
	}

	#[test]
	fn it_never_panics_on_a_strangers_digest(data in prop::collection::vec(any::<u8>(), 0..80)) {
		if let Some(draw) = Draw::from_digest_data(&data) {
			prop_assert_eq!(
				draw.to_digest_item(),
				DigestItem::Consensus(DRAW_ENGINE_ID, data),
				"what is read has one encoding"
			);
		}
	}
}
