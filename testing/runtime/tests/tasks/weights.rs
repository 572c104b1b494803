//! Weights of tasks against a block ...

use frame_support::{dispatch::DispatchClass, traits::Hooks, weights::Weight, BoundedVec};
use jmt_primitives::{
	authorized::Share,
	tasks::{MAX_OUTPUT_BYTES, MAX_SETTLED},
	KeyType,
};
use jmt_runtime::{constants::block, genesis_presets::DEVELOPMENT, Runtime, Tasks};
use jmt_runtime_harness::{build_genesis, genesis_json};
use pallet_tasks::{costs, WeightInfo};
use sp_runtime::Perbill;

/// The weight that a block has for normal calls, and of it what every transaction takes.
fn normal() -> (Weight, Weight) {
	let limits = <Runtime as frame_system::Config>::BlockWeights::get();
	let normal = limits.get(DispatchClass::Normal);
	(normal.max_total.expect("it is limited"), normal.base_extrinsic)
}

#[test]
fn the_costliest_step_takes_a_quarter_of_their_share_at_most() {
	// A block counts as one with room by it.
	let (normal, base) = normal();
	let quarter = Perbill::from_percent(25) * (Share::Tasks.weight() * normal);
	let output = BoundedVec::truncate_from(vec![0; MAX_OUTPUT_BYTES as usize]);
	for key in KeyType::ALL {
		for step in [
			costs::claim::<Runtime>(key),
			costs::commit::<Runtime>(key),
			costs::reveal::<Runtime>(key, Some(&output)),
		] {
			assert!(step.saturating_add(base).all_lte(quarter), "{key:?}: {step} of {quarter}");
		}
	}
}

#[test]
fn a_block_of_the_costliest_settlements_is_a_block() {
	let (normal, base) = normal();
	let settle = costs::settle::<Runtime>(MAX_SETTLED).saturating_add(base);
	assert!(settle.saturating_mul(4).all_lte(normal), "{settle} of {normal}");
}

#[test]
fn a_block_works_for_tasks_by_itself_a_hundredth_of_it_at_most_and_says_so() {
	type Weights = <Runtime as pallet_tasks::Config>::WeightInfo;
	let most = Weights::on_initialize_seed();
	assert!(most.ref_time() * 100 <= block::MAX_REF_TIME, "{most}");
	let mut ext = build_genesis(&genesis_json(DEVELOPMENT)).expect("it builds");
	ext.execute_with(|| {
		let idle = <Tasks as Hooks<u32>>::on_initialize(1);
		assert_eq!(idle, Weights::on_initialize_idle());
		assert!(idle.all_lte(most) && idle.ref_time() > 0);
	});
}
