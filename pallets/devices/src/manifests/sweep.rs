//! A manifest that lets nobody in any more is forgotten, in steps.

use crate::{Activated, Config, Domains, Error, HoldReason, Manifests, Pallet};
use frame_support::{
	defensive, ensure,
	traits::{Get, Time},
};
use jmt_primitives::{
	manifests::{Manifest, ManifestId, ManifestState},
	Balance,
};
use sp_runtime::DispatchError;

/// How far a sweep came.
pub(crate) struct Swept {
	/// Chunks that this call looked at.
	pub chunks: u32,
	/// Released to the domain's prepaid account, when the manifest is gone.
	pub released: Option<Balance>,
}

impl<T: Config> Pallet<T> {
	/// Chunks that one call looks at, of those asked for.
	pub(crate) fn step_of(chunks: u32) -> u32 {
		chunks.clamp(1, T::SweepChunks::get().max(1))
	}

	/// Removes flags of a manifest that is revoked or has expired; with the last ones the manifest itself goes.
	pub(crate) fn do_sweep_manifest(id: ManifestId, chunks: u32) -> Result<Swept, DispatchError> {
		let manifest = Manifests::<T>::get(id).ok_or(Error::<T>::UnknownManifest)?;
		let is_over = manifest.state == ManifestState::Revoked || manifest.expires < T::Time::now();
		ensure!(is_over, Error::<T>::ManifestStillGood);
		let all = Self::chunks_of(manifest.leaves);
		let end = manifest.swept.saturating_add(Self::step_of(chunks)).min(all);
		for chunk in manifest.swept..end {
			Activated::<T>::remove(id, chunk);
		}
		let chunks = end.saturating_sub(manifest.swept);
		if end < all {
			Manifests::<T>::insert(id, Manifest { swept: end, ..manifest });
			return Ok(Swept { chunks, released: None });
		}
		Manifests::<T>::remove(id);
		Domains::<T>::mutate(manifest.domain, |domain| match domain {
			Some(domain) => domain.manifests = domain.manifests.saturating_sub(1),
			None => {
				defensive!("a domain with manifests does not close");
			},
		});
		let payer = Self::prepaid_account(manifest.domain);
		let released = Self::release(HoldReason::Manifest, &payer, manifest.deposit)?;
		Ok(Swept { chunks, released: Some(released) })
	}
}
