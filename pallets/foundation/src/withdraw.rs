//! An announcement ends without execution: by the board's veto, or because its time is over.

use crate::{Announcement, Announcements, Config, Error, HoldReason, Lists, Pallet};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, tokens::Precision, Get, Time},
};
use jmt_primitives::Balance;
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Forgets an announcement and releases its amount, at any time. Returns the released amount.
	pub(crate) fn do_veto(id: u32) -> Result<Balance, DispatchError> {
		let announcement = Self::open(id)?;
		Self::withdraw(id, &announcement)
	}

	/// The same, when the time to execute it is over.
	pub(crate) fn do_lapse(id: u32) -> Result<Balance, DispatchError> {
		let announcement = Self::open(id)?;
		ensure!(T::Time::now() >= announcement.lapses_at, Error::<T>::NotLapsed);
		Self::withdraw(id, &announcement)
	}

	/// The open announcement with this id.
	pub(crate) fn open(id: u32) -> Result<Announcement, DispatchError> {
		Ok(Announcements::<T>::get(id).ok_or(Error::<T>::UnknownAnnouncement)?)
	}

	fn withdraw(id: u32, announcement: &Announcement) -> Result<Balance, DispatchError> {
		let amount = announcement.spending.amount();
		Announcements::<T>::remove(id);
		if let Some(root) = announcement.spending.list() {
			Lists::<T>::remove(root);
		}
		T::Currency::release(
			&HoldReason::Announced.into(),
			&T::Pot::get(),
			amount,
			Precision::Exact,
		)
	}
}
