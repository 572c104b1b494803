//! The JSON-RPC methods of a node: those that clients and operators count on, those of an archive, and `jmt_call`
//! over a real runtime and across an upgrade.

use jmt_e2e::{turn, STEP};
use jmt_node_runner::{
	binaries,
	chain::{text, Connection},
	transfer::{account, next_nonce, Calls, Pair},
	wait, Error, Network, Node, Process, Result,
};
use serde_json::{json, Value};
use std::{
	net::TcpListener,
	path::Path,
	process::Command,
	time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
};

/// Of every group those without which some client or operator could not go on.
const METHODS: [&str; 34] = [
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
	"jmt_lightSpec",
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
	// Light clients warn of the field. There is no checkpoint before the first final block.
	network.wait_finalized(1, STEP).await?;
	let spec = network.first().rpc("sync_state_genSyncSpec", json!([true])).await?;
	assert!(spec["protocolId"].is_null(), "{}", spec["protocolId"]);
	assert!(spec["genesis"]["raw"].is_object());
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

/// The answer of an HTTP server on loopback to a POST that names it by `host`, with its head.
async fn post(port: u16, host: &str, body: &str) -> Result<String> {
	let request = format!(
		"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
		 Connection: close\r\n\r\n{body}",
		body.len()
	);
	let answer = async {
		let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
		stream.write_all(request.as_bytes()).await?;
		let mut answer = String::new();
		stream.read_to_string(&mut answer).await?;
		Ok(answer)
	};
	answer.await.map_err(Error::io(format!("POST to port {port}")))
}

/// The status in the answer's head.
fn status(answer: &str) -> &str {
	answer.split(' ').nth(1).unwrap_or_default()
}

/// The port that a URL ends with.
fn port_of(url: &str) -> u16 {
	let port = url.rsplit(':').next().and_then(|port| port.parse().ok());
	port.unwrap_or_else(|| panic!("no port in {url}"))
}

/// A port that nobody listens on.
fn free_port() -> u16 {
	let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
	listener.local_addr().expect("an address").port()
}

/// A call that every node answers.
const HEALTH: &str = r#"{"jsonrpc":"2.0","id":1,"method":"system_health","params":[]}"#;

/// So long before finality `inBlock` is heard, less what a busy machine takes to deliver it.
const APART: Duration = Duration::from_millis(800);

#[tokio::test(flavor = "multi_thread")]
async fn it_tells_of_the_block_well_before_its_finality() -> Result<()> {
	let _turn = turn::node().await;
	let network = Network::builder().chain("dev").start().await?;
	let node = network.first();
	let (alice, bob) = (account("//Alice")?, account("//Bob")?);
	let calls = Calls::of(node).await?;
	let connection = Connection::open(&node.ws_url).await?;
	for _ in 0..3 {
		let nonce = next_nonce(node, &alice.public()).await?;
		let transfer = calls.transfer(&alice, nonce, &bob.public(), 1_000_000_000_000)?;
		let mut statuses = connection
			.subscribe(
				"author_submitAndWatchExtrinsic",
				json!([transfer]),
				"author_unwatchExtrinsic",
			)
			.await?;
		let mut in_block = None;
		let (block, apart) = loop {
			let status = statuses.next().await;
			let status: Value = status
				.ok_or_else(|| Error::shape("statuses", "they ended"))?
				.map_err(|error| Error::shape("statuses", error))?;
			if let Some(block) = status.get("inBlock") {
				in_block = Some((block.clone(), Instant::now()));
			} else if let Some(block) = status.get("finalized") {
				let (included, heard) = in_block.expect("a block before finality");
				assert_eq!(&included, block);
				break (included, heard.elapsed());
			}
		};
		assert!(apart >= APART, "{apart:?} after {block}");
	}
	Ok(())
}

/// A node that is no validator and listens on every interface, once it answers.
async fn external(dir: &Path, port: u16, flags: &[&str]) -> Result<Process> {
	let mut command = Command::new(binaries::node()?);
	command.args(["--chain", "dev", "--base-path"]).arg(dir.join("base"));
	command.args(["--no-mdns", "--no-prometheus", "--no-telemetry", "--rpc-external"]);
	command.args(["--listen-addr", "/ip4/127.0.0.1/tcp/0", "--rpc-port", &port.to_string()]);
	let mut process = Process::start(
		"external",
		{
			command.args(flags);
			command
		},
		dir,
	)?;
	wait::until("the JSON-RPC server", STEP * 2, async || {
		process.expect_running()?;
		let answer = post(port, &format!("localhost:{port}"), HEALTH).await;
		Ok(answer.is_ok_and(|answer| status(&answer) == "200").then_some(()))
	})
	.await?;
	Ok(process)
}

#[tokio::test(flavor = "multi_thread")]
async fn it_answers_other_machines_when_it_listens_to_them() -> Result<()> {
	let _turn = turn::node().await;
	let dir = TempDir::with_prefix("jmt-rpc-").expect("a temporary folder can be made");
	let port = free_port();
	let mut node = external(dir.path(), port, &[]).await?;
	let answer = post(port, "rpc.example.org", HEALTH).await?;
	assert_eq!(status(&answer), "200", "{answer}");
	// Not with what changes the node.
	let rotate = r#"{"jsonrpc":"2.0","id":1,"method":"author_rotateKeys","params":[]}"#;
	let answer = post(port, "rpc.example.org", rotate).await?;
	assert!(answer.contains("unsafe"), "{answer}");

	// It says what it does meanwhile, and ends in order.
	let log = node.stderr();
	assert!(log.contains("Computing the genesis of JMT Development"), "{log}");
	assert!(log.contains("every host name"), "{log}");
	assert!(node.terminate(STEP).await?.success());
	let log = node.stderr();
	// The SDK spawns these two by a handle of its own, which may still call them failed.
	let failed = log.lines().filter(|line| line.contains("Essential task"));
	let ours = |line: &&str| !line.contains("`syncing`") && !line.contains("`network-worker`");
	assert_eq!(failed.filter(ours).collect::<Vec<_>>(), Vec::<&str>::new(), "{log}");

	// Who names origins says that others are refused.
	let mut node = external(dir.path(), port, &["--rpc-cors", "https://example.org"]).await?;
	let answer = post(port, "rpc.example.org", HEALTH).await?;
	assert_eq!(status(&answer), "403", "{answer}");
	assert!(node.terminate(STEP).await?.success());
	Ok(())
}

/// The rule for nginx in docs/operators.md, as a whole configuration that listens on `port` for the node on
/// `node`.
fn reverse_proxy(port: u16, node: u16) -> String {
	let docs = include_str!("../../../docs/operators.md");
	let rule = docs.split_once("```nginx\n").and_then(|(_, rest)| rest.split_once("```"));
	let (rule, _) = rule.expect("a rule for nginx");
	let (listen, upstream) = ("listen 8080;", "http://127.0.0.1:9944;");
	assert!(rule.contains(listen) && rule.contains(upstream), "{rule}");
	let rule = rule
		.replace(listen, &format!("listen 127.0.0.1:{port};"))
		.replace(upstream, &format!("http://127.0.0.1:{node};"));
	let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
		.map(|purpose| format!("{purpose}_temp_path {purpose};"))
		.concat();
	format!(
		"daemon off; master_process off; pid nginx.pid; error_log stderr; events {{}}\n\
		 http {{ access_log off; {folders}\n{rule} }}\n"
	)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reverse_proxy_bounds_calls_and_connections_of_an_address() -> Result<()> {
	if Command::new("nginx").arg("-v").output().is_err() {
		eprintln!("skipped: there is no nginx");
		return Ok(());
	}
	let _turn = turn::node().await;
	let network = Network::builder().chain("dev").start().await?;
	let port = free_port();
	let configuration = network.dir().join("nginx.conf");
	std::fs::write(&configuration, reverse_proxy(port, port_of(&network.first().rpc_url)))
		.map_err(Error::io("nginx.conf"))?;
	let mut command = Command::new("nginx");
	command.args(["-e", "stderr", "-p"]).arg(network.dir()).arg("-c").arg(&configuration);
	let mut nginx = Process::start("nginx", command, network.dir())?;
	wait::until("nginx", STEP, async || {
		nginx.expect_running()?;
		Ok(TcpStream::connect(("127.0.0.1", port)).await.is_ok().then_some(()))
	})
	.await?;

	// An address has ten connections, and the node answers in each.
	let url = format!("ws://127.0.0.1:{port}");
	let mut connections = Vec::new();
	for _ in 0..10 {
		connections.push(Connection::open(&url).await?);
	}
	for connection in &connections {
		connection.call("system_health", json!([])).await?;
	}
	assert!(Connection::open(&url).await.is_err(), "an eleventh connection");
	drop(connections);

	// Of many calls at once it answers a few, whether each has a connection of its own or not.
	wait::until("the connections to close", STEP, async || {
		let answer = post(port, "rpc.example.org", HEALTH).await?;
		Ok((status(&answer) == "200").then_some(()))
	})
	.await?;
	let mut answered = Vec::new();
	for _ in 0..150 {
		answered.push(status(&post(port, "rpc.example.org", HEALTH).await?).to_owned());
	}
	let refused = answered.iter().filter(|status| *status == "429").count();
	assert!(refused > 0 && refused < answered.len(), "{answered:?}");
	Ok(())
}

mod reject {
	use super::*;

	#[tokio::test(flavor = "multi_thread")]
	async fn it_refuses_keys_for_an_owner_of_one_byte_and_thousands_of_calls_in_a_request(
	) -> Result<()> {
		let _turn = turn::node().await;
		let network = Network::builder().chain("dev").start().await?;
		let node = network.first();

		let keys = |owner: String| node.rpc("author_rotateKeysWithOwner", json!([owner]));
		for bytes in [0, 1, 31, 33] {
			let refused = keys(format!("0x{}", "12".repeat(bytes))).await.unwrap_err().to_string();
			assert!(refused.contains("32 bytes"), "{bytes}: {refused}");
		}
		let made = keys(format!("0x{}", "12".repeat(32))).await?;
		let made_keys = text("keys", &made["keys"])?;
		assert!(text("proof", &made["proof"])?.len() > 2, "{made}");
		assert_eq!(node.rpc("author_hasSessionKeys", json!([made_keys])).await?, json!(true));

		let missing = node.rpc("jmt_miningStatus", json!([])).await.unwrap_err().to_string();
		assert!(missing.contains("needs device"), "{missing}");

		let port = port_of(&node.rpc_url);
		let host = format!("127.0.0.1:{port}");
		let batch = |calls: usize| format!("[{}]", vec![HEALTH; calls].join(","));
		let answer = post(port, &host, &batch(100)).await?;
		assert_eq!(answer.matches("isSyncing").count(), 100, "{answer}");
		for calls in [101, 20_000] {
			let answer = post(port, &host, &batch(calls)).await?;
			assert!(!answer.contains("isSyncing"), "{answer}");
			assert!(answer.contains("limit of 100"), "{answer}");
		}
		Ok(())
	}
}
