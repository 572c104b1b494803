//! A manifest is published.

use crate::{Config, Domains, Error, HoldReason, Manifests, NextManifest, Pallet, WeightInfo};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, Get, Time},
	weights::Weight,
};
use jmt_primitives::{
	domains::DomainId,
	manifests::{Endorsement, Manifest, ManifestId, ManifestState, MAX_LEAVES},
	merkle::FLAGS_PER_CHUNK,
	AccountId, Balance, Hash, Moment,
};
use sp_runtime::{ArithmeticError, DispatchError};

/// A manifest's content, as it is published.
pub(crate) struct Published {
	pub domain: DomainId,
	pub root: Hash,
	pub leaves: u32,
	pub content: Hash,
	pub expires: Moment,
}

impl<T: Config> Pallet<T> {
	/// Stores a manifest. Its deposit pays for the flags of all leaves and is held on the domain's prepaid account.
	/// Returns its number and what is held.
	pub(crate) fn do_publish_manifest(
		who: &AccountId,
		published: Published,
		endorsement: Option<Endorsement>,
	) -> Result<(ManifestId, Balance), DispatchError> {
		let Published { domain: id, root, leaves, content, expires } = &published;
		let (id, root, leaves, content, expires) = (*id, *root, *leaves, *content, *expires);
		ensure!(leaves > 0, Error::<T>::NoLeaves);
		ensure!(leaves <= MAX_LEAVES, Error::<T>::TooManyLeaves);
		ensure!(T::Time::now() < expires, Error::<T>::ManifestExpired);
		let (path, _) = Self::authority(id, who)?;
		path.ensure_active::<T>()?;
		let mut domain = path.own;
		domain.manifests = domain.manifests.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let manifest = NextManifest::<T>::get().max(1);
		let next = manifest.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let endorsed = endorsement.map(|word| Self::check_endorsement(&published, &word));
		let endorsed = endorsed.transpose()?;

		let deposit = Self::manifest_deposit(leaves);
		T::Currency::hold(&HoldReason::Manifest.into(), &Self::prepaid_account(id), deposit)?;
		NextManifest::<T>::put(next);
		Domains::<T>::insert(id, domain);
		let entry = Manifest {
			domain: id,
			root,
			leaves,
			content,
			expires,
			endorsed,
			state: ManifestState::Open,
			deposit,
			swept: 0,
		};
		Manifests::<T>::insert(manifest, entry);
		Ok((manifest, deposit))
	}

	/// Weight of a publication, and of verifying an endorsement.
	pub(crate) fn publish_weight(endorsement: Option<&Endorsement>) -> Weight {
		let by = endorsement.map(|word| word.signature.key_type());
		T::WeightInfo::publish_manifest().saturating_add(Self::verify_weight(by))
	}

	/// Held for a manifest with so many leaves: the entry, and every chunk of flags that may come.
	pub(crate) fn manifest_deposit(leaves: u32) -> Balance {
		let chunks = Balance::from(Self::chunks_of(leaves));
		T::ManifestDeposit::get().saturating_add(T::ChunkDeposit::get().saturating_mul(chunks))
	}

	/// Chunks of flags that so many leaves take.
	pub(crate) fn chunks_of(leaves: u32) -> u32 {
		leaves.div_ceil(FLAGS_PER_CHUNK)
	}
}
