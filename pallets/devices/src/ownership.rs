//! A device changes hands: its owner offers it, the new owner accepts it.

use crate::{Config, Devices, Error, Members, Owned, Pallet, Rotations};
use frame_support::ensure;
use jmt_primitives::{
	devices::{DeviceChange, DeviceHook, MemberState, Payer},
	AccountId, Balance, DeviceId,
};
use sp_runtime::{DispatchError, DispatchResult};

/// A device that changed hands.
pub(crate) struct Accepted {
	/// The owner of before.
	pub from: AccountId,
	/// Held of the new owner, in planck, where the owner pays.
	pub deposit: Option<Balance>,
}

impl<T: Config> Pallet<T> {
	/// Notes to whom the owner offers a device; `None` takes the offer back.
	pub(crate) fn do_offer_device(
		owner: &AccountId,
		device: &DeviceId,
		to: Option<AccountId>,
	) -> DispatchResult {
		Self::device_of(owner, device)?;
		let mut member = Members::<T>::get(device).unwrap_or_default();
		ensure!(member.state != MemberState::Revoked, Error::<T>::Revoked);
		member.offered_to = to;
		Self::put_member(device, member);
		Ok(())
	}

	/// Gives a device to whom it was offered. The hook pays the owner of before what it has earned; the new owner pays
	/// the deposit anew, where the owner pays. A rotation that the owner of before started ends. Domain, suspension,
	/// pause and profile stay with the device.
	pub(crate) fn do_accept_device(
		to: &AccountId,
		device: &DeviceId,
	) -> Result<Accepted, DispatchError> {
		let mut stored = Devices::<T>::get(device).ok_or(Error::<T>::NotRegistered)?;
		let mut member = Members::<T>::get(device).unwrap_or_default();
		ensure!(member.offered_to.as_ref() == Some(to), Error::<T>::NotOffered);
		ensure!(member.state != MemberState::Revoked, Error::<T>::Revoked);
		let mut history = Rotations::<T>::get(device);

		let from = stored.owner.clone();
		T::Hook::on_change(device, &from, DeviceChange::Owner(to));
		if let Some(history) = history.as_mut().filter(|history| history.pending.is_some()) {
			Self::drop_pending(device, &mut stored, history)?;
			Self::put_history(device, history);
		}
		let mut deposit = None;
		if member.payer == Payer::Owner {
			deposit = Some(Self::change_payer(&from, to, &mut stored, history.as_ref())?);
		}
		// Missing where the device is older than the index and nobody has written it.
		Owned::<T>::remove(&from, device);
		Owned::<T>::insert(to, device, ());
		stored.owner = to.clone();
		member.offered_to = None;
		Devices::<T>::insert(device, stored);
		Self::put_member(device, member);
		Ok(Accepted { from, deposit })
	}
}
