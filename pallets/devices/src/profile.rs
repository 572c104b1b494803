//! A device's profile. Each part changes by the word of who is entitled to it, so that no owner puts another key for
//! messages in its place, or calls it a model that it is not.

use crate::{Config, Devices, Error, Members, Pallet, Profiles, Roots};
use frame_support::{ensure, traits::Time};
use jmt_primitives::{
	devices::{signed, MemberState, Profile, ProfileChange, ProfilePart},
	units::{self, Bound, KeyNumber, RootId},
	AccountId, DeviceId, DeviceSignature, Hash,
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Changes a part of a device's profile. The owner sends what the device or its maker signed; flags are its
	/// domain's, or its owner's at large.
	pub(crate) fn do_set_profile(
		who: &AccountId,
		device: &DeviceId,
		part: &ProfilePart,
	) -> Result<ProfileChange, DispatchError> {
		let stored = Devices::<T>::get(device).ok_or(Error::<T>::NotRegistered)?;
		let mut member = Members::<T>::get(device).unwrap_or_default();
		ensure!(member.state != MemberState::Revoked, Error::<T>::Revoked);
		match (part, member.domain) {
			(ProfilePart::Capabilities(_), Some(domain)) => {
				Self::authority(domain, who)?;
			},
			_ => ensure!(stored.owner == *who, Error::<T>::NotOwner),
		}
		let (now, genesis) = (T::Time::now(), Self::genesis_hash());
		let mut profile = Profiles::<T>::get(device).unwrap_or_default();
		let change = match part {
			ProfilePart::Encryption { key, expires, signature } => {
				Self::check_expiry(now, *expires, Error::<T>::SignatureExpired)?;
				let epoch = member.epoch.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				let message = signed::encryption_key(&genesis, device, key, epoch, *expires);
				Self::check_word(&stored.key, &message, signature)?;
				// Zeros say that the device has no such key.
				let key = Some(*key).filter(|key| *key != [0; 32]);
				(member.encryption, member.epoch) = (key, epoch);
				Self::put_member(device, member);
				return Ok(ProfileChange::Encryption { key, epoch });
			},
			ProfilePart::Firmware { hash, expires, signature } => {
				Self::check_expiry(now, *expires, Error::<T>::SignatureExpired)?;
				let message = signed::firmware(&genesis, device, hash, member.epoch, *expires);
				Self::check_word(&stored.key, &message, signature)?;
				profile.firmware = Some(*hash);
				ProfileChange::Firmware(*hash)
			},
			ProfilePart::Model { root, key, model, signature } => {
				let word = (*root, *key, model, signature);
				Self::check_model(member.unit.as_ref(), word)?;
				profile.model = Some(*model);
				ProfileChange::Model(*model)
			},
			ProfilePart::Capabilities(capabilities) => {
				profile.capabilities = *capabilities;
				ProfileChange::Capabilities(*capabilities)
			},
		};
		Self::put_profile(device, profile);
		Ok(change)
	}

	/// That a maker's key calls the unit of a device this model.
	fn check_model(
		bound: Option<&Bound>,
		word: (RootId, KeyNumber, &Hash, &DeviceSignature),
	) -> DispatchResult {
		let (id, key, model, signature) = word;
		let bound = bound.filter(|bound| bound.root == id).ok_or(Error::<T>::NoUnit)?;
		let root = Roots::<T>::get(id).ok_or(Error::<T>::UnknownRoot)?;
		ensure!(root.takes_new(T::Time::now()), Error::<T>::RootNotActive);
		let message = units::signed::model(id, key, &bound.nullifier, model);
		Self::check_by_root(&root, key, &message, signature)
	}

	/// Stores a profile. One that says nothing has no entry.
	fn put_profile(device: &DeviceId, profile: Profile) {
		if profile == Profile::default() {
			Profiles::<T>::remove(device);
		} else {
			Profiles::<T>::insert(device, profile);
		}
	}

	/// Takes the flags off a device that goes elsewhere: their sense is its domain's.
	pub(crate) fn forget_capabilities(device: &DeviceId) {
		if let Some(profile) = Profiles::<T>::get(device).filter(|of| of.capabilities > 0) {
			Self::put_profile(device, Profile { capabilities: 0, ..profile });
		}
	}

	/// Forgets the model of a device that gets or loses a unit.
	pub(crate) fn forget_model(device: &DeviceId) {
		if let Some(profile) = Profiles::<T>::get(device).filter(|of| of.model.is_some()) {
			Self::put_profile(device, Profile { model: None, ..profile });
		}
	}
}
