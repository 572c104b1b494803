//! A network is born as chain-specs/README.md says: keys that were never used, one file for all, blocks that are
//! final, and a light client that joins with the specification that a node prints.

use jmt_e2e::{refuses, turn, RECOVERY, STEP};
use jmt_node_runner::{
	binaries, chain::text, export, wait, ChainSpec, Edge, Error, Finished, Node, NodeOptions,
	Process, Result,
};
use serde_json::{json, Value};
use std::{
	path::{Path, PathBuf},
	process::Command,
};
use tempfile::TempDir;

/// The folder of the readable specifications.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../chain-specs");

/// Those who found the network.
const NAMES: [&str; 4] = ["ada", "bela", "cora", "dina"];

/// The keys that each of them makes, with their schemes: one for the money, three for the sessions.
const KEYS: [(&str, &str); 4] =
	[("stash", "sr25519"), ("babe", "sr25519"), ("gran", "ed25519"), ("audi", "sr25519")];

/// Each has so much, in planck, and bonds half of it.
const ENDOWMENT: u64 = 1_000_000_000_000_000_000;

/// A specification of the folder.
fn readable(name: &str) -> Value {
	let path = Path::new(FOLDER).join(format!("{name}.json"));
	let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
	serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// `jmt-node` with these arguments.
fn jmt_node(arguments: &[&str]) -> Result<Command> {
	let mut command = Command::new(binaries::node()?);
	command.args(arguments);
	Ok(command)
}

/// Runs it to its successful end.
async fn succeed(arguments: &[&str], dir: &Path) -> Result<Finished> {
	let name = arguments[..arguments.len().min(2)].join("-");
	let finished = Process::start(&name, jmt_node(arguments)?, dir)?.finish(STEP).await?;
	assert_eq!(finished.code(), Some(0), "{arguments:?}: {}{}", finished.stdout, finished.stderr);
	Ok(finished)
}

/// The machine of one who founds the network.
struct Founder {
	name: &'static str,
	dir: PathBuf,
	/// The addresses of the keys.
	addresses: [String; KEYS.len()],
	peer_id: String,
}

impl Founder {
	/// Step 1: keys, whose phrases stay here.
	async fn new(name: &'static str, dir: &Path) -> Result<Self> {
		let dir = dir.join(format!("{name}-machine"));
		std::fs::create_dir(&dir).map_err(Error::io("folder of a founder"))?;
		let mut addresses = [const { String::new() }; KEYS.len()];
		for ((key, scheme), address) in KEYS.iter().zip(&mut addresses) {
			let generate = ["key", "generate", "--scheme", scheme, "--network", "substrate"];
			let generate = [&generate[..], &["--output-type", "json"]].concat();
			let made = succeed(&generate, &dir).await?.stdout;
			let made: Value =
				serde_json::from_str(&made).map_err(|error| Error::shape("key", error))?;
			*address = text("ss58Address", &made["ss58Address"])?;
			let phrase = text("secretPhrase", &made["secretPhrase"])?;
			std::fs::write(dir.join(format!("{key}.phrase")), format!("{phrase}\n"))
				.map_err(Error::io("a phrase"))?;
		}
		let key = dir.join("node.key").to_string_lossy().into_owned();
		let printed = succeed(&["key", "generate-node-key", "--file", &key], &dir).await?.stderr;
		let peer_id = printed.lines().next_back().unwrap_or_default().into();
		Ok(Self { name, dir, addresses, peer_id })
	}

	/// Step 4: the session keys into the keystore, and the validator.
	async fn start(&self, spec: &Path, peers: Option<String>) -> Result<Node> {
		let key = self.dir.join("node.key");
		let options = NodeOptions::new(self.name, spec.to_string_lossy(), &self.dir)
			.flag("--validator")
			.flag("--node-key-file")
			.flag(key.to_string_lossy())
			.boot_nodes(peers);
		let base = options.dir.join(&options.name).to_string_lossy().into_owned();
		for (key, scheme) in KEYS.iter().skip(1) {
			let phrase = self.dir.join(format!("{key}.phrase")).to_string_lossy().into_owned();
			let insert = ["key", "insert", "--chain", &options.chain, "--base-path", &base];
			let which = ["--key-type", key, "--scheme", scheme, "--suri", &phrase];
			succeed(&[insert, which].concat(), &self.dir).await?;
		}
		let node = Node::start(options).await?;
		assert_eq!(node.peer_id, self.peer_id);
		Ok(node)
	}
}

/// Step 2: the genesis, with the times of a network for rehearsals.
fn genesis(founders: &[Founder]) -> Value {
	let (mut network, rehearsal) = (readable("staging"), readable("local"));
	network["name"] = json!("JMT Birth");
	network["id"] = json!("jmt_birth");
	let patch = &mut network["genesis"]["runtimeGenesis"]["patch"];
	for times in ["consensus", "proofOfTime"] {
		let times = ["genesisParameters", times];
		patch[times[0]][times[1]] =
			rehearsal["genesis"]["runtimeGenesis"]["patch"][times[0]][times[1]].clone();
	}
	let (mut keys, mut stakers, mut allocations) = (Vec::new(), Vec::new(), Vec::new());
	for Founder { addresses: [stash, babe, gran, audi], .. } in founders {
		let session = json!({ "babe": babe, "grandpa": gran, "authority_discovery": audi });
		keys.push(json!([stash, stash, session]));
		stakers.push(json!([stash, stash, ENDOWMENT / 2, "Validator"]));
		allocations.push(json!(["foundation", stash, ENDOWMENT]));
	}
	patch["session"]["keys"] = keys.into();
	patch["staking"]["stakers"] = stakers.into();
	patch["staking"]["validatorCount"] = founders.len().into();
	patch["emission"]["allocations"] = allocations.into();
	network
}

/// The specification for light clients that `jmt-node` prints, once it does.
async fn printed(url: &str, dir: &Path) -> Result<Finished> {
	wait::until("a light specification", RECOVERY, async || {
		let command = jmt_node(&["light-spec", "--rpc", url])?;
		let finished = Process::start("light-spec", command, dir)?.finish(STEP).await?;
		if finished.status.success() {
			return Ok(Some(finished));
		}
		assert!(finished.stderr.contains("third epoch"), "{}", finished.stderr);
		Ok(None)
	})
	.await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_of_fresh_keys_is_born_as_the_readme_says() -> Result<()> {
	let _turn = turn::network().await;
	let dir = TempDir::with_prefix("jmt-birth-").expect("a temporary folder can be made");
	let dir = dir.path();
	let mut founders = Vec::new();
	for name in NAMES {
		founders.push(Founder::new(name, dir).await?);
	}
	let network = ChainSpec(genesis(&founders)).write(&dir.join("network.json"))?;

	// Step 3: the file, once. A node does not run from the readable one.
	let chain = network.to_string_lossy();
	let base = dir.join("nobody").to_string_lossy().into_owned();
	let command = jmt_node(&["--chain", &chain, "--base-path", &base, "--validator"])?;
	let line = refuses("readable", command, dir, 3).await?;
	assert!(line.contains("export-chain-spec"), "{line}");
	let spec = export(&chain, true).await?.write(&dir.join("network-raw.json"))?;

	let first = founders[0].start(&spec, None).await?;
	// One of four makes nothing final.
	let command = jmt_node(&["light-spec", "--rpc", &first.rpc_url])?;
	let line = refuses("too-early", command, dir, 1).await?;
	assert!(line.contains("third epoch"), "{line}");
	let mut nodes = vec![first];
	for founder in &founders[1..] {
		nodes.push(founder.start(&spec, Some(nodes[0].tcp_address.clone())).await?);
	}
	let genesis = nodes[0].genesis_hash().await?;
	for node in &nodes {
		node.wait_finalized(2, RECOVERY).await?;
		assert_eq!(node.genesis_hash().await?, genesis);
	}
	let first = &nodes[0];

	// The chain's code is that which the build names.
	let code = text("code", &first.rpc("state_getStorageHash", json!(["0x3a636f6465"])).await?)?;
	let version = succeed(&["--version"], dir).await?.stdout;
	assert!(version.lines().any(|line| line == format!("code hash: {code}")), "{version}: {code}");

	// Step 5: the light specification, and a light client that joins with it.
	let light = printed(&first.rpc_url, dir).await?.stdout;
	assert!(light.len() < 6_000, "{} bytes: {light}", light.len());
	let spec = serde_json::from_str::<Value>(&light);
	let spec = spec.map_err(|error| Error::shape("light-spec", error))?;
	let header = first.rpc("chain_getHeader", json!([genesis])).await?;
	assert_eq!(spec["genesis"], json!({ "stateRootHash": header["stateRoot"] }));
	assert_eq!(spec["bootNodes"], json!([first.tcp_address, first.ws_address]));
	assert_eq!((&spec["id"], &spec["protocolId"]), (&json!("jmt_birth"), &Value::Null));
	let edge = Edge::new("newcomer", &ChainSpec(spec), dir)?;
	let status = edge.json(&["status", "--genesis", &genesis]).await?;
	assert!(status.to_string().contains(&genesis), "{status}");

	// By WebSocket it is the same, and boot nodes can be named.
	let named = format!("/dns/node.example.org/tcp/443/wss/p2p/{}", first.peer_id);
	let ask = ["light-spec", "--rpc", &first.ws_url, "--bootnodes", &named];
	let spec = serde_json::from_str::<Value>(&succeed(&ask, dir).await?.stdout);
	let spec = spec.map_err(|error| Error::shape("light-spec", error))?;
	assert_eq!(spec["bootNodes"], json!([named]));
	assert!(spec["lightSyncState"]["grandpaAuthoritySet"].is_string());
	Ok(())
}

#[tokio::test]
async fn the_readable_genesis_of_every_preset_is_kept() -> Result<()> {
	for (chain, file) in [("dev", "development"), ("local", "local"), ("staging", "staging")] {
		let mut exported = export(chain, false).await?.0;
		let genesis = exported["genesis"]["runtimeGenesis"].as_object_mut().expect("a genesis");
		assert!(genesis.remove("code").is_some(), "{chain} has no code");
		assert_eq!(exported, readable(file), "scripts/chain-specs writes {file}.json anew");
	}
	Ok(())
}
