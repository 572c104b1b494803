//! A root of trust's word for a whole manifest: its leaves are units.

use crate::{manifests::Published, Config, Error, Pallet, Roots, Units};
use frame_support::{
	defensive, ensure,
	traits::{Defensive, Time},
};
use jmt_primitives::{
	authorized::ActivationRefusal,
	manifests::{signed, Endorsed, Endorsement, Leaf, Manifest},
	units::{Bound, Root},
	DeviceId, Hash,
};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// Checks the endorsement of a manifest that is about to be published.
	pub(crate) fn check_endorsement(
		published: &Published,
		endorsement: &Endorsement,
	) -> Result<Endorsed, DispatchError> {
		let Endorsement { root: id, key, level, signature } = endorsement;
		let root = Roots::<T>::get(id).ok_or(Error::<T>::UnknownRoot)?;
		ensure!(root.takes_new(T::Time::now()), Error::<T>::RootNotActive);
		ensure!(*level <= root.terms.level, Error::<T>::LevelTooHigh);
		let Published { domain, root: tree, leaves, content, expires } = published;
		let genesis = Self::genesis_hash();
		let message =
			signed::endorsement(&genesis, *id, *domain, tree, *leaves, content, *expires, *level);
		Self::check_by_root(&root, *key, &message, signature)?;
		Ok(Endorsed { root: *id, key: *key, level: *level })
	}

	/// The root of trust behind an endorsed manifest, if it takes new units by that word.
	pub(crate) fn endorsing_root(endorsed: &Endorsed) -> Result<Root, ActivationRefusal> {
		let root = Roots::<T>::get(endorsed.root).ok_or(ActivationRefusal::RootNotActive)?;
		let is_good = root.takes_new(T::Time::now())
			&& root.good_key(endorsed.key).is_some()
			&& endorsed.level <= root.terms.level;
		if is_good {
			Ok(root)
		} else {
			Err(ActivationRefusal::RootNotActive)
		}
	}

	/// Whether the unit that a leaf of an endorsed manifest names can be bound.
	pub(crate) fn ensure_unit_free(
		root: &Root,
		endorsed: &Endorsed,
		leaf: &Leaf,
	) -> Result<(), ActivationRefusal> {
		let nullifier = leaf.nullifier.ok_or(ActivationRefusal::NoNullifier)?;
		if Units::<T>::contains_key(endorsed.root, nullifier) {
			return Err(ActivationRefusal::UnitTaken);
		}
		if root.used >= root.terms.quota {
			return Err(ActivationRefusal::QuotaUsed);
		}
		Ok(())
	}

	/// Binds the unit of a leaf to the device that it becomes, where the manifest is endorsed. Its certificate is the
	/// endorsement, and good as long as the manifest. The device is new, so the hook knows nothing of it.
	pub(crate) fn take_by_leaf(
		manifest: &Manifest,
		leaf: &Leaf,
		device: &DeviceId,
	) -> Result<Option<Bound>, DispatchError> {
		let Some(Endorsed { root, key, level }) = manifest.endorsed else { return Ok(None) };
		let lost = || DispatchError::Other("an authorised activation has a root and a unit");
		let nullifier: Hash = leaf.nullifier.ok_or_else(lost).defensive()?;
		let mut stored = Roots::<T>::get(root).ok_or_else(lost).defensive()?;
		if Units::<T>::contains_key(root, nullifier) {
			defensive!("an authorised activation has a free unit");
			return Err(lost());
		}
		let overflow = DispatchError::Arithmetic(ArithmeticError::Overflow);
		stored.used = stored.used.checked_add(1).ok_or(overflow).defensive()?;
		Units::<T>::insert(root, nullifier, device);
		Roots::<T>::insert(root, stored);
		let bound_in = frame_system::Pallet::<T>::block_number();
		let expires = manifest.expires;
		Ok(Some(Bound { root, key, nullifier, level, bound_in, expires }))
	}
}
