//! Weights of `pallet_proof_of_time`.
//!
//! Reference figures by hand, in the shape of the generated file; `scripts/bench-weights` replaces them
//! with measured ones.

#![allow(clippy::unnecessary_cast, missing_docs)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weights of this pallet's calls, hooks and authorisation.
pub trait WeightInfo {
	/// A block that does not draw, its end included.
	fn on_initialize_idle() -> Weight;
	/// A block that draws, opens a day and sweeps an old one, its end included.
	fn on_initialize_draw() -> Weight;
	/// Authorising an answer signed by sr25519.
	fn authorize_answer_sr25519() -> Weight;
	/// Authorising an answer signed by ed25519.
	fn authorize_answer_ed25519() -> Weight;
	/// Authorising an answer signed by secp256k1.
	fn authorize_answer_secp256k1() -> Weight;
	/// Authorising an answer signed by P-256.
	fn authorize_answer_p256() -> Weight;
	/// An answer that looks at `d` days.
	fn answer(d: u32) -> Weight;
	/// A claim for `n` devices.
	fn claim(n: u32) -> Weight;
	/// A report.
	fn report_silent() -> Weight;
	/// A device that leaves.
	fn on_leave() -> Weight;
}

/// Weights by the costs of the runtime's own database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(9_000_000, 1_600)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn on_initialize_draw() -> Weight {
		Weight::from_parts(120_000_000, 12000)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(15))
	}
	fn authorize_answer_sr25519() -> Weight {
		Weight::from_parts(62_000_000, 4000).saturating_add(T::DbWeight::get().reads(6))
	}
	fn authorize_answer_ed25519() -> Weight {
		Weight::from_parts(58_000_000, 4000).saturating_add(T::DbWeight::get().reads(6))
	}
	fn authorize_answer_secp256k1() -> Weight {
		Weight::from_parts(160_000_000, 4000).saturating_add(T::DbWeight::get().reads(6))
	}
	fn authorize_answer_p256() -> Weight {
		Weight::from_parts(900_000_000, 4000).saturating_add(T::DbWeight::get().reads(6))
	}
	fn answer(d: u32) -> Weight {
		Weight::from_parts(24_000_000, 6000)
			.saturating_add(Weight::from_parts(3_000_000, 5400).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(d.into()))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn claim(n: u32) -> Weight {
		Weight::from_parts(45_000_000, 6200)
			.saturating_add(Weight::from_parts(9_000_000, 5200).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes(n.into()))
	}
	fn report_silent() -> Weight {
		Weight::from_parts(62_000_000, 8000)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn on_leave() -> Weight {
		Weight::from_parts(52_000_000, 6200)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
}

/// For tests and for runtimes that name no database.
impl WeightInfo for () {
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(9_000_000, 1_600)
			.saturating_add(RocksDbWeight::get().reads(4))
			.saturating_add(RocksDbWeight::get().writes(1))
	}
	fn on_initialize_draw() -> Weight {
		Weight::from_parts(120_000_000, 12000)
			.saturating_add(RocksDbWeight::get().reads(17))
			.saturating_add(RocksDbWeight::get().writes(15))
	}
	fn authorize_answer_sr25519() -> Weight {
		Weight::from_parts(62_000_000, 4000).saturating_add(RocksDbWeight::get().reads(6))
	}
	fn authorize_answer_ed25519() -> Weight {
		Weight::from_parts(58_000_000, 4000).saturating_add(RocksDbWeight::get().reads(6))
	}
	fn authorize_answer_secp256k1() -> Weight {
		Weight::from_parts(160_000_000, 4000).saturating_add(RocksDbWeight::get().reads(6))
	}
	fn authorize_answer_p256() -> Weight {
		Weight::from_parts(900_000_000, 4000).saturating_add(RocksDbWeight::get().reads(6))
	}
	fn answer(d: u32) -> Weight {
		Weight::from_parts(24_000_000, 6000)
			.saturating_add(Weight::from_parts(3_000_000, 5400).saturating_mul(d.into()))
			.saturating_add(RocksDbWeight::get().reads(6))
			.saturating_add(RocksDbWeight::get().reads(d.into()))
			.saturating_add(RocksDbWeight::get().writes(3))
	}
	fn claim(n: u32) -> Weight {
		Weight::from_parts(45_000_000, 6200)
			.saturating_add(Weight::from_parts(9_000_000, 5200).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3))
			.saturating_add(RocksDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(3))
			.saturating_add(RocksDbWeight::get().writes(n.into()))
	}
	fn report_silent() -> Weight {
		Weight::from_parts(62_000_000, 8000)
			.saturating_add(RocksDbWeight::get().reads(8))
			.saturating_add(RocksDbWeight::get().writes(4))
	}
	fn on_leave() -> Weight {
		Weight::from_parts(52_000_000, 6200)
			.saturating_add(RocksDbWeight::get().reads(4))
			.saturating_add(RocksDbWeight::get().writes(4))
	}
}
