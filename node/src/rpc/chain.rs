//! The part of a client that the methods `jmt_*` read.

use super::{internal, invalid};
use crate::client::FullClient;
use jmt_primitives::{BlockNumber, Hash};
use jsonrpsee::core::RpcResult;
use sc_client_api::{CallExecutor, ExecutorProvider, StorageKey, StorageProvider};
use serde_json::{json, Value as Json};
use sp_blockchain::HeaderBackend;
use sp_core::{storage::well_known_keys::CODE, traits::CallContext};

/// A block's number and hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
	pub number: BlockNumber,
	pub hash: Hash,
}

impl Block {
	/// The block in JSON.
	pub fn to_json(self) -> Json {
		json!({ "number": self.number, "hash": self.hash })
	}
}

/// The blocks that a chain can be asked about without being told one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heads {
	/// Hash of the first block: it names the chain.
	pub genesis: Hash,
	pub best: Block,
	/// The newest finalised block.
	pub finalized: Block,
}

/// Blocks, and what their runtimes answer.
pub trait Chain: Send + Sync {
	/// The heads now.
	fn heads(&self) -> Heads;
	/// The number of a block; `None` when it is unknown.
	fn number(&self, block: Hash) -> RpcResult<Option<BlockNumber>>;
	/// Hash of the runtime's code in the state after a block.
	fn code(&self, at: Hash) -> RpcResult<Hash>;
	/// Executes an exported function of the runtime on the state after a block, and changes nothing.
	fn call(&self, at: Hash, function: &str, input: &[u8]) -> RpcResult<Vec<u8>>;
}

impl Chain for FullClient {
	fn heads(&self) -> Heads {
		let info = self.info();
		Heads {
			genesis: info.genesis_hash,
			best: Block { number: info.best_number, hash: info.best_hash },
			finalized: Block { number: info.finalized_number, hash: info.finalized_hash },
		}
	}

	fn number(&self, block: Hash) -> RpcResult<Option<BlockNumber>> {
		HeaderBackend::number(self, block).map_err(internal)
	}

	fn code(&self, at: Hash) -> RpcResult<Hash> {
		let code = self.storage_hash(at, &StorageKey(CODE.to_vec())).map_err(internal)?;
		code.ok_or_else(|| invalid(format!("the state of block {at:?} has no runtime")))
	}

	fn call(&self, at: Hash, function: &str, input: &[u8]) -> RpcResult<Vec<u8>> {
		self.executor().call(at, function, input, CallContext::Offchain).map_err(internal)
	}
}
