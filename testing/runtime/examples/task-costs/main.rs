//! Costs of a checked task with three slots in the runtime, beside bare transfers: `scripts/bench tasks`.
//!
//! One task goes from its post to its collection in real blocks, with three claims in the order of tickets and with five,
//! of which two displace another: what each call weighs, and how often it reaches the storage. The runtime's WASM then
//! does the same for many tasks and for transfers, in one run. Reads and writes by weight are those of the pallet's own
//! weights, which count an entry once a call; those of the storage count each call of it, those that stay in the block's
//! overlay and the events included. The disk's part is not in the times, it is in the weights.

#![allow(unexpected_cfgs, reason = "the macro of a runtime asks for a feature of its crate")]

mod market;
#[allow(dead_code)]
mod scale;
#[path = "../wasm/mod.rs"]
mod wasm;

use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::fungible::Inspect,
	weights::Weight,
};
use jmt_primitives::{authorized::Share, Balance, JMT};
use jmt_runtime::{
	constants::time::SLOT_MS, Balances, Executive, Runtime, RuntimeCall, TransactionPayment,
	UncheckedExtrinsic, WASM_BINARY,
};
use jmt_runtime_harness::{
	counter::{count, Access},
	Chain,
};
use market::{Market, CLIENT, PAY};
use sp_keyring::Sr25519Keyring::{Bob, Charlie};
use sp_runtime::FixedU128;
use std::time::Duration;
use wasm::used;

/// Tasks that the WASM does, and transfers.
const TASKS: u32 = 16;
const TRANSFERS: u32 = 128;

/// The goals: the weight of a task in transfers, its reads and writes at most, tasks a second, and JMT of fees.
const MOST_TRANSFERS: u32 = 15;
const MOST_READS: u32 = 120;
const MOST_WRITES: u32 = 45;
const LEAST_A_SECOND: u32 = 55;
const MOST_FEES: &str = "0.02";

/// Free calls of a task with three slots: to claim, to commit and to tell.
const FREE_CALLS: f64 = 9.0;

/// A call that was applied.
struct Cost {
	weight: Weight,
	reached: Access,
}

fn main() {
	let code = WASM_BINARY.expect("built without SKIP_WASM_BUILD");
	println!("the runtime's WASM, compact and compressed: {} bytes", code.len());
	let mut chain = Market::open().chain;
	let extrinsics = transfers(&mut chain);
	let transfer = natively(&mut chain, extrinsics).swap_remove(0);
	let Cost { weight: transfer, reached } = transfer;
	println!("{:>34}  {:>8}  {:>9}  {:>7}  {:>7}", "", "weight", "transfers", "reads", "writes");
	print_row("a transfer", transfer, transfer, reached);
	let (three, fees) = one_task(3, transfer);
	let (five, _) = one_task(5, transfer);
	by_weights(transfer);
	a_second(three, five, transfer);
	in_wasm(code);
	print_fees(fees);
	println!("weight and time in microseconds");
}

fn micros(weight: Weight) -> f64 {
	weight.ref_time() as f64 / 1e6
}

fn transfers(chain: &mut Chain) -> Vec<UncheckedExtrinsic> {
	let dest = Charlie.to_account_id().into();
	let call = pallet_balances::Call::transfer_keep_alive { dest, value: JMT };
	(0..TRANSFERS).map(|earlier| chain.signed_after(Bob, earlier, call.clone())).collect()
}

/// Applies these in one block, and says what each of them cost.
fn natively(chain: &mut Chain, extrinsics: Vec<UncheckedExtrinsic>) -> Vec<Cost> {
	let mut costs = Vec::new();
	let apply = |extrinsic| {
		let before = used();
		let (result, reached) = count(|| Executive::apply_extrinsic(extrinsic));
		costs.push(Cost { weight: used().saturating_sub(before), reached });
		result
	};
	chain
		.block_of(|ext| {
			let results = ext.execute_with(|| extrinsics.into_iter().map(apply).collect());
			(results, Vec::new())
		})
		.all_good();
	costs
}

fn print_row(name: &str, weight: Weight, transfer: Weight, reached: Access) {
	let times = micros(weight) / micros(transfer);
	let Access { reads, writes } = reached;
	println!("{name:>34}  {:>8.0}  {times:>9.2}  {reads:>7}  {writes:>7}", micros(weight));
}

/// Has one task done, with so many claims, and prints each call. Returns the weight of all of them, and all that the
/// client paid besides the pay of three slots, in planck.
fn one_task(claims: usize, transfer: Weight) -> (Weight, Balance) {
	let mut market = Market::open();
	let wealth = |chain: &mut Chain| {
		chain.read(|| <Balances as Inspect<_>>::total_balance(&CLIENT.to_account_id()))
	};
	// Blocks without calls lower the multiplier of fees by less than a thousandth; here it is one.
	market.chain.read(|| {
		pallet_transaction_payment::NextFeeMultiplier::<Runtime>::put(FixedU128::from_u32(1))
	});
	let before = wealth(&mut market.chain);
	let mut weight = Weight::zero();
	let mut reached = Access::default();
	market.tasks(1, claims, |chain, name, extrinsics| {
		for (number, cost) in (1..).zip(natively(chain, extrinsics)) {
			print_row(&format!("{name} {number}"), cost.weight, transfer, cost.reached);
			weight = weight.saturating_add(cost.weight);
			reached.reads += cost.reached.reads;
			reached.writes += cost.reached.writes;
		}
	});
	let name = format!("a task of three, {claims} claims");
	print_row(&name, weight, transfer, reached);
	println!("{:>34}  goal: {MOST_TRANSFERS} transfers at most", "");
	(weight, before - wealth(&mut market.chain) - 3 * PAY)
}

/// Reads and writes as the pallet's weights have them.
fn by_weights(transfer: Weight) {
	let bytes = market::terms_bytes();
	for claims in [3, 5] {
		let scale::Task { weight, reads, writes } = scale::task(claims, bytes, market::OUTPUT);
		println!(
			"by the pallet's weights, {claims} claims: {:.0} us, {:.2} transfers, {reads} reads, {writes} writes \
			 (goals {MOST_READS} and {MOST_WRITES} at most)",
			micros(weight),
			micros(weight) / micros(transfer),
		);
	}
	let scale::Task { weight, reads, writes } = scale::seed();
	println!(
		"besides, once a block with posts, its seed: {:.0} us, {reads} reads, {writes} writes",
		micros(weight)
	);
}

/// Tasks a second by weight beside transfers, and what the bounds on free calls leave of them.
fn a_second(three: Weight, five: Weight, transfer: Weight) {
	let blocks = <Runtime as frame_system::Config>::BlockWeights::get();
	let normal = blocks.get(DispatchClass::Normal).max_total.unwrap_or(blocks.max_block);
	let seconds = SLOT_MS as f64 / 1e3;
	let a_second = |weight: Weight| normal.ref_time() as f64 / weight.ref_time() as f64 / seconds;
	println!("by the weight of a block for normal calls, a second:");
	println!("  transfers                       {:.0}", a_second(transfer));
	println!("  tasks, 3 claims                 {:.1} (goal {LEAST_A_SECOND})", a_second(three));
	println!("  tasks, 5 claims                 {:.1}", a_second(five));
	if let Some(calls) = Share::Tasks.calls() {
		let tasks = f64::from(calls) / FREE_CALLS / seconds;
		println!("  tasks, by {calls} free calls a block {tasks:.1}");
	}
}

/// The time of the WASM for tasks and transfers.
fn in_wasm(code: &[u8]) {
	let time = |chain: &mut Chain, extrinsics: Vec<UncheckedExtrinsic>| {
		let mut sum = Duration::ZERO;
		let number = extrinsics.len() as f64;
		let made = chain.block_of(|ext| {
			let (results, times, _) = wasm::apply(ext, code, &extrinsics);
			// The last one is not timed.
			sum = times.iter().sum::<Duration>().mul_f64(number / (number - 1.0));
			(results, Vec::new())
		});
		made.all_good();
		sum.as_secs_f64() * 1e6
	};
	let mut chain = Market::open().chain;
	let extrinsics = transfers(&mut chain);
	let transfer = time(&mut chain, extrinsics) / f64::from(TRANSFERS);
	let mut task = 0.0;
	Market::open()
		.tasks(TASKS, 3, |chain, _, extrinsics| task += time(chain, extrinsics) / f64::from(TASKS));
	println!("in the runtime's WASM, the state in memory, mean:");
	println!("  a transfer, of {TRANSFERS}              {transfer:.0}");
	println!("  a task, 3 claims, of {TASKS}         {task:.0}, {:.1} transfers", task / transfer);
}

fn print_fees(fees: Balance) {
	let jmt = |planck: Balance| format!("{:.5} JMT", planck as f64 / JMT as f64);
	println!("fees at multiplier 1");
	println!(
		"  a task of three, {} bytes of output: {}, pay apart (goal {MOST_FEES} JMT at most)",
		market::OUTPUT_BYTES,
		jmt(fees)
	);
	let mut market = Market::open();
	for (name, by, call) in market.others() {
		let signed = market.chain.signed(by, call);
		let fee = market.chain.read(|| {
			pallet_transaction_payment::NextFeeMultiplier::<Runtime>::put(FixedU128::from_u32(1));
			let info = signed.get_dispatch_info();
			let length = codec::Encode::encoded_size(&signed);
			TransactionPayment::compute_fee(u32::try_from(length).expect("short"), &info, 0)
		});
		println!("  {name:<30} {}", jmt(fee));
	}
}

/// A call by name.
type Named = (&'static str, sp_keyring::Sr25519Keyring, RuntimeCall);
