//! A client posts a task, takes it back, or collects it.

use crate::{Config, Error, Event, FaultByte, HoldReason, Outputs, Pallet, Tasks};
use frame_support::{
	ensure,
	traits::{fungible::Mutate, tokens::Preservation, Get, Time},
};
use jmt_primitives::{
	tasks::{Amounts, Bench, Exit, Stage, Task, TaskId, Terms, KEPT_MS, MAX_UNITS},
	AccountId,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Posts a task: the service fee goes to the pot, price and deposit are held.
	pub(crate) fn do_post(client: AccountId, terms: Terms) -> DispatchResult {
		let tariff = T::Tariff::get();
		terms
			.check(tariff.least_pay, tariff.most_pay(MAX_UNITS))
			.map_err(|fault| Error::<T>::BadTerms(FaultByte(fault)))?;
		let amounts = Amounts::of(&terms, &tariff).ok_or(Error::<T>::TooLarge)?;
		let Amounts { service, price, deposit, .. } = amounts;
		let held = price.checked_add(deposit).ok_or(Error::<T>::TooLarge)?;

		T::Currency::transfer(&client, &T::Ecosystem::get(), service, Preservation::Preserve)?;
		Self::hold(HoldReason::Price, &client, price)?;
		Self::hold(HoldReason::Deposit, &client, deposit)?;
		Self::book(|books| {
			books.service = books.service.checked_add(service)?;
			books.posted = books.posted.checked_add(held)?;
			Some(())
		})?;
		let id = Self::give_number()?;
		let task = Task::new(id, Self::block(), client.clone(), terms, amounts);
		let terms_hash = task.terms_hash;
		Tasks::<T>::insert(id, task);
		Self::deposit_event(Event::Posted {
			task: id,
			client,
			terms_hash,
			price,
			deposit,
			service,
		});
		Ok(())
	}

	/// Takes a task back before a claim.
	pub(crate) fn do_cancel(client: &AccountId, id: TaskId) -> DispatchResult {
		let task = Self::task_of(client, id)?;
		let stage = Self::position(&task).stage;
		let unclaimed = matches!(
			stage,
			Stage::Drawing(Bench::Crew)
				| Stage::Claiming(Bench::Crew)
				| Stage::Due(Exit::Unfilled(Bench::Crew))
		);
		ensure!(unclaimed && task.crew.slots.is_empty(), Error::<T>::AlreadyClaimed);

		let Amounts { price, deposit, .. } = task.amounts;
		Self::release(HoldReason::Price, client, price)?;
		Self::release(HoldReason::Deposit, client, deposit)?;
		// Both were held together, so that their sum is a balance.
		let released = price.saturating_add(deposit);
		Self::book(|books| {
			books.refunded = books.refunded.checked_add(released)?;
			Some(())
		})?;
		Tasks::<T>::remove(id);
		Self::deposit_event(Event::Cancelled { task: id, released });
		Ok(())
	}

	/// Removes a task that has ended, with its output, and releases its deposit.
	pub(crate) fn do_collect(by: AccountId, id: TaskId) -> DispatchResult {
		let task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		let end = task.end.ok_or(Error::<T>::NotEnded)?;
		let kept_until = end.at.saturating_add(KEPT_MS);
		ensure!(by == task.client || T::Time::now() > kept_until, Error::<T>::StillKept);

		let Amounts { deposit, bounty, .. } = task.amounts;
		let bounty = if by == task.client { 0 } else { bounty };
		let released = deposit.saturating_sub(bounty);
		if bounty > 0 {
			Self::take(HoldReason::Deposit, &task.client, &by, bounty)?;
		}
		Self::release(HoldReason::Deposit, &task.client, released)?;
		Self::book(|books| {
			books.paid = books.paid.checked_add(bounty)?;
			books.refunded = books.refunded.checked_add(released)?;
			Some(())
		})?;
		if let Some(place) = end.result {
			Outputs::<T>::remove(id, place.number());
		}
		Tasks::<T>::remove(id);
		Self::deposit_event(Event::Collected { task: id, by, released, bounty });
		Ok(())
	}

	/// A task of a client's.
	pub(crate) fn task_of(
		client: &AccountId,
		id: TaskId,
	) -> Result<Task, sp_runtime::DispatchError> {
		let task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		ensure!(task.client == *client, Error::<T>::NotClient);
		Ok(task)
	}
}
