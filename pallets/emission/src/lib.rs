//! The fixed supply of JMT: pots, release schedule and streams.
//!
//! # Words
//!
//! * **Pot**: a keyless account that genesis mints into ([`jmt_primitives::supply::Pot`]). All 50 B are
//!   minted there and nowhere else; from then on JMT only move.
//! * **Release**: what the schedule has let out of the mining pot by a moment of wall-clock time,
//!   `min(15 B, 4.1 M x (t - launch) / day)`, floored to the planck ([`schedule::released`]).
//! * **Launch**: the moment that the release counts from: the first block's timestamp, or what genesis
//!   says.
//! * **Stream**: who a share of the release is credited to ([`jmt_primitives::supply::Stream`]).
//! * **Drawn, returned**: what a stream's consumer took out of the mining pot, and what of it came back.
//! * **Spreading**: what came back becomes available again linearly over a day.
//!
//! # How it works
//!
//! The release is a closed form of the time, so nothing happens per day or block: an outage loses nothing
//! and asking often changes nothing. A stream's credit is its share of the release. The stream's consumer,
//! another pallet, meets it through [`jmt_primitives::traits::RewardStream`], implemented by
//! [`DeviceStream`], and the money moves from the mining pot when it is drawn.
//!
//! A return starts a fresh day for whatever had not been spread yet, so that a stream needs one window
//! rather than a list of them. What is available never falls by it. A single return waits for half a day
//! on average, and a day when returns never cease; a day after the last one all is available.
//!
//! # Laws
//!
//! Checked by [`Pallet::do_try_state`]:
//!
//! 1. The total issuance is 50 B.
//! 2. Every pot exists and holds at least the existential deposit.
//! 3. The mining pot holds at least 15 B less what streams drew and did not return. Anybody may send JMT
//!    to a pot, so it can hold more.
//! 4. A stream returned no more than it drew, and spreads no more than was returned.
//! 5. A stream's drawings less its returns never exceed what was released to it by the time of its last
//!    drawing.
//!
//! # Limits
//!
//! Only the device stream has a share in this version, and the share is a constant. What no stream is
//! credited with stays in the mining pot. The pots have no key and this pallet no call: nothing but the
//! streams takes JMT out of a pot. The last existential deposit of a pot is never drawn. The pallet must
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
pub use pots::{EcosystemPot, FoundationPot, MiningPot, PotAccount, TeamPot};
pub use stream::DeviceStream;
pub use types::StreamAccount;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::{genesis, schedule, types::StreamAccount, weights::WeightInfo};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, OnTimestampSet, Time},
	};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{
		supply::{Pot, Stream, SupplyReport},
		Balance, Moment,
	};
	use sp_runtime::Perbill;

	/// Version of what is stored.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Holds the pots and lets streams draw what was released.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime gives to the pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The native token.
		type Currency: fungible::Inspect<Self::AccountId, Balance = Balance>
			+ fungible::Mutate<Self::AccountId>;

		/// Wall-clock time in ms, as the timestamp inherent sets it.
		type Time: Time<Moment = Moment>;

		/// The device stream's share of the release.
		#[pallet::constant]
		type DeviceShare: Get<Perbill>;

		/// Weights of what other pallets and hooks run.
		type WeightInfo: WeightInfo;
	}

	/// The moment that the release counts from, in ms; none before the first block with a timestamp.
	#[pallet::storage]
	pub type Launch<T: Config> = StorageValue<_, Moment, OptionQuery>;

	/// What each stream drew and returned. A stream without an entry has done neither.
	#[pallet::storage]
	pub type Streams<T: Config> = StorageMap<_, Twox64Concat, Stream, StreamAccount, ValueQuery>;

	/// Genesis: mints the pots, then endows accounts out of them.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Who gets how many planck out of which pot. The total stays 50 B. Building panics on an
		/// allocation out of the mining pot, one that does not leave the existential deposit in its pot,
		/// and one that is less than the existential deposit to an account that does not exist.
		pub allocations: Vec<(Pot, T::AccountId, Balance)>,
		/// The moment that the release counts from, in ms; if none, the first block's timestamp.
		pub launch: Option<Moment>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			genesis::mint_pots::<T>();
			genesis::allocate::<T>(&self.allocations);
			if let Some(launch) = self.launch {
				Launch::<T>::put(launch);
			}
		}
	}

	/// What happened to the supply.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The release began.
		Launched {
			/// The moment that it counts from, in ms.
			at: Moment,
		},
		/// A stream's consumer drew from the mining pot.
		Drawn {
			/// The stream.
			stream: Stream,
			/// Who received it.
			to: T::AccountId,
			/// How much, in planck.
			amount: Balance,
		},
		/// A stream's consumer gave back to the mining pot.
		GivenBack {
			/// The stream.
			stream: Stream,
			/// Who gave it.
			from: T::AccountId,
			/// How much, in planck.
			amount: Balance,
		},
	}

	/// Why nothing moved.
	#[pallet::error]
	pub enum Error<T> {
		/// More than is available from the stream now.
		StreamExhausted,
		/// More is given back than the stream has drawn and not yet given back.
		ExceedsDrawn,
		/// The mining pot cannot draw from itself nor give back to itself.
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
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Where the supply is, and what was released and drawn by now.
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

		/// What the schedule has released by a moment in ms, in planck; 0 before launch.
		pub fn released_by(at: Moment) -> Balance {
			Self::released(at)
		}

		/// What can be drawn from a stream now, in planck.
		pub fn available(stream: Stream) -> Balance {
			Self::available_from(stream)
		}
	}

	impl<T: Config> OnTimestampSet<Moment> for Pallet<T> {
		/// Launches with the first timestamp that is not zero. One read, and one write once.
		fn on_timestamp_set(at: Moment) {
			if at == 0 || Launch::<T>::exists() {
				return;
			}
			Launch::<T>::put(at);
			Self::deposit_event(Event::Launched { at });
		}
	}
}
