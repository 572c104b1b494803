//! `jmt-node --dev`: what it tells a newcomer, and who reaches it.

use jmt_e2e::{turn, STEP};
use jmt_node_runner::{
	binaries, chain,
	transfer::{account, address, Pair},
	wait, Process, Result,
};
use serde_json::{json, Value};
use std::{process::Command, time::Duration};
use tempfile::TempDir;

/// It computes its genesis first.
const START: Duration = Duration::from_secs(150);

#[tokio::test(flavor = "multi_thread")]
async fn it_says_once_where_it_answers_and_whose_accounts_have_jmt() -> Result<()> {
	let _turn = turn::node().await;
	let dir = TempDir::with_prefix("jmt-development-").expect("a temporary folder can be made");
	let mut command = Command::new(binaries::node()?);
	command.args(["--dev", "--tmp", "--port", "0", "--rpc-port", "0"]);
	command.args(["--no-mdns", "--no-prometheus", "--no-telemetry"]);
	let mut node = Process::start("dev", command, dir.path())?;
	let greeting = wait::until("the greeting", START, async || {
		node.expect_running()?;
		Ok(Some(node.stdout()).filter(|said| said.ends_with("\n\n")))
	})
	.await?;

	// The address is that of a node which has made a block.
	let url = greeting.split_whitespace().find(|word| word.starts_with("http://"));
	let url = url.unwrap_or_else(|| panic!("no address: {greeting}")).trim_end_matches(',');
	let head = chain::call(url, "chain_getHeader", json!([])).await?;
	assert_ne!(head["number"], "0x0", "{head}");
	assert!(greeting.contains(&url.replace("http://", "ws://")), "{greeting}");

	let line = |name: &str| {
		let found = greeting.lines().find(|line| line.split_whitespace().next() == Some(name));
		found.unwrap_or_else(|| panic!("no {name}: {greeting}"))
	};
	for (name, roles) in [
		("//Alice", "sudo, council, team"),
		("//Alice//stash", "stash of the validator"),
		("//Ferdie", "supervisory board"),
	] {
		let key = address(&account(name)?.public());
		assert!(line(name).contains(&key), "{name}, {key}: {greeting}");
		assert!(line(name).ends_with(&format!("1000000 JMT  {roles}")), "{name}: {greeting}");
	}

	// A page that may open no WebSocket reaches it.
	let listening = chain::call(url, "system_localListenAddresses", json!([])).await?;
	let webrtc = |address: &Value| address.as_str().is_some_and(|it| it.contains("/webrtc-direct"));
	assert!(listening.as_array().is_some_and(|all| all.iter().any(webrtc)), "{listening}");

	// Two blocks later it has said no more.
	wait::until("two more blocks", STEP, async || {
		let now = chain::call(url, "chain_getHeader", json!([])).await?;
		let number = |head: &Value| {
			let hex = head["number"].as_str().unwrap_or_default().trim_start_matches("0x");
			u32::from_str_radix(hex, 16).unwrap_or_default()
		};
		Ok((number(&now) >= number(&head) + 2).then_some(()))
	})
	.await?;
	assert_eq!(node.stdout(), greeting);
	assert!(node.terminate(STEP).await?.success());
	Ok(())
}
