//! Weights of `pallet_grants`.
//!
//! `scripts/bench-weights` regenerates this file from `benchmarking.rs`. Until it has run on the reference
//! machine the execution times are estimates.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions needed for `pallet_grants`.
pub trait WeightInfo {
	fn propose(m: u32, ) -> Weight;
	fn withdraw(m: u32, ) -> Weight;
	fn approve(m: u32, ) -> Weight;
	fn reject(m: u32, ) -> Weight;
	fn submit(m: u32, ) -> Weight;
	fn accept(m: u32, ) -> Weight;
	fn decline(m: u32, ) -> Weight;
	fn cancel(m: u32, ) -> Weight;
	fn stop(m: u32, ) -> Weight;
	fn lapse(m: u32, ) -> Weight;
}

/// Weights for `pallet_grants` with the runtime's database weights.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Grants::NextId` (r:1 w:1)
	/// Proof: `Grants::NextId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Grants::Grants` (r:0 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn propose(m: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 4036)
			.saturating_add(Weight::from_parts(30_000, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn withdraw(m: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 4036)
			.saturating_add(Weight::from_parts(20_000, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn approve(m: u32, ) -> Weight {
		Weight::from_parts(70_000_000, 4036)
			.saturating_add(Weight::from_parts(30_000, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn reject(m: u32, ) -> Weight {
		Weight::from_parts(100_000_000, 6196)
			.saturating_add(Weight::from_parts(20_000, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn submit(m: u32, ) -> Weight {
		Weight::from_parts(20_000_000, 4036)
			.saturating_add(Weight::from_parts(30_000, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Grants::Paid` (r:1 w:1)
	/// Proof: `Grants::Paid` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn accept(m: u32, ) -> Weight {
		Weight::from_parts(150_000_000, 8799)
			.saturating_add(Weight::from_parts(30_000, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn decline(m: u32, ) -> Weight {
		Weight::from_parts(20_000_000, 4036)
			.saturating_add(Weight::from_parts(30_000, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn cancel(m: u32, ) -> Weight {
		Weight::from_parts(110_000_000, 6794)
			.saturating_add(Weight::from_parts(20_000, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn stop(m: u32, ) -> Weight {
		Weight::from_parts(110_000_000, 6794)
			.saturating_add(Weight::from_parts(20_000, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn lapse(m: u32, ) -> Weight {
		Weight::from_parts(140_000_000, 6794)
			.saturating_add(Weight::from_parts(20_000, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
}

// For tests.
impl WeightInfo for () {
	/// Storage: `Grants::NextId` (r:1 w:1)
	/// Proof: `Grants::NextId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Grants::Grants` (r:0 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn propose(m: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 4036)
			.saturating_add(Weight::from_parts(30_000, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn withdraw(m: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 4036)
			.saturating_add(Weight::from_parts(20_000, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn approve(m: u32, ) -> Weight {
		Weight::from_parts(70_000_000, 4036)
			.saturating_add(Weight::from_parts(30_000, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn reject(m: u32, ) -> Weight {
		Weight::from_parts(100_000_000, 6196)
			.saturating_add(Weight::from_parts(20_000, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn submit(m: u32, ) -> Weight {
		Weight::from_parts(20_000_000, 4036)
			.saturating_add(Weight::from_parts(30_000, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Grants::Paid` (r:1 w:1)
	/// Proof: `Grants::Paid` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn accept(m: u32, ) -> Weight {
		Weight::from_parts(150_000_000, 8799)
			.saturating_add(Weight::from_parts(30_000, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn decline(m: u32, ) -> Weight {
		Weight::from_parts(20_000_000, 4036)
			.saturating_add(Weight::from_parts(30_000, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn cancel(m: u32, ) -> Weight {
		Weight::from_parts(110_000_000, 6794)
			.saturating_add(Weight::from_parts(20_000, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn stop(m: u32, ) -> Weight {
		Weight::from_parts(110_000_000, 6794)
			.saturating_add(Weight::from_parts(20_000, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(427), added: 2902, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `m` is `[1, 24]`.
	fn lapse(m: u32, ) -> Weight {
		Weight::from_parts(140_000_000, 6794)
			.saturating_add(Weight::from_parts(20_000, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
}
