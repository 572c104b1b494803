//! Manifests and their flags.

use crate::{Activated, Config, Domains, Manifests, Members, NextManifest, Pallet};
use frame_support::ensure;
use jmt_primitives::{
	manifests::MAX_LEAVES,
	merkle::{locate, Flags, FLAGS_PER_CHUNK},
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every manifest has a number below `NextManifest`, a domain that exists, at least one leaf and at most 2^24, and
	/// is not swept to its end.
	pub(super) fn manifests_are_of_domains() -> Result<(), TryRuntimeError> {
		let next = NextManifest::<T>::get();
		for (id, manifest) in Manifests::<T>::iter() {
			ensure!(0 < id && id < next, "a manifest's number was not given");
			ensure!(Domains::<T>::contains_key(manifest.domain), "a manifest is of no domain");
			ensure!((1..=MAX_LEAVES).contains(&manifest.leaves), "a manifest's size is wrong");
			ensure!(manifest.swept < Self::chunks_of(manifest.leaves), "a swept manifest stays");
		}
		Ok(())
	}

	/// Every chunk of flags belongs to a manifest whose sweep has not come to it, has a flag, and none beyond the
	/// manifest's leaves.
	pub(super) fn flags_belong_to_manifests() -> Result<(), TryRuntimeError> {
		for (id, chunk, flags) in Activated::<T>::iter() {
			let manifest = Manifests::<T>::get(id)
				.ok_or(TryRuntimeError::Other("flags are of no manifest"))?;
			ensure!(manifest.swept <= chunk, "a swept chunk stays");
			ensure!(flags != Flags::default(), "a chunk without a flag is stored");
			let first = chunk.saturating_mul(FLAGS_PER_CHUNK);
			let beyond = (0..FLAGS_PER_CHUNK)
				.any(|flag| flags.is_set(flag) && first.saturating_add(flag) >= manifest.leaves);
			ensure!(!beyond, "a flag is set beyond the leaves");
		}
		Ok(())
	}

	/// The leaf by which a member joined is flagged, while the manifest's sweep has not come to it.
	pub(super) fn members_joined_by_set_flags() -> Result<(), TryRuntimeError> {
		for member in Members::<T>::iter_values() {
			let Some((id, index)) = member.leaf else { continue };
			let (chunk, flag) = locate(index);
			let kept = Manifests::<T>::get(id).filter(|manifest| manifest.swept <= chunk);
			let flagged = Activated::<T>::get(id, chunk).is_set(flag);
			ensure!(kept.is_none() || flagged, "a member's leaf is not flagged");
		}
		Ok(())
	}
}
