//! Minting, which happens here and nowhere else.

use crate::{Config, Division, Launch, Pallet, Shares};
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	tokens::Preservation,
	Get,
};
use jmt_primitives::{
	supply::{Pot, StreamShares, TOTAL_SUPPLY},
	Balance, Moment,
};

/// Mints each pot's genesis balance into its account. Panics when something was minted before.
pub(crate) fn mint_pots<T: Config>() {
	let before = T::Currency::total_issuance();
	assert!(
		before == 0,
		"genesis mints into the pots only, but {before} planck exist already: endow accounts by the \
		emission pallet's `allocations`, not by the balances pallet"
	);
	for pot in Pot::ENDOWED {
		let account = Pallet::<T>::account_of(pot);
		frame_system::Pallet::<T>::inc_providers(&account);
		if let Err(error) = T::Currency::mint_into(&account, pot.genesis_balance()) {
			panic!("genesis cannot mint into the {pot:?} pot: {error:?}");
		}
	}
	assert_issuance::<T>();
}

/// Moves each allocation out of its pot. Panics when one is not possible.
pub(crate) fn allocate<T: Config>(allocations: &[(Pot, T::AccountId, Balance)]) {
	for (pot, to, amount) in allocations {
		assert!(
			*pot != Pot::Mining,
			"genesis cannot allocate {amount} planck to {to:?} out of the Mining pot: only its streams \
			withdraw from it"
		);
		let from = Pallet::<T>::account_of(*pot);
		if let Err(error) = T::Currency::transfer(&from, to, *amount, Preservation::Preserve) {
			panic!("genesis cannot allocate {amount} planck to {to:?} out of the {pot:?} pot: {error:?}");
		}
	}
	assert_issuance::<T>();
}

/// Sets the streams' shares. Panics unless they sum to one.
pub(crate) fn divide<T: Config>(shares: StreamShares) {
	assert!(
		shares.sum_to_one(),
		"genesis cannot divide the release by shares that do not sum to one: {shares:?}"
	);
	Shares::<T>::put(Division { shares, ..Default::default() });
}

/// Sets the moment that the release counts from. Panics when it is before the earliest.
pub(crate) fn launch<T: Config>(at: Moment) {
	let earliest = T::EarliestLaunch::get();
	assert!(
		at >= earliest,
		"genesis cannot launch the release at {at} ms, before {earliest}, the earliest launch"
	);
	Launch::<T>::put(at);
}

fn assert_issuance<T: Config>() {
	assert_eq!(
		T::Currency::total_issuance(),
		TOTAL_SUPPLY,
		"genesis issues exactly the total supply"
	);
}
