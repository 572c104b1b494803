//! Room for fee-free calls ...

use crate::{mock::*, FreeCalls};
use frame_support::{assert_ok, dispatch::DispatchClass, traits::Get, weights::Weight};
use frame_system::limits::BlockWeights;
use jmt_primitives::authorized::{BlockRoom, FreeShare, Share, Used, ALL_TOGETHER};
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	Perbill,
};

fn full() -> TransactionValidityError {
	InvalidTransaction::ExhaustsResources.into()
}

/// The weight that a block has for normal calls, and of it what every transaction takes.
fn normal() -> (Weight, Weight) {
	let limits: BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
	let normal = limits.get(DispatchClass::Normal);
	(normal.max_total.unwrap(), normal.base_extrinsic)
}

/// A call that takes this part of what a block has for normal calls, with what every transaction takes.
fn part(part: Perbill) -> Weight {
	let (normal, base) = normal();
	Weight::from_parts((part * normal.ref_time()) - base.ref_time(), 0)
}

/// Includes a call of this weight, if there is room for it.
fn take(share: Share, weight: Weight) -> Result<(), TransactionValidityError> {
	ProofOfTime::ensure_room(share, weight)?;
	ProofOfTime::book(share, weight);
	Ok(())
}

/// Blocks with room for each row so far.
fn roomy() -> [u32; 6] {
	Share::ALL.map(ProofOfTime::roomy)
}

#[test]
fn it_is_a_rows_share_by_weight_and_no_more() {
	for share in Share::ALL {
		ExtBuilder::default().build_and_execute(|| {
			run_to(FIRST_SLOT);
			let tenth = part(Perbill::from_percent(10) * share.weight());
			for _ in 0..10 {
				assert_ok!(take(share, tenth));
			}
			let least = Weight::from_parts(1, 0);
			assert_eq!(take(share, least), Err(full()));
			// Another row has room, and the next block has it again.
			let other = Share::ALL.into_iter().find(|other| *other != share).unwrap();
			assert_ok!(take(other, least));
			run_to(FIRST_SLOT + 1);
			assert_ok!(take(share, tenth));
		});
	}
}

#[test]
fn it_is_a_rows_share_by_number_where_that_is_bounded_too() {
	for (share, most) in
		[(Share::Answers, MAX_ANSWERS), (Share::ZeroKnowledge, 32), (Share::Tasks, 400)]
	{
		ExtBuilder::default().build_and_execute(|| {
			run_to(FIRST_SLOT);
			for _ in 0..most {
				assert_ok!(take(share, Weight::zero()));
			}
			assert_eq!(take(share, Weight::zero()), Err(full()));
			assert_eq!(FreeCalls::<Test>::get().rows.of(share).calls, most);
		});
	}
}

#[test]
fn it_is_three_quarters_for_all_together() {
	ExtBuilder::default().build_and_execute(|| {
		run_to(FIRST_SLOT);
		assert_ok!(take(Share::Answers, part(Share::Answers.weight())));
		assert_ok!(take(Share::Activations, part(Share::Activations.weight())));
		// A twentieth is left of the three quarters.
		assert_eq!(take(Share::Tasks, part(Share::Tasks.weight())), Err(full()));
		assert_ok!(take(Share::Packets, part(Share::Packets.weight())));
		assert_eq!(take(Share::Payments, Weight::from_parts(1, 0)), Err(full()));
		let sum = Used::sum(&FreeCalls::<Test>::get().rows);
		assert_eq!(sum.calls, 3);
		assert!(sum.weight.ref_time() <= (ALL_TOGETHER * normal().0).ref_time());
	});
}

#[test]
fn it_counts_a_block_once_its_transactions_are_in() {
	ExtBuilder::default().build_and_execute(|| {
		run_to(FIRST_SLOT);
		assert_eq!(roomy(), [0; 6]);
		run_to(FIRST_SLOT + 3);
		assert_eq!(roomy(), [3; 6]);
	});
}

#[test]
fn it_counts_no_block_that_is_more_than_half_full() {
	ExtBuilder::default().build_and_execute(|| {
		run_to(FIRST_SLOT);
		let half = normal().0.div(2);
		System::register_extra_weight_unchecked(half, DispatchClass::Normal);
		run_to(FIRST_SLOT + 1);
		assert_eq!(roomy(), [1; 6]);
		let more = half.saturating_add(Weight::from_parts(1, 0));
		System::register_extra_weight_unchecked(more, DispatchClass::Normal);
		run_to(FIRST_SLOT + 2);
		assert_eq!(roomy(), [1; 6]);
	});
}

#[test]
fn it_counts_no_block_for_a_row_that_is_used_up() {
	for (index, share) in Share::ALL.into_iter().enumerate() {
		ExtBuilder::default().build_and_execute(|| {
			run_to(FIRST_SLOT);
			assert_ok!(take(share, part(share.weight())));
			run_to(FIRST_SLOT + 1);
			let mut expected = [1; 6];
			expected[index] = 0;
			// A row that takes all that is left for free calls uses up the others too; none does alone.
			assert_eq!(roomy(), expected);
		});
	}
}

#[test]
fn it_counts_no_block_in_which_a_migration_goes_on() {
	ExtBuilder::default().build_and_execute(|| {
		run_to(FIRST_SLOT);
		Migrating::set(true);
		run_to(FIRST_SLOT + 2);
		// It ends within its block, which takes no transactions either.
		Migrating::set(false);
		run_to(FIRST_SLOT + 4);
		// The first block and the fourth. The fifth is not over yet.
		assert_eq!(roomy(), [2; 6]);
	});
}

#[test]
fn it_is_counted_without_an_open_window() {
	ExtBuilder::default().build_and_execute(|| {
		// Long past the window of the only draw.
		Output::set(Some(None));
		run_to(FIRST_SLOT + 3 * u64::from(ROUND_SLOTS));
		assert_eq!(roomy(), [3 * ROUND_SLOTS; 6]);
	});
}

#[test]
fn it_forgets_the_count_of_answers_of_version_one() {
	use crate::migrations::v2::{AnswersInBlock, ToV2};
	use frame_support::traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion};
	ExtBuilder::default().build_and_execute(|| {
		StorageVersion::new(1).put::<ProofOfTime>();
		AnswersInBlock::<Test>::put((7, 3));
		ToV2::<Test>::on_runtime_upgrade();
		assert!(!AnswersInBlock::<Test>::exists());
		assert_eq!(ProofOfTime::on_chain_storage_version(), StorageVersion::new(2));
	});
}
