//! A domain ends.

use crate::{Admins, Config, Domains, Error, HoldReason, Pallet};
use frame_support::{defensive, ensure};
use jmt_primitives::{
	domains::{DomainId, MAX_ADMINS},
	AccountId, Balance,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Forgets an empty domain, releases its deposit to who paid it and empties its prepaid account to its owner.
	/// Returns both amounts.
	pub(crate) fn do_close_domain(
		owner: &AccountId,
		id: DomainId,
	) -> Result<(Balance, Balance), DispatchError> {
		let domain = Self::domain_of(owner, id)?;
		let empty = domain.children == 0 && domain.members == 0 && domain.manifests == 0;
		ensure!(empty, Error::<T>::NotEmpty);

		let prepaid = Self::empty_prepaid(id, owner)?;
		let released = Self::release(HoldReason::Domain, &domain.payer, domain.deposit)?;
		// A domain has no more than that.
		let _ = Admins::<T>::clear_prefix(id, u32::from(MAX_ADMINS), None);
		if let Some(parent) = domain.parent {
			Domains::<T>::mutate(parent, |above| match above {
				Some(above) => above.children = above.children.saturating_sub(1),
				None => {
					defensive!("a domain with children does not close");
				},
			});
		}
		Domains::<T>::remove(id);
		Ok((released, prepaid))
	}
}
