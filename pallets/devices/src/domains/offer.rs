//! A domain changes hands: its owner offers it, the new owner accepts it.

use crate::{Config, Domains, Error, HoldReason, Pallet};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, Get},
};
use jmt_primitives::{
	domains::{Domain, DomainId},
	AccountId,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Notes to whom the owner offers a domain; `None` takes the offer back.
	pub(crate) fn do_offer_domain(
		owner: &AccountId,
		id: DomainId,
		to: Option<AccountId>,
	) -> DispatchResult {
		let domain = Self::domain_of(owner, id)?;
		Domains::<T>::insert(id, Domain { offered_to: to, ..domain });
		Ok(())
	}

	/// Gives a domain to whom it was offered. The new owner pays its deposit anew, the old payer gets its own back;
	/// admins and the prepaid account stay with the domain. Returns the owner of before.
	pub(crate) fn do_accept_domain(
		to: &AccountId,
		id: DomainId,
	) -> Result<AccountId, DispatchError> {
		let mut domain = Domains::<T>::get(id).ok_or(Error::<T>::UnknownDomain)?;
		ensure!(domain.offered_to.as_ref() == Some(to), Error::<T>::NotOffered);
		let deposit =
			if domain.parent.is_some() { T::ChildDeposit::get() } else { T::TopDeposit::get() };
		Self::release(HoldReason::Domain, &domain.payer, domain.deposit)?;
		T::Currency::hold(&HoldReason::Domain.into(), to, deposit)?;
		let from = core::mem::replace(&mut domain.owner, to.clone());
		domain.payer = to.clone();
		domain.deposit = deposit;
		domain.offered_to = None;
		Domains::<T>::insert(id, domain);
		Ok(from)
	}
}
