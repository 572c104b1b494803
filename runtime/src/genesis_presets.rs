//! The networks that the runtime knows a genesis for.
//!
//! | preset | validators | sudo | times |
//! |---|---|---|---|
//! | `development` | Alice | Alice | short |
//! | `local_testnet` | Alice, Bob, Charlie, Dave | Alice | short |
//! | `staging` | four with keys of their own | nobody | a real network's |
//!
//! Networks for development have members in every body: Alice, Bob and Charlie are the council, Dave, Eve and
//! Ferdie the supervisory board, Bob and Eve the advisory committee, and Alice, Bob, Charlie and Dave the
//! team. On `staging` all bodies begin empty: the holders elect the board and appoint the council.
//!
//! All 50 billion JMT exist in each of them: accounts are endowed out of the foundation's pot, by
//! `emission.allocations`. Amounts in a preset stay below 2^64 planck, about 18 million JMT, which is what
//! every JSON reader takes for a whole number.
//!
//! # Changing times
//!
//! Epochs, rounds and days stand under `genesisParameters` (see [`crate::genesis_parameters`]); a chain
//! specification that is not raw keeps them at `genesis.runtimeGenesis.patch.genesisParameters`.

use crate::{
	constants::{rounds, staking::MAX_ELECTION_TARGETS},
	genesis_parameters::DevelopmentKeys,
	parameters::{Consensus, Devices, Governance, ProofOfTime, Tasks, Zk},
	AccountId, AdvisoryMembershipConfig, Balance, BoardElectionsConfig, CouncilMembershipConfig,
	EmissionConfig, GenesisParametersConfig, NominationPoolsConfig, RuntimeGenesisConfig,
	SessionConfig, SessionKeys, StakingConfig, SudoConfig, TeamConfig, ZkVerifierConfig,
	BABE_GENESIS_EPOCH_CONFIG,
};
use alloc::{format, string::String, vec, vec::Vec};
use frame_support::{build_struct_json_patch, traits::Get, BoundedVec};
use hex_literal::hex;
use jmt_primitives::{
	supply::{Pot, DAILY_RELEASE},
	JMT,
};
use pallet_staking::StakerStatus;
use pallet_team::Group;
use serde_json::Value;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_core::{ed25519, sr25519};
use sp_genesis_builder::PresetId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::Perbill;

/// One validator, short times, for a node that runs alone.
pub const DEVELOPMENT: &str = sp_genesis_builder::DEV_RUNTIME_PRESET;

/// Four validators, short times, for a network on one machine.
pub const LOCAL_TESTNET: &str = sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET;

/// Four validators and the times of a real network; no account holds Root.
pub const STAGING: &str = "staging";

/// Endowment of a development account.
pub const DEVELOPMENT_ENDOWMENT: Balance = 1_000_000 * JMT;

/// Endowment of a genesis validator.
pub const VALIDATOR_ENDOWMENT: Balance = 1_000_000 * JMT;

/// The part of it that a genesis validator bonds.
pub const VALIDATOR_BOND: Balance = 500_000 * JMT;

/// Stake by which a development member of the supervisory board votes for itself.
const BOARD_STAKE: Balance = 1_000 * JMT;

/// Least that a nominator bonds, and a pool to begin with.
const MIN_BOND: Balance = 100 * JMT;

/// Least that a validator bonds. An election takes so many candidates and no more: less, and it would be cheap
/// to take all places.
const MIN_VALIDATOR_BOND: Balance = 10_000 * JMT;

/// Pools and their members need none, since each has to bond something. Left out, the pallet's own bounds would
/// hold: 16 pools of 32 members.
const NO_BOUND: Option<u32> = Some(u32::MAX);

/// A validator at genesis.
struct Validator {
	stash: AccountId,
	keys: SessionKeys,
}

impl Validator {
	fn development(
		stash: Sr25519Keyring,
		sr25519: Sr25519Keyring,
		ed25519: Ed25519Keyring,
	) -> Self {
		Self {
			stash: stash.to_account_id(),
			keys: SessionKeys {
				grandpa: ed25519.public().into(),
				babe: sr25519.public().into(),
				authority_discovery: sr25519.public().into(),
			},
		}
	}

	/// From public keys: of the stash, for BABE and authority discovery (all sr25519), and for GRANDPA
	/// (ed25519).
	fn of_keys(stash: [u8; 32], babe: [u8; 32], discovery: [u8; 32], grandpa: [u8; 32]) -> Self {
		Self {
			stash: stash.into(),
			keys: SessionKeys {
				grandpa: ed25519::Public::from_raw(grandpa).into(),
				babe: sr25519::Public::from_raw(babe).into(),
				authority_discovery: sr25519::Public::from_raw(discovery).into(),
			},
		}
	}
}

fn alice() -> Validator {
	Validator::development(Sr25519Keyring::AliceStash, Sr25519Keyring::Alice, Ed25519Keyring::Alice)
}

fn four() -> Vec<Validator> {
	vec![
		alice(),
		Validator::development(Sr25519Keyring::BobStash, Sr25519Keyring::Bob, Ed25519Keyring::Bob),
		Validator::development(
			Sr25519Keyring::CharlieStash,
			Sr25519Keyring::Charlie,
			Ed25519Keyring::Charlie,
		),
		Validator::development(
			Sr25519Keyring::DaveStash,
			Sr25519Keyring::Dave,
			Ed25519Keyring::Dave,
		),
	]
}

/// Validators of the staging network. Their secret keys were made with the network, outside this repository.
fn staging() -> Vec<Validator> {
	vec![
		Validator::of_keys(
			hex!("00632fcf7863c01a7286e9d5eb40f43f0a401ba566827f2befd9322d1e479451"),
			hex!("34cb576c4612701da5f624ac38c8b60f5b8846be0bd69959357654c26f413b14"),
			hex!("7216b69e4fc50067cf19f2880ef38404a9118491dd1908e134f717636fe6a96d"),
			hex!("b3040aaade39a6e5d6febfd82c48347f71869a7028afdd0f867add2e9888d34e"),
		),
		Validator::of_keys(
			hex!("8ac21b45e59a6abd6a4c220340572408e1b498566366775c942683c2d488250e"),
			hex!("9e2b22cc1706ea3ecbd095d558d591878bbbc15f97202e620fceaca112242407"),
			hex!("b4c2a3971da484d94e13b4f875fbd294b6eaa7c383cd0e8353f3f42cb9ce230a"),
			hex!("4da3ea004612fa91e74074573abec6d359da05678fea4ddecbb280b10b378121"),
		),
		Validator::of_keys(
			hex!("40c4468e4e0b49bb1812778b30e5320bf34c2c561dffe9b98b27c6094fb3797e"),
			hex!("fa19857e6112323f61482b038abfc734902f612a683ecec5a36a6e60488a3762"),
			hex!("5072746d1de9f05c826bc111f7e781c8cc7cf614b0d043f09098911746a1a42e"),
			hex!("edc0097dd325db12f00b9fb69c2d429c038e80c7190d5ccca4068d509001004a"),
		),
		Validator::of_keys(
			hex!("ca8be8db454eb4334e4282d67f23e28493495cabac169301ce11c08b95d1cf06"),
			hex!("6025ead4cb2be525d3a0b40248b7d967de714128a87e7464521152241c439d52"),
			hex!("8255933a7ed09058c972081d196b5d6dead71cc381336d87652c893575e42704"),
			hex!("8b7346cc51a99307ce516f934c0d0bd7de983ca96d018d7e744f549bdb6dc786"),
		),
	]
}

/// The times that a network starts with.
#[derive(Default)]
struct Times {
	consensus: Consensus,
	proof_of_time: ProofOfTime,
	governance: Governance,
	devices: Devices,
	zk: Zk,
	tasks: Tasks,
}

/// Members of each body, and their shares of the team's tranches.
#[derive(Default)]
struct Bodies {
	council: Vec<AccountId>,
	board: Vec<AccountId>,
	advisory: Vec<AccountId>,
	team: Vec<(AccountId, Group, Perbill)>,
}

impl Bodies {
	fn development() -> Self {
		use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};
		let accounts =
			|keys: &[Sr25519Keyring]| keys.iter().map(|key| key.to_account_id()).collect();
		Self {
			council: accounts(&[Alice, Bob, Charlie]),
			board: accounts(&[Dave, Eve, Ferdie]),
			advisory: accounts(&[Bob, Eve]),
			team: vec![
				(Alice.to_account_id(), Group::Founder, Perbill::from_percent(40)),
				(Bob.to_account_id(), Group::Technical, Perbill::from_percent(30)),
				(Charlie.to_account_id(), Group::Advisor, Perbill::from_percent(20)),
				(Dave.to_account_id(), Group::Supporter, Perbill::from_percent(10)),
			],
		}
	}
}

/// A genesis with these validators, endowed and bonded, and these endowed accounts.
fn genesis(
	validators: Vec<Validator>,
	endowed: Vec<AccountId>,
	bodies: Bodies,
	sudo: Option<AccountId>,
	development_keys: DevelopmentKeys,
	times: Times,
) -> Value {
	let Times { consensus, proof_of_time, governance, devices, zk, tasks } = times;
	let count = u32::try_from(validators.len()).unwrap_or(u32::MAX);
	let allocations = validators
		.iter()
		.map(|validator| (Pot::Foundation, validator.stash.clone(), VALIDATOR_ENDOWMENT))
		.chain(endowed.into_iter().map(|account| (Pot::Foundation, account, DEVELOPMENT_ENDOWMENT)))
		.collect::<Vec<_>>();
	build_struct_json_patch!(RuntimeGenesisConfig {
		genesis_parameters: GenesisParametersConfig {
			development_keys,
			consensus,
			proof_of_time,
			governance,
			devices,
			zk,
			tasks,
		},
		babe: pallet_babe::GenesisConfig { epoch_config: BABE_GENESIS_EPOCH_CONFIG },
		emission: EmissionConfig { allocations },
		session: SessionConfig {
			keys: validators
				.iter()
				.map(|validator| {
					(validator.stash.clone(), validator.stash.clone(), validator.keys.clone())
				})
				.collect::<Vec<_>>(),
		},
		staking: StakingConfig {
			validator_count: count,
			minimum_validator_count: 1,
			slash_reward_fraction: Perbill::from_percent(10),
			min_nominator_bond: MIN_BOND,
			min_validator_bond: MIN_VALIDATOR_BOND,
			max_validator_count: Some(MAX_ELECTION_TARGETS),
			stakers: validators
				.iter()
				.map(|validator| {
					(
						validator.stash.clone(),
						validator.stash.clone(),
						VALIDATOR_BOND,
						StakerStatus::<AccountId>::Validator,
					)
				})
				.collect::<Vec<_>>(),
		},
		nomination_pools: NominationPoolsConfig {
			min_join_bond: JMT,
			min_create_bond: MIN_BOND,
			max_pools: NO_BOUND,
			max_members_per_pool: NO_BOUND,
			max_members: NO_BOUND,
		},
		team: TeamConfig { beneficiaries: bodies.team },
		zk_verifier: ZkVerifierConfig {
			development_keys: development_keys == DevelopmentKeys::Allowed,
		},
		council_membership: CouncilMembershipConfig { members: members(bodies.council) },
		board_elections: BoardElectionsConfig {
			members: bodies
				.board
				.into_iter()
				.map(|member| (member, BOARD_STAKE))
				.collect::<Vec<_>>(),
		},
		advisory_membership: AdvisoryMembershipConfig { members: members(bodies.advisory) },
		sudo: SudoConfig { key: sudo },
	})
}

/// The members of a body as its genesis has them; a preset with more than a body can have does not build.
fn members<Max: Get<u32>>(accounts: Vec<AccountId>) -> BoundedVec<AccountId, Max> {
	BoundedVec::try_from(accounts).expect("a preset's body has no more members than it can have")
}

/// Times of networks for development: an epoch is 40 s, and so is an era; a round 6 s with a window of 4 s, a
/// day of draws 24 s, a day of governance 20 s.
fn short_times() -> Times {
	Times {
		consensus: Consensus {
			epoch_slots: 20,
			sessions_per_era: 1,
			bonding_eras: 3,
			slash_defer_eras: 0,
			round_slots: 3,
			window_slots: 2,
			rounds_per_day: 4,
			..Consensus::default()
		},
		// Both blocks of a window: one of them may end an epoch, and has no room for answers.
		proof_of_time: ProofOfTime {
			min_window_blocks: 2,
			least_buckets: 1,
			// A key without a unit counts in full, and all of them share what there is.
			base_without_unit: rounds::BASE_LEVEL_ONE,
			daily_without_unit: DAILY_RELEASE,
			..ProofOfTime::default()
		},
		governance: Governance { day_blocks: 10 },
		devices: Devices::default(),
		zk: Zk::default(),
		tasks: Tasks::default(),
	}
}

/// The accounts of the well-known development phrase that presets endow.
fn development_accounts() -> Vec<AccountId> {
	[
		Sr25519Keyring::Alice,
		Sr25519Keyring::Bob,
		Sr25519Keyring::Charlie,
		Sr25519Keyring::Dave,
		Sr25519Keyring::Eve,
		Sr25519Keyring::Ferdie,
	]
	.into_iter()
	.map(|key| key.to_account_id())
	.collect()
}

fn for_development(validators: Vec<Validator>) -> Value {
	genesis(
		validators,
		development_accounts(),
		Bodies::development(),
		Some(Sr25519Keyring::Alice.to_account_id()),
		DevelopmentKeys::Allowed,
		short_times(),
	)
}

/// The genesis patch of a preset as JSON; `None` for an unknown one.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEVELOPMENT => for_development(vec![alice()]),
		LOCAL_TESTNET => for_development(four()),
		STAGING => genesis(
			staging(),
			Vec::new(),
			Bodies::default(),
			None,
			DevelopmentKeys::Refused,
			Times::default(),
		),
		_ => return None,
	};
	serde_json::to_string(&patch).ok().map(String::into_bytes)
}

/// Ids of the presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![PresetId::from(DEVELOPMENT), PresetId::from(LOCAL_TESTNET), PresetId::from(STAGING)]
}

/// Refuses a genesis that gives power to a key that everybody knows, unless it says that it may; and in any
/// case the balances pallet's accounts for development, which would hold JMT beside the issuance.
pub fn check_keys(config: &[u8]) -> Result<(), String> {
	let config: RuntimeGenesisConfig = serde_json::from_slice(config)
		.map_err(|error| format!("the genesis is not valid: {error}"))?;
	if config.balances.dev_accounts.is_some() {
		return Err(
			"`balances.devAccounts` would make JMT beside the 50 billion, for keys that everybody \
			knows: endow accounts by `emission.allocations`"
				.into(),
		);
	}
	if config.genesis_parameters.development_keys == DevelopmentKeys::Allowed {
		return Ok(());
	}
	let accounts: Vec<AccountId> = Sr25519Keyring::iter().map(|key| key.to_account_id()).collect();
	let babe: Vec<_> = Sr25519Keyring::iter().map(|key| key.public().into()).collect();
	let grandpa: Vec<GrandpaId> = Ed25519Keyring::iter().map(|key| key.public().into()).collect();
	for (account, _, keys) in &config.session.keys {
		if accounts.contains(account)
			|| babe.contains(&keys.babe)
			|| grandpa.contains(&keys.grandpa)
		{
			return Err(format!(
				"validator {account:?} has a development key, and `genesisParameters.developmentKeys` \
				does not allow them"
			));
		}
	}
	let powerful = config
		.sudo
		.key
		.iter()
		.chain(config.emission.allocations.iter().map(|(_, account, _)| account))
		.chain(config.team.beneficiaries.iter().map(|(account, _, _)| account))
		.chain(config.council_membership.members.iter())
		.chain(config.board_elections.members.iter().map(|(account, _)| account))
		.chain(config.advisory_membership.members.iter())
		.chain(config.foundation_council.members.iter())
		.chain(config.board.members.iter())
		.chain(config.advisory_committee.members.iter());
	for account in powerful {
		if accounts.contains(account) {
			return Err(format!(
				"{account:?} is a development key, and `genesisParameters.developmentKeys` does not \
				allow them to hold anything or sit in a body"
			));
		}
	}
	if config.zk_verifier.development_keys {
		return Err("`zkVerifier.developmentKeys` takes keys by which anybody forges proofs, and \
			`genesisParameters.developmentKeys` does not allow them"
			.into());
	}
	Ok(())
}
