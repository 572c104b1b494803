//! A fifth validator on the network of four, by `jmt-edge validator`: it joins, is collected for, rotates its keys,
//! moves to a second machine and leaves. Each command is given again where it was interrupted or has nothing to do.

use jmt_e2e::{edge_refusal, turn, RECOVERY, STEP};
use jmt_node_runner::{wait, Edge, Error, Network, Node, NodeOptions, Result};
use serde_json::{json, Value};
use std::{fs, path::Path};

/// The validator's account: a development account with funds.
const OWNER: &str = "//Eve";

/// Its stake: 20,000 JMT.
const STAKE: &str = "20000";

/// The validator as its operator sees it.
struct Operator {
	edge: Edge,
	address: String,
}

impl Operator {
	/// Runs a command that has to succeed, and takes the lines that it printed.
	async fn run(&self, arguments: &[&str]) -> Result<Vec<Value>> {
		let arguments = [&["validator"], arguments].concat();
		let finished = self.edge.run(&arguments).await?;
		if !finished.status.success() {
			return Err(Error::Ended {
				name: format!("jmt-edge {}", arguments.join(" ")),
				status: finished.status.to_string(),
				tail: finished.stdout + &finished.stderr,
			});
		}
		let lines = finished.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON"));
		Ok(lines.collect())
	}

	async fn join(&self, node: &Node) -> Result<Vec<Value>> {
		self.run(&["join", "--node", &node.rpc_url, "--stake", STAKE, "--suri", OWNER]).await
	}

	async fn rotate(&self, node: &Node) -> Result<Vec<Value>> {
		self.run(&["rotate", "--node", &node.rpc_url, "--suri", OWNER]).await
	}

	async fn leave(&self) -> Result<Vec<Value>> {
		self.run(&["leave", "--suri", OWNER]).await
	}

	/// The price that a command tells: one line, by which nothing was sent.
	async fn priced(&self, arguments: &[&str]) -> Result<Value> {
		let lines = self.run(arguments).await?;
		let [priced] = lines.as_slice() else { panic!("not one line: {lines:?}") };
		assert_eq!(priced["sent"], false, "{priced}");
		let free = priced["fee"].as_str().is_none_or(|fee| fee == "0");
		assert_eq!(free, priced["transactions"] == 0, "{priced}");
		Ok(priced.clone())
	}

	async fn status(&self) -> Result<Value> {
		Ok(self.run(&["status", &self.address]).await?.pop().expect("a line"))
	}

	/// Waits until the validator's status is as wanted.
	async fn wait(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Result<Value> {
		wait::until(what, RECOVERY, async || {
			let status = self.status().await?;
			Ok(wanted(&status).then_some(status))
		})
		.await
	}

	/// Waits until it has made a block in an era after this one.
	async fn wait_author_after(&self, era: u64) -> Result<Value> {
		self.wait("a block of the fifth validator", |status| {
			status["era"].as_u64() > Some(era) && status["points"].as_u64() > Some(0)
		})
		.await
	}
}

/// The steps that sent something.
fn sent(lines: &[Value]) -> Vec<&str> {
	lines
		.iter()
		.filter(|line| line["sent"] == true)
		.filter_map(|line| line["step"].as_str())
		.collect()
}

fn era(status: &Value) -> u64 {
	status["era"].as_u64().expect("an era")
}

/// A validator's node that knows the others.
fn machine(network: &Network, name: &str) -> NodeOptions {
	network
		.options(name)
		.boot_nodes(network.addresses())
		.flag("--validator")
		.flag("--unsafe-force-node-key-generation")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fifth_validator_joins_rotates_moves_and_leaves() -> Result<()> {
	let _turn = turn::network().await;
	// Sessions of 12 s, each an era, and a fifth place.
	let mut network = Network::builder()
		.validators(4)
		.patch(|genesis| {
			let consensus = &mut genesis["genesisParameters"]["consensus"];
			consensus["epochSlots"] = json!(6);
			consensus["bondingEras"] = json!(2);
			genesis["staking"]["validatorCount"] = json!(5);
			Ok(())
		})
		.start()
		.await?;
	network.wait_finalized(3, STEP).await?;
	let mut first = Node::start(machine(&network, "fifth")).await?;
	first.wait_finalized(3, STEP).await?;
	let edge = Edge::new("operator", &network.first().raw_spec().await?, network.dir())?;
	let owner = edge.json(&["key", "inspect", "--suri", OWNER]).await?;
	let address = owner["address"].as_str().expect("an address").to_string();
	let operator = Operator { edge, address };

	it_joins_though_it_is_interrupted(&operator, &first).await?;
	let joined = operator.status().await?;
	let foretold = joined["election"]["era"].as_u64().expect("an era");
	let working = operator.wait_author_after(0).await?;
	assert_eq!((&working["stage"], &working["elected"]), (&json!("working"), &json!(true)));
	assert!(era(&working) <= foretold + 1, "elected later than foretold: {joined} {working}");

	it_votes(&mut network).await?;
	it_is_collected_for(&operator, era(&working)).await?;
	it_rotates_its_keys(&operator, &first).await?;

	// It moves: the first machine stops, for good, before the second starts with its keys and its database. With the
	// database goes the memory of what it has signed.
	assert!(first.terminate().await?.success());
	let second = machine(&network, "second");
	copy(&first.base_path(), &second.dir.join(&second.name))?;
	fs::remove_dir_all(first.base_path()).map_err(Error::io("the first machine's disk"))?;
	let second = Node::start(second).await?;
	let moved = operator.status().await?;
	second.wait_finalized(network.first().finalized_number().await?, RECOVERY).await?;
	let again = wait::until("the second machine to be synced", STEP, async || {
		Ok(operator.join(&second).await.ok())
	})
	.await?;
	assert_eq!(sent(&again), [""; 0], "the keys did not move along: {again:?}");
	operator.wait_author_after(era(&moved)).await?;

	it_leaves_step_by_step(&operator).await?;
	assert_no_equivocation(&network, &second);
	Ok(())
}

async fn it_joins_though_it_is_interrupted(operator: &Operator, node: &Node) -> Result<()> {
	// Less than a validator bonds is refused before anything is sent.
	let few = ["validator", "join", "--node", &node.rpc_url, "--stake", "5", "--suri", OWNER];
	let refused = edge_refusal(&operator.edge.run(&few).await?, 2);
	assert!(refused["error"].as_str().is_some_and(|said| said.contains("10000 JMT")), "{refused}");

	// With `--fee` it tells the price and sends nothing.
	let url = node.rpc_url.as_str();
	let join = ["join", "--node", url, "--stake", STAKE, "--suri", OWNER, "--fee"];
	let priced = operator.priced(&join).await?;
	assert_eq!(priced["transactions"], 3, "{priced}");
	assert_ne!(priced["deposit"], Value::Null, "{priced}");
	assert_eq!(operator.status().await?["stage"], "outside");

	// Interrupted once it has bonded.
	let mut begun = operator.edge.start(&[
		"validator",
		"join",
		"--node",
		url,
		"--stake",
		STAKE,
		"--suri",
		OWNER,
	])?;
	begun.wait_line("the bond", STEP, |line| line["step"] == "bond").await?;
	begun.process.kill();
	let bonded = operator.status().await?;
	assert_eq!(bonded["bond"]["active"], "20000000000000000", "{bonded}");

	// Given again it goes on behind the bond, and a third time there is nothing to do.
	let rest = operator.join(node).await?;
	assert!(!sent(&rest).contains(&"bond"), "it bonded twice: {rest:?}");
	assert!(sent(&rest).contains(&"candidate"), "{rest:?}");
	let joined = rest.last().expect("a status");
	assert_ne!(joined["keys"]["registered"], Value::Null, "{joined}");
	assert!(joined["next"].as_str().is_some_and(|next| next.contains("era")), "{joined}");
	let none = operator.join(node).await?;
	assert_eq!(sent(&none), [""; 0], "{none:?}");
	assert_eq!(none.last().map(|status| &status["bond"]), Some(&joined["bond"]));
	Ok(())
}

/// Four of five have to vote: without the fourth the fifth is needed.
async fn it_votes(network: &mut Network) -> Result<()> {
	network.nodes[3].kill();
	let number = network.first().best_number().await?;
	network.wait_finalized(number + 2, STEP).await?;
	network.nodes[3].restart().await
}

async fn it_is_collected_for(operator: &Operator, era: u64) -> Result<()> {
	let listed = wait::until("uncollected pay", RECOVERY, async || {
		let listed = operator.run(&["payouts", &operator.address]).await?.pop().expect("a line");
		let there = |pay: &Value| pay["era"].as_u64() == Some(era);
		let pays = listed["uncollected"].as_array().cloned().unwrap_or_default();
		Ok(pays.iter().any(there).then_some(listed))
	})
	.await?;
	let collected = operator.run(&["collect", &operator.address, "--suri", "//Bob"]).await?;
	let sum = &collected.last().expect("a line")["collected"]["validator"];
	let planck = |value: &Value| -> u128 {
		value.as_str().and_then(|digits| digits.parse().ok()).expect("planck")
	};
	assert!(planck(sum) >= planck(&listed["sum"]["validator"]), "{listed} {collected:?}");
	let left = operator.run(&["payouts", &operator.address]).await?.pop().expect("a line");
	let eras = |listed: &Value| -> Vec<u64> {
		let pays = listed["uncollected"].as_array().cloned().unwrap_or_default();
		pays.iter().filter_map(|pay| pay["era"].as_u64()).collect()
	};
	assert!(!eras(&left).contains(&era), "collected pay is still listed: {left}");
	Ok(())
}

async fn it_rotates_its_keys(operator: &Operator, node: &Node) -> Result<()> {
	let before = operator.status().await?;
	let rotated = operator.rotate(node).await?;
	assert_eq!(sent(&rotated), ["keys"], "{rotated:?}");
	let new = rotated.last().expect("a status")["keys"]["registered"].clone();
	assert_ne!(new, before["keys"]["inUse"], "{rotated:?}");
	// While the old ones work a second run makes no others.
	let again = operator.rotate(node).await?;
	let status = again.last().expect("a status");
	if status["keys"]["inUse"] != new {
		assert_eq!(sent(&again), [""; 0], "{again:?}");
	}
	let new = status["keys"]["registered"].clone();
	let status = operator.wait("the new keys", |status| status["keys"]["inUse"] == new).await?;
	operator.wait_author_after(era(&status)).await?;
	Ok(())
}

async fn it_leaves_step_by_step(operator: &Operator) -> Result<()> {
	let priced = operator.priced(&["leave", "--suri", OWNER, "--fee"]).await?;
	assert_eq!(priced["transactions"], 2, "{priced}");
	let leaving = operator.leave().await?;
	assert_eq!(sent(&leaving), ["candidate", "bond"], "{leaving:?}");
	let status = leaving.last().expect("a status");
	assert_eq!(status["stage"], "leaving", "{status}");
	let out = operator.wait("the fifth to be out", |status| status["stage"] != "leaving").await?;
	assert_ne!(out["keys"]["registered"], Value::Null, "its keys went before it was out: {out}");
	let purged = operator.leave().await?;
	assert!(sent(&purged).contains(&"keys"), "{purged:?}");
	operator
		.wait("the bond", |status| ["unbonded", "outside"].iter().any(|at| status["stage"] == *at))
		.await?;
	let gone = wait::until("the bond to be withdrawn", RECOVERY, async || {
		let lines = operator.leave().await?;
		let status = lines.last().expect("a status").clone();
		Ok((status["stage"] == "outside").then_some(status))
	})
	.await?;
	assert_eq!((&gone["bond"], &gone["keys"]["registered"]), (&Value::Null, &Value::Null));
	assert_eq!(gone["uncollected"]["pages"], 0, "{gone}");
	assert_eq!(sent(&operator.leave().await?), [""; 0]);
	Ok(())
}

fn assert_no_equivocation(network: &Network, second: &Node) {
	for node in network.nodes.iter().chain([second]) {
		let log = node.log().to_ascii_lowercase();
		assert!(!log.contains("equivocat"), "{} saw somebody vote twice: {log}", node.name);
	}
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
	let error = |path: &Path| Error::io(path.display().to_string());
	fs::create_dir_all(to).map_err(error(to))?;
	for entry in fs::read_dir(from).map_err(error(from))? {
		let entry = entry.map_err(error(from))?;
		let (path, target) = (entry.path(), to.join(entry.file_name()));
		if path.is_dir() {
			copy(&path, &target)?;
		} else {
			fs::copy(&path, &target).map_err(error(&path))?;
		}
	}
	Ok(())
}
