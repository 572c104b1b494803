//! Calls of runtime APIs and view functions by their names, in JSON.
//!
//! Arguments are encoded and answers decoded by the metadata of the block asked, so that a node needs no line
//! for an API that comes later, and reads old blocks as they were. The metadata of the newest few runtimes stays
//! decoded; only the first call into a runtime executes it to describe itself.
//!
//! Limits: a call costs what `state_call` costs, which the node serves too. The functions in [`REFUSED`] are
//! not called.

use super::{
	chain::{Block, Chain},
	internal, invalid,
};
use codec::{Decode, Encode};
use jmt_metadata_json::{translate, Method, Methods};
use jmt_primitives::Hash;
use jsonrpsee::core::RpcResult;
use scale_info::TypeInfo;
use serde_json::Value as Json;
use std::{
	collections::VecDeque,
	sync::{Arc, Mutex, PoisonError},
};

/// Version of the metadata: the oldest that describes view functions.
const METADATA_VERSION: u32 = 16;

/// Runtimes whose metadata stays decoded. A node is asked about the newest, seldom about others.
const KEPT_RUNTIMES: usize = 4;

/// How the names of functions open that are not called, and why.
pub const REFUSED: [(&str, &str); 13] = [
	("BabeApi_generate_", "it is for the node's reports of equivocations"),
	("BabeApi_submit_", "it is for the node's reports of equivocations"),
	("Benchmark_", "it runs benchmarks"),
	("BlockBuilder_", "it builds blocks"),
	("Core_", "it executes blocks; state_getRuntimeVersion answers the version"),
	("GenesisBuilder_", "it builds a genesis"),
	("GrandpaApi_generate_", "it is for the node's reports of equivocations"),
	("GrandpaApi_submit_", "it is for the node's reports of equivocations"),
	("Metadata_", "state_getMetadata answers the metadata"),
	("OffchainWorkerApi_", "it runs the node's own workers"),
	("RuntimeViewFunction_", "a view function is called by its name, such as Devices.device"),
	("SessionKeys_generate_", "author_rotateKeysWithOwner makes keys"),
	("TaggedTransactionQueue_", "it validates transactions; author_submitExtrinsic does"),
];

/// Calls by name.
pub struct Calls {
	chain: Arc<dyn Chain>,
	/// The newest used first.
	known: Mutex<VecDeque<(Hash, Arc<Methods>)>>,
}

/// The bytes of an answer and the metadata that explains them.
pub struct Answer {
	bytes: Vec<u8>,
	name: String,
	methods: Arc<Methods>,
}

impl Calls {
	/// Calls into the runtimes of `chain`.
	pub fn new(chain: Arc<dyn Chain>) -> Self {
		Self { chain, known: Mutex::default() }
	}

	/// The chain.
	pub fn chain(&self) -> &dyn Chain {
		&*self.chain
	}

	/// The block with the hash in `at`, by default the best one.
	pub fn block(&self, at: &Json) -> RpcResult<Block> {
		if at.is_null() {
			return Ok(self.chain.heads().best);
		}
		let hash = serde_json::from_value::<Hash>(at.clone())
			.map_err(|error| invalid(format!("at: no hash of a block: {error}")))?;
		match self.chain.number(hash)? {
			Some(number) => Ok(Block { number, hash }),
			None => Err(invalid(format!("unknown block {hash:?}"))),
		}
	}

	/// Calls `name` with these arguments after a block.
	pub fn call(&self, name: &str, arguments: &Json, at: Block) -> RpcResult<Answer> {
		if let Some((_, reason)) = REFUSED.iter().find(|(prefix, _)| name.starts_with(prefix)) {
			return Err(invalid(format!("{name} cannot be called here: {reason}")));
		}
		let methods = self.methods(at.hash)?;
		let method = methods.find(name).map_err(|error| invalid(error.to_string()))?;
		let input = method.encode(arguments).map_err(|error| invalid(error.to_string()))?;
		let bytes = self.chain.call(at.hash, method.entry(), &input)?;
		Ok(Answer { bytes, name: name.into(), methods })
	}

	/// Calls `name` and answers in JSON.
	pub fn ask(&self, name: &str, arguments: &Json, at: Block) -> RpcResult<Json> {
		self.call(name, arguments, at)?.to_json()
	}

	/// The methods of the runtime in the state after a block.
	fn methods(&self, at: Hash) -> RpcResult<Arc<Methods>> {
		let code = self.chain.code(at)?;
		// Held while the runtime describes itself, so that many callers at once have it do so once.
		let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
		let methods = match known.iter().position(|(of, _)| *of == code) {
			Some(position) => known.remove(position).map(|(_, methods)| methods),
			None => None,
		};
		let methods = match methods {
			Some(methods) => methods,
			None => Arc::new(self.describe(at)?),
		};
		known.push_front((code, methods.clone()));
		known.truncate(KEPT_RUNTIMES);
		Ok(methods)
	}

	fn describe(&self, at: Hash) -> RpcResult<Methods> {
		let answer =
			self.chain.call(at, "Metadata_metadata_at_version", &METADATA_VERSION.encode())?;
		let metadata = Option::<Vec<u8>>::decode(&mut answer.as_slice()).map_err(internal)?;
		let metadata = metadata.ok_or_else(|| {
			invalid(format!("the runtime of block {at:?} has no metadata {METADATA_VERSION}"))
		})?;
		Methods::decode(&metadata).map_err(internal)
	}
}

impl Answer {
	/// The answer in JSON.
	pub fn to_json(&self) -> RpcResult<Json> {
		self.method()?.decode(&self.bytes).map_err(internal)
	}

	/// The answer in a type of ours, by the names of its fields; `None` when the runtime tells something else.
	pub fn translate<T: Decode + TypeInfo + 'static>(&self) -> RpcResult<Option<T>> {
		let output = self.method()?.output;
		Ok(translate(&self.bytes, output, self.methods.types()).ok())
	}

	fn method(&self) -> RpcResult<Method<'_>> {
		self.methods.find(&self.name).map_err(internal)
	}
}
