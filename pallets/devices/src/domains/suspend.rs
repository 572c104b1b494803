//! A domain, and with it all below, is suspended or resumed. No domain below is visited.

use crate::{Config, Domains, Error, Pallet};
use frame_support::ensure;
use jmt_primitives::{
	domains::{Domain, DomainId, DomainState, Rank},
	AccountId,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Suspends a domain and notes the rank of who did. A higher rank takes the place of a lower one, so that no
	/// domain keeps a suspension from above away by one of its own. Returns the rank.
	pub(crate) fn do_suspend_domain(who: &AccountId, id: DomainId) -> Result<Rank, DispatchError> {
		let (path, rank) = Self::authority(id, who)?;
		if let DomainState::Suspended(by) = path.own.state {
			ensure!(rank < by, Error::<T>::AlreadySuspended);
		}
		Domains::<T>::insert(id, Domain { state: DomainState::Suspended(rank), ..path.own });
		Ok(rank)
	}

	/// Resumes a domain, by a rank not lower than the one that suspended it.
	pub(crate) fn do_resume_domain(who: &AccountId, id: DomainId) -> Result<(), DispatchError> {
		let (path, rank) = Self::authority(id, who)?;
		let DomainState::Suspended(by) = path.own.state else {
			return Err(Error::<T>::NotSuspended.into());
		};
		ensure!(rank <= by, Error::<T>::HigherAuthorityNeeded);
		Domains::<T>::insert(id, Domain { state: DomainState::Active, ..path.own });
		Ok(())
	}
}
