//! An airdrop ends, and its flags are removed step by step.

use crate::{
	Airdrop, Airdrops, Claimed, Config, Error, Event, HoldReason, Lists, Pallet, Sweep, Sweeps,
};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, tokens::Precision, Get, Time},
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Ends the airdrop if its deadline has come, then removes up to [`Config::SweepChunks`] chunks of its
	/// flags. Returns how many.
	pub(crate) fn do_sweep(id: u32) -> Result<u32, DispatchError> {
		let Sweep { next, chunks } = match Airdrops::<T>::get(id) {
			Some(airdrop) => {
				ensure!(T::Time::now() >= airdrop.until, Error::<T>::AirdropRunning);
				Self::end(id, &airdrop)?;
				Sweep { next: 0, chunks: airdrop.chunks() }
			},
			None => Sweeps::<T>::get(id).ok_or(Error::<T>::UnknownAirdrop)?,
		};
		let to = next.saturating_add(T::SweepChunks::get()).min(chunks);
		(next..to).for_each(|chunk| Claimed::<T>::remove(id, chunk));
		let left = chunks.saturating_sub(to);
		if left == 0 {
			Sweeps::<T>::remove(id);
		} else {
			Sweeps::<T>::insert(id, Sweep { next: to, chunks });
		}
		let swept = to.saturating_sub(next);
		Self::deposit_event(Event::AirdropSwept { id, chunks: swept, left });
		Ok(swept)
	}

	/// Forgets the airdrop and its list, and releases the rest.
	fn end(id: u32, airdrop: &Airdrop) -> Result<(), DispatchError> {
		let returned = airdrop.rest();
		Airdrops::<T>::remove(id);
		Lists::<T>::remove(airdrop.root);
		if returned > 0 {
			T::Currency::release(
				&HoldReason::Airdrop.into(),
				&T::Pot::get(),
				returned,
				Precision::Exact,
			)?;
		}
		let Airdrop { claims, claimed, .. } = *airdrop;
		Self::deposit_event(Event::AirdropEnded { id, claims, claimed, returned });
		Ok(())
	}
}
