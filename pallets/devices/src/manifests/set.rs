//! A manifest is frozen, opened again, or revoked for good.

use crate::{Config, Error, Manifests, Pallet};
use frame_support::ensure;
use jmt_primitives::{
	domains::DomainId,
	manifests::{Manifest, ManifestId, ManifestState},
	AccountId,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Gives a manifest another state, which counts for all its leaves at once. From `Revoked` nothing leads back.
	/// Returns its domain.
	pub(crate) fn do_set_manifest(
		who: &AccountId,
		id: ManifestId,
		state: ManifestState,
	) -> Result<DomainId, DispatchError> {
		let manifest = Manifests::<T>::get(id).ok_or(Error::<T>::UnknownManifest)?;
		Self::authority(manifest.domain, who)?;
		ensure!(manifest.state != ManifestState::Revoked, Error::<T>::ManifestNotOpen);
		ensure!(manifest.state != state, Error::<T>::WrongState);
		let domain = manifest.domain;
		Manifests::<T>::insert(id, Manifest { state, ..manifest });
		Ok(domain)
	}
}
