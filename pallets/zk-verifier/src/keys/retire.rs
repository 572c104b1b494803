//! A key goes.

use crate::{Config, Error, Event, HoldReason, KeyRecord, Keys, Pallet, Prepared};
use frame_support::{ensure, traits::Time};
use jmt_primitives::{proofs::KeyId, time::DAY_MS, AccountId, Moment};
use sp_runtime::DispatchError;

/// How far ahead the last moment of a retired key may lie: a year.
pub const MAX_RETIREMENT: Moment = 365 * DAY_MS;

impl<T: Config> Pallet<T> {
	/// Retires a key or removes it, for an account or, without one, for governance. Returns the event.
	pub(crate) fn do_retire_key(
		by: Option<&AccountId>,
		id: KeyId,
		until: Moment,
	) -> Result<Event<T>, DispatchError> {
		let now = T::Time::now();
		let record = Keys::<T>::get(id).ok_or(Error::<T>::UnknownKey)?;
		match record.retired {
			Some(last) if last < now => return Self::remove_key(id, record),
			// Governance alone, and nearer alone: a maker of forgeries cannot make them last.
			Some(last) => ensure!(by.is_none() && until < last, Error::<T>::AlreadyRetired),
			None => ensure!(by.is_none() || by == record.owner.as_ref(), Error::<T>::NotKeyOwner),
		}
		let latest = now.saturating_add(MAX_RETIREMENT);
		ensure!((now..=latest).contains(&until), Error::<T>::BadRetirement);
		Keys::<T>::insert(id, KeyRecord { retired: Some(until), ..record });
		Ok(Event::KeyRetired { key: id, until })
	}

	fn remove_key(id: KeyId, record: KeyRecord) -> Result<Event<T>, DispatchError> {
		let KeyRecord { owner, deposit, .. } = record;
		let deposit = match &owner {
			Some(owner) => Self::release(HoldReason::Key, owner, deposit)?,
			None => 0,
		};
		Keys::<T>::remove(id);
		Prepared::<T>::remove(id);
		Ok(Event::KeyRemoved { key: id, owner, deposit })
	}
}
