//! A device without its owner's secret: it prints an enrolment where its key is, without a connection, and the owner
//! registers it elsewhere.

use jmt_e2e::{
	edge_refusal,
	terminal::{run_text, run_typed},
	turn, REFUSAL_LIMIT, STEP,
};
use jmt_node_runner::{
	binaries,
	chain::text,
	transfer::{account, address, next_nonce, Pair},
	wait, Edge, Finished, Network, Process, Result,
};
use serde_json::Value;
use std::{path::Path, process::Command};

/// An account with funds that gives the owner some.
const PAYER: &str = "//Bob";

/// Texts that every implementation refuses, each with its reason.
const VECTORS: &str = include_str!("../../../primitives/tests/vectors/enrolment.json");

/// The devices' side of a pipe prints text, the owner's registers what it reads.
const PIPE: &str = r#""$EDGE" --chain-spec "$DEVICE_SPEC" --data-dir "$DEVICE_DATA" \
	device enroll --device-key "$DEVICE_KEY" --owner "$OWNER" | \
	"$EDGE" --chain-spec "$OWNER_SPEC" --data-dir "$OWNER_DATA" --json \
	device register --owner-key "$OWNER_KEY" --enrolment -"#;

fn path(edge: &Edge, file: &str) -> String {
	edge.path(file).to_string_lossy().into_owned()
}

/// Whether a file below a folder has these words.
fn says(folder: &Path, words: &str) -> bool {
	std::fs::read_dir(folder).expect("a folder").any(|entry| {
		let path = entry.expect("an entry").path();
		match path.is_dir() {
			true => says(&path, words),
			false => {
				let bytes = std::fs::read(&path).expect("a file");
				bytes.windows(words.len()).any(|window| window == words.as_bytes())
			},
		}
	})
}

#[tokio::test(flavor = "multi_thread")]
async fn registering_wanted_the_owners_phrase_on_the_device() -> Result<()> {
	let _turn = turn::node().await;
	let network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(3, STEP).await?;
	let (node, dir) = (network.first(), network.dir());
	let spec = node.raw_spec().await?;
	let owner = Edge::new("owner", &spec, dir)?;
	// The device knows nobody whom it could ask.
	let device = Edge::new("device", &spec.with_boot_nodes(&[]), dir)?;

	let (owner_key, device_key) = (path(&owner, "owner.key"), path(&device, "device.key"));
	let made = owner.json(&["key", "new", "--out", &owner_key]).await?;
	let owner_address = text("address", &made["address"])?;
	owner.json(&["transfer", &owner_address, "100", "--suri", PAYER]).await?;
	let made = device.json(&["device", "new", "--type", "p256", "--out", &device_key]).await?;
	let id = text("device", &made["device"])?;

	// One writes, the other reads; the owner's phrase stays where it is.
	let mut pipe = Command::new("sh");
	pipe.args(["-c", PIPE])
		.env("EDGE", binaries::edge()?)
		.env("DEVICE_SPEC", &device.spec)
		.env("DEVICE_DATA", &device.data_dir)
		.env("DEVICE_KEY", &device_key)
		.env("OWNER", &owner_address)
		.env("OWNER_SPEC", &owner.spec)
		.env("OWNER_DATA", &owner.data_dir)
		.env("OWNER_KEY", &owner_key);
	let piped = Process::start("pipe", pipe, dir)?.finish(STEP * 3).await?;
	assert_eq!(piped.code(), Some(0), "{}{}", piped.stdout, piped.stderr);
	let registered: Value = serde_json::from_str(&piped.stdout).expect("one document");
	assert_eq!(registered["device"], id.as_str(), "{registered}");
	assert_eq!(registered["owner"], owner_address.as_str(), "{registered}");
	let key_file = std::fs::read_to_string(&owner_key).expect("the owner's key");
	let key_file: Value = serde_json::from_str(&key_file).expect("JSON");
	let phrase = key_file["secret"].as_str().expect("a phrase");
	assert!(says(&owner.data_dir, phrase) && !says(&device.data_dir, phrase));

	// The chain has it, for that owner, who paid one transaction.
	let shown = owner.json(&["device", "show", &id]).await?;
	assert_eq!(shown["status"]["owner"], owner_address.as_str(), "{shown}");
	let payer = next_nonce(node, &account(PAYER)?.public()).await?;
	assert_eq!(payer, 1);

	it_says_in_json_what_it_signed(&device, &device_key, &owner_address, &id, network.dir())
		.await?;
	it_shows_a_code_on_a_terminal_alone(&device, &device_key, &owner_address, dir).await?;

	// Each refusal has its own reason, and costs the owner nothing.
	let before = nonce(&owner, &owner_address).await?;
	let reason = async |key: [&str; 2], enrolment: &str| {
		let register = ["device", "register", key[0], key[1], "--enrolment", enrolment];
		refused(&owner.run(&register).await?)
	};
	let owners = ["--owner-key", owner_key.as_str()];
	let enrolled = async |arguments: &[&str]| {
		let all = [&["device", "enroll", "--owner", &owner_address][..], arguments].concat();
		text("enrolment", &device.json(&all).await?["enrolment"])
	};

	let again = enrolled(&["--device-key", &device_key]).await?;
	let (kind, said) = reason(owners, &again).await?;
	assert_eq!(kind, "alreadyRegistered", "{said}");
	assert!(said.contains(&id) && said.contains(&owner_address), "{said}");

	let second_key = path(&device, "second.key");
	device.json(&["device", "new", "--out", &second_key]).await?;
	let second = ["--device-key", second_key.as_str()];
	let good = enrolled(&second).await?;
	let (kind, said) = reason(["--suri", PAYER], &good).await?;
	assert_eq!(kind, "enrolmentOtherOwner", "{said}");
	let payer = address(&account(PAYER)?.public());
	assert!(said.contains(&owner_address) && said.contains(&payer), "{said}");

	for length in [100, good.len() - 1] {
		let (kind, said) = reason(owners, &good[..length]).await?;
		assert_eq!(kind, "enrolmentDamaged", "{said}");
	}

	let vectors: Value = serde_json::from_str(VECTORS).expect("JSON");
	let vectors = vectors["refused"].as_array().expect("a list");
	for (what, expected) in [
		("unknown scheme of the key", "enrolmentScheme"),
		("unknown version", "enrolmentVersion"),
		("no prefix", "notAnEnrolment"),
	] {
		let vector = vectors.iter().find(|vector| vector["what"] == what).expect("a vector");
		let (kind, said) = reason(owners, &text(what, &vector["text"])?).await?;
		assert_eq!(kind, expected, "{said}");
	}

	let elsewhere = enrolled_elsewhere(&second_key, &owner_address, dir).await?;
	let (kind, said) = reason(owners, &elsewhere).await?;
	assert_eq!(kind, "enrolmentOtherGenesis", "{said}");
	assert!(said.contains(&node.genesis_hash().await?), "{said}");

	let brief = ["device", "enroll", "--owner", &owner_address, "--valid", "1s"];
	let brief = device.json(&[&brief[..], &second].concat()).await?;
	let expires = brief["expires"].as_u64().expect("a time");
	wait::until("a block after the expiry", STEP, async || {
		let now = owner.json(&["read", "Timestamp", "Now"]).await?;
		Ok(now["value"].as_u64().is_some_and(|now| now > expires).then_some(()))
	})
	.await?;
	let (kind, said) = reason(owners, &text("brief", &brief["enrolment"])?).await?;
	assert_eq!(kind, "enrolmentExpired", "{said}");
	assert_eq!(nonce(&owner, &owner_address).await?, before, "a refusal was paid for");

	// The one that was good all the time still is.
	let register = ["device", "register", owners[0], owners[1], "--enrolment", &good];
	let done = owner.json(&register).await?;
	assert_eq!(done["owner"], owner_address.as_str(), "{done}");
	assert_eq!(nonce(&owner, &owner_address).await?, before + 1);
	Ok(())
}

/// How many transactions an account has sent, as the light client reads it.
async fn nonce(owner: &Edge, account: &str) -> Result<u64> {
	let read = owner.json(&["read", "System", "Account", account]).await?;
	let nonce = &read["value"]["nonce"];
	let number = nonce.as_u64().or_else(|| nonce.as_str()?.parse().ok());
	Ok(number.unwrap_or_else(|| panic!("no nonce: {read}")))
}

/// The kind and the words of a refused enrolment.
fn refused(finished: &Finished) -> Result<(String, String)> {
	let error = edge_refusal(finished, 14);
	Ok((text("kind", &error["kind"])?, text("error", &error["error"])?))
}

/// The fields of the text, beside it.
async fn it_says_in_json_what_it_signed(
	device: &Edge,
	key: &str,
	owner: &str,
	id: &str,
	dir: &Path,
) -> Result<()> {
	let arguments = ["device", "enroll", "--device-key", key, "--owner", owner, "--valid", "2h"];
	let made = device.json(&arguments).await?;
	let enrolment = text("enrolment", &made["enrolment"])?;
	let read = jmt_primitives::devices::Enrolment::from_text(&enrolment).expect("an enrolment");
	assert_eq!(made["device"], id, "{made}");
	assert_eq!(made["owner"], owner, "{made}");
	assert_eq!(made["type"], "p256", "{made}");
	assert_eq!(made["genesis"], format!("{:?}", read.genesis), "{made}");
	assert_eq!(made["expires"].as_u64(), Some(read.expires), "{made}");
	assert!(read.check_signature().is_ok());

	// Without a terminal the text is all that is printed.
	let plain = run_text(device, &arguments, dir).await?;
	assert_eq!(plain.code(), Some(0), "{}", plain.stderr);
	let line = plain.stdout.strip_suffix('\n').expect("a line");
	assert!(jmt_primitives::devices::Enrolment::from_text(line).is_ok(), "{line}");
	Ok(())
}

async fn it_shows_a_code_on_a_terminal_alone(
	device: &Edge,
	key: &str,
	owner: &str,
	dir: &Path,
) -> Result<()> {
	let arguments = ["device", "enroll", "--device-key", key, "--owner", owner];
	let drawn = |finished: &Finished| {
		assert_eq!(finished.code(), Some(0), "{}", finished.stdout);
		assert!(finished.stdout.contains("jmt1"), "{}", finished.stdout);
		finished.stdout.lines().filter(|line| line.contains('\u{2580}')).count()
	};
	let shown = run_typed(device, &arguments, "", dir).await?;
	assert!(drawn(&shown) > 25, "{}", shown.stdout);
	let bare = run_typed(device, &[&arguments[..], &["--text"]].concat(), "", dir).await?;
	assert_eq!(drawn(&bare), 0, "{}", bare.stdout);
	Ok(())
}

/// An enrolment of a device that has no specification, for a chain that it is told of.
async fn enrolled_elsewhere(key: &str, owner: &str, dir: &Path) -> Result<String> {
	let genesis = format!("0x{}", "11".repeat(32));
	let mut command = Command::new(binaries::edge()?);
	for variable in ["JMT_CHAIN_SPEC", "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
		command.env_remove(variable);
	}
	command.args(["device", "enroll", "--device-key", key, "--owner", owner]);
	command.args(["--genesis", &genesis]);
	let made = Process::start("elsewhere", command, dir)?.finish(REFUSAL_LIMIT).await?;
	assert_eq!(made.code(), Some(0), "{}", made.stderr);
	Ok(made.stdout.trim().into())
}
