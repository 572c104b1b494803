//! A unit is bound to a device, and taken from the one that had it.

use crate::{Config, Device, Devices, Error, Members, Pallet, Roots, Units, WeightInfo};
use frame_support::{
	defensive, ensure,
	traits::{Get, Time},
	weights::Weight,
};
use jmt_primitives::{
	devices::{DeviceChange, DeviceHook, MemberState},
	units::{signed, Binding, Bound, Certificate, Root, RootId},
	AccountId, DeviceId, DeviceSignature, Hash, KeyType,
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// A unit that a device got.
pub(crate) struct Taken {
	pub unit: Bound,
	/// The device that had it until then.
	pub from: Option<DeviceId>,
}

impl<T: Config> Pallet<T> {
	/// Binds a certified unit to the owner's device, in place of the unit that it had. A device that had the unit loses
	/// it. Both are told to the hook before anything is written.
	pub(crate) fn do_bind_unit(
		owner: &AccountId,
		device: &DeviceId,
		certificate: &Certificate,
		binding: Option<&Binding>,
	) -> Result<Taken, DispatchError> {
		let stored = Self::device_of(owner, device)?;
		let member = Members::<T>::get(device).unwrap_or_default();
		ensure!(member.state != MemberState::Revoked, Error::<T>::Revoked);
		let Certificate { root: id, key, nullifier, level, expires, .. } = *certificate;
		let now = T::Time::now();
		ensure!(now <= expires, Error::<T>::UnitExpired);
		let root = Roots::<T>::get(id).ok_or(Error::<T>::UnknownRoot)?;
		ensure!(root.takes_new(now), Error::<T>::RootNotActive);
		ensure!(level <= root.terms.level, Error::<T>::LevelTooHigh);
		let holder = Units::<T>::get(id, nullifier);
		let freed = member.unit.filter(|unit| (unit.root, unit.nullifier) != (id, nullifier));
		// Of its own root the unit that the device gives up makes room.
		let makes_room = freed.is_some_and(|unit| unit.root == id);
		let used = match (holder.is_some(), makes_room) {
			(false, false) => root.used.checked_add(1).ok_or(ArithmeticError::Overflow)?,
			(true, true) => root.used.saturating_sub(1),
			_ => root.used,
		};
		ensure!(used <= root.used || used <= root.terms.quota, Error::<T>::QuotaUsed);
		Self::check_certificate(&root, certificate)?;
		Self::check_binding(owner, device, &stored, certificate, binding)?;

		let from = holder.filter(|holder| holder != device);
		if let Some(loser) = from {
			match Devices::<T>::get(loser) {
				Some(Device { owner, .. }) => {
					T::Hook::on_change(&loser, &owner, DeviceChange::Unit);
				},
				None => {
					defensive!("a device frees its unit when it leaves");
				},
			}
		}
		T::Hook::on_change(device, owner, DeviceChange::Unit);
		if let Some(loser) = from {
			let mut member = Members::<T>::get(loser).unwrap_or_default();
			member.unit = None;
			Self::put_member(&loser, member);
			Self::forget_model(&loser);
		}
		if let Some(unit) = freed {
			Units::<T>::remove(unit.root, unit.nullifier);
			if !makes_room {
				Self::one_unit_less(unit.root);
			}
		}
		if holder != Some(*device) {
			Self::forget_model(device);
		}
		Units::<T>::insert(id, nullifier, device);
		Roots::<T>::insert(id, Root { used, ..root });
		let bound_in = frame_system::Pallet::<T>::block_number();
		let unit = Bound { root: id, key, nullifier, level, bound_in, expires };
		let mut member = member;
		member.unit = Some(unit);
		Self::put_member(device, member);
		Ok(Taken { unit, from })
	}

	/// Frees the unit of a device that leaves.
	pub(crate) fn free_unit(unit: &Bound) {
		Units::<T>::remove(unit.root, unit.nullifier);
		Self::one_unit_less(unit.root);
	}

	fn one_unit_less(root: RootId) {
		Roots::<T>::mutate(root, |root| match root {
			Some(root) => root.used = root.used.saturating_sub(1),
			None => {
				defensive!("a root of trust is never removed");
			},
		});
	}

	/// The root's word for the unit.
	fn check_certificate(root: &Root, certificate: &Certificate) -> DispatchResult {
		let Certificate { root: id, key, nullifier, unit, level, expires, signature } = certificate;
		let message = signed::certificate(*id, *key, nullifier, unit, *level, *expires);
		Self::check_by_root(root, *key, &message, signature)
	}

	/// That a good key of the root signed a message.
	pub(crate) fn check_by_root(
		root: &Root,
		key: u8,
		message: &[u8],
		signature: &DeviceSignature,
	) -> DispatchResult {
		let public = root.good_key(key).ok_or(Error::<T>::WrongRootKey)?;
		ensure!(signature.key_type() == public.key_type(), Error::<T>::WrongKeyType);
		ensure!(signature.verify(message, public), Error::<T>::BadSignature);
		Ok(())
	}

	/// The unit's word for the device. A device that has the unit's key gave it when it was registered.
	fn check_binding(
		owner: &AccountId,
		device: &DeviceId,
		stored: &Device,
		certificate: &Certificate,
		binding: Option<&Binding>,
	) -> DispatchResult {
		let Certificate { nullifier, unit, .. } = certificate;
		let Some(Binding { expires, signature }) = binding else {
			ensure!(*unit == stored.key, Error::<T>::NotUnitKey);
			return Ok(());
		};
		ensure!(T::Time::now() <= *expires, Error::<T>::UnitExpired);
		let latest = T::Time::now().saturating_add(T::MaxRegistrationAge::get());
		ensure!(*expires <= latest, Error::<T>::ExpiresTooFar);
		ensure!(signature.key_type() == unit.key_type(), Error::<T>::WrongKeyType);
		let genesis: Hash = Self::genesis_hash();
		let message = signed::binding(&genesis, device, owner, nullifier, *expires);
		ensure!(signature.verify(&message, unit), Error::<T>::BadSignature);
		Ok(())
	}

	/// Weight of a binding: the registry's part, which has two Ed25519 verifications in it, the verifications by the
	/// schemes that are used, and the hook's at worst, once for each of two devices.
	pub(crate) fn bind_weight(certificate: KeyType, binding: Option<KeyType>) -> Weight {
		let told = T::Hook::on_change_weight();
		T::WeightInfo::bind_unit()
			.saturating_add(told)
			.saturating_add(told)
			.saturating_add(Self::verify_weight(Some(certificate)))
			.saturating_add(Self::verify_weight(binding))
	}

	/// Weight of a verification by a scheme, if there is one.
	pub(crate) fn verify_weight(key_type: Option<KeyType>) -> Weight {
		match key_type {
			None => Weight::zero(),
			Some(KeyType::Sr25519) => T::WeightInfo::verify_sr25519(),
			Some(KeyType::Ed25519) => T::WeightInfo::verify_ed25519(),
			Some(KeyType::Secp256k1) => T::WeightInfo::verify_secp256k1(),
			Some(KeyType::P256) => T::WeightInfo::verify_p256(),
		}
	}
}
