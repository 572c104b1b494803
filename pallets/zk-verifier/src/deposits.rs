//! Deposits by what is stored. Each goes back to the account that it was taken from.

use crate::{Config, HoldReason, Pallet};
use frame_support::{
	defensive,
	traits::{fungible::MutateHold, tokens::Precision, Get},
};
use jmt_primitives::{AccountId, Balance};
use sp_runtime::{DispatchError, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// The deposit of so many items with so many bytes together. Neither comes near the bounds of its type.
	///
	/// Bytes are those of the value, as long as it may become, and of the key with its hashes. The 32 before these, which
	/// name pallet and map, are in the price of an item.
	pub(crate) fn price(items: u32, bytes: usize) -> Balance {
		let of_items = T::ItemDeposit::get().saturating_mul(items.into());
		of_items.saturating_add(T::ByteDeposit::get().saturating_mul(bytes.saturated_into()))
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
