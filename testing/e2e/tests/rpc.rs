//! The JSON-RPC methods of a node: those that clients and operators count on, those of an archive, and `jmt_call`
//! over a real runtime and across an upgrade.

use jmt_e2e::{turn, STEP};
use jmt_node_runner::{chain::text, Error, Network, Node, Result};
use serde_json::json;

/// Of every group those without which some client or operator could not go on.
const METHODS: [&str; 33] = [
	"author_hasSessionKeys",
	"author_rotateKeysWithOwner",
	"author_submitAndWatchExtrinsic",
	"author_submitExtrinsic",
	"babe_epochAuthorship",
	"chainHead_v1_call",
	"chainHead_v1_follow",
	"chainHead_v1_storage",
	"chainSpec_v1_chainName",
	"chainSpec_v1_genesisHash",
	"chainSpec_v1_properties",
	"chain_getBlock",
	"chain_getFinalizedHead",
	"chain_subscribeFinalizedHeads",
	"grandpa_proveFinality",
	"grandpa_subscribeJustifications",
	"jmt_call",
	"jmt_chainInfo",
	"jmt_circulation",
	"jmt_circulationSnapshot",
	"jmt_miningStatus",
	"payment_queryFeeDetails",
	"payment_queryInfo",
	"rpc.discover",
	"state_call",
	"state_getMetadata",
	"state_getReadProof",
	"state_subscribeStorage",
	"sync_state_genSyncSpec",
	"system_accountNextIndex",
	"system_health",
	"transactionWatch_v1_submitAndWatch",
	"transaction_v1_broadcast",
];

/// The names of an archive's methods open so.
const ARCHIVE: &str = "archive_v1_";

/// The names of all methods of a node.
async fn served(node: &Node) -> Result<Vec<String>> {
	let answer = node.rpc("rpc_methods", json!([])).await?;
	let names = answer["methods"].as_array();
	let names = names.ok_or_else(|| Error::shape("rpc_methods", &answer))?;
	names.iter().map(|name| text("rpc_methods", name)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_serves_what_clients_and_operators_count_on() -> Result<()> {
	let _turn = turn::node().await;
	let network = Network::builder().chain("dev").start().await?;
	let served = served(network.first()).await?;
	for method in METHODS {
		assert!(served.iter().any(|name| name == method), "no {method}: {served:?}");
	}
	// It forgets states, so that it is no archive.
	assert!(!served.iter().any(|name| name.starts_with(ARCHIVE)), "{served:?}");
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_serves_every_block_and_state_of_an_archive() -> Result<()> {
	let _turn = turn::node().await;
	let network = Network::builder()
		.chain("dev")
		.flag("--state-pruning=archive")
		.flag("--blocks-pruning=archive")
		.start()
		.await?;
	let node = network.first();
	assert!(served(node).await?.iter().any(|name| name.starts_with(ARCHIVE)));

	let finalized = node.wait_finalized(2, STEP).await?;
	let height = node.rpc("archive_v1_finalizedHeight", json!([])).await?;
	assert!(height.as_u64().is_some_and(|height| height >= u64::from(finalized)), "{height}");

	let genesis = node.rpc("archive_v1_genesisHash", json!([])).await?;
	assert_eq!(genesis, json!(node.genesis_hash().await?));

	let first = node.block_hash(1).await?;
	let hashes = node.rpc("archive_v1_hashByHeight", json!([1])).await?;
	assert_eq!(hashes, json!([first]));
	let above = node.rpc("archive_v1_hashByHeight", json!([1_000_000])).await?;
	assert_eq!(above, json!([]));

	// The block has its inherent, and its state can be executed on.
	let body = node.rpc("archive_v1_body", json!([first])).await?;
	assert_eq!(body.as_array().map(Vec::len), Some(1), "{body}");
	let version = node.rpc("archive_v1_call", json!([first, "Core_version", "0x"])).await?;
	assert_eq!(version["success"], json!(true), "{version}");
	Ok(())
}
