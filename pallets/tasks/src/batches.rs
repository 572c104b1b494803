//! Batches: numbers that a block gives away, and the seed that the two blocks behind it draw for them.

use crate::{Batches, Config, Event, NextId, Pallet, Recent, Swept, Totals, WeightInfo};
use frame_support::weights::Weight;
use jmt_primitives::{
	proof_of_time::ParentRandomness,
	tasks::{seed, Batch, BatchOpened, BatchState, Opening, TaskId},
	BlockNumber,
};
use sp_runtime::{ArithmeticError, DispatchError};

/// Blocks from the one that posts to the one that stores the seed.
pub(crate) const BLOCKS_TO_SEED: BlockNumber = 3;

/// Blocks that a block looks at to clear their batches: one is made a block at most, so that none is left behind.
const SWEPT_A_BLOCK: u32 = 2;

impl<T: Config> Pallet<T> {
	/// The batch of a block, as far as it is known.
	pub(crate) fn batch_of(block: BlockNumber) -> BatchState {
		BatchState::of(Batches::<T>::get(block))
	}

	/// Gives away the next number, in the batch of this block.
	pub(crate) fn give_number() -> Result<TaskId, DispatchError> {
		let number = NextId::<T>::get().max(1);
		let next = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let block = Self::block();
		let batch = Batches::<T>::get(block);
		let mut batch = batch.unwrap_or(Batch { first: number, count: 0, opening: None });
		batch.count = batch.count.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		NextId::<T>::put(next);
		Batches::<T>::insert(block, batch);
		Ok(number)
	}

	/// The work of `on_initialize`: the seed of the block three before this one, by the outputs of the two between them
	/// and this, and two old batches.
	pub(crate) fn follow_batches(block: BlockNumber) -> Weight {
		let newer = T::Randomness::parent();
		let older = Recent::<T>::get();
		Recent::<T>::set(newer);
		let of = block.saturating_sub(BLOCKS_TO_SEED);
		let batch = Batches::<T>::get(of).filter(|batch| batch.opening.is_none());
		let drawn = batch.is_some();
		if let Some(batch) = batch {
			match older.zip(newer) {
				Some((older, newer)) => {
					let units = Totals::<T>::get().units;
					let opening =
						Opening { seed: seed(&older, &newer), units, since: Self::instant() };
					Self::open(of, batch, opening);
				},
				// Without a seed nothing of it can be claimed. What is swept is over, so that no task waits for ever.
				None => Batches::<T>::remove(of),
			}
		}
		Self::sweep(of);
		match drawn {
			true => T::WeightInfo::on_initialize_seed(),
			false => T::WeightInfo::on_initialize_idle(),
		}
	}

	/// Stores the seed of a batch, and announces it.
	fn open(block: BlockNumber, batch: Batch, opening: Opening) {
		let Batch { first, count, .. } = batch;
		Batches::<T>::insert(block, Batch { opening: Some(opening), ..batch });
		let opened = BatchOpened { first, count, seed: opening.seed, units: opening.units };
		frame_system::Pallet::<T>::deposit_log(opened.to_digest_item());
		Self::deposit_event(Event::BatchOpened { first, count });
	}

	/// Clears batches whose claims are over, in the order of their blocks, below `end`.
	fn sweep(end: BlockNumber) {
		let now = Self::instant();
		let begin = Swept::<T>::get();
		let mut next = begin.unwrap_or(end);
		for _ in 0..SWEPT_A_BLOCK {
			if next >= end {
				break;
			}
			match Batches::<T>::get(next) {
				Some(batch) if !batch.is_stale(now) => break,
				Some(_) => Batches::<T>::remove(next),
				None => {},
			}
			next = next.saturating_add(1);
		}
		if Some(next) != begin {
			Swept::<T>::put(next);
		}
	}
}
