//! Bad input: an exit code of its own, one clear line, and nothing damaged.

use jmt_e2e::{refusal, turn, RECOVERY, REFUSAL_LIMIT, STEP};
use jmt_node_runner::{
	binaries, export, wait, ChainSpec, Edge, Node, NodeOptions, Process, Result,
};
use std::{
	collections::BTreeMap,
	hash::{DefaultHasher, Hasher},
	net::TcpListener,
	path::{Path, PathBuf},
	process::Command,
};
use tempfile::TempDir;

/// `jmt-node` with its data below `dir/base`.
fn node(dir: &Path, chain: &str, arguments: &[&str]) -> Result<Command> {
	let mut command = Command::new(binaries::node()?);
	command.args(["--chain", chain, "--base-path"]).arg(dir.join("base"));
	command.args(["--no-mdns", "--no-prometheus", "--no-telemetry"]);
	if !arguments.contains(&"--rpc-port") {
		command.args(["--rpc-port", "0"]);
	}
	command.args(arguments);
	Ok(command)
}

/// Runs a node that has to refuse its input, and takes the line that says why. Besides its log, which may be
/// written before that line or after it, the node says nothing.
async fn refuses(name: &str, command: Command, dir: &Path, code: i32) -> Result<String> {
	let finished = Process::start(name, command, dir)?.finish(REFUSAL_LIMIT).await?;
	let line = refusal(name, &finished, code);
	let lines = finished.stdout.lines().chain(finished.stderr.lines());
	let said: Vec<_> = lines.filter(|line| !line.is_empty() && !is_logged(line)).collect();
	assert_eq!(said, [line.as_str()], "{name}: not one line");
	Ok(line)
}

/// Whether a line is one of the log, which open with a date such as 2026-01-31.
fn is_logged(line: &str) -> bool {
	let digit_or_dash = |(position, byte): (usize, u8)| match position {
		4 | 7 => byte == b'-',
		_ => byte.is_ascii_digit(),
	};
	line.get(..10).is_some_and(|date| date.bytes().enumerate().all(digit_or_dash))
}

fn temporary() -> TempDir {
	TempDir::with_prefix("jmt-bad-input-").expect("a temporary folder can be made")
}

/// A node with its data in `dir/base` that has finalized a block.
async fn started(dir: &Path) -> Result<Node> {
	let options = NodeOptions::new("base", "dev", dir)
		.flag("--alice")
		.flag("--unsafe-force-node-key-generation");
	let node = Node::start(options).await?;
	node.wait_finalized(1, STEP).await?;
	Ok(node)
}

/// The base path of a node that was started there and has ended in order.
async fn rested(dir: &Path) -> Result<PathBuf> {
	let mut node = started(dir).await?;
	assert!(node.terminate().await?.success());
	Ok(node.base_path())
}

/// Every file below a folder with a digest of its bytes, which are many in a database.
fn contents(folder: &Path) -> BTreeMap<PathBuf, u64> {
	let mut found = BTreeMap::new();
	let mut folders = vec![folder.to_path_buf()];
	while let Some(folder) = folders.pop() {
		for entry in std::fs::read_dir(&folder).expect("a folder that exists") {
			let path = entry.expect("an entry").path();
			if path.is_dir() {
				folders.push(path);
			} else {
				let mut digest = DefaultHasher::new();
				digest.write(&std::fs::read(&path).expect("a file that exists"));
				found.insert(path, digest.finish());
			}
		}
	}
	found
}

/// The only file with this name below a folder.
fn find(folder: &Path, name: &str) -> PathBuf {
	let named = |path: &PathBuf| path.file_name().is_some_and(|found| found == name);
	let mut found = contents(folder).into_keys().filter(named);
	let path = found.next().unwrap_or_else(|| panic!("no {name} below {}", folder.display()));
	assert_eq!(found.next(), None, "more than one {name}");
	path
}

/// A port that nobody listens on.
fn free_port() -> u16 {
	let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
	listener.local_addr().expect("an address").port()
}

mod reject {
	use super::*;

	#[tokio::test]
	async fn it_refuses_a_chain_that_it_does_not_know() -> Result<()> {
		let dir = temporary();
		let line = refuses("node", node(dir.path(), "nowhere", &[])?, dir.path(), 3).await?;
		assert!(line.contains("nowhere"), "{line}");
		assert!(!dir.path().join("base").exists(), "it made a folder");
		Ok(())
	}

	#[tokio::test]
	async fn it_refuses_a_corrupt_specification() -> Result<()> {
		let dir = temporary();
		let whole = ChainSpec::named("dev").await?.0.to_string();
		let file = dir.path().join("spec.json");
		for broken in [&whole[..whole.len() / 2], "", "[]", "{\"name\":\"JMT\"}"] {
			std::fs::write(&file, broken).expect("a file can be written");
			let chain = file.to_string_lossy();
			let line = refuses("node", node(dir.path(), &chain, &[])?, dir.path(), 3).await?;
			assert!(line.contains("spec.json"), "{line}");
			assert!(!dir.path().join("base").exists(), "it made a folder");
		}
		Ok(())
	}

	#[tokio::test]
	async fn it_names_a_specification_that_is_utf_16() -> Result<()> {
		let dir = temporary();
		let whole = format!("\u{feff}{}", ChainSpec::named("dev").await?.0);
		let file = dir.path().join("spec.json");
		for bytes in [
			whole.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
			whole.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>(),
		] {
			std::fs::write(&file, bytes).expect("a file can be written");
			let chain = file.to_string_lossy();
			let line = refuses("node", node(dir.path(), &chain, &[])?, dir.path(), 3).await?;
			assert!(line.contains("spec.json: it is UTF-16: save it as UTF-8"), "{line}");
		}
		Ok(())
	}

	#[tokio::test(flavor = "multi_thread")]
	async fn it_refuses_the_second_of_two_nodes_that_start_together_on_one_port() -> Result<()> {
		let _turn = turn::node().await;
		let dir = temporary();
		let port = free_port().to_string();
		for shared in ["--port", "--rpc-port"] {
			let start = |name: &str| {
				let folder = dir.path().join(format!("{name}{shared}"));
				std::fs::create_dir(&folder).expect("a folder can be made");
				let own = if shared == "--port" { "--ws-port" } else { "--port" };
				let command = node(&folder, "dev", &[shared, &port, own, "0"])?;
				Process::start(name, command, &folder)
			};
			let mut nodes = [start("one")?, start("other")?];
			let ended = wait::until("one of the two to end", RECOVERY, async || {
				Ok(nodes.iter_mut().position(|node| !node.is_running()))
			})
			.await?;
			let [one, other] = nodes;
			let (ended, mut other) = if ended == 0 { (one, other) } else { (other, one) };
			let line = jmt_e2e::refusal("node", &ended.finish(STEP).await?, 4);
			assert!(line.contains(&port) && line.contains(shared), "{line}");
			// The other one listens, and goes on.
			wait::until("the JSON-RPC server of the other", RECOVERY, async || {
				other.expect_running()?;
				Ok(other.stderr().contains("Running JSON-RPC server").then_some(()))
			})
			.await?;
			assert!(other.terminate(STEP).await?.success());
		}
		Ok(())
	}

	#[tokio::test(flavor = "multi_thread")]
	async fn it_refuses_a_database_of_another_version_and_leaves_it_alone() -> Result<()> {
		let _turn = turn::node().await;
		let dir = temporary();
		let mut running = started(dir.path()).await?;
		let known = running.block_hash(1).await?;
		assert!(running.terminate().await?.success());

		let metadata = find(&running.base_path(), "metadata");
		let original = std::fs::read_to_string(&metadata).expect("readable metadata");
		let newer: String = original
			.lines()
			.map(|line| if line.starts_with("version=") { "version=99" } else { line })
			.map(|line| format!("{line}\n"))
			.collect();
		assert_ne!(newer, original, "the metadata names no version");
		std::fs::write(&metadata, newer).expect("writable metadata");
		let before = contents(&running.base_path());

		let command = node(dir.path(), "dev", &["--port", "0"])?;
		let line = refuses("newer", command, dir.path(), 7).await?;
		assert!(line.contains("99"), "{line}");
		assert_eq!(contents(&running.base_path()), before, "it changed its data");

		// With its own version back, everything is there.
		std::fs::write(&metadata, original).expect("writable metadata");
		running.restart().await?;
		assert_eq!(running.block_hash(1).await?, known);
		Ok(())
	}

	#[tokio::test(flavor = "multi_thread")]
	async fn it_refuses_ports_that_are_taken() -> Result<()> {
		let _turn = turn::node().await;
		let dir = temporary();
		let base = rested(dir.path()).await?;
		let before = contents(&base);
		let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
		let port = taken.local_addr().expect("an address").port().to_string();
		let address = format!("/ip4/127.0.0.1/tcp/{port}");
		// Free, but asked for twice.
		let free = free_port().to_string();
		for arguments in [
			&["--listen-addr", address.as_str()][..],
			&["--port", "0", "--rpc-port", port.as_str()],
			&["--port", "0", "--ws-port", free.as_str(), "--rpc-port", free.as_str()],
		] {
			let command = node(dir.path(), "dev", arguments)?;
			let line = refuses("node", command, dir.path(), 4).await?;
			let named = arguments.last().expect("a port").rsplit('/').next().expect("a port");
			assert!(line.contains(named), "{line}");
			assert_eq!(contents(&base), before, "{arguments:?}: it changed its data");
		}
		Ok(())
	}

	#[tokio::test(flavor = "multi_thread")]
	async fn it_refuses_a_network_key_that_cannot_be_read() -> Result<()> {
		let _turn = turn::node().await;
		let dir = temporary();
		let base = rested(dir.path()).await?;
		let before = contents(&base);
		let file = dir.path().join("network.key");
		std::fs::write(&file, "not a key").expect("a file can be written");
		let folder = dir.path().to_string_lossy();
		for key in [&*file.to_string_lossy(), &folder] {
			let command =
				node(dir.path(), "dev", &["--port", "0", "--validator", "--node-key-file", key])?;
			let line = refuses("node", command, dir.path(), 5).await?;
			assert!(line.contains(key), "{line}");
			assert_eq!(contents(&base), before, "{key}: it changed its data");
		}
		assert_eq!(std::fs::read(&file).expect("still there"), b"not a key");
		Ok(())
	}

	#[tokio::test]
	async fn it_refuses_a_validator_without_a_network_key() -> Result<()> {
		let dir = temporary();
		let command = node(dir.path(), "dev", &["--port", "0", "--validator"])?;
		let line = refuses("node", command, dir.path(), 5).await?;
		assert!(line.contains("generate-node-key"), "{line}");
		Ok(())
	}

	#[tokio::test]
	async fn it_refuses_a_base_path_that_cannot_be_written() -> Result<()> {
		let dir = temporary();
		// No user makes folders there, the superuser included.
		let read_only = "/sys/jmt";
		let mut command = Command::new(binaries::node()?);
		command.args(["--chain", "dev", "--base-path", read_only]);
		command.args(["--listen-addr", "/ip4/127.0.0.1/tcp/0"]);
		command.args(["--no-mdns", "--no-prometheus", "--no-telemetry", "--rpc-port", "0"]);
		let line = refuses("node", command, dir.path(), 6).await?;
		assert!(line.contains(read_only), "{line}");
		Ok(())
	}

	#[tokio::test]
	async fn a_light_client_refuses_what_is_no_raw_specification() -> Result<()> {
		let dir = temporary();
		let plain = ChainSpec::named("dev").await?;
		let edge = Edge::new("edge", &plain, dir.path())?;
		for text in [plain.0.to_string(), "no JSON".into(), "{}".into()] {
			std::fs::write(&edge.spec, text).expect("a file can be written");
			let finished = Process::start("edge", edge.command(&["status"])?, dir.path())?
				.finish(REFUSAL_LIMIT)
				.await?;
			jmt_e2e::edge_refusal(&finished, 5);
		}
		Ok(())
	}

	#[tokio::test]
	async fn an_agent_says_in_json_what_is_wrong_with_its_arguments() -> Result<()> {
		let dir = temporary();
		let edge = Edge::new("edge", &ChainSpec::named("dev").await?, dir.path())?;
		for (arguments, named) in [
			(["status", "--blocks"].as_slice(), "--blocks"),
			(["device", "show"].as_slice(), "<DEVICE>"),
			(["device", "show", "0x12"].as_slice(), "0x12"),
			([].as_slice(), "command"),
		] {
			let said = jmt_e2e::edge_refusal(&edge.run(arguments).await?, 2);
			assert_eq!(said["kind"], "usage", "{said}");
			let error = said["error"].as_str().expect("a text");
			assert!(error.contains(named), "{error}");
		}
		Ok(())
	}

	#[tokio::test]
	async fn a_light_client_refuses_a_folder_that_it_cannot_write() -> Result<()> {
		let dir = temporary();
		let mut edge = Edge::new("edge", &export("dev", true).await?, dir.path())?;
		let file = edge.path("file");
		std::fs::write(&file, "no folder").expect("a file can be written");
		edge.data_dir = file.join("data");
		let finished = edge.run(&["status"]).await?;
		assert_eq!(jmt_e2e::edge_refusal(&finished, 8)["kind"], "database");
		assert_eq!(std::fs::read(&file).expect("it is still there"), b"no folder");
		Ok(())
	}

	#[tokio::test]
	async fn a_result_that_cannot_be_written_is_no_success() -> Result<()> {
		let dir = temporary();
		let edge = Edge::new("edge", &ChainSpec::named("dev").await?, dir.path())?;
		let key = edge.path("device.key");
		let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has it");
		let mut command = edge.command(&["device", "new", "--out", &key.to_string_lossy()])?;
		let finished = command.stdout(full).output().expect("it starts");
		assert_eq!(finished.status.code(), Some(10), "{finished:?}");
		assert!(key.is_file(), "what was done stands");
		Ok(())
	}
}
