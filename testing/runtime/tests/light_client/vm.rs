//! The runtime as a light client executes it: by smoldot's executor, which interprets it, over a state that is known.

use jmt_runtime_harness::Chain;
use smoldot::executor::{
	host::{Config as Module, HostVmPrototype, StorageProofSizeBehavior},
	runtime_call::{run, Config, RuntimeCall, TrieEntryVersion},
	storage_diff::TrieDiff,
	vm::ExecHint,
	DEFAULT_HEAP_PAGES,
};
use sp_io::storage;
use std::{collections::BTreeMap, iter};

/// All that is stored.
pub fn state_of(chain: &mut Chain) -> BTreeMap<Vec<u8>, Vec<u8>> {
	chain.read(|| {
		let keys = iter::successors(storage::next_key(&[]), |key| storage::next_key(key));
		keys.map(|key| {
			let value = storage::get(&key).expect("the key was found").to_vec();
			(key, value)
		})
		.collect()
	})
}

/// The runtime, and the state that it reads.
pub struct Vm {
	/// None while it runs.
	prototype: Option<HostVmPrototype>,
	state: BTreeMap<Vec<u8>, Vec<u8>>,
}

impl Vm {
	/// As smoldot has it, but for a host function that it does not know: here the module is refused.
	pub fn new(code: &[u8], state: BTreeMap<Vec<u8>, Vec<u8>>) -> Self {
		let module = Module {
			module: code,
			heap_pages: DEFAULT_HEAP_PAGES,
			exec_hint: ExecHint::CompileWithNonDeterministicValidation,
			allow_unresolved_imports: false,
		};
		let prototype = HostVmPrototype::new(module).expect("smoldot takes the runtime");
		Self { prototype: Some(prototype), state }
	}

	/// Calls a function of the runtime. Says why it ended before it answered.
	pub fn call(&mut self, function: &str, arguments: &[u8]) -> Result<Vec<u8>, String> {
		let config = Config {
			virtual_machine: self.prototype.take().expect("it does not run"),
			function_to_call: function,
			parameter: iter::once(arguments),
			storage_main_trie_changes: TrieDiff::empty(),
			storage_proof_size_behavior: StorageProofSizeBehavior::proof_recording_disabled(),
			max_log_level: 0,
			calculate_trie_changes: false,
		};
		let mut call = run(config).map_err(|(error, _)| error).expect("the function is there");
		loop {
			call = match call {
				RuntimeCall::Finished(Ok(done)) => {
					let answer = done.virtual_machine.value().as_ref().to_vec();
					self.prototype = Some(done.virtual_machine.into_prototype());
					return Ok(answer);
				},
				RuntimeCall::Finished(Err(error)) => {
					self.prototype = Some(error.prototype);
					return Err(error.detail.to_string());
				},
				RuntimeCall::StorageGet(get) => {
					let value = self.state.get(get.key().as_ref());
					let value = value.map(|value| (iter::once(value), TrieEntryVersion::V1));
					get.inject_value(value)
				},
				RuntimeCall::SignatureVerification(signature) => signature.verify_and_resume(),
				RuntimeCall::LogEmit(log) => log.resume(),
				_ => panic!("{function} asks for more than a light client answers in a test"),
			}
		}
	}
}
