//! The conditions on which a signal is taken without a fee.

use super::{Fault, Signal};
use crate::{Config, Pallet};
use frame_support::{pallet_prelude::ValidTransaction, weights::Weight};
use jmt_primitives::{
	authorized::{valid_signal, FreeShare, Share, SignalRefusal},
	proofs::stamp::Stamp,
};
use sp_runtime::transaction_validity::TransactionValidityError;

impl<T: Config> Pallet<T> {
	/// Whether a signal may enter a block without a fee, and how the pool is to treat it. Runs in the pool and again
	/// inside the block.
	///
	/// It provides `(SIGNAL_TAG, scope, nullifier)`: one signal of a member about a topic is in the pool at most,
	/// whatever its proof, of which anybody makes others, and its stamp.
	pub(crate) fn authorize_signal(
		signal: &Signal,
		stamp: Option<&Stamp>,
	) -> Result<(ValidTransaction, Weight), TransactionValidityError> {
		let stamp = stamp.ok_or(SignalRefusal::NoStamp)?;
		T::FreeShare::ensure_room(Share::ZeroKnowledge, Self::signal_weight(Some(stamp)))?;
		let checked = Self::check(signal, None).map_err(Fault::validity)?;
		let longevity = Self::check_stamp(signal, stamp)?;
		Self::prove(signal, &checked).map_err(Fault::validity)?;
		let valid = valid_signal(&checked.scope, &signal.proof.nullifier.0, longevity);
		Ok((valid, Weight::zero()))
	}
}
