//! What an operator does with a database at rest: look, export, purge, import, check, revert, go on.

use jmt_e2e::STEP;
use jmt_node_runner::{binaries, wait, Error, Node, NodeOptions, Process, Result};
use serde_json::Value;
use std::{path::Path, process::Command, time::Duration};
use tempfile::TempDir;

/// Importing executes the blocks again.
const LIMIT: Duration = Duration::from_secs(120);

/// Blocks that the chain has before it rests.
const BLOCKS: u32 = 5;

/// Of these taken back.
const REVERTED: u64 = 2;

/// Runs a subcommand on the node's database to its successful end and takes what it printed.
async fn run(node: &Node, dir: &Path, arguments: &[&str]) -> Result<String> {
	let mut command = Command::new(binaries::node()?);
	command.args(arguments).args(["--chain", "dev", "--base-path"]).arg(node.base_path());
	let finished = Process::start(arguments[0], command, dir)?.finish(LIMIT).await?;
	assert_eq!(finished.code(), Some(0), "{arguments:?}: {}{}", finished.stdout, finished.stderr);
	Ok(finished.stdout)
}

/// Its best block.
async fn best(node: &Node, dir: &Path) -> Result<(u64, Value)> {
	let printed = run(node, dir, &["chain-info"]).await?;
	let info: Value =
		serde_json::from_str(&printed).map_err(|error| Error::shape("chain-info", error))?;
	let number = info["best_number"].as_u64().ok_or_else(|| Error::shape("chain-info", &info))?;
	Ok((number, info["best_hash"].clone()))
}

#[tokio::test(flavor = "multi_thread")]
async fn it_exports_imports_checks_and_reverts_blocks() -> Result<()> {
	let dir = TempDir::with_prefix("jmt-subcommands-").expect("a temporary folder can be made");
	let dir = dir.path();
	// What is final cannot be reverted, so nobody votes.
	let options = NodeOptions::new("node", "dev", dir)
		.flag("--alice")
		.flag("--no-grandpa")
		.flag("--unsafe-force-node-key-generation");
	let mut node = Node::start(options).await?;
	wait::until("blocks", STEP, async || Ok((node.best_number().await? >= BLOCKS).then_some(())))
		.await?;
	assert!(node.terminate().await?.success());

	let (number, hash) = best(&node, dir).await?;
	assert!(number >= u64::from(BLOCKS));
	let file = dir.join("blocks.bin").to_string_lossy().into_owned();
	run(&node, dir, &["export-blocks", "--binary", &file]).await?;
	let state: Value = serde_json::from_str(&run(&node, dir, &["export-state"]).await?)
		.map_err(|error| Error::shape("export-state", error))?;
	assert!(state["genesis"]["raw"]["top"]["0x3a636f6465"].is_string(), "no code in the state");

	run(&node, dir, &["purge-chain", "-y"]).await?;
	run(&node, dir, &["import-blocks", "--binary", &file]).await?;
	assert_eq!(best(&node, dir).await?, (number, hash), "the chain is another than before");

	run(&node, dir, &["check-block", &number.to_string()]).await?;
	run(&node, dir, &["revert", &REVERTED.to_string()]).await?;
	assert_eq!(best(&node, dir).await?.0, number - REVERTED);

	// It goes on where it is now.
	node.restart().await?;
	wait::until("new blocks", STEP, async || {
		Ok((u64::from(node.best_number().await?) > number).then_some(()))
	})
	.await?;
	assert!(node.terminate().await?.success());
	Ok(())
}
