//! A node by itself: time to its first block, memory, and the size of what it runs.

use crate::{
	machine::{line, megabytes, memory},
	observe_for,
};
use jmt_node_runner::{wait, Error, Network, Node, Result};
use serde_json::json;
use std::time::{Duration, Instant};

/// How long a validator idles before its memory is read.
const IDLE: Duration = Duration::from_secs(30);

/// Measures and prints.
pub(crate) async fn measure() -> Result<()> {
	println!("node, one validator");
	// A network without nodes has its specification, which takes two other processes, before the node begins.
	let mut network = Network::builder().chain("dev").validators(0).start().await?;
	let options = network
		.options("alice")
		.flag("--alice")
		.flag("--validator")
		.flag("--unsafe-force-node-key-generation");
	let begun = Instant::now();
	network.nodes.push(Node::start(options).await?);
	let answering = begun.elapsed();
	let node = network.first();
	wait::until("the first block", Duration::from_secs(60), async || {
		Ok((node.best_number().await? >= 1).then_some(()))
	})
	.await?;
	line("JSON-RPC answers after", &format!("{:.1} s", answering.as_secs_f64()));
	line("first block after", &format!("{:.1} s", begun.elapsed().as_secs_f64()));
	node.wait_finalized(1, Duration::from_secs(60)).await?;
	line("first finalized block after", &format!("{:.1} s", begun.elapsed().as_secs_f64()));
	observe_for(IDLE).await;
	let id = node.id().ok_or_else(|| Error::shape("node", "no process"))?;
	line("resident memory, idle", &memory(id, "VmRSS").map_or("unknown".into(), megabytes));
	line("binary", &file_size(&jmt_node_runner::binaries::node()?));
	line("light-client binary", &file_size(&jmt_node_runner::binaries::edge()?));
	let code = node.rpc("state_getStorageSize", json!(["0x3a636f6465"])).await?;
	line("WASM, compact and compressed", &megabytes(code.as_u64().unwrap_or(0)));
	let spec = node.raw_spec().await?;
	line("raw specification", &megabytes(spec.0.to_string().len() as u64));
	let spec = node.light_spec().await?;
	line("light specification", &format!("{} bytes", spec.0.to_string().len()));
	Ok(())
}

fn file_size(path: &std::path::Path) -> String {
	std::fs::metadata(path).map_or("unknown".into(), |data| megabytes(data.len()))
}
