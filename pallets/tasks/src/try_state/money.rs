//! Holds and books.

use crate::{Books, Config, HoldReason, Pallet, Tasks, Workers};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use jmt_primitives::{
	tasks::{Task, Why},
	AccountId, Balance,
};
use sp_runtime::TryRuntimeError;

/// That which each account has on hold for one reason.
type Sums = BTreeMap<AccountId, Balance>;

fn sum_up(of: impl Iterator<Item = (AccountId, Balance)>) -> Result<Sums, TryRuntimeError> {
	let mut sums = Sums::new();
	for (who, amount) in of {
		let sum = sums.entry(who).or_default();
		*sum = sum.checked_add(amount).ok_or("the holds of an account overflow")?;
	}
	Ok(sums)
}

/// The pay that is held of a task's challenger, until it ends.
fn challenge(task: &Task) -> Option<(AccountId, Balance)> {
	let panel = task.panel.as_ref().filter(|_| task.end.is_none())?;
	match &panel.why {
		Why::Challenged(challenger) => {
			Some((challenger.clone(), task.amounts.challenge(&task.terms.mode)?))
		},
		Why::Lot | Why::Split => None,
	}
}

impl<T: Config> Pallet<T> {
	/// That which is due to be held, by reason.
	fn due() -> Result<[(HoldReason, Sums); 4], TryRuntimeError> {
		let open = || Tasks::<T>::iter_values().filter(|task| task.end.is_none());
		let prices = open().map(|task| (task.client, task.amounts.price));
		let deposits = Tasks::<T>::iter_values().map(|task| (task.client, task.amounts.deposit));
		let challenges = open().filter_map(|task| challenge(&task));
		let stakes = Workers::<T>::iter_values().map(|worker| (worker.owner, worker.staked));
		Ok([
			(HoldReason::Price, sum_up(prices)?),
			(HoldReason::Deposit, sum_up(deposits)?),
			(HoldReason::Challenge, sum_up(challenges)?),
			(HoldReason::Stake, sum_up(stakes)?),
		])
	}

	/// Of each account the prices and deposits of its tasks, the pay of the panels that it asked for, and the stakes of its
	/// workers are held, each for its own reason, and nothing else is.
	pub(super) fn holds_are_due() -> Result<(), TryRuntimeError> {
		let due = Self::due()?;
		for who in frame_system::Account::<T>::iter_keys() {
			for (reason, sums) in &due {
				let held = T::Currency::balance_on_hold(&(*reason).into(), &who);
				let due = sums.get(&who).copied().unwrap_or_default();
				ensure!(held == due, "what is held of an account is not what is due");
			}
		}
		let exists = |who: &AccountId| frame_system::Account::<T>::contains_key(who);
		let all = due.iter().flat_map(|(_, sums)| sums.keys());
		for who in all {
			ensure!(exists(who), "an account that has something on hold is gone");
		}
		Ok(())
	}

	/// All that was held for tasks was paid, went to the pot, went back, or is held; all stakes went back, to the pot, to
	/// those who judged, or are held.
	pub(super) fn books_balance() -> Result<(), TryRuntimeError> {
		let books = Books::<T>::get();
		let [prices, deposits, challenges, stakes] = Self::due()?.map(|(_, sums)| {
			sums.values().fold(0, |sum: Balance, amount| sum.saturating_add(*amount))
		});
		let sum = |of: &[Balance]| of.iter().fold(0, |sum: Balance, of| sum.saturating_add(*of));
		let of_tasks = [books.paid, books.fees, books.refunded, prices, deposits, challenges];
		ensure!(books.posted == sum(&of_tasks), "the money of tasks does not add up");
		let of_stakes = [books.unstaked, books.slashed, books.awarded, stakes];
		ensure!(books.staked == sum(&of_stakes), "the stakes do not add up");
		Ok(())
	}
}
