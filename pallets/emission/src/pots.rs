//! The pots' accounts, and the report of them.

use crate::{schedule, Config, Launch, Pallet, Streams};
use alloc::{collections::btree_set::BTreeSet, vec::Vec};
use core::marker::PhantomData;
use frame_support::{
	traits::{fungible::Inspect, Get, Time, TypedGet},
	PalletId,
};
use jmt_primitives::{
	supply::{Pot, PotBalances, Stream, SupplyReport, TOTAL_SUPPLY},
	AccountId, Balance,
};
use sp_runtime::traits::AccountIdConversion;

macro_rules! pot_types {
	($( $(#[$doc:meta])* $name:ident: $pot:ident ),* $(,)?) => {
		$(
			$(#[$doc])*
			pub struct $name;

			impl Get<Pot> for $name {
				fn get() -> Pot {
					Pot::$pot
				}
			}
		)*
	};
}

pot_types! {
	/// [`Pot::Mining`] as a type.
	MiningPot: Mining,
	/// [`Pot::Ecosystem`] as a type.
	EcosystemPot: Ecosystem,
	/// [`Pot::Foundation`] as a type.
	FoundationPot: Foundation,
	/// [`Pot::Team`] as a type.
	TeamPot: Team,
	/// [`Pot::Rewards`] as a type.
	RewardsPot: Rewards,
	/// [`Pot::StakingRewards`] as a type.
	StakingRewardsPot: StakingRewards,
}

/// The account of a pot as a type, for configurations. With `ResolveTo<PotAccount<P>, Balances>` fees,
/// dust and slashes flow into the pot; none is lost where genesis minted into it, since such a pot always holds
/// the existential deposit.
pub struct PotAccount<P>(PhantomData<P>);

impl<P: Get<Pot>> TypedGet for PotAccount<P> {
	type Type = AccountId;

	fn get() -> AccountId {
		account_of(P::get())
	}
}

impl<P: Get<Pot>> Get<AccountId> for PotAccount<P> {
	fn get() -> AccountId {
		account_of(P::get())
	}
}

/// The keyless account of a pot.
fn account_of(pot: Pot) -> AccountId {
	PalletId(pot.pallet_id()).into_account_truncating()
}

impl<T: Config> Pallet<T> {
	/// The keyless account of a pot.
	pub fn account_of(pot: Pot) -> AccountId {
		account_of(pot)
	}

	/// Balance of a pot, in planck.
	pub fn pot_balance(pot: Pot) -> Balance {
		T::Currency::total_balance(&Self::account_of(pot))
	}

	/// Balance of every pot. Six reads.
	pub fn pot_balances() -> PotBalances {
		PotBalances::read(Self::pot_balance)
	}

	/// Each pot with its account and balance.
	pub(crate) fn all_pots() -> Vec<(Pot, AccountId, Balance)> {
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
		let pots = Self::pot_balances();
		SupplyReport {
			at,
			launch,
			total,
			pots,
			elsewhere: pots.sum().and_then(|pots| total.checked_sub(pots)).unwrap_or(0),
			released: Self::released(at),
			released_today: launch.map_or(0, |launch| schedule::released_today(launch, at)),
			device_stream: Self::credited(Stream::Devices, at),
			device_withdrawn: Streams::<T>::get(Stream::Devices).net_withdrawn(),
		}
	}

	/// Panics unless the pots' accounts differ from each other, and what genesis mints into them is the total
	/// supply.
	pub(crate) fn assert_pots_distinct() {
		let accounts: BTreeSet<AccountId> = Pot::ALL.into_iter().map(Self::account_of).collect();
		assert_eq!(accounts.len(), Pot::ALL.len(), "each pot has an account of its own");
		let sum = Pot::ENDOWED
			.into_iter()
			.fold(0, |sum: Balance, pot| sum.saturating_add(pot.genesis_balance()));
		assert_eq!(sum, TOTAL_SUPPLY, "the pots add up to the total supply");
		for pot in Pot::ALL {
			let endowed = Pot::ENDOWED.contains(&pot);
			assert_eq!(endowed, pot.genesis_balance() > 0, "the {pot:?} pot begins as it should");
		}
	}
}
