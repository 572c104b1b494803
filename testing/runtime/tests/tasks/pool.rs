//! Calls of workers in the pool and in blocks ...

use super::market::*;
use jmt_primitives::{DeviceId, DeviceSignature, Hash};
use jmt_runtime::{Runtime, RuntimeCall, UncheckedExtrinsic};
use jmt_runtime_harness::Chain;
use pallet_tasks::Call;
use serde_json::json;

/// The call with this number that is wrong in some way, by a good claim of the task and one of each later step.
fn wrong(
	number: u32,
	market: &mut Market,
	task: u64,
	later: &[UncheckedExtrinsic; 2],
) -> UncheckedExtrinsic {
	let worker = usize::try_from(number % 3).expect("small");
	let device = market.devices[worker].id;
	let made_up = Hash::from_low_u64_be(number.into());
	let seed = market.batch(task).opening.expect("its seed is drawn").seed;
	let mut bytes = [0x5a; 64];
	bytes[..4].copy_from_slice(&number.to_le_bytes());
	let signature = DeviceSignature::Ed25519(bytes);
	let call: RuntimeCall = match number % 8 {
		// Of a task that there is not.
		0 => Call::<Runtime>::claim { task: task + 1, seed, unit: 0, device, signature }.into(),
		// By a seed of another branch.
		1 => market.claim_by(task, worker, made_up, 0),
		// By a unit that the worker has not.
		2 => market.claim_by(task, worker, seed, 1 + number),
		// Of a device that is no worker.
		3 => Call::claim { task, seed, unit: 0, device: DeviceId(made_up), signature }.into(),
		// Signed by nobody, also by a key of another type.
		4 => Call::claim { task, seed, unit: 0, device, signature }.into(),
		5 => {
			let signature = DeviceSignature::P256(bytes);
			Call::claim { task, seed, unit: 0, device, signature }.into()
		},
		// Of a stage that has not come.
		6 => return later[0].clone(),
		_ => return later[1].clone(),
	};
	Chain::free(call)
}

#[test]
fn ten_thousand_invalid_ones_enter_no_pool_and_no_block() {
	let mut market = Market::start(json!({}));
	let task = market.opened();
	let later = [market.commit(task, 0), market.reveal(task, 0, true)];
	let good = market.claim(task, 0);
	let calls: Vec<_> =
		(0..10_000).map(|number| wrong(number, &mut market, task, &later)).collect();
	for (number, call) in calls.iter().enumerate() {
		let verdict = market.chain.validate(call.clone());
		assert!(verdict.is_err(), "call {number}: {verdict:?}");
	}
	// A good one is seen among them.
	assert!(market.chain.validate(good.clone()).is_ok());
	let results = market.chain.block(calls).results;
	assert!(results.iter().all(|result| result.is_err()), "one is in the block");
	market.chain.block(vec![good]).all_good();
}
