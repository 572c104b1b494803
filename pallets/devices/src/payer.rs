//! Deposits by who pays them. Each goes back to the account that it was taken from.

use crate::{Config, HoldReason, Pallet};
use frame_support::{
	defensive,
	traits::{fungible::MutateHold, tokens::Precision},
};
use jmt_primitives::{
	devices::{Member, Payer},
	AccountId, Balance,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// The account on which a device's deposit is held: its owner's, or the prepaid one of its domain.
	pub(crate) fn payer_of(owner: &AccountId, member: Option<&Member>) -> AccountId {
		match member {
			Some(Member { payer: Payer::Domain, domain: Some(domain), .. }) => {
				Self::prepaid_account(*domain)
			},
			_ => owner.clone(),
		}
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
