//! A manifest is frozen, opened again, or revoked for good.

use crate::{Config, Error, Manifests, Pallet};
use frame_support::ensure;
use jmt_primitives::{
	domains::DomainId,
	manifests::{Manifest, ManifestChange, ManifestId, ManifestState},
	AccountId,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Gives a manifest another state, which counts for all its leaves at once. From `Revoked` nothing leads back. One
	/// that is frozen is opened by a rank not lower than the one that froze it; a higher one may take its place. Returns
	/// its domain and the state.
	pub(crate) fn do_set_manifest(
		who: &AccountId,
		id: ManifestId,
		change: ManifestChange,
	) -> Result<(DomainId, ManifestState), DispatchError> {
		let manifest = Manifests::<T>::get(id).ok_or(Error::<T>::UnknownManifest)?;
		let (_, rank) = Self::authority(manifest.domain, who)?;
		let state = match (change, manifest.state) {
			(_, ManifestState::Revoked) => return Err(Error::<T>::ManifestNotOpen.into()),
			(ManifestChange::Revoked, _) => ManifestState::Revoked,
			(ManifestChange::Frozen, ManifestState::Frozen(by)) => {
				ensure!(rank < by, Error::<T>::WrongState);
				ManifestState::Frozen(rank)
			},
			(ManifestChange::Frozen, ManifestState::Open) => ManifestState::Frozen(rank),
			(ManifestChange::Open, ManifestState::Frozen(by)) => {
				ensure!(rank <= by, Error::<T>::HigherAuthorityNeeded);
				ManifestState::Open
			},
			(ManifestChange::Open, ManifestState::Open) => {
				return Err(Error::<T>::WrongState.into());
			},
		};
		let domain = manifest.domain;
		Manifests::<T>::insert(id, Manifest { state, ..manifest });
		Ok((domain, state))
	}
}
