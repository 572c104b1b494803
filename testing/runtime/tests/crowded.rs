//! Blocks that others fill: who may crowd devices out, and that it is not held against these.

use codec::Encode;
use frame_support::{dispatch::GetDispatchInfo, traits::Get, weights::Weight};
use jmt_primitives::{DeviceId, Draw, KeyType};
use jmt_runtime::{genesis_presets::DEVELOPMENT, Hash, Runtime, RuntimeEvent, UncheckedExtrinsic};
use jmt_runtime_harness::{
	days::{short_days, ROUND_SLOTS},
	device::Device,
	Chain,
};
use pallet_proof_of_time::{AnswerOutcome, Event, Miss};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob};
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	BoundedVec,
};

/// A chain with one device, which every draw asks, on the first day that it counts.
fn start() -> (Chain, Hash, Device) {
	let mut chain = Chain::start_with(DEVELOPMENT, short_days(1, u32::MAX));
	chain.blocks(1);
	let genesis = chain.genesis_hash();
	let device = Device::number(0);
	chain.enrol(&Alice.to_account_id(), [device.public()]);
	chain.until_next_day();
	(chain, genesis, device)
}

/// Claims of what is not the caller's: they weigh by the devices that they name, and fail.
fn claims(
	chain: &mut Chain,
	by: Sr25519Keyring,
	count: u32,
	devices: usize,
) -> Vec<UncheckedExtrinsic> {
	let devices = BoundedVec::truncate_from(vec![DeviceId(Hash::repeat_byte(7)); devices]);
	let call = pallet_proof_of_time::Call::<Runtime>::claim { devices };
	(0..count).map(|earlier| chain.signed_after(by, earlier, call.clone())).collect()
}

/// Fills a block with what pays. The last that no longer fit leave more room than an answer takes.
fn fill(chain: &mut Chain) {
	let extrinsics = claims(chain, Alice, 100, 256);
	let results = chain.block(extrinsics).results;
	let full: TransactionValidityError = InvalidTransaction::ExhaustsResources.into();
	assert!(results.contains(&Err(full)), "the block took them all");
}

/// Outcome of a device's answer after it was silent for a round in so many blocks of whose window others filled
/// them.
fn after_silence(filled: u64) -> AnswerOutcome {
	let (mut chain, genesis, device) = start();
	let draw = chain.until_draw(10);
	chain.block(vec![device.answer(&genesis, &draw)]).all_good();
	chain.until_draw(10);
	for block in 1..ROUND_SLOTS {
		if block <= filled {
			fill(&mut chain);
		} else {
			chain.blocks(1);
		}
	}
	let draw = chain.until_draw(1);
	let made = chain.block(vec![device.answer(&genesis, &draw)]).all_good();
	let outcome = made.events.into_iter().find_map(|event| match event {
		RuntimeEvent::ProofOfTime(Event::Answered { outcome, .. }) => Some(outcome),
		_ => None,
	});
	outcome.expect("it answered")
}

#[test]
fn a_silent_device_is_excused_when_hardly_a_block_had_room() {
	let forfeited = after_silence(3);
	assert!(
		matches!(forfeited, AnswerOutcome::Forfeited { miss: Miss::Round(_), .. }),
		"{forfeited:?}"
	);
	let earned = after_silence(4);
	assert!(matches!(earned, AnswerOutcome::Earned { amount } if amount > 0), "{earned:?}");
}

#[test]
fn operational_calls_cannot_crowd_anybody_out() {
	let (mut chain, genesis, device) = start();
	let draw = chain.until_draw(10);
	// Everybody may send them; they fail, and keep the weight that they declared.
	let kill = |subkeys| frame_system::Call::<Runtime>::kill_prefix { prefix: vec![1], subkeys };
	let full: TransactionValidityError = InvalidTransaction::ExhaustsResources.into();
	let whole = chain.signed(Bob, kill(16_000));
	assert_eq!(chain.validate(whole), Err(full));
	let part = kill(1_500);
	let weight = part.get_dispatch_info().total_weight();
	assert!(weight.ref_time() > 70_000_000_000, "{weight}");
	let mut extrinsics: Vec<_> =
		(0..12).map(|earlier| chain.signed_after(Alice, earlier, part.clone())).collect();
	extrinsics.push(device.answer(&genesis, &draw));
	let results = chain.block(extrinsics).results;
	assert!(matches!(results[0], Ok(Err(_))), "{:?}", results[0]);
	assert!(results.contains(&Err(full)), "they took the whole block: {results:?}");
	assert_eq!(results.last(), Some(&Ok(Ok(()))));
}

#[test]
fn a_block_has_room_if_the_largest_answer_still_fits() {
	let (mut chain, genesis, _) = start();
	let draw: Draw = chain.until_draw(10);
	let (most, length): (Weight, u32) =
		chain.read(<Runtime as pallet_proof_of_time::Config>::LargestAnswer::get);
	let weights = KeyType::ALL.map(|key_type| {
		let answer = Device::of(key_type, 0).answer(&genesis, &draw);
		assert_eq!(answer.encoded_size(), length as usize);
		let weight = answer.get_dispatch_info().total_weight();
		assert!(weight.all_lte(most), "{key_type:?}: {weight}");
		weight
	});
	assert!(weights.contains(&most), "no answer weighs {most}");
}
