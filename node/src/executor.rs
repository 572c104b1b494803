//! Executes the runtime's WASM, and refuses calls whose arguments the runtime would take without a word.
//!
//! `author_rotateKeysWithOwner` hands its owner to the runtime as bytes of any length. Keys that are made for
//! anything but an account have a proof that `Session.set_keys` never takes, and the RPC's method has no check of
//! its own. The call is therefore refused here, before a key is made.

use codec::Decode;
use jmt_primitives::AccountId;
use sc_executor::{
	error::{Error, Result},
	Externalities, HeapAllocStrategy, RuntimeVersion, RuntimeVersionOf, WasmExecutor,
	DEFAULT_HEAP_ALLOC_STRATEGY,
};
use sc_service::config::ExecutorConfiguration;
use sp_core::{
	crypto::ByteArray,
	traits::{CallContext, CodeExecutor, ReadRuntimeVersion, RuntimeCode},
};
use std::{io, path::Path};

/// Has the standard host functions and no other, as light clients do.
pub type Wasm = WasmExecutor<sp_io::SubstrateHostFunctions>;

/// The runtime's function that makes session keys.
const GENERATE_SESSION_KEYS: &str = "SessionKeys_generate_session_keys";

/// The executor of the node's client.
#[derive(Clone)]
pub struct RuntimeExecutor(Wasm);

impl RuntimeExecutor {
	/// An executor that works by this one.
	pub fn new(wasm: Wasm) -> Self {
		Self(wasm)
	}

	/// An executor by a node's configuration, as [`sc_service::new_wasm_executor`] makes it, that keeps compiled
	/// runtimes in a folder if one is given. A folder that cannot be used is a warning in the log.
	pub fn configured(config: &ExecutorConfiguration, cache: Option<&Path>) -> io::Result<Self> {
		let heap = config.default_heap_pages.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |pages| {
			HeapAllocStrategy::Static { extra_pages: u32::try_from(pages).unwrap_or(u32::MAX) }
		});
		let wasm = Wasm::builder()
			.with_execution_method(config.wasm_method)
			.with_onchain_heap_alloc_strategy(heap)
			.with_offchain_heap_alloc_strategy(heap)
			.with_max_runtime_instances(config.max_runtime_instances)
			.with_runtime_cache_size(config.runtime_cache_size);
		Ok(Self(match cache {
			// It takes no relative path.
			Some(folder) => wasm.with_cache_path(std::path::absolute(folder)?).build(),
			None => wasm.build(),
		}))
	}
}

impl CodeExecutor for RuntimeExecutor {
	type Error = Error;

	fn call(
		&self,
		ext: &mut dyn Externalities,
		runtime_code: &RuntimeCode,
		method: &str,
		data: &[u8],
		context: CallContext,
	) -> (Result<Vec<u8>>, bool) {
		match check(method, data) {
			Ok(()) => self.0.call(ext, runtime_code, method, data, context),
			Err(reason) => (Err(Error::Other(reason)), false),
		}
	}
}

impl RuntimeVersionOf for RuntimeExecutor {
	fn runtime_version(
		&self,
		ext: &mut dyn Externalities,
		runtime_code: &RuntimeCode,
	) -> Result<RuntimeVersion> {
		self.0.runtime_version(ext, runtime_code)
	}
}

impl ReadRuntimeVersion for RuntimeExecutor {
	fn read_runtime_version(
		&self,
		wasm_code: &[u8],
		ext: &mut dyn Externalities,
	) -> std::result::Result<Vec<u8>, String> {
		self.0.read_runtime_version(wasm_code, ext)
	}
}

/// That session keys are made for an account. Keys from a seed, as development nodes make them at their start,
/// need no owner, and arguments of another shape are of a runtime that knows none.
fn check(method: &str, arguments: &[u8]) -> std::result::Result<(), String> {
	if method != GENERATE_SESSION_KEYS {
		return Ok(());
	}
	match <(Vec<u8>, Option<Vec<u8>>)>::decode(&mut &*arguments) {
		Ok((owner, None)) if owner.len() != AccountId::LEN => Err(format!(
			"session keys are made for their owner: a public key of {} bytes, not of {}; give it to \
			 author_rotateKeysWithOwner",
			AccountId::LEN,
			owner.len()
		)),
		_ => Ok(()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;

	fn generate(owner: &[u8], seed: Option<&[u8]>) -> std::result::Result<(), String> {
		let seed = seed.map(<[u8]>::to_vec);
		check(GENERATE_SESSION_KEYS, &(owner.to_vec(), seed).encode())
	}

	#[test]
	fn it_makes_keys_for_an_account() {
		assert_eq!(generate(&[7; 32], None), Ok(()));
	}

	#[test]
	fn it_makes_the_keys_of_development_without_an_owner() {
		assert_eq!(generate(&[], Some(b"//Alice")), Ok(()));
	}

	#[test]
	fn it_leaves_other_calls_and_other_runtimes_alone() {
		assert_eq!(check("Core_version", &[]), Ok(()));
		assert_eq!(check("SessionKeys_decode_session_keys", &(vec![1u8]).encode()), Ok(()));
		// Before owners there was a seed only.
		assert_eq!(check(GENERATE_SESSION_KEYS, &None::<Vec<u8>>.encode()), Ok(()));
	}

	mod reject {
		use super::*;

		#[test]
		fn it_refuses_keys_for_an_owner_that_is_no_account() {
			for length in [0, 1, 20, 31, 33, 64] {
				let refused = generate(&vec![7; length], None).unwrap_err();
				assert!(refused.contains("32 bytes"), "{refused}");
				assert!(refused.contains(&format!("not of {length};")), "{refused}");
			}
		}
	}
}
