//! Weights of `pallet_circulation`, measured by `scripts/bench-weights` on AMD EPYC (2026-11-24); never edited.
//!
//! 50 steps, 20 repetitions, frame-omni-bencher of CLI 64.0.0.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions of `pallet_circulation`.
pub trait WeightInfo {
	fn on_timestamp_set() -> Weight;
	fn snapshot() -> Weight;
	fn anchor_report() -> Weight;
}

/// The weights with the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Circulation::Next` (r:1 w:0)
	/// Proof: `Circulation::Next` (`max_values`: Some(1), `max_size`: Some(5), added: 500, mode: `MaxEncodedLen`)
	fn on_timestamp_set() -> Weight {
		Weight::from_parts(4_807_000, 1490)
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `Circulation::Next` (r:1 w:1)
	/// Proof: `Circulation::Next` (`max_values`: Some(1), `max_size`: Some(5), added: 500, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Emission::Launch` (r:1 w:0)
	/// Proof: `Emission::Launch` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:6 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ActiveEra` (r:1 w:0)
	/// Proof: `Staking::ActiveEra` (`max_values`: Some(1), `max_size`: Some(13), added: 508, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ErasTotalStake` (r:1 w:0)
	/// Proof: `Staking::ErasTotalStake` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// Storage: `Circulation::Snapshots` (r:0 w:1)
	/// Proof: `Circulation::Snapshots` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn snapshot() -> Weight {
		Weight::from_parts(82_183_000, 16608)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Circulation::Snapshots` (r:1 w:1)
	/// Proof: `Circulation::Snapshots` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn anchor_report() -> Weight {
		Weight::from_parts(15_153_000, 3712)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// The weights with the SDK's reference database, for mocks.
impl WeightInfo for () {
	fn on_timestamp_set() -> Weight {
		Weight::from_parts(4_807_000, 1490)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
	}
	fn snapshot() -> Weight {
		Weight::from_parts(82_183_000, 16608)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn anchor_report() -> Weight {
		Weight::from_parts(15_153_000, 3712)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
