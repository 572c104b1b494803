//! Weights of `pallet_proof_of_time`, measured by `scripts/bench-weights` on AMD EPYC (2026-11-29); never edited.
//!
//! 50 steps, 20 repetitions, frame-omni-bencher of CLI 64.0.0. Of `answer` and `answer_with_unit` two reads were added by
//! hand: the worker, and the parameter that its work is measured by.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions of `pallet_proof_of_time`.
pub trait WeightInfo {
	fn on_initialize_idle() -> Weight;
	fn on_initialize_draw() -> Weight;
	fn authorize_answer_sr25519() -> Weight;
	fn authorize_answer_ed25519() -> Weight;
	fn authorize_answer_secp256k1() -> Weight;
	fn authorize_answer_p256() -> Weight;
	fn answer(d: u32, ) -> Weight;
	fn answer_with_unit(d: u32, ) -> Weight;
	fn claim(n: u32, ) -> Weight;
	fn report_silent() -> Weight;
	fn on_leave() -> Weight;
	fn on_lose_unit() -> Weight;
	fn on_new_owner() -> Weight;
	fn stake() -> Weight;
	fn unstake() -> Weight;
	fn withdraw_stake() -> Weight;
	fn report_distrusted() -> Weight;
}

/// The weights with the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Babe::CurrentSlot` (r:1 w:0)
	/// Proof: `Babe::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `MultiBlockMigrations::Cursor` (r:1 w:0)
	/// Proof: `MultiBlockMigrations::Cursor` (`max_values`: Some(1), `max_size`: Some(65550), added: 66045, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Room` (r:1 w:1)
	/// Proof: `ProofOfTime::Room` (`max_values`: Some(1), `max_size`: Some(28), added: 523, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::OpenWindow` (r:1 w:1)
	/// Proof: `ProofOfTime::OpenWindow` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:0)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(35_724_000, 67035)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Babe::CurrentSlot` (r:1 w:0)
	/// Proof: `Babe::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `MultiBlockMigrations::Cursor` (r:1 w:0)
	/// Proof: `MultiBlockMigrations::Cursor` (`max_values`: Some(1), `max_size`: Some(65550), added: 66045, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Room` (r:1 w:1)
	/// Proof: `ProofOfTime::Room` (`max_values`: Some(1), `max_size`: Some(28), added: 523, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:1)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::OpenWindow` (r:1 w:1)
	/// Proof: `ProofOfTime::OpenWindow` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:15 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Drawn` (r:4 w:3)
	/// Proof: `ProofOfTime::Drawn` (`max_values`: None, `max_size`: Some(2906), added: 5381, mode: `MaxEncodedLen`)
	/// Storage: `Babe::AuthorVrfRandomness` (r:1 w:0)
	/// Proof: `Babe::AuthorVrfRandomness` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Books` (r:2 w:2)
	/// Proof: `ProofOfTime::Books` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `Emission::Streams` (r:1 w:1)
	/// Proof: `Emission::Streams` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Emission::Shares` (r:1 w:0)
	/// Proof: `Emission::Shares` (`max_values`: Some(1), `max_size`: Some(76), added: 571, mode: `MaxEncodedLen`)
	/// Storage: `Emission::Launch` (r:1 w:0)
	/// Proof: `Emission::Launch` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Days` (r:1 w:1)
	/// Proof: `ProofOfTime::Days` (`max_values`: Some(1), `max_size`: Some(1365), added: 1860, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Swept` (r:1 w:0)
	/// Proof: `ProofOfTime::Swept` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn on_initialize_draw() -> Weight {
		Weight::from_parts(272_336_000, 67035)
			.saturating_add(T::DbWeight::get().reads(35_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// Storage: `Babe::CurrentSlot` (r:1 w:0)
	/// Proof: `Babe::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:0)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:0)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_answer_sr25519() -> Weight {
		Weight::from_parts(71_526_000, 3640)
			.saturating_add(T::DbWeight::get().reads(7_u64))
	}
	/// Storage: `Babe::CurrentSlot` (r:1 w:0)
	/// Proof: `Babe::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:0)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:0)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_answer_ed25519() -> Weight {
		Weight::from_parts(70_695_000, 3640)
			.saturating_add(T::DbWeight::get().reads(7_u64))
	}
	/// Storage: `Babe::CurrentSlot` (r:1 w:0)
	/// Proof: `Babe::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:0)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:0)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_answer_secp256k1() -> Weight {
		Weight::from_parts(98_828_000, 3640)
			.saturating_add(T::DbWeight::get().reads(7_u64))
	}
	/// Storage: `Babe::CurrentSlot` (r:1 w:0)
	/// Proof: `Babe::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:0)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:0)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_answer_p256() -> Weight {
		Weight::from_parts(1_217_866_000, 3640)
			.saturating_add(T::DbWeight::get().reads(7_u64))
	}
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:1)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Books` (r:1 w:1)
	/// Proof: `ProofOfTime::Books` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Days` (r:1 w:0)
	/// Proof: `ProofOfTime::Days` (`max_values`: Some(1), `max_size`: Some(1365), added: 1860, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Drawn` (r:31 w:0)
	/// Proof: `ProofOfTime::Drawn` (`max_values`: None, `max_size`: Some(2906), added: 5381, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Stakes` (r:1 w:0)
	/// Proof: `ProofOfTime::Stakes` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:1)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Tasks::Workers` (r:1 w:0), by hand
	/// Storage: `Parameters::Parameters` (r:1 w:0), by hand
	fn answer(d: u32, ) -> Weight {
		Weight::from_parts(52_550_604, 3640)
			.saturating_add(Weight::from_parts(4_534_698, 0).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(0, 5381).saturating_mul(d.into()))
	}
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:1)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Roots` (r:1 w:0)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:1 w:0)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Shares` (r:1 w:1)
	/// Proof: `ProofOfTime::Shares` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Books` (r:1 w:1)
	/// Proof: `ProofOfTime::Books` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Days` (r:1 w:0)
	/// Proof: `ProofOfTime::Days` (`max_values`: Some(1), `max_size`: Some(1365), added: 1860, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Drawn` (r:31 w:0)
	/// Proof: `ProofOfTime::Drawn` (`max_values`: None, `max_size`: Some(2906), added: 5381, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Stakes` (r:1 w:0)
	/// Proof: `ProofOfTime::Stakes` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Groups` (r:3 w:3)
	/// Proof: `ProofOfTime::Groups` (`max_values`: None, `max_size`: Some(41), added: 2516, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::FreeCalls` (r:1 w:1)
	/// Proof: `ProofOfTime::FreeCalls` (`max_values`: Some(1), `max_size`: Some(124), added: 619, mode: `MaxEncodedLen`)
	/// Storage: `Tasks::Workers` (r:1 w:0), by hand
	/// Storage: `Parameters::Parameters` (r:1 w:0), by hand
	fn answer_with_unit(d: u32, ) -> Weight {
		Weight::from_parts(89_381_583, 8166)
			.saturating_add(Weight::from_parts(4_647_462, 0).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(Weight::from_parts(0, 5381).saturating_mul(d.into()))
	}
	/// Storage: `Devices::Devices` (r:256 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:256 w:256)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Shares` (r:256 w:0)
	/// Proof: `ProofOfTime::Shares` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: UNKNOWN KEY `0x26aa394eea5630e07c48ae0c9558cef7d68e9fb6bb0fb80ca264f578748aef70` (r:1 w:0)
	/// Proof: UNKNOWN KEY `0x26aa394eea5630e07c48ae0c9558cef7d68e9fb6bb0fb80ca264f578748aef70` (r:1 w:0)
	/// Storage: `ProofOfTime::Books` (r:2 w:2)
	/// Proof: `ProofOfTime::Books` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	fn claim(n: u32, ) -> Weight {
		Weight::from_parts(25_135_122, 6196)
			.saturating_add(Weight::from_parts(13_703_331, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2594).saturating_mul(n.into()))
	}
	/// Storage: `ProofOfTime::Miners` (r:1 w:1)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Days` (r:1 w:0)
	/// Proof: `ProofOfTime::Days` (`max_values`: Some(1), `max_size`: Some(1365), added: 1860, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Drawn` (r:1 w:0)
	/// Proof: `ProofOfTime::Drawn` (`max_values`: None, `max_size`: Some(2906), added: 5381, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Shares` (r:1 w:1)
	/// Proof: `ProofOfTime::Shares` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Books` (r:2 w:2)
	/// Proof: `ProofOfTime::Books` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Groups` (r:2 w:2)
	/// Proof: `ProofOfTime::Groups` (`max_values`: None, `max_size`: Some(41), added: 2516, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn report_silent() -> Weight {
		Weight::from_parts(123_183_000, 6371)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `ProofOfTime::Stakes` (r:1 w:1)
	/// Proof: `ProofOfTime::Stakes` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:1)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Shares` (r:1 w:1)
	/// Proof: `ProofOfTime::Shares` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Books` (r:2 w:2)
	/// Proof: `ProofOfTime::Books` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Groups` (r:2 w:2)
	/// Proof: `ProofOfTime::Groups` (`max_values`: None, `max_size`: Some(41), added: 2516, mode: `MaxEncodedLen`)
	fn on_leave() -> Weight {
		Weight::from_parts(137_886_000, 6254)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `ProofOfTime::Shares` (r:1 w:1)
	/// Proof: `ProofOfTime::Shares` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:1)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Books` (r:2 w:2)
	/// Proof: `ProofOfTime::Books` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Groups` (r:2 w:2)
	/// Proof: `ProofOfTime::Groups` (`max_values`: None, `max_size`: Some(41), added: 2516, mode: `MaxEncodedLen`)
	fn on_lose_unit() -> Weight {
		Weight::from_parts(42_764_000, 6254)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `ProofOfTime::Stakes` (r:1 w:1)
	/// Proof: `ProofOfTime::Stakes` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:1)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Shares` (r:1 w:0)
	/// Proof: `ProofOfTime::Shares` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Books` (r:1 w:1)
	/// Proof: `ProofOfTime::Books` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	fn on_new_owner() -> Weight {
		Weight::from_parts(84_276_000, 6196)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Stakes` (r:1 w:1)
	/// Proof: `ProofOfTime::Stakes` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	fn stake() -> Weight {
		Weight::from_parts(74_041_000, 3856)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ProofOfTime::Stakes` (r:1 w:1)
	/// Proof: `ProofOfTime::Stakes` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn unstake() -> Weight {
		Weight::from_parts(16_325_000, 3585)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ProofOfTime::Stakes` (r:1 w:1)
	/// Proof: `ProofOfTime::Stakes` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:0)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(391), added: 2866, mode: `MaxEncodedLen`)
	fn withdraw_stake() -> Weight {
		Weight::from_parts(69_854_000, 3856)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ProofOfTime::Miners` (r:1 w:1)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Shares` (r:1 w:1)
	/// Proof: `ProofOfTime::Shares` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Members` (r:1 w:0)
	/// Proof: `Devices::Members` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Roots` (r:1 w:0)
	/// Proof: `Devices::Roots` (`max_values`: None, `max_size`: Some(223), added: 2698, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Domains` (r:1 w:0)
	/// Proof: `Devices::Domains` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Books` (r:2 w:2)
	/// Proof: `ProofOfTime::Books` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Groups` (r:2 w:2)
	/// Proof: `ProofOfTime::Groups` (`max_values`: None, `max_size`: Some(41), added: 2516, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn report_distrusted() -> Weight {
		Weight::from_parts(124_716_000, 6254)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
}

/// The weights with the SDK's reference database, for mocks.
impl WeightInfo for () {
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(35_724_000, 67035)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn on_initialize_draw() -> Weight {
		Weight::from_parts(272_336_000, 67035)
			.saturating_add(RocksDbWeight::get().reads(35_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn authorize_answer_sr25519() -> Weight {
		Weight::from_parts(71_526_000, 3640)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
	}
	fn authorize_answer_ed25519() -> Weight {
		Weight::from_parts(70_695_000, 3640)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
	}
	fn authorize_answer_secp256k1() -> Weight {
		Weight::from_parts(98_828_000, 3640)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
	}
	fn authorize_answer_p256() -> Weight {
		Weight::from_parts(1_217_866_000, 3640)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
	}
	/// Storage: `Tasks::Workers` (r:1 w:0), by hand
	/// Storage: `Parameters::Parameters` (r:1 w:0), by hand
	fn answer(d: u32, ) -> Weight {
		Weight::from_parts(52_550_604, 3640)
			.saturating_add(Weight::from_parts(4_534_698, 0).saturating_mul(d.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(0, 5381).saturating_mul(d.into()))
	}
	/// Storage: `Tasks::Workers` (r:1 w:0), by hand
	/// Storage: `Parameters::Parameters` (r:1 w:0), by hand
	fn answer_with_unit(d: u32, ) -> Weight {
		Weight::from_parts(89_381_583, 8166)
			.saturating_add(Weight::from_parts(4_647_462, 0).saturating_mul(d.into()))
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
			.saturating_add(Weight::from_parts(0, 5381).saturating_mul(d.into()))
	}
	fn claim(n: u32, ) -> Weight {
		Weight::from_parts(25_135_122, 6196)
			.saturating_add(Weight::from_parts(13_703_331, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2594).saturating_mul(n.into()))
	}
	fn report_silent() -> Weight {
		Weight::from_parts(123_183_000, 6371)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn on_leave() -> Weight {
		Weight::from_parts(137_886_000, 6254)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	fn on_lose_unit() -> Weight {
		Weight::from_parts(42_764_000, 6254)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn on_new_owner() -> Weight {
		Weight::from_parts(84_276_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn stake() -> Weight {
		Weight::from_parts(74_041_000, 3856)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn unstake() -> Weight {
		Weight::from_parts(16_325_000, 3585)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn withdraw_stake() -> Weight {
		Weight::from_parts(69_854_000, 3856)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn report_distrusted() -> Weight {
		Weight::from_parts(124_716_000, 6254)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
}
