//! A task by the pallet's weights, on a database of which each read or write costs one, or nothing.

use frame_support::{derive_impl, parameter_types, weights::RuntimeDbWeight};
use jmt_runtime::Runtime;
use pallet_tasks::weights::{SubstrateWeight, WeightInfo};
use sp_runtime::Weight;

parameter_types! {
	/// Costs of a read and a write.
	pub static DbCosts: RuntimeDbWeight = RuntimeDbWeight { read: 0, write: 0 };
}

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Scale;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Scale>;
}

type Block = frame_system::mocking::MockBlock<Scale>;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Scale {
	type Block = Block;
	type DbWeight = DbCosts;
}

type Weights = SubstrateWeight<Scale>;

/// The weight of some calls with the runtime's database, and the reads and writes that it is made of.
pub struct Task {
	pub weight: Weight,
	pub reads: u64,
	pub writes: u64,
}

fn weigh(weight: impl Fn() -> Weight) -> Task {
	let on = |read, write| {
		DbCosts::set(RuntimeDbWeight { read, write });
		weight().ref_time()
	};
	let alone = on(0, 0);
	let (reads, writes) = (on(1, 0) - alone, on(0, 1) - alone);
	DbCosts::set(<Runtime as frame_system::Config>::DbWeight::get());
	Task { weight: weight(), reads, writes }
}

/// A task with three slots from its post, of so many bytes, to its collection, with so many claims by sr25519: those
/// behind the third displace another. All tell the same, the first with the output.
pub fn task(claims: u32, bytes: u32, output: &[u8]) -> Task {
	let output = u32::try_from(output.len()).expect("short");
	weigh(|| {
		let sum = |weights: &[Weight]| weights.iter().fold(Weight::zero(), |all, one| all + *one);
		let claim = |number: u32| Weights::claim(number.min(3)) + Weights::verify_sr25519();
		let claiming = (1..=claims).fold(Weight::zero(), |all, number| all + claim(number));
		let displacing = Weights::displace() * u64::from(claims.saturating_sub(3));
		let telling = Weights::commit(3) + Weights::reveal(3) + Weights::verify_sr25519() * 2;
		sum(&[
			Weights::post(bytes),
			claiming,
			displacing,
			telling * 3,
			Weights::carry(output),
			Weights::settle(3, 0),
			Weights::collect(),
		])
	})
}

/// The seed of a block that posted, above what each block does.
pub fn seed() -> Task {
	let seed = weigh(Weights::on_initialize_seed);
	let idle = weigh(Weights::on_initialize_idle);
	Task {
		weight: seed.weight.saturating_sub(idle.weight),
		reads: seed.reads.saturating_sub(idle.reads),
		writes: seed.writes.saturating_sub(idle.writes),
	}
}
