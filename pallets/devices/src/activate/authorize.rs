//! The conditions on which an activation is accepted without a fee. Cheap checks come first, the signature last.

use super::costs;
use crate::{Activated, Config, Count, Manifests, NextManifest, Pallet};
use frame_support::{
	pallet_prelude::ValidTransaction,
	traits::{Get, Time},
	weights::Weight,
};
use jmt_primitives::{
	authorized::{
		prepaid_short, unknown_manifest, valid_activation, ActivationRefusal, FreeShare, Share,
		MAX_ACTIVATION_BYTES,
	},
	manifests::{leaf_bytes, signed, Leaf, Manifest, ManifestId, ManifestProof, ManifestState},
	merkle::{locate, verify, MerkleError},
	AccountId, Balance, DeviceSignature, Moment,
};
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	SaturatedConversion,
};

/// An activation without its signature.
pub struct Activation<'a> {
	pub manifest: ManifestId,
	pub leaf: &'a Leaf,
	pub proof: &'a ManifestProof,
	pub owner: &'a AccountId,
	pub encryption: &'a [u8; 32],
	pub expires: Moment,
}

impl<T: Config> Pallet<T> {
	/// Whether an activation may enter a block, and how the pool is to treat it. Runs in the pool and again inside the
	/// block; everything that could make the call itself fail is looked at here.
	///
	/// It provides `(ACTIVATION_TAG, manifest, index)`: one activation of a leaf is in the pool at most, whatever its
	/// bytes.
	pub fn authorize_activation(
		activation: &Activation<'_>,
		signature: &DeviceSignature,
	) -> Result<(ValidTransaction, Weight), TransactionValidityError> {
		let Activation { manifest: id, leaf, proof, owner, expires, .. } = *activation;
		Self::check_time(expires)?;
		let most =
			costs::deepest::<T::WeightInfo>(signature.key_type(), proof.len().saturated_into());
		T::FreeShare::ensure_room(Share::Activations, most)?;
		let manifest = Self::open_manifest(id)?;
		let endorsed = manifest.endorsed;
		let endorsing = endorsed
			.map(|word| Self::endorsing_root(&word).map(|root| (root, word)))
			.transpose()?;
		let account = Self::prepaid_account(manifest.domain);
		let needed = T::Deposit::get().saturating_add(Self::activation_price(most));
		if Self::prepaid_left(&account) < needed {
			return Err(prepaid_short());
		}
		let path = Self::path(manifest.domain).ok_or(ActivationRefusal::DomainNotActive)?;
		if path.suspended().is_some() {
			return Err(ActivationRefusal::DomainNotActive.into());
		}
		let (chunk, flag) = locate(leaf.index);
		if Activated::<T>::get(id, chunk).is_set(flag) {
			return Err(ActivationRefusal::AlreadyActivated.into());
		}
		if leaf.owner.as_ref().is_some_and(|named| named != owner) {
			return Err(ActivationRefusal::WrongOwner.into());
		}
		if !Self::is_free(&leaf.key.id()) {
			return Err(ActivationRefusal::KeyTaken.into());
		}
		if let Some((root, word)) = &endorsing {
			Self::ensure_unit_free(root, word, leaf)?;
		}
		// Of four billion.
		if Count::<T>::get() == u32::MAX || path.own.members == u32::MAX {
			return Err(InvalidTransaction::ExhaustsResources.into());
		}
		let genesis = Self::genesis_hash();
		let Manifest { root, leaves, domain, .. } = manifest;
		let bytes = leaf_bytes(&genesis, domain, leaf);
		verify(&root, leaves, leaf.index, &bytes, proof).map_err(|error| match error {
			MerkleError::IndexOutOfRange => ActivationRefusal::IndexOutOfRange,
			MerkleError::WrongLength { .. } => ActivationRefusal::WrongProofLength,
			MerkleError::RootMismatch | MerkleError::TooManyLeaves => {
				ActivationRefusal::NotInManifest
			},
		})?;
		if signature.key_type() != leaf.key.key_type() {
			return Err(ActivationRefusal::WrongKeyType.into());
		}
		let message =
			signed::activation(&genesis, id, leaf.index, owner, activation.encryption, expires);
		if !signature.verify(&message, &leaf.key) {
			return Err(ActivationRefusal::BadSignature.into());
		}
		Ok((valid_activation(id, leaf.index), Weight::zero()))
	}

	/// The last valid time is `expires` itself.
	fn check_time(expires: Moment) -> Result<(), TransactionValidityError> {
		let now = T::Time::now();
		if expires < now {
			return Err(ActivationRefusal::Expired.into());
		}
		if expires > now.saturating_add(T::MaxRegistrationAge::get()) {
			return Err(ActivationRefusal::ExpiresTooFar.into());
		}
		Ok(())
	}

	/// The manifest, if devices may still join by it. One that is not known may come with the next block.
	fn open_manifest(id: ManifestId) -> Result<Manifest, TransactionValidityError> {
		let Some(manifest) = Manifests::<T>::get(id) else {
			let comes = id >= NextManifest::<T>::get().max(1);
			return Err(if comes {
				unknown_manifest()
			} else {
				ActivationRefusal::ManifestGone.into()
			});
		};
		if manifest.expires < T::Time::now() {
			return Err(ActivationRefusal::ManifestExpired.into());
		}
		match manifest.state {
			ManifestState::Open => Ok(manifest),
			ManifestState::Frozen(_) => Err(ActivationRefusal::ManifestFrozen.into()),
			ManifestState::Revoked => Err(ActivationRefusal::ManifestRevoked.into()),
		}
	}

	/// The price of an activation that weighs so much: never below the fee of a signed call of that weight and of the
	/// greatest length.
	pub(crate) fn activation_price(most: Weight) -> Balance {
		use jmt_primitives::authorized::CallFee;
		T::ActivationPrice::get().max(T::Fee::fee(most, MAX_ACTIVATION_BYTES))
	}
}
