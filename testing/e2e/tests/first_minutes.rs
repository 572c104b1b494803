//! The first minutes of a newcomer, in the order in which one has them: a development node, the chain's
//! specification from it, a configuration, a key, money, and a device that comes and goes. After the configuration no
//! command names the chain.

use jmt_e2e::{edge_refusal, turn, STEP};
use jmt_node_runner::{
	binaries,
	chain::text,
	transfer::{account, address, Pair},
	wait, Error, Finished, Network, Node, Process, Result,
};
use serde_json::{json, Value};
use std::{
	os::unix::fs::PermissionsExt,
	path::{Path, PathBuf},
	process::Command,
	time::Duration,
};

/// A development account with funds.
const OWNER: &str = "//Bob";

/// A few epochs of a development chain: a checkpoint wants the third.
const EPOCHS: Duration = Duration::from_secs(240);

/// A command syncs, and perhaps waits for finality.
const COMMAND: Duration = Duration::from_secs(300);

/// The agent of somebody with a home folder, without an option that names the chain.
struct Newcomer {
	home: PathBuf,
}

impl Newcomer {
	fn at(home: PathBuf) -> Result<Self> {
		std::fs::create_dir_all(&home).map_err(Error::io("a home folder"))?;
		Ok(Self { home })
	}

	fn file(&self, name: &str) -> String {
		self.home.join(name).display().to_string()
	}

	fn config(&self) -> PathBuf {
		self.home.join(".config/jmt-edge/config.json")
	}

	async fn run(&self, arguments: &[&str]) -> Result<Finished> {
		self.run_with(arguments, None).await
	}

	/// Runs a command, with `JMT_CHAIN_SPEC` if it is given.
	async fn run_with(&self, arguments: &[&str], spec: Option<&Path>) -> Result<Finished> {
		let mut command = Command::new(binaries::edge()?);
		command.args(arguments).env("HOME", &self.home);
		for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "JMT_CHAIN_SPEC"] {
			command.env_remove(name);
		}
		if let Some(spec) = spec {
			command.env("JMT_CHAIN_SPEC", spec);
		}
		Process::start(arguments[0], command, &self.home)?.finish(COMMAND).await
	}

	/// Runs a command that has to succeed, and takes its line of JSON.
	async fn json(&self, arguments: &[&str]) -> Result<Value> {
		let finished = self.run(&[arguments, &["--json"]].concat()).await?;
		assert_eq!(finished.code(), Some(0), "{arguments:?}: {}", finished.stderr);
		let line = finished.stdout.lines().last().expect("a line");
		Ok(serde_json::from_str(line).expect("a line of JSON"))
	}

	/// Runs a command that has to fail with this code, and takes its words.
	async fn refused(&self, arguments: &[&str], code: i32) -> Result<String> {
		let finished = self.run(&[arguments, &["--json"]].concat()).await?;
		text("error", &edge_refusal(&finished, code)["error"])
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn it_goes_from_nothing_to_a_device_without_naming_the_chain_again() -> Result<()> {
	let _turn = turn::node().await;
	let network = Network::builder().chain("dev").start().await?;
	let node = network.first();
	let newcomer = Newcomer::at(network.dir().join("newcomer"))?;

	// Without a configuration a command says how to come to one.
	let said = newcomer.refused(&["status"], 2).await?;
	assert!(said.contains("jmt-edge init"), "{said}");
	it_completes_in_a_shell(&newcomer).await?;

	let spec = it_fetches_the_specification(&newcomer, node).await?;
	it_configures(&newcomer, &spec).await?;
	it_takes_another_chain_from_the_environment(&newcomer).await?;

	// A key, and money for it: its price is said before it is sent.
	let key = newcomer.file("owner.json");
	let made = newcomer.json(&["key", "new", "--out", &key]).await?;
	let payee = text("address", &made["address"])?;
	let transfer = ["transfer", &payee, "10", "--suri", OWNER];
	let priced = newcomer.json(&[&transfer[..], &["--fee"]].concat()).await?;
	assert_eq!(
		(&priced["sent"], &priced["amount"]),
		(&json!(false), &json!("10000000000000")),
		"{priced}"
	);
	let fee: u128 = text("fee", &priced["fee"])?.parse().expect("a decimal string");
	assert!(fee > 0, "{priced}");
	assert_eq!(balance(&newcomer, &payee).await?["free"], "0", "nothing was to be sent");
	let before = amount(&balance(&newcomer, &payer()?).await?, "free");
	let sent = newcomer.json(&transfer).await?;
	let left = it_reaches(&newcomer, &payer()?, &sent).await?;
	it_cost(before - amount(&left, "free") - 10_000_000_000_000, fee);
	let has = it_reaches(&newcomer, &payee, &sent).await?;
	assert_eq!((&has["free"], &has["held"]), (&json!("10000000000000"), &json!([])), "{has}");

	it_keeps_a_device_for_a_while(&newcomer, &key, &payee).await
}

fn payer() -> Result<String> {
	Ok(address(&account(OWNER)?.public()))
}

async fn balance(newcomer: &Newcomer, address: &str) -> Result<Value> {
	newcomer.json(&["balance", address]).await
}

fn amount(shown: &Value, field: &str) -> u128 {
	let amount = shown[field].as_str().and_then(|amount| amount.parse().ok());
	amount.unwrap_or_else(|| panic!("no amount {field} in {shown}"))
}

/// A fee moves a little from block to block.
fn it_cost(paid: u128, said: u128) {
	assert!(paid > 0 && paid.abs_diff(said) <= said / 10, "{said} was said, {paid} was paid");
}

/// The balance of an account at the block of a transaction, or later.
async fn it_reaches(newcomer: &Newcomer, address: &str, sent: &Value) -> Result<Value> {
	let block = sent["block"]["number"].as_u64().expect("a number");
	wait::until(format!("block {block} in the light client"), STEP, async || {
		let shown = balance(newcomer, address).await?;
		Ok((shown["block"]["number"].as_u64() >= Some(block)).then_some(shown))
	})
	.await
}

async fn it_completes_in_a_shell(newcomer: &Newcomer) -> Result<()> {
	let finished = newcomer.run(&["completions", "bash"]).await?;
	assert_eq!(finished.code(), Some(0), "{}", finished.stderr);
	for word in ["complete ", "transfer", "--chain-spec"] {
		assert!(finished.stdout.contains(word), "{word} is not in {}", finished.stdout);
	}
	Ok(())
}

/// It takes the specification of the chain that it means, and none of another.
async fn it_fetches_the_specification(newcomer: &Newcomer, node: &Node) -> Result<PathBuf> {
	let genesis = node.genesis_hash().await?;
	let get = ["spec", "get", &node.rpc_url];
	let said = newcomer.refused(&get, 2).await?;
	assert!(said.contains("--genesis"), "{said}");
	let fetched = wait::until("a checkpoint", EPOCHS, async || {
		let finished =
			newcomer.run(&[&get[..], &["--genesis", &genesis, "--json"]].concat()).await?;
		if finished.code() == Some(0) {
			return Ok(Some(finished.stdout));
		}
		// A chain in its first epochs has no checkpoint, and says so.
		let error = edge_refusal(&finished, 1);
		assert!(text("error", &error["error"])?.contains("third epoch"), "{error}");
		Ok(None)
	})
	.await?;
	let fetched: Value = serde_json::from_str(&fetched).expect("a line of JSON");
	assert_eq!(fetched["genesis"], json!(genesis));
	assert!(fetched["checkpoint"].as_u64() > Some(0), "{fetched}");
	assert!(fetched["bootNodes"].as_u64() > Some(0), "{fetched}");
	assert!(text("trusted", &fetched["trusted"])?.contains(&node.rpc_url), "{fetched}");
	let file = PathBuf::from(text("file", &fetched["file"])?);
	assert_eq!(file.parent(), newcomer.config().parent(), "beside the configuration");
	let kept = std::fs::read(&file).expect("the specification");

	let other = format!("0x{}", "11".repeat(32));
	let said = newcomer.refused(&[&get[..], &["--genesis", &other]].concat(), 4).await?;
	assert!(said.contains(&genesis) && said.contains(&other), "{said}");
	let out = file.display().to_string();
	newcomer.refused(&[&get[..], &["--genesis", &other, "--out", &out]].concat(), 4).await?;
	assert_eq!(std::fs::read(&file).expect("the specification"), kept);
	Ok(file)
}

/// A configuration is its owner's alone, is not replaced without a word, and an error in it has its line.
async fn it_configures(newcomer: &Newcomer, spec: &Path) -> Result<()> {
	let file = newcomer.config();
	let init = ["init", "--owner", &payer()?];
	let written = newcomer.json(&init).await?;
	assert_eq!((&written["file"], &written["replaced"]), (&json!(file), &json!(false)));
	assert_eq!(written["chainSpec"], json!(spec), "the one that was fetched");
	let mode = std::fs::metadata(&file).expect("the file").permissions().mode();
	assert_eq!(mode & 0o7777, 0o600, "{mode:o}");
	let kept = std::fs::read_to_string(&file).expect("the file");
	let said = newcomer.refused(&init, 13).await?;
	assert!(said.contains("exists already"), "{said}");
	assert_eq!(newcomer.json(&["status"]).await?["genesis"], written["genesis"]);
	let own = newcomer.json(&["balance"]).await?;
	assert_eq!(own["address"], json!(payer()?), "the owner's by default");

	std::fs::write(&file, kept.replace("chainSpec", "chainSpek")).expect("the file");
	let said = newcomer.refused(&["status"], 13).await?;
	for part in ["chainSpek", "line 2", &file.display().to_string()] {
		assert!(said.contains(part), "{part} is not in {said}");
	}
	let again = newcomer.json(&[&init[..], &["--force"]].concat()).await?;
	assert_eq!(again["replaced"], json!(true));
	assert_eq!(std::fs::read_to_string(&file).expect("the file"), kept);
	Ok(())
}

/// The environment goes before the usual file, and the command line before the environment.
async fn it_takes_another_chain_from_the_environment(newcomer: &Newcomer) -> Result<()> {
	let nowhere = newcomer.home.join("nowhere.json");
	let finished = newcomer.run_with(&["status", "--json"], Some(&nowhere)).await?;
	let said = text("error", &edge_refusal(&finished, 5)["error"])?;
	assert!(said.contains("nowhere.json"), "{said}");
	let config = newcomer.config().display().to_string();
	let finished =
		newcomer.run_with(&["status", "--json", "--config", &config], Some(&nowhere)).await?;
	assert_eq!(finished.code(), Some(0), "{}", finished.stderr);
	newcomer.refused(&["status", "--config", &newcomer.file("none.json")], 13).await?;
	Ok(())
}

/// A device is registered, paused, resumed and removed; its deposit is held as long as it is registered.
async fn it_keeps_a_device_for_a_while(newcomer: &Newcomer, key: &str, owner: &str) -> Result<()> {
	let device_key = newcomer.file("device.json");
	newcomer.json(&["device", "new", "--out", &device_key]).await?;
	let about = ["--device-key", &device_key, "--owner-key", key];
	let command = |verb| [&["device", verb][..], &about[..]].concat();

	let priced = newcomer.json(&[&command("register")[..], &["--fee"]].concat()).await?;
	let deposit = text("deposit", &priced["deposit"])?;
	let sent = newcomer.json(&command("register")).await?;
	let has = it_reaches(newcomer, owner, &sent).await?;
	assert_eq!(has["reserved"], json!(deposit), "{has}");
	assert_eq!(has["held"], json!([{ "for": "Devices.Device", "amount": deposit }]));
	for verb in ["pause", "resume", "remove"] {
		let before = amount(&balance(newcomer, owner).await?, "free");
		let priced = newcomer.json(&[&command(verb)[..], &["--fee"]].concat()).await?;
		let sent = newcomer.json(&command(verb)).await?;
		let has = it_reaches(newcomer, owner, &sent).await?;
		let returned: u128 = match verb {
			"remove" => deposit.parse().expect("digits"),
			_ => 0,
		};
		let (paid, said) = (before + returned - amount(&has, "free"), amount(&priced, "fee"));
		if verb == "remove" {
			// Said for as many keys as a device can have had; those that it never had are paid back.
			assert!(said / 2 < paid && paid < said, "{said} was said, {paid} was paid");
		} else {
			it_cost(paid, said);
		}
	}
	assert_eq!(balance(newcomer, owner).await?["held"], json!([]));
	Ok(())
}
