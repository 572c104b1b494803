//! A key goes.

use crate::{Barred, Config, Error, Event, HoldReason, KeyRecord, Keys, Pallet, Prepared};
use frame_support::{ensure, traits::Time};
use jmt_primitives::{
	proofs::{KeyId, MembershipKeys},
	time::DAY_MS,
	AccountId, Moment,
};
use sp_runtime::{DispatchError, DispatchResult};

/// How far ahead the last moment of a retired key may lie: a year.
pub const MAX_RETIREMENT: Moment = 365 * DAY_MS;

impl<T: Config> Pallet<T> {
	/// Retires a key or removes it, for an account or, without one, for governance, which also bars it.
	///
	/// Governance is refused for nothing but a date too far ahead: an owner that retires or removes its key first does
	/// not void a motion.
	pub(crate) fn do_retire_key(
		by: Option<&AccountId>,
		id: KeyId,
		until: Moment,
	) -> DispatchResult {
		let now = T::Time::now();
		let event = match Keys::<T>::get(id) {
			Some(record) if record.retired.is_some_and(|last| last < now) => {
				Some(Self::remove_key(id, record)?)
			},
			Some(record) => {
				let until = Self::last_moment(by, &id, &record, until, now)?;
				Keys::<T>::insert(id, KeyRecord { retired: Some(until), ..record });
				Some(Event::KeyRetired { key: id, until })
			},
			None => {
				ensure!(by.is_none(), Error::<T>::UnknownKey);
				None
			},
		};
		if let Some(event) = event {
			Self::deposit_event(event);
		}
		if by.is_none() && !Barred::<T>::contains_key(id) {
			Barred::<T>::insert(id, ());
			Self::deposit_event(Event::KeyBarred { key: id });
		}
		Ok(())
	}

	/// The last moment of a key that verifies still, if it may be retired until then.
	fn last_moment(
		by: Option<&AccountId>,
		id: &KeyId,
		record: &KeyRecord,
		until: Moment,
		now: Moment,
	) -> Result<Moment, Error<T>> {
		let until = match (by, record.retired) {
			// Nearer alone: a maker of forgeries cannot make them last. The past is now.
			(None, Some(last)) => return Ok(until.max(now).min(last)),
			(None, None) => until.max(now),
			(Some(_), Some(_)) => return Err(Error::AlreadyRetired),
			(Some(_), None) => {
				ensure!(by == record.owner.as_ref(), Error::<T>::NotKeyOwner);
				// All groups stand on it, whoever registered it.
				ensure!(!T::MembershipKeys::contains(id), Error::<T>::MembershipKey);
				until
			},
		};
		let latest = now.saturating_add(MAX_RETIREMENT);
		ensure!((now..=latest).contains(&until), Error::<T>::BadRetirement);
		Ok(until)
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
