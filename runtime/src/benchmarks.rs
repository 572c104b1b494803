//! The benchmarks of `scripts/bench-weights`, and their preparation by the runtime.

use crate::*;
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use frame_system_benchmarking::{
	extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
};
use jmt_primitives::{
	cell::Region,
	devices::Member,
	domains::{Domain, DomainId, DomainState, Layer, MAX_DEPTH},
	tasks::{Credit, Signer, Worker},
	units::{Bound, KeyState, Level, Root, RootKey, RootState, Terms, WHOLE_SHARE},
	DevicePublic, JMT,
};
use sp_storage::TrackedStorageKey;

impl frame_system_benchmarking::Config for Runtime {}

impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

macro_rules! measured {
	($( $name:ident $pallet:ident ),+ $(,)?) => {
		define_benchmarks!(
			[frame_system, SystemBench::<Runtime>]
			[frame_system_extensions, SystemExtensionsBench::<Runtime>]
			[pallet_babe, Babe]
			[pallet_bags_list, VoterList]
			[pallet_balances, Balances]
			[pallet_collective, FoundationCouncil]
			[pallet_elections_phragmen, BoardElections]
			[pallet_grandpa, Grandpa]
			[pallet_membership, CouncilMembership]
			[pallet_migrations, MultiBlockMigrations]
			[pallet_multisig, Multisig]
			[pallet_parameters, Parameters]
			[pallet_preimage, Preimage]
			[pallet_proxy, Proxy]
			[pallet_referenda, Referenda]
			[pallet_safe_mode, SafeMode]
			[pallet_scheduler, Scheduler]
			[pallet_staking, Staking]
			[pallet_sudo, Sudo]
			[pallet_timestamp, Timestamp]
			[pallet_transaction_payment, TransactionPayment]
			[pallet_tx_pause, TxPause]
			[pallet_utility, Utility]
			$( [$pallet, $name] )+
		);
	};
}

own_pallets!(measured);

/// The benchmarks that can be run.
pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::<BenchmarkList>::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Measures.
pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist: Vec<TrackedStorageKey> = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}

/// Prepares the other pallets for the benchmarks of proof of time.
pub struct Helper;

impl pallet_proof_of_time::BenchmarkHelper for Helper {
	fn register(key: jmt_primitives::DevicePublic, owner: &AccountId) {
		let id = key.id();
		let device = pallet_devices::Device::new(key, owner.clone(), 0, 0);
		pallet_devices::Devices::<Runtime>::insert(id, device);
		pallet_devices::Owned::<Runtime>::insert(owner, id, ());
		pallet_devices::Count::<Runtime>::mutate(|count| *count = count.saturating_add(1));
		// A worker with a credit that counts at any time, so that its weight takes as many reads as any.
		let mut credit = Credit::default();
		credit.add(JMT, Moment::MAX);
		let worker = Worker {
			owner: owner.clone(),
			signer: Signer::Ed25519([9; 32]),
			staked: JMT,
			reserved: 0,
			open: 0,
			enrolled_in: 0,
			free_at: 0,
			credit,
			done: 0,
			wrong: 0,
			silent: 0,
		};
		pallet_tasks::Workers::<Runtime>::insert(id, worker);
	}

	fn certify(device: &DeviceId) {
		let Some(owner) =
			pallet_devices::Devices::<Runtime>::get(device).map(|device| device.owner)
		else {
			return;
		};
		let unit = Bound {
			root: 1,
			key: 0,
			nullifier: device.0,
			level: Level::Two,
			bound_in: 1,
			expires: Moment::MAX,
		};
		let member =
			Member { domain: Some(MAX_DEPTH.into()), unit: Some(unit), ..Default::default() };
		pallet_devices::Members::<Runtime>::insert(device, member);
		pallet_devices::Units::<Runtime>::insert(1, device.0, device);
		let key = RootKey { public: DevicePublic::Ed25519([1; 32]), state: KeyState::Active };
		let root = Root {
			maker: owner.clone(),
			terms: Terms { level: Level::Two, quota: u32::MAX, share: WHOLE_SHARE },
			used: 1,
			keys: alloc::vec![key; 4].try_into().unwrap_or_default(),
			state: RootState::Active,
		};
		pallet_devices::Roots::<Runtime>::insert(1, root);
		// As far below the first one as a domain may be: each above it is a read.
		let depth = DomainId::from(MAX_DEPTH);
		for id in 1..=depth {
			let domain = Domain {
				parent: id.checked_sub(1).filter(|parent| *parent > 0),
				top: 1,
				depth: id.try_into().unwrap_or(MAX_DEPTH),
				layer: Layer::Device,
				region: Region::World,
				owner: owner.clone(),
				offered_to: None,
				payer: owner.clone(),
				deposit: 0,
				state: DomainState::Active,
				admins: 0,
				children: (id < depth).into(),
				members: (id == depth).into(),
				manifests: 0,
			};
			pallet_devices::Domains::<Runtime>::insert(id, domain);
		}
	}

	fn set_block(slot: u64, at: Moment, output: Hash) {
		pallet_babe::CurrentSlot::<Runtime>::put(sp_consensus_babe::Slot::from(slot));
		pallet_babe::AuthorVrfRandomness::<Runtime>::put(Some(output.0));
		pallet_timestamp::Now::<Runtime>::put(at);
		if !pallet_emission::Launch::<Runtime>::exists() {
			let yesterday = at.saturating_sub(jmt_primitives::time::DAY_MS);
			pallet_emission::Launch::<Runtime>::put(yesterday);
		}
	}
}

impl pallet_tasks::BenchmarkHelper for Helper {
	fn register(key: DevicePublic, owner: &AccountId) {
		// As far below the first domain as a device may be.
		let device = key.id();
		<Self as pallet_proof_of_time::BenchmarkHelper>::register(key, owner);
		<Self as pallet_proof_of_time::BenchmarkHelper>::certify(&device);
		pallet_tasks::Workers::<Runtime>::remove(device);
	}

	fn set_output(output: Hash) {
		pallet_babe::AuthorVrfRandomness::<Runtime>::put(Some(output.0));
	}
}

impl pallet_team::BenchmarkHelper for Helper {
	fn set_clock(launch: Moment, now: Moment) {
		pallet_emission::Launch::<Runtime>::put(launch);
		pallet_timestamp::Now::<Runtime>::put(now);
	}
}
