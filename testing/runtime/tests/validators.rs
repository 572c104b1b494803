//! Answers about validators: which pay is uncollected, where one stands, and when its next step counts. "It ..."

use codec::{Decode, Encode};
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	storage::with_transaction,
};
use jmt_primitives::{
	validators::{
		StakingClock, UncollectedPay, UncollectedPays, ValidatorReport, PAGES_AT_ONCE,
		PAYOUTS_AT_ONCE,
	},
	AccountId, Balance, JMT,
};
use jmt_runtime::{
	constants::time::HISTORY_ERAS,
	genesis_presets::{DEVELOPMENT, LOCAL_TESTNET},
	Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, SessionKeys, Staking,
};
use jmt_runtime_harness::{
	eras::{active_era, end_era_at_once, until_era_ends},
	genesis_json, Chain, Made,
};
use pallet_staking::{RewardDestination, ValidatorPrefs};
use serde_json::{json, Value};
use sp_core::proof_of_possession::statement_of_ownership;
use sp_keyring::{
	Ed25519Keyring,
	Sr25519Keyring::{self, AliceStash, Bob, Eve, Ferdie},
};
use sp_runtime::{traits::Dispatchable, DispatchError, Perbill, TransactionOutcome};
use sp_staking::EraIndex;

/// Nominators of a test: one page of 256, and a second.
const NOMINATORS: u16 = 300;

fn ask<T: Decode>(chain: &mut Chain, method: &str, arguments: impl Encode) -> T {
	let answer = chain.call_api(&format!("ValidatorsApi_{method}"), &arguments.encode());
	T::decode(&mut answer.as_slice()).expect("the API's own type")
}

fn report(chain: &mut Chain, account: &AccountId) -> ValidatorReport {
	ask(chain, "validator", account)
}

fn clock(chain: &mut Chain) -> StakingClock {
	ask(chain, "clock", ())
}

fn uncollected_from(chain: &mut Chain, who: &AccountId, from: EraIndex) -> UncollectedPays {
	ask(chain, "uncollected", (who, from))
}

/// All of it, asked as often as it takes.
fn uncollected(chain: &mut Chain, who: &AccountId) -> Vec<UncollectedPay> {
	let mut answer = uncollected_from(chain, who, 0);
	let mut pays = std::mem::take(&mut answer.pays);
	while let Some(next) = answer.next {
		answer = uncollected_from(chain, who, next);
		pays.append(&mut answer.pays);
	}
	pays
}

/// The preset for development with nominators of its validator, each with another stake.
fn nominated() -> Chain {
	let mut genesis = genesis_json(DEVELOPMENT);
	let target = json!(AliceStash.to_account_id());
	let list = |genesis: &mut Value, pointer: &str| {
		genesis.pointer_mut(pointer).and_then(Value::as_array_mut).expect("a list").clone()
	};
	let mut allocations = list(&mut genesis, "/emission/allocations");
	let mut stakers = list(&mut genesis, "/staking/stakers");
	let pot = allocations[0][0].clone();
	for number in 0..NOMINATORS {
		let mut id = [7; 32];
		id[..2].copy_from_slice(&number.to_be_bytes());
		let account = json!(AccountId::new(id));
		let stake =
			u64::try_from(100 * JMT).expect("below 2^64") + u64::from(number) * 7_777_777_777;
		allocations.push(json!([pot, account, 2 * stake]));
		stakers.push(json!([account, account, stake, { "Nominator": [target] }]));
	}
	let patch = json!({
		"emission": { "allocations": allocations },
		"staking": { "stakers": stakers },
	});
	let mut chain = Chain::start_with(DEVELOPMENT, patch);
	chain.block(Vec::new());
	chain
}

/// Collects a page, and says what was paid: to the validator, and to others.
fn collect(chain: &mut Chain, validator: &AccountId, pay: &UncollectedPay) -> (Balance, Balance) {
	let call = RuntimeCall::Staking(pallet_staking::Call::payout_stakers_by_page {
		validator_stash: validator.clone(),
		era: pay.era,
		page: pay.page,
	});
	let call = chain.signed(Eve, call);
	paid(&chain.include(vec![call]).all_good(), validator)
}

fn paid(made: &Made, validator: &AccountId) -> (Balance, Balance) {
	let (mut own, mut others) = (0, 0);
	for event in &made.events {
		if let RuntimeEvent::Staking(pallet_staking::Event::Rewarded { stash, amount, .. }) = event
		{
			match stash == validator {
				true => own += amount,
				false => others += amount,
			}
		}
	}
	(own, others)
}

#[test]
fn lists_the_pay_of_a_validator_without_nominators_that_the_sdk_does_not_list() {
	let mut chain = Chain::start(LOCAL_TESTNET);
	chain.block(Vec::new());
	let era = until_era_ends(&mut chain);
	let alice = AliceStash.to_account_id();
	assert!(!chain.read(|| Staking::api_pending_rewards(era, alice.clone())), "the SDK lists it");
	let pays = uncollected(&mut chain, &alice);
	assert_eq!(pays.iter().map(|pay| (pay.era, pay.page)).collect::<Vec<_>>(), [(era, 0)]);
	let (own, others) = collect(&mut chain, &alice, &pays[0]);
	assert!(own > 0);
	assert_eq!((pays[0].validator, pays[0].nominators), (own, others));
	assert_eq!(uncollected(&mut chain, &alice), [], "it was collected");
}

#[test]
fn lists_each_page_of_nominators_to_the_planck_that_it_is_paid() {
	let mut chain = nominated();
	let alice = AliceStash.to_account_id();
	let terms = ValidatorPrefs { commission: Perbill::from_parts(73_456_789), blocked: false };
	let validate = pallet_staking::Call::validate { prefs: terms };
	let validate = chain.signed(AliceStash, RuntimeCall::Staking(validate));
	chain.include(vec![validate]).all_good();
	for _ in 0..3 {
		until_era_ends(&mut chain);
	}
	let pays = uncollected(&mut chain, &alice);
	let newest = pays.last().expect("eras have ended").era;
	let of_newest: Vec<_> = pays.iter().filter(|pay| pay.era == newest).copied().collect();
	assert_eq!(of_newest.iter().map(|pay| pay.page).collect::<Vec<_>>(), [0, 1]);
	// Out of order: a page does not depend on another.
	for (position, pay) in of_newest.iter().enumerate().rev() {
		let (own, others) = collect(&mut chain, &alice, pay);
		assert!(own > 0 && others > 0);
		assert_eq!((pay.validator, pay.nominators), (own, others), "page {}", pay.page);
		let left = uncollected(&mut chain, &alice);
		let left: Vec<_> = left.into_iter().filter(|pay| pay.era == newest).collect();
		assert_eq!(left, of_newest[..position], "a collected page is still listed");
	}
	// The commission is in it: the validator has more than its stake's part.
	let (own, others) = of_newest
		.iter()
		.fold((0, 0), |(own, others), pay| (own + pay.validator, others + pay.nominators));
	assert!(own > (own + others) * 73 / 1_000, "{own} and {others}");
}

#[test]
fn goes_on_where_an_answer_ends_and_lists_nothing_twice() {
	let mut chain = nominated();
	let alice = AliceStash.to_account_id();
	until_era_ends(&mut chain);
	// Two pages an era.
	while active_era(&mut chain) <= PAGES_AT_ONCE / 2 + 10 {
		end_era_at_once(&mut chain);
	}
	let first = uncollected_from(&mut chain, &alice, 0);
	let next = first.next.expect("one answer does not hold them");
	assert!(first.pays.len() as u32 <= PAGES_AT_ONCE + 1);
	let second = uncollected_from(&mut chain, &alice, next);
	assert_eq!(second.next, None);
	let listed: Vec<_> =
		first.pays.iter().chain(&second.pays).map(|pay| (pay.era, pay.page)).collect();
	let ended = active_era(&mut chain);
	let expected: Vec<_> = (0..ended).flat_map(|era| [(era, 0), (era, 1)]).collect();
	assert_eq!(listed, expected);
}

#[test]
fn lists_pay_until_its_books_are_closed() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	let era = until_era_ends(&mut chain);
	let alice = AliceStash.to_account_id();
	let last = uncollected(&mut chain, &alice)[0].last_era;
	assert_eq!(last, era + HISTORY_ERAS - 1);
	while active_era(&mut chain) < last {
		end_era_at_once(&mut chain);
	}
	let oldest = uncollected(&mut chain, &alice)[0];
	assert_eq!(oldest.era, era);
	assert_eq!(oldest.until, clock(&mut chain).next_session_at, "it is until the end of this era");
	// It can be collected to the last; the state of that is dropped.
	let payout = RuntimeCall::Staking(pallet_staking::Call::payout_stakers {
		validator_stash: alice.clone(),
		era,
	});
	let collected = chain.read(|| {
		with_transaction(|| {
			let paid = payout.clone().dispatch(RuntimeOrigin::signed(Bob.to_account_id()));
			TransactionOutcome::Rollback(Ok::<_, DispatchError>(paid.is_ok()))
		})
	});
	assert_eq!(collected, Ok(true));
	until_era_ends(&mut chain);
	let oldest = uncollected(&mut chain, &alice)[0];
	assert_eq!(oldest.era, era + 1, "its books are closed");
	let late = chain.signed(Bob, payout);
	let made = chain.include(vec![late]);
	assert!(matches!(made.results[..], [Ok(Err(_))]), "it was paid: {:?}", made.results);
}

#[test]
fn lists_nothing_for_an_account_that_bonds_nothing() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	until_era_ends(&mut chain);
	assert_eq!(uncollected(&mut chain, &Eve.to_account_id()), []);
}

#[test]
fn pays_as_many_full_pages_as_a_client_is_told_in_one_transaction() {
	let blocks = <Runtime as frame_system::Config>::BlockWeights::get();
	let most = blocks.get(DispatchClass::Normal).max_extrinsic.expect("limited");
	let payout = |page| {
		RuntimeCall::Staking(pallet_staking::Call::payout_stakers_by_page {
			validator_stash: AliceStash.to_account_id(),
			era: 0,
			page,
		})
	};
	let calls = (0..PAYOUTS_AT_ONCE).map(payout).collect();
	let batch = RuntimeCall::Utility(pallet_utility::Call::force_batch { calls });
	let weight = batch.get_dispatch_info().call_weight;
	assert!(weight.all_lte(most), "{weight} of {most}");
}

/// Keys, with the proof that the account has them.
fn set_keys(by: Sr25519Keyring, keys: (Sr25519Keyring, Ed25519Keyring)) -> (RuntimeCall, Vec<u8>) {
	let (sr25519, ed25519) = keys;
	let keys = SessionKeys {
		grandpa: ed25519.public().into(),
		babe: sr25519.public().into(),
		authority_discovery: sr25519.public().into(),
	};
	let statement = statement_of_ownership(&by.to_account_id().encode());
	let proof = (ed25519.sign(&statement), sr25519.sign(&statement), sr25519.sign(&statement));
	let encoded = keys.encode();
	let call = pallet_session::Call::set_keys { keys, proof: proof.encode() };
	(RuntimeCall::Session(call), encoded)
}

/// Four validators and places for five, three short sessions an era.
fn with_a_place() -> Chain {
	let mut chain = Chain::start_with(
		LOCAL_TESTNET,
		json!({
			"genesisParameters": { "consensus": {
				"epochSlots": 6, "sessionsPerEra": 3, "bondingEras": 2, "slashDeferEras": 1,
			} },
			"staking": { "validatorCount": 5 },
		}),
	);
	chain.block(Vec::new());
	chain
}

/// Makes blocks until this session, and says the time of its first one.
fn until_session(chain: &mut Chain, session: u32) -> u64 {
	loop {
		let time = chain.next_time();
		chain.block(Vec::new());
		if clock(chain).session >= session {
			return time;
		}
	}
}

#[test]
fn says_before_when_a_candidate_is_elected_and_when_it_works() {
	for blocks_before in [0, 7, 13, 16] {
		let mut chain = with_a_place();
		chain.blocks(blocks_before);
		let eve = Eve.to_account_id();
		assert_eq!(report(&mut chain, &eve).bond, None);
		let bond =
			pallet_staking::Call::bond { value: 20_000 * JMT, payee: RewardDestination::Stash };
		let terms = ValidatorPrefs { commission: Perbill::from_percent(5), blocked: false };
		let (keys, encoded) = set_keys(Eve, (Eve, Ed25519Keyring::Eve));
		for call in [
			RuntimeCall::Staking(bond),
			keys,
			RuntimeCall::Staking(pallet_staking::Call::validate { prefs: terms }),
		] {
			let call = chain.signed(Eve, call);
			chain.include(vec![call]).all_good();
		}
		let now = report(&mut chain, &eve);
		let foretold = clock(&mut chain);
		assert_eq!(now.bond.expect("bonded").active, 20_000 * JMT);
		assert_eq!(now.candidate.expect("a candidate").commission, 50_000_000);
		assert_eq!(now.registered_keys, Some(encoded.clone()));
		assert_ne!(now.elected_next, Some(true), "elected before the election");
		assert_eq!((foretold.places, foretold.candidates), (5, 5));

		let time = until_session(&mut chain, foretold.election_session);
		assert_eq!(time, foretold.session_begins(foretold.election_session));
		let elected = report(&mut chain, &eve);
		assert_eq!(elected.elected_next, Some(true), "not elected when it was foretold");
		assert_eq!((elected.keys_in_use, elected.queued_keys), (None, Some(encoded.clone())));
		let time = until_session(&mut chain, foretold.election_session + 1);
		assert_eq!(time, foretold.era_begins(foretold.elected_era));
		assert_eq!(active_era(&mut chain), foretold.elected_era);
		let works = report(&mut chain, &eve);
		assert!(works.elected && works.keys_in_use == Some(encoded));
		chain.blocks(5);
		assert!(report(&mut chain, &eve).points >= 20, "it makes one block of five");
	}
}

#[test]
fn says_when_new_keys_come_into_use_and_a_bond_is_free() {
	let mut chain = with_a_place();
	let alice = AliceStash.to_account_id();
	let old = report(&mut chain, &alice).keys_in_use.expect("a validator");
	let (keys, new) = set_keys(AliceStash, (Ferdie, Ed25519Keyring::Ferdie));
	let keys = chain.signed(AliceStash, keys);
	chain.include(vec![keys]).all_good();
	let foretold = clock(&mut chain);
	let now = report(&mut chain, &alice);
	assert_eq!((now.registered_keys, now.keys_in_use), (Some(new.clone()), Some(old.clone())));
	until_session(&mut chain, foretold.keys_count_from() - 1);
	let queued = report(&mut chain, &alice);
	assert_eq!((queued.queued_keys, queued.keys_in_use), (Some(new.clone()), Some(old)));
	until_session(&mut chain, foretold.keys_count_from());
	assert_eq!(report(&mut chain, &alice).keys_in_use, Some(new));

	// It leaves: the next election is without it, and what it unbonds names the era from which it is free.
	for call in [
		pallet_staking::Call::chill {},
		pallet_staking::Call::unbond { value: Balance::from(u64::MAX) },
	] {
		let call = chain.signed(AliceStash, RuntimeCall::Staking(call));
		chain.include(vec![call]).all_good();
	}
	let foretold = clock(&mut chain);
	let leaving = report(&mut chain, &alice);
	assert!(leaving.candidate.is_none() && leaving.keys_in_use.is_some());
	let bond = leaving.bond.expect("unbonding");
	assert_eq!(bond.active, 0);
	let free = bond.unbonding[0].from_era;
	assert_eq!(free, foretold.elected_era - 1 + foretold.bonding_eras);
	until_session(&mut chain, foretold.election_session + 1);
	let out = report(&mut chain, &alice);
	assert!(!out.elected && out.keys_in_use.is_none(), "it works when it was to be out");
	// The era is planned a session before it begins, and then the bond is free.
	while clock(&mut chain).elected_era <= free {
		chain.block(Vec::new());
	}
	let withdraw = pallet_staking::Call::withdraw_unbonded { num_slashing_spans: 0 };
	let withdraw = chain.signed(AliceStash, RuntimeCall::Staking(withdraw));
	chain.include(vec![withdraw]).all_good();
	assert_eq!(report(&mut chain, &alice).bond, None);
}
