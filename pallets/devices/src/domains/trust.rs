//! Trust links: which other domain's devices the resources of a domain may let in.

use crate::{Config, Domains, Error, HoldReason, Pallet, Trust};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, Get, Time},
};
use jmt_primitives::{
	domains::{DomainId, Link, Reach},
	AccountId, Balance, Moment,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Sets or renews a link. Its deposit is the sender's; one who paid for the link before gets that back. Returns
	/// what is held.
	pub(crate) fn do_set_trust(
		who: &AccountId,
		from: DomainId,
		to: DomainId,
		reach: Reach,
		expires: Moment,
	) -> Result<Balance, DispatchError> {
		let now = T::Time::now();
		ensure!(now < expires, Error::<T>::TrustExpired);
		let latest = now.saturating_add(T::MaxTrust::get());
		ensure!(expires <= latest, Error::<T>::TrustTooLong);
		let (path, _) = Self::authority(from, who)?;
		path.ensure_active::<T>()?;
		ensure!(Domains::<T>::contains_key(to), Error::<T>::UnknownDomain);
		if let Some(link) = Trust::<T>::get(from, to) {
			Self::release(HoldReason::Trust, &link.payer, link.deposit)?;
		}
		let deposit = T::TrustDeposit::get();
		T::Currency::hold(&HoldReason::Trust.into(), who, deposit)?;
		Trust::<T>::insert(from, to, Link { reach, expires, payer: who.clone(), deposit });
		Ok(deposit)
	}

	/// Drops a link and releases its deposit: an authority of `from` at any time, anybody once the link has expired
	/// or one of its domains is gone. Returns who gets the deposit, and the amount.
	pub(crate) fn do_drop_trust(
		who: &AccountId,
		from: DomainId,
		to: DomainId,
	) -> Result<(AccountId, Balance), DispatchError> {
		let link = Trust::<T>::get(from, to).ok_or(Error::<T>::NoTrust)?;
		let is_void = link.expires < T::Time::now() || !Domains::<T>::contains_key(to);
		if let (false, Some(path)) = (is_void, Self::path(from)) {
			ensure!(path.rank_of::<T>(who).is_some(), Error::<T>::NotDomainAuthority);
		}
		let released = Self::release(HoldReason::Trust, &link.payer, link.deposit)?;
		Trust::<T>::remove(from, to);
		Ok((link.payer, released))
	}
}
