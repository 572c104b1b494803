//! What makes an answer acceptable without a fee. Cheap checks come first, the signature last.

use crate::{AnswersInBlock, Config, CurrentDraw, Miners, Pallet};
use alloc::vec;
use codec::Encode;
use frame_support::{
	pallet_prelude::{InvalidTransaction, TransactionSource, ValidTransaction},
	traits::Get,
	weights::Weight,
};
use jmt_primitives::{
	authorized::{unknown_draw, unknown_round, AnswerRefusal, ANSWER_PRIORITY, ANSWER_TAG},
	round::bucket_of,
	signing,
	traits::{DeviceRegistry, DeviceStanding},
	BlockNumber, DeviceId, DeviceSignature, Hash, Round,
};
use sp_runtime::{
	traits::{SaturatedConversion, Zero},
	transaction_validity::TransactionValidityError,
};

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
		if *draw != current.draw.draw {
			return Err(unknown_draw());
		}
		let answers = AnswersInBlock::<T>::get();
		if answers.block == Self::block() && answers.count >= T::MaxAnswersPerBlock::get() {
			return Err(InvalidTransaction::ExhaustsResources.into());
		}

		let registered = T::Registry::device(device).ok_or(AnswerRefusal::NotRegistered)?;
		if registered.standing != DeviceStanding::Active {
			return Err(AnswerRefusal::NotActive.into());
		}
		if registered.registered_in >= current.seeded_in {
			return Err(AnswerRefusal::TooYoung.into());
		}
		if bucket_of(&current.seed, device, current.buckets) != current.draw.bucket {
			return Err(AnswerRefusal::NotChallenged.into());
		}
		if Miners::<T>::get(device).is_some_and(|miner| miner.last_round >= round) {
			return Err(AnswerRefusal::AlreadyAnswered.into());
		}
		if signature.key_type() != registered.key.key_type() {
			return Err(AnswerRefusal::WrongKeyType.into());
		}
		// The genesis hash is never pruned.
		let genesis = frame_system::Pallet::<T>::block_hash(
			frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
		);
		let message = signing::answer(&genesis, round, draw, device);
		if !signature.verify(&message, &registered.key) {
			return Err(AnswerRefusal::BadSignature.into());
		}

		let valid = ValidTransaction {
			priority: ANSWER_PRIORITY,
			requires: vec![],
			provides: vec![(ANSWER_TAG, round, device).encode()],
			// A slot holds at most one block.
			longevity: left,
			propagate: true,
		};
		Ok((valid, Weight::zero()))
	}

	/// The number of the block that is being made. Block numbers have 32 bits on every JMT chain.
	pub(crate) fn block() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}
}
