//! Weights of `pallet_proof_of_time`, measured by `scripts/bench-weights` on AMD EPYC (2026-11-26); never edited.
//!
//! 50 steps, 20 repetitions, frame-omni-bencher of CLI 64.0.0.
//!
//! Not measured yet, but put together by hand from the nearest measured one and the items that they touch: what
//! classes, factors, groups and stakes add to a draw, an answer, a claim, a report and a leave, and the whole of
//! `answer_with_unit`, `on_lose_unit`, `on_new_owner`, `stake`, `unstake`, `withdraw_stake` and `report_distrusted`;
//! the 9 reads of a member's domains in `authorize_answer_*`.

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
	fn claim(n: u32, ) -> Weight;
	fn report_silent() -> Weight;
	fn on_leave() -> Weight;
	fn answer_with_unit(d: u32, ) -> Weight;
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
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(108), added: 603, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::OpenWindow` (r:1 w:1)
	/// Proof: `ProofOfTime::OpenWindow` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `MultiBlockMigrations::Cursor` (r:1 w:0)
	/// Proof: `MultiBlockMigrations::Cursor` (`max_values`: Some(1), `max_size`: Some(65550), added: 66045, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::AnswersInBlock` (r:1 w:0)
	/// Proof: `ProofOfTime::AnswersInBlock` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(41_197_000, 67035)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Babe::CurrentSlot` (r:1 w:0)
	/// Proof: `Babe::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:1)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(108), added: 603, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::OpenWindow` (r:1 w:1)
	/// Proof: `ProofOfTime::OpenWindow` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:7 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Drawn` (r:4 w:3)
	/// Proof: `ProofOfTime::Drawn` (`max_values`: None, `max_size`: Some(2906), added: 5381, mode: `MaxEncodedLen`)
	/// Storage: `Babe::AuthorVrfRandomness` (r:1 w:0)
	/// Proof: `Babe::AuthorVrfRandomness` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Books` (r:1 w:1)
	/// Proof: `ProofOfTime::Books` (`max_values`: Some(1), `max_size`: Some(140), added: 635, mode: `MaxEncodedLen`)
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
		Weight::from_parts(330_000_000, 22514)
			.saturating_add(T::DbWeight::get().reads(33_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// Storage: `Babe::CurrentSlot` (r:1 w:0)
	/// Proof: `Babe::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(108), added: 603, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::AnswersInBlock` (r:1 w:0)
	/// Proof: `ProofOfTime::AnswersInBlock` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:0)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_answer_sr25519() -> Weight {
		Weight::from_parts(110_157_000, 3584)
			.saturating_add(T::DbWeight::get().reads(15_u64))
	}
	/// Storage: `Babe::CurrentSlot` (r:1 w:0)
	/// Proof: `Babe::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(108), added: 603, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::AnswersInBlock` (r:1 w:0)
	/// Proof: `ProofOfTime::AnswersInBlock` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:0)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_answer_ed25519() -> Weight {
		Weight::from_parts(120_005_000, 3584)
			.saturating_add(T::DbWeight::get().reads(15_u64))
	}
	/// Storage: `Babe::CurrentSlot` (r:1 w:0)
	/// Proof: `Babe::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(108), added: 603, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::AnswersInBlock` (r:1 w:0)
	/// Proof: `ProofOfTime::AnswersInBlock` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:0)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_answer_secp256k1() -> Weight {
		Weight::from_parts(246_442_000, 3584)
			.saturating_add(T::DbWeight::get().reads(15_u64))
	}
	/// Storage: `Babe::CurrentSlot` (r:1 w:0)
	/// Proof: `Babe::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(108), added: 603, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::AnswersInBlock` (r:1 w:0)
	/// Proof: `ProofOfTime::AnswersInBlock` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Devices::Devices` (r:1 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:0)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_answer_p256() -> Weight {
		Weight::from_parts(1_985_795_000, 3584)
			.saturating_add(T::DbWeight::get().reads(15_u64))
	}
	/// Storage: `ProofOfTime::CurrentDraw` (r:1 w:0)
	/// Proof: `ProofOfTime::CurrentDraw` (`max_values`: Some(1), `max_size`: Some(108), added: 603, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Books` (r:1 w:1)
	/// Proof: `ProofOfTime::Books` (`max_values`: Some(1), `max_size`: Some(140), added: 635, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:1 w:1)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Days` (r:1 w:0)
	/// Proof: `ProofOfTime::Days` (`max_values`: Some(1), `max_size`: Some(1365), added: 1860, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Drawn` (r:31 w:0)
	/// Proof: `ProofOfTime::Drawn` (`max_values`: None, `max_size`: Some(2906), added: 5381, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::AnswersInBlock` (r:1 w:1)
	/// Proof: `ProofOfTime::AnswersInBlock` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn answer(d: u32, ) -> Weight {
		Weight::from_parts(66_000_000, 3577)
			.saturating_add(Weight::from_parts(5_752_362, 0).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(0, 5381).saturating_mul(d.into()))
	}
	/// Storage: `Devices::Devices` (r:256 w:0)
	/// Proof: `Devices::Devices` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Miners` (r:256 w:256)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Books` (r:1 w:1)
	/// Proof: `ProofOfTime::Books` (`max_values`: Some(1), `max_size`: Some(140), added: 635, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim(n: u32, ) -> Weight {
		Weight::from_parts(152_756_000, 6196)
			.saturating_add(Weight::from_parts(21_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
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
	/// Storage: `ProofOfTime::Books` (r:1 w:1)
	/// Proof: `ProofOfTime::Books` (`max_values`: Some(1), `max_size`: Some(140), added: 635, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn report_silent() -> Weight {
		Weight::from_parts(270_000_000, 6371)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `ProofOfTime::Miners` (r:1 w:1)
	/// Proof: `ProofOfTime::Miners` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `ProofOfTime::Books` (r:1 w:1)
	/// Proof: `ProofOfTime::Books` (`max_values`: Some(1), `max_size`: Some(140), added: 635, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn on_leave() -> Weight {
		Weight::from_parts(200_000_000, 6196)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// As a flat answer, with the device's domain, its root of trust, its share, four groups and the books of both classes
	/// more.
	fn answer_with_unit(d: u32, ) -> Weight {
		Weight::from_parts(150_000_000, 30000)
			.saturating_add(Weight::from_parts(5_752_362, 0).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(T::DbWeight::get().writes(9_u64))
			.saturating_add(Weight::from_parts(0, 5381).saturating_mul(d.into()))
	}
	/// The record, its share, two groups and both books.
	fn on_lose_unit() -> Weight {
		Weight::from_parts(90_000_000, 10000)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// The stake, the clock, the record, its share, the books, the pot and the owner of before.
	fn on_new_owner() -> Weight {
		Weight::from_parts(150_000_000, 10000)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// The device, its stake, the account and its holds.
	fn stake() -> Weight {
		Weight::from_parts(90_000_000, 6500)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// The stake and the clock.
	fn unstake() -> Weight {
		Weight::from_parts(40_000_000, 3600)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// The stake, the clock, the record, the account and its holds.
	fn withdraw_stake() -> Weight {
		Weight::from_parts(100_000_000, 6500)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// As a report of silence, with the device's unit and its root of trust in place of the draws.
	fn report_distrusted() -> Weight {
		Weight::from_parts(270_000_000, 12000)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
}


/// The weights with the SDK's reference database, for mocks.
impl WeightInfo for () {
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(41_197_000, 67035)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn on_initialize_draw() -> Weight {
		Weight::from_parts(330_000_000, 22514)
			.saturating_add(RocksDbWeight::get().reads(33_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn authorize_answer_sr25519() -> Weight {
		Weight::from_parts(110_157_000, 3584)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
	}
	fn authorize_answer_ed25519() -> Weight {
		Weight::from_parts(120_005_000, 3584)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
	}
	fn authorize_answer_secp256k1() -> Weight {
		Weight::from_parts(246_442_000, 3584)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
	}
	fn authorize_answer_p256() -> Weight {
		Weight::from_parts(1_985_795_000, 3584)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
	}
	fn answer(d: u32, ) -> Weight {
		Weight::from_parts(66_000_000, 3577)
			.saturating_add(Weight::from_parts(5_752_362, 0).saturating_mul(d.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(0, 5381).saturating_mul(d.into()))
	}
	fn claim(n: u32, ) -> Weight {
		Weight::from_parts(152_756_000, 6196)
			.saturating_add(Weight::from_parts(21_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2594).saturating_mul(n.into()))
	}
	fn report_silent() -> Weight {
		Weight::from_parts(270_000_000, 6371)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn on_leave() -> Weight {
		Weight::from_parts(200_000_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn answer_with_unit(d: u32, ) -> Weight {
		Weight::from_parts(150_000_000, 30000)
			.saturating_add(Weight::from_parts(5_752_362, 0).saturating_mul(d.into()))
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
			.saturating_add(Weight::from_parts(0, 5381).saturating_mul(d.into()))
	}
	fn on_lose_unit() -> Weight {
		Weight::from_parts(90_000_000, 10000)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn on_new_owner() -> Weight {
		Weight::from_parts(150_000_000, 10000)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn stake() -> Weight {
		Weight::from_parts(90_000_000, 6500)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn unstake() -> Weight {
		Weight::from_parts(40_000_000, 3600)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn withdraw_stake() -> Weight {
		Weight::from_parts(100_000_000, 6500)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn report_distrusted() -> Weight {
		Weight::from_parts(270_000_000, 12000)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
}

