//! A decision by a light client that proves what it reads, beside one read of storage, without delay.

use super::failed;
use crate::{machine::line, statistics::summary};
use jmt_edge::{
	access::proven::Proven,
	chain::{At, Chain, ChainOptions},
	pallets::{access, devices},
};
use jmt_node_runner::{ChainSpec, Edge, Error, Network, Relay, Result};
use jmt_primitives::{
	access::{Action, Asked, Authority, Decision, Request, Subject},
	DeviceId,
};
use serde_json::Value;
use std::{
	fs,
	path::Path,
	time::{Duration, Instant},
};

/// Blocks in which each way is measured once.
const BLOCKS: usize = 12;

/// How long a step may take.
const STEP: Duration = Duration::from_secs(60);

/// The account that owns all there is.
const OWNER: [&str; 2] = ["--suri", "//Alice"];

/// Devices of a domain that the resource's domain trusts, at any time.
const POLICY: &str = r#"
zone = "UTC"
max-age = "10m"

[[rule]]
effect = "deny"
who = { device = "0x0000000000000000000000000000000000000000000000000000000000000000" }
actions = ["open"]

[[rule]]
effect = "allow"
who = { trusted-by = DOMAIN }
actions = ["open"]
"#;

/// The cost of each way in one block: time, and bytes from the node.
#[derive(Default)]
struct Costs(Vec<(Duration, u64)>);

impl Costs {
	fn print(&self, name: &str) {
		let times: Vec<Duration> = self.0.iter().map(|(time, _)| *time).collect();
		let bytes = self.0.iter().map(|(_, bytes)| *bytes).max().unwrap_or(0);
		line(name, &format!("{}, {bytes} bytes at most", summary(&times)));
	}
}

/// Starts a network with a resource, and measures.
pub(super) async fn measure() -> Result<()> {
	println!("a decision by a light client, without delay");
	let network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(2, STEP).await?;
	let node = network.first();
	let spec = node.raw_spec().await?;
	let (resource, device) = resource(&Edge::new("owner", &spec, network.dir())?).await?;

	let relay = Relay::start(&node.tcp_address, Duration::ZERO).await?;
	let chain = join(&spec, &relay, network.dir()).await?;
	let subject = Subject::Device(device);
	let request = Request::new(resource, Action::OPEN, subject.clone(), Authority::Own);
	let [mut read, mut call, mut rounds, mut pulled] = [(); 4].map(|()| Costs::default());
	let mut last = None;
	for _ in 0..BLOCKS {
		// Each block is a new one, of which the light client knows nothing yet.
		let at = next(&chain, &mut last).await?;
		let begin = || (Instant::now(), relay.received());
		let cost = |(begun, before): (Instant, u64)| (begun.elapsed(), relay.received() - before);

		let begun = begin();
		devices::device(&at, device).await.map_err(failed)?.ok_or_else(|| failed("no device"))?;
		read.0.push(cost(begun));

		let at = next(&chain, &mut last).await?;
		let begun = begin();
		let decision = access::decide(&at, request.clone()).await.map_err(failed)?;
		call.0.push(cost(begun));
		allowed(&decision)?;

		let at = next(&chain, &mut last).await?;
		let begun = begin();
		let mut proven = Proven::begin(&at, chain.genesis()).await.map_err(failed)?;
		let decision = proven.decide(&request, &()).await.map_err(failed)?;
		rounds.0.push(cost(begun));
		allowed(&decision)?;

		let at = next(&chain, &mut last).await?;
		let begun = begin();
		let asked = [Asked::Subject(subject.clone())];
		let pull = Proven::pull(&at, chain.genesis(), resource, &asked).await;
		let mut proven = pull.map_err(failed)?;
		let decision = proven.decide(&request, &()).await.map_err(failed)?;
		pulled.0.push(cost(begun));
		allowed(&decision)?;
	}
	read.print("baseline: one read of storage");
	call.print("AccessApi.decide");
	rounds.print("facts as they are missed");
	pulled.print("a snapshot, and then a decision");
	chain.leave().await;
	Ok(())
}

fn allowed(decision: &Decision) -> Result<()> {
	match decision {
		Decision::Allow(_) => Ok(()),
		Decision::Deny(denied) => Err(failed(format!("denied: {denied:?}"))),
	}
}

/// The next finalized block.
async fn next(chain: &Chain, last: &mut Option<u64>) -> Result<At> {
	let begun = Instant::now();
	loop {
		let at = chain.finalized().await.map_err(failed)?;
		let number = at.block_number();
		if last.replace(number) != Some(number) {
			return Ok(at);
		}
		if begun.elapsed() > STEP {
			return Err(Error::TimedOut { what: "the next finalized block".into(), limit: STEP });
		}
		tokio::time::sleep(Duration::from_millis(100)).await;
	}
}

async fn join(spec: &ChainSpec, relay: &Relay, dir: &Path) -> Result<Chain> {
	let data_dir = dir.join("access-light");
	fs::create_dir_all(&data_dir).map_err(Error::io("folder of a light client"))?;
	let spec = ChainSpec(spec.0.clone()).with_boot_nodes(std::slice::from_ref(&relay.address));
	let options = ChainOptions {
		spec: spec.write(&dir.join("access-light.json"))?,
		boot_nodes: Vec::new(),
		data_dir,
		genesis: None,
		timeout: STEP,
		forget: false,
	};
	Chain::join(&options, |_| {}).await.map_err(failed)
}

/// Makes two domains, of which the first trusts the second, a device of the second, and a resource of the first.
async fn resource(owner: &Edge) -> Result<(u64, DeviceId)> {
	let signed = async |arguments: &[&str]| owner.json(&[arguments, &OWNER].concat()).await;
	let number =
		|told: &Value, field: &str| told[field].as_u64().ok_or_else(|| Error::shape(field, told));
	let mut domains = Vec::new();
	for _ in 0..2 {
		let made = signed(&["domain", "create", "--layer", "device"]).await?;
		domains.push(number(&made, "domain")?.to_string());
	}
	let [here, there] = [&domains[0], &domains[1]];
	signed(&["domain", "trust", here, there, "--for", "1d"]).await?;
	let file = |name: &str| owner.path(name).to_string_lossy().into_owned();
	let (key, policy) = (file("phone.json"), file("policy.toml"));
	let made = owner.json(&["device", "new", "--type", "ed25519", "--out", &key]).await?;
	let device = made["device"].as_str().ok_or_else(|| Error::shape("device", &made))?;
	signed(&["device", "register", "--device-key", &key]).await?;
	signed(&["device", "move", device, "--to", there]).await?;
	fs::write(&policy, POLICY.replace("DOMAIN", here)).map_err(Error::io("a policy"))?;
	let set = signed(&["access", "policy", "set", &policy, "--domain", here]).await?;
	let policy = number(&set, "policy")?.to_string();
	let create = ["access", "resource", "create", "--domain", here, "--actions", "open"];
	let created = signed(&[&create[..], &["--policy", &policy]].concat()).await?;
	let id =
		device.parse::<jmt_primitives::Hash>().map_err(|error| failed(format!("{error:?}")))?;
	Ok((number(&created, "resource")?, DeviceId(id)))
}
