use super::start;
use frame_support::traits::{OnFinalize, OnIdle, OnInitialize};
use jmt_runtime::ZkVerifier;
use jmt_runtime_harness::counter::{count, Access};
use sp_runtime::Weight;

#[test]
fn a_block_of_its_own_does_nothing_for_proofs() {
	let mut chain = start();
	chain.read(|| {
		let (weight, access) = count(|| {
			let begun = ZkVerifier::on_initialize(3);
			let idle = ZkVerifier::on_idle(3, Weight::MAX);
			ZkVerifier::on_finalize(3);
			begun.saturating_add(idle)
		});
		assert_eq!((weight, access), (Weight::zero(), Access::default()));
	});
}
