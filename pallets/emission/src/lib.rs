//! The fixed supply of JMT: pots, release schedule and streams.
//!
//! # Words
//!
//! * **Pot**: a keyless account ([`jmt_primitives::supply::Pot`]). Genesis mints all 50 B into four of them
//!   and nowhere else; from then on JMT only move. The other two hold withdrawn rewards until they are
//!   collected.
//! * **Release**: the amount that the schedule has let out of the mining pot by a moment of wall-clock time,
//!   `min(15 B, 4.1 M x (t - launch) / day)`, floored to the planck ([`schedule::released`]).
//! * **Launch**: the moment that the release counts from: the first timestamp that is not before
//!   [`Config::EarliestLaunch`], or the one in genesis.
//! * **Stream**: a receiver of a share of the release ([`jmt_primitives::supply::Stream`]).
//! * **Shares**: how the release is divided among the streams from the moment on at which they were set.
//! * **Withdrawn, returned**: the sums that a stream's consumer took out of the mining pot and gave back.
//! * **Spreading**: returned money becomes available again linearly over a day.
//!
//! # How it works
//!
//! The release is a closed form of the time, without work per day or block: an outage loses no money, and it
//! does not matter how often anybody asks. A stream's credit is its share of the release: its credit when the
//! shares were set last, and its part of the release since ([`Division`]). Shares sum to one, and the
//! credits add up to the release to the planck. The stream's consumer, another pallet, meets it through
//! [`jmt_primitives::supply::RewardStream`], implemented by [`DeviceStream`] and its siblings, and the money
//! moves from the mining pot when it is withdrawn.
//!
//! Credit that a stream does not withdraw stays in the mining pot, and is its own for good: no other stream
//! can withdraw it, and a change of shares does not touch it.
//!
//! A return starts a fresh day for all that had not been spread yet, so that a stream needs one window
//! rather than a list of them. The available amount never falls by it. A single return waits for half a day
//! on average, and a day when returns never cease; a day after the last one all is available.
//!
//! # Laws
//!
//! Checked by [`jmt_primitives::Invariants`]:
//!
//! 1. The total issuance is 50 B.
//! 2. Every pot that genesis mints into exists and holds at least the existential deposit.
//! 3. The mining pot holds at least 15 B less the net withdrawals of the streams. Anybody may send JMT to a
//!    pot, so it can hold more.
//! 4. A stream returned no more than it withdrew, and spreads no more than was returned.
//! 5. The net withdrawals of a stream never exceed its credit at the time of its last withdrawal.
//! 6. The shares sum to one, and the credits when they were set sum to the release until then.
//!
//! # Example
//!
//! `src/tests/example.rs`: a day of release, and the streams that Alice's device and a validator live on.
//!
//! # Limits
//!
//! The pots have no key, and the pallet's one call moves no money: only the streams take JMT out of the
//! mining pot. The last existential deposit of a pot is never withdrawn. The pallet must
//! stand behind the balances pallet in the runtime, since balances' genesis sets the issuance anew, and
//! before every pallet whose genesis bonds, holds or transfers what an allocation endows.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod genesis;
#[cfg(test)]
mod mock;
mod pots;
pub mod schedule;
mod stream;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use pots::{
	EcosystemPot, FoundationPot, MiningPot, PotAccount, RewardsPot, StakingRewardsPot, TeamPot,
};
pub use stream::{DeviceStream, GatewayStream, StreamOf, ValidatorStream};
pub use types::{Division, StreamAccount, StreamStatus};
pub use weights::WeightInfo;

/// The fixed supply of JMT: pots, release schedule and streams.
#[frame_support::pallet]
pub mod pallet {
	use super::{
		genesis, schedule,
		types::{Division, StreamAccount, StreamStatus},
		weights::WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, OnTimestampSet, Time},
	};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{
		supply::{Pot, Stream, StreamShares, SupplyReport},
		Balance, Moment,
	};

	/// Version of the storage.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Holds the pots and lets streams withdraw their release.
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

		/// Wall-clock time in ms, as the timestamp inherent sets it.
		type Time: Time<Moment = Moment>;

		/// May change the streams' shares.
		type ShareOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The earliest moment that the release can count from, in ms: a date not long before the network
		/// begins. A first author whose clock shows less launches nothing. Lower, and a clock that was never
		/// set releases at once what years should.
		#[pallet::constant]
		type EarliestLaunch: Get<Moment>;

		/// Weights of the work for other pallets and hooks.
		type WeightInfo: WeightInfo;
	}

	/// The moment that the release counts from, in ms; none before the first block with a timestamp.
	#[pallet::storage]
	pub type Launch<T: Config> = StorageValue<_, Moment, OptionQuery>;

	/// Withdrawals and returns of each stream. A stream without an entry has done neither.
	#[pallet::storage]
	pub type Streams<T: Config> = StorageMap<_, Twox64Concat, Stream, StreamAccount, ValueQuery>;

	/// How the release is divided among the streams.
	#[pallet::storage]
	pub type Shares<T: Config> = StorageValue<_, Division, ValueQuery>;

	/// Genesis: mints the pots, then endows accounts out of them.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Amounts in planck, each out of a pot to an account. The total stays 50 B. Building panics on an
		/// allocation out of the mining pot, one that does not leave the existential deposit in its pot,
		/// and one that is less than the existential deposit to an account that does not exist.
		pub allocations: Vec<(Pot, T::AccountId, Balance)>,
		/// The moment that the release counts from, in ms; if none, the first block's timestamp. Building
		/// panics when it is before [`Config::EarliestLaunch`].
		pub launch: Option<Moment>,
		/// The streams' shares of the release; building panics unless they sum to one.
		pub shares: StreamShares,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			genesis::mint_pots::<T>();
			genesis::allocate::<T>(&self.allocations);
			genesis::divide::<T>(self.shares);
			if let Some(launch) = self.launch {
				genesis::launch::<T>(launch);
			}
		}
	}

	/// Movements of the supply.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The release began.
		Launched {
			/// The moment that it counts from, in ms.
			at: Moment,
		},
		/// A stream's consumer withdrew from the mining pot.
		Withdrawn {
			stream: Stream,
			to: T::AccountId,
			/// In planck.
			amount: Balance,
		},
		/// A stream's consumer gave back to the mining pot.
		GivenBack {
			stream: Stream,
			from: T::AccountId,
			/// In planck.
			amount: Balance,
		},
		/// The release from now on is divided by these shares.
		SharesSet {
			shares: StreamShares,
			/// In ms.
			at: Moment,
			/// Released by then, in planck.
			released: Balance,
		},
	}

	/// Why nothing moved.
	#[pallet::error]
	pub enum Error<T> {
		/// The release has not begun: the chain has seen no timestamp yet.
		NotLaunched,
		/// The shares do not add up to exactly one, a billion billionths.
		SharesNotOne,
		/// More than is available from the stream now.
		StreamExhausted,
		/// More is given back than the stream has withdrawn and not yet given back.
		ExceedsWithdrawn,
		/// The mining pot cannot withdraw from itself nor give back to itself.
		SelfTransfer,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			// For `on_timestamp_set`, which the timestamp's own weight leaves out.
			T::WeightInfo::on_timestamp_set()
		}

		fn integrity_test() {
			schedule::assert_exhausts();
			Self::assert_pots_distinct();
			assert!(T::EarliestLaunch::get() > 0, "a clock that shows nothing launches nothing");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			<Self as jmt_primitives::Invariants>::check()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Divides the release from now on by other shares, which sum to one. Earlier credits stay with their
		/// streams.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_shares())]
		pub fn set_shares(origin: OriginFor<T>, shares: StreamShares) -> DispatchResult {
			T::ShareOrigin::ensure_origin(origin)?;
			Self::divide(shares)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Where the supply is, with the release and the withdrawals until now.
		pub fn supply() -> SupplyReport {
			Self::supply_report()
		}

		/// The address of a pot.
		pub fn pot_account(pot: Pot) -> T::AccountId {
			Self::account_of(pot)
		}

		/// Each pot with its address and its balance in planck.
		pub fn pots() -> Vec<(Pot, T::AccountId, Balance)> {
			Self::all_pots()
		}

		/// Released by the schedule by a moment in ms, in planck; 0 before launch.
		pub fn released_by(at: Moment) -> Balance {
			Self::released(at)
		}

		/// Available to a stream now, in planck.
		pub fn available(stream: Stream) -> Balance {
			Self::available_from(stream)
		}

		/// Every stream's share, credit and withdrawals.
		pub fn streams() -> Vec<StreamStatus> {
			Self::all_streams()
		}
	}

	impl<T: Config> OnTimestampSet<Moment> for Pallet<T> {
		/// Launches with the first timestamp that is not before the earliest launch. One read, and one write
		/// once.
		fn on_timestamp_set(at: Moment) {
			if at < T::EarliestLaunch::get() || Launch::<T>::exists() {
				return;
			}
			Launch::<T>::put(at);
			Self::deposit_event(Event::Launched { at });
		}
	}
}
