//! The pots' accounts, and what a report says of them.

use crate::{schedule, Config, Launch, Pallet, Streams};
use alloc::{collections::btree_set::BTreeSet, vec::Vec};
use core::marker::PhantomData;
use frame_support::{
	traits::{fungible::Inspect, Get, Time, TypedGet},
	PalletId,
};
use jmt_primitives::{
	supply::{Pot, Stream, SupplyReport, REWARD_POT_ID, STAKING_POT_ID, TOTAL_SUPPLY},
	Balance,
};
use sp_runtime::traits::AccountIdConversion;

/// [`Pot::Mining`] as a type.
pub struct MiningPot;

/// [`Pot::Ecosystem`] as a type.
pub struct EcosystemPot;

/// [`Pot::Foundation`] as a type.
pub struct FoundationPot;

/// [`Pot::Team`] as a type.
pub struct TeamPot;

impl Get<Pot> for MiningPot {
	fn get() -> Pot {
		Pot::Mining
	}
}

impl Get<Pot> for EcosystemPot {
	fn get() -> Pot {
		Pot::Ecosystem
	}
}

impl Get<Pot> for FoundationPot {
	fn get() -> Pot {
		Pot::Foundation
	}
}

impl Get<Pot> for TeamPot {
	fn get() -> Pot {
		Pot::Team
	}
}

/// The account of a pot as a type, for configurations. With `ResolveTo<PotAccount<T, P>, Balances>` fees,
/// dust and slashes flow into the pot; none is lost, since a pot always holds the existential deposit.
pub struct PotAccount<T, P>(PhantomData<(T, P)>);

impl<T: frame_system::Config, P: Get<Pot>> TypedGet for PotAccount<T, P> {
	type Type = T::AccountId;

	fn get() -> T::AccountId {
		account_of(P::get())
	}
}

impl<T: frame_system::Config, P: Get<Pot>> Get<T::AccountId> for PotAccount<T, P> {
	fn get() -> T::AccountId {
		account_of(P::get())
	}
}

/// The keyless account of a pot.
fn account_of<AccountId: codec::Codec>(pot: Pot) -> AccountId {
	PalletId(pot.pallet_id()).into_account_truncating()
}

impl<T: Config> Pallet<T> {
	/// The keyless account of a pot.
	pub fn account_of(pot: Pot) -> T::AccountId {
		account_of(pot)
	}

	/// Balance of a pot, in planck.
	pub fn pot_balance(pot: Pot) -> Balance {
		T::Currency::total_balance(&Self::account_of(pot))
	}

	/// Each pot with its account and balance.
	pub(crate) fn all_pots() -> Vec<(Pot, T::AccountId, Balance)> {
		Pot::ALL
			.into_iter()
			.map(|pot| (pot, Self::account_of(pot), Self::pot_balance(pot)))
			.collect()
	}

	/// Where the supply is at the current time.
	pub fn supply_report() -> SupplyReport {
		let at = T::Time::now();
		let launch = Launch::<T>::get();
		let total = T::Currency::total_issuance();
		let pots: Vec<_> = Pot::ALL.into_iter().map(|pot| (pot, Self::pot_balance(pot))).collect();
		let in_pots =
			pots.iter().fold(0, |sum: Balance, (_, balance)| sum.saturating_add(*balance));
		SupplyReport {
			at,
			launch,
			total,
			pots,
			elsewhere: total.saturating_sub(in_pots),
			released: Self::released(at),
			released_today: launch.map_or(0, |launch| schedule::released_today(launch, at)),
			device_stream: Self::credited(Stream::Devices, at),
			device_drawn: Streams::<T>::get(Stream::Devices).net_drawn(),
		}
	}

	/// Panics unless the pots' accounts differ from each other and from the working pots', and the pots
	/// add up to the total supply. An account id of less than 16 bytes fails here: it cuts the ids off.
	pub(crate) fn assert_pots_distinct() {
		let working = [REWARD_POT_ID, STAKING_POT_ID];
		let count = Pot::ALL.len().saturating_add(working.len());
		let accounts: BTreeSet<T::AccountId> = working
			.into_iter()
			.map(|id| PalletId(id).into_account_truncating())
			.chain(Pot::ALL.into_iter().map(Self::account_of))
			.collect();
		assert_eq!(accounts.len(), count, "each pot has an account of its own");
		let sum = Pot::ALL
			.into_iter()
			.fold(0, |sum: Balance, pot| sum.saturating_add(pot.genesis_balance()));
		assert_eq!(sum, TOTAL_SUPPLY, "the pots add up to the total supply");
	}
}
