//! Weights of `pallet_access`. Reference figures, put together by hand from measured ones of the registry of devices, and
//! from the reads and writes of each call; `scripts/bench-weights` takes their place.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions of `pallet_access`.
pub trait WeightInfo {
	fn create_resource() -> Weight;
	fn set_resource() -> Weight;
	fn set_resource_state() -> Weight;
	fn close_resource() -> Weight;
	fn set_policy(b: u32, ) -> Weight;
	fn grant(d: u32, ) -> Weight;
	fn revoke() -> Weight;
	fn revoke_all() -> Weight;
	fn bump_passes() -> Weight;
	fn close_grant() -> Weight;
	fn approve() -> Weight;
	fn withdraw_approval() -> Weight;
	fn use_right(r: u32, f: u32, ) -> Weight;
	fn use_grant(r: u32, f: u32, g: u32, ) -> Weight;
	fn anchor(h: u32, ) -> Weight;
	fn report_lie(h: u32, ) -> Weight;
	fn close_policy() -> Weight;
	fn clear_uses() -> Weight;
	fn close_log() -> Weight;
	fn verify_sr25519() -> Weight;
	fn verify_ed25519() -> Weight;
	fn verify_secp256k1() -> Weight;
	fn verify_p256() -> Weight;
}

/// The weights with the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn create_resource() -> Weight {
		Weight::from_parts(260_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(24_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn set_resource() -> Weight {
		Weight::from_parts(260_000_000, 18000)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn set_resource_state() -> Weight {
		Weight::from_parts(200_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn close_resource() -> Weight {
		Weight::from_parts(110_000_000, 7800)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// The range of component `b` is `[0, 4096]`.
	fn set_policy(b: u32, ) -> Weight {
		Weight::from_parts(160_000_000, 10500)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(50_000, 0).saturating_mul(b.into()))
	}
	/// The range of component `d` is `[1, 8]`.
	fn grant(d: u32, ) -> Weight {
		Weight::from_parts(260_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(25_000_000, 3300).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
	}
	fn revoke() -> Weight {
		Weight::from_parts(220_000_000, 27000)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn revoke_all() -> Weight {
		Weight::from_parts(35_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn bump_passes() -> Weight {
		Weight::from_parts(150_000_000, 6600)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn close_grant() -> Weight {
		Weight::from_parts(250_000_000, 27000)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn approve() -> Weight {
		Weight::from_parts(90_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn withdraw_approval() -> Weight {
		Weight::from_parts(80_000_000, 3700)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// The range of component `r` is `[6, 32]`.
	/// The range of component `f` is `[0, 39]`.
	fn use_right(r: u32, f: u32, ) -> Weight {
		Weight::from_parts(460_000_000, 10500)
			.saturating_add(T::DbWeight::get().reads(27_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(10_000_000, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(12_000_000, 2600).saturating_mul(f.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(f.into())))
	}
	/// The range of component `r` is `[6, 32]`.
	/// The range of component `f` is `[0, 39]`.
	/// The range of component `g` is `[1, 8]`.
	fn use_grant(r: u32, f: u32, g: u32, ) -> Weight {
		Weight::from_parts(420_000_000, 10500)
			.saturating_add(T::DbWeight::get().reads(27_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(10_000_000, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(12_000_000, 2600).saturating_mul(f.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(f.into())))
			.saturating_add(Weight::from_parts(60_000_000, 5900).saturating_mul(g.into()))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(g.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(g.into())))
	}
	/// The range of component `h` is `[4, 64]`.
	fn anchor(h: u32, ) -> Weight {
		Weight::from_parts(160_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(5_000_000, 0).saturating_mul(h.into()))
	}
	/// The range of component `h` is `[12, 128]`.
	fn report_lie(h: u32, ) -> Weight {
		Weight::from_parts(140_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(5_000_000, 0).saturating_mul(h.into()))
	}
	fn close_policy() -> Weight {
		Weight::from_parts(90_000_000, 7800)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn clear_uses() -> Weight {
		Weight::from_parts(100_000_000, 6600)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn close_log() -> Weight {
		Weight::from_parts(90_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn verify_sr25519() -> Weight {
		Weight::from_parts(35_753_000, 0)
	}
	fn verify_ed25519() -> Weight {
		Weight::from_parts(33_370_000, 0)
	}
	fn verify_secp256k1() -> Weight {
		Weight::from_parts(59_789_000, 0)
	}
	fn verify_p256() -> Weight {
		Weight::from_parts(1_153_641_000, 0)
	}
}

/// The weights with RocksDB, for tests.
impl WeightInfo for () {
	fn create_resource() -> Weight {
		Weight::from_parts(260_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(24_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_resource() -> Weight {
		Weight::from_parts(260_000_000, 18000)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn set_resource_state() -> Weight {
		Weight::from_parts(200_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn close_resource() -> Weight {
		Weight::from_parts(110_000_000, 7800)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	/// The range of component `b` is `[0, 4096]`.
	fn set_policy(b: u32, ) -> Weight {
		Weight::from_parts(160_000_000, 10500)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(50_000, 0).saturating_mul(b.into()))
	}
	/// The range of component `d` is `[1, 8]`.
	fn grant(d: u32, ) -> Weight {
		Weight::from_parts(260_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(21_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(25_000_000, 3300).saturating_mul(d.into()))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
	}
	fn revoke() -> Weight {
		Weight::from_parts(220_000_000, 27000)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn revoke_all() -> Weight {
		Weight::from_parts(35_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn bump_passes() -> Weight {
		Weight::from_parts(150_000_000, 6600)
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn close_grant() -> Weight {
		Weight::from_parts(250_000_000, 27000)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn approve() -> Weight {
		Weight::from_parts(90_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_approval() -> Weight {
		Weight::from_parts(80_000_000, 3700)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	/// The range of component `r` is `[6, 32]`.
	/// The range of component `f` is `[0, 39]`.
	fn use_right(r: u32, f: u32, ) -> Weight {
		Weight::from_parts(460_000_000, 10500)
			.saturating_add(RocksDbWeight::get().reads(27_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(10_000_000, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(12_000_000, 2600).saturating_mul(f.into()))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(f.into())))
	}
	/// The range of component `r` is `[6, 32]`.
	/// The range of component `f` is `[0, 39]`.
	/// The range of component `g` is `[1, 8]`.
	fn use_grant(r: u32, f: u32, g: u32, ) -> Weight {
		Weight::from_parts(420_000_000, 10500)
			.saturating_add(RocksDbWeight::get().reads(27_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(10_000_000, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(12_000_000, 2600).saturating_mul(f.into()))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(f.into())))
			.saturating_add(Weight::from_parts(60_000_000, 5900).saturating_mul(g.into()))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(g.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(g.into())))
	}
	/// The range of component `h` is `[4, 64]`.
	fn anchor(h: u32, ) -> Weight {
		Weight::from_parts(160_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(5_000_000, 0).saturating_mul(h.into()))
	}
	/// The range of component `h` is `[12, 128]`.
	fn report_lie(h: u32, ) -> Weight {
		Weight::from_parts(140_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(5_000_000, 0).saturating_mul(h.into()))
	}
	fn close_policy() -> Weight {
		Weight::from_parts(90_000_000, 7800)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn clear_uses() -> Weight {
		Weight::from_parts(100_000_000, 6600)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn close_log() -> Weight {
		Weight::from_parts(90_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn verify_sr25519() -> Weight {
		Weight::from_parts(35_753_000, 0)
	}
	fn verify_ed25519() -> Weight {
		Weight::from_parts(33_370_000, 0)
	}
	fn verify_secp256k1() -> Weight {
		Weight::from_parts(59_789_000, 0)
	}
	fn verify_p256() -> Weight {
		Weight::from_parts(1_153_641_000, 0)
	}
}
