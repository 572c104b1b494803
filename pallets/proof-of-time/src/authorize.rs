//! The conditions on which an answer is accepted without a fee. Cheap checks come first, the signature last.

use crate::{costs, Config, CurrentDraw, DaysKept, Miners, Pallet};
use frame_support::{
	pallet_prelude::{TransactionSource, ValidTransaction},
	traits::Get,
	weights::Weight,
};
use jmt_primitives::{
	authorized::{unknown_draw, unknown_round, valid_answer, AnswerRefusal, FreeShare, Share},
	devices::{DeviceRegistry, DeviceStanding},
	proof_of_time::{bucket_of, signed},
	BlockNumber, DeviceId, DeviceSignature, Hash, Round,
};
use sp_runtime::transaction_validity::TransactionValidityError;

impl<T: Config> Pallet<T> {
	/// Whether an answer may enter a block, and how the pool is to treat it.
	///
	/// Runs in the pool, where the newest slot known is the best block's, so that the answer enters in
	/// the next slot at the earliest, and again inside the block, where the slot is the block's own. The
	/// pool's source can be spoofed; that moves nothing but the pool's own estimate.
	///
	/// The answer provides `(ANSWER_TAG, round, device)`: one answer of a device to a round is in the
	/// pool at most, whatever its signature or its unsigned parts.
	pub fn authorize_answer(
		source: TransactionSource,
		round: Round,
		draw: &Hash,
		device: &DeviceId,
		signature: &DeviceSignature,
	) -> Result<(ValidTransaction, Weight), TransactionValidityError> {
		let slot = T::CurrentSlot::get();
		let current = CurrentDraw::<T>::get()
			.filter(|current| round <= current.draw.round)
			.ok_or_else(|| {
				// A later block of the newest round may still draw for it.
				let over = round < Self::round_of(slot);
				if over {
					AnswerRefusal::NoDraw.into()
				} else {
					unknown_round()
				}
			})?;
		let earliest = match source {
			TransactionSource::InBlock => slot,
			_ => slot.saturating_add(1),
		};
		let left = current.last_slot.saturating_add(1).saturating_sub(earliest);
		if round < current.draw.round || left == 0 {
			return Err(AnswerRefusal::Late.into());
		}
		// Of another branch, which may become this one.
		if *draw != current.draw.hash {
			return Err(unknown_draw());
		}
		let most = costs::answer::<T::WeightInfo>(
			signature.key_type(),
			DaysKept::<T>::get(),
			costs::Extent::Identity,
		);
		Self::ensure_room(Share::Answers, most)?;

		// Before the registry is asked, which may have to look at as many domains as lie above each other.
		if bucket_of(&current.seed, device, current.buckets) != current.draw.bucket {
			return Err(AnswerRefusal::NotChallenged.into());
		}
		let registered = T::Registry::device(device).ok_or(AnswerRefusal::NotRegistered)?;
		if registered.standing != DeviceStanding::Active {
			return Err(AnswerRefusal::NotActive.into());
		}
		if registered.registered_in >= current.seeded_in {
			return Err(AnswerRefusal::TooYoung.into());
		}
		if Miners::<T>::get(device).is_some_and(|miner| miner.last_round >= round) {
			return Err(AnswerRefusal::AlreadyAnswered.into());
		}
		if signature.key_type() != registered.key.key_type() {
			return Err(AnswerRefusal::WrongKeyType.into());
		}
		// The genesis hash is never pruned.
		let genesis = frame_system::Pallet::<T>::block_hash(0);
		let message = signed::answer(&genesis, round, draw, device);
		if !signature.verify(&message, &registered.key) {
			return Err(AnswerRefusal::BadSignature.into());
		}

		// A slot holds at most one block.
		Ok((valid_answer(round, device, left), Weight::zero()))
	}

	/// The number of the block that is being made.
	pub(crate) fn block() -> BlockNumber {
		frame_system::Pallet::<T>::block_number()
	}
}
