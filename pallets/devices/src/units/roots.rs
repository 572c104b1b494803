//! A root of trust is admitted, and governance changes what it is good for.

use crate::{Config, Error, NextRoot, Pallet, RootChange, Roots};
use frame_support::{
	ensure,
	traits::{EnsureOrigin, Get, Time},
	BoundedVec,
};
use jmt_primitives::{
	units::{KeyState, Root, RootId, RootKey, RootState, Terms, WHOLE_SHARE},
	AccountId, DevicePublic,
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Stores a root of trust with its first key. Returns its number.
	pub(crate) fn do_admit_root(
		maker: AccountId,
		terms: Terms,
		key: DevicePublic,
	) -> Result<RootId, DispatchError> {
		Self::check_terms(&terms)?;
		ensure!(!key.is_weak(), Error::<T>::WeakKey);
		let id = NextRoot::<T>::get().max(1);
		let next = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let first = RootKey { public: key, state: KeyState::Active };
		let keys = BoundedVec::try_from(alloc::vec![first]).map_err(|_| Error::<T>::NoFreeKey)?;
		NextRoot::<T>::put(next);
		Roots::<T>::insert(id, Root { maker, terms, used: 0, keys, state: RootState::Active });
		Ok(id)
	}

	/// Changes the state of a root of trust, and with it its terms or not. Returns both as they are then.
	pub(crate) fn do_set_root(
		id: RootId,
		terms: Option<Terms>,
		change: RootChange,
	) -> Result<(Terms, RootState), DispatchError> {
		let mut root = Roots::<T>::get(id).ok_or(Error::<T>::UnknownRoot)?;
		if let Some(terms) = terms {
			Self::check_terms(&terms)?;
			root.terms = terms;
		}
		let now = T::Time::now();
		root.state = match (change, root.state) {
			// Back to where it is, which only new terms make a change.
			(RootChange::Active, RootState::Active) => {
				ensure!(terms.is_some(), Error::<T>::WrongState);
				RootState::Active
			},
			(RootChange::Active, _) => RootState::Active,
			// To freeze a distrusted one would let its units count again.
			(RootChange::Frozen, _) => {
				ensure!(root.takes_new(now), Error::<T>::WrongState);
				RootState::Frozen { until: now.saturating_add(T::RootFreeze::get()) }
			},
			(RootChange::Distrusted, state) => {
				ensure!(state != RootState::Distrusted, Error::<T>::WrongState);
				RootState::Distrusted
			},
		};
		let told = (root.terms, root.state);
		Roots::<T>::insert(id, root);
		Ok(told)
	}

	/// Each change has its origin: new terms and the way back take `RootOrigin`, a freeze `FreezeOrigin` too, distrust
	/// `DistrustOrigin` alone.
	pub(crate) fn ensure_may_set_root(
		origin: T::RuntimeOrigin,
		terms: Option<&Terms>,
		change: RootChange,
	) -> DispatchResult {
		match change {
			RootChange::Active => {
				T::RootOrigin::ensure_origin(origin)?;
			},
			RootChange::Frozen => {
				if let Err(origin) = T::RootOrigin::try_origin(origin) {
					ensure!(terms.is_none(), DispatchError::BadOrigin);
					T::FreezeOrigin::ensure_origin(origin)?;
				}
			},
			RootChange::Distrusted => {
				if terms.is_some() {
					T::RootOrigin::ensure_origin(origin.clone())?;
				}
				T::DistrustOrigin::ensure_origin(origin)?;
			},
		}
		Ok(())
	}

	fn check_terms(terms: &Terms) -> DispatchResult {
		ensure!((1..=WHOLE_SHARE).contains(&terms.share), Error::<T>::BadShare);
		Ok(())
	}
}
