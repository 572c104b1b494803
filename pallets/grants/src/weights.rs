//! Weights of `pallet_grants`, measured by `scripts/bench-weights` on AMD EPYC (2026-11-24); never edited.
//!
//! 50 steps, 20 repetitions, frame-omni-bencher of CLI 64.0.0.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions of `pallet_grants`.
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

/// The weights with the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Grants::NextId` (r:1 w:1)
	/// Proof: `Grants::NextId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Grants::Grants` (r:0 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	fn propose(m: u32, ) -> Weight {
		Weight::from_parts(98_563_421, 3784)
			.saturating_add(Weight::from_parts(464_450, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn withdraw(m: u32, ) -> Weight {
		Weight::from_parts(73_360_425, 4036)
			.saturating_add(Weight::from_parts(24_748, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn approve(_m: u32, ) -> Weight {
		Weight::from_parts(93_747_851, 4036)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn reject(m: u32, ) -> Weight {
		Weight::from_parts(155_585_691, 6196)
			.saturating_add(Weight::from_parts(274_037, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn submit(m: u32, ) -> Weight {
		Weight::from_parts(21_959_566, 4036)
			.saturating_add(Weight::from_parts(31_121, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Grants::Paid` (r:1 w:1)
	/// Proof: `Grants::Paid` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn accept(m: u32, ) -> Weight {
		Weight::from_parts(126_570_147, 8799)
			.saturating_add(Weight::from_parts(391_334, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn decline(m: u32, ) -> Weight {
		Weight::from_parts(22_850_301, 4036)
			.saturating_add(Weight::from_parts(161_502, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn cancel(_m: u32, ) -> Weight {
		Weight::from_parts(127_940_695, 6578)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn stop(m: u32, ) -> Weight {
		Weight::from_parts(173_063_157, 6578)
			.saturating_add(Weight::from_parts(140_301, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Grants::Grants` (r:1 w:1)
	/// Proof: `Grants::Grants` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn lapse(m: u32, ) -> Weight {
		Weight::from_parts(207_240_764, 6578)
			.saturating_add(Weight::from_parts(74_214, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
}

/// The weights with the SDK's reference database, for mocks.
impl WeightInfo for () {
	fn propose(m: u32, ) -> Weight {
		Weight::from_parts(98_563_421, 3784)
			.saturating_add(Weight::from_parts(464_450, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn withdraw(m: u32, ) -> Weight {
		Weight::from_parts(73_360_425, 4036)
			.saturating_add(Weight::from_parts(24_748, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn approve(_m: u32, ) -> Weight {
		Weight::from_parts(93_747_851, 4036)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn reject(m: u32, ) -> Weight {
		Weight::from_parts(155_585_691, 6196)
			.saturating_add(Weight::from_parts(274_037, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn submit(m: u32, ) -> Weight {
		Weight::from_parts(21_959_566, 4036)
			.saturating_add(Weight::from_parts(31_121, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn accept(m: u32, ) -> Weight {
		Weight::from_parts(126_570_147, 8799)
			.saturating_add(Weight::from_parts(391_334, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn decline(m: u32, ) -> Weight {
		Weight::from_parts(22_850_301, 4036)
			.saturating_add(Weight::from_parts(161_502, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn cancel(_m: u32, ) -> Weight {
		Weight::from_parts(127_940_695, 6578)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn stop(m: u32, ) -> Weight {
		Weight::from_parts(173_063_157, 6578)
			.saturating_add(Weight::from_parts(140_301, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn lapse(m: u32, ) -> Weight {
		Weight::from_parts(207_240_764, 6578)
			.saturating_add(Weight::from_parts(74_214, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
}
