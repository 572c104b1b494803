//! Devices, their index and their members.

use crate::{Aliases, Config, Count, Devices, Domains, Members, Owned, Pallet};
use frame_support::ensure;
use jmt_primitives::devices::{Member, MemberState, Payer};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// `Count` is the number of entries of `Devices`.
	pub(super) fn count_is_number_of_devices() -> Result<(), TryRuntimeError> {
		let devices = u32::try_from(Devices::<T>::iter_keys().count())
			.map_err(|_| TryRuntimeError::Other("more devices than a u32 counts"))?;
		ensure!(Count::<T>::get() == devices, "Count is not the number of devices");
		Ok(())
	}

	/// Every device is stored under the id of its first key: of the one in use, or that is reserved for it.
	pub(super) fn ids_derive_from_keys() -> Result<(), TryRuntimeError> {
		for (id, device) in Devices::<T>::iter() {
			let key = device.key.id();
			let rotated = || Aliases::<T>::get(key) == Some(id);
			ensure!(id == key || rotated(), "a device is stored under an id that is not its key's");
		}
		Ok(())
	}

	/// Every entry of `Owned` is a device of that owner. Devices older than the index may be missing.
	pub(super) fn index_names_owners() -> Result<(), TryRuntimeError> {
		for (owner, device) in Owned::<T>::iter_keys() {
			let stored = Devices::<T>::get(device);
			ensure!(stored.is_some_and(|s| s.owner == owner), "Owned has another's device");
		}
		Ok(())
	}

	/// Every entry of `Members` is of a device, says something, and names a domain that exists. A domain pays and
	/// suspends its own devices only.
	pub(super) fn members_are_devices_of_domains() -> Result<(), TryRuntimeError> {
		for (device, member) in Members::<T>::iter() {
			ensure!(Devices::<T>::contains_key(device), "a member is no device");
			ensure!(member != Member::default(), "an entry of Members says nothing");
			let exists = |domain| Domains::<T>::contains_key(domain);
			ensure!(member.domain.is_none_or(exists), "a member is of no domain");
			let at_large = member.domain.is_none();
			ensure!(!at_large || member.payer == Payer::Owner, "no domain pays for a device");
			ensure!(!at_large || member.leaf.is_none(), "a device at large has a leaf");
			let suspended = matches!(member.state, MemberState::Suspended(_));
			ensure!(!at_large || !suspended, "no domain suspended a device");
		}
		Ok(())
	}
}
