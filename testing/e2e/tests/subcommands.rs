//! The work of an operator apart from running a node: makes keys and specifications, and with a database at rest
//! looks, exports, purges, imports, checks, reverts, goes on.

use jmt_e2e::{refuses, turn, STEP};
use jmt_node_runner::{
	binaries,
	chain::text,
	export,
	transfer::{account, address, Pair},
	wait, Error, Finished, Node, NodeOptions, Process, Result,
};
use serde_json::{json, Value};
use std::{os::unix::fs::PermissionsExt, path::Path, process::Command, time::Duration};
use tempfile::TempDir;

/// Importing executes the blocks again.
const LIMIT: Duration = Duration::from_secs(120);

/// Blocks that the chain has before it rests.
const BLOCKS: u32 = 5;

/// Of these taken back.
const REVERTED: u64 = 2;

/// The only validator of the development chain.
const VALIDATOR: &str = "//Alice";

/// The purpose of each key of a validator, the same in hexadecimal, and the key's scheme.
const SESSION_KEYS: [(&str, &str, &str); 3] = [
	("babe", "62616265", "sr25519"),
	("gran", "6772616e", "ed25519"),
	("audi", "61756469", "sr25519"),
];

/// `jmt-node` with these arguments.
fn jmt_node(arguments: &[&str]) -> Result<Command> {
	let mut command = Command::new(binaries::node()?);
	command.args(arguments);
	Ok(command)
}

/// Runs a command to its successful end.
async fn succeed(name: &str, command: Command, dir: &Path) -> Result<Finished> {
	let finished = Process::start(name, command, dir)?.finish(LIMIT).await?;
	assert_eq!(finished.code(), Some(0), "{name}: {}{}", finished.stdout, finished.stderr);
	Ok(finished)
}

/// Runs a subcommand on the node's database to its successful end and takes what it printed.
async fn run(node: &Node, dir: &Path, arguments: &[&str]) -> Result<String> {
	let mut command = jmt_node(arguments)?;
	command.args(["--chain", "dev", "--base-path"]).arg(node.base_path());
	Ok(succeed(arguments[0], command, dir).await?.stdout)
}

/// The JSON that a subcommand printed.
fn parse(name: &str, printed: &str) -> Result<Value> {
	serde_json::from_str(printed).map_err(|error| Error::shape(name, error))
}

/// Its best block.
async fn best(node: &Node, dir: &Path) -> Result<(u64, Value)> {
	let info = parse("chain-info", &run(node, dir, &["chain-info"]).await?)?;
	let number = info["best_number"].as_u64().ok_or_else(|| Error::shape("chain-info", &info))?;
	Ok((number, info["best_hash"].clone()))
}

/// Makes a network key that only its owner may read, as docs/operators.md does it, and takes the peer's id that
/// is printed with it.
async fn network_key(dir: &Path, arguments: &[&str]) -> Result<String> {
	let mut command = Command::new("sh");
	command.args(["-c", "umask 077; exec \"$0\" key generate-node-key \"$@\""]);
	command.arg(binaries::node()?).args(arguments);
	let printed = succeed("generate-node-key", command, dir).await?.stderr;
	let id = printed.lines().next_back().map(String::from);
	id.ok_or_else(|| Error::shape("generate-node-key", "no peer id"))
}

/// The id of the peer with the network key in a file.
async fn peer_id(dir: &Path, key: &Path) -> Result<String> {
	let command = jmt_node(&["key", "inspect-node-key", "--file", &key.to_string_lossy()])?;
	Ok(succeed("inspect-node-key", command, dir).await?.stdout.trim().into())
}

/// The permissions of a file.
fn mode(file: &Path) -> u32 {
	let metadata = std::fs::metadata(file);
	let metadata = metadata.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
	metadata.permissions().mode() & 0o777
}

#[tokio::test]
async fn it_names_its_runtime_and_its_commit() -> Result<()> {
	let dir = TempDir::with_prefix("jmt-subcommands-").expect("a temporary folder can be made");
	for flag in ["--version", "-V"] {
		let said = succeed("version", jmt_node(&[flag])?, dir.path()).await?.stdout;
		for part in
			["jmt-node ", "\ncommit: ", "\nruntime: jmt ", "\nmetadata hash: ", "\ncode hash: 0x"]
		{
			assert!(said.contains(part), "{said}");
		}
	}
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_validates_with_the_keys_that_were_made_and_inserted() -> Result<()> {
	let _turn = turn::node().await;
	let dir = TempDir::with_prefix("jmt-subcommands-").expect("a temporary folder can be made");
	let dir = dir.path();
	let network = dir.join("node.key");
	let id = network_key(dir, &["--file", &network.to_string_lossy()]).await?;
	assert_eq!(mode(&network), 0o600);
	assert_eq!(peer_id(dir, &network).await?, id);

	let options = NodeOptions::new("validator", "dev", dir)
		.flag("--validator")
		.flag("--node-key-file")
		.flag(network.to_string_lossy());
	let base = options.dir.join(&options.name);
	for (purpose, prefix, scheme) in SESSION_KEYS {
		let inspect = ["key", "inspect", "--output-type", "json", "--scheme", scheme, VALIDATOR];
		let printed = succeed("inspect", jmt_node(&inspect)?, dir).await?.stdout;
		let inspected = parse("inspect", &printed)?;
		if scheme == "sr25519" {
			assert_eq!(inspected["ss58Address"], address(&account(VALIDATOR)?.public()));
		}
		let public = text("publicKey", &inspected["publicKey"])?;

		let mut insert = jmt_node(&["key", "insert", "--chain", "dev", "--suri", VALIDATOR])?;
		insert.args(["--key-type", purpose, "--scheme", scheme, "--base-path"]).arg(&base);
		succeed("insert", insert, dir).await?;
		let name = format!("{prefix}{}", public.trim_start_matches("0x"));
		let file = base.join("chains/jmt_dev/keystore").join(name);
		assert_eq!(mode(&file), 0o600);
		let inserted = std::fs::read_to_string(&file).expect("a key");
		assert_eq!(inserted, format!("\"{VALIDATOR}\""));
	}

	// With these keys it is the peer, makes the blocks and finalizes them.
	let mut node = Node::start(options).await?;
	assert_eq!(node.peer_id, id);
	node.wait_finalized(2, STEP).await?;
	assert!(node.terminate().await?.success());
	Ok(())
}

#[tokio::test]
async fn it_builds_a_specification_with_itself_as_boot_node() -> Result<()> {
	let dir = TempDir::with_prefix("jmt-subcommands-").expect("a temporary folder can be made");
	let dir = dir.path();
	let base = dir.join("base").to_string_lossy().into_owned();
	let chain = ["--chain", "dev", "--base-path", base.as_str()];
	let id = network_key(dir, &chain).await?;
	let key = dir.join("base/chains/jmt_dev/network/secret_ed25519");
	assert_eq!(mode(&key), 0o600);
	assert_eq!(peer_id(dir, &key).await?, id);

	// An identity is made once.
	let secret = std::fs::read(&key).expect("a key");
	let mut again = jmt_node(&["key", "generate-node-key"])?;
	again.args(chain);
	let line = refuses("generate-node-key", again, dir, 1).await?;
	assert!(line.contains("secret_ed25519"), "{line}");
	assert_eq!(std::fs::read(&key).expect("still there"), secret);

	let mut build = jmt_node(&["build-spec"])?;
	build.args(chain);
	let mut built = parse("build-spec", &succeed("build-spec", build, dir).await?.stdout)?;
	assert_eq!(built["id"], "jmt_dev");
	let boot_nodes = built["bootNodes"].take();
	assert_eq!(boot_nodes, json!([format!("/ip4/127.0.0.1/tcp/30333/p2p/{id}")]));
	built["bootNodes"] = json!([]);
	assert!(built == export("dev", false).await?.0, "not what export-chain-spec makes");

	let mut build = jmt_node(&["build-spec", "--raw", "--disable-default-bootnode"])?;
	build.args(chain);
	let raw = parse("build-spec", &succeed("build-spec", build, dir).await?.stdout)?;
	assert!(raw == export("dev", true).await?.0, "not what export-chain-spec makes");
	Ok(())
}

#[tokio::test]
async fn it_reads_a_specification_behind_a_byte_order_mark() -> Result<()> {
	let dir = TempDir::with_prefix("jmt-subcommands-").expect("a temporary folder can be made");
	let plain = export("dev", false).await?.0;
	let file = dir.path().join("marked.json");
	std::fs::write(&file, format!("\u{feff}{plain}")).expect("a file can be written");
	let file = file.to_string_lossy();
	assert_eq!(export(&file, false).await?.0["id"], "jmt_dev");
	let base = dir.path().join("base").to_string_lossy().into_owned();
	let info = jmt_node(&["chain-info", "--chain", &file, "--base-path", &base])?;
	let line = refuses("chain-info", info, dir.path(), 7).await?;
	assert!(line.contains("there is no database"), "{line}");
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_exports_imports_checks_and_reverts_blocks() -> Result<()> {
	let _turn = turn::node().await;
	let dir = TempDir::with_prefix("jmt-subcommands-").expect("a temporary folder can be made");
	let dir = dir.path();
	// Final blocks cannot be reverted, so the validator does not vote.
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
	let state = parse("export-state", &run(&node, dir, &["export-state"]).await?)?;
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
