//! Streams: credited with a share of the release, drawn and given back.

use crate::{schedule, Config, Error, Event, Launch, Pallet, StreamAccount, Streams};
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
	supply::{Pot, Stream},
	traits::RewardStream,
	Balance, Moment,
};
use sp_runtime::{ArithmeticError, DispatchResult};

/// The device stream, for the pallet that pays devices.
pub struct DeviceStream<T>(PhantomData<T>);

impl<T: Config> RewardStream<T::AccountId> for DeviceStream<T> {
	fn available() -> Balance {
		Pallet::<T>::available_from(Stream::Devices)
	}

	fn draw(to: &T::AccountId, amount: Balance) -> DispatchResult {
		Pallet::<T>::draw(Stream::Devices, to, amount)
	}

	fn give_back(from: &T::AccountId, amount: Balance) -> DispatchResult {
		Pallet::<T>::give_back(Stream::Devices, from, amount)
	}
}

impl<T: Config> Pallet<T> {
	/// What the schedule has released by `at`, in planck; 0 before launch.
	pub fn released(at: Moment) -> Balance {
		Launch::<T>::get().map_or(0, |launch| schedule::released(launch, at))
	}

	/// What was released to a stream by `at`, in planck: its share of the release, floored.
	pub fn credited(stream: Stream, at: Moment) -> Balance {
		match stream {
			Stream::Devices => T::DeviceShare::get().mul_floor(Self::released(at)),
			Stream::Validators | Stream::Gateways => 0,
		}
	}

	/// What can be drawn from a stream now, in planck.
	pub fn available_from(stream: Stream) -> Balance {
		Self::available_to(&Streams::<T>::get(stream), stream, T::Time::now())
	}

	/// The lesser of what the stream is due and what the mining pot can give without ceasing to exist.
	fn available_to(account: &StreamAccount, stream: Stream, now: Moment) -> Balance {
		let due = account.available(Self::credited(stream, now), now);
		let pot = Self::account_of(Pot::Mining);
		due.min(T::Currency::reducible_balance(&pot, Preservation::Preserve, Fortitude::Polite))
	}

	/// Moves `amount` planck from the mining pot to `to`. Nothing happens when it is 0.
	///
	/// Errors, with nothing moved: [`Error::StreamExhausted`], [`Error::SelfTransfer`], and the
	/// currency's when `to` cannot receive the amount.
	pub(crate) fn draw(stream: Stream, to: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let now = T::Time::now();
		let pot = Self::account_of(Pot::Mining);
		ensure!(*to != pot, Error::<T>::SelfTransfer);
		let account = Streams::<T>::get(stream);
		ensure!(amount <= Self::available_to(&account, stream, now), Error::<T>::StreamExhausted);
		let account = account.after_draw(amount, now).ok_or(ArithmeticError::Overflow)?;

		T::Currency::transfer(&pot, to, amount, Preservation::Preserve)?;
		Streams::<T>::insert(stream, account);
		Self::deposit_event(Event::Drawn { stream, to: to.clone(), amount });
		Ok(())
	}

	/// Moves `amount` planck from `from` back to the mining pot. Nothing happens when it is 0.
	///
	/// Errors, with nothing moved: [`Error::ExceedsDrawn`], [`Error::SelfTransfer`], and the currency's
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
		ensure!(amount <= account.net_drawn(), Error::<T>::ExceedsDrawn);
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
