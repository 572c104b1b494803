//! A result stands: the client accepts or refuses it, anybody challenges it.

use crate::{Config, Error, HoldReason, Pallet, Tasks};
use frame_support::ensure;
use jmt_primitives::{
	tasks::{Against, Mode, Stage, TaskId, Why},
	AccountId,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// The client accepts, before the window closes and behind the lot. Not where a worker contradicts: a client that
	/// holds the quorum would else take its window to challenge from it.
	pub(crate) fn do_accept(client: &AccountId, id: TaskId) -> DispatchResult {
		let mut task = Self::task_of(client, id)?;
		let stage = Self::position(&task).stage;
		let stands = matches!(stage, Stage::Standing(Against::Refusal | Against::Challenge));
		ensure!(stands && !task.crew.is_split(), Error::<T>::NotStanding);
		let settlement = task.accepted();
		Self::end_task(id, &mut task, &settlement)?;
		Ok(())
	}

	/// The client refuses.
	pub(crate) fn do_reject(client: &AccountId, id: TaskId) -> DispatchResult {
		let mut task = Self::task_of(client, id)?;
		let accepts = matches!(task.terms.mode, Mode::Accept { .. });
		let stands = Self::position(&task).stage == Stage::Standing(Against::Refusal);
		ensure!(accepts && stands, Error::<T>::NotRefusable);
		let settlement = task.rejected();
		Self::end_task(id, &mut task, &settlement)?;
		Ok(())
	}

	/// Somebody challenges.
	pub(crate) fn do_challenge(challenger: AccountId, id: TaskId) -> DispatchResult {
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		let stands = Self::position(&task).stage == Stage::Standing(Against::Challenge);
		ensure!(stands, Error::<T>::NotChallengeable);
		let pay = task.amounts.challenge(&task.terms.mode).ok_or(Error::<T>::NotChallengeable)?;
		Self::hold(HoldReason::Challenge, &challenger, pay)?;
		Self::book(|books| {
			books.posted = books.posted.checked_add(pay)?;
			Some(())
		})?;
		Self::call_panel(id, &mut task, Why::Challenged(challenger))?;
		Tasks::<T>::insert(id, task);
		Ok(())
	}
}
