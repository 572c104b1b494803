//! Weights of `pallet_devices`, measured by `scripts/bench-weights` on AMD EPYC (2026-11-24); never edited.
//!
//! 50 steps, 20 repetitions, frame-omni-bencher of CLI 64.0.0. Reference figures, put together from the measured ones
//! of the nearest calls and the reads and writes of each: `create_domain` and all below it, and the reads and writes
//! that `Owned`, `Members`, `Aliases`, `Rotations` and `Profiles` add to the calls above it.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions of `pallet_devices`.
pub trait WeightInfo {
	fn register_sr25519() -> Weight;
	fn register_ed25519() -> Weight;
	fn register_secp256k1() -> Weight;
	fn register_p256() -> Weight;
	fn remove(k: u32, ) -> Weight;
	fn pause() -> Weight;
	fn resume() -> Weight;
	fn create_domain() -> Weight;
	fn close_domain() -> Weight;
	fn offer_domain() -> Weight;
	fn accept_domain() -> Weight;
	fn set_admin() -> Weight;
	fn suspend_domain() -> Weight;
	fn resume_domain() -> Weight;
	fn set_trust() -> Weight;
	fn drop_trust() -> Weight;
	fn withdraw_prepaid() -> Weight;
	fn publish_manifest() -> Weight;
	fn set_manifest() -> Weight;
	fn authorize_activation_sr25519(d: u32, p: u32, ) -> Weight;
	fn authorize_activation_ed25519(d: u32, p: u32, ) -> Weight;
	fn authorize_activation_secp256k1(d: u32, p: u32, ) -> Weight;
	fn authorize_activation_p256(d: u32, p: u32, ) -> Weight;
	fn activate() -> Weight;
	fn sweep_manifest(c: u32, ) -> Weight;
	fn move_device() -> Weight;
	fn set_member() -> Weight;
	fn verify_sr25519() -> Weight;
	fn verify_ed25519() -> Weight;
	fn verify_secp256k1() -> Weight;
	fn verify_p256() -> Weight;
	fn bind_unit() -> Weight;
	fn admit_root() -> Weight;
	fn set_root() -> Weight;
	fn set_root_key() -> Weight;
	fn revoke_root_key() -> Weight;
	fn rotate_key() -> Weight;
	fn start_rotation() -> Weight;
	fn cancel_rotation() -> Weight;
	fn finish_rotation() -> Weight;
	fn set_profile() -> Weight;
	fn offer_device() -> Weight;
	fn accept_device() -> Weight;
	fn index_owned(n: u32, ) -> Weight;
}

/// The weights with the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:1)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn register_sr25519() -> Weight {
		Weight::from_parts(155_171_000, 3784)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:1)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn register_ed25519() -> Weight {
		Weight::from_parts(194_740_000, 3784)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:1)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn register_secp256k1() -> Weight {
		Weight::from_parts(270_422_000, 3784)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:1)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn register_p256() -> Weight {
		Weight::from_parts(2_505_715_000, 3784)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:1)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:0)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	/// The range of component `k` is `[0, 16]`.
	fn remove(k: u32, ) -> Weight {
		Weight::from_parts(86_549_000, 3784)
			.saturating_add(T::DbWeight::get().reads(26_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	fn pause() -> Weight {
		Weight::from_parts(40_240_000, 3584)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		Weight::from_parts(26_759_000, 3584)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn create_domain() -> Weight {
		Weight::from_parts(95_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn close_domain() -> Weight {
		Weight::from_parts(140_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	fn offer_domain() -> Weight {
		Weight::from_parts(30_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn accept_domain() -> Weight {
		Weight::from_parts(120_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn set_admin() -> Weight {
		Weight::from_parts(70_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn suspend_domain() -> Weight {
		Weight::from_parts(60_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn resume_domain() -> Weight {
		Weight::from_parts(60_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn set_trust() -> Weight {
		Weight::from_parts(160_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(23_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn drop_trust() -> Weight {
		Weight::from_parts(110_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn withdraw_prepaid() -> Weight {
		Weight::from_parts(90_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn publish_manifest() -> Weight {
		Weight::from_parts(100_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn set_manifest() -> Weight {
		Weight::from_parts(65_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// The range of component `d` is `[1, 8]`, of `p` `[0, 24]`.
	fn authorize_activation_sr25519(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(90_000_000, 3784)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
	}
	/// The range of component `d` is `[1, 8]`, of `p` `[0, 24]`.
	fn authorize_activation_ed25519(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(130_000_000, 3784)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
	}
	/// The range of component `d` is `[1, 8]`, of `p` `[0, 24]`.
	fn authorize_activation_secp256k1(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(205_000_000, 3784)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
	}
	/// The range of component `d` is `[1, 8]`, of `p` `[0, 24]`.
	fn authorize_activation_p256(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(2_440_000_000, 3784)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
	}
	fn activate() -> Weight {
		Weight::from_parts(150_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// The range of component `c` is `[1, 256]`.
	fn sweep_manifest(c: u32, ) -> Weight {
		Weight::from_parts(110_000_000, 3784)
			.saturating_add(Weight::from_parts(3_000_000, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}
	fn move_device() -> Weight {
		Weight::from_parts(330_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(37_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	fn set_member() -> Weight {
		Weight::from_parts(75_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(19_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn verify_sr25519() -> Weight {
		Weight::from_parts(70_000_000, 0)
	}
	fn verify_ed25519() -> Weight {
		Weight::from_parts(110_000_000, 0)
	}
	fn verify_secp256k1() -> Weight {
		Weight::from_parts(190_000_000, 0)
	}
	fn verify_p256() -> Weight {
		Weight::from_parts(2_430_000_000, 0)
	}
	fn bind_unit() -> Weight {
		Weight::from_parts(330_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn admit_root() -> Weight {
		Weight::from_parts(45_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn set_root() -> Weight {
		Weight::from_parts(45_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn set_root_key() -> Weight {
		Weight::from_parts(40_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn revoke_root_key() -> Weight {
		Weight::from_parts(40_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn rotate_key() -> Weight {
		Weight::from_parts(340_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn start_rotation() -> Weight {
		Weight::from_parts(220_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn cancel_rotation() -> Weight {
		Weight::from_parts(270_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn finish_rotation() -> Weight {
		Weight::from_parts(60_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn set_profile() -> Weight {
		Weight::from_parts(210_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn offer_device() -> Weight {
		Weight::from_parts(35_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn accept_device() -> Weight {
		Weight::from_parts(200_000_000, 3784)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// The range of component `n` is `[1, 64]`.
	fn index_owned(n: u32, ) -> Weight {
		Weight::from_parts(15_000_000, 3784)
			.saturating_add(Weight::from_parts(10_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
	}
}

/// The weights with the SDK's reference database, for mocks.
impl WeightInfo for () {
	fn register_sr25519() -> Weight {
		Weight::from_parts(155_171_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_ed25519() -> Weight {
		Weight::from_parts(194_740_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_secp256k1() -> Weight {
		Weight::from_parts(270_422_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_p256() -> Weight {
		Weight::from_parts(2_505_715_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// The range of component `k` is `[0, 16]`.
	fn remove(k: u32, ) -> Weight {
		Weight::from_parts(86_549_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(26_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}
	fn pause() -> Weight {
		Weight::from_parts(40_240_000, 3584)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(26_759_000, 3584)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn create_domain() -> Weight {
		Weight::from_parts(95_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(20_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn close_domain() -> Weight {
		Weight::from_parts(140_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().writes(14_u64))
	}
	fn offer_domain() -> Weight {
		Weight::from_parts(30_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn accept_domain() -> Weight {
		Weight::from_parts(120_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_admin() -> Weight {
		Weight::from_parts(70_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn suspend_domain() -> Weight {
		Weight::from_parts(60_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn resume_domain() -> Weight {
		Weight::from_parts(60_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_trust() -> Weight {
		Weight::from_parts(160_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(23_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn drop_trust() -> Weight {
		Weight::from_parts(110_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(21_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_prepaid() -> Weight {
		Weight::from_parts(90_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn publish_manifest() -> Weight {
		Weight::from_parts(100_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_manifest() -> Weight {
		Weight::from_parts(65_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// The range of component `d` is `[1, 8]`, of `p` `[0, 24]`.
	fn authorize_activation_sr25519(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(90_000_000, 3784)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
	}
	/// The range of component `d` is `[1, 8]`, of `p` `[0, 24]`.
	fn authorize_activation_ed25519(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(130_000_000, 3784)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
	}
	/// The range of component `d` is `[1, 8]`, of `p` `[0, 24]`.
	fn authorize_activation_secp256k1(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(205_000_000, 3784)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
	}
	/// The range of component `d` is `[1, 8]`, of `p` `[0, 24]`.
	fn authorize_activation_p256(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(2_440_000_000, 3784)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
	}
	fn activate() -> Weight {
		Weight::from_parts(150_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	/// The range of component `c` is `[1, 256]`.
	fn sweep_manifest(c: u32, ) -> Weight {
		Weight::from_parts(110_000_000, 3784)
			.saturating_add(Weight::from_parts(3_000_000, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}
	fn move_device() -> Weight {
		Weight::from_parts(330_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(37_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn set_member() -> Weight {
		Weight::from_parts(75_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(19_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn verify_sr25519() -> Weight {
		Weight::from_parts(70_000_000, 0)
	}
	fn verify_ed25519() -> Weight {
		Weight::from_parts(110_000_000, 0)
	}
	fn verify_secp256k1() -> Weight {
		Weight::from_parts(190_000_000, 0)
	}
	fn verify_p256() -> Weight {
		Weight::from_parts(2_430_000_000, 0)
	}
	fn bind_unit() -> Weight {
		Weight::from_parts(330_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn admit_root() -> Weight {
		Weight::from_parts(45_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_root() -> Weight {
		Weight::from_parts(45_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_root_key() -> Weight {
		Weight::from_parts(40_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn revoke_root_key() -> Weight {
		Weight::from_parts(40_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn rotate_key() -> Weight {
		Weight::from_parts(340_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn start_rotation() -> Weight {
		Weight::from_parts(220_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn cancel_rotation() -> Weight {
		Weight::from_parts(270_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn finish_rotation() -> Weight {
		Weight::from_parts(60_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_profile() -> Weight {
		Weight::from_parts(210_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn offer_device() -> Weight {
		Weight::from_parts(35_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn accept_device() -> Weight {
		Weight::from_parts(200_000_000, 3784)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	/// The range of component `n` is `[1, 64]`.
	fn index_owned(n: u32, ) -> Weight {
		Weight::from_parts(15_000_000, 3784)
			.saturating_add(Weight::from_parts(10_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
	}
}
