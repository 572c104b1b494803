//! Runtime APIs. A light client runs them itself, so none may reach a host function that is not standard.

use crate::{
	access,
	configs::{factors::Factors, KeyOwners},
	genesis_presets,
	parameters::dynamic::consensus,
	proofs, Access, AccountId, AuthorityDiscovery, Babe, Balance, Block, Circulation, DeviceId,
	Devices, Emission, Executive, Grandpa, Hash, InherentDataExt, Moment, NominationPools,
	ProofOfTime, Runtime, RuntimeCall, RuntimeGenesisConfig, SessionKeys, Staking, System, Tasks,
	Team, TransactionPayment, ZkVerifier, BABE_GENESIS_EPOCH_CONFIG, VERSION,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	traits::{Get, KeyOwnerProofSystem},
	view_functions::{ViewFunctionDispatchError, ViewFunctionId},
	weights::Weight,
};
use jmt_primitives::{
	access::{
		Asked, Decision, Explanation, FactKey, Grant, GrantId, LogHead, Request, Resource,
		ResourceId,
	},
	circulation::Snapshot,
	devices::{DeviceInfo, DeviceRegistry, DeviceStanding, DeviceSummary},
	did::DidRecord,
	domains::{Domain, DomainId, Link},
	identity::Snapshot as IdentitySnapshot,
	manifests::{Manifest, ManifestId},
	proof_of_time::{Clock, DrawInfo, Fleet, MiningReport, WeightReport},
	proofs::{
		Alias, AnchorInfo, GroupId, GroupInfo, KeyId, KeyInfo, ProofBytes, Refused, RootStanding,
		Scalar, Statement, TopicId, TopicInfo, ZkTerms,
	},
	supply::{schedule, SchedulePoint, SupplyReport},
	tasks::{MarketView, Quote, TaskId, TaskView, Terms as TaskTerms, TermsFault, WorkerView},
	time::Quarter,
	units::{Root, RootId},
	validators::{StakingClock, UncollectedPays, ValidatorReport},
	Nonce,
};
use pallet_nomination_pools::PoolId;
use pallet_transaction_payment::{FeeDetails, RuntimeDispatchInfo};
use sp_api::impl_runtime_apis;
use sp_authority_discovery::AuthorityId as AuthorityDiscoveryId;
use sp_consensus_babe::AuthorityId as BabeId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::{
	traits::{Block as BlockT, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, ExtrinsicInclusionMode,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_staking::{EraIndex, Page};
use sp_version::RuntimeVersion;

/// A device in a list of its owner's: the registry's word, and what proof of time says of it.
fn summary(device: DeviceId) -> Option<DeviceSummary> {
	let standing = Devices::standing(&device)?;
	let report = ProofOfTime::mining_report(device);
	Some(DeviceSummary {
		device,
		standing,
		mining: report.status,
		last_round: report.last_round,
		earned: report.earned,
		open: report.open,
	})
}

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block);
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(data: InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: InherentData,
		) -> CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(owner: Vec<u8>, seed: Option<Vec<u8>>) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_babe::BabeApi<Block> for Runtime {
		fn configuration() -> sp_consensus_babe::BabeConfiguration {
			let config = Babe::epoch_config().unwrap_or(BABE_GENESIS_EPOCH_CONFIG);
			sp_consensus_babe::BabeConfiguration {
				slot_duration: Babe::slot_duration(),
				epoch_length: consensus::EpochSlots::get(),
				c: config.c,
				authorities: Babe::authorities().to_vec(),
				randomness: Babe::randomness(),
				allowed_slots: config.allowed_slots,
			}
		}

		fn current_epoch_start() -> sp_consensus_babe::Slot {
			Babe::current_epoch_start()
		}

		fn current_epoch() -> sp_consensus_babe::Epoch {
			Babe::current_epoch()
		}

		fn next_epoch() -> sp_consensus_babe::Epoch {
			Babe::next_epoch()
		}

		fn generate_key_ownership_proof(
			slot: sp_consensus_babe::Slot,
			authority_id: BabeId,
		) -> Option<sp_consensus_babe::OpaqueKeyOwnershipProof> {
			// A node asks at the parent of a header first. The parent of a session's first block lies in another
			// session, whose proof would be refused; told nothing, the node asks at its best block.
			let start = u64::from(Babe::current_epoch_start());
			if u64::from(slot).checked_sub(start)? >= consensus::EpochSlots::get() {
				return None;
			}
			KeyOwners::prove((sp_consensus_babe::KEY_TYPE, authority_id))
				.map(|proof| proof.encode())
				.map(sp_consensus_babe::OpaqueKeyOwnershipProof::new)
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation_proof: sp_consensus_babe::EquivocationProof<<Block as BlockT>::Header>,
			key_owner_proof: sp_consensus_babe::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			let key_owner_proof = key_owner_proof.decode()?;
			Babe::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof)
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation_proof: sp_consensus_grandpa::EquivocationProof<
				<Block as BlockT>::Hash,
				NumberFor<Block>,
			>,
			key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			let key_owner_proof = key_owner_proof.decode()?;
			Grandpa::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof)
		}

		fn generate_key_ownership_proof(
			_set_id: sp_consensus_grandpa::SetId,
			authority_id: GrandpaId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			KeyOwners::prove((sp_consensus_grandpa::KEY_TYPE, authority_id))
				.map(|proof| proof.encode())
				.map(sp_consensus_grandpa::OpaqueKeyOwnershipProof::new)
		}
	}

	impl sp_authority_discovery::AuthorityDiscoveryApi<Block> for Runtime {
		fn authorities() -> Vec<AuthorityDiscoveryId> {
			AuthorityDiscovery::authorities()
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			*System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
		fn query_info(uxt: <Block as BlockT>::Extrinsic, len: u32) -> RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(uxt, len)
		}

		fn query_fee_details(uxt: <Block as BlockT>::Extrinsic, len: u32) -> FeeDetails<Balance> {
			TransactionPayment::query_fee_details(uxt, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<Block, Balance, RuntimeCall>
		for Runtime
	{
		fn query_call_info(call: RuntimeCall, len: u32) -> RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, len)
		}

		fn query_call_fee_details(call: RuntimeCall, len: u32) -> FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_staking_runtime_api::StakingApi<Block, Balance, AccountId> for Runtime {
		fn nominations_quota(balance: Balance) -> u32 {
			Staking::api_nominations_quota(balance)
		}

		fn eras_stakers_page_count(era: EraIndex, account: AccountId) -> Page {
			Staking::api_eras_stakers_page_count(era, account)
		}

		fn pending_rewards(era: EraIndex, account: AccountId) -> bool {
			Staking::api_pending_rewards(era, account)
		}
	}

	impl pallet_nomination_pools_runtime_api::NominationPoolsApi<Block, AccountId, Balance> for Runtime {
		fn pending_rewards(who: AccountId) -> Balance {
			NominationPools::api_pending_rewards(who).unwrap_or_default()
		}

		fn points_to_balance(pool_id: PoolId, points: Balance) -> Balance {
			NominationPools::api_points_to_balance(pool_id, points)
		}

		fn balance_to_points(pool_id: PoolId, new_funds: Balance) -> Balance {
			NominationPools::api_balance_to_points(pool_id, new_funds)
		}

		fn pool_pending_slash(pool_id: PoolId) -> Balance {
			NominationPools::api_pool_pending_slash(pool_id)
		}

		fn member_pending_slash(member: AccountId) -> Balance {
			NominationPools::api_member_pending_slash(member)
		}

		fn pool_needs_delegate_migration(_pool_id: PoolId) -> bool {
			false
		}

		fn member_needs_delegate_migration(_member: AccountId) -> bool {
			false
		}

		fn member_total_balance(who: AccountId) -> Balance {
			NominationPools::api_member_total_balance(who)
		}

		fn pool_balance(pool_id: PoolId) -> Balance {
			NominationPools::api_pool_balance(pool_id)
		}

		fn pool_accounts(pool_id: PoolId) -> (AccountId, AccountId) {
			NominationPools::api_pool_accounts(pool_id)
		}
	}

	impl jmt_primitives::supply::SupplyApi<Block> for Runtime {
		fn supply() -> SupplyReport {
			Emission::supply()
		}

		fn schedule(from: Moment, step: Moment, points: u32) -> Vec<SchedulePoint> {
			schedule(from, step, points, Emission::released, Team::vested)
		}
	}

	impl jmt_primitives::circulation::CirculationApi<Block> for Runtime {
		fn circulation() -> jmt_primitives::circulation::Circulation {
			crate::circulation::figures()
		}

		fn snapshot(quarter: Quarter) -> Option<Snapshot> {
			Circulation::snapshot(quarter)
		}
	}

	impl jmt_primitives::devices::DevicesApi<Block> for Runtime {
		fn device(device: DeviceId) -> Option<DeviceInfo> {
			Devices::device(device)
		}

		fn count() -> u32 {
			<Devices as DeviceRegistry>::count()
		}

		fn devices_of(owner: AccountId, after: Option<DeviceId>) -> Vec<DeviceSummary> {
			let devices = Devices::devices_of(owner, after);
			devices.into_iter().filter_map(summary).collect()
		}
	}

	impl jmt_primitives::identity::IdentityApi<Block> for Runtime {
		fn domain(domain: DomainId) -> Option<Domain> {
			Devices::domain(domain)
		}

		fn path(domain: DomainId) -> Vec<DomainId> {
			Devices::path_of(domain)
		}

		fn standing(device: DeviceId) -> Option<DeviceStanding> {
			Devices::standing(&device)
		}

		fn resolve_did(device: DeviceId) -> Option<DidRecord> {
			Devices::resolve_did(device)
		}

		fn manifest(manifest: ManifestId) -> Option<Manifest> {
			Devices::manifest(manifest)
		}

		fn root(root: RootId) -> Option<Root> {
			Devices::root(root)
		}

		fn trust(from: DomainId, to: DomainId) -> Option<Link> {
			Devices::trust(from, to)
		}

		fn snapshot(device: DeviceId, host: DomainId) -> IdentitySnapshot {
			Devices::snapshot(device, host)
		}

		fn weight_of(device: DeviceId) -> Option<WeightReport> {
			Factors::report(&device)
		}
	}

	impl jmt_primitives::proof_of_time::ProofOfTimeApi<Block> for Runtime {
		fn clock() -> Clock {
			ProofOfTime::clock()
		}

		fn draw() -> Option<DrawInfo> {
			ProofOfTime::current_draw()
		}

		fn answers() -> u32 {
			ProofOfTime::answers_in_block()
		}

		fn fleet() -> Fleet {
			ProofOfTime::fleet()
		}

		fn mining(device: DeviceId) -> MiningReport {
			ProofOfTime::mining_report(device)
		}

		fn pending(devices: Vec<DeviceId>) -> Vec<Balance> {
			ProofOfTime::pending_of(devices)
		}
	}

	impl jmt_primitives::proofs::ZkApi<Block> for Runtime {
		fn verify(key: KeyId, proof: ProofBytes, inputs: Vec<Scalar>) -> Result<(), Refused> {
			proofs::verify(&key, &proof, &inputs)
		}

		fn check_statement(statement: Statement, proof: ProofBytes) -> Result<(), Refused> {
			ZkVerifier::check_statement(&statement, &proof)
		}

		fn key(key: KeyId) -> Option<KeyInfo> {
			proofs::key(&key)
		}

		fn membership_key(depth: u8) -> Option<KeyId> {
			ZkVerifier::membership_key(depth)
		}

		fn group(group: GroupId) -> Option<GroupInfo> {
			proofs::group(group)
		}

		fn page(group: GroupId, page: u32) -> Vec<Scalar> {
			proofs::page(group, page)
		}

		fn root(group: GroupId, root: Scalar) -> RootStanding {
			proofs::root(group, &root)
		}

		fn topic(group: GroupId, topic: TopicId) -> Option<TopicInfo> {
			proofs::topic(group, &topic)
		}

		fn is_used(group: GroupId, topic: TopicId, alias: Alias) -> bool {
			proofs::is_used(group, &topic, &alias)
		}

		fn anchor(account: AccountId, label: Hash) -> Option<AnchorInfo> {
			proofs::anchor(&account, &label)
		}

		fn scope(group: GroupId, topic: TopicId) -> Option<Hash> {
			ZkVerifier::scope(group, topic)
		}

		fn terms() -> ZkTerms {
			proofs::terms()
		}
	}

	impl jmt_primitives::access::AccessApi<Block> for Runtime {
		fn decide(request: Request) -> Decision {
			Access::decide(&request)
		}

		fn explain(request: Request) -> Explanation {
			Access::explain(&request)
		}

		fn resource(resource: ResourceId) -> Option<Resource> {
			access::resource(resource)
		}

		fn grant_chain(grant: GrantId) -> Vec<(GrantId, Grant)> {
			access::grant_chain(grant)
		}

		fn snapshot(resource: ResourceId, asked: Vec<Asked>) -> Vec<FactKey> {
			access::keys(resource, &asked)
		}

		fn log_head(enforcer: DeviceId) -> Option<LogHead> {
			access::log_head(enforcer)
		}
	}

	impl jmt_primitives::tasks::TasksApi<Block> for Runtime {
		fn task(task: TaskId) -> Option<TaskView> {
			Tasks::task_view(task)
		}

		fn task_page(from: TaskId) -> Vec<TaskView> {
			Tasks::task_page(from)
		}

		fn worker(device: DeviceId) -> Option<WorkerView> {
			Tasks::worker_view(&device)
		}

		fn quote(terms: TaskTerms) -> Result<Quote, TermsFault> {
			Tasks::quote(&terms)
		}

		fn market() -> MarketView {
			Tasks::market()
		}
	}

	impl jmt_primitives::validators::ValidatorsApi<Block> for Runtime {
		fn validator(account: AccountId) -> ValidatorReport {
			crate::validators::report(&account)
		}

		fn clock() -> StakingClock {
			crate::validators::clock()
		}

		fn uncollected(validator: AccountId, from: EraIndex) -> UncollectedPays {
			crate::validator_pay::uncollected(&validator, from)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			genesis_presets::check_keys(&config)?;
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, genesis_presets::get_preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis_presets::preset_names()
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			crate::benchmarks::metadata(extra)
		}

		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			crate::benchmarks::dispatch(config)
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			match Executive::try_runtime_upgrade(checks) {
				Ok(weight) => (weight, crate::configs::MaximumBlockWeight::get()),
				Err(error) => panic!("runtime upgrade failed: {error:?}"),
			}
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			match Executive::try_execute_block(block, state_root_check, signature_check, select) {
				Ok(weight) => weight,
				Err(error) => panic!("executing the block failed: {error:?}"),
			}
		}
	}
}
