//! Stamps: work that covers the whole signal and a block of the last minutes.

use super::Signal;
use crate::{Config, Pallet};
use frame_support::traits::Get;
use jmt_primitives::{
	authorized::{unknown_stamp_block, SignalRefusal},
	proofs::stamp::{zero_bits, Stamp, STAMP_BLOCKS},
};
use sp_runtime::transaction_validity::{TransactionLongevity, TransactionValidityError};

impl<T: Config> Pallet<T> {
	/// Checks a stamp. Returns for how many blocks it is good, the one that is being made included.
	pub(super) fn check_stamp(
		signal: &Signal,
		stamp: &Stamp,
	) -> Result<TransactionLongevity, TransactionValidityError> {
		// The block that is being made, whose parent is the newest one with a hash.
		let making = frame_system::Pallet::<T>::block_number();
		let age = making
			.checked_sub(stamp.block)
			.filter(|age| *age > 0)
			.ok_or_else(unknown_stamp_block)?;
		let left = STAMP_BLOCKS.checked_sub(age).ok_or(SignalRefusal::StampTooOld)?;
		let block = frame_system::Pallet::<T>::block_hash(stamp.block);
		if block.is_zero() {
			return Err(unknown_stamp_block());
		}
		let bits = zero_bits(&Self::genesis_hash(), &signal.hash(), &block, stamp.nonce);
		if bits < T::StampBits::get() {
			return Err(SignalRefusal::StampTooWeak.into());
		}
		Ok(TransactionLongevity::from(left).saturating_add(1))
	}
}
