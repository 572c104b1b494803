//! Sessions, their history, and offences against them.
//!
//! Keys that a validator registers come into use two sessions later, and the old ones work until then. The SDK
//! takes those registered for those in use, so that a validator with new keys could sign twice with the old
//! ones. Here the keys in use are kept ([`KeysInUse`]), a session is always noted by its own keys
//! ([`KeyedValidators`]), and [`super::KeyOwners`] proves by both.

use crate::{
	call_class::call_classes, constants::currency, AccountId, Babe, Balance, Balances, Runtime,
	RuntimeEvent, Session, SessionKeys, Staking,
};
use alloc::vec::Vec;
use frame_support::{parameter_types, storage::types::ValueQuery};
use pallet_session::{
	historical::{self, NoteHistoricalRoot},
	NextKeys, SessionInterface, SessionManager,
};
use pallet_staking::MinimumValidatorCount;
use sp_runtime::{
	traits::{ConvertInto, OpaqueKeys},
	SaturatedConversion,
};
use sp_staking::SessionIndex;

parameter_types! {
	pub const KeyDeposit: Balance = currency::SESSION_KEY_DEPOSIT;
}

/// The validators of this session with the keys that they work with: as many as validators can be. Each session
/// writes its own over those of the one before.
#[frame_support::storage_alias(verbatim)]
pub type KeysInUse = StorageValue<Session, Vec<(AccountId, SessionKeys)>, ValueQuery>;

/// The validators that staking chooses, without those that have no keys. The SDK would note these with the
/// session and then leave them out, and the session could not be proved any more.
pub struct KeyedValidators;

impl KeyedValidators {
	/// The validators of the session that is planned. `None` says that they are those of now, with the same
	/// keys: the session is then noted by the root of the one before.
	fn plan(elected: Option<Vec<AccountId>>) -> Option<Vec<AccountId>> {
		let in_use = KeysInUse::get();
		let current: Vec<AccountId> = in_use.iter().map(|(who, _)| who.clone()).collect();
		let chosen = elected.as_ref().unwrap_or(&current);
		let least: usize = MinimumValidatorCount::<Runtime>::get().max(1).saturated_into();
		let mut next = keyed(chosen);
		if next.len() < least {
			restore_keys(&in_use);
			next = keyed(chosen);
		}
		if next.len() < least {
			let stay = keyed(&current);
			if stay.len() > next.len() {
				next = stay;
			}
		}
		let same_keys =
			in_use.iter().all(|(who, keys)| NextKeys::<Runtime>::get(who).as_ref() == Some(keys));
		// A session without a validator would be the last.
		if next.is_empty() || (elected.is_none() && same_keys) {
			return None;
		}
		Some(next)
	}
}

/// Those of them that have registered keys.
fn keyed(validators: &[AccountId]) -> Vec<AccountId> {
	validators.iter().filter(|who| NextKeys::<Runtime>::contains_key(*who)).cloned().collect()
}

/// Registers the keys in use again for validators that have withdrawn theirs, without a deposit.
fn restore_keys(in_use: &[(AccountId, SessionKeys)]) {
	for (who, keys) in in_use {
		if NextKeys::<Runtime>::contains_key(who) {
			continue;
		}
		// It fails if another account has registered one of the keys meanwhile: whoever holds them still works.
		if <Session as SessionInterface>::set_keys(who, keys.clone()).is_err() {
			log::warn!(target: "runtime::session", "{who:?} is left without session keys");
		}
	}
}

impl SessionManager<AccountId> for KeyedValidators {
	fn new_session(index: SessionIndex) -> Option<Vec<AccountId>> {
		Self::plan(<Staking as SessionManager<AccountId>>::new_session(index))
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<AccountId>> {
		Self::plan(<Staking as SessionManager<AccountId>>::new_session_genesis(index))
	}

	fn start_session(index: SessionIndex) {
		// The queue still holds the session that starts; the one after it is planned next.
		KeysInUse::put(Session::queued_keys());
		<Staking as SessionManager<AccountId>>::start_session(index)
	}

	fn end_session(index: SessionIndex) {
		<Staking as SessionManager<AccountId>>::end_session(index)
	}
}

/// With their identification: there is none beside the account.
fn identified(validators: Vec<AccountId>) -> Vec<(AccountId, ())> {
	validators.into_iter().map(|who| (who, ())).collect()
}

impl historical::SessionManager<AccountId, ()> for KeyedValidators {
	fn new_session(index: SessionIndex) -> Option<Vec<(AccountId, ())>> {
		<Self as SessionManager<AccountId>>::new_session(index).map(identified)
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<(AccountId, ())>> {
		<Self as SessionManager<AccountId>>::new_session_genesis(index).map(identified)
	}

	fn start_session(index: SessionIndex) {
		<Self as SessionManager<AccountId>>::start_session(index)
	}

	fn end_session(index: SessionIndex) {
		<Self as SessionManager<AccountId>>::end_session(index)
	}
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = Babe;
	type NextSessionRotation = Babe;
	type SessionManager = NoteHistoricalRoot<Self, KeyedValidators>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = pallet_session::disabling::UpToLimitWithReEnablingDisablingStrategy;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = KeyDeposit;
}

impl historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	/// Staking keeps the stakes of validators, not the history of sessions.
	type FullIdentification = ();
	type FullIdentificationOf = pallet_staking::UnitIdentificationOf<Self>;
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = historical::IdentificationTuple<Self>;
	type OnOffenceHandler = Staking;
}

call_classes! {
	pallet_session::Call<Runtime>,
	Owner: set_keys, purge_keys;
}
