//! Four validators on loopback, over both network backends: finality, loss of one, loss of two, return, and a
//! newcomer.

use jmt_e2e::{turn, RECOVERY, STEP};
use jmt_node_runner::{chain::header_number, wait, Network, Node, Result};
use serde_json::json;

/// The validator with the other network backend. Once another is gone, nothing is finalized without it.
const OTHER_BACKEND: usize = 1;

#[tokio::test(flavor = "multi_thread")]
async fn it_finalizes_through_faults_and_loses_nothing() -> Result<()> {
	let _turn = turn::network().await;
	let mut network = Network::builder()
		.validators(4)
		.flag_of(OTHER_BACKEND, "--network-backend=libp2p")
		.start()
		.await?;

	// All four reach finality, and agree.
	network.wait_finalized(3, STEP).await?;
	assert_one_chain(&network, 3).await?;
	let log = network.nodes[OTHER_BACKEND].log();
	assert!(log.contains("Running libp2p network backend"), "{log}");

	// One is killed: three of four are more than two thirds, so the rest go on.
	let fourth = settled(&network.nodes[3]).await?;
	let before = network.first().finalized_number().await?;
	network.nodes[3].kill();
	network.wait_finalized(before + 5, STEP).await?;

	// A second one is killed: finality stops while blocks go on.
	let third = settled(&network.nodes[2]).await?;
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

	// They come back on the same databases, where what they had finalized still is: first each takes no peer,
	// so that nobody gives it what it lost. Then finality resumes.
	let resumed = network.first().best_number().await? + 2;
	for (position, (number, hash)) in [(2, third), (3, fourth)] {
		let node = &mut network.nodes[position];
		node.flags_mut().push("--reserved-only".into());
		node.restart().await?;
		assert!(node.finalized_number().await? >= number, "{} lost finalized blocks", node.name);
		assert_eq!(node.block_hash(number).await?, Some(hash), "{}", node.name);
		assert_eq!(node.peers().await?, 0, "{} was not alone", node.name);
		node.flags_mut().pop();
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
	let newcomer = Node::start(options.flag("--sync=warp")).await?;
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

/// Number and hash of what a node had finalized before the block that it finalized last, so that it has been
/// written to its disk even if the node is killed now.
async fn settled(node: &Node) -> Result<(u32, String)> {
	let hash = node.finalized_hash().await?;
	let number = header_number(&node.rpc("chain_getHeader", json!([hash])).await?)?;
	node.wait_finalized(number + 1, STEP).await?;
	Ok((number, hash))
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
