use super::stage::Stage;
use frame_support::traits::{OnFinalize, OnIdle, OnInitialize};
use jmt_runtime::Access;
use jmt_runtime_harness::counter::{count, Access as Reached};
use sp_runtime::Weight;

#[test]
fn a_block_of_its_own_does_nothing_for_access() {
	let mut stage = Stage::new();
	stage.chain.read(|| {
		let (weight, reached) = count(|| {
			let begun = Access::on_initialize(3);
			let idle = Access::on_idle(3, Weight::MAX);
			Access::on_finalize(3);
			begun.saturating_add(idle)
		});
		assert_eq!((weight, reached), (Weight::zero(), Reached::default()));
	});
}
