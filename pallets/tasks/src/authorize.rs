//! The conditions on which workers' steps are accepted without a fee, in the pool and again inside the block. Cheap checks
//! come first, the signature last. A step provides `(TASK_TAG, terms hash, device, step)`: one of a device is in the pool
//! at most, whatever its bytes.

use crate::{costs, steps::Reveal, Config, Pallet, Workers};
use frame_support::{ensure, pallet_prelude::ValidTransaction, weights::Weight};
use jmt_primitives::{
	authorized::{valid_task, FreeShare, Share, TaskRefusal, TaskStep},
	tasks::{signed, Commitment, Signer, TaskId},
	DeviceId, DeviceSignature, Hash,
};
use sp_runtime::transaction_validity::TransactionValidityError;

/// A step that may be taken, and the weight of authorising besides that of the call.
type Authorized = Result<(ValidTransaction, Weight), TransactionValidityError>;

impl<T: Config> Pallet<T> {
	/// Whether a claim may enter a block.
	pub(crate) fn authorize_claim(
		id: TaskId,
		seed: &Hash,
		unit: u32,
		device: &DeviceId,
		signature: &DeviceSignature,
	) -> Authorized {
		let claim = Self::check_claim(id, seed, unit, device)?;
		let terms = claim.task.terms_hash;
		let message = signed::claim(&Self::genesis(), &terms, seed, unit, device);
		Self::ensure_free(costs::claim::<T>(signature.key_type()))?;
		Self::ensure_signed_by(&claim.worker.signer, &message, signature)?;
		Ok((valid_task(&terms, device, TaskStep::Claim), Weight::zero()))
	}

	/// Whether a commitment may enter a block.
	pub(crate) fn authorize_commit(
		id: TaskId,
		device: &DeviceId,
		commitment: &Commitment,
		signature: &DeviceSignature,
	) -> Authorized {
		let (task, _) = Self::check_commit(id, device, *commitment)?;
		let terms = task.terms_hash;
		let message = signed::commit(&Self::genesis(), &terms, device, commitment);
		Self::ensure_free(costs::commit::<T>(signature.key_type()))?;
		Self::ensure_signed_by(&Self::signer(device)?, &message, signature)?;
		Ok((valid_task(&terms, device, TaskStep::Commit), Weight::zero()))
	}

	/// Whether a reveal may enter a block.
	pub(crate) fn authorize_reveal(reveal: &Reveal, signature: &DeviceSignature) -> Authorized {
		let told = Self::check_reveal(reveal)?;
		let Reveal { device, outcome, output, salt, .. } = *reveal;
		let terms = told.task.terms_hash;
		let message = signed::reveal(&Self::genesis(), &terms, device, &outcome.digest(), salt);
		Self::ensure_free(costs::reveal::<T>(signature.key_type(), output))?;
		Self::ensure_signed_by(&Self::signer(device)?, &message, signature)?;
		Ok((valid_task(&terms, device, TaskStep::Reveal), Weight::zero()))
	}

	/// A worker's key. One with a slot is there until the slot is settled.
	fn signer(device: &DeviceId) -> Result<Signer, TaskRefusal> {
		Workers::<T>::get(device).map(|worker| worker.signer).ok_or(TaskRefusal::NotEnrolled)
	}

	/// Behind what makes a step bad for good: one without room is kept for the next block.
	fn ensure_free(weight: Weight) -> Result<(), TransactionValidityError> {
		T::FreeShare::ensure_room(Share::Tasks, weight)
	}

	fn ensure_signed_by(
		signer: &Signer,
		message: &[u8],
		signature: &DeviceSignature,
	) -> Result<(), TaskRefusal> {
		ensure!(signature.key_type() == signer.key_type(), TaskRefusal::WrongKeyType);
		ensure!(signer.verify(message, signature), TaskRefusal::BadSignature);
		Ok(())
	}
}
