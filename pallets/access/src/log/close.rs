use crate::{Config, Error, Event, HoldReason, Logs, Pallet};
use frame_support::{ensure, traits::Time};
use jmt_primitives::{identity::IdentityFacts, AccountId, DeviceId, Moment};
use sp_runtime::DispatchResult;

/// How long a log stands after its last anchor, in ms.
pub(super) const LOG_STANDS_MS: Moment = 366 * 24 * 3_600_000;

impl<T: Config> Pallet<T> {
	/// Closes the log of a device that is gone, releases the deposit to its payer and emits `LogClosed`.
	pub(crate) fn do_close_log(by: &AccountId, enforcer: DeviceId) -> DispatchResult {
		let head = Logs::<T>::get(enforcer).ok_or(Error::<T>::UnknownLog)?;
		ensure!(head.payer == *by, Error::<T>::NotPayer);
		let stands = head.lied.is_some()
			|| T::Time::now() <= head.at.saturating_add(LOG_STANDS_MS)
			|| T::Identity::device(&enforcer).is_some();
		ensure!(!stands, Error::<T>::LogStands);
		let released = Self::release(HoldReason::Log, by, head.deposit)?;
		Logs::<T>::remove(enforcer);
		Self::deposit_event(Event::LogClosed { enforcer, released });
		Ok(())
	}
}
