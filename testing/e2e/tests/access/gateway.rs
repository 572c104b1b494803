//! A gateway with the chain, cut off, and with a file.

use super::{code, now_ms, number, opens, path, refused, House, Party, DENIED};
use jmt_e2e::{edge_refusal, turn, STEP};
use jmt_node_runner::{
	chain::text,
	gateway::{refusal_code, Gateway},
	wait, Edge, Result,
};
use jmt_primitives::access::Snapshot;
use serde_json::{json, Value};
use std::{fs, path::Path};

/// Trusted devices open, and anybody reads who is in a place.
const TRUSTED: &str = "
[[rule]]
effect = \"allow\"
who = { trusted-by = DOMAIN }
actions = [\"open\"]

[[rule]]
effect = \"allow\"
who = \"anybody\"
actions = [\"read\"]
place = { cells = [\"89283470d93ffff\"], minutes = 5, by = DOMAIN }
";

#[tokio::test(flavor = "multi_thread")]
async fn a_lift_lets_in_a_phone_while_its_domain_is_trusted_with_and_without_the_chain(
) -> Result<()> {
	let _turn = turn::node().await;
	let mut house = House::new("10m", TRUSTED).await?;
	let resource = house.resource.clone();
	let gateway = house.guards(&["--subject", &house.phone.id]).await?;

	// It is not trusted, then it is; the lift's own light client sees it.
	refused(&house.phone, &gateway, &resource, &[], 6).await?;
	house.trusts().await?;
	let receipt = house.phone_opens(&gateway, &[]).await?;
	assert_eq!(
		(&receipt["enforcer"], &receipt["allowed"]["rule"]),
		(&json!(house.lift.id), &json!(0))
	);
	let doors = fs::read_to_string(path(&house.lift.edge, "doors")).expect("the doors");
	let moved = format!("{resource} open {}", text("use", &receipt["useId"])?);
	assert!(doors.lines().any(|line| line == moved), "{doors}");
	assert_eq!(receipt["actuator"]["done"], true, "{receipt}");

	// Another action has no rule, another device is no enforcer of it, and a second gateway has no room.
	let close = house.phone.asks(&gateway, &resource, "close", &[]).await?;
	assert_eq!(refusal_code(&close), Some(8));
	a_place_is_not_known(&house, &gateway).await?;
	it_is_not_guarded_by_another(&house).await?;
	it_has_one_gateway(&house).await?;

	// A challenge counts once, at the gateway that made it.
	a_challenge_counts_once(&house, &gateway).await?;

	// Its only peer goes: it lets by what it knows, and says that it is cut off.
	house.network.nodes[0].terminate().await?;
	opens(&house.phone, &gateway, &resource, &[]).await?;
	assert!(gateway.lines().iter().any(|line| line["event"] == "cutOff"), "{:?}", gateway.lines());
	house.network.nodes[0].restart().await?;
	gateway.stop().await?;

	by_a_file(&house).await
}

/// The lift itself says that it hears the phone, and has no bond that it could lose.
async fn a_place_is_not_known(house: &House, gateway: &Gateway) -> Result<()> {
	let (phone, resource) = (&house.phone, house.resource.as_str());
	let unproven = phone.asks(gateway, resource, "read", &[]).await?;
	assert_eq!(refusal_code(&unproven), Some(19));
	let ask = ["access", "ask", "--to", &gateway.address, "--resource", resource];
	let only = ["--action", "read", "--challenge-only"];
	let challenge = phone.edge.json(&[&ask[..], &only].concat()).await?;
	let (file, evidence) = (path(&phone.edge, "read.challenge"), path(&phone.edge, "place"));
	fs::write(&file, challenge.to_string()).expect("a file");
	let place = ["access", "place", "--for", &file, "--visitor", &phone.id];
	let at = ["--cell", "89283470d93ffff", "--device-key", house.lift.key_file.as_str()];
	let said = phone.edge.json(&[&place[..], &at].concat()).await?;
	assert_eq!(said["kind"], "access-place/v1");
	fs::write(&evidence, said.to_string()).expect("a file");
	let shown = ["--challenge", &file, "--place", &evidence];
	let unbonded = phone.asks(gateway, resource, "read", &shown).await?;
	assert_eq!(refusal_code(&unbonded), Some(19), "{unbonded:?}");
	Ok(())
}

/// A gateway of another device.
async fn it_is_not_guarded_by_another(house: &House) -> Result<()> {
	let spec = house.network.first().raw_spec().await?;
	let other = Party::key(Edge::new("other", &spec, house.network.dir())?, "p256").await?;
	let valve = path(&other.edge, "valve");
	let gateway =
		Gateway::start(&other.edge, &house.resource, &other.key_file, &["--file", &valve]).await?;
	refused(&house.phone, &gateway, &house.resource, &[], 33).await?;
	assert!(!Path::new(&valve).exists());
	gateway.stop().await
}

async fn it_has_one_gateway(house: &House) -> Result<()> {
	let doors = path(&house.lift.edge, "doors");
	let serve = ["access", "serve", "--resource", &house.resource, "--listen", "127.0.0.1:0"];
	let of = ["--device-key", house.lift.key_file.as_str(), "--file", &doors];
	let finished = house.lift.edge.run(&[&serve[..], &of].concat()).await?;
	let said = edge_refusal(&finished, DENIED);
	assert!(text("error", &said["error"])?.contains("another gateway"), "{said}");
	Ok(())
}

async fn a_challenge_counts_once(house: &House, gateway: &Gateway) -> Result<()> {
	let (phone, resource) = (&house.phone, house.resource.as_str());
	let ask = ["access", "ask", "--to", &gateway.address, "--resource", resource];
	let open = [&ask[..], &["--action", "open"]].concat();
	let challenge = phone.edge.json(&[&open[..], &["--challenge-only"]].concat()).await?;
	assert_eq!(challenge["kind"], "access-challenge/v1");
	let file = path(&phone.edge, "challenge");
	fs::write(&file, challenge.to_string()).expect("a file");
	let with = ["--challenge", &file];
	assert_eq!(code(phone, gateway, resource, &with).await?, None);
	assert_eq!(code(phone, gateway, resource, &with).await?, Some(32));
	// Of another enforcer than the one that is meant, it is not answered.
	let meant = [&open[..], &["--enforcer", &phone.id, "--device-key", &phone.key_file]].concat();
	let said = edge_refusal(&phone.edge.run(&meant).await?, DENIED);
	assert!(text("error", &said["error"])?.contains("of another device"), "{said}");
	Ok(())
}

/// A file of facts decides without a connection, until it is too old; one that was changed does not.
async fn by_a_file(house: &House) -> Result<()> {
	let (phone, resource) = (&house.phone, house.resource.as_str());
	let (file, told) =
		wait::until("a file of facts", STEP, async || Ok(house.pulls(&[]).await.ok())).await?;
	assert!(number(&told, "facts") >= 7, "{told}");
	let offline = ["--offline", "--snapshot", &file];
	let gateway = house.guards(&offline).await?;
	assert_eq!(code(phone, &gateway, resource, &[]).await?, None);
	// The file lacks everybody else.
	assert_eq!(code(&house.lift, &gateway, resource, &[]).await?, Some(29));
	gateway.stop().await?;

	house.writes("--replace", &house.policy, "1s", TRUSTED).await?;
	let too_old = wait::until("the new policy", STEP, async || {
		let (_, told) = house.pulls(&[]).await?;
		Ok((number(&told, "goodUntil") == number(&told, "at") + 1_000).then_some(told))
	})
	.await?;
	let gateway = house.guards(&offline).await?;
	wait::until("the state is too old", STEP, async || {
		Ok((now_ms() > number(&too_old, "goodUntil")).then_some(()))
	})
	.await?;
	assert_eq!(code(phone, &gateway, resource, &[]).await?, Some(26));
	gateway.stop().await?;

	let bytes = fs::read(&file).expect("the file");
	let mut damaged = bytes.clone();
	damaged[100] ^= 1;
	let mut other = Snapshot::read(&bytes).expect("a snapshot");
	other.evaluator += 1;
	for (content, code) in [(damaged, 29), (other.to_bytes(), 28)] {
		fs::write(&file, content).expect("a file");
		let decide = ["access", "decide", resource, "--action", "open", "--subject", &phone.id];
		let said = phone.edge.run(&[&decide[..], &["--snapshot", &file]].concat()).await?;
		assert_eq!(edge_refusal(&said, DENIED)["code"], code);
		let doors = path(&house.lift.edge, "doors");
		let serve = ["access", "serve", "--resource", resource, "--listen", "127.0.0.1:0"];
		let of = ["--device-key", house.lift.key_file.as_str(), "--file", &doors];
		let finished = house.lift.edge.run(&[&serve[..], &of, &offline].concat()).await?;
		let said: Value = edge_refusal(&finished, DENIED);
		assert_eq!(said["code"], code, "{said}");
	}
	Ok(())
}
