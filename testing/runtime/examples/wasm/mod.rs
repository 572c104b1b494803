//! Extrinsics applied by the runtime's WASM, as an author's node has it do, over a state in memory.

use codec::{Decode, Encode};
use frame_support::{dispatch::DispatchClass, weights::Weight};
use jmt_runtime::{System, UncheckedExtrinsic};
use jmt_runtime_harness::counter::{count, Access};
use sc_executor::WasmExecutor;
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_io::{hashing::blake2_256, TestExternalities};
use sp_runtime::ApplyExtrinsicResult;
use std::time::{Duration, Instant};

/// The block's weight of normal calls so far.
pub fn used() -> Weight {
	*System::block_weight().get(DispatchClass::Normal)
}

/// Has the WASM apply the extrinsics, one by one. The last one is not timed but counted: counting takes
/// time itself.
pub fn apply(
	ext: &mut TestExternalities,
	code: &[u8],
	extrinsics: &[UncheckedExtrinsic],
) -> (Vec<ApplyExtrinsicResult>, Vec<Duration>, Access) {
	let executor = WasmExecutor::<sp_io::SubstrateHostFunctions>::builder().build();
	let fetcher = WrappedRuntimeCode(code.into());
	let code =
		RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash: blake2_256(code).to_vec() };
	let context = CallContext::Onchain { import: false };
	let mut call = |method: &str, data: &[u8]| {
		executor.call(&mut ext.ext(), &code, method, data, context).0.expect("the runtime answers")
	};
	// Compiles it.
	call("Core_version", &[]);
	let mut apply = |extrinsic: &UncheckedExtrinsic| {
		let data = extrinsic.encode();
		let begun = Instant::now();
		let result = call("BlockBuilder_apply_extrinsic", &data);
		let took = begun.elapsed();
		(ApplyExtrinsicResult::decode(&mut &result[..]).expect("a result"), took)
	};
	let (last, timed) = extrinsics.split_last().expect("there is one");
	let (mut results, times): (Vec<_>, Vec<_>) = timed.iter().map(&mut apply).unzip();
	let ((result, _), access) = count(|| apply(last));
	results.push(result);
	(results, times, access)
}
