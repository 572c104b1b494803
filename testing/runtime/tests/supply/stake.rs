//! Steps of stakes and session keys, besides bonding and nominating.

use super::{
	call::{active_era, SLASHING_SPANS},
	step::{account, VALIDATORS},
};
use codec::Encode;
use jmt_primitives::{AccountId, Balance, JMT};
use jmt_runtime::{Runtime, RuntimeCall, SessionKeys};
use jmt_runtime_harness::Chain;
use pallet_staking::{RewardDestination, ValidatorPrefs};
use proptest::prelude::*;
use sp_core::proof_of_possession::statement_of_ownership;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::Perbill;

/// Keys for each of the people. Validators at genesis have others, and the harness makes blocks with any.
const KEYS: [(Sr25519Keyring, Ed25519Keyring); 4] = [
	(Sr25519Keyring::One, Ed25519Keyring::One),
	(Sr25519Keyring::Two, Ed25519Keyring::Two),
	(Sr25519Keyring::Eve, Ed25519Keyring::Eve),
	(Sr25519Keyring::Ferdie, Ed25519Keyring::Ferdie),
];

/// Somebody does something with a stake or keys.
#[derive(Clone, Debug)]
pub enum StakeStep {
	BondExtra(Balance),
	/// For so many hundredths of commission.
	Validate(u32),
	/// To one of [`payees`].
	SetPayee(usize),
	/// A validator of four, once it has lost all.
	Reap(usize),
	/// As a payout, of the first page alone.
	PayoutPage(usize, u32),
	SetKeys,
	PurgeKeys,
}

/// Anything of it.
pub fn stake_step() -> impl Strategy<Value = StakeStep> {
	let validator = 0..VALIDATORS.len();
	prop_oneof![
		(0..2_000_000 * JMT).prop_map(StakeStep::BondExtra),
		(0..=100u32).prop_map(StakeStep::Validate),
		(0..payees().len()).prop_map(StakeStep::SetPayee),
		validator.clone().prop_map(StakeStep::Reap),
		(validator, 0..4u32).prop_map(|(a, x)| StakeStep::PayoutPage(a, x)),
		Just(StakeStep::SetKeys),
		Just(StakeStep::PurgeKeys),
	]
}

/// Where rewards can go; the account does not exist at first.
fn payees() -> [RewardDestination<AccountId>; 4] {
	[
		RewardDestination::Staked,
		RewardDestination::Stash,
		RewardDestination::Account(AccountId::from([9; 32])),
		RewardDestination::None,
	]
}

/// Names keys, with the proof that the signer has them.
fn set_keys(who: usize) -> RuntimeCall {
	let (sr25519, ed25519) = KEYS[who];
	let keys = SessionKeys {
		grandpa: ed25519.public().into(),
		babe: sr25519.public().into(),
		authority_discovery: sr25519.public().into(),
	};
	let statement = statement_of_ownership(&account(who).encode());
	let proof = (ed25519.sign(&statement), sr25519.sign(&statement), sr25519.sign(&statement));
	RuntimeCall::Session(pallet_session::Call::set_keys { keys, proof: proof.encode() })
}

/// The call of a step.
pub fn call(chain: &mut Chain, who: usize, step: StakeStep) -> RuntimeCall {
	let call: pallet_staking::Call<Runtime> = match step {
		StakeStep::BondExtra(max_additional) => pallet_staking::Call::bond_extra { max_additional },
		StakeStep::Validate(percent) => {
			let commission = Perbill::from_percent(percent);
			pallet_staking::Call::validate { prefs: ValidatorPrefs { commission, blocked: false } }
		},
		StakeStep::SetPayee(payee) => {
			pallet_staking::Call::set_payee { payee: payees()[payee].clone() }
		},
		StakeStep::Reap(validator) => pallet_staking::Call::reap_stash {
			stash: VALIDATORS[validator].to_account_id(),
			num_slashing_spans: SLASHING_SPANS,
		},
		StakeStep::PayoutPage(validator, ago) => pallet_staking::Call::payout_stakers_by_page {
			validator_stash: VALIDATORS[validator].to_account_id(),
			era: chain.read(active_era).saturating_sub(ago),
			page: 0,
		},
		StakeStep::SetKeys => return set_keys(who),
		StakeStep::PurgeKeys => return pallet_session::Call::purge_keys {}.into(),
	};
	RuntimeCall::Staking(call)
}
