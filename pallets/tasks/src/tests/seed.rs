//! Seeds: drawn, announced and cleared by the hook.

use crate::{mock::*, Batches, Books, Recent, Swept};
use frame_support::traits::OnInitialize;
use jmt_primitives::{
	authorized::unknown_batch,
	tasks::{seed, BatchOpened, Bench, Exit, Stage, MAX_CLAIM_MS},
	Hash,
};
use sp_runtime::DigestItem;

/// The batches that this block's header announces.
fn announced() -> Vec<BatchOpened> {
	let logs = System::digest().logs;
	logs.iter().filter_map(BatchOpened::from_digest_item).collect()
}

#[test]
fn the_third_block_draws_by_the_two_between() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..2, 7);
		let first = post(terms(TWO_OF_THREE));
		post(terms(TWO_OF_THREE));
		let block = System::block_number();
		let output = |of: u32| Hash::from(sp_io::hashing::blake2_256(&of.to_le_bytes()));
		for _ in 0..2 {
			blocks(1);
			assert_eq!(announced(), vec![]);
			assert_eq!(stage(first), Stage::Drawing(Bench::Crew));
			let early = hands[0].claim_by(first, Hash::zero(), 0);
			assert_eq!(include(early), Err(unknown_batch()));
		}
		blocks(1);
		// In the mock the parent's output is a hash of the block that asks.
		let seed = seed(&output(block + 2), &output(block + 3));
		assert_eq!(announced(), vec![BatchOpened { first, count: 2, seed, units: 14 }]);
		assert_eq!(opening(first).seed, seed);
		assert_eq!(opening(first).units, 14);
		assert_eq!(stage(first), Stage::Claiming(Bench::Crew));
		blocks(1);
		assert_eq!(announced(), vec![]);
	});
}

#[test]
fn its_work_does_not_grow_with_the_tasks() {
	ExtBuilder.build_and_execute(|| {
		for number in [1, 50] {
			for _ in 0..number {
				post(terms(OPTIMISTIC));
			}
			blocks(2);
			let block = System::block_number() + 1;
			System::initialize(&block, &System::parent_hash(), &Default::default());
			let items = System::digest().logs.len();
			assert_eq!(
				Tasks::on_initialize(block),
				<<Test as crate::Config>::WeightInfo as crate::WeightInfo>::on_initialize_seed()
			);
			assert_eq!(System::digest().logs.len(), items + 1);
		}
		let block = System::block_number() + 1;
		System::initialize(&block, &System::parent_hash(), &Default::default());
		assert_eq!(
			Tasks::on_initialize(block),
			<<Test as crate::Config>::WeightInfo as crate::WeightInfo>::on_initialize_idle()
		);
	});
}

#[test]
fn the_announcement_is_a_consensus_item_of_its_own() {
	ExtBuilder.build_and_execute(|| {
		post(terms(TWO_OF_THREE));
		blocks(3);
		let is_its =
			|log: &DigestItem| matches!(log, DigestItem::Consensus(id, _) if id == b"JMTt");
		assert_eq!(System::digest().logs.iter().filter(|log| is_its(log)).count(), 1);
	});
}

#[test]
fn another_output_of_either_block_is_another_seed() {
	let seeds: Vec<Hash> = [None, Some(1), Some(2)]
		.map(|changed| {
			let mut drawn = Hash::zero();
			ExtBuilder.build_and_execute(|| {
				let id = post(terms(TWO_OF_THREE));
				for block in 1..=3u8 {
					let other = (changed == Some(block - 1)).then_some(Some(Hash::repeat_byte(9)));
					ParentOutput::set(other);
					blocks(1);
				}
				ParentOutput::set(None);
				drawn = opening(id).seed;
			});
			drawn
		})
		.to_vec();
	assert!(seeds[0] != seeds[1] && seeds[0] != seeds[2] && seeds[1] != seeds[2]);
}

#[test]
fn a_block_without_an_output_ends_the_task() {
	ExtBuilder.build_and_execute(|| {
		let id = post(terms(TWO_OF_THREE));
		ParentOutput::set(Some(None));
		blocks(3);
		ParentOutput::set(None);
		assert_eq!(Batches::<Test>::iter().count(), 0);
		assert_eq!(stage(id), Stage::Due(Exit::Unfilled(Bench::Crew)));
		frame_support::assert_ok!(settle(id));
		assert_eq!(Books::<Test>::get().refunded, 3 * PAY);
		assert!(Recent::<Test>::get().is_none());
	});
}

#[test]
fn batches_are_cleared_two_hours_later() {
	ExtBuilder.build_and_execute(|| {
		let mut drawn = Vec::new();
		// Their time passes, and no block has room.
		HasRoom::set(false);
		for _ in 0..20 {
			drawn.push(post(terms(TWO_OF_THREE)));
			blocks(1);
		}
		blocks(3);
		assert_eq!(Batches::<Test>::iter().count(), 20);
		block_after(2 * MAX_CLAIM_MS + 60_000);
		blocks(10);
		assert_eq!(Batches::<Test>::iter().count(), 20);
		HasRoom::set(true);
		blocks(11);
		let left = Batches::<Test>::iter().count();
		blocks(1);
		assert_eq!(Batches::<Test>::iter().count(), left.saturating_sub(2));
		blocks(60);
		assert_eq!(Batches::<Test>::iter().count(), 0);
		assert_eq!(Swept::<Test>::get(), Some(System::block_number() - 3));
		assert_eq!(stage(drawn[0]), Stage::Due(Exit::Unfilled(Bench::Crew)));
	});
}

#[test]
fn a_task_with_a_claim_needs_its_batch_no_more() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let id = opened(terms(TWO_OF_THREE));
		let all: Vec<_> = hands.iter().collect();
		all_claim(id, &all);
		block_after(2 * MAX_CLAIM_MS + 60_000);
		blocks(60);
		assert_eq!(Batches::<Test>::iter().count(), 0);
		assert_eq!(stage(id), Stage::Running(Bench::Crew));
	});
}

#[test]
fn blocks_before_the_first_are_not_looked_at() {
	ExtBuilder.build_and_execute(|| {
		// As when the pallet comes with an upgrade.
		Swept::<Test>::kill();
		System::set_block_number(1_000_000);
		blocks(1);
		assert_eq!(Swept::<Test>::get(), Some(1_000_001 - 3));
	});
}
