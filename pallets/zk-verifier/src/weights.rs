//! Weights of `pallet_zk_verifier`, measured by `scripts/bench-weights` on AMD EPYC (2026-11-29); never edited.
//!
//! 20 steps, 10 repetitions, frame-omni-bencher of CLI 64.0.0.

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
	fn anchor() -> Weight;
	fn drop_anchor() -> Weight;
	fn create_group() -> Weight;
	fn add_members(m: u32, ) -> Weight;
	fn update_member(s: u32, ) -> Weight;
	fn close_group(p: u32, ) -> Weight;
	fn open_topic() -> Weight;
	fn close_topic(n: u32, ) -> Weight;
	fn signal() -> Weight;
	fn authorize_signal() -> Weight;
	fn signal_authorized() -> Weight;
}

/// The weights with the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `ZkVerifier::Barred` (r:1 w:0)
	/// Proof: `ZkVerifier::Barred` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Keys` (r:1 w:1)
	/// Proof: `ZkVerifier::Keys` (`max_values`: None, `max_size`: Some(126), added: 2601, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Prepared` (r:0 w:1)
	/// Proof: `ZkVerifier::Prepared` (`max_values`: None, `max_size`: Some(2978), added: 5453, mode: `MaxEncodedLen`)
	fn register_key(n: u32, ) -> Weight {
		Weight::from_parts(1_922_607_018, 3928)
			.saturating_add(Weight::from_parts(3_697_886, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Keys` (r:1 w:1)
	/// Proof: `ZkVerifier::Keys` (`max_values`: None, `max_size`: Some(126), added: 2601, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Barred` (r:1 w:1)
	/// Proof: `ZkVerifier::Barred` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn retire_key() -> Weight {
		Weight::from_parts(55_292_000, 3591)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Keys` (r:1 w:1)
	/// Proof: `ZkVerifier::Keys` (`max_values`: None, `max_size`: Some(126), added: 2601, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Barred` (r:1 w:1)
	/// Proof: `ZkVerifier::Barred` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Prepared` (r:0 w:1)
	/// Proof: `ZkVerifier::Prepared` (`max_values`: None, `max_size`: Some(2978), added: 5453, mode: `MaxEncodedLen`)
	fn remove_key() -> Weight {
		Weight::from_parts(103_304_000, 3928)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `ZkVerifier::Keys` (r:1 w:0)
	/// Proof: `ZkVerifier::Keys` (`max_values`: None, `max_size`: Some(126), added: 2601, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Prepared` (r:1 w:0)
	/// Proof: `ZkVerifier::Prepared` (`max_values`: None, `max_size`: Some(2978), added: 5453, mode: `MaxEncodedLen`)
	fn verify_one(n: u32, ) -> Weight {
		Weight::from_parts(1_818_316_841, 6443)
			.saturating_add(Weight::from_parts(40_182_172, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	/// Storage: `ZkVerifier::Keys` (r:1 w:0)
	/// Proof: `ZkVerifier::Keys` (`max_values`: None, `max_size`: Some(126), added: 2601, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Prepared` (r:1 w:0)
	/// Proof: `ZkVerifier::Prepared` (`max_values`: None, `max_size`: Some(2978), added: 5453, mode: `MaxEncodedLen`)
	fn verify_batch(p: u32, ) -> Weight {
		Weight::from_parts(3_216_488_924, 6443)
			.saturating_add(Weight::from_parts(431_421_991, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	/// Storage: `ZkVerifier::Keys` (r:64 w:0)
	/// Proof: `ZkVerifier::Keys` (`max_values`: None, `max_size`: Some(126), added: 2601, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Prepared` (r:64 w:0)
	/// Proof: `ZkVerifier::Prepared` (`max_values`: None, `max_size`: Some(2978), added: 5453, mode: `MaxEncodedLen`)
	fn verify_keys(k: u32, _n: u32, ) -> Weight {
		Weight::from_parts(3_037_230_000, 990)
			.saturating_add(Weight::from_parts(1_590_085_247, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 5453).saturating_mul(k.into()))
	}
	/// Storage: `ZkVerifier::Anchors` (r:1 w:1)
	/// Proof: `ZkVerifier::Anchors` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn anchor() -> Weight {
		Weight::from_parts(71_757_000, 3928)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ZkVerifier::Anchors` (r:1 w:1)
	/// Proof: `ZkVerifier::Anchors` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	fn drop_anchor() -> Weight {
		Weight::from_parts(59_429_000, 3928)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ZkVerifier::NextGroup` (r:1 w:1)
	/// Proof: `ZkVerifier::NextGroup` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Groups` (r:0 w:1)
	/// Proof: `ZkVerifier::Groups` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	fn create_group() -> Weight {
		Weight::from_parts(63_806_000, 3928)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ZkVerifier::Groups` (r:1 w:1)
	/// Proof: `ZkVerifier::Groups` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::ReplacedRoots` (r:1 w:1)
	/// Proof: `ZkVerifier::ReplacedRoots` (`max_values`: None, `max_size`: Some(2574), added: 5049, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Frontiers` (r:1 w:1)
	/// Proof: `ZkVerifier::Frontiers` (`max_values`: None, `max_size`: Some(1073), added: 3548, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Pages` (r:5 w:5)
	/// Proof: `ZkVerifier::Pages` (`max_values`: None, `max_size`: Some(2074), added: 4549, mode: `MaxEncodedLen`)
	fn add_members(m: u32, ) -> Weight {
		Weight::from_parts(695_190_969, 7907)
			.saturating_add(Weight::from_parts(19_140_994, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(Weight::from_parts(0, 69).saturating_mul(m.into()))
	}
	/// Storage: `ZkVerifier::Groups` (r:1 w:1)
	/// Proof: `ZkVerifier::Groups` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Pages` (r:1 w:1)
	/// Proof: `ZkVerifier::Pages` (`max_values`: None, `max_size`: Some(2074), added: 4549, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::ReplacedRoots` (r:1 w:1)
	/// Proof: `ZkVerifier::ReplacedRoots` (`max_values`: None, `max_size`: Some(2574), added: 5049, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Frontiers` (r:1 w:1)
	/// Proof: `ZkVerifier::Frontiers` (`max_values`: None, `max_size`: Some(1073), added: 3548, mode: `MaxEncodedLen`)
	fn update_member(s: u32, ) -> Weight {
		Weight::from_parts(48_959_044, 6039)
			.saturating_add(Weight::from_parts(38_654_552, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ZkVerifier::Groups` (r:1 w:1)
	/// Proof: `ZkVerifier::Groups` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::ReplacedRoots` (r:0 w:1)
	/// Proof: `ZkVerifier::ReplacedRoots` (`max_values`: None, `max_size`: Some(2574), added: 5049, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Frontiers` (r:0 w:1)
	/// Proof: `ZkVerifier::Frontiers` (`max_values`: None, `max_size`: Some(1073), added: 3548, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Pages` (r:0 w:256)
	/// Proof: `ZkVerifier::Pages` (`max_values`: None, `max_size`: Some(2074), added: 4549, mode: `MaxEncodedLen`)
	fn close_group(p: u32, ) -> Weight {
		Weight::from_parts(63_579_686, 3928)
			.saturating_add(Weight::from_parts(2_211_655, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
	/// Storage: `ZkVerifier::Groups` (r:1 w:1)
	/// Proof: `ZkVerifier::Groups` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Topics` (r:1 w:1)
	/// Proof: `ZkVerifier::Topics` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	fn open_topic() -> Weight {
		Weight::from_parts(76_864_000, 3928)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ZkVerifier::Topics` (r:1 w:1)
	/// Proof: `ZkVerifier::Topics` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Aliases` (r:1001 w:1000)
	/// Proof: `ZkVerifier::Aliases` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Groups` (r:1 w:1)
	/// Proof: `ZkVerifier::Groups` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	fn close_topic(n: u32, ) -> Weight {
		Weight::from_parts(131_606_000, 6196)
			.saturating_add(Weight::from_parts(6_177_484, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2555).saturating_mul(n.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Topics` (r:1 w:1)
	/// Proof: `ZkVerifier::Topics` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Groups` (r:1 w:0)
	/// Proof: `ZkVerifier::Groups` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::ReplacedRoots` (r:1 w:0)
	/// Proof: `ZkVerifier::ReplacedRoots` (`max_values`: None, `max_size`: Some(2574), added: 5049, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Aliases` (r:1 w:1)
	/// Proof: `ZkVerifier::Aliases` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Keys` (r:1 w:0)
	/// Proof: `ZkVerifier::Keys` (`max_values`: None, `max_size`: Some(126), added: 2601, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Prepared` (r:1 w:0)
	/// Proof: `ZkVerifier::Prepared` (`max_values`: None, `max_size`: Some(2978), added: 5453, mode: `MaxEncodedLen`)
	fn signal() -> Weight {
		Weight::from_parts(2_148_034_000, 6443)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:0)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Topics` (r:1 w:0)
	/// Proof: `ZkVerifier::Topics` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Groups` (r:1 w:0)
	/// Proof: `ZkVerifier::Groups` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::ReplacedRoots` (r:1 w:0)
	/// Proof: `ZkVerifier::ReplacedRoots` (`max_values`: None, `max_size`: Some(2574), added: 5049, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:2 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Aliases` (r:1 w:0)
	/// Proof: `ZkVerifier::Aliases` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Keys` (r:1 w:0)
	/// Proof: `ZkVerifier::Keys` (`max_values`: None, `max_size`: Some(126), added: 2601, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Prepared` (r:1 w:0)
	/// Proof: `ZkVerifier::Prepared` (`max_values`: None, `max_size`: Some(2978), added: 5453, mode: `MaxEncodedLen`)
	fn authorize_signal() -> Weight {
		Weight::from_parts(2_246_631_000, 6443)
			.saturating_add(T::DbWeight::get().reads(11_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Topics` (r:1 w:1)
	/// Proof: `ZkVerifier::Topics` (`max_values`: None, `max_size`: Some(154), added: 2629, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Groups` (r:1 w:0)
	/// Proof: `ZkVerifier::Groups` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::ReplacedRoots` (r:1 w:0)
	/// Proof: `ZkVerifier::ReplacedRoots` (`max_values`: None, `max_size`: Some(2574), added: 5049, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ZkVerifier::Aliases` (r:1 w:1)
	/// Proof: `ZkVerifier::Aliases` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:1)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	fn signal_authorized() -> Weight {
		Weight::from_parts(88_533_000, 6039)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

/// The weights with the SDK's reference database, for mocks.
impl WeightInfo for () {
	fn register_key(n: u32, ) -> Weight {
		Weight::from_parts(1_922_607_018, 3928)
			.saturating_add(Weight::from_parts(3_697_886, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn retire_key() -> Weight {
		Weight::from_parts(55_292_000, 3591)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn remove_key() -> Weight {
		Weight::from_parts(103_304_000, 3928)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn verify_one(n: u32, ) -> Weight {
		Weight::from_parts(1_818_316_841, 6443)
			.saturating_add(Weight::from_parts(40_182_172, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn verify_batch(p: u32, ) -> Weight {
		Weight::from_parts(3_216_488_924, 6443)
			.saturating_add(Weight::from_parts(431_421_991, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn verify_keys(k: u32, _n: u32, ) -> Weight {
		Weight::from_parts(3_037_230_000, 990)
			.saturating_add(Weight::from_parts(1_590_085_247, 0).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 5453).saturating_mul(k.into()))
	}
	fn anchor() -> Weight {
		Weight::from_parts(71_757_000, 3928)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn drop_anchor() -> Weight {
		Weight::from_parts(59_429_000, 3928)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn create_group() -> Weight {
		Weight::from_parts(63_806_000, 3928)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn add_members(m: u32, ) -> Weight {
		Weight::from_parts(695_190_969, 7907)
			.saturating_add(Weight::from_parts(19_140_994, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(Weight::from_parts(0, 69).saturating_mul(m.into()))
	}
	fn update_member(s: u32, ) -> Weight {
		Weight::from_parts(48_959_044, 6039)
			.saturating_add(Weight::from_parts(38_654_552, 0).saturating_mul(s.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn close_group(p: u32, ) -> Weight {
		Weight::from_parts(63_579_686, 3928)
			.saturating_add(Weight::from_parts(2_211_655, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
	fn open_topic() -> Weight {
		Weight::from_parts(76_864_000, 3928)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn close_topic(n: u32, ) -> Weight {
		Weight::from_parts(131_606_000, 6196)
			.saturating_add(Weight::from_parts(6_177_484, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2555).saturating_mul(n.into()))
	}
	fn signal() -> Weight {
		Weight::from_parts(2_148_034_000, 6443)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn authorize_signal() -> Weight {
		Weight::from_parts(2_246_631_000, 6443)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
	}
	fn signal_authorized() -> Weight {
		Weight::from_parts(88_533_000, 6039)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
}
