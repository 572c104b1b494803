//! The weight of a checked task. The weights stand beside the reads and writes that they are made of.

use crate::{costs, mock::*, Output, WeightInfo};
use codec::Encode;
use frame_support::{
	traits::Get,
	weights::{RuntimeDbWeight, Weight},
};
use jmt_primitives::KeyType;

/// Weight of a transfer, that of any transaction included, as the chain has measured it: 0.458 ms.
const TRANSFER: u64 = 458_000_000;

type Weights = <Test as crate::Config>::WeightInfo;

/// A task with three slots: post, three claims in the order of tickets, commitments and reveals, the end, and its
/// collection.
fn task_of_three() -> Weight {
	let key = KeyType::Sr25519;
	let bytes = u32::try_from(terms(TWO_OF_THREE).encoded_size()).unwrap();
	let output = Output::try_from(OUTPUT.to_vec()).unwrap();
	let steps = (1..=3).fold(Weight::zero(), |sum, slots| {
		let carried = (slots == 1).then_some(&output);
		sum.saturating_add(costs::claim_of::<Test>(key, slots, false))
			.saturating_add(costs::commit_of::<Test>(key, 3))
			.saturating_add(costs::reveal_of::<Test>(key, 3, carried))
	});
	Weights::post(bytes)
		.saturating_add(steps)
		.saturating_add(costs::end_of::<Test>(3, 0))
		.saturating_add(Weights::collect())
}

/// The same where the database costs so much.
fn with(read: u64, write: u64) -> u64 {
	DbCosts::set(RuntimeDbWeight { read, write });
	let weight = task_of_three().ref_time();
	DbCosts::set(DATABASE);
	weight
}

#[test]
fn a_task_of_three_weighs_no_more_than_fifteen_transfers() {
	let alone = with(0, 0);
	let (reads, writes) = (with(1, 0) - alone, with(0, 1) - alone);
	assert!(reads <= 120, "{reads} reads");
	assert!(writes <= 45, "{writes} writes");
	let weight = task_of_three().ref_time();
	assert!(weight <= 15 * TRANSFER, "{} us", weight / 1_000_000);
	// 55 a second of three quarters of a block of 2 s, of which tasks may have a tenth besides.
	assert!(weight * 55 <= 750_000_000_000, "{} us", weight / 1_000_000);
}

#[test]
fn a_step_is_charged_what_it_took_and_not_more_than_was_said() {
	ExtBuilder.build_and_execute(|| {
		for key in KeyType::ALL {
			assert!(costs::claim_of::<Test>(key, 7, true).all_lte(costs::claim::<Test>(key)));
			assert!(costs::commit_of::<Test>(key, 7).all_lte(costs::commit::<Test>(key)));
			let largest = Output::try_from(vec![0; 16_384]).unwrap();
			let told = costs::reveal_of::<Test>(key, 7, Some(&largest))
				.saturating_add(costs::end_of::<Test>(14, 14));
			assert!(told.all_lte(costs::reveal::<Test>(key, Some(&largest))));
		}
		let blocks: frame_system::limits::BlockWeights =
			<Test as frame_system::Config>::BlockWeights::get();
		assert!(costs::settle::<Test>(16).all_lte(blocks.max_block));
	});
}
