//! Weights of `pallet_circulation`.
//!
//! Reference figures estimated by hand; `scripts/bench-weights` measures them and writes this file anew.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]
#![allow(dead_code)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_circulation`.
pub trait WeightInfo {
	fn on_timestamp_set() -> Weight;
	fn snapshot() -> Weight;
	fn anchor_report() -> Weight;
}

/// Weights for `pallet_circulation` with the runtime's database weights.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Circulation::Next` (r:1 w:0)
	/// Proof: `Circulation::Next` (`max_values`: Some(1), `max_size`: Some(5), added: 500, mode: `MaxEncodedLen`)
	fn on_timestamp_set() -> Weight {
		// Proof Size summary in bytes:
		//  Measured:  `50`
		//  Estimated: `1490`
		// Minimum execution time: 3_000_000 picoseconds.
		Weight::from_parts(4_000_000, 1490)
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `Circulation::Next` (r:1 w:1)
	/// Proof: `Circulation::Next` (`max_values`: Some(1), `max_size`: Some(5), added: 500, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Balances::TotalIssuance` (r:1 w:0)
	/// Proof: `Balances::TotalIssuance` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:6 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Emission::Launch` (r:1 w:0)
	/// Proof: `Emission::Launch` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ActiveEra` (r:1 w:0)
	/// Proof: `Staking::ActiveEra` (`max_values`: Some(1), `max_size`: Some(13), added: 508, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ErasTotalStake` (r:1 w:0)
	/// Proof: `Staking::ErasTotalStake` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// Storage: `Circulation::Snapshots` (r:0 w:1)
	/// Proof: `Circulation::Snapshots` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn snapshot() -> Weight {
		// Proof Size summary in bytes:
		//  Measured:  `900`
		//  Estimated: `16608`
		// Minimum execution time: 50_000_000 picoseconds.
		Weight::from_parts(60_000_000, 16608)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Circulation::Snapshots` (r:1 w:1)
	/// Proof: `Circulation::Snapshots` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn anchor_report() -> Weight {
		// Proof Size summary in bytes:
		//  Measured:  `350`
		//  Estimated: `3712`
		// Minimum execution time: 14_000_000 picoseconds.
		Weight::from_parts(16_000_000, 3712)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn on_timestamp_set() -> Weight {
		Weight::from_parts(4_000_000, 1490)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
	}
	fn snapshot() -> Weight {
		Weight::from_parts(60_000_000, 16608)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn anchor_report() -> Weight {
		Weight::from_parts(16_000_000, 3712)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
