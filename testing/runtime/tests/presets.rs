//! Genesis of each preset.

use frame_support::{assert_noop, assert_ok, traits::Get};
use jmt_primitives::{
	proof_of_time::WEIGHT_ONE,
	proofs::{MembershipKeys, Semaphore, VerifyProof},
	supply::{Pot, Stream, StreamShares, DAILY_RELEASE, TOTAL_SUPPLY},
	Invariants, JMT,
};
use jmt_runtime::{
	genesis_presets::{self, DEVELOPMENT, LOCAL_TESTNET, STAGING},
	parameters::dynamic::{consensus, proof_of_time},
	*,
};
use jmt_runtime_harness::{build_genesis, genesis_json, merge, zk::semaphore_keys};
use serde_json::json;
use sp_keyring::Sr25519Keyring;
use sp_runtime::BuildStorage;
use std::collections::BTreeSet;

const ALL: [&str; 3] = [DEVELOPMENT, LOCAL_TESTNET, STAGING];

#[test]
fn the_runtime_lists_exactly_these() {
	let names: Vec<String> =
		genesis_presets::preset_names().iter().map(|name| name.to_string()).collect();
	assert_eq!(names, ALL);
	assert_eq!(genesis_presets::get_preset(&"other".into()), None);
}

#[test]
fn one_builds_out_of_nothing_set() {
	RuntimeGenesisConfig::default().build_storage().expect("it builds");
}

#[test]
fn each_builds_with_fifty_billion_in_pots_and_endowments() {
	for preset in ALL {
		let mut ext = build_genesis(&genesis_json(preset)).expect(preset);
		ext.execute_with(|| {
			assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY, "{preset}");
			OwnPallets::each(&mut |name, check| {
				check().unwrap_or_else(|error| panic!("{preset}, {name}: {error:?}"))
			});
			for pot in [Pot::Mining, Pot::Ecosystem, Pot::Team] {
				assert_eq!(Emission::pot_balance(pot), pot.genesis_balance(), "{preset} {pot:?}");
			}
			let report = Emission::supply();
			assert_eq!(
				report.elsewhere,
				Pot::Foundation.genesis_balance() - Emission::pot_balance(Pot::Foundation)
			);
			assert_eq!(report.pots.sum(), Some(TOTAL_SUPPLY - report.elsewhere));
		});
	}
}

#[test]
fn each_has_its_validators_bonded_and_in_session() {
	for (preset, count) in [(DEVELOPMENT, 1), (LOCAL_TESTNET, 4), (STAGING, 4)] {
		let mut ext = build_genesis(&genesis_json(preset)).expect(preset);
		ext.execute_with(|| {
			assert_eq!(Session::validators().len(), count, "{preset}");
			assert_eq!(Babe::authorities().len(), count);
			assert_eq!(Grandpa::grandpa_authorities().len(), count);
			assert_eq!(AuthorityDiscovery::authorities().len(), count);
			for stash in Session::validators() {
				assert_eq!(
					Staking::ledger(stash.into()).expect("bonded").active,
					genesis_presets::VALIDATOR_BOND
				);
			}
		});
	}
}

#[test]
fn each_takes_as_many_candidates_as_an_election_does_and_any_number_in_pools() {
	for preset in [DEVELOPMENT, LOCAL_TESTNET, STAGING] {
		let mut ext = build_genesis(&genesis_json(preset)).expect(preset);
		ext.execute_with(|| {
			assert_eq!(
				pallet_staking::MaxValidatorsCount::<Runtime>::get(),
				Some(constants::staking::MAX_ELECTION_TARGETS),
				"{preset}"
			);
			assert!(pallet_staking::MinValidatorBond::<Runtime>::get() >= 10_000 * JMT);
			for bound in [
				pallet_nomination_pools::MaxPools::<Runtime>::get(),
				pallet_nomination_pools::MaxPoolMembers::<Runtime>::get(),
				pallet_nomination_pools::MaxPoolMembersPerPool::<Runtime>::get(),
			] {
				assert_eq!(bound, Some(u32::MAX), "{preset}");
			}
			assert_eq!(pallet_nomination_pools::MinJoinBond::<Runtime>::get(), JMT);
		});
	}
}

#[test]
fn one_candidate_more_than_an_election_takes_is_refused() {
	let mut ext = build_genesis(&genesis_json(STAGING)).expect("it builds");
	ext.execute_with(|| {
		System::set_block_number(1);
		let least = pallet_staking::MinValidatorBond::<Runtime>::get();
		let mut candidates = pallet_staking::Validators::<Runtime>::count();
		let bonded = |number: u32| {
			let mut id = [0x4a; 32];
			id[..4].copy_from_slice(&number.to_le_bytes());
			let stash = AccountId::new(id);
			assert_ok!(Balances::force_set_balance(
				RuntimeOrigin::root(),
				stash.clone().into(),
				least + JMT
			));
			let origin = RuntimeOrigin::signed(stash);
			assert_ok!(Staking::bond(
				origin.clone(),
				least,
				pallet_staking::RewardDestination::Stash
			));
			origin
		};
		let validate = |origin| Staking::validate(origin, Default::default());
		while candidates < constants::staking::MAX_ELECTION_TARGETS {
			assert_ok!(validate(bonded(candidates)));
			candidates += 1;
		}
		let late = bonded(candidates);
		assert_noop!(validate(late), pallet_staking::Error::<Runtime>::TooManyValidators);
	});
}

#[test]
fn only_networks_for_development_have_a_sudo_key() {
	for (preset, key) in [
		(DEVELOPMENT, Some(Sr25519Keyring::Alice.to_account_id())),
		(LOCAL_TESTNET, Some(Sr25519Keyring::Alice.to_account_id())),
		(STAGING, None),
	] {
		let mut ext = build_genesis(&genesis_json(preset)).expect(preset);
		assert_eq!(ext.execute_with(pallet_sudo::Key::<Runtime>::get), key, "{preset}");
	}
}

#[test]
fn staging_runs_at_the_times_of_a_real_network() {
	let mut ext = build_genesis(&genesis_json(STAGING)).expect("it builds");
	ext.execute_with(|| {
		assert_eq!(consensus::SlotMs::get(), 2_000);
		assert_eq!(consensus::EpochSlots::get(), 300);
		assert_eq!(consensus::RoundSlots::get(), 30);
		assert_eq!(consensus::WindowSlots::get(), 15);
		assert_eq!(consensus::RoundsPerDay::get(), 1_440);
		assert_eq!(proof_of_time::LeastBuckets::get(), 10);
	});
}

#[test]
fn staging_weighs_devices_as_a_real_network_does() {
	let mut ext = build_genesis(&genesis_json(STAGING)).expect("it builds");
	ext.execute_with(|| {
		assert_eq!(proof_of_time::BaseWithoutUnit::get(), WEIGHT_ONE / 50);
		assert_eq!(proof_of_time::BaseLevelOne::get(), WEIGHT_ONE);
		assert_eq!(proof_of_time::BaseLevelTwo::get(), WEIGHT_ONE * 3 / 2);
		assert_eq!(proof_of_time::StayDays::get(), 180);
		assert_eq!(proof_of_time::StayMost::get(), 2 * WEIGHT_ONE);
		assert_eq!(proof_of_time::StakeMost::get(), WEIGHT_ONE * 3 / 2);
		assert_eq!(proof_of_time::TopShare::get(), WEIGHT_ONE);
		assert_eq!(proof_of_time::DailyWithoutUnit::get(), 246_000 * JMT);
		// A tenth of what devices are released.
		let devices = StreamShares::default().part(Stream::Devices, DAILY_RELEASE);
		assert_eq!(proof_of_time::DailyWithoutUnit::get(), devices / 10);
	});
}

#[test]
fn development_runs_at_short_times_that_are_stored() {
	let mut ext = build_genesis(&genesis_json(DEVELOPMENT)).expect("it builds");
	ext.execute_with(|| {
		assert_eq!(consensus::EpochSlots::get(), 20);
		assert_eq!(consensus::RoundSlots::get(), 3);
		assert_eq!(proof_of_time::LeastBuckets::get(), 1);
		assert_eq!(parameters::dynamic::governance::DayBlocks::get(), 10);
		// A key without a unit counts in full there, and no limit of all of them is felt.
		assert_eq!(proof_of_time::BaseWithoutUnit::get(), WEIGHT_ONE);
		assert_eq!(proof_of_time::DailyWithoutUnit::get(), DAILY_RELEASE);
		// All twenty-six, so that a changed default changes no running network.
		assert_eq!(pallet_parameters::Parameters::<Runtime>::iter().count(), 26);
	});
}

#[test]
fn parameters_keep_their_names_in_chain_specifications() {
	let genesis = genesis_json(STAGING);
	let names = |group: &str| {
		let values = genesis["genesisParameters"][group].as_object().expect("an object");
		values.keys().cloned().collect::<BTreeSet<_>>()
	};
	let consensus = [
		"epochSlots",
		"sessionsPerEra",
		"bondingEras",
		"slashDeferEras",
		"roundSlots",
		"windowSlots",
		"roundsPerDay",
		"slotMs",
	];
	assert_eq!(names("consensus"), consensus.map(String::from).into());
	let proof_of_time = [
		"minWindowBlocks",
		"leastBuckets",
		"targetAnswers",
		"dailyCeiling",
		"bounty",
		"baseWithoutUnit",
		"baseLevelOne",
		"baseLevelTwo",
		"stayDays",
		"stayMost",
		"stakeMost",
		"dailyWithoutUnit",
		"topShare",
	];
	assert_eq!(names("proofOfTime"), proof_of_time.map(String::from).into());
	assert_eq!(names("governance"), ["dayBlocks".to_string()].into());
	assert_eq!(names("devices"), ["activationPrice".to_string()].into());
	assert_eq!(names("zk"), ["stampBits", "rootLifetime"].map(String::from).into());
	assert_eq!(names("tasks"), ["rates".to_string()].into());
	let rates = genesis["genesisParameters"]["tasks"]["rates"].as_object().expect("an object");
	let named = [
		"leastBond",
		"bondPays",
		"leastSilence",
		"silencePays",
		"marketFee",
		"serviceSlot",
		"serviceByte",
		"depositTask",
		"depositByte",
		"bounty",
	];
	assert_eq!(rates.keys().cloned().collect::<BTreeSet<_>>(), named.map(String::from).into());
}

#[test]
fn only_networks_for_development_take_keys_whose_secrets_are_known() {
	for (preset, expected) in [(DEVELOPMENT, true), (LOCAL_TESTNET, true), (STAGING, false)] {
		let mut ext = build_genesis(&genesis_json(preset)).expect(preset);
		ext.execute_with(|| {
			let taken = pallet_zk_verifier::DevelopmentKeys::<Runtime>::get();
			assert_eq!(taken, expected, "{preset}");
			// The node adds keys, so that the runtime need not carry them.
			assert_eq!(pallet_zk_verifier::Keys::<Runtime>::iter().count(), 0, "{preset}");
		});
	}
}

#[test]
fn each_begins_with_semaphores_keys_once_the_node_has_added_them() {
	for preset in ALL {
		let mut genesis = genesis_json(preset);
		merge(&mut genesis, semaphore_keys());
		let mut ext = build_genesis(&genesis).expect(preset);
		ext.execute_with(|| {
			for depth in [10, 16, 20, 24] {
				let id = <Semaphore as MembershipKeys>::key(depth).expect("it has this depth");
				assert!(<ZkVerifier as VerifyProof>::usable(&id), "{preset}: {depth}");
			}
			assert_eq!(pallet_zk_verifier::Keys::<Runtime>::iter().count(), 4, "{preset}");
			ZkVerifier::check().expect("they are as they should");
		});
	}
}

#[test]
fn a_patch_changes_one_number_and_leaves_the_rest() {
	let mut genesis = genesis_json(DEVELOPMENT);
	merge(&mut genesis, json!({ "genesisParameters": { "consensus": { "roundSlots": 5 } } }));
	let mut ext = build_genesis(&genesis).expect("it builds");
	ext.execute_with(|| {
		assert_eq!(consensus::RoundSlots::get(), 5);
		assert_eq!(consensus::EpochSlots::get(), 20);
	});
}

mod reject {
	use super::*;

	#[test]
	fn development_keys_where_they_are_not_allowed() {
		let refused = json!({ "genesisParameters": { "developmentKeys": "refused" } });
		let mut genesis = genesis_json(LOCAL_TESTNET);
		merge(&mut genesis, refused);
		let error = build_genesis(&genesis).expect_err("it is refused");
		assert!(error.contains("development key"), "{error}");

		let mut genesis = genesis_json(STAGING);
		let alice = Sr25519Keyring::Alice.to_account_id();
		merge(&mut genesis, json!({ "sudo": { "key": alice } }));
		assert!(build_genesis(&genesis).expect_err("it is refused").contains("development key"));
	}

	#[test]
	fn development_keys_in_a_body_where_they_are_not_allowed() {
		let alice = Sr25519Keyring::Alice.to_account_id();
		for seat in [
			json!({ "councilMembership": { "members": [alice] } }),
			json!({ "boardElections": { "members": [[alice, 0]] } }),
			json!({ "advisoryMembership": { "members": [alice] } }),
			json!({ "team": { "beneficiaries": [[alice, "founder", 1_000_000_000]] } }),
		] {
			let mut genesis = genesis_json(STAGING);
			merge(&mut genesis, seat.clone());
			let error = build_genesis(&genesis).expect_err("it is refused");
			assert!(error.contains("sit in a body"), "{seat}: {error}");
		}
	}

	#[test]
	fn keys_of_proofs_for_development_where_development_keys_are_not_allowed() {
		let mut genesis = genesis_json(STAGING);
		merge(&mut genesis, json!({ "zkVerifier": { "developmentKeys": true } }));
		let error = build_genesis(&genesis).expect_err("it is refused");
		assert!(error.contains("anybody forges"), "{error}");
	}

	#[test]
	#[should_panic(expected = "stamps of 41 bits: 8 to 40 can be")]
	fn stamps_that_nobody_can_make() {
		let mut genesis = genesis_json(DEVELOPMENT);
		merge(&mut genesis, json!({ "genesisParameters": { "zk": { "stampBits": 41 } } }));
		let _ = build_genesis(&genesis);
	}

	#[test]
	#[should_panic(expected = "stamps of 7 bits: 8 to 40 can be")]
	fn stamps_that_are_no_work() {
		let mut genesis = genesis_json(DEVELOPMENT);
		merge(&mut genesis, json!({ "genesisParameters": { "zk": { "stampBits": 7 } } }));
		let _ = build_genesis(&genesis);
	}

	#[test]
	#[should_panic(expected = "a replaced root that is good for 59999 ms")]
	fn roots_that_are_good_for_less_than_a_minute() {
		let mut genesis = genesis_json(DEVELOPMENT);
		merge(&mut genesis, json!({ "genesisParameters": { "zk": { "rootLifetime": 59_999 } } }));
		let _ = build_genesis(&genesis);
	}

	#[test]
	#[should_panic(expected = "a replaced root that is good for 86400001 ms")]
	fn roots_that_are_good_for_more_than_a_day() {
		let mut genesis = genesis_json(DEVELOPMENT);
		let lifetime = json!({ "genesisParameters": { "zk": { "rootLifetime": 86_400_001u64 } } });
		merge(&mut genesis, lifetime);
		let _ = build_genesis(&genesis);
	}

	#[test]
	#[should_panic(expected = "rates of tasks that do not work")]
	fn a_bond_that_does_not_pay_a_panel() {
		let mut genesis = genesis_json(DEVELOPMENT);
		let rates = json!({ "genesisParameters": { "tasks": { "rates": { "bondPays": 8 } } } });
		merge(&mut genesis, rates);
		let _ = build_genesis(&genesis);
	}

	#[test]
	#[should_panic(expected = "genesis names the key")]
	fn a_key_of_proofs_that_is_named_twice() {
		let mut genesis = genesis_json(DEVELOPMENT);
		let keys = semaphore_keys()["zkVerifier"]["keys"].as_array().expect("a list").clone();
		let twice = json!({ "zkVerifier": { "keys": [keys[0], keys[1], keys[0]] } });
		merge(&mut genesis, twice);
		let _ = build_genesis(&genesis);
	}

	#[test]
	#[should_panic(expected = "a day of governance of 0 blocks")]
	fn a_day_of_governance_without_a_block() {
		let mut genesis = genesis_json(DEVELOPMENT);
		merge(&mut genesis, json!({ "genesisParameters": { "governance": { "dayBlocks": 0 } } }));
		let _ = build_genesis(&genesis);
	}

	#[test]
	#[should_panic(expected = "shares that do not sum to one")]
	fn shares_of_the_release_that_do_not_sum_to_one() {
		let mut genesis = genesis_json(DEVELOPMENT);
		merge(&mut genesis, json!({ "emission": { "shares": { "devices": 1 } } }));
		let _ = build_genesis(&genesis);
	}

	#[test]
	fn a_genesis_that_is_not_one() {
		let error = build_genesis(&json!({ "unknown": 1 })).expect_err("it is refused");
		assert!(error.contains("not valid"), "{error}");
	}

	#[test]
	#[should_panic(expected = "a window of 3 slots does not fit a round of 3")]
	fn a_window_as_long_as_its_round() {
		let mut genesis = genesis_json(DEVELOPMENT);
		merge(&mut genesis, json!({ "genesisParameters": { "consensus": { "windowSlots": 3 } } }));
		let _ = build_genesis(&genesis);
	}

	#[test]
	#[should_panic(expected = "a draw that nobody could answer")]
	fn draws_that_can_be_missed_without_a_block() {
		let mut genesis = genesis_json(DEVELOPMENT);
		let none = json!({ "genesisParameters": { "proofOfTime": { "minWindowBlocks": 0 } } });
		merge(&mut genesis, none);
		let _ = build_genesis(&genesis);
	}

	/// Builds a development genesis with a parameter of proof of time.
	fn with(parameter: serde_json::Value) {
		let mut genesis = genesis_json(DEVELOPMENT);
		merge(&mut genesis, json!({ "genesisParameters": { "proofOfTime": parameter } }));
		let _ = build_genesis(&genesis);
	}

	#[test]
	#[should_panic(expected = "a base factor of 2000001: 2000000 at most")]
	fn a_device_without_a_unit_that_counts_more_than_twice() {
		with(json!({ "baseWithoutUnit": 2_000_001 }));
	}

	#[test]
	#[should_panic(expected = "a base factor of 3000000")]
	fn a_unit_that_counts_more_than_twice() {
		with(json!({ "baseLevelTwo": 3_000_000 }));
	}

	#[test]
	#[should_panic(expected = "a stay or a stake that counts 999999: 1000000 to 4000000 can be")]
	fn a_stay_that_lowers_a_weight() {
		with(json!({ "stayMost": 999_999 }));
	}

	#[test]
	#[should_panic(expected = "a stay or a stake that counts 4000001")]
	fn a_stake_that_counts_more_than_four_times() {
		with(json!({ "stakeMost": 4_000_001 }));
	}

	#[test]
	#[should_panic(expected = "a share of 0 for a domain")]
	fn domains_that_may_take_nothing() {
		with(json!({ "topShare": 0 }));
	}

	#[test]
	#[should_panic(expected = "unbonding of 192 eras")]
	fn unbonding_beyond_what_staking_remembers() {
		let mut genesis = genesis_json(DEVELOPMENT);
		merge(
			&mut genesis,
			json!({ "genesisParameters": { "consensus": { "bondingEras": 192 } } }),
		);
		let _ = build_genesis(&genesis);
	}

	#[test]
	#[should_panic(expected = "a slash must not wait")]
	fn slashes_that_wait_longer_than_unbonding() {
		let mut genesis = genesis_json(DEVELOPMENT);
		merge(
			&mut genesis,
			json!({ "genesisParameters": { "consensus": { "slashDeferEras": 3 } } }),
		);
		let _ = build_genesis(&genesis);
	}

	#[test]
	#[should_panic(expected = "endow accounts by the emission pallet's `allocations`")]
	fn jmt_that_are_not_out_of_a_pot() {
		let mut genesis = genesis_json(DEVELOPMENT);
		let alice = Sr25519Keyring::Alice.to_account_id();
		merge(&mut genesis, json!({ "balances": { "balances": [[alice, 1_000_000_000_000u64]] } }));
		let _ = build_genesis(&genesis);
	}
}
