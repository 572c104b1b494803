//! The laws of the pallet's docs as checks.

use crate::{Config, Pallet, Shares, StreamAccount, Streams};
use frame_support::{ensure, traits::fungible::Inspect};
use jmt_primitives::{
	supply::{Pot, Stream, TOTAL_SUPPLY},
	Balance, Invariants,
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Invariants for Pallet<T> {
	const NAME: &'static str = "Emission";

	fn check() -> Result<(), TryRuntimeError> {
		Self::issuance_is_the_total_supply()?;
		Self::pots_exist()?;
		Self::mining_pot_covers_what_is_left()?;
		Self::credits_are_the_release()?;
		Streams::<T>::iter().try_for_each(|(stream, account)| {
			Self::returns_within_withdrawals(&account)?;
			Self::withdrawals_within_credit(stream, &account)
		})
	}
}

impl<T: Config> Pallet<T> {
	/// The total issuance is 50 B.
	fn issuance_is_the_total_supply() -> Result<(), TryRuntimeError> {
		ensure!(
			T::Currency::total_issuance() == TOTAL_SUPPLY,
			"emission: the issuance is not the total supply"
		);
		Ok(())
	}

	/// Every pot that genesis mints into holds at least the existential deposit and has a provider besides its balance.
	fn pots_exist() -> Result<(), TryRuntimeError> {
		for pot in Pot::ENDOWED {
			ensure!(
				Self::pot_balance(pot) >= T::Currency::minimum_balance(),
				"emission: a pot holds less than the existential deposit"
			);
			ensure!(
				frame_system::Pallet::<T>::providers(&Self::account_of(pot)) > 1,
				"emission: a pot lives by its balance alone"
			);
		}
		Ok(())
	}

	/// The mining pot holds at least 15 B less the net withdrawals of the streams.
	fn mining_pot_covers_what_is_left() -> Result<(), TryRuntimeError> {
		let withdrawn = Streams::<T>::iter_values()
			.try_fold(0, |sum: Balance, account| sum.checked_add(account.net_withdrawn()))
			.ok_or("emission: the withdrawals overflow")?;
		let left = Pot::Mining
			.genesis_balance()
			.checked_sub(withdrawn)
			.ok_or("emission: more was withdrawn than the mining pot had")?;
		ensure!(
			Self::pot_balance(Pot::Mining) >= left,
			"emission: the mining pot holds less than was not withdrawn"
		);
		Ok(())
	}

	/// The shares sum to one, and the credits when they were set sum to the release until then.
	fn credits_are_the_release() -> Result<(), TryRuntimeError> {
		let division = Shares::<T>::get();
		ensure!(division.shares.sum_to_one(), "emission: the shares do not sum to one");
		let credited = division
			.devices
			.checked_add(division.validators)
			.and_then(|sum| sum.checked_add(division.gateways))
			.ok_or("emission: the credits overflow")?;
		ensure!(
			credited == division.released,
			"emission: the credits do not add up to the release"
		);
		ensure!(
			division.released <= Pot::Mining.genesis_balance(),
			"emission: more was released than the mining pot had"
		);
		Ok(())
	}

	/// A stream returned no more than it withdrew, and spreads no more than was returned.
	fn returns_within_withdrawals(account: &StreamAccount) -> Result<(), TryRuntimeError> {
		ensure!(
			account.returned <= account.withdrawn,
			"emission: a stream returned more than it withdrew"
		);
		ensure!(
			account.spreading <= account.returned,
			"emission: a stream spreads more than was returned"
		);
		Ok(())
	}

	/// The net withdrawals of a stream are within its credit at the time of its last withdrawal.
	fn withdrawals_within_credit(
		stream: Stream,
		account: &StreamAccount,
	) -> Result<(), TryRuntimeError> {
		ensure!(
			account.net_withdrawn() <= Self::credited(stream, account.withdrawn_at),
			"emission: a stream withdrew more than was released to it"
		);
		Ok(())
	}
}
