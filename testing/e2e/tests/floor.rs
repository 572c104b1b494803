//! The head that a light client saved of a chain is a floor: no other chain with the same genesis goes below it, and a head that
//! is old is told of as that.

use jmt_e2e::{edge_refusal, terminal::run_text, turn, RECOVERY, STEP};
use jmt_node_runner::{wait, Edge, Error, Network, Node, NodeOptions, Relay, Result};
use std::{
	fs,
	path::{Path, PathBuf},
	time::Duration,
};

/// An age at which `status` tells of a head, in seconds, and some more.
const OLD_SECONDS: u64 = 65;

/// A block of the third epoch of the development chain.
const THIRD_EPOCH: u32 = 46;

/// So far from the genesis, and behind a change of GRANDPA's authorities, a light client proves its way by warp sync.
const AFAR: u32 = 50;

/// The saved states of an agent, by file.
fn saved(agent: &Edge) -> Result<Vec<(PathBuf, Vec<u8>)>> {
	let mut files = Vec::new();
	for entry in fs::read_dir(&agent.data_dir).map_err(Error::io("a data folder"))? {
		let path = entry.map_err(Error::io("a data folder"))?.path();
		let content = fs::read(&path).map_err(Error::io(path.display().to_string()))?;
		files.push((path, content));
	}
	files.sort();
	Ok(files)
}

/// Changes one digit of the finalized header in an agent's saved state, and leaves the rest as it is.
fn damage(agent: &Edge) -> Result<()> {
	const HEADER: &[u8] = b"\"finalized_block_header\":\"";
	let state = |path: &Path| {
		let name = path.file_name().unwrap_or_default().to_string_lossy();
		name.starts_with("light-client-") && name.ends_with(".json")
	};
	let (path, mut content) =
		saved(agent)?.into_iter().find(|(path, _)| state(path)).expect("a saved state");
	let found = content.windows(HEADER.len()).position(|window| window == HEADER);
	let digit = &mut content[found.expect("a header") + HEADER.len()];
	*digit = if *digit == b'0' { b'1' } else { b'0' };
	fs::write(&path, content).map_err(Error::io(path.display().to_string()))
}

/// The finalized number in a `status`.
fn finalized(status: &serde_json::Value) -> u64 {
	status["finalized"]["number"].as_u64().expect("a number")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finalized_head_that_was_saved_was_no_floor() -> Result<()> {
	let _turn = turn::node().await;
	// Two chains with one genesis: one specification, started twice.
	let mut one = Network::builder().chain("dev").start().await?;
	one.wait_finalized(12, STEP).await?;
	let spec = one.first().raw_spec().await?;
	let options = NodeOptions::new("other", one.spec.to_string_lossy(), one.dir())
		.flag("--alice")
		.flag("--validator")
		.flag("--unsafe-force-node-key-generation");
	let mut other = Node::start(options).await?;
	assert_eq!(one.first().genesis_hash().await?, other.genesis_hash().await?);
	let both = [one.first().tcp_address.clone(), other.tcp_address.clone()];

	other.kill();
	let agent = Edge::new("agent", &spec.clone().with_boot_nodes(&both), one.dir())?;
	let floor = finalized(&agent.json(&["status"]).await?);
	assert!(floor >= 12, "{floor}");

	// The other chain is below what was saved, later above it, and never what was saved.
	one.nodes[0].kill();
	other.restart().await?;
	let kept = saved(&agent)?;
	assert!(other.finalized_number().await? < floor as u32);
	for reached in [1, floor as u32 + 3] {
		other.wait_finalized(reached, STEP).await?;
		let refused = agent.run(&["status", "--timeout", "20"]).await?;
		let error = edge_refusal(&refused, 12);
		assert_eq!(error["kind"], "otherChain", "{error}");
		let words = error["error"].as_str().expect("words");
		assert!(
			words.contains(&format!("block {floor} ")) && words.contains("--forget"),
			"{words}"
		);
		assert!(saved(&agent)? == kept, "something was saved of another chain");
	}

	// Nor where the saved state is damaged inside: the head is kept apart.
	damage(&agent)?;
	let refused = agent.run(&["status", "--timeout", "20"]).await?;
	assert_eq!(edge_refusal(&refused, 12)["kind"], "otherChain");

	// The chain that it knows answers again: it goes on from there.
	other.kill();
	one.nodes[0].restart().await?;
	one.wait_finalized(floor as u32 + 1, STEP).await?;
	let status = agent.json(&["status"]).await?;
	assert_eq!(status["warmStart"], true, "{status}");
	assert!(finalized(&status) > floor, "{status}");

	// Peers are remembered with the specification that they came with: one that names the other node alone has nobody
	// to ask while that is gone.
	let its_own = spec.with_boot_nodes(std::slice::from_ref(&other.tcp_address));
	let mut elsewhere = agent.clone();
	elsewhere.spec = its_own.write(&one.dir().join("other.json"))?;
	let refused = elsewhere.run(&["status", "--timeout", "8"]).await?;
	assert_eq!(edge_refusal(&refused, 3)["kind"], "noPeer");

	// With `--forget` the other chain is begun anew.
	one.nodes[0].kill();
	other.restart().await?;
	other.wait_finalized(1, STEP).await?;
	let status = agent.json(&["status", "--forget"]).await?;
	assert_eq!(status["warmStart"], false, "{status}");
	let hash = other.block_hash(finalized(&status) as u32).await?;
	assert_eq!(status["finalized"]["hash"].as_str(), hash.as_deref(), "{status}");

	// From a head of its third epoch on, the light client goes by the saved head alone, from which no peer of a lower
	// chain proves a way.
	other.wait_finalized(THIRD_EPOCH, RECOVERY).await?;
	let floor = finalized(&agent.json(&["status"]).await?);
	other.kill();
	one.nodes[0].restart().await?;
	assert!(one.first().finalized_number().await? < floor as u32);
	let kept = saved(&agent)?;
	let refused = agent.run(&["status", "--timeout", "20"]).await?;
	assert_eq!(edge_refusal(&refused, 12)["kind"], "otherChain");
	assert!(saved(&agent)? == kept, "something was saved of another chain");
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_is_behind_was_shown_as_the_head() -> Result<()> {
	let _turn = turn::pair().await;
	let network = Network::builder().validators(2).start().await?;
	let mut third = network.join("third", &[]).await?;
	let begun = third.wait_finalized(AFAR, RECOVERY).await?;
	third.terminate().await?;

	// The same database under another name on the network, so that nobody finds it: it stays where it is.
	let behind = network.options("behind").flag("--out-peers=0");
	copy(&third.base_path(), &network.dir().join("behind"))?;
	let ahead = network.first().best_number().await? + (OLD_SECONDS / 2) as u32;
	wait::until("a head that is old", RECOVERY, async || {
		Ok((network.first().finalized_number().await? >= ahead).then_some(()))
	})
	.await?;
	let behind = Node::start(behind).await?;
	let spec = behind.raw_spec().await?;
	let its_head = behind.finalized_number().await?;
	assert!(its_head >= begun && its_head < ahead, "{its_head}, {ahead}");

	// Alone it is the head that there is, with a word.
	let misled = Edge::new("misled", &spec, network.dir())?;
	// Such a peer may be slow to prove anything.
	let status = wait::until("a status by the peer that is behind", RECOVERY, async || {
		Ok(misled.json(&["status"]).await.ok())
	})
	.await?;
	assert!((1..=u64::from(its_head)).contains(&finalized(&status)), "{status}");
	assert!(status["finalizedAgeSeconds"].as_u64() >= Some(OLD_SECONDS - 5), "{status}");
	let (said, line) = wait::until("its text", RECOVERY, async || {
		let said = run_text(&misled, &["status"], network.dir()).await?;
		let line = said.stdout.lines().find(|line| line.contains("which is")).map(String::from);
		Ok(line.map(|line| (said, line)))
	})
	.await?;
	assert!(line.ends_with(" old") && (line.contains(" seconds ") || line.contains(" minutes ")));
	for word in ["the newest finalized block, ", " old: the peers are behind"] {
		assert!(said.stderr.contains(word), "{}", said.stderr);
	}

	// It comes first and the others later: theirs is the head.
	let relay = Relay::start(&network.first().tcp_address, Duration::from_millis(300)).await?;
	let nodes = [behind.tcp_address.clone(), relay.address.clone()];
	let told = Edge::new("told", &spec.with_boot_nodes(&nodes), network.dir())?;
	let status =
		wait::until("a status by both", RECOVERY, async || Ok(told.json(&["status"]).await.ok()))
			.await?;
	assert!(finalized(&status) >= u64::from(ahead), "{status}");
	assert!(status["finalizedAgeSeconds"].as_u64() < Some(OLD_SECONDS - 5), "{status}");
	Ok(())
}

/// Copies a node's folder without its key on the network.
fn copy(from: &Path, to: &Path) -> Result<()> {
	fs::create_dir_all(to).map_err(Error::io("a folder"))?;
	for entry in fs::read_dir(from).map_err(Error::io("a node's folder"))? {
		let path = entry.map_err(Error::io("a node's folder"))?.path();
		let Some(name) = path.file_name() else { continue };
		match path.is_dir() {
			true if name == "network" => {},
			true => copy(&path, &to.join(name))?,
			false => {
				fs::copy(&path, to.join(name)).map_err(Error::io("a node's file"))?;
			},
		}
	}
	Ok(())
}
