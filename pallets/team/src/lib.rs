//! The team's 5 billion JMT: ten yearly tranches.
//!
//! # Words
//!
//! * **Pot**: the keyless account that genesis mints the team's JMT into.
//! * **Beneficiary**: an account with a **share** of the whole, and the **group** that it belongs to:
//!   founders, technical team, advisors or supporters.
//! * **Tranche**: one of [`Config::Tranches`] equal parts of [`Config::Total`]: 500 million JMT of 5
//!   billion.
//! * **Cliff**: the moment at which a tranche vests as a whole: the n-th **anniversary** of launch, with no
//!   vesting in between.
//! * **Vested**: the tranches whose cliff has come; **entitled**: all of them. Both of the team or of a
//!   beneficiary.
//! * **Paid**: the sum of a beneficiary's claims. **Due**: vested less paid.
//!
//! # How it works
//!
//! Genesis names the beneficiaries, once and for all. From then on the pallet waits: the number of vested
//! tranches is a closed form of launch and time ([`schedule`]), and a beneficiary takes what is due by
//! [`Pallet::claim`], at once or years later. [`Pallet::hand_over`] moves a beneficiary's record, with all
//! that is unclaimed and all that is to come, to another account.
//!
//! Cliffs are calendar years: [`jmt_primitives::time::anniversary`] of the launch, in UTC, each counted
//! from the launch itself. A launch on 29 February has its cliffs on the 28th in years without a 29th. The
//! time of the cliff pays, the millisecond before does not. Shares are parts in a billion, and a tranche is
//! a multiple of a billion planck, so that shares of tranches are exact and nothing is rounded.
//!
//! # Locked money
//!
//! Unclaimed money is in the pot, not in the beneficiary's account: no lock, hold or freeze keeps it back, it
//! is simply not there. A locked amount therefore cannot be transferred, staked, slashed or counted in a
//! vote by anybody: the beneficiary's balance does not have it, and the pot has no key to sign with. A slash
//! of a beneficiary's whole balance does not change the amount due.
//!
//! # The last existential deposit
//!
//! A pot has to exist for good, so it keeps the existential deposit, 0.01 JMT. A claim pays the lesser of the
//! amount due and the pot's balance above that deposit, and counts only the payment. When all ten tranches
//! have been claimed, the last claimant is therefore short by the existential deposit. It stays due:
//! anybody can send the pot as much, and the next claim pays it.
//!
//! # Laws
//!
//! Checked by [`jmt_primitives::Invariants`]:
//!
//! 1. There are as many beneficiaries as genesis named, and their shares sum to one; or there is none.
//! 2. The pot is no beneficiary.
//! 3. No beneficiary was paid more than it is entitled to.
//! 4. The payments of the beneficiaries sum to the payments of the team.
//! 5. The pot holds at least the total less what was paid. Anybody may send JMT to the pot, so it can hold
//!    more; the surplus pays the withheld existential deposit, and its rest stays in the pot.
//!
//! # Example
//!
//! `src/tests/example.rs`: Alice, a founder, claims her tranches and changes her account.
//!
//! # Limits
//!
//! * Without beneficiaries at genesis (a network that has not named its team) everything stays in the pot
//!   for good; only an upgrade of the runtime could name them later.
//! * A clock that runs backwards takes no payment back: claims pay again when it has caught up.
//! * A handover is the holder's word alone. The chain cannot know whether the new account has a key: a share
//!   handed over to an account without one is lost. Only the pot is refused.
//! * A claim costs a fee like every call, so a beneficiary needs some JMT before the first one.
//! * The pallet must stand behind the one that mints the pot in the runtime, since genesis refuses to name
//!   beneficiaries while the pot holds less than the total.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod claim;
mod genesis;
mod hand_over;
#[cfg(test)]
mod mock;
pub mod schedule;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
mod vesting;
pub mod weights;

pub use pallet::*;
#[cfg(feature = "runtime-benchmarks")]
pub use types::BenchmarkHelper;
pub use types::{Beneficiary, Group, VestingStatus};
pub use weights::WeightInfo;

/// The team's 5 billion JMT: ten yearly tranches.
#[frame_support::pallet]
pub mod pallet {
	#[cfg(feature = "runtime-benchmarks")]
	use super::BenchmarkHelper;
	use super::{genesis, Beneficiary, Group, VestingStatus, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, Time},
	};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{Balance, Moment};
	use sp_runtime::Perbill;

	/// Version of the storage.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Pays the team's tranches.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The runtime's decisions.
	#[pallet::config]
	#[pallet::disable_frame_system_supertrait_check]
	pub trait Config: jmt_frame::Chain {
		/// The native token.
		type Currency: fungible::Inspect<Self::AccountId, Balance = Balance>
			+ fungible::Mutate<Self::AccountId>;

		/// The keyless account that holds the team's JMT. With a key to it, its holder could move locked
		/// money.
		type Pot: Get<Self::AccountId>;

		/// The moment that the release counts from, in ms; none before launch. It must not change once
		/// there is one.
		type Launch: Get<Option<Moment>>;

		/// Wall-clock time in ms, as the timestamp inherent sets it.
		type Time: Time<Moment = Moment>;

		/// The team's JMT as a whole, in planck: 5 billion JMT. Not divisible into tranches of whole
		/// billions of planck, shares would be rounded: refused by `integrity_test`.
		#[pallet::constant]
		type Total: Get<Balance>;

		/// Number of yearly tranches. 10 is the white paper's; 0 is refused by `integrity_test`. A claim
		/// looks at each cliff.
		#[pallet::constant]
		type Tranches: Get<u32>;

		/// Most beneficiaries that genesis may name. 100 is sensible. Only genesis and `try_state` look at
		/// all of them.
		#[pallet::constant]
		type MaxBeneficiaries: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Prepares the pallets that the runtime wires to this one for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	/// Every beneficiary by its account. Genesis writes them and a handover moves them, so that their
	/// number stays that of genesis, at most [`Config::MaxBeneficiaries`]. No deposit pays for them, and
	/// they stay when all has been paid.
	///
	/// `Blake2_128Concat`: a handover goes to any account.
	#[pallet::storage]
	pub type Beneficiaries<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Beneficiary, OptionQuery>;

	/// Number of beneficiaries that genesis named.
	#[pallet::storage]
	pub type Count<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Paid to all beneficiaries, in planck. Never falls.
	#[pallet::storage]
	pub type Paid<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Genesis: names the beneficiaries.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Accounts with their shares, in parts of a billion. Either none, and everything stays in the pot,
		/// or shares that sum to exactly one. Building panics otherwise, as on an account that is named
		/// twice, a share of zero, the pot as beneficiary, more than `MaxBeneficiaries`, and a pot that
		/// holds less than `Total`.
		pub beneficiaries: Vec<(T::AccountId, Group, Perbill)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			genesis::name_beneficiaries::<T>(&self.beneficiaries);
		}
	}

	/// Payments and handovers of the team's JMT.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A beneficiary claimed and was paid.
		Claimed {
			who: T::AccountId,
			/// In planck.
			amount: Balance,
			/// Tranches that had vested by then, those paid before included.
			tranches: u32,
		},
		/// A beneficiary handed its record over.
		HandedOver {
			from: T::AccountId,
			/// The new beneficiary, with the same share and all that is unclaimed.
			to: T::AccountId,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The sender has no share of the team's JMT. Send the call from the account that has it now: see
		/// the view function `vesting`.
		NotBeneficiary,
		/// The chain has not been launched, so no cliff has a date.
		NotLaunched,
		/// All that has vested was paid. The view function `vesting` names the next cliff.
		NothingDue,
		/// All that the pot still holds is its existential deposit. Send it JMT, then claim again.
		PotExhausted,
		/// The receiver is a beneficiary; the sender itself is one too. Hand over to an account without a
		/// share.
		AlreadyBeneficiary,
		/// The receiver is the team's pot, which has no key to claim with.
		ReceiverIsPot,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			Self::assert_shares_are_exact();
			assert!(T::MaxBeneficiaries::get() > 0, "genesis can name a beneficiary");
			let blocks = T::BlockWeights::get();
			let limit = blocks.get(DispatchClass::Normal).max_extrinsic.unwrap_or(blocks.max_block);
			assert!(T::WeightInfo::claim().all_lte(limit), "a claim fits a block");
			assert!(T::WeightInfo::hand_over().all_lte(limit), "a handover fits a block");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			<Self as jmt_primitives::Invariants>::check()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Pays the sender what is due: the share of every tranche that has vested, less earlier payments.
		///
		/// Tranches that were unclaimed for years are paid at once. The pot keeps its existential deposit: a
		/// claim that would take it pays the rest, and the withheld amount stays due.
		///
		/// Fails with `NotBeneficiary`, `NotLaunched`, `NothingDue`, `PotExhausted`, or the token's error
		/// when the sender's account cannot receive the amount. Emits `Claimed`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::claim())]
		pub fn claim(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let (amount, tranches) = Self::do_claim(&who)?;
			Self::deposit_event(Event::Claimed { who, amount, tranches });
			Ok(())
		}

		/// Hands the sender's share over to `to`, with all that is unclaimed and all that is to come.
		///
		/// It cannot be taken back: from then on only `to` can claim or hand over. Make sure that `to` is an
		/// account that somebody can sign for.
		///
		/// Fails with `NotBeneficiary`, `AlreadyBeneficiary` or `ReceiverIsPot`. Emits `HandedOver`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::hand_over())]
		pub fn hand_over(origin: OriginFor<T>, to: T::AccountId) -> DispatchResult {
			let from = ensure_signed(origin)?;
			Self::do_hand_over(&from, &to)?;
			Self::deposit_event(Event::HandedOver { from, to });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The team's vested JMT by a moment in ms, in planck; 0 before launch.
		pub fn vested_by(at: Moment) -> Balance {
			Self::vested(at)
		}

		/// Entitled, paid and claimable amounts of a beneficiary; `None` when the account is none.
		pub fn vesting(who: T::AccountId) -> Option<VestingStatus> {
			Self::vesting_of(&who)
		}

		/// The moment of every cliff, in ms, first to last; empty before launch.
		pub fn schedule() -> Vec<Moment> {
			Self::all_cliffs()
		}
	}
}
