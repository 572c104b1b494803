//! Streams: credited with a share of the release, withdrawn and given back.

use crate::{
	schedule, Config, Error, Event, Launch, Pallet, Shares, StreamAccount, StreamStatus, Streams,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude, Preservation},
		Get, Time,
	},
};
use jmt_primitives::{
	supply::{Pot, RewardStream, Stream, StreamShares},
	Balance, Moment,
};
use sp_runtime::{ArithmeticError, DispatchResult};

/// A stream as the pallet that pays it out sees it; `S` says which.
pub struct StreamOf<T, S>(PhantomData<(T, S)>);

/// [`Stream::Devices`] as a type.
pub struct ToDevices;

/// [`Stream::Validators`] as a type.
pub struct ToValidators;

/// [`Stream::Gateways`] as a type.
pub struct ToGateways;

impl Get<Stream> for ToDevices {
	fn get() -> Stream {
		Stream::Devices
	}
}

impl Get<Stream> for ToValidators {
	fn get() -> Stream {
		Stream::Validators
	}
}

impl Get<Stream> for ToGateways {
	fn get() -> Stream {
		Stream::Gateways
	}
}

/// The device stream.
pub type DeviceStream<T> = StreamOf<T, ToDevices>;

/// The validator stream.
pub type ValidatorStream<T> = StreamOf<T, ToValidators>;

/// The gateway stream.
pub type GatewayStream<T> = StreamOf<T, ToGateways>;

impl<T: Config, S: Get<Stream>> RewardStream for StreamOf<T, S> {
	fn available() -> Balance {
		Pallet::<T>::available_from(S::get())
	}

	fn withdraw(to: &T::AccountId, amount: Balance) -> DispatchResult {
		Pallet::<T>::withdraw(S::get(), to, amount)
	}

	fn give_back(from: &T::AccountId, amount: Balance) -> DispatchResult {
		Pallet::<T>::give_back(S::get(), from, amount)
	}
}

impl<T: Config> Pallet<T> {
	/// Released by the schedule by `at`, in planck; 0 before launch.
	pub fn released(at: Moment) -> Balance {
		Launch::<T>::get().map_or(0, |launch| schedule::released(launch, at))
	}

	/// A stream's credit by `at`, in planck: its credit when the shares were set, and its share of the
	/// release since. The streams' credits add up to the release.
	pub fn credited(stream: Stream, at: Moment) -> Balance {
		Shares::<T>::get().credited(stream, Self::released(at))
	}

	/// Divides the release from now on by other shares. Earlier credits stay.
	///
	/// Errors, with nothing changed: [`Error::SharesNotOne`].
	pub(crate) fn divide(shares: StreamShares) -> DispatchResult {
		ensure!(shares.sum_to_one(), Error::<T>::SharesNotOne);
		let at = T::Time::now();
		let released = Self::released(at);
		Shares::<T>::mutate(|division| *division = division.divided_by(shares, released));
		Self::deposit_event(Event::SharesSet { shares, at, released });
		Ok(())
	}

	/// Every stream's share, credit and withdrawals at the current time.
	pub(crate) fn all_streams() -> Vec<StreamStatus> {
		let now = T::Time::now();
		let shares = Shares::<T>::get().shares;
		Stream::ALL
			.into_iter()
			.map(|stream| StreamStatus {
				stream,
				share: shares.of(stream),
				credited: Self::credited(stream, now),
				withdrawn: Streams::<T>::get(stream).net_withdrawn(),
				available: Self::available_from(stream),
			})
			.collect()
	}

	/// Available to a stream now, in planck.
	pub fn available_from(stream: Stream) -> Balance {
		Self::available_to(&Streams::<T>::get(stream), stream, T::Time::now())
	}

	/// The lesser of the stream's due and the mining pot's balance above its existential deposit.
	fn available_to(account: &StreamAccount, stream: Stream, now: Moment) -> Balance {
		let due = account.available(Self::credited(stream, now), now);
		let pot = Self::account_of(Pot::Mining);
		due.min(T::Currency::reducible_balance(&pot, Preservation::Preserve, Fortitude::Polite))
	}

	/// Moves `amount` planck from the mining pot to `to`, unless it is 0.
	///
	/// Errors, with nothing moved: [`Error::NotLaunched`], [`Error::StreamExhausted`],
	/// [`Error::SelfTransfer`], and the currency's when `to` cannot receive the amount.
	pub(crate) fn withdraw(stream: Stream, to: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		ensure!(Launch::<T>::exists(), Error::<T>::NotLaunched);
		let now = T::Time::now();
		let pot = Self::account_of(Pot::Mining);
		ensure!(*to != pot, Error::<T>::SelfTransfer);
		let account = Streams::<T>::get(stream);
		ensure!(amount <= Self::available_to(&account, stream, now), Error::<T>::StreamExhausted);
		let account = account.after_withdrawal(amount, now).ok_or(ArithmeticError::Overflow)?;

		T::Currency::transfer(&pot, to, amount, Preservation::Preserve)?;
		Streams::<T>::insert(stream, account);
		Self::deposit_event(Event::Withdrawn { stream, to: to.clone(), amount });
		Ok(())
	}

	/// Moves `amount` planck from `from` back to the mining pot, unless it is 0.
	///
	/// Errors, with nothing moved: [`Error::ExceedsWithdrawn`], [`Error::SelfTransfer`], and the currency's
	/// when `from` has less, or would keep something that is less than the existential deposit: a return
	/// makes no dust.
	pub(crate) fn give_back(
		stream: Stream,
		from: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let now = T::Time::now();
		let pot = Self::account_of(Pot::Mining);
		ensure!(*from != pot, Error::<T>::SelfTransfer);
		let account = Streams::<T>::get(stream);
		ensure!(amount <= account.net_withdrawn(), Error::<T>::ExceedsWithdrawn);
		let account = account.after_give_back(amount, now).ok_or(ArithmeticError::Overflow)?;

		let preservation = if T::Currency::total_balance(from) == amount {
			Preservation::Expendable
		} else {
			Preservation::Preserve
		};
		T::Currency::transfer(from, &pot, amount, preservation)?;
		Streams::<T>::insert(stream, account);
		Self::deposit_event(Event::GivenBack { stream, from: from.clone(), amount });
		Ok(())
	}
}
