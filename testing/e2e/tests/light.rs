//! A light client on a node started here: finality, proofs, an owner's key and transfers, pay, a peer's restart, a
//! foreign chain, and new versions of the runtime. And what the node counts of it.

use jmt_e2e::{code::with_next_version, edge_refusal, metrics, turn, RECOVERY, STEP};
use jmt_edge::{
	chain::{Chain, ChainOptions},
	pallets::proof_of_time::RewardsClaimed,
	submit::find,
};
use jmt_node_runner::{
	chain::text,
	transfer::{account, address, bytes, next_nonce, Calls, Pair},
	wait, Edge, Network, Node, Relay, Result,
};
use jmt_primitives::Hash;
use serde_json::{json, Value};
use std::{os::unix::fs::PermissionsExt, time::Duration};

/// A development account with funds, and its public key.
const OWNER: &str = "//Bob";

/// Storage key of `Timestamp::Now`: the hashes of the two names.
const TIMESTAMP_NOW: &str = "0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb";

/// A block of the development chain before which the set of authorities has changed twice.
const AFTER_TWO_SETS: u32 = 66;

/// A few rounds, and the day of draws before the first of them.
const ROUNDS: Duration = Duration::from_secs(180);

#[tokio::test(flavor = "multi_thread")]
async fn it_earns_over_one_peer_that_restarts() -> Result<()> {
	let _turn = turn::node().await;
	let mut network = Network::builder().chain("dev").flag("--prometheus-port=0").start().await?;
	network.wait_finalized(3, STEP).await?;
	let spec = network.first().raw_spec().await?;
	let owner = Edge::new("owner", &spec, network.dir())?;

	// It joins and verifies finality: what it calls finalized is what the chain has there.
	let status = owner.json(&["status"]).await?;
	let number = status["finalized"]["number"].as_u64().expect("a number");
	assert!(number >= 3, "{status}");
	assert_eq!(
		network.first().block_hash(number as u32).await?.as_deref(),
		status["finalized"]["hash"].as_str(),
		"{status}"
	);

	// It reads with a proof what the node has in its state.
	let read = owner.json(&["read", "Timestamp", "Now"]).await?;
	let params = json!([TIMESTAMP_NOW, read["block"]["hash"]]);
	let stored = bytes(&text("now", &network.first().rpc("state_getStorage", params).await?)?)?;
	let now = u64::from_le_bytes(stored.try_into().expect("a moment has eight bytes"));
	assert_eq!(read["value"].as_u64(), Some(now), "{read}");

	// Another has what it receives counted.
	let relay = Relay::start(&network.first().tcp_address, Duration::ZERO).await?;
	let relayed = spec.clone().with_boot_nodes(std::slice::from_ref(&relay.address));
	let reader = Edge::new("reader", &relayed, network.dir())?;
	let first_bytes = a_warm_start_loaded_the_code_again(&reader, &relay).await?;

	// It registers a device, which answers rounds and is paid.
	let key = owner.path("device.key").to_string_lossy().into_owned();
	let made = owner.json(&["device", "new", "--type", "p256", "--out", &key]).await?;
	let id = text("device", &made["device"])?;
	owner.json(&["device", "register", "--suri", OWNER, "--device-key", &key]).await?;
	let device = Edge::new("device", &spec, network.dir())?;
	let mut agent = device.start(&["mine", "--device-key", &key])?;
	// It counts from the next day of draws; its owner has other things to do until then.
	it_keeps_a_key_and_moves_jmt(&owner, network.first()).await?;
	it_lists_what_a_map_holds(&owner, &id).await?;
	it_watches_as_many_blocks_as_asked(&owner, network.first()).await?;
	let first = agent.wait_line("an answer", ROUNDS, |line| line["event"] == "answered").await?;
	let first_round = first["round"].as_u64().expect("a round");

	let answered_after = |line: &Value, before: u64| {
		line["event"] == "answered" && line["round"].as_u64().is_some_and(|round| round > before)
	};

	// Killed and started again, it goes on. It keeps nothing of its own: the chain says what was answered, so
	// that no such round is taken for missed.
	agent.process.kill();
	let mut agent = device.start(&["mine", "--device-key", &key])?;
	let again = agent
		.wait_line("an answer after a kill", ROUNDS, |line| answered_after(line, first_round))
		.await?;
	let lines = agent.lines();
	let forgotten = lines.iter().any(|line| {
		line["event"] == "missed" && line["round"].as_u64().is_none_or(|round| round <= first_round)
	});
	assert!(!forgotten, "{lines:?}");

	// Its only peer goes and comes back: the agent goes on by itself.
	network.nodes[0].terminate().await?;
	network.nodes[0].restart().await?;
	let before = again["round"].as_u64().expect("a round") + 1;
	agent
		.wait_line("an answer after the restart", RECOVERY, |line| answered_after(line, before))
		.await?;
	let status = wait::until("pay", ROUNDS, async || {
		let shown = owner.json(&["device", "show", &id]).await?;
		Ok((shown["status"]["earned"] != "0").then_some(shown))
	})
	.await?;
	assert_eq!(status["status"]["status"], "mining", "{status}");
	it_is_among_what_the_node_counts(network.first()).await?;
	assert!(agent.process.terminate(STEP).await?.success());
	let claim = owner.json(&["claim", "--suri", OWNER, &id]).await?;
	assert_ne!(claim["amount"], "0", "{claim}");
	it_finds_what_it_lost_sight_of(&owner, &claim).await;
	it_pauses_resumes_and_removes_a_device(&owner, &id).await?;

	// A newcomer starts from a checkpoint, without the genesis state, once the chain is two epochs old.
	let light = wait::until("a checkpoint", ROUNDS, async || {
		let light = network.first().light_spec().await?;
		let newcomer = Edge::new("newcomer", &light, network.dir())?;
		let finished = newcomer.run(&["status"]).await?;
		Ok(finished.status.success().then_some(finished))
	})
	.await?;
	assert!(light.stdout.contains(&network.first().genesis_hash().await?), "{}", light.stdout);
	let light = network.first().light_spec().await?;
	let light = light.with_boot_nodes(std::slice::from_ref(&relay.address));
	let sleeper = Edge::new("sleeper", &light, network.dir())?;
	a_warm_start_loaded_the_code_again(&sleeper, &relay).await?;

	// A reader that comes back when the set of GRANDPA's authorities has changed, so that the light client proves
	// its way to the head by warp sync, does not download the runtime's code again.
	network.wait_finalized(AFTER_TWO_SETS, ROUNDS).await?;
	let before = relay.carried();
	reader.json(&["status"]).await?;
	let again = relay.carried() - before;
	assert!(again < first_bytes / 4, "{first_bytes} bytes, then {again}");

	// A chain with another genesis is refused: by its hash if one is asked for, by its peers otherwise.
	let other = Network::builder().chain("local").start().await?;
	let genesis = other.first().genesis_hash().await?;
	let finished = owner.run(&["status", "--genesis", &genesis]).await?;
	assert_eq!(edge_refusal(&finished, 4)["kind"], "genesisMismatch");
	let foreign = spec.with_boot_nodes(&[other.first().tcp_address.clone()]);
	let foreign = Edge::new("foreign", &foreign, network.dir())?;
	let finished = foreign.run(&["status", "--timeout", "10"]).await?;
	assert_eq!(edge_refusal(&finished, 3)["kind"], "noPeer");
	Ok(())
}

/// A device that sleeps and wakes has the runtime's code, however few blocks came meanwhile. Returns how many bytes its
/// first start took.
async fn a_warm_start_loaded_the_code_again(sleeper: &Edge, relay: &Relay) -> Result<u64> {
	let mut taken = Vec::new();
	for warm in [false, true, true] {
		let before = relay.carried();
		let status = sleeper.json(&["status"]).await?;
		assert_eq!(status["warmStart"], warm, "{status}");
		taken.push(relay.carried() - before);
	}
	assert!(taken[1..].iter().all(|again| *again < taken[0] / 4), "{taken:?} bytes");
	Ok(taken[0])
}

/// A new key is its owner's alone, and none replaces it. JMT sent to it arrive, and it can send them on.
async fn it_keeps_a_key_and_moves_jmt(owner: &Edge, node: &Node) -> Result<()> {
	let file = owner.path("owner.key");
	let path = file.to_string_lossy().into_owned();
	let made = owner.json(&["key", "new", "--out", &path]).await?;
	let kept = std::fs::read(&file).expect("the key's file");
	let mode = std::fs::metadata(&file).expect("the key's file").permissions().mode();
	assert_eq!(mode & 0o7777, 0o600, "{mode:o}");
	assert_eq!(owner.json(&["key", "inspect", "--owner-key", &path]).await?, made);
	let again = owner.run(&["key", "new", "--out", &path]).await?;
	assert_eq!(edge_refusal(&again, 6)["kind"], "key");
	assert_eq!(std::fs::read(&file).expect("the key's file"), kept);

	let payer = address(&account(OWNER)?.public());
	let payee = text("address", &made["address"])?;
	let sent = owner.json(&["transfer", &payee, "1.5", "--suri", OWNER]).await?;
	assert_eq!((&sent["from"], &sent["to"]), (&json!(payer), &json!(payee)), "{sent}");
	assert_eq!(free_after(owner, &payee, &sent).await?, 1_500_000_000_000);

	let sent = owner.json(&["transfer", &payer, "1", "--owner-key", &path]).await?;
	let left = free_after(owner, &payee, &sent).await?;
	assert!((1..500_000_000_000).contains(&left), "{left} planck: no fee was paid");
	assert_eq!(node.rpc("system_accountNextIndex", json!([payee])).await?, 1);
	Ok(())
}

/// The free balance of an account, in planck, once the light client knows the block of a transfer as final.
async fn free_after(owner: &Edge, account: &str, transfer: &Value) -> Result<u64> {
	let block = transfer["block"]["number"].as_u64().expect("a number");
	wait::until(format!("block {block} in the light client"), STEP, async || {
		let read = owner.json(&["read", "System", "Account", account]).await?;
		let number = read["block"]["number"].as_u64().expect("a number");
		let free = text("free", &read["value"]["data"]["free"])?.parse().expect("an amount");
		Ok((number >= block).then_some(free))
	})
	.await
}

/// A map without a key is listed: the device and its owner, and no more entries than asked for.
async fn it_lists_what_a_map_holds(owner: &Edge, device: &str) -> Result<()> {
	let inspected = owner.json(&["key", "inspect", "--suri", OWNER]).await?;
	let devices = owner.json(&["read", "Devices", "Devices"]).await?;
	let entries = devices["value"].as_array().expect("entries");
	assert_eq!(entries.len(), 1, "{devices}");
	assert_eq!(entries[0]["key"], json!([device]), "{devices}");
	assert_eq!(entries[0]["value"]["owner"], inspected["publicKey"], "{devices}");
	let accounts = owner.json(&["read", "System", "Account", "--limit", "2"]).await?;
	assert_eq!(accounts["value"].as_array().map(Vec::len), Some(2), "{accounts}");
	Ok(())
}

/// A device does as its owner decides: it is paused, resumed, and removed from the registry.
async fn it_pauses_resumes_and_removes_a_device(owner: &Edge, id: &str) -> Result<()> {
	for (verb, standing) in
		[("pause", json!("Paused")), ("resume", json!("Active")), ("remove", Value::Null)]
	{
		let done = owner.json(&["device", verb, id, "--suri", OWNER]).await?;
		let block = done["block"]["number"].as_u64().expect("a number");
		let read = wait::until(format!("block {block} in the light client"), STEP, async || {
			let read = owner.json(&["read", "Devices", "Devices", id]).await?;
			let number = read["block"]["number"].as_u64().expect("a number");
			Ok((number >= block).then_some(read))
		})
		.await?;
		// A device that is not registered has no entry, and so no standing.
		assert_eq!(read["value"]["standing"], standing, "{verb}: {read}");
	}
	let shown = owner.json(&["device", "show", id]).await?;
	assert_eq!(shown["status"]["status"], "notRegistered", "{shown}");
	Ok(())
}

/// It follows the heads that the node has, and ends by itself.
async fn it_watches_as_many_blocks_as_asked(owner: &Edge, node: &Node) -> Result<()> {
	let finished = owner.run(&["watch", "--blocks", "2"]).await?;
	assert!(finished.status.success(), "{}{}", finished.stdout, finished.stderr);
	let lines = finished.stdout.lines();
	let lines: Vec<Value> =
		lines.map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
	assert!(lines.iter().any(|line| line["event"] == "best"), "{lines:?}");
	let mut numbers = Vec::new();
	for line in lines.iter().filter(|line| line["event"] == "finalized") {
		let number = line["number"].as_u64().expect("a number");
		let hash = node.block_hash(number as u32).await?;
		assert_eq!(hash.as_deref(), line["hash"].as_str(), "{line}");
		numbers.push(number);
	}
	assert_eq!(numbers.len(), 2, "{lines:?}");
	assert!(numbers[0] < numbers[1], "{lines:?}");
	Ok(())
}

/// The node serves Prometheus these counts: one device, which answers, and finality.
async fn it_is_among_what_the_node_counts(node: &Node) -> Result<()> {
	let served = wait::until("a round that counts as answered", ROUNDS, async || {
		let served = node.metrics().await?;
		let answered = metrics::value(&served, "jmt_rounds_answered_total");
		Ok(answered.is_some_and(|rounds| rounds > 0.0).then_some(served))
	})
	.await?;
	let value =
		|name: &str| metrics::value(&served, name).unwrap_or_else(|| panic!("no {name}: {served}"));
	for counted in ["jmt_answers_total", "jmt_rounds_drawn_total", "jmt_finality_seconds_count"] {
		assert!(value(counted) > 0.0, "{counted}: {served}");
	}
	assert_eq!((value("jmt_devices"), value("jmt_mining_devices")), (1.0, 1.0), "{served}");
	// Not a number is not above zero either.
	assert!(value("jmt_finality_lag_blocks") >= 0.0, "{served}");
	assert!(served.contains("\nsubstrate_block_height{"), "nothing of the SDK's: {served}");
	Ok(())
}

/// The block and the events of a claim, from the finalized blocks alone.
async fn it_finds_what_it_lost_sight_of(owner: &Edge, claim: &Value) {
	let options = ChainOptions {
		spec: owner.spec.clone(),
		boot_nodes: Vec::new(),
		data_dir: owner.data_dir.clone(),
		genesis: None,
		timeout: STEP,
		forget: false,
	};
	let chain = Chain::join(&options, |_| {}).await.expect("the chain");
	let newest = chain.finalized().await.expect("a finalized block");
	let number = claim["block"]["number"].as_u64().expect("a number");
	let hash = |value: &Value| value.as_str().expect("a hash").parse::<Hash>().expect("a hash");
	let transaction = hash(&claim["transaction"]);

	let found = find(&chain, transaction, number - 1, &newest).await.expect("blocks");
	let found = found.expect("the claim is above the block before it");
	assert_eq!((found.number, found.hash), (number, hash(&claim["block"]["hash"])));
	let event = found.event::<RewardsClaimed>().expect("the event of the claim");
	assert_eq!(Value::from(event.amount.to_string()), claim["amount"]);

	let above = find(&chain, transaction, number, &newest).await.expect("blocks");
	assert!(above.is_none(), "it is in no other block");
	let foreign = find(&chain, Hash::repeat_byte(7), number - 2, &newest).await.expect("blocks");
	assert!(foreign.is_none(), "nobody sent that");
	chain.leave().await;
}

/// The version of the runtime at a block, as nodes and light clients see it.
async fn spec_version(node: &Node, block: &Value) -> Result<u64> {
	let version = node.rpc("state_getRuntimeVersion", json!([block])).await?;
	Ok(version["specVersion"].as_u64().expect("a version"))
}

/// An agent goes on through changes of the runtime's version, and a new one signs for the version that is.
///
/// The first change is to code whose version is one higher in what clients read of it, and which behaves as
/// before: a signature would have to be for a version that clients do not know, but answers carry none. The
/// second is back to the code of the genesis.
#[tokio::test(flavor = "multi_thread")]
async fn it_answers_through_runtime_upgrades() -> Result<()> {
	let _turn = turn::node().await;
	let network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(3, STEP).await?;
	let node = network.first();
	let spec = node.raw_spec().await?;
	let owner = Edge::new("owner", &spec, network.dir())?;
	let key = owner.path("device.key").to_string_lossy().into_owned();
	let made = owner.json(&["device", "new", "--out", &key]).await?;
	let id = text("device", &made["device"])?;
	owner.json(&["device", "register", "--suri", OWNER, "--device-key", &key]).await?;
	let device = Edge::new("device", &spec, network.dir())?;
	let mut agent = device.start(&["mine", "--device-key", &key])?;
	let answered_above = |line: &Value, number: u32| {
		let above = line["block"].as_u64().is_some_and(|block| block > u64::from(number));
		line["event"] == "answered" && above
	};
	let first = agent.wait_line("an answer", ROUNDS, |line| answered_above(line, 0)).await?;
	let original = spec_version(node, &first["hash"]).await?;

	let code = node.rpc("state_getStorage", json!(["0x3a636f6465"])).await?;
	let code = bytes(&text("state_getStorage", &code)?)?;
	let calls = Calls::of(node).await?;
	let sudo = account("//Alice")?;
	let upgrade = |nonce| calls.upgrade(&sudo, nonce, &with_next_version(&code)?);
	let back = |nonce| calls.replace_code(&sudo, nonce, &code);
	for (change, version) in
		[(&upgrade as &dyn Fn(u32) -> Result<String>, original + 1), (&back, original)]
	{
		let extrinsic = change(next_nonce(node, &sudo.public()).await?)?;
		node.rpc("author_submitExtrinsic", json!([extrinsic])).await?;
		wait::until(format!("version {version}"), STEP, async || {
			Ok((spec_version(node, &Value::Null).await? == version).then_some(()))
		})
		.await?;
		let changed = node.best_number().await?;
		let answer = agent
			.wait_line("an answer after the change", ROUNDS, |line| answered_above(line, changed))
			.await?;
		assert_eq!(spec_version(node, &answer["hash"]).await?, version, "{answer}");
	}
	let lines = agent.lines();
	assert!(lines.iter().all(|line| line["event"] != "lightClientReplaced"), "{lines:?}");
	assert!(agent.process.terminate(STEP).await?.success());

	let claim = owner.json(&["claim", "--suri", OWNER, &id]).await?;
	assert_ne!(claim["amount"], "0", "{claim}");
	Ok(())
}
