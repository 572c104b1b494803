//! Keys of a root of trust. Each keeps its number for ever, so that a revoked one falls with what it certified.

use crate::{Config, Error, Pallet, Roots};
use frame_support::{ensure, traits::EnsureOrigin};
use frame_system::ensure_signed;
use jmt_primitives::{
	units::{KeyNumber, KeyState, RootId, RootKey},
	AccountId, BlockNumber, DevicePublic,
};
use sp_runtime::{DispatchError, DispatchResult, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// Gives a root of trust another key. Returns its number.
	pub(crate) fn do_set_root_key(
		id: RootId,
		key: DevicePublic,
	) -> Result<KeyNumber, DispatchError> {
		ensure!(!key.is_weak(), Error::<T>::WeakKey);
		let mut root = Roots::<T>::get(id).ok_or(Error::<T>::UnknownRoot)?;
		// A revoked key would come back by another number.
		ensure!(root.keys.iter().all(|other| other.public != key), Error::<T>::KeyInUse);
		let number = root.keys.len().saturated_into();
		root.keys
			.try_push(RootKey { public: key, state: KeyState::Active })
			.map_err(|_| Error::<T>::NoFreeKey)?;
		Roots::<T>::insert(id, root);
		Ok(number)
	}

	/// Revokes a key of a root of trust. Units that it certified and that were bound in `since` or later fall. A key
	/// that was revoked falls from an earlier block on, never from a later one.
	pub(crate) fn do_revoke_root_key(
		maker: Option<AccountId>,
		id: RootId,
		number: KeyNumber,
		since: BlockNumber,
	) -> DispatchResult {
		let mut root = Roots::<T>::get(id).ok_or(Error::<T>::UnknownRoot)?;
		ensure!(maker.is_none_or(|maker| maker == root.maker), DispatchError::BadOrigin);
		let key = root.keys.get_mut(usize::from(number)).ok_or(Error::<T>::WrongRootKey)?;
		if let KeyState::Revoked { since: before } = key.state {
			ensure!(since < before, Error::<T>::WrongState);
		}
		key.state = KeyState::Revoked { since };
		Roots::<T>::insert(id, root);
		Ok(())
	}

	/// The maker that sends, or none where `DistrustOrigin` does.
	pub(crate) fn revoking(origin: T::RuntimeOrigin) -> Result<Option<AccountId>, DispatchError> {
		match T::DistrustOrigin::try_origin(origin) {
			Ok(_) => Ok(None),
			Err(origin) => Ok(Some(ensure_signed(origin)?)),
		}
	}
}
