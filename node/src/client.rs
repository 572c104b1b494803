//! The kinds of client, database, chain selection and pool that a JMT node has.

use crate::executor::RuntimeExecutor;
use jmt_runtime::{opaque::Block, RuntimeApi};
use sc_transaction_pool::TransactionPoolHandle;

/// The client: blocks, state, runtime calls.
pub type FullClient = sc_service::TFullClient<Block, RuntimeApi, RuntimeExecutor>;
/// The client's database.
pub type FullBackend = sc_service::TFullBackend<Block>;
/// The rule that chooses the best chain: the longest that holds the finalised block.
pub type SelectChain = sc_consensus::LongestChain<FullBackend, Block>;
/// The pool of transactions.
pub type TransactionPool = TransactionPoolHandle<Block, FullClient>;
