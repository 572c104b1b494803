//! Prepaid accounts: out of one a domain pays for its devices and manifests. Keyless; filled by plain transfers,
//! emptied by the domain's owner only.

use crate::{Config, Error, Pallet};
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude, Preservation},
	},
	PalletId,
};
use jmt_primitives::{
	domains::{DomainId, PREPAID},
	AccountId, Balance,
};
use sp_runtime::{traits::AccountIdConversion, DispatchError};

impl<T: Config> Pallet<T> {
	/// The keyless account of a domain: `AccountIdConversion::into_sub_account_truncating` of [`PREPAID`].
	pub(crate) fn prepaid_account(domain: DomainId) -> AccountId {
		PalletId(PREPAID).into_sub_account_truncating(domain)
	}

	/// Spent by the domain at most, the existential deposit left in place.
	pub(crate) fn prepaid_left(account: &AccountId) -> Balance {
		T::Currency::reducible_balance(account, Preservation::Preserve, Fortitude::Polite)
	}

	/// Pays the domain's owner out of its prepaid account: all that is not held, or an amount that leaves the
	/// existential deposit.
	pub(crate) fn do_withdraw_prepaid(
		owner: &AccountId,
		domain: DomainId,
		amount: Balance,
	) -> Result<Balance, DispatchError> {
		Self::domain_of(owner, domain)?;
		ensure!(amount > 0, Error::<T>::NothingPrepaid);
		let account = Self::prepaid_account(domain);
		let keep = if amount == Self::prepaid_whole(&account) {
			Preservation::Expendable
		} else {
			Preservation::Preserve
		};
		T::Currency::transfer(&account, owner, amount, keep)
	}

	/// Pays the domain's owner all that its prepaid account has, of which nothing is held. Returns the amount.
	pub(crate) fn empty_prepaid(
		domain: DomainId,
		owner: &AccountId,
	) -> Result<Balance, DispatchError> {
		let account = Self::prepaid_account(domain);
		let all = Self::prepaid_whole(&account);
		if all == 0 {
			return Ok(0);
		}
		T::Currency::transfer(&account, owner, all, Preservation::Expendable)
	}

	/// Leaves the account with nothing but what is held.
	fn prepaid_whole(account: &AccountId) -> Balance {
		T::Currency::reducible_balance(account, Preservation::Expendable, Fortitude::Polite)
	}
}
