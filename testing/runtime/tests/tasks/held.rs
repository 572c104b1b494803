//! Safe mode and pauses in the middle of a task ...

use super::market::*;
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::tasks::{Stage, Verdict};
use jmt_runtime::{Runtime, RuntimeOrigin, SafeMode, TxPause};
use pallet_tasks::Call;
use pallet_tx_pause::{Error, RuntimeCallNameOf};
use serde_json::json;
use sp_keyring::Sr25519Keyring::{Alice, Eve};
use sp_runtime::{BoundedVec, DispatchError};

fn name(call: &str) -> RuntimeCallNameOf<Runtime> {
	let bytes = |text: &str| text.as_bytes().to_vec().try_into().expect("it is short");
	(bytes("Tasks"), bytes(call))
}

#[test]
fn it_lets_every_step_and_every_end_through_and_no_post() {
	let mut market = Market::start(json!({}));
	let idle = market.post();
	let id = market.opened();
	market.chain.read(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
	});
	let claims = (0..3).map(|worker| market.claim(id, worker)).collect();
	market.chain.block(claims).all_good();
	market.until(id, |stage| matches!(stage, Stage::Running(_)));
	let commits = (0..3).map(|worker| market.commit(id, worker)).collect();
	market.chain.block(commits).all_good();
	let reveals = market.reveals(id);
	market.chain.block(reveals).all_good();
	assert_eq!(market.stage(id), Stage::Ended(Verdict::Done));

	// Nobody has claimed the other one.
	let tasks = BoundedVec::truncate_from(vec![idle]);
	let settle = market.chain.signed(Eve, Call::settle { tasks });
	market.chain.include(vec![settle]).all_good();
	assert_eq!(market.stage(idle), Stage::Ended(Verdict::Expired));
	for task in [idle, id] {
		let collect = market.chain.signed(Alice, Call::collect { task });
		market.chain.include(vec![collect]).all_good();
	}

	let post = market.chain.signed(Alice, Call::post { terms: Box::new(terms()) });
	let filtered: DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
	assert_eq!(market.chain.include(vec![post]).results, [Ok(Err(filtered))]);
}

#[test]
fn no_step_and_no_end_can_be_paused_and_a_post_can() {
	let mut market = Market::start(json!({}));
	market.chain.read(|| {
		for call in ["claim", "commit", "reveal", "settle", "collect", "cancel", "accept", "reject"]
		{
			assert_noop!(
				TxPause::pause(RuntimeOrigin::root(), name(call)),
				Error::<Runtime>::Unpausable
			);
		}
		for call in ["enrol", "set_stake", "post", "challenge"] {
			assert_ok!(TxPause::pause(RuntimeOrigin::root(), name(call)));
		}
	});
}
