//! Four validators on loopback: finality, loss of one, loss of two, return, and a newcomer.

use jmt_e2e::{RECOVERY, STEP};
use jmt_node_runner::{wait, Network, Result};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn it_finalizes_through_faults_and_loses_nothing() -> Result<()> {
	let mut network = Network::builder().validators(4).start().await?;

	// All four reach finality, and agree.
	network.wait_finalized(3, STEP).await?;
	assert_one_chain(&network, 3).await?;

	// One is killed: three of four are more than two thirds, so the rest go on.
	let before = network.first().finalized_number().await?;
	network.nodes[3].kill();
	network.wait_finalized(before + 5, STEP).await?;

	// A second one is killed: finality stops while blocks go on.
	network.nodes[2].kill();
	let killed_at = network.first().best_number().await?;
	let first = network.first();
	wait::until("blocks without finality", STEP, async || {
		Ok((first.best_number().await? >= killed_at + 3).then_some(()))
	})
	.await?;
	let stopped = first.finalized_number().await?;
	let stopped_hash = first.finalized_hash().await?;
	let best = first.best_number().await?;
	wait::until("more blocks without finality", STEP, async || {
		Ok((first.best_number().await? >= best + 3).then_some(()))
	})
	.await?;
	assert_eq!(first.finalized_number().await?, stopped, "two of four finalized");
	assert!(stopped < best, "nothing was left to finalize");

	// They come back on the same databases: finality resumes, and what was finalized is still there.
	let resumed = network.first().best_number().await? + 2;
	for node in &mut network.nodes[2..] {
		node.restart().await?;
	}
	network.wait_finalized(resumed, RECOVERY).await?;
	for node in &network.nodes {
		assert_eq!(node.block_hash(stopped).await?, Some(stopped_hash.clone()), "{}", node.name);
	}
	assert_one_chain(&network, resumed).await?;

	// A newcomer warp-syncs: it has the newest state at once, and none of the states before. It chooses
	// its own listeners.
	let mut options = network.options("newcomer").boot_nodes(network.addresses());
	options.explicit_listen = false;
	let newcomer = jmt_node_runner::Node::start(options.flag("--sync=warp")).await?;
	let head = newcomer.wait_finalized(resumed, RECOVERY).await?;
	assert_eq!(newcomer.block_hash(head).await?, network.first().block_hash(head).await?);
	let early = network.first().block_hash(2).await?;
	network.first().rpc("state_getRuntimeVersion", json!([early])).await?;
	assert!(
		newcomer.rpc("state_getRuntimeVersion", json!([early])).await.is_err(),
		"it executed block 2, so it did not warp"
	);
	let head = newcomer.finalized_hash().await?;
	newcomer.rpc("state_getRuntimeVersion", json!([head])).await?;

	// Asked to end, a node ends in order.
	for mut node in std::mem::take(&mut network.nodes) {
		let status = node.terminate().await?;
		assert!(status.success(), "{} ended with {status}", node.name);
	}
	Ok(())
}

/// All running validators have the same block with this number.
async fn assert_one_chain(network: &Network, number: u32) -> Result<()> {
	let expected = network.first().block_hash(number).await?;
	assert!(expected.is_some());
	for node in network.nodes.iter().filter(|node| node.id().is_some()) {
		assert_eq!(node.block_hash(number).await?, expected, "{}", node.name);
	}
	Ok(())
}
