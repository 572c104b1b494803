//! Third-party clients from npm: `testing/clients/run.mjs` against a node started here.

use jmt_e2e::STEP;
use jmt_node_runner::{Network, Process, Result};
use std::{path::Path, process::Command, time::Duration};

/// How long the clients may take together.
const LIMIT: Duration = Duration::from_secs(240);

#[tokio::test(flavor = "multi_thread")]
async fn it_serves_clients_from_npm() -> Result<()> {
	let clients = Path::new(env!("CARGO_MANIFEST_DIR")).join("../clients");
	assert!(
		clients.join("node_modules").is_dir(),
		"the clients' packages are not installed: run scripts/setup"
	);
	let network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(3, STEP).await?;
	let node = network.first();
	let spec = node.raw_spec().await?.with_boot_nodes(std::slice::from_ref(&node.ws_address));
	let spec = spec.write(&network.dir().join("raw.json"))?;

	let mut command = Command::new("node");
	command.arg(clients.join("run.mjs")).arg(&node.ws_url).arg(spec);
	let finished = Process::start("clients", command, network.dir())?.finish(LIMIT).await?;
	assert!(finished.status.success(), "{}\n{}", finished.stdout, finished.stderr);
	let passed = finished.stdout.lines().filter(|line| line.starts_with("ok ")).count();
	assert!(passed > 0, "no check ran: {}", finished.stdout);
	assert!(!finished.stdout.contains("not ok"), "{}", finished.stdout);
	Ok(())
}
