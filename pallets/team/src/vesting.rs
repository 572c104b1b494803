//! Vested amounts, of the team and of a beneficiary.

use crate::{schedule, Beneficiaries, Config, Paid, Pallet, VestingStatus};
use alloc::vec::Vec;
use frame_support::traits::{
	fungible::Inspect,
	tokens::{Fortitude, Preservation},
	Get, Time,
};
use jmt_primitives::{Balance, Moment};
use sp_runtime::Perbill;

impl<T: Config> Pallet<T> {
	/// The team's vested JMT by `at`, in planck; 0 before launch. Claims and the number of beneficiaries do
	/// not change it.
	pub fn vested(at: Moment) -> Balance {
		T::Launch::get().map_or(0, |launch| Self::worth(Self::vested_tranches(launch, at)))
	}

	/// The team's unvested JMT at `now`, in planck; all of it before launch.
	pub fn unvested(now: Moment) -> Balance {
		// `vested` is at most the total.
		T::Total::get().saturating_sub(Self::vested(now))
	}

	/// Paid to all beneficiaries, in planck.
	pub fn paid() -> Balance {
		Paid::<T>::get()
	}

	/// How a beneficiary stands now.
	pub(crate) fn vesting_of(who: &T::AccountId) -> Option<VestingStatus> {
		let beneficiary = Beneficiaries::<T>::get(who)?;
		let now = T::Time::now();
		let vested = Self::vested(now);
		Some(VestingStatus {
			share: beneficiary.share,
			group: beneficiary.group,
			entitled: beneficiary.share_of(T::Total::get()),
			vested: beneficiary.share_of(vested),
			paid: beneficiary.paid,
			claimable: beneficiary.due(vested).min(Self::payable()),
			next_at: T::Launch::get()
				.and_then(|launch| schedule::next_cliff(launch, T::Tranches::get(), now)),
		})
	}

	/// Every cliff, first to last; none before launch.
	pub(crate) fn all_cliffs() -> Vec<Moment> {
		T::Launch::get()
			.map_or_else(Vec::new, |launch| schedule::cliffs(launch, T::Tranches::get()).collect())
	}

	/// How many tranches have vested at `at`.
	pub(crate) fn vested_tranches(launch: Moment, at: Moment) -> u32 {
		schedule::vested_tranches(launch, T::Tranches::get(), at)
	}

	/// Value of a number of tranches, in planck: at most the total, since there are no more than
	/// [`Config::Tranches`] of them.
	pub(crate) fn worth(tranches: u32) -> Balance {
		Self::tranche().saturating_mul(Balance::from(tranches))
	}

	/// The pot's balance less its existential deposit, in planck.
	pub(crate) fn payable() -> Balance {
		T::Currency::reducible_balance(&T::Pot::get(), Preservation::Preserve, Fortitude::Polite)
	}

	/// One tranche, in planck.
	fn tranche() -> Balance {
		// `integrity_test` refuses a schedule without tranches.
		T::Total::get().checked_div(Balance::from(T::Tranches::get())).unwrap_or(0)
	}

	/// Panics unless the total is made of equal tranches, and every possible share of a tranche is a whole
	/// number of planck.
	pub(crate) fn assert_shares_are_exact() {
		let (total, tranches) = (T::Total::get(), T::Tranches::get());
		assert!(tranches > 0, "there is a tranche");
		assert!(total > 0, "there is something to pay");
		assert_eq!(Self::worth(tranches), total, "the total is divisible by the tranches");
		let parts = Balance::from(Perbill::one().deconstruct());
		assert_eq!(
			Self::tranche().checked_rem(parts),
			Some(0),
			"a tranche is divisible into parts of a billion"
		);
	}
}
