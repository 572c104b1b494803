//! Room in blocks: how much of a block fee-free calls have taken, and which blocks had room to spare.

use crate::{Config, FreeCalls, OpenWindow, Pallet, Room};
use frame_support::{
	dispatch::DispatchClass,
	migrations::MultiStepMigrator,
	traits::{Get, PostTransactions},
	weights::Weight,
};
use jmt_primitives::{
	authorized::{BlockRoom, FreeShare, PerShare, Share, Used, ALL_TOGETHER},
	BlockNumber,
};
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	Perbill,
};

/// Of a row's weight: what its costliest call takes at most, unless the pallet knows better.
const LARGEST: Perbill = Perbill::from_percent(25);

impl<T: Config> Pallet<T> {
	/// Begins to count a block. Returns whether it takes transactions: none while a migration goes on, also when
	/// that ends within the block.
	pub(crate) fn open_block(block: BlockNumber) -> bool {
		let takes_transactions = !<T as frame_system::Config>::MultiBlockMigrator::ongoing();
		if takes_transactions {
			Room::<T>::mutate(|room| room.block = block);
		}
		takes_transactions
	}

	/// The fee-free calls that this block has included so far.
	pub(crate) fn used() -> PerShare<Used> {
		let free = FreeCalls::<T>::get();
		if free.block == Self::block() {
			free.rows
		} else {
			Default::default()
		}
	}

	/// The weight that a block has for normal calls.
	pub(crate) fn normal() -> Weight {
		let blocks = T::BlockWeights::get();
		blocks.get(DispatchClass::Normal).max_total.unwrap_or(blocks.max_block)
	}

	/// A transaction's weight with what every transaction weighs.
	fn with_base(weight: Weight) -> Weight {
		weight.saturating_add(T::BlockWeights::get().get(DispatchClass::Normal).base_extrinsic)
	}

	/// Calls of a row that a block includes at most.
	fn most_calls(share: Share) -> Option<u32> {
		match share {
			Share::Answers => Some(T::MaxAnswersPerBlock::get()),
			_ => share.calls(),
		}
	}

	/// The weight that the costliest call of a row takes of a block, where an answer takes so much.
	fn largest(share: Share, answer: Weight) -> Weight {
		match share {
			Share::Answers => answer,
			_ => LARGEST * (share.weight() * Self::normal()),
		}
	}

	/// Whether one more call of a row fits, beside what was used.
	fn fits(used: &PerShare<Used>, share: Share, weight: Weight) -> bool {
		let row = used.of(share);
		let few = Self::most_calls(share).is_none_or(|most| row.calls < most);
		let with = |used: Weight| used.saturating_add(weight);
		let normal = Self::normal();
		few && with(row.weight).all_lte(share.weight() * normal)
			&& with(Used::sum(used).weight).all_lte(ALL_TOGETHER * normal)
	}

	/// Which rows the block, as it is, has room for: half of what it had for normal calls is free, by weight and
	/// length, the row's largest call fits into that half, and the row's share is not used up.
	///
	/// Room for a single answer would say nothing. Where many calls wait, an author turns away those that no
	/// longer fit and leaves room below their size, while pools may have dropped answers in favour of what
	/// pays. No such crowd leaves half: of calls up to that size one more would have been taken, and larger
	/// ones are passed over in favour of what comes behind them.
	fn rooms() -> PerShare<bool> {
		let taken = frame_system::BlockWeight::<T>::get();
		let of_normal = *taken.get(DispatchClass::Normal);
		let others = taken.total().saturating_sub(of_normal);
		let left = T::BlockWeights::get().max_block.saturating_sub(others);
		let half = Self::normal().min(left).saturating_div(2);
		let half_length = T::BlockLength::get().max.get(DispatchClass::Normal).saturating_div(2);
		// The runtime makes an answer to know it: once a block is enough.
		let (weight, longest) = T::LargestAnswer::get();
		let answer = Self::with_base(weight).saturating_add_proof_size(longest.into());
		let length = frame_system::Pallet::<T>::block_size();
		let free = of_normal.all_lte(half) && length <= half_length && longest <= half_length;
		let used = Self::used();
		PerShare::from_fn(|share| {
			let largest = Self::largest(share, answer);
			free && largest.all_lte(half) && Self::fits(&used, share, largest)
		})
	}
}

impl<T: Config> FreeShare for Pallet<T> {
	fn ensure_room(share: Share, weight: Weight) -> Result<(), TransactionValidityError> {
		if Self::fits(&Self::used(), share, Self::with_base(weight)) {
			Ok(())
		} else {
			Err(InvalidTransaction::ExhaustsResources.into())
		}
	}

	fn book(share: Share, weight: Weight) {
		let mut rows = Self::used();
		let row = rows.of_mut(share);
		row.weight = row.weight.saturating_add(Self::with_base(weight));
		row.calls = row.calls.saturating_add(1);
		FreeCalls::<T>::put(crate::BlockCalls { block: Self::block(), rows });
	}
}

impl<T: Config> BlockRoom for Pallet<T> {
	fn roomy(share: Share) -> u32 {
		*Room::<T>::get().rows.of(share)
	}
}

/// Once all transactions of a block are in, and before what is idle takes the rest of it.
impl<T: Config> PostTransactions for Pallet<T> {
	/// Counts the block for the rows that it had room for. Takes one without room for answers out of the open
	/// window's roomy ones, whatever has filled it: calls of any class, hooks, bytes, or answers their share of it.
	///
	/// Such a block may have kept devices out. It does not make the draw unmissable by itself, or a fleet
	/// large enough to fill a block could be absent freely: whoever wants that has to fill most of the
	/// window, with calls that pay or with valid answers.
	fn post_transactions() {
		let block = Self::block();
		let mut room = Room::<T>::get();
		if room.block != block {
			return;
		}
		let rooms = Self::rooms();
		room.rows = PerShare::from_fn(|share| {
			room.rows.of(share).saturating_add(u32::from(*rooms.of(share)))
		});
		Room::<T>::put(room);
		let Some(mut window) = OpenWindow::<T>::get() else {
			return;
		};
		// The draw's own block is not counted.
		if window.newest == block && window.blocks > 0 && !rooms.answers {
			window.roomy = window.roomy.saturating_sub(1);
			OpenWindow::<T>::put(window);
		}
	}
}
