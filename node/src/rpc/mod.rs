//! JSON-RPC methods beyond those that the SDK serves by itself (`author_*`, `chain_*`, `state_*`,
//! `system_*`, and of the v2 specification `chainHead_*`, `chainSpec_*`, `transaction*`, and `archive_*`
//! if state and blocks are kept).

mod access;
pub mod call;
pub mod chain;
mod checkpoint;
pub mod discover;
mod endpoints;
pub mod light_spec;
pub mod pool;
mod proofs;
pub mod table;
mod tasks;

pub use endpoints::{configure, MAX_BATCH_REQUESTS};

use crate::{
	addresses,
	client::{FullBackend, FullClient, SelectChain, TransactionPool},
};
use call::Calls;
use checkpoint::Checkpoint;
use jmt_primitives::{AccountId, BlockNumber, Hash, Nonce};
use jmt_runtime::opaque::Block;
use jsonrpsee::{
	core::RpcResult,
	types::error::{ErrorObjectOwned, INTERNAL_ERROR_CODE, INVALID_PARAMS_CODE},
	RpcModule,
};
use light_spec::{LightSpec, LightSpecs};
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_babe_rpc::{Babe, BabeApiServer};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_network::{service::traits::NetworkService, Multiaddr};
use sc_rpc::SubscriptionTaskExecutor;
use sc_service::ChainSpec;
use sc_sync_state_rpc::{SyncState, SyncStateApiServer};
use serde_json::Value as Json;
use sp_keystore::KeystorePtr;
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};

/// The parts of the node that the methods answer from.
pub struct Dependencies {
	/// Blocks, state and runtime calls.
	pub client: Arc<FullClient>,
	/// Transactions that are not in a block.
	pub transaction_pool: Arc<TransactionPool>,
	/// Knows the best chain.
	pub select_chain: SelectChain,
	/// The chain's specification. Its genesis is computed ([`crate::chain_spec::compute_genesis`]): anybody may
	/// ask for it, with a light client's checkpoint in it, and no call may make the runtime build it.
	pub chain_spec: Box<dyn ChainSpec>,
	/// The same with no more of the genesis than the root of its state.
	pub light_spec: Box<dyn ChainSpec>,
	/// Knows the node's addresses.
	pub network: Arc<dyn NetworkService>,
	/// Addresses of the node that its operator named.
	pub public_addresses: Vec<Multiaddr>,
	/// The node's keys.
	pub keystore: KeystorePtr,
	/// Knows BABE's epochs.
	pub babe_worker: BabeWorkerHandle<Block>,
	/// GRANDPA's rounds.
	pub voter_state: SharedVoterState,
	/// GRANDPA's voters.
	pub authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	/// GRANDPA's justifications as they come.
	pub justifications: GrandpaJustificationStream<Block>,
	/// Proofs of finality of older blocks.
	pub finality_proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

/// The methods, for a server that runs its subscriptions on `executor`.
pub fn module(
	dependencies: &Dependencies,
	executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, sc_service::Error> {
	collect(dependencies, executor).map_err(sc_service::Error::Application)
}

fn collect(
	dependencies: &Dependencies,
	executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>> {
	let client = || dependencies.client.clone();
	let mut module = RpcModule::new(());

	let system: System<_, _, Block> = System::new(client(), dependencies.transaction_pool.clone());
	module.merge(SystemApiServer::<Hash, AccountId, Nonce>::into_rpc(system))?;
	let payment: TransactionPayment<_, Block> = TransactionPayment::new(client());
	module.merge(TransactionPaymentApiServer::<Hash, _>::into_rpc(payment))?;
	module.merge(
		Babe::new(
			client(),
			dependencies.babe_worker.clone(),
			dependencies.keystore.clone(),
			dependencies.select_chain.clone(),
		)
		.into_rpc(),
	)?;
	module.merge(
		Grandpa::new(
			executor,
			dependencies.authority_set.clone(),
			dependencies.voter_state.clone(),
			dependencies.justifications.clone(),
			dependencies.finality_proofs.clone(),
		)
		.into_rpc(),
	)?;
	let checkpoint = |spec: &dyn ChainSpec| {
		let (authorities, babe) =
			(dependencies.authority_set.clone(), dependencies.babe_worker.clone());
		SyncState::<Block, _>::new(spec.cloned_box(), client(), authorities, babe).map(Checkpoint)
	};
	module.merge(checkpoint(&*dependencies.chain_spec)?.into_rpc())?;
	let (network, named) = (dependencies.network.clone(), dependencies.public_addresses.clone());
	let addresses = move || {
		let found = [network.listen_addresses(), network.external_addresses()].concat();
		addresses::for_light_clients(&named, &found, network.local_peer_id())
	};
	let light_specs = LightSpec { checkpoint: checkpoint(&*dependencies.light_spec)?, addresses };
	let sources = Sources { calls: Calls::new(client()), light_specs: Arc::new(light_specs) };
	module.merge(jmt(sources)?)?;
	Ok(module)
}

/// The methods `jmt_*` answer from these.
pub struct Sources {
	/// The runtime of any block.
	pub calls: Calls,
	/// The node itself.
	pub light_specs: Arc<dyn LightSpecs>,
}

/// The methods `jmt_*` and the document that describes them.
fn jmt(sources: Sources) -> Result<RpcModule<Sources>, Box<dyn std::error::Error + Send + Sync>> {
	let mut module = RpcModule::new(sources);
	for row in &table::ROWS {
		module.register_blocking_method(row.name, move |params, sources, _| {
			(row.answer)(&sources, &row.arguments(params.parse::<Json>()?)?)
		})?;
	}
	module.register_method(discover::DISCOVER, |_, _, _| RpcResult::Ok(discover::document()))?;
	Ok(module)
}

fn invalid(reason: String) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(INVALID_PARAMS_CODE, reason, None::<()>)
}

fn internal(error: impl std::fmt::Display) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(INTERNAL_ERROR_CODE, error.to_string(), None::<()>)
}

#[cfg(test)]
mod tests;
