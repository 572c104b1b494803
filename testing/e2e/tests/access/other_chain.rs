//! A gateway whose peers are of another chain.

use super::{code, opens, path, House};
use jmt_e2e::{turn, RECOVERY, STEP};
use jmt_node_runner::{gateway::Gateway, wait, Node, NodeOptions, Result};

/// Trusted devices open.
const TRUSTED: &str =
	"[[rule]]\neffect = \"allow\"\nwho = { trusted-by = DOMAIN }\nactions = [\"open\"]\n";

#[tokio::test(flavor = "multi_thread")]
async fn peers_of_another_chain_cut_a_gateway_off_and_do_not_end_it() -> Result<()> {
	let _turn = turn::node().await;
	let mut house = House::new("10m", TRUSTED).await?;
	house.trusts().await?;
	// Two chains with one genesis: one specification, started twice.
	let spec = house.network.first().raw_spec().await?;
	let options =
		NodeOptions::new("other", house.network.spec.to_string_lossy(), house.network.dir())
			.flag("--alice")
			.flag("--validator")
			.flag("--unsafe-force-node-key-generation");
	let mut other = Node::start(options).await?;
	let both = [house.network.first().tcp_address.clone(), other.tcp_address.clone()];
	other.kill();
	let file = house.network.dir().join("both.json");
	house.lift.edge.spec = spec.with_boot_nodes(&both).write(&file)?;

	let (facts, phone) = (path(&house.lift.edge, "facts"), house.phone.id.clone());
	let keeps = ["--snapshot", facts.as_str(), "--subject", phone.as_str(), "--every", "1s"];
	let gateway = house.guards(&keeps).await?;
	opens(&house.phone, &gateway, &house.resource, &[]).await?;
	gateway.stop().await?;

	// The lift starts again, and meets the other chain alone. The phone is let in by what the lift has kept.
	house.network.nodes[0].kill();
	other.restart().await?;
	other.wait_finalized(1, STEP).await?;
	let mut gateway = house.guards(&keeps).await?;
	let reason = wait::until("a gateway that is cut off", RECOVERY, async || {
		let mut lines = gateway.lines().into_iter();
		let told = lines.find(|line| line["event"] == "cutOff");
		Ok(told.map(|line| line["reason"].to_string()))
	})
	.await?;
	assert!(reason.contains("of an earlier start"), "{reason}");
	assert_eq!(code(&house.phone, &gateway, &house.resource, &[]).await?, None);
	still_runs(&mut gateway)?;
	gateway.stop().await
}

fn still_runs(gateway: &mut Gateway) -> Result<()> {
	gateway.process.process.expect_running()
}
