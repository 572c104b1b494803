//! A reader at a door lets in a terminal of another domain by what its own light client proved, and devices write to
//! each other: all through the agent as its users have it.

use jmt_e2e::{edge_refusal, turn, STEP};
use jmt_node_runner::{
	chain::text,
	domain::{Domain, Newcomer},
	transfer::{account, address, Pair},
	wait, Edge, Network, Result,
};
use jmt_primitives::did::Multikey;
use serde_json::{json, Value};
use std::{
	fs,
	time::{SystemTime, UNIX_EPOCH},
};

/// Has both domains and pays for the terminal.
const MAKER: &str = "//Ferdie";

/// Owner of the terminal.
const OWNER: &str = "//Eve";

/// Exit code of a device that is not let in, or does not answer.
const NOT_LET_IN: i32 = 16;

/// Exit code of a message that is not sealed, or not opened.
const NOT_OPENED: i32 = 17;

/// A device with its own light client.
struct Party {
	edge: Edge,
	device: Newcomer,
}

impl Party {
	async fn new(edge: Edge, scheme: &'static str) -> Result<Self> {
		let device = Newcomer::new(&edge, scheme, "device.key").await?;
		Ok(Self { edge, device })
	}

	/// Writes what travels to a file in its folder.
	fn keep(&self, name: &str, what: &Value) -> String {
		let path = self.edge.path(name);
		fs::write(&path, what.to_string()).expect("a file");
		path.to_string_lossy().into_owned()
	}

	/// Its challenge.
	async fn asks(&self) -> Result<Value> {
		self.edge.json(&["auth", "challenge", "--device-key", &self.device.key_file]).await
	}

	/// Its answer to a challenge, for the verifier that it means; or the code by which it does not answer.
	async fn answers(
		&self,
		challenge: &Value,
		meant: &Party,
	) -> Result<std::result::Result<Value, Value>> {
		let challenge = self.keep("challenge.json", challenge);
		let prove = ["auth", "prove", "--challenge", &challenge, "--verifier", &meant.device.id];
		let by = ["--device-key", self.device.key_file.as_str()];
		said(&self.edge, &[&prove[..], &by].concat(), NOT_LET_IN).await
	}

	/// Its decision about an answer, or the refusal.
	async fn decides(
		&self,
		answer: &Value,
		host: &str,
		how: &[&str],
	) -> Result<std::result::Result<Value, Value>> {
		let answer = self.keep("answer.json", answer);
		let verify = ["auth", "verify", "--answer", &answer, "--host", host];
		let by = ["--device-key", self.device.key_file.as_str()];
		said(&self.edge, &[&verify[..], &by, how].concat(), NOT_LET_IN).await
	}
}

/// The output of a command, or the error with which it refused by this exit code.
async fn said(
	edge: &Edge,
	command: &[&str],
	code: i32,
) -> Result<std::result::Result<Value, Value>> {
	let finished = edge.run(command).await?;
	Ok(match finished.code() {
		Some(0) => Ok(serde_json::from_str(&finished.stdout).expect("JSON")),
		_ => Err(edge_refusal(&finished, code)),
	})
}

/// It is refused, with this code and words.
fn is_refused(result: std::result::Result<Value, Value>, code: u8, words: &str) {
	let refused = result.expect_err("it is refused");
	assert_eq!(refused["code"], code, "{refused}");
	let error = refused["error"].as_str().expect("words");
	assert!(error.contains(words), "{error}");
}

fn number(told: &Value) -> String {
	told.as_u64().expect("a number").to_string()
}

fn now_ms() -> u64 {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
	u64::try_from(now.as_millis()).expect("a moment")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_lets_a_terminal_in_until_its_domain_is_suspended_and_a_message_to_it_opens_once(
) -> Result<()> {
	let _turn = turn::node().await;
	let network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(3, STEP).await?;
	let (spec, dir) = (network.first().raw_spec().await?, network.dir());
	let maker = Edge::new("maker", &spec, dir)?;
	let reader = Party::new(Edge::new("reader", &spec, dir)?, "ed25519").await?;
	let gate = Party::new(Edge::new("gate", &spec, dir)?, "p256").await?;
	let terminal = Party::new(Edge::new("terminal", &spec, dir)?, "p256").await?;
	let owner = address(&account(OWNER)?.public());

	// The maker has the shop's domain and the terminals'. The terminal joins by a manifest, with a key for messages.
	let signed = async |command: &[&str]| maker.json(&[command, &["--suri", MAKER]].concat()).await;
	let host = number(&signed(&["domain", "create"]).await?["domain"]);
	let newcomers = [terminal.device.clone()];
	let terminals = Domain::found(&maker, MAKER, "30", &newcomers, 16, None).await?;
	let messages = terminal.edge.path("messages.key").to_string_lossy().into_owned();
	let key = terminal.edge.json(&["message", "key", "--out", &messages]).await?;
	let key = text("key for messages", &key["publicKey"])?;
	let mut join = terminals.prove(&maker, &terminal.edge, &terminal.device, &owner).await?;
	join.extend(["--encryption".into(), key.clone()]);
	terminal.edge.json(&join.iter().map(String::as_str).collect::<Vec<_>>()).await?;

	// Before there is trust the reader has no reason to let it in. It looks at the chain for that.
	let answer = terminal.answers(&reader.asks().await?, &reader).await?.expect("an answer");
	is_refused(
		reader.decides(&answer, &host, &["--offline"]).await?.map_err(no_code),
		0,
		"no snapshot",
	);
	is_refused(reader.decides(&answer, &host, &[]).await?, 20, "does not trust");
	signed(&["domain", "trust", &host, &terminals.id, "--for", "1d"]).await?;
	wait::until("the reader sees the trust", STEP, async || {
		let snapshot = snapshot(&reader, &terminal, &host).await?;
		Ok((snapshot["trusted"][0]["domain"].as_u64().is_some()).then_some(()))
	})
	.await?;

	let answer = terminal.answers(&reader.asks().await?, &reader).await?.expect("an answer");
	let admitted = reader.decides(&answer, &host, &["--offline"]).await?.expect("it is let in");
	assert_eq!((&admitted["admitted"], &admitted["owner"]), (&json!(true), &json!(owner)));
	assert_eq!(admitted["device"], terminal.device.id.as_str());
	assert_eq!(number(&admitted["by"]), terminals.id);
	is_refused(reader.decides(&answer, &host, &["--offline"]).await?, 7, "answered before");

	// A challenge of the gate, passed on at the reader's door, is not answered; and an answer to it opens no other door.
	let elsewhere = gate.asks().await?;
	is_refused(terminal.answers(&elsewhere, &reader).await?, 2, "another verifier's");
	let relayed = terminal.answers(&elsewhere, &gate).await?.expect("an answer for the gate");
	is_refused(reader.decides(&relayed, &host, &["--offline"]).await?, 7, "none of the verifier's");

	// A second more than the verifier takes is too old, however good it was.
	let at = admitted["snapshot"]["at"].as_u64().expect("a time");
	wait::until("the snapshot is two seconds old", STEP, async || {
		Ok((now_ms() >= at + 2_000).then_some(()))
	})
	.await?;
	let answer = terminal.answers(&reader.asks().await?, &reader).await?.expect("an answer");
	let old = ["--offline", "--max-age", "1s"];
	is_refused(reader.decides(&answer, &host, &old).await?, 10, "too old");
	assert!(reader.decides(&answer, &host, &["--offline"]).await?.is_ok(), "it is young enough");

	// The domain is suspended: a snapshot that is kept says yes until it is too old, a new one says why not.
	signed(&["domain", "suspend", &terminals.id]).await?;
	let answer = terminal.answers(&reader.asks().await?, &reader).await?.expect("an answer");
	assert!(reader.decides(&answer, &host, &["--offline"]).await?.is_ok(), "as documented");
	wait::until("the reader sees the suspension", STEP, async || {
		let snapshot = snapshot(&reader, &terminal, &host).await?;
		Ok((snapshot["active"] == false).then_some(()))
	})
	.await?;
	let answer = terminal.answers(&reader.asks().await?, &reader).await?.expect("an answer");
	let words =
		format!("domain {}, in which or below which the device is, is suspended", terminals.id);
	is_refused(reader.decides(&answer, &host, &["--offline"]).await?, 16, &words);
	is_refused(reader.decides(&answer, &host, &[]).await?, 16, &words);

	write_to_the_terminal(&reader, &terminal, &messages, &key).await?;

	// A clock that stands an hour before the latest time that the reader has seen.
	let clock = reader.edge.path("auth/clock");
	fs::write(&clock, (now_ms() + 3_600_000).to_string()).expect("a file");
	is_refused(reader.decides(&answer, &host, &["--offline"]).await?, 11, "clock is behind");
	let ask = ["auth", "challenge", "--device-key", reader.device.key_file.as_str()];
	is_refused(said(&reader.edge, &ask, NOT_LET_IN).await?, 11, "clock is behind");
	Ok(())
}

/// Reads what the chain says, and keeps it.
async fn snapshot(reader: &Party, terminal: &Party, host: &str) -> Result<Value> {
	reader.edge.json(&["auth", "snapshot", &terminal.device.id, "--host", host]).await
}

/// Stands for a refusal without a code.
fn no_code(mut refused: Value) -> Value {
	assert!(refused.get("code").is_none(), "{refused}");
	refused["code"] = json!(0);
	refused
}

/// The terminal's document names its keys, and a message to it opens once, though its domain is suspended.
async fn write_to_the_terminal(
	reader: &Party,
	terminal: &Party,
	messages: &str,
	key: &str,
) -> Result<()> {
	let id = terminal.device.id.as_str();
	let document = reader.edge.json(&["device", "did", id]).await?;
	let did = text("DID", &document["id"])?;
	assert!(did.starts_with("did:jmt:") && did.ends_with(&id[2..]), "{did}");
	assert_eq!(reader.edge.json(&["device", "did", &did]).await?, document);
	let methods = document["verificationMethod"].as_array().expect("methods");
	assert_eq!(methods.len(), 2, "{document}");
	assert_eq!(document["keyAgreement"], json!([methods[1]["id"]]));
	let bytes = hex::decode(&key[2..]).expect("digits");
	let key = Multikey::Encryption(bytes.try_into().expect("32 bytes")).to_string();
	assert_eq!(methods[1]["publicKeyMultibase"], json!(key));

	// The reader is not registered: the terminal has no key to verify it by.
	let file = reader.keep("text", &json!("close valve 7"));
	let seal = ["message", "seal", "--to", id, "--text", &file, "--device-key"];
	let by_reader = [&seal[..], &[&reader.device.key_file]].concat();
	let unknown = reader.edge.json(&by_reader).await?;
	let keys = ["--device-key", terminal.device.key_file.as_str(), "--encryption-key", messages];
	let open = async |message: &Value| {
		let message = terminal.keep("message.json", message);
		let command = ["message", "open", "--message", &message];
		said(&terminal.edge, &[&command[..], &keys].concat(), NOT_OPENED).await
	};
	let refused = open(&unknown).await?.expect_err("nobody is known");
	assert!(text("error", &refused["error"])?.contains("sender is not registered"), "{refused}");

	// It writes to itself, in another process: sender and receiver are any two devices of the chain.
	let by_terminal = [&seal[..], &[&terminal.device.key_file]].concat();
	let message = terminal.edge.json(&by_terminal).await?;
	assert_eq!((&message["kind"], &message["epoch"]), (&json!("message/v1"), &json!(0)));
	let mut changed = message.clone();
	let sealed = text("sealed", &message["sealed"])?;
	let last = if sealed.ends_with('0') { "1" } else { "0" };
	changed["sealed"] = json!(format!("{}{last}", &sealed[..sealed.len() - 1]));
	let refused = open(&changed).await?.expect_err("it was changed");
	assert!(text("error", &refused["error"])?.contains("not signed by its sender"), "{refused}");
	let opened = open(&message).await?.expect("it opens");
	assert_eq!((&opened["from"], &opened["text"]), (&json!(id), &json!("\"close valve 7\"")));
	let refused = open(&message).await?.expect_err("it opens once");
	assert!(text("error", &refused["error"])?.contains("opened before"), "{refused}");

	// A device without a key on the chain gets no message.
	let to_reader = ["message", "seal", "--to", &reader.device.id, "--text", &file, "--device-key"];
	let to_reader = [&to_reader[..], &[&terminal.device.key_file]].concat();
	let refused = said(&terminal.edge, &to_reader, NOT_OPENED).await?.expect_err("no receiver");
	assert!(text("error", &refused["error"])?.contains("receiver is not registered"), "{refused}");
	Ok(())
}
