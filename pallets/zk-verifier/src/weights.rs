//! Weights of `pallet_zk_verifier`. Reference figures, put together by hand from measured ones of the verifier and of
//! Poseidon in wasmtime, and from the reads and writes of each call; `scripts/bench-weights` takes their place.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions of `pallet_zk_verifier`.
pub trait WeightInfo {
	fn register_key(n: u32, ) -> Weight;
	fn retire_key() -> Weight;
	fn remove_key() -> Weight;
	fn verify_one(n: u32, ) -> Weight;
	fn verify_batch(p: u32, ) -> Weight;
	fn verify_keys(k: u32, n: u32, ) -> Weight;
	fn create_group() -> Weight;
	fn add_members(m: u32, ) -> Weight;
	fn update_member(s: u32, ) -> Weight;
	fn close_group(p: u32, ) -> Weight;
	fn open_topic() -> Weight;
	fn close_topic(n: u32, ) -> Weight;
	fn signal() -> Weight;
	fn authorize_signal() -> Weight;
	fn signal_authorized() -> Weight;
	fn anchor() -> Weight;
	fn drop_anchor() -> Weight;
}

/// The weights with the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_key(n: u32, ) -> Weight {
		Weight::from_parts(10_000_000_000, 6500)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(400_000_000, 0).saturating_mul(n.into()))
	}
	fn retire_key() -> Weight {
		Weight::from_parts(30_000_000, 3700)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn remove_key() -> Weight {
		Weight::from_parts(70_000_000, 6500)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn verify_one(n: u32, ) -> Weight {
		Weight::from_parts(3_400_000_000, 6500)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(Weight::from_parts(300_000_000, 0).saturating_mul(n.into()))
	}
	/// The range of component `p` is `[1, 64]`.
	fn verify_batch(p: u32, ) -> Weight {
		Weight::from_parts(4_000_000_000, 6500)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(Weight::from_parts(900_000_000, 0).saturating_mul(p.into()))
	}
	/// The range of component `k` is `[1, 64]`.
	/// The range of component `n` is `[0, 32]`.
	fn verify_keys(k: u32, n: u32, ) -> Weight {
		Weight::from_parts(4_000_000_000, 3700)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(Weight::from_parts(2_800_000_000, 5600).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(300_000_000, 0).saturating_mul(n.into()))
	}
	fn create_group() -> Weight {
		Weight::from_parts(80_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn add_members(m: u32, ) -> Weight {
		Weight::from_parts(4_000_000_000, 10500)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(110_000_000, 70).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(m.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(m.into())))
	}
	fn update_member(s: u32, ) -> Weight {
		Weight::from_parts(150_000_000, 8000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(220_000_000, 0).saturating_mul(s.into()))
	}
	fn close_group(p: u32, ) -> Weight {
		Weight::from_parts(120_000_000, 8000)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(Weight::from_parts(15_000_000, 4600).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
	fn open_topic() -> Weight {
		Weight::from_parts(100_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn close_topic(n: u32, ) -> Weight {
		Weight::from_parts(150_000_000, 3900)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(8_000_000, 2600).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
	}
	fn signal() -> Weight {
		Weight::from_parts(3_700_000_000, 10000)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn authorize_signal() -> Weight {
		Weight::from_parts(3_700_000_000, 10000)
			.saturating_add(T::DbWeight::get().reads(12_u64))
	}
	fn signal_authorized() -> Weight {
		Weight::from_parts(60_000_000, 4000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn anchor() -> Weight {
		Weight::from_parts(70_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn drop_anchor() -> Weight {
		Weight::from_parts(65_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

/// The weights with RocksDB's, for tests.
impl WeightInfo for () {
	fn register_key(n: u32, ) -> Weight {
		Weight::from_parts(10_000_000_000, 6500)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(400_000_000, 0).saturating_mul(n.into()))
	}
	fn retire_key() -> Weight {
		Weight::from_parts(30_000_000, 3700)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn remove_key() -> Weight {
		Weight::from_parts(70_000_000, 6500)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn verify_one(n: u32, ) -> Weight {
		Weight::from_parts(3_400_000_000, 6500)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(Weight::from_parts(300_000_000, 0).saturating_mul(n.into()))
	}
	/// The range of component `p` is `[1, 64]`.
	fn verify_batch(p: u32, ) -> Weight {
		Weight::from_parts(4_000_000_000, 6500)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(Weight::from_parts(900_000_000, 0).saturating_mul(p.into()))
	}
	/// The range of component `k` is `[1, 64]`.
	/// The range of component `n` is `[0, 32]`.
	fn verify_keys(k: u32, n: u32, ) -> Weight {
		Weight::from_parts(4_000_000_000, 3700)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(Weight::from_parts(2_800_000_000, 5600).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(300_000_000, 0).saturating_mul(n.into()))
	}
	fn create_group() -> Weight {
		Weight::from_parts(80_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn add_members(m: u32, ) -> Weight {
		Weight::from_parts(4_000_000_000, 10500)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(110_000_000, 70).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(m.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(m.into())))
	}
	fn update_member(s: u32, ) -> Weight {
		Weight::from_parts(150_000_000, 8000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(220_000_000, 0).saturating_mul(s.into()))
	}
	fn close_group(p: u32, ) -> Weight {
		Weight::from_parts(120_000_000, 8000)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(Weight::from_parts(15_000_000, 4600).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
	fn open_topic() -> Weight {
		Weight::from_parts(100_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn close_topic(n: u32, ) -> Weight {
		Weight::from_parts(150_000_000, 3900)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(8_000_000, 2600).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
	}
	fn signal() -> Weight {
		Weight::from_parts(3_700_000_000, 10000)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn authorize_signal() -> Weight {
		Weight::from_parts(3_700_000_000, 10000)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
	}
	fn signal_authorized() -> Weight {
		Weight::from_parts(60_000_000, 4000)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn anchor() -> Weight {
		Weight::from_parts(70_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn drop_anchor() -> Weight {
		Weight::from_parts(65_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
}
