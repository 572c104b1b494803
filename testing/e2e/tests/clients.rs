//! Clients of other makers: `testing/clients/run.mjs` against a node started here, blocks full of answers and the
//! examples of `docs/dapps.md` among its checks. And the light client's own figures beside those that the clients
//! compared.

use jmt_e2e::{turn, STEP};
use jmt_node_runner::{Edge, Network, Node, Process, Result};
use serde_json::json;
use std::{path::Path, process::Command, time::Duration};

/// How long the clients may take together.
const LIMIT: Duration = Duration::from_secs(1_200);

#[tokio::test(flavor = "multi_thread")]
async fn it_serves_clients_of_other_makers() -> Result<()> {
	let _turn = turn::node().await;
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
	for check in [
		"jmt_circulation over HTTP is what @polkadot/api computes from storage",
		"jmt_circulationSnapshot over HTTP is what storage has",
		"@polkadot/api drives a device: it registers, answers a draw and leaves",
		"devices fill a block with answers, sent by @polkadot/api and polkadot-api too",
		"@polkadot/api reads a block full of answers",
		"polkadot-api reads a block full of answers",
		"@subsquid/substrate-runtime reads a block full of answers",
		"substrate-interface reads a block full of answers",
		"docs/dapps.md has the table of tools that these checks print",
		"ProofOfTime: what one library encodes as a call, the other decodes",
		"ProofOfTime: what one library encodes as storage, the other decodes",
		"rpc.discover answers a document as OpenRPC wants it",
		"jmt_call: its examples answer as rpc.discover says",
		"jmt_call answers runtime APIs and view functions",
		"jmt_call says what exists",
		"jmt_resolveDid: its examples answer as rpc.discover says",
		"the DID document of a registered device expands in JSON-LD's safe mode",
		"a DID document with a key for messages expands in JSON-LD's safe mode",
		"a DID document that says more than its contexts is seen",
		"jmt_resolveDid refuses by the words of DID Core",
		"@polkadot/api reports isInBlock though each block takes",
		"an account made after others had left sends by @polkadot/api",
		"an account made after others had left sends by polkadot-api",
		"an account made after others had left sends by substrate-interface",
		"Polkadot.js Apps shows the pages that docs/governance.md names",
		"@polkadot/api takes none of the bodies for an elected council",
		"AccessApi and jmt_decide decide alike, for both libraries",
		"Access.use_right pays the owner, and an error carries its code",
		"TasksApi.quote and jmt_taskQuote tell what a task costs, or why not",
		"a task that nobody claimed is taken back, to the planck",
		"three owners enrol a worker each",
		"three workers run a task, and are paid without a fee",
		"a client that collects has paid what it was told, to the planck",
		"docs/dapps.md, May it open the door:",
		"docs/dapps.md, Tasks:",
		"docs/dapps.md, A result with a proof:",
		"docs/dapps.md, JSON:",
		"docs/dapps.md, curl:",
		"docs/dapps.md, Polkadot.js:",
		"docs/dapps.md, polkadot-api (PAPI):",
		"docs/dapps.md, A light client in JavaScript:",
		"docs/dapps.md, Whose device is it:",
	] {
		assert!(finished.stdout.contains(check), "{check}: not run: {}", finished.stdout);
	}
	supply_is_the_circulation(node, network.dir()).await
}

/// `jmt-edge supply`, computed by a light client, is what `jmt_circulation` answers at the same block.
async fn supply_is_the_circulation(node: &Node, dir: &Path) -> Result<()> {
	let supply = Edge::new("supply", &node.raw_spec().await?, dir)?.json(&["supply"]).await?;
	assert_eq!(supply["addsUp"], json!(true), "{supply}");
	let circulation = node.rpc("jmt_circulation", json!([supply["block"]["hash"]])).await?;
	assert_eq!(
		supply["block"],
		json!({
			"number": circulation["at"]["number"],
			"hash": circulation["at"]["hash"],
		})
	);
	let figures = circulation["figures"].as_object().expect("figures");
	assert_eq!(figures.len(), 7, "{circulation}");
	for (name, figure) in figures {
		assert_eq!(&supply[name], figure, "{name}: {supply}");
	}
	let tranche = json!("500000000000000000000");
	assert_eq!(supply["nextTranche"]["amount"], tranche, "{supply}");
	Ok(())
}
