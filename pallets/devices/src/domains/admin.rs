//! Admins of a domain: named by its owner, or by who may speak for a domain above.

use crate::{AdminChange, Admins, Config, Domains, Error, Pallet};
use frame_support::ensure;
use jmt_primitives::{
	domains::{DomainId, Rank, Role, MAX_ADMINS},
	AccountId,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Adds or removes an admin. An admin of the domain itself may do neither.
	pub(crate) fn do_set_admin(
		who: &AccountId,
		id: DomainId,
		account: &AccountId,
		change: AdminChange,
	) -> DispatchResult {
		let (path, rank) = Self::authority(id, who)?;
		let mut domain = path.own;
		let admin = Rank { depth: domain.depth, role: Role::Admin };
		ensure!(rank < admin, Error::<T>::HigherAuthorityNeeded);
		let is_admin = Admins::<T>::contains_key(id, account);
		match change {
			AdminChange::Add => {
				ensure!(!is_admin, Error::<T>::AlreadyAdmin);
				ensure!(domain.admins < MAX_ADMINS, Error::<T>::TooManyAdmins);
				domain.admins = domain.admins.saturating_add(1);
				Admins::<T>::insert(id, account, ());
			},
			AdminChange::Remove => {
				ensure!(is_admin, Error::<T>::NotAdmin);
				domain.admins = domain.admins.saturating_sub(1);
				Admins::<T>::remove(id, account);
			},
		}
		Domains::<T>::insert(id, domain);
		Ok(())
	}
}
