//! Walks of users over the real runtime: from a fresh genesis to the first JMT that a device earns.

use codec::{Decode, Encode};
use frame_support::{assert_ok, traits::fungible::InspectHold};
use jmt_primitives::{
	authorized::{unknown_draw, unknown_round, AnswerRefusal},
	proof_of_time::{Class, Clock, Fleet, MiningStatus},
	supply::{Pot, SupplyReport, TOTAL_SUPPLY},
	time::DAY_MS,
	Balance, Draw, Hash, KeyType, Moment, JMT,
};
use jmt_runtime::{constants::*, genesis_presets::*, *};
use jmt_runtime_harness::{device::Device, Chain, Made};
use pallet_proof_of_time::Event as ProofOfTimeEvent;
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::transaction_validity::TransactionValidityError;

/// Registers new devices for Alice and waits for a day whose seed was drawn after that.
fn with_devices(chain: &mut Chain, count: u32) -> (Hash, Vec<Device>) {
	let devices: Vec<_> = (0..count).map(Device::number).collect();
	(register(chain, &devices), devices)
}

/// Registers these devices for Alice and waits for a day whose seed was drawn after that.
fn register(chain: &mut Chain, devices: &[Device]) -> Hash {
	chain.blocks(1);
	let genesis = chain.genesis_hash();
	let expires = chain.next_time() + 60_000;
	let owner = Alice.to_account_id();
	let calls = devices
		.iter()
		.enumerate()
		.map(|(index, device)| {
			let call = device.register(&genesis, &owner, expires);
			chain.signed_after(Alice, index as u32, call)
		})
		.collect();
	chain.include(calls).all_good();
	// A day of draws of the development preset is 12 slots.
	chain.blocks(12);
	genesis
}

/// Makes blocks until every device has answered the next draw; a block that ends an epoch takes none.
fn answer_next(chain: &mut Chain, genesis: &Hash, devices: &[&Device]) -> Draw {
	let draw = chain.until_draw(8);
	answer(chain, genesis, devices, &draw);
	draw
}

fn answer(chain: &mut Chain, genesis: &Hash, devices: &[&Device], draw: &Draw) -> Made {
	let answers = devices.iter().map(|device| device.answer(genesis, draw)).collect();
	chain.include(answers).all_good()
}

fn last_answered(made: &Made) -> usize {
	made.events
		.iter()
		.filter(|event| {
			matches!(event, RuntimeEvent::ProofOfTime(ProofOfTimeEvent::Answered { .. }))
		})
		.count()
}

#[test]
fn blocks_draw_once_a_round_and_announce_it_in_the_header() {
	let mut chain = Chain::start(LOCAL_TESTNET);
	// The first block has no parent with a VRF output.
	assert_eq!(chain.block(Vec::new()).draw, None);
	let mut draws = Vec::new();
	for _ in 0..60 {
		let slot = chain.next_slot();
		if let Some(draw) = chain.block(Vec::new()).draw {
			assert_eq!(draw.round, slot / 3);
			assert_eq!(u64::from(draw.day), slot / 12);
			draws.push(draw);
		}
	}
	// The second block makes up for the first, whose round it is in.
	assert_eq!(draws.len(), 21);
	assert!(draws.windows(2).all(|pair| pair[1].round == pair[0].round + 1));
	assert!(draws.windows(2).all(|pair| pair[1].hash != pair[0].hash));
}

#[test]
fn a_device_earns_exactly_the_time_between_its_answers_and_its_owner_claims_it() {
	let mut chain = Chain::start(DEVELOPMENT);
	let (genesis, devices) = with_devices(&mut chain, 1);
	let device = &devices[0];
	assert_eq!(
		chain.read(|| ProofOfTime::mining_report(device.id)).status,
		MiningStatus::NeverAnswered
	);

	let first = answer_next(&mut chain, &genesis, &[device]);
	assert_eq!(chain.read(|| ProofOfTime::pending(device.id)), 0);
	let mut last = first;
	for _ in 0..9 {
		last = answer_next(&mut chain, &genesis, &[device]);
	}
	chain.check();
	let rounds = last.round - first.round;
	assert_eq!(rounds, 9);

	// Alone it is paid at the ceiling, for as long as the rounds between its answers took.
	let elapsed: Moment = rounds * 3 * time::SLOT_MS;
	let due = rounds::DAILY_CEILING * Balance::from(elapsed) / Balance::from(DAY_MS);
	let pending = chain.read(|| ProofOfTime::pending(device.id));
	assert!(pending <= due && due - pending <= 2 * Balance::from(rounds), "{pending} of {due}");

	let before = chain.balance(&Alice.to_account_id());
	let claim = pallet_proof_of_time::Call::claim {
		devices: vec![device.id].try_into().expect("one device"),
	};
	let call = chain.signed(Alice, claim);
	let made = chain.include(vec![call]).all_good();
	let fee = made
		.events
		.iter()
		.find_map(|event| match event {
			RuntimeEvent::TransactionPayment(
				pallet_transaction_payment::Event::TransactionFeePaid { actual_fee, .. },
			) => Some(*actual_fee),
			_ => None,
		})
		.expect("a fee was paid");
	assert!(fee > 0);
	assert_eq!(chain.balance(&Alice.to_account_id()), before + pending - fee);
	assert_eq!(chain.read(|| ProofOfTime::pending(device.id)), 0);
}

#[test]
fn a_silent_device_forfeits_and_the_others_are_paid() {
	let mut chain = Chain::start(DEVELOPMENT);
	let (genesis, devices) = with_devices(&mut chain, 3);
	let all: Vec<&Device> = devices.iter().collect();
	answer_next(&mut chain, &genesis, &all);
	answer_next(&mut chain, &genesis, &all);
	let paid_once = chain.read(|| ProofOfTime::pending(devices[2].id));
	assert!(paid_once > 0);

	// The third falls silent for a round.
	answer_next(&mut chain, &genesis, &all[..2]);
	chain.until_draw(8);
	let report = chain.read(|| ProofOfTime::mining_report(devices[2].id));
	assert_eq!(report.status, MiningStatus::Missed);
	chain.blocks(3);

	answer_next(&mut chain, &genesis, &all);
	assert_eq!(chain.read(|| ProofOfTime::pending(devices[2].id)), paid_once);
	answer_next(&mut chain, &genesis, &all);
	assert!(chain.read(|| ProofOfTime::pending(devices[2].id)) > paid_once);
	chain.check();

	let books = chain.read(|| ProofOfTime::ledger(Class::Unproven));
	assert!(books.forfeited > 0);
	assert_eq!(books.mining_devices, 3);
}

#[test]
fn a_device_that_leaves_is_settled_and_its_deposit_returned() {
	let mut chain = Chain::start(DEVELOPMENT);
	let (genesis, devices) = with_devices(&mut chain, 2);
	let all: Vec<&Device> = devices.iter().collect();
	answer_next(&mut chain, &genesis, &all);
	answer_next(&mut chain, &genesis, &all);
	let alice = Alice.to_account_id();
	let held = |chain: &mut Chain| {
		chain.read(|| Balances::balance_on_hold(&pallet_devices::HoldReason::Device.into(), &alice))
	};
	assert_eq!(held(&mut chain), 2 * currency::DEVICE_DEPOSIT);
	let remove = chain.signed(Alice, pallet_devices::Call::remove { device: devices[0].id });
	let made = chain.include(vec![remove]).all_good();
	assert!(made.events.iter().any(|event| matches!(
		event,
		RuntimeEvent::ProofOfTime(ProofOfTimeEvent::DeviceLeft { paid, .. }) if *paid > 0
	)));
	assert_eq!(held(&mut chain), currency::DEVICE_DEPOSIT);
	assert_eq!(chain.read(|| ProofOfTime::ledger(Class::Unproven)).mining_devices, 1);
}

#[test]
fn fees_flow_into_the_ecosystem_pot_and_answers_cost_none() {
	let mut chain = Chain::start(DEVELOPMENT);
	let (genesis, devices) = with_devices(&mut chain, 1);
	let pot = chain.read(|| Emission::pot_balance(Pot::Ecosystem));
	let remark = frame_system::Call::remark { remark: vec![1, 2, 3] };
	let before = chain.balance(&Bob.to_account_id());
	let call = chain.signed(Bob, remark);
	chain.include(vec![call]).all_good();
	let fee = before - chain.balance(&Bob.to_account_id());
	assert!(fee > 0 && fee < JMT / 100, "{fee}");
	assert_eq!(chain.read(|| Emission::pot_balance(Pot::Ecosystem)), pot + fee);

	let alice = chain.balance(&Alice.to_account_id());
	let draw = chain.until_draw(8);
	let made = answer(&mut chain, &genesis, &[&devices[0]], &draw);
	assert_eq!(last_answered(&made), 1);
	assert_eq!(chain.balance(&Alice.to_account_id()), alice);
	assert_eq!(chain.read(|| Emission::pot_balance(Pot::Ecosystem)), pot + fee);
}

/// The answer of a runtime API that takes nothing.
fn ask<R: Decode>(chain: &mut Chain, method: &str) -> R {
	let bytes = chain.call_api(method, &[]);
	R::decode(&mut &bytes[..]).expect("it decodes")
}

#[test]
fn runtime_apis_answer_by_name() {
	let mut chain = Chain::start(DEVELOPMENT);
	let (genesis, devices) = with_devices(&mut chain, 1);
	answer_next(&mut chain, &genesis, &[&devices[0]]);
	let supply: SupplyReport = ask(&mut chain, "SupplyApi_supply");
	assert_eq!(supply.total, TOTAL_SUPPLY);
	assert!(supply.launch.is_some());
	let devices: u32 = ask(&mut chain, "DevicesApi_count");
	let fleet: Fleet = ask(&mut chain, "ProofOfTimeApi_fleet");
	assert_eq!((devices, fleet.mining_devices), (1, 1));
	let clock: Clock = ask(&mut chain, "ProofOfTimeApi_clock");
	assert_eq!((clock.round_slots, clock.window_slots, clock.rounds_per_day), (3, 2, 4));
	assert_eq!(clock.slot_ms, 2_000);
	// The newest block is the one that the answer is in.
	assert_eq!(ask::<u32>(&mut chain, "ProofOfTimeApi_answers"), 1);
	chain.blocks(1);
	assert_eq!(ask::<u32>(&mut chain, "ProofOfTimeApi_answers"), 0);

	let babe: sp_consensus_babe::BabeConfiguration = ask(&mut chain, "BabeApi_configuration");
	assert_eq!((babe.epoch_length, babe.slot_duration), (20, 2_000));

	let versions: Vec<u32> = ask(&mut chain, "Metadata_metadata_versions");
	assert!([14, 15, 16].iter().all(|version| versions.contains(version)), "{versions:?}");
}

#[test]
fn epochs_and_eras_pass_and_nothing_is_minted() {
	let mut chain = Chain::start(LOCAL_TESTNET);
	// Five eras of three sessions of 20 slots.
	chain.blocks(300);
	chain.read(|| {
		assert!(Session::current_index() >= 14, "{}", Session::current_index());
		assert!(pallet_staking::CurrentEra::<Runtime>::get() >= Some(4));
		assert_eq!(Session::validators().len(), 4);
	});
}

#[test]
fn a_chain_that_stood_still_for_a_day_goes_on_and_punishes_nobody() {
	let mut chain = Chain::start(DEVELOPMENT);
	let (genesis, devices) = with_devices(&mut chain, 1);
	answer_next(&mut chain, &genesis, &[&devices[0]]);
	let last = answer_next(&mut chain, &genesis, &[&devices[0]]);
	let before = chain.read(|| ProofOfTime::pending(devices[0].id));
	chain.skip(DAY_MS / time::SLOT_MS);
	// A draw late in its round leaves no slot to answer in, and cannot be missed.
	while !chain.next_slot().is_multiple_of(3) {
		chain.skip(1);
	}
	answer_next(&mut chain, &genesis, &[&devices[0]]);
	let newest = answer_next(&mut chain, &genesis, &[&devices[0]]);
	let earned = chain.read(|| ProofOfTime::pending(devices[0].id)) - before;
	assert!(earned <= rounds::DAILY_CEILING + JMT / 100, "{earned}");

	// The first draw after the stall pays up to its parent, which came before it, and the second the rest:
	// each rounds down what is paid at the ceiling.
	let elapsed: Moment = (newest.round - last.round) * 3 * time::SLOT_MS;
	assert!(elapsed > DAY_MS, "{elapsed} ms");
	let due = rounds::DAILY_CEILING * Balance::from(elapsed) / Balance::from(DAY_MS);
	assert!(earned <= due && due - earned <= 1, "{earned} of {due}");
	assert_eq!(chain.read(|| ProofOfTime::ledger(Class::Unproven)).forfeited, 0);
}

mod reject {
	use super::*;

	fn refused(reason: AnswerRefusal) -> TransactionValidityError {
		reason.into()
	}

	#[test]
	fn answers_that_are_late_early_foreign_or_doubled() {
		let mut chain = Chain::start(DEVELOPMENT);
		let (genesis, devices) = with_devices(&mut chain, 1);
		let device = &devices[0];
		let draw = chain.until_draw(8);
		let good = device.answer(&genesis, &draw);

		// A draw that this node does not know yet is unknown, never invalid.
		let early = Draw { round: draw.round + 1, ..draw };
		assert_eq!(chain.validate(device.answer(&genesis, &early)), Err(unknown_round()));
		let late = Draw { round: draw.round - 1, ..draw };
		assert_eq!(
			chain.validate(device.answer(&genesis, &late)),
			Err(refused(AnswerRefusal::Late))
		);
		assert_eq!(
			chain.validate(device.answer(&Hash::repeat_byte(1), &draw)),
			Err(refused(AnswerRefusal::BadSignature))
		);
		let other = Draw { hash: Hash::repeat_byte(2), ..draw };
		assert_eq!(chain.validate(device.answer(&genesis, &other)), Err(unknown_draw()));
		assert_eq!(
			chain.validate(Device::number(77).answer(&genesis, &draw)),
			Err(refused(AnswerRefusal::NotRegistered))
		);

		let valid = chain.validate(good.clone()).expect("the answer is valid");
		assert!(valid.propagate && valid.longevity >= 1 && valid.provides.len() == 1);
		answer(&mut chain, &genesis, &[device], &draw);
		assert_eq!(chain.validate(good), Err(refused(AnswerRefusal::AlreadyAnswered)));
	}

	#[test]
	fn a_second_signature_over_a_draw_that_is_answered() {
		let mut chain = Chain::start(DEVELOPMENT);
		let device = Device::of(KeyType::Sr25519, 0);
		let genesis = register(&mut chain, std::slice::from_ref(&device));
		let draw = chain.until_draw(8);
		// Sr25519 signs with fresh randomness.
		let answers = [(); 2].map(|()| device.answer(&genesis, &draw));
		assert_ne!(answers[0].encode(), answers[1].encode());
		let tags =
			answers.clone().map(|answer| chain.validate(answer).expect("it is valid").provides);
		assert_eq!(tags[0], tags[1]);

		// A block that holds both takes the first.
		let second = refused(AnswerRefusal::AlreadyAnswered);
		let made = chain.include(answers.to_vec());
		assert_eq!(made.results, [Ok(Ok(())), Err(second)]);
		assert_eq!(last_answered(&made), 1);
		for answer in answers {
			assert_eq!(chain.validate(answer), Err(second));
		}
	}

	/// A branch that leaves out so many slots before a draw, as of that draw, with a device to answer it.
	fn branch(skipped: u64) -> (Chain, Hash, Device, Draw) {
		let mut chain = Chain::start(DEVELOPMENT);
		let (genesis, mut devices) = with_devices(&mut chain, 1);
		while !(chain.next_slot() + 1).is_multiple_of(3) {
			chain.blocks(1);
		}
		chain.skip(skipped);
		let draw = chain.until_draw(8);
		(chain, genesis, devices.remove(0), draw)
	}

	/// An answer as it is sent, and as it is sent again: in the other encoding of a bare extrinsic, which anybody may
	/// choose, and so with another hash. By its hash a pool keeps out a transaction that it has refused.
	fn sent_twice(device: &Device, genesis: &Hash, draw: &Draw) -> [UncheckedExtrinsic; 2] {
		let call = device.answer_call(genesis, draw.round, &draw.hash);
		let answers =
			[UncheckedExtrinsic::new_bare_legacy(call.clone()), UncheckedExtrinsic::new_bare(call)];
		assert_ne!(answers[0].encode(), answers[1].encode());
		answers
	}

	#[test]
	fn an_answer_where_another_draw_was_made_and_not_on_the_branch_of_its_own() {
		let (mut own, genesis, device, draw) = branch(0);
		let (mut sibling, .., other) = branch(1);
		assert_eq!(draw.round, other.round);
		assert_ne!(draw.hash, other.hash);
		let [sent, again] = sent_twice(&device, &genesis, &draw);
		for answer in [&sent, &again] {
			assert_eq!(sibling.validate(answer.clone()), Err(unknown_draw()));
		}
		let made = sibling.include(vec![sent.clone()]);
		assert_eq!(made.results, [Err(unknown_draw())]);

		let valid = own.validate(sent.clone());
		assert!(valid.is_ok(), "{valid:?}");
		assert_eq!(own.validate(again.clone()), valid);
		let made = own.include(vec![again, sent]);
		let second = refused(AnswerRefusal::AlreadyAnswered);
		assert_eq!(made.results, [Ok(Ok(())), Err(second)]);
	}

	#[test]
	fn an_answer_where_it_is_in_and_not_on_a_branch_that_left_it_out() {
		let (mut own, genesis, device, draw) = branch(0);
		let (mut sibling, .., other) = branch(0);
		assert_eq!(draw, other);
		let [sent, again] = sent_twice(&device, &genesis, &draw);
		sibling.include(vec![sent.clone()]).all_good();
		let second = refused(AnswerRefusal::AlreadyAnswered);
		for answer in [&sent, &again] {
			assert_eq!(sibling.validate(answer.clone()), Err(second));
		}

		own.blocks(1);
		let valid = own.validate(sent.clone());
		assert!(valid.is_ok(), "{valid:?}");
		assert_eq!(own.validate(again.clone()), valid);
		let made = own.include(vec![again, sent]);
		assert_eq!(made.results, [Ok(Ok(())), Err(second)]);
		assert_eq!(last_answered(&made), 1);
	}

	#[test]
	fn an_answer_that_an_account_signs() {
		let mut chain = Chain::start(DEVELOPMENT);
		let (genesis, devices) = with_devices(&mut chain, 1);
		let draw = chain.until_draw(8);
		let call = devices[0].answer_call(&genesis, draw.round, &draw.hash);
		// It may be included, and changes nothing but its signer's balance.
		let signed = chain.signed(Bob, call);
		for result in chain.block(vec![signed]).results {
			assert!(!matches!(result, Ok(Ok(()))));
		}
	}

	#[test]
	fn a_registration_for_another_owner() {
		let mut chain = Chain::start(DEVELOPMENT);
		chain.blocks(1);
		let genesis = chain.genesis_hash();
		let expires = chain.next_time() + 60_000;
		let call = Device::number(1).register(&genesis, &Alice.to_account_id(), expires);
		let stolen = chain.signed(Bob, call.clone());
		let result = chain.block(vec![stolen]).results.remove(0);
		assert!(matches!(result, Ok(Err(_))), "{result:?}");
		let own = chain.signed(Alice, call);
		assert_ok!(chain.block(vec![own]).results.remove(0));
		assert_eq!(<Runtime as pallet_devices::Config>::Deposit::get(), currency::DEVICE_DEPOSIT);
	}
}
