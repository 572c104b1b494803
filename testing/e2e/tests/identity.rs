//! A domain, its manifest, and devices that join by it, all through the agent as its users have it.

use jmt_e2e::{edge_refusal, turn, STEP};
use jmt_node_runner::{
	chain::text,
	domain::{Domain, Newcomer},
	transfer::{account, address, Pair},
	Edge, Finished, Maker, Network, Result,
};
use serde_json::{json, Value};
use std::future::Future;

/// The maker, who has a domain and pays for its devices.
const MAKER: &str = "//Ferdie";

/// Owner of the devices, who pays nothing.
const OWNER: &str = "//Eve";

/// Exit code of a transaction that the chain refused.
const REFUSED: i32 = 7;

/// A domain, a device that wants to join it by its own light client, and the command by which it does.
struct Joining {
	edge: Edge,
	newcomer: Newcomer,
	command: Vec<String>,
}

impl Joining {
	async fn run(&self) -> Result<Finished> {
		self.edge.run(&self.command.iter().map(String::as_str).collect::<Vec<_>>()).await
	}

	async fn joins(&self) -> Result<Value> {
		let command = self.command.iter().map(String::as_str).collect::<Vec<_>>();
		let joined = self.edge.json(&command).await?;
		assert_eq!(joined["device"], self.newcomer.id.as_str(), "{joined}");
		Ok(joined)
	}

	/// It is refused, with this code of the published table in the words.
	async fn is_refused(&self, code: u8) -> Result<()> {
		let said = edge_refusal(&self.run().await?, REFUSED);
		let said = text("error", &said["error"])?;
		assert!(said.ends_with(&format!("(code {code})")), "{said}");
		Ok(())
	}
}

/// Free and held planck of a domain's prepaid account.
async fn prepaid(maker: &Edge, domain: &str) -> Result<(u128, u128)> {
	let shown = maker.json(&["domain", "show", domain]).await?;
	let part =
		|name: &str| text(name, &shown["prepaid"][name]).map(|text| text.parse().expect("planck"));
	Ok((part("free")?, part("held")?))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manifest_of_ten_thousand_is_one_transaction_and_two_of_them_join_by_their_light_clients(
) -> Result<()> {
	let _turn = turn::node().await;
	let network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(3, STEP).await?;
	let (node, dir) = (network.first(), network.dir());
	let spec = node.raw_spec().await?;
	let maker = Edge::new("maker", &spec, dir)?;
	let owner = address(&account(OWNER)?.public());

	let mut newcomers = Vec::new();
	for (name, scheme) in
		[("one", "ed25519"), ("two", "p256"), ("three", "sr25519"), ("four", "secp256k1")]
	{
		let edge = Edge::new(name, &spec, dir)?;
		let newcomer = Newcomer::new(&edge, scheme, "device.key").await?;
		newcomers.push((edge, newcomer));
	}
	let named = newcomers.iter().map(|(_, newcomer)| newcomer.clone()).collect::<Vec<_>>();
	let domain = Domain::found(&maker, MAKER, "30", &named, 10_000, None).await?;
	assert_eq!(domain.leaves, 10_000);
	let mut joinings = Vec::new();
	for (edge, newcomer) in newcomers {
		let command = domain.prove(&maker, &edge, &newcomer, &owner).await?;
		joinings.push(Joining { edge, newcomer, command });
	}
	let [one, two, three, four] = &joinings[..] else { panic!("four newcomers") };

	// Two join side by side. Their owner is asked for nothing and pays nothing: their domain does.
	let before = prepaid(&maker, &domain.id).await?;
	let (first, second) = both(one.joins(), two.joins()).await?;
	for joined in [&first, &second] {
		assert_eq!((&joined["before"], &joined["owner"]), (&false.into(), &owner.as_str().into()));
		assert_eq!(joined["domain"].as_u64().map(|id| id.to_string()), Some(domain.id.clone()));
	}
	let after = prepaid(&maker, &domain.id).await?;
	// The same deposit for each, and a price that follows from its scheme.
	let (deposits, paid) = (after.1 - before.1, before.0 - after.0);
	assert_eq!(deposits % 2, 0);
	assert!(deposits > 0 && paid > deposits, "{before:?} {after:?}");

	// A device that joined is told so, and joins no second time.
	assert_eq!(one.joins().await?["before"], true);
	assert_eq!(prepaid(&maker, &domain.id).await?, after);

	// Each reason has its code, and nobody is charged.
	let signs = |command: &[&'static str], id: &str| {
		let command = command.iter().map(|word| word.to_string()).chain([id.to_string()]);
		command.chain(["--suri".into(), MAKER.into()]).collect::<Vec<_>>()
	};
	let decide = async |command: &[&'static str], id: &str| {
		let command = signs(command, id);
		maker.json(&command.iter().map(String::as_str).collect::<Vec<_>>()).await
	};
	decide(&["manifest", "freeze"], &domain.manifest).await?;
	three.is_refused(27).await?;
	decide(&["manifest", "open"], &domain.manifest).await?;
	decide(&["domain", "suspend"], &domain.id).await?;
	three.is_refused(29).await?;
	let shown = one.edge.json(&["device", "show", &one.newcomer.id]).await?;
	assert_eq!(shown["status"]["status"], "inactive", "its domain is suspended: {shown}");
	decide(&["domain", "resume"], &domain.id).await?;
	assert_eq!(prepaid(&maker, &domain.id).await?, after);
	three.joins().await?;

	// A proof of another device, or one that was cut, makes the device send nothing.
	let mut others = four.command.clone();
	let place = others.iter().position(|word| word == "--proof").expect("a proof") + 1;
	others[place] = three.command[place].clone();
	let run = async |command: &[String]| {
		four.edge.run(&command.iter().map(String::as_str).collect::<Vec<_>>()).await
	};
	let said = edge_refusal(&run(&others).await?, REFUSED);
	assert!(text("error", &said["error"])?.contains("another device's key"), "{said}");
	let proof = std::fs::read_to_string(&four.command[place]).expect("a proof");
	let cut = four.edge.path("cut.proof");
	std::fs::write(&cut, &proof[..proof.len() / 2]).expect("a file");
	others[place] = cut.to_string_lossy().into_owned();
	assert_eq!(edge_refusal(&run(&others).await?, 15)["kind"], "manifest");

	// A drained account is a reason that may pass.
	let (free, _) = prepaid(&maker, &domain.id).await?;
	let all = format!("{free}planck");
	maker.json(&["domain", "withdraw", &domain.id, &all, "--suri", MAKER]).await?;
	four.is_refused(21).await?;
	decide(&["manifest", "revoke"], &domain.manifest).await?;
	four.is_refused(28).await?;

	// The owner's light client knows them all, and one goes its own way.
	let listed = async || {
		let listed = maker.json(&["device", "list", &owner]).await?;
		Ok::<_, jmt_node_runner::Error>(listed["devices"].as_array().cloned().unwrap_or_default())
	};
	let mine = listed().await?;
	let ids = mine.iter().map(|row| text("device", &row["device"])).collect::<Result<Vec<_>>>()?;
	let mut expected = [one, two, three].map(|joining| joining.newcomer.id.clone());
	expected.sort();
	assert_eq!(ids, expected);
	assert!(mine
		.iter()
		.all(|row| row["domain"].as_u64().map(|id| id.to_string()).as_ref() == Some(&domain.id)));
	maker.json(&["device", "move", &two.newcomer.id, "--out", "--suri", OWNER]).await?;
	let mine = listed().await?;
	let at_large = mine.iter().filter(|row| row["domain"].is_null()).collect::<Vec<_>>();
	assert_eq!(at_large.len(), 1);
	assert_eq!(at_large[0]["device"], two.newcomer.id.as_str());
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_gets_a_unit_a_new_key_and_a_new_owner() -> Result<()> {
	let _turn = turn::node().await;
	let network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(2, STEP).await?;
	let spec = network.first().raw_spec().await?;
	let agent = Edge::new("owner", &spec, network.dir())?;
	let path = |file: &str| agent.path(file).to_string_lossy().into_owned();
	let run = async |line: &str| agent.json(&line.split(' ').collect::<Vec<_>>()).await;
	let refused = async |line: &str, code| {
		let finished = agent.run(&line.split(' ').collect::<Vec<_>>()).await?;
		text("error", &edge_refusal(&finished, code)["error"])
	};
	let maker = Maker::admit(network.first(), &agent, MAKER).await?;

	// The unit's key is in a secure element, and is not the device's.
	let (first, second, unit) = (path("first.key"), path("second.key"), path("unit.key"));
	let made = run(&format!("device new --type ed25519 --out {first}")).await?;
	let id = text("device", &made["device"])?;
	run(&format!("device register --device-key {first} --suri {OWNER}")).await?;
	run(&format!("device new --type p256 --out {unit}")).await?;
	let nullifier = format!("0x{}", "ab".repeat(32));
	let (certificate, binding, model) = (path("certificate"), path("binding"), path("model"));
	let by = format!("--root {} --maker-key {}", maker.root, maker.key_file);
	let named = format!("--nullifier {nullifier}");
	run(&format!("unit certify {by} {named} --level 2 --unit-key {unit} --out {certificate}"))
		.await?;
	let owner = address(&account(OWNER)?.public());
	let word = format!("unit bind --unit-key {unit} --certificate {certificate} --device {id}");
	run(&format!("{word} --owner {owner} --out {binding}")).await?;
	let bind = format!("device bind {id} --certificate {certificate}");
	let said = refused(&format!("{bind} --suri {OWNER}"), REFUSED).await?;
	assert!(said.contains("NotUnitKey"), "without the unit's word: {said}");
	let said = refused(&format!("{bind} --binding {binding} --suri {MAKER}"), 15).await?;
	assert!(said.contains("another owner"), "{said}");
	run(&format!("{bind} --binding {binding} --suri {OWNER}")).await?;
	let shown = run(&format!("device show {id}")).await?;
	let weight = text("weight", &shown["weightExplanation"])?;
	assert!(weight.contains("hardware 1.5"), "{shown}");

	// Its firmware by its own word, its model by its maker's.
	let hash = format!("0x{}", "cd".repeat(32));
	run(&format!("device profile --device-key {first} --firmware {hash} --suri {OWNER}")).await?;
	run(&format!("unit model {by} {named} --model {hash} --out {model}")).await?;
	run(&format!("device profile {id} --model {model} --suri {OWNER}")).await?;
	let profile = run(&format!("read Devices Profiles {id}")).await?;
	assert_eq!(
		(&profile["value"]["model"], &profile["value"]["firmware"]),
		(&json!(hash), &json!(hash))
	);

	// Both keys agree on the next one, and the id stays.
	run(&format!("device new --type p256 --next-of {id} --out {second}")).await?;
	run(&format!("device rotate now --device-key {first} --new-key {second} --suri {OWNER}"))
		.await?;
	let again = format!("device register --device-key {first} --suri {MAKER}");
	let said = refused(&again, REFUSED).await?;
	assert!(said.contains("Devices::"), "a key that was left stays reserved: {said}");

	// The owner's account starts another change, and the key in use does not let it.
	let third = path("third.key");
	run(&format!("device new --next-of {id} --out {third}")).await?;
	run(&format!("device rotate start --new-key {third} --suri {OWNER}")).await?;
	let said = refused(&format!("device rotate cancel --device-key {first}"), REFUSED).await?;
	assert!(said.contains("(code 44)"), "the key that was left: {said}");
	let early = refused(&format!("device rotate finish {id} --suri {OWNER}"), REFUSED).await?;
	assert!(early.contains("TooEarly"), "{early}");
	let cancelled = run(&format!("device rotate cancel --device-key {second}")).await?;
	assert_eq!(cancelled["device"], id.as_str());
	let said = refused(&format!("device rotate finish {id} --suri {OWNER}"), REFUSED).await?;
	assert!(said.contains("NoRotation"), "{said}");

	// It changes hands with all of that.
	let buyer = address(&account(MAKER)?.public());
	let said = refused(&format!("device accept {id} --suri {MAKER}"), REFUSED).await?;
	assert!(said.contains("NotOffered"), "{said}");
	run(&format!("device offer {id} --to {buyer} --suri {OWNER}")).await?;
	run(&format!("device accept {id} --suri {MAKER}")).await?;
	let listed = run(&format!("device list {buyer}")).await?;
	assert_eq!(listed["devices"][0]["device"], id.as_str());
	let shown = run(&format!("device show {id}")).await?;
	assert_eq!(shown["status"]["owner"], buyer.as_str());
	assert!(text("weight", &shown["weightExplanation"])?.contains("hardware 1.5"), "{shown}");
	Ok(())
}

async fn both<T>(
	one: impl Future<Output = Result<T>>,
	two: impl Future<Output = Result<T>>,
) -> Result<(T, T)> {
	let (one, two) = tokio::join!(one, two);
	Ok((one?, two?))
}
