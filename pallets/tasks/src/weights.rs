//! Weights of `pallet_tasks`. Reference figures, put together by hand from the reads and writes of each call and from
//! measured ones of signatures; `scripts/bench-weights` takes their place.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions of `pallet_tasks`.
pub trait WeightInfo {
	fn on_initialize_idle() -> Weight;
	fn on_initialize_seed() -> Weight;
	fn enrol() -> Weight;
	fn set_stake() -> Weight;
	fn post(b: u32, ) -> Weight;
	fn cancel() -> Weight;
	fn claim(r: u32, ) -> Weight;
	fn displace() -> Weight;
	fn commit(r: u32, ) -> Weight;
	fn reveal(r: u32, ) -> Weight;
	fn carry(o: u32, ) -> Weight;
	fn settle(r: u32, l: u32, ) -> Weight;
	fn challenge() -> Weight;
	fn collect() -> Weight;
	fn on_leave() -> Weight;
	fn verify_sr25519() -> Weight;
	fn verify_ed25519() -> Weight;
	fn verify_secp256k1() -> Weight;
	fn verify_p256() -> Weight;
}

/// The weights with the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// BABE's `AuthorVrfRandomness`, `Recent` (r, w), `Batches` (3 r), `Swept` (r, w), `Now`, `Room`, and two old batches (2 w).
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(15_000_000, 3600)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Besides: `Totals` (r), one batch (w).
	fn on_initialize_seed() -> Weight {
		Weight::from_parts(40_000_000, 3600)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// `Now`, `Devices`, `Members`, eight domains, `Workers`, `BlockHash`, `Books`, `Totals`, account and holds of both owners.
	fn enrol() -> Weight {
		Weight::from_parts(110_000_000, 10800)
			.saturating_add(T::DbWeight::get().reads(19_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// `Workers`, `Now`, account, holds, `Books`, `Totals`.
	fn set_stake() -> Weight {
		Weight::from_parts(80_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// `NextId`, `Batches`, `Tasks` (w), account and holds of the client, the pot, `Books`, a parameter.
	/// The range of component `b` is `[0, 2400]`.
	fn post(b: u32, ) -> Weight {
		Weight::from_parts(160_000_000, 6200)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(Weight::from_parts(5_000, 0).saturating_mul(b.into()))
	}
	/// `Tasks`, `Batches`, `Now`, `Room`, account, holds, `Books`.
	fn cancel() -> Weight {
		Weight::from_parts(90_000_000, 7500)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// `Tasks`, `Batches`, `Now`, `Room`, `Workers`, `Devices`, `Members`, eight domains, `FreeCalls`, `BlockHash`.
	/// The range of component `r` is `[1, 7]`.
	fn claim(r: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 10800)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(500_000, 0).saturating_mul(r.into()))
	}
	/// Besides: the worker that had the slot.
	fn displace() -> Weight {
		Weight::from_parts(8_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// `Tasks`, `Now`, `Room`, `Workers` (r), `FreeCalls`, `BlockHash`.
	/// The range of component `r` is `[1, 7]`.
	fn commit(r: u32, ) -> Weight {
		Weight::from_parts(40_000_000, 7500)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(500_000, 0).saturating_mul(r.into()))
	}
	/// `Tasks`, `Now`, `Room`, `Workers` (r), `FreeCalls`, `BlockHash`.
	/// The range of component `r` is `[1, 7]`.
	fn reveal(r: u32, ) -> Weight {
		Weight::from_parts(45_000_000, 7500)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(500_000, 0).saturating_mul(r.into()))
	}
	/// Besides: `Outputs` (w).
	/// The range of component `o` is `[0, 16384]`.
	fn carry(o: u32, ) -> Weight {
		Weight::from_parts(5_000_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(3_000, 0).saturating_mul(o.into()))
	}
	/// `Tasks`, `Now`, `Room`, account and holds of the client, the pot, `Books`; of each slot the worker and an account.
	/// Of each that loses its holds and `Totals`, or its output.
	/// The range of component `r` is `[0, 14]`.
	/// The range of component `l` is `[0, 14]`.
	fn settle(r: u32, l: u32, ) -> Weight {
		Weight::from_parts(90_000_000, 7500)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(45_000_000, 6400).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(45_000_000, 3800).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(l.into())))
	}
	/// `Tasks`, `Batches`, `Now`, `Room`, account and holds, `Books`, `NextId`, `Panels`.
	fn challenge() -> Weight {
		Weight::from_parts(110_000_000, 7500)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// `Tasks`, `Now`, account and holds of the client, account of the sender, `Books`, `Outputs` (w).
	fn collect() -> Weight {
		Weight::from_parts(90_000_000, 7500)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// `Workers`, `Now`, account, holds, `Books`, `Totals`.
	fn on_leave() -> Weight {
		Weight::from_parts(70_000_000, 3800)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
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

/// The weights without a runtime, for tests.
impl WeightInfo for () {
	/// BABE's `AuthorVrfRandomness`, `Recent` (r, w), `Batches` (3 r), `Swept` (r, w), `Now`, `Room`, and two old batches (2 w).
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(15_000_000, 3600)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	/// Besides: `Totals` (r), one batch (w).
	fn on_initialize_seed() -> Weight {
		Weight::from_parts(40_000_000, 3600)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// `Now`, `Devices`, `Members`, eight domains, `Workers`, `BlockHash`, `Books`, `Totals`, account and holds of both owners.
	fn enrol() -> Weight {
		Weight::from_parts(110_000_000, 10800)
			.saturating_add(RocksDbWeight::get().reads(19_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	/// `Workers`, `Now`, account, holds, `Books`, `Totals`.
	fn set_stake() -> Weight {
		Weight::from_parts(80_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// `NextId`, `Batches`, `Tasks` (w), account and holds of the client, the pot, `Books`, a parameter.
	/// The range of component `b` is `[0, 2400]`.
	fn post(b: u32, ) -> Weight {
		Weight::from_parts(160_000_000, 6200)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
			.saturating_add(Weight::from_parts(5_000, 0).saturating_mul(b.into()))
	}
	/// `Tasks`, `Batches`, `Now`, `Room`, account, holds, `Books`.
	fn cancel() -> Weight {
		Weight::from_parts(90_000_000, 7500)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	/// `Tasks`, `Batches`, `Now`, `Room`, `Workers`, `Devices`, `Members`, eight domains, `FreeCalls`, `BlockHash`.
	/// The range of component `r` is `[1, 7]`.
	fn claim(r: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 10800)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(500_000, 0).saturating_mul(r.into()))
	}
	/// Besides: the worker that had the slot.
	fn displace() -> Weight {
		Weight::from_parts(8_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// `Tasks`, `Now`, `Room`, `Workers` (r), `FreeCalls`, `BlockHash`.
	/// The range of component `r` is `[1, 7]`.
	fn commit(r: u32, ) -> Weight {
		Weight::from_parts(40_000_000, 7500)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(500_000, 0).saturating_mul(r.into()))
	}
	/// `Tasks`, `Now`, `Room`, `Workers` (r), `FreeCalls`, `BlockHash`.
	/// The range of component `r` is `[1, 7]`.
	fn reveal(r: u32, ) -> Weight {
		Weight::from_parts(45_000_000, 7500)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(500_000, 0).saturating_mul(r.into()))
	}
	/// Besides: `Outputs` (w).
	/// The range of component `o` is `[0, 16384]`.
	fn carry(o: u32, ) -> Weight {
		Weight::from_parts(5_000_000, 0)
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(3_000, 0).saturating_mul(o.into()))
	}
	/// `Tasks`, `Now`, `Room`, account and holds of the client, the pot, `Books`; of each slot the worker and an account.
	/// Of each that loses its holds and `Totals`, or its output.
	/// The range of component `r` is `[0, 14]`.
	/// The range of component `l` is `[0, 14]`.
	fn settle(r: u32, l: u32, ) -> Weight {
		Weight::from_parts(90_000_000, 7500)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(45_000_000, 6400).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(45_000_000, 3800).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(l.into())))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(l.into())))
	}
	/// `Tasks`, `Batches`, `Now`, `Room`, account and holds, `Books`, `NextId`, `Panels`.
	fn challenge() -> Weight {
		Weight::from_parts(110_000_000, 7500)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	/// `Tasks`, `Now`, account and holds of the client, account of the sender, `Books`, `Outputs` (w).
	fn collect() -> Weight {
		Weight::from_parts(90_000_000, 7500)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// `Workers`, `Now`, account, holds, `Books`, `Totals`.
	fn on_leave() -> Weight {
		Weight::from_parts(70_000_000, 3800)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
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
