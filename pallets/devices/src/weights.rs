//! Weights of `pallet_devices`, measured by `scripts/bench-weights` on AMD EPYC (2026-11-29); never edited.
//!
//! 50 steps, 20 repetitions, frame-omni-bencher of CLI 64.0.0.

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
	/// Storage: `Devices::Aliases` (r:1 w:0)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:1)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Owned` (r:0 w:1)
	/// Proof: `Devices::Owned` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn register_sr25519() -> Weight {
		Weight::from_parts(117_175_000, 3856)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Aliases` (r:1 w:0)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:1)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Owned` (r:0 w:1)
	/// Proof: `Devices::Owned` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn register_ed25519() -> Weight {
		Weight::from_parts(113_960_000, 3856)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Aliases` (r:1 w:0)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:1)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Owned` (r:0 w:1)
	/// Proof: `Devices::Owned` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn register_secp256k1() -> Weight {
		Weight::from_parts(143_494_000, 3856)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Aliases` (r:1 w:0)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:1)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Owned` (r:0 w:1)
	/// Proof: `Devices::Owned` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn register_p256() -> Weight {
		Weight::from_parts(1_208_753_000, 3856)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:1)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:8 w:1)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:8 w:0)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:1)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Stakes` (r:1 w:0)
	/// Proof: `ProofOfTime::Stakes` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:0)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Rotations` (r:1 w:1)
	/// Proof: `Devices::Rotations` (`max_values`: None, `max_size`: Some(609), added: 3084, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Roots` (r:1 w:1)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Owned` (r:0 w:1)
	/// Proof: `Devices::Owned` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Profiles` (r:0 w:1)
	/// Proof: `Devices::Profiles` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Aliases` (r:0 w:16)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Units` (r:0 w:1)
	/// Proof: `Devices::Units` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	fn remove(k: u32, ) -> Weight {
		Weight::from_parts(167_790_441, 22078)
			.saturating_add(Weight::from_parts(1_581_728, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(25_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	fn pause() -> Weight {
		Weight::from_parts(16_534_000, 3640)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		Weight::from_parts(16_966_000, 3640)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Devices::NextDomain` (r:1 w:1)
	/// Proof: `Devices::NextDomain` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:7 w:2)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:7 w:0)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	fn create_domain() -> Weight {
		Weight::from_parts(120_710_000, 19442)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Devices::Domains` (r:2 w:2)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: UNKNOWN KEY `0x26aa394eea5630e07c48ae0c9558cef7d68e9fb6bb0fb80ca264f578748aef70` (r:1 w:0)
	/// Proof: UNKNOWN KEY `0x26aa394eea5630e07c48ae0c9558cef7d68e9fb6bb0fb80ca264f578748aef70` (r:1 w:0)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:8 w:8)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn close_domain() -> Weight {
		Weight::from_parts(143_363_000, 21270)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(13_u64))
	}
	/// Storage: `Devices::Domains` (r:1 w:1)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	fn offer_domain() -> Weight {
		Weight::from_parts(14_411_000, 3626)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Devices::Domains` (r:1 w:1)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	fn accept_domain() -> Weight {
		Weight::from_parts(112_598_000, 6722)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Devices::Domains` (r:8 w:1)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:8 w:1)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn set_admin() -> Weight {
		Weight::from_parts(73_790_000, 22078)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Devices::Domains` (r:8 w:1)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:8 w:0)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn suspend_domain() -> Weight {
		Weight::from_parts(71_216_000, 22078)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Devices::Domains` (r:8 w:1)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:8 w:0)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn resume_domain() -> Weight {
		Weight::from_parts(71_837_000, 22078)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:8 w:0)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:8 w:0)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Trust` (r:1 w:1)
	/// Proof: `Devices::Trust` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	fn set_trust() -> Weight {
		Weight::from_parts(175_912_000, 22078)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Devices::Trust` (r:1 w:1)
	/// Proof: `Devices::Trust` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:8 w:0)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:8 w:0)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	fn drop_trust() -> Weight {
		Weight::from_parts(127_470_000, 22078)
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Devices::Domains` (r:1 w:0)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: UNKNOWN KEY `0x26aa394eea5630e07c48ae0c9558cef7d68e9fb6bb0fb80ca264f578748aef70` (r:1 w:0)
	/// Proof: UNKNOWN KEY `0x26aa394eea5630e07c48ae0c9558cef7d68e9fb6bb0fb80ca264f578748aef70` (r:1 w:0)
	fn withdraw_prepaid() -> Weight {
		Weight::from_parts(83_334_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:8 w:1)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:8 w:0)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Devices::NextManifest` (r:1 w:1)
	/// Proof: `Devices::NextManifest` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Roots` (r:1 w:0)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Manifests` (r:0 w:1)
	/// Proof: `Devices::Manifests` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	fn publish_manifest() -> Weight {
		Weight::from_parts(188_711_000, 22078)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Devices::Manifests` (r:1 w:1)
	/// Proof: `Devices::Manifests` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:8 w:0)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:8 w:0)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn set_manifest() -> Weight {
		Weight::from_parts(77_295_000, 22078)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:0)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Manifests` (r:1 w:0)
	/// Proof: `Devices::Manifests` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Roots` (r:1 w:0)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:8 w:0)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Activated` (r:1 w:0)
	/// Proof: `Devices::Activated` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Aliases` (r:1 w:0)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Units` (r:1 w:0)
	/// Proof: `Devices::Units` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:0)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_activation_sr25519(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(101_414_342, 3688)
			.saturating_add(Weight::from_parts(4_796_366, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(1_576_784, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(Weight::from_parts(0, 2636).saturating_mul(d.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:0)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Manifests` (r:1 w:0)
	/// Proof: `Devices::Manifests` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Roots` (r:1 w:0)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:8 w:0)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Activated` (r:1 w:0)
	/// Proof: `Devices::Activated` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Aliases` (r:1 w:0)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Units` (r:1 w:0)
	/// Proof: `Devices::Units` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:0)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_activation_ed25519(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(99_342_167, 3688)
			.saturating_add(Weight::from_parts(4_298_400, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(1_672_705, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(Weight::from_parts(0, 2636).saturating_mul(d.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:0)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Manifests` (r:1 w:0)
	/// Proof: `Devices::Manifests` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Roots` (r:1 w:0)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:8 w:0)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Activated` (r:1 w:0)
	/// Proof: `Devices::Activated` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Aliases` (r:1 w:0)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Units` (r:1 w:0)
	/// Proof: `Devices::Units` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:0)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_activation_secp256k1(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(142_738_375, 3688)
			.saturating_add(Weight::from_parts(3_023_510, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(1_625_165, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(Weight::from_parts(0, 2636).saturating_mul(d.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:0)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Manifests` (r:1 w:0)
	/// Proof: `Devices::Manifests` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Roots` (r:1 w:0)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:8 w:0)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Activated` (r:1 w:0)
	/// Proof: `Devices::Activated` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Aliases` (r:1 w:0)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Units` (r:1 w:0)
	/// Proof: `Devices::Units` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:0)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_activation_p256(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(1_228_374_167, 3688)
			.saturating_add(Weight::from_parts(4_675_527, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(1_495_898, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(Weight::from_parts(0, 2636).saturating_mul(d.into()))
	}
	/// Storage: `Devices::Manifests` (r:1 w:0)
	/// Proof: `Devices::Manifests` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:1 w:1)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Count` (r:1 w:1)
	/// Proof: `Devices::Count` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Roots` (r:1 w:1)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Units` (r:1 w:1)
	/// Proof: `Devices::Units` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Activated` (r:1 w:1)
	/// Proof: `Devices::Activated` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:1)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Owned` (r:0 w:1)
	/// Proof: `Devices::Owned` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:0 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:0 w:1)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	fn activate() -> Weight {
		Weight::from_parts(190_294_000, 6196)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// Storage: `Devices::Manifests` (r:1 w:1)
	/// Proof: `Devices::Manifests` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:1 w:1)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Activated` (r:0 w:256)
	/// Proof: `Devices::Activated` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	fn sweep_manifest(c: u32, ) -> Weight {
		Weight::from_parts(63_133_371, 3856)
			.saturating_add(Weight::from_parts(1_804_231, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:1)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:9 w:2)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:8 w:0)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Rotations` (r:1 w:0)
	/// Proof: `Devices::Rotations` (`max_values`: None, `max_size`: Some(609), added: 3084, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Profiles` (r:1 w:1)
	/// Proof: `Devices::Profiles` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	fn move_device() -> Weight {
		Weight::from_parts(290_924_000, 24714)
			.saturating_add(T::DbWeight::get().reads(27_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:1)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:8 w:0)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:8 w:0)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn set_member() -> Weight {
		Weight::from_parts(102_713_000, 22078)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
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
	/// Storage: `Devices::Devices` (r:2 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:2 w:2)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Roots` (r:2 w:2)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Units` (r:1 w:2)
	/// Proof: `Devices::Units` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Shares` (r:2 w:0)
	/// Proof: `ProofOfTime::Shares` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Profiles` (r:2 w:2)
	/// Proof: `Devices::Profiles` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	fn bind_unit() -> Weight {
		Weight::from_parts(164_646_000, 6386)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Devices::NextRoot` (r:1 w:1)
	/// Proof: `Devices::NextRoot` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Roots` (r:0 w:1)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	fn admit_root() -> Weight {
		Weight::from_parts(10_065_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Devices::Roots` (r:1 w:1)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn set_root() -> Weight {
		Weight::from_parts(15_213_000, 3688)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Devices::Roots` (r:1 w:1)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	fn set_root_key() -> Weight {
		Weight::from_parts(13_680_000, 3688)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Devices::Roots` (r:1 w:1)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	fn revoke_root_key() -> Weight {
		Weight::from_parts(13_010_000, 3688)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Devices::Devices` (r:2 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Rotations` (r:1 w:1)
	/// Proof: `Devices::Rotations` (`max_values`: None, `max_size`: Some(609), added: 3084, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Aliases` (r:1 w:2)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	fn rotate_key() -> Weight {
		Weight::from_parts(228_100_000, 6178)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Devices::Devices` (r:2 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Rotations` (r:1 w:1)
	/// Proof: `Devices::Rotations` (`max_values`: None, `max_size`: Some(609), added: 3084, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Aliases` (r:1 w:1)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Room` (r:1 w:0)
	/// Proof: `ProofOfTime::Room` (`max_values`: Some(1), `max_size`: Some(28), added: 523, mode: `MaxEncodedLen`)
	fn start_rotation() -> Weight {
		Weight::from_parts(152_477_000, 6178)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:0)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Rotations` (r:1 w:1)
	/// Proof: `Devices::Rotations` (`max_values`: None, `max_size`: Some(609), added: 3084, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Aliases` (r:0 w:1)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn cancel_rotation() -> Weight {
		Weight::from_parts(126_589_000, 4074)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Rotations` (r:1 w:1)
	/// Proof: `Devices::Rotations` (`max_values`: None, `max_size`: Some(609), added: 3084, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Room` (r:1 w:0)
	/// Proof: `ProofOfTime::Room` (`max_values`: Some(1), `max_size`: Some(28), added: 523, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn finish_rotation() -> Weight {
		Weight::from_parts(24_807_000, 4074)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:8 w:0)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Admins` (r:8 w:0)
	/// Proof: `Devices::Admins` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Profiles` (r:1 w:1)
	/// Proof: `Devices::Profiles` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	fn set_profile() -> Weight {
		Weight::from_parts(97_816_000, 22078)
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:1)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	fn offer_device() -> Weight {
		Weight::from_parts(17_255_000, 3640)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Devices::Devices` (r:1 w:1)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:1)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Rotations` (r:1 w:1)
	/// Proof: `Devices::Rotations` (`max_values`: None, `max_size`: Some(609), added: 3084, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Stakes` (r:1 w:0)
	/// Proof: `ProofOfTime::Stakes` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:0)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Owned` (r:0 w:2)
	/// Proof: `Devices::Owned` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Aliases` (r:0 w:1)
	/// Proof: `Devices::Aliases` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn accept_device() -> Weight {
		Weight::from_parts(186_588_000, 6722)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `Devices::Devices` (r:64 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Owned` (r:64 w:64)
	/// Proof: `Devices::Owned` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn index_owned(n: u32, ) -> Weight {
		Weight::from_parts(11_664_496, 990)
			.saturating_add(Weight::from_parts(8_408_087, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2594).saturating_mul(n.into()))
	}
}

/// The weights with the SDK's reference database, for mocks.
impl WeightInfo for () {
	fn register_sr25519() -> Weight {
		Weight::from_parts(117_175_000, 3856)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_ed25519() -> Weight {
		Weight::from_parts(113_960_000, 3856)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_secp256k1() -> Weight {
		Weight::from_parts(143_494_000, 3856)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_p256() -> Weight {
		Weight::from_parts(1_208_753_000, 3856)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn remove(k: u32, ) -> Weight {
		Weight::from_parts(167_790_441, 22078)
			.saturating_add(Weight::from_parts(1_581_728, 0).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().reads(25_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}
	fn pause() -> Weight {
		Weight::from_parts(16_534_000, 3640)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(16_966_000, 3640)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn create_domain() -> Weight {
		Weight::from_parts(120_710_000, 19442)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn close_domain() -> Weight {
		Weight::from_parts(143_363_000, 21270)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(13_u64))
	}
	fn offer_domain() -> Weight {
		Weight::from_parts(14_411_000, 3626)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn accept_domain() -> Weight {
		Weight::from_parts(112_598_000, 6722)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_admin() -> Weight {
		Weight::from_parts(73_790_000, 22078)
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn suspend_domain() -> Weight {
		Weight::from_parts(71_216_000, 22078)
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn resume_domain() -> Weight {
		Weight::from_parts(71_837_000, 22078)
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_trust() -> Weight {
		Weight::from_parts(175_912_000, 22078)
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn drop_trust() -> Weight {
		Weight::from_parts(127_470_000, 22078)
			.saturating_add(RocksDbWeight::get().reads(20_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_prepaid() -> Weight {
		Weight::from_parts(83_334_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn publish_manifest() -> Weight {
		Weight::from_parts(188_711_000, 22078)
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_manifest() -> Weight {
		Weight::from_parts(77_295_000, 22078)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn authorize_activation_sr25519(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(101_414_342, 3688)
			.saturating_add(Weight::from_parts(4_796_366, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(1_576_784, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(Weight::from_parts(0, 2636).saturating_mul(d.into()))
	}
	fn authorize_activation_ed25519(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(99_342_167, 3688)
			.saturating_add(Weight::from_parts(4_298_400, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(1_672_705, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(Weight::from_parts(0, 2636).saturating_mul(d.into()))
	}
	fn authorize_activation_secp256k1(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(142_738_375, 3688)
			.saturating_add(Weight::from_parts(3_023_510, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(1_625_165, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(Weight::from_parts(0, 2636).saturating_mul(d.into()))
	}
	fn authorize_activation_p256(d: u32, p: u32, ) -> Weight {
		Weight::from_parts(1_228_374_167, 3688)
			.saturating_add(Weight::from_parts(4_675_527, 0).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(1_495_898, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(Weight::from_parts(0, 2636).saturating_mul(d.into()))
	}
	fn activate() -> Weight {
		Weight::from_parts(190_294_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn sweep_manifest(c: u32, ) -> Weight {
		Weight::from_parts(63_133_371, 3856)
			.saturating_add(Weight::from_parts(1_804_231, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}
	fn move_device() -> Weight {
		Weight::from_parts(290_924_000, 24714)
			.saturating_add(RocksDbWeight::get().reads(27_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn set_member() -> Weight {
		Weight::from_parts(102_713_000, 22078)
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
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
	fn bind_unit() -> Weight {
		Weight::from_parts(164_646_000, 6386)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn admit_root() -> Weight {
		Weight::from_parts(10_065_000, 1489)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_root() -> Weight {
		Weight::from_parts(15_213_000, 3688)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_root_key() -> Weight {
		Weight::from_parts(13_680_000, 3688)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn revoke_root_key() -> Weight {
		Weight::from_parts(13_010_000, 3688)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn rotate_key() -> Weight {
		Weight::from_parts(228_100_000, 6178)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn start_rotation() -> Weight {
		Weight::from_parts(152_477_000, 6178)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn cancel_rotation() -> Weight {
		Weight::from_parts(126_589_000, 4074)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn finish_rotation() -> Weight {
		Weight::from_parts(24_807_000, 4074)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_profile() -> Weight {
		Weight::from_parts(97_816_000, 22078)
			.saturating_add(RocksDbWeight::get().reads(21_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn offer_device() -> Weight {
		Weight::from_parts(17_255_000, 3640)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn accept_device() -> Weight {
		Weight::from_parts(186_588_000, 6722)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	fn index_owned(n: u32, ) -> Weight {
		Weight::from_parts(11_664_496, 990)
			.saturating_add(Weight::from_parts(8_408_087, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2594).saturating_mul(n.into()))
	}
}
