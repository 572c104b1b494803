//! How the runtime is put together.

use core::any::{type_name, TypeId};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::GetDispatchInfo,
	traits::{
		Contains, EnsureOriginWithArg, Get, IntegrityTest, PalletsInfoAccess, StorageInfoTrait,
	},
};
use jmt_primitives::{
	access::MAX_POLICY_BYTES,
	devices::DeviceHook,
	supply::Pot,
	tasks::MAX_OUTPUT_BYTES,
	units::{Certificate, Level},
	DevicePublic, DeviceSignature, Invariants, JMT,
};
use jmt_runtime::{
	configs::{CallFilter, GoesOnInSafeMode},
	constants::*,
	genesis_presets::DEVELOPMENT,
	parameters::{dynamic, Administrator, RuntimeParameters},
	*,
};
use jmt_runtime_harness::{build_genesis, genesis_json};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::traits::{Dispatchable, TransactionExtension};
use std::collections::{BTreeMap, BTreeSet};

fn development() -> TestExternalities {
	build_genesis(&genesis_json(DEVELOPMENT)).expect("it builds")
}

#[test]
fn the_pallets_accept_how_they_are_configured() {
	<AllPalletsWithSystem as IntegrityTest>::integrity_test();
}

#[test]
fn the_list_of_own_pallets_is_that_of_the_folders_below_pallets() {
	macro_rules! names {
		($( $name:ident $pallet:ident ),+ $(,)?) => {
			[$( (stringify!($name), stringify!($pallet)) ),+]
		};
	}
	let listed = jmt_runtime::own_pallets!(names);
	let mut called = Vec::new();
	OwnPallets::each(&mut |name, _| called.push(name));
	assert_eq!(called, listed.map(|(name, _)| name), "pallets call themselves as the runtime does");

	let folder = |(_, name): (&str, &str)| {
		name.strip_prefix("pallet_").expect("its crate is a pallet").replace('_', "-")
	};
	let listed: BTreeSet<String> = listed.into_iter().map(folder).collect();
	let pallets = concat!(env!("CARGO_MANIFEST_DIR"), "/../../pallets");
	let folders: BTreeSet<String> = std::fs::read_dir(pallets)
		.expect("the folder is there")
		.map(|entry| entry.expect("it can be read"))
		.filter(|entry| entry.path().join("Cargo.toml").exists())
		.map(|entry| entry.file_name().into_string().expect("it is UTF-8"))
		.collect();
	assert_eq!(listed, folders);
}

#[test]
fn own_pallets_stand_at_the_indices_that_are_theirs() {
	let present: BTreeMap<&str, u8> = AllPalletsWithSystem::infos()
		.into_iter()
		.map(|info| (info.name, u8::try_from(info.index).expect("a byte holds it")))
		.collect();
	let reserved = BTreeMap::from(OWN_INDICES);
	let indices: BTreeSet<u8> = reserved.values().copied().collect();
	assert_eq!(indices.len(), OWN_INDICES.len(), "each pallet has an index of its own");
	for (name, index) in &present {
		assert_eq!(
			reserved.get(name).is_some_and(|of_it| of_it == index),
			indices.contains(index),
			"{name} stands at {index}"
		);
		assert!(reserved.get(name).is_none_or(|of_it| of_it == index), "{name} stands at {index}");
	}
	assert_eq!((present["Devices"], present["ProofOfTime"]), (50, 51));
	assert_eq!((present["Access"], present["ZkVerifier"], present["Tasks"]), (53, 54, 55));
}

#[test]
fn the_line_of_extensions_authorises_nothing_and_closes_with_the_correction_of_weight() {
	let names: Vec<_> = <TxExtension as TransactionExtension<RuntimeCall>>::metadata()
		.into_iter()
		.map(|extension| extension.identifier)
		.collect();
	assert_eq!(
		names,
		[
			"CheckNonZeroSender",
			"CheckSpecVersion",
			"CheckTxVersion",
			"CheckGenesis",
			"CheckMortality",
			"CheckNonce",
			"CheckWeight",
			"ChargeTransactionPayment",
			"CheckMetadataHash",
			"WeightReclaim",
		]
	);
}

#[test]
fn addresses_have_the_prefix_2018() {
	use sp_core::crypto::{Ss58AddressFormat, Ss58Codec};
	let prefix: u16 = <Runtime as frame_system::Config>::SS58Prefix::get();
	assert_eq!(prefix, 2018);
	let account = Sr25519Keyring::Alice.to_account_id();
	let text = account.to_ss58check_with_version(Ss58AddressFormat::custom(prefix));
	assert_eq!(
		AccountId::from_ss58check_with_version(&text),
		Ok((account, Ss58AddressFormat::custom(2018)))
	);
}

/// The pallets, each with its instance if it has several, and the module of its weights.
macro_rules! wired {
	($( $pallet:ident $( [ $instance:ty ] )? $( :: $weights:ident )* ),* $(,)?) => {
		$(
			assert_eq!(
				TypeId::of::<<Runtime as $pallet::Config $( <$instance> )?>::WeightInfo>(),
				TypeId::of::<$pallet $( :: $weights )* ::SubstrateWeight<Runtime>>(),
				"{} has {}",
				stringify!($pallet $( [ $instance ] )?),
				type_name::<<Runtime as $pallet::Config $( <$instance> )?>::WeightInfo>(),
			);
		)*
	};
}

#[test]
fn generated_weights_of_the_chains_own_pallets_are_wired() {
	macro_rules! own {
		($( $name:ident $pallet:ident ),+ $(,)?) => {
			wired!($( $pallet::weights ),+);
		};
	}
	jmt_runtime::own_pallets!(own);
}

#[test]
fn generated_weights_of_the_sdks_pallets_are_wired() {
	wired!(
		pallet_collective[configs::CouncilInstance]::weights,
		pallet_collective[configs::BoardInstance]::weights,
		pallet_collective[configs::AdvisoryInstance]::weights,
		pallet_membership[pallet_membership::Instance1]::weights,
		pallet_membership[pallet_membership::Instance2]::weights,
		pallet_elections_phragmen::weights,
		pallet_conviction_voting::weights,
		pallet_referenda::weights,
		pallet_balances::weights,
		pallet_bags_list::weights,
		pallet_migrations::weights,
		pallet_multisig::weights,
		pallet_nomination_pools::weights,
		pallet_preimage::weights,
		pallet_proxy::weights,
		pallet_safe_mode::weights,
		pallet_scheduler::weights,
		pallet_session::weights,
		pallet_staking::weights,
		pallet_sudo::weights,
		pallet_timestamp::weights,
		pallet_transaction_payment::weights,
		pallet_tx_pause::weights,
		pallet_utility::weights,
	);
	assert_eq!(
		TypeId::of::<<Runtime as frame_system::Config>::SystemWeightInfo>(),
		TypeId::of::<frame_system::weights::SubstrateWeight<Runtime>>()
	);
	assert_eq!(
		TypeId::of::<<Runtime as frame_system::Config>::ExtensionsWeightInfo>(),
		TypeId::of::<frame_system::SubstrateExtensionsWeight<Runtime>>()
	);
}

#[test]
fn calls_of_our_own_weigh_what_their_pallets_say() {
	use pallet_devices::WeightInfo as _;
	let call = RuntimeCall::Devices(pallet_devices::Call::remove { device: Default::default() });
	let own = <Runtime as pallet_devices::Config>::WeightInfo::remove(16);
	assert!(call.get_dispatch_info().call_weight.ref_time() >= own.ref_time());
	assert!(own.ref_time() > 0);
	// Proof of time and tasks are told when a unit or an owner changes, and a binding may tell them of two devices.
	let told = <ProofOfTime as DeviceHook>::on_change_weight()
		.saturating_add(<Tasks as DeviceHook>::on_change_weight());
	let device = Default::default();
	let accept = RuntimeCall::Devices(pallet_devices::Call::accept_device { device });
	let of = |call: RuntimeCall| call.get_dispatch_info().call_weight;
	assert!(told.ref_time() > 0 && of(accept).all_gte(told));
	let certificate = Certificate {
		root: 1,
		key: 0,
		nullifier: Hash::zero(),
		unit: DevicePublic::Ed25519([0; 32]),
		level: Level::One,
		expires: 0,
		signature: DeviceSignature::Ed25519([0; 64]),
	};
	let bind = pallet_devices::Call::bind_unit { device, certificate, binding: None };
	let own = <Runtime as pallet_devices::Config>::WeightInfo::bind_unit();
	assert!(of(bind.into()).all_gte(own.saturating_add(told).saturating_add(told)));
	use pallet_proof_of_time::WeightInfo as _;
	let report = pallet_proof_of_time::Call::report_distrusted { device };
	let own = <Runtime as pallet_proof_of_time::Config>::WeightInfo::report_distrusted();
	assert!(own.ref_time() > 0 && of(report.into()).all_gte(own));
}

#[test]
fn a_window_of_a_real_network_holds_twice_the_answers_aimed_at() {
	let answers = rounds::MAX_ANSWERS_PER_BLOCK * rounds::MIN_WINDOW_BLOCKS;
	assert!(answers >= 2 * rounds::TARGET_ANSWERS);
}

#[test]
fn everything_stored_by_our_own_pallets_is_bounded_and_small() {
	let infos = OwnPallets::storage_info();
	assert!(infos.len() >= 10, "{}", infos.len());
	for info in &infos {
		let name = String::from_utf8_lossy(&info.storage_name).to_string();
		let size = info.max_size.unwrap_or_else(|| panic!("{name} is not bounded"));
		let most = match info.storage_name.as_slice() {
			// A policy has a bound of its own, and beside it its key, its owner and what was paid for it.
			b"Policies" => MAX_POLICY_BYTES + 128,
			// Terms, and both crews with all of their slots.
			b"Tasks" => 8_192,
			// An output has a bound of its own, and beside it its key.
			b"Outputs" => MAX_OUTPUT_BYTES + 128,
			_ => 4_096,
		};
		assert!(size <= most, "{name} can take {size} bytes");
	}
	// Bytes that the chain keeps for each device, keys of the maps included.
	let per_device: u32 = infos
		.iter()
		.filter(|info| {
			let of = match info.pallet_name.as_slice() {
				b"Devices" => &[&b"Devices"[..], b"Owned", b"Members"][..],
				b"ProofOfTime" => &[&b"Miners"[..], b"Shares", b"Stakes"],
				_ => &[],
			};
			of.contains(&info.storage_name.as_slice())
		})
		.filter_map(|info| info.max_size)
		.sum();
	assert!((100..1_000).contains(&per_device), "{per_device} bytes a device");
}

#[test]
fn a_block_leaves_a_quarter_to_operational_calls_and_no_more() {
	use frame_support::dispatch::DispatchClass;
	let weights = <Runtime as frame_system::Config>::BlockWeights::get();
	assert_eq!(weights.max_block.ref_time(), block::MAX_REF_TIME);
	assert_eq!(weights.max_block.proof_size(), u64::MAX);
	let normal = weights.get(DispatchClass::Normal).max_total.expect("limited");
	assert_eq!(normal.ref_time(), block::MAX_REF_TIME / 4 * 3);
	let operational = weights.get(DispatchClass::Operational);
	assert_eq!(operational.max_total.expect("limited").ref_time(), block::MAX_REF_TIME / 4);
	assert_eq!(operational.reserved, operational.max_total);
	let upgrade = frame_system::Call::<Runtime>::set_code { code: Vec::new() }.get_dispatch_info();
	assert_eq!(upgrade.class, DispatchClass::Operational);
	assert!(upgrade.total_weight().all_lt(operational.max_extrinsic.expect("limited")));
	let close = pallet_collective::Call::<Runtime, pallet_collective::Instance1>::close {
		proposal_hash: Hash::zero(),
		index: 0,
		proposal_weight_bound: <Runtime as pallet_collective::Config<
			pallet_collective::Instance1,
		>>::MaxProposalWeight::get(),
		length_bound: 100_000,
	};
	let close = close.get_dispatch_info();
	assert_eq!(close.class, DispatchClass::Operational);
	assert!(close.total_weight().all_lt(operational.max_extrinsic.expect("limited")));
	let mandatory = weights.get(DispatchClass::Mandatory);
	assert_eq!((mandatory.max_total, mandatory.max_extrinsic), (None, None));
	let length = <Runtime as frame_system::Config>::BlockLength::get();
	assert_eq!(*length.max.get(DispatchClass::Operational), 5 * 1024 * 1024);
}

mod supply {
	use super::*;

	fn changing() -> [RuntimeCall; 3] {
		let who = Sr25519Keyring::Alice.to_account_id();
		[
			pallet_balances::Call::burn { value: JMT, keep_alive: false }.into(),
			pallet_balances::Call::force_set_balance { who: who.into(), new_free: 0 }.into(),
			pallet_balances::Call::force_adjust_total_issuance {
				direction: pallet_balances::AdjustmentDirection::Increase,
				delta: 1,
			}
			.into(),
		]
	}

	#[test]
	fn calls_that_would_change_it_are_refused_and_others_pass() {
		development().execute_with(|| {
			for call in changing() {
				assert!(!CallFilter::contains(&call));
			}
			let remark = frame_system::Call::remark { remark: Vec::new() }.into();
			assert!(CallFilter::contains(&remark));
			let transfer = pallet_balances::Call::transfer_all {
				dest: Sr25519Keyring::Bob.to_account_id().into(),
				keep_alive: false,
			};
			assert!(CallFilter::contains(&transfer.into()));
		});
	}

	#[test]
	fn burning_is_refused_inside_a_batch_too() {
		development().execute_with(|| {
			let alice = Sr25519Keyring::Alice.to_account_id();
			let burn = pallet_balances::Call::burn { value: JMT, keep_alive: false };
			let origin = RuntimeOrigin::signed(alice);
			assert_noop!(
				RuntimeCall::from(burn.clone()).dispatch(origin.clone()).map_err(|e| e.error),
				frame_system::Error::<Runtime>::CallFiltered
			);
			let batch = pallet_utility::Call::batch_all { calls: vec![burn.into()] };
			assert_noop!(
				RuntimeCall::from(batch).dispatch(origin).map_err(|e| e.error),
				frame_system::Error::<Runtime>::CallFiltered
			);
		});
	}

	#[test]
	fn dust_flows_into_the_ecosystem_pot() {
		development().execute_with(|| {
			let (alice, nobody) = (Sr25519Keyring::Alice.to_account_id(), AccountId::from([7; 32]));
			let pot = Emission::pot_balance(Pot::Ecosystem);
			let deposit = currency::EXISTENTIAL_DEPOSIT;
			assert_ok!(Balances::transfer_allow_death(
				RuntimeOrigin::signed(alice.clone()),
				nobody.clone().into(),
				deposit,
			));
			assert_ok!(Balances::transfer_allow_death(
				RuntimeOrigin::signed(nobody.clone()),
				alice.into(),
				deposit - 5,
			));
			assert_eq!(Balances::free_balance(&nobody), 0);
			assert_eq!(Emission::pot_balance(Pot::Ecosystem), pot + 5);
			Emission::check().expect("nothing is burnt");
		});
	}

	#[test]
	fn what_strays_into_a_pool_flows_into_the_ecosystem_pot() {
		use pallet_nomination_pools::adapter::{Pool, StakeStrategy};
		development().execute_with(|| {
			let (alice, pool) = (Sr25519Keyring::Alice.to_account_id(), AccountId::from([9; 32]));
			let before = Emission::pot_balance(Pot::Ecosystem);
			assert_ok!(Balances::transfer_allow_death(
				RuntimeOrigin::signed(alice),
				pool.clone().into(),
				3 * JMT,
			));
			assert_ok!(configs::PoolStake::dissolve(Pool::from(pool.clone())));
			assert_eq!(Balances::free_balance(&pool), 0);
			assert_eq!(Emission::pot_balance(Pot::Ecosystem), before + 3 * JMT);
			Emission::check().expect("nothing is burnt");
		});
	}
}

mod parameters {
	use super::*;

	#[test]
	fn root_changes_what_governs_pay() {
		development().execute_with(|| {
			let change =
				RuntimeParameters::ProofOfTime(dynamic::proof_of_time::Parameters::LeastBuckets(
					dynamic::proof_of_time::LeastBuckets,
					Some(7),
				));
			assert_noop!(
				Parameters::set_parameter(
					RuntimeOrigin::signed(Sr25519Keyring::Alice.to_account_id()),
					change.clone()
				),
				sp_runtime::DispatchError::BadOrigin
			);
			assert_ok!(Parameters::set_parameter(RuntimeOrigin::root(), change));
			let buckets = <Runtime as pallet_proof_of_time::Config>::LeastBuckets::get();
			assert_eq!(buckets, 7);
		});
	}

	#[test]
	fn nobody_changes_what_numbers_derive_from() {
		development().execute_with(|| {
			let change = RuntimeParameters::Consensus(dynamic::consensus::Parameters::EpochSlots(
				dynamic::consensus::EpochSlots,
				Some(7),
			));
			assert_noop!(
				Parameters::set_parameter(RuntimeOrigin::root(), change),
				sp_runtime::DispatchError::BadOrigin
			);
		});
	}

	#[test]
	fn the_administrator_knows_each_group() {
		use frame_support::traits::dynamic_params::AggregatedKeyValue;
		let (bounty, _) =
			RuntimeParameters::ProofOfTime(dynamic::proof_of_time::Bounty.into()).into_parts();
		assert!(Administrator::try_origin(RuntimeOrigin::root(), &bounty).is_ok());
		let (slots, _) =
			RuntimeParameters::Consensus(dynamic::consensus::RoundSlots.into()).into_parts();
		assert!(Administrator::try_origin(RuntimeOrigin::root(), &slots).is_err());
	}
}

mod safe_mode {
	use super::*;

	#[test]
	fn answers_go_on_and_transfers_do_not() {
		development().execute_with(|| {
			assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
			let answer = RuntimeCall::from(pallet_proof_of_time::Call::answer {
				round: 1,
				draw: Default::default(),
				device: Default::default(),
				signature: jmt_primitives::DeviceSignature::Ed25519([0; 64]),
			});
			assert!(GoesOnInSafeMode::contains(&answer));
			assert!(CallFilter::contains(&answer));
			let time = pallet_timestamp::Call::set { now: 1 }.into();
			assert!(CallFilter::contains(&time));
			let transfer = pallet_balances::Call::transfer_all {
				dest: Sr25519Keyring::Bob.to_account_id().into(),
				keep_alive: false,
			};
			assert!(!CallFilter::contains(&transfer.into()));
			assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
		});
	}

	#[test]
	fn a_migration_that_fails_leaves_the_rest_to_the_bodies_that_govern() {
		use frame_support::migrations::{FailedMigrationHandler, FailedMigrationHandling};
		type Handler = <Runtime as pallet_migrations::Config>::FailedMigrationHandler;
		development().execute_with(|| {
			// A second one, too.
			for _ in 0..2 {
				assert_eq!(Handler::failed(Some(0)), FailedMigrationHandling::ForceUnstuck);
				let until = pallet_safe_mode::EnteredUntil::<Runtime>::get();
				assert_eq!(until, Some(u32::MAX));
			}
			assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
		});
	}

	#[test]
	fn nobody_can_buy_it() {
		development().execute_with(|| {
			assert_noop!(
				SafeMode::enter(RuntimeOrigin::signed(Sr25519Keyring::Alice.to_account_id())),
				pallet_safe_mode::Error::<Runtime>::NotConfigured
			);
		});
	}
}

#[test]
fn bags_rise_to_the_largest_vote() {
	let bags = configs::BAG_THRESHOLDS;
	assert!(bags.windows(2).all(|pair| pair[0] < pair[1]));
	assert_eq!(bags.last(), Some(&u64::MAX));
}
