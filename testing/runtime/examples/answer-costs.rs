//! Costs of an answer in the runtime, by the size of the fleet, the device's key and the days since its last
//! answer: time, calls that read and write the storage, and how many of them a block holds:
//! `scripts/bench costs`.
//!
//! The runtime's WASM applies each answer by a call of its own, as an author's node has it do, over a state
//! in memory that holds the whole fleet. An answer is authorised, settles the pay since the device's last
//! one and is written down. The disk's part is not in it.

mod wasm;

use frame_support::{dispatch::DispatchClass, weights::Weight};
use jmt_primitives::{authorized::Share, Day, DevicePublic, Draw, KeyType};
use jmt_runtime::{genesis_presets::DEVELOPMENT, Runtime, UncheckedExtrinsic, WASM_BINARY};
use jmt_runtime_harness::{counter::Access, days::short_days, device::Device, Chain};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring::Alice;
use std::time::Duration;
use wasm::{apply, used};

/// Sizes of the fleet.
const SIZES: [u32; 3] = [1_000, 100_000, 1_000_000];

/// Days since the last answer.
const ABSENCES: [Day; 5] = [0, 1, 7, 14, 30];

/// Devices that answer, in one block: fewer than fit of the costliest type of key.
const ANSWERS: u32 = 128;

/// Whose answers are measured.
#[derive(Clone, Copy)]
struct Case {
	/// Devices of the fleet.
	size: u32,
	key_type: KeyType,
	/// Whole days of draws since the last answer.
	absence: Day,
}

fn main() {
	let code = WASM_BINARY.expect("built without SKIP_WASM_BUILD");
	println!("the runtime's WASM, compact and compressed: {} bytes", code.len());
	println!(
		"{:>9}  {:>9}  {:>12}  {:>8}  {:>8}  {:>5}  {:>6}  {:>9}  {:>9}",
		"devices", "key", "days absent", "median", "p99", "reads", "writes", "weight", "in block"
	);
	let usual = Case { size: SIZES[0], key_type: KeyType::Ed25519, absence: 0 };
	let sizes = SIZES.map(|size| Case { size, ..usual });
	let keys = KeyType::ALL.map(|key_type| Case { key_type, ..usual });
	let absences = ABSENCES.map(|absence| Case { absence, ..usual });
	for case in sizes.into_iter().chain(keys).chain(absences) {
		let (weight, access, times) = measure(case, code);
		let micros = |time: Duration| time.as_secs_f64() * 1e6;
		println!(
			"{:>9}  {:>9}  {:>12}  {:>8.0}  {:>8.0}  {:>5}  {:>6}  {:>9.0}  {:>9}",
			case.size,
			format!("{:?}", case.key_type),
			case.absence,
			micros(times[times.len() / 2]),
			micros(times[times.len() * 99 / 100]),
			access.reads,
			access.writes,
			weight.ref_time() as f64 / 1e6,
			fitting(weight),
		);
	}
	println!("{ANSWERS} answers each; time and weight in microseconds");
}

/// How many answers of this weight a block lets in: by weight, and by the bound on their number.
fn fitting(weight: Weight) -> u64 {
	let blocks = <Runtime as frame_system::Config>::BlockWeights::get();
	let normal = blocks.get(DispatchClass::Normal).max_total.unwrap_or(blocks.max_block);
	(Share::Answers.weight() * normal)
		.checked_div_per_component(&weight)
		.unwrap_or(0)
		.min(<Runtime as pallet_proof_of_time::Config>::MaxAnswersPerBlock::get().into())
}

/// Weight of an answer once it is in, its reads and writes of the storage, and the time that each of the
/// answers to one draw took, shortest first, in a fleet of which every device is drawn.
fn measure(case: Case, code: &[u8]) -> (Weight, Access, Vec<Duration>) {
	// One bucket for any fleet.
	let mut chain = Chain::start_with(DEVELOPMENT, short_days(1, u32::MAX)).unchecked();
	chain.blocks(1);
	let genesis = chain.genesis_hash();
	let devices: Vec<_> = (0..ANSWERS).map(|number| Device::of(case.key_type, number)).collect();
	fill(&mut chain, &devices, case.size);
	let answers = |draw: &Draw| -> Vec<UncheckedExtrinsic> {
		devices.iter().map(|device| device.answer(&genesis, draw)).collect()
	};
	// The first answer of a device only begins its time.
	let draw = chain.until_draw(10);
	chain.block(answers(&draw)).all_good();
	chain.doze(case.absence);
	let draw = chain.until_draw(10);
	let answers = answers(&draw);
	let (mut weight, mut access, mut times) = (Weight::zero(), Access::default(), Vec::new());
	chain
		.block_of(|ext| {
			let before = ext.execute_with(used);
			let results;
			(results, times, access) = apply(ext, code, &answers);
			weight = ext.execute_with(used).saturating_sub(before).div(ANSWERS.into());
			(results, Vec::new())
		})
		.all_good();
	times.sort_unstable();
	(weight, access, times)
}

/// Puts a fleet into the registry and among the miners, these devices first, and waits for a day of draws
/// that counts them.
fn fill(chain: &mut Chain, devices: &[Device], size: u32) {
	let first = devices.iter().map(Device::public);
	chain.enrol(&Alice.to_account_id(), first.chain((ANSWERS..size).map(silent)));
	// The others have a record and no weight.
	chain.read(|| {
		for number in ANSWERS..size {
			pallet_proof_of_time::Miners::<Runtime>::insert(
				silent(number).id(),
				pallet_proof_of_time::Miner::default(),
			);
		}
	});
	chain.until_next_day();
}

/// The key of a device that never answers.
fn silent(number: u32) -> DevicePublic {
	DevicePublic::Ed25519(blake2_256(&number.to_le_bytes()))
}
