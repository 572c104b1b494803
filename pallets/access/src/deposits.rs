//! Deposits by what is stored. Each goes back to the account that it was taken from.

use crate::{Config, HoldReason, Pallet};
use frame_support::{
	defensive,
	traits::{fungible::MutateHold, tokens::Precision, Get},
};
use jmt_primitives::{AccountId, Balance};
use sp_runtime::{DispatchError, SaturatedConversion};

/// Bytes of a number in a key, with its hash.
pub(crate) const NUMBER_KEY: usize = 16;

/// Bytes of a hash before that which it is of, in a key.
pub(crate) const KEY_HASH: usize = 16;

impl<T: Config> Pallet<T> {
	/// The deposit of an item with so many bytes. Neither comes near the bounds of its type.
	///
	/// Bytes are those of the value, as long as it may become, and of the key with its hashes. The 32 before these, which
	/// name pallet and map, are in the price of an item.
	pub(crate) fn price(bytes: usize) -> Balance {
		let of_bytes = T::ByteDeposit::get().saturating_mul(bytes.saturated_into());
		T::ItemDeposit::get().saturating_add(of_bytes)
	}

	/// Holds a deposit.
	#[inline(never)]
	pub(crate) fn hold(
		reason: HoldReason,
		payer: &AccountId,
		deposit: Balance,
	) -> Result<(), DispatchError> {
		T::Currency::hold(&reason.into(), payer, deposit)
	}

	/// Releases a deposit to the account that it is held on. Returns the amount.
	#[inline(never)]
	pub(crate) fn release(
		reason: HoldReason,
		payer: &AccountId,
		deposit: Balance,
	) -> Result<Balance, DispatchError> {
		let released = T::Currency::release(&reason.into(), payer, deposit, Precision::BestEffort)?;
		if released != deposit {
			defensive!("only this pallet takes from holds with its reasons");
		}
		Ok(released)
	}
}
