//! Groups over a real node, through the agent as its users have it: a member signals once a topic without a fee, each
//! refusal has its code and its words, and proofs are checked by a light client.

use jmt_e2e::{edge_refusal, turn, STEP};
use jmt_edge::proofs::{format_number, parse_number};
use jmt_node_runner::{
	chain::text,
	transfer::{account, address, Pair},
	wait, Edge, Network, Process, Result,
};
use jmt_primitives::authorized::{Refusal, SignalRefusal, UNKNOWN_GROUP_ROOT};
use serde_json::{json, Value};
use std::{fs, path::Path, process::Command, time::Duration};

/// The account that has the group and its topics.
const OWNER: &str = "//Ferdie";

/// Exit code of a transaction that the chain refused.
const REFUSED: i32 = 7;

/// Exit code of a proof that is not made, or not valid.
const NOT_PROVEN: i32 = 18;

/// Exit code of a file that is missing or damaged.
const BAD_FILE: i32 = 19;

/// Exit code of a file that cannot be written, for it exists.
const UNWRITTEN: i32 = 8;

/// How long a root stays good after it was replaced, in ms: long enough for a signal that was on its way.
const ROOT_LIFETIME: u64 = 60_000;

/// Members of the group: three pages.
const MEMBERS: usize = 150;

/// The places of the members that have an identity.
const PLACES: [usize; 4] = [0, 63, 64, 149];

/// A group with four members that have identities.
struct Group {
	network: Network,
	owner: Edge,
	member: Edge,
	id: String,
	/// The files of the identities.
	identities: Vec<String>,
	commitments: Vec<String>,
}

fn path(edge: &Edge, file: &str) -> String {
	edge.path(file).to_string_lossy().into_owned()
}

fn number(told: &Value, field: &str) -> u64 {
	told[field].as_u64().unwrap_or_else(|| panic!("{field} in {told}"))
}

/// The network of the chain for development, whose replaced roots are good for so long.
async fn network() -> Result<Network> {
	let network = Network::builder().chain("dev").patch(|genesis| {
		genesis["genesisParameters"]["zk"]["rootLifetime"] = json!(ROOT_LIFETIME);
		Ok(())
	});
	let network = network.start().await?;
	network.wait_finalized(2, STEP).await?;
	Ok(network)
}

impl Group {
	async fn found() -> Result<Self> {
		let network = network().await?;
		let spec = network.first().raw_spec().await?;
		let owner = Edge::new("owner", &spec, network.dir())?;
		let member = Edge::new("member", &spec, network.dir())?;
		let (mut identities, mut commitments) = (Vec::new(), Vec::new());
		for place in PLACES {
			let file = path(&member, &format!("identity-{place}.json"));
			let made = member.json(&["identity", "new", "--out", &file]).await?;
			let shown = member.json(&["identity", "show", "--identity-key", &file]).await?;
			assert_eq!(made["commitment"], shown["commitment"]);
			commitments.push(text("commitment", &made["commitment"])?);
			identities.push(file);
		}
		let list = owner.path("members.list");
		let lines = (0..MEMBERS).map(|place| match PLACES.iter().position(|own| *own == place) {
			Some(own) => commitments[own].clone(),
			None => (1_000 + place).to_string(),
		});
		fs::write(&list, lines.collect::<Vec<_>>().join("\n")).expect("a list");
		let made = owner.json(&["group", "create", "--suri", OWNER]).await?;
		let id = number(&made, "group").to_string();
		let list = list.to_string_lossy();
		let added = ["group", "add", &id, "--list", &list, "--suri", OWNER];
		assert_eq!(number(&owner.json(&added).await?, "added"), MEMBERS as u64);
		Ok(Self { network, owner, member, id, identities, commitments })
	}

	async fn open(&self, name: &str, time: &str, most: &str) -> Result<String> {
		let open = ["topic", "open", &self.id, "--name", name, "--for", time, "--most", most];
		let opened = self.owner.json(&[&open[..], &["--suri", OWNER]].concat()).await?;
		text("topic", &opened["topic"])
	}

	/// Makes a proof of a member about a topic, out of the group as it is now.
	async fn prove(&self, member: usize, topic: &str, file: &str) -> Result<(String, Value)> {
		let out = path(&self.member, file);
		let prove = ["prove", "membership", "--identity-key", &self.identities[member]];
		let about = ["--group", &self.id, "--topic", topic, "--message", file, "--out", &out];
		let made = self.member.json(&[&prove[..], &about].concat()).await?;
		Ok((out, made))
	}

	async fn signals(&self, proof: &str) -> Result<Value> {
		self.member.json(&["signal", "--proof", proof]).await
	}

	/// The signal is refused with one of these codes, in words.
	async fn is_refused(&self, proof: &str, codes: &[u8]) -> Result<()> {
		let finished = self.member.run(&["signal", "--proof", proof]).await?;
		let said = edge_refusal(&finished, REFUSED);
		let said = text("error", &said["error"])?;
		let ends = |code: &u8| said.ends_with(&format!("(code {code})"));
		assert!(codes.iter().any(ends), "{codes:?}: {said}");
		Ok(())
	}

	async fn used(&self, topic: &str) -> Result<u64> {
		Ok(number(&self.owner.json(&["topic", "show", &self.id, topic]).await?, "used"))
	}

	/// The proof is not accepted, with these words.
	async fn is_not_valid(&self, proof: &str, words: &str) -> Result<()> {
		is_not_valid(&self.member, proof, words).await
	}
}

async fn is_not_valid(verifier: &Edge, proof: &str, words: &str) -> Result<()> {
	is_refused_with(verifier, &["verify", proof], NOT_PROVEN, words).await
}

/// A command ends with this code and these words.
async fn is_refused_with(verifier: &Edge, line: &[&str], code: i32, words: &str) -> Result<()> {
	let said = edge_refusal(&verifier.run(line).await?, code);
	let said = text("error", &said["error"])?;
	assert!(said.contains(words), "{words:?} is not in {said}");
	Ok(())
}

/// A copy of a proof with a change.
fn changed(proof: &str, name: &str, change: impl FnOnce(&mut Value)) -> String {
	let text = fs::read_to_string(proof).expect("a proof");
	let mut json: Value = serde_json::from_str(&text).expect("JSON");
	change(&mut json);
	let out = format!("{proof}.{name}");
	fs::write(&out, json.to_string()).expect("a copy");
	out
}

/// The number with its last bit flipped.
fn flipped(number: &Value) -> Value {
	let mut bytes = parse_number(number.as_str().expect("a number")).expect("a number");
	bytes[31] ^= 1;
	format_number(&bytes).into()
}

/// Semaphore's own `verifyProof` is handed the agent's file as it is: 0 for a valid proof, 1 for one that is not.
async fn semaphore_says(network: &Network, proof: &str) -> Result<i32> {
	let clients = Path::new(env!("CARGO_MANIFEST_DIR")).join("../clients");
	let mut command = Command::new("node");
	command.arg(clients.join("verify-proof.mjs")).arg(proof);
	let finished = Process::start("semaphore", command, network.dir())?.finish(STEP).await?;
	let code = finished.code().filter(|code| (0..=1).contains(code));
	Ok(code.unwrap_or_else(|| panic!("{}{}", finished.stdout, finished.stderr)))
}

/// The free planck of the only account that pays anything here.
async fn free(edge: &Edge) -> Result<Value> {
	let address = address(&account(OWNER)?.public());
	Ok(edge.json(&["balance", &address]).await?["free"].take())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_signals_once_a_topic_without_a_fee_and_a_removed_one_is_out() -> Result<()> {
	let _turn = turn::node().await;
	let group = Group::found().await?;
	let (first, second) =
		(group.open("first", "1h", "2").await?, group.open("second", "1h", "9").await?);
	let shown = group.member.json(&["group", "show", &group.id]).await?;
	assert_eq!((number(&shown, "members"), number(&shown, "pages")), (MEMBERS as u64, 3));

	// Each member stands where it was put, which its own light client alone learns.
	for (place, file) in PLACES.iter().zip(&group.identities) {
		let show = ["group", "show", &group.id, "--identity-key", file];
		assert_eq!(number(&group.member.json(&show).await?, "index"), *place as u64);
	}

	// A proof is checked before it is sent.
	let (proof, made) = group.prove(0, &first, "hello").await?;
	assert!(number(&made, "provingMs") > 0 && number(&made, "peakMemory") > 1_000_000, "{made}");
	let valid = group.member.json(&["verify", &proof]).await?;
	assert_eq!((&valid["valid"], &valid["used"]), (&json!(true), &json!(false)), "{valid}");
	assert_eq!(valid["topicState"], "open");
	assert_eq!(valid["alias"], made["alias"]);

	// It is taken, and nobody pays.
	let before = free(&group.owner).await?;
	let sent = group.signals(&proof).await?;
	assert_eq!(sent["alias"], made["alias"]);
	assert_eq!(group.used(&first).await?, 1);
	assert_eq!(free(&group.owner).await?, before);
	let valid = group.member.json(&["verify", &proof]).await?;
	assert_eq!(valid["used"], true, "{valid}");
	let never = path(&group.member, "never");
	assert!(!Path::new(&never).exists());
	is_refused_with(&group.member, &["verify", &never], BAD_FILE, "cannot be used").await?;

	// A second one is refused, whatever it says; about another topic it is taken, under another alias.
	group.is_refused(&proof, &[SignalRefusal::NullifierUsed.code()]).await?;
	let (again, made_again) = group.prove(0, &first, "again").await?;
	assert_eq!(made_again["alias"], made["alias"]);
	group.is_refused(&again, &[SignalRefusal::NullifierUsed.code()]).await?;
	let signal = ["signal", "--identity-key", &group.identities[0], "--group", &group.id];
	let about = ["--topic", &second, "--message", "hello", "--depth", "16"];
	let sent = group.member.json(&[&signal[..], &about].concat()).await?;
	assert_ne!(sent["alias"], made["alias"]);
	assert_eq!((number(&sent, "depth"), number(&made, "depth")), (16, 10));

	// The topic takes two aliases.
	let (full, _) = group.prove(2, &first, "third").await?;
	let (proof, _) = group.prove(1, &first, "second").await?;
	group.signals(&proof).await?;
	group.is_refused(&full, &[SignalRefusal::TopicFull.code()]).await?;

	// A removed member is good as long as the root that it was under, and then out.
	let (soon, _) = group.prove(3, &second, "soon").await?;
	let (late, _) = group.prove(1, &second, "late").await?;
	let (stays, _) = group.prove(2, &second, "stays").await?;
	for (member, place) in [(3, PLACES[3]), (1, PLACES[1])] {
		let named = ["group", "remove", &group.id, "--commitment", &group.commitments[member]];
		let removed = group.owner.json(&[&named[..], &["--suri", OWNER]].concat()).await?;
		assert_eq!(number(&removed, "index"), place as u64);
	}
	let valid = group.member.json(&["verify", &soon]).await?;
	assert!(valid["rootUntil"].is_u64(), "{valid}");
	group.signals(&soon).await?;
	let gone = [&signal[..2], &[&group.identities[3], "--group", &group.id]].concat();
	let gone = [&gone[..], &["--topic", &second, "--message", "x"]].concat();
	let said = edge_refusal(&group.member.run(&gone).await?, NOT_PROVEN);
	assert!(text("error", &said["error"])?.contains("is not in the group"), "{said}");
	wait::until("the end of the root", Duration::from_millis(2 * ROOT_LIFETIME), async || {
		let finished = group.member.run(&["verify", &late]).await?;
		Ok((finished.code() == Some(NOT_PROVEN)).then_some(()))
	})
	.await?;
	group.is_not_valid(&late, "still good").await?;
	let old = [SignalRefusal::RootExpired.code(), UNKNOWN_GROUP_ROOT];
	for proof in [&late, &stays] {
		group.is_refused(proof, &old).await?;
	}
	let (stays, _) = group.prove(2, &second, "stays, by the new root").await?;
	group.signals(&stays).await?;
	assert_eq!(group.used(&second).await?, 3);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verifier_refuses_what_was_changed_and_damaged_files_are_named() -> Result<()> {
	let _turn = turn::node().await;
	let group = Group::found().await?;
	let topic = group.open("topic", "1h", "9").await?;
	let (proof, _) = group.prove(0, &topic, "proof").await?;

	// Every part of the proof counts. A flipped coordinate leaves its curve.
	for place in 0..8 {
		let copy = changed(&proof, &format!("point-{place}"), |json| {
			json["points"][place] = flipped(&json["points"][place]);
		});
		group.is_not_valid(&copy, "is not valid: ").await?;
	}
	let all = fs::read_to_string(&proof).expect("a proof");
	let all: Value = serde_json::from_str(&all).expect("JSON");
	let (other, _) = group.prove(1, &topic, "other").await?;
	let other_points: Value =
		serde_json::from_str(&fs::read_to_string(&other).expect("a proof")).expect("JSON");
	assert_eq!(semaphore_says(&group.network, &proof).await?, 0);
	let stolen = changed(&proof, "stolen", |json| json["points"] = other_points["points"].clone());
	assert_eq!(semaphore_says(&group.network, &stolen).await?, 1);
	for (copy, words) in [
		(stolen, "does not prove"),
		(changed(&proof, "alias", |json| json["nullifier"] = "7".into()), "does not prove"),
		(
			changed(&proof, "message", |json| json["message"] = flipped(&all["message"])),
			"does not prove",
		),
		(changed(&proof, "depth", |json| json["merkleTreeDepth"] = 16.into()), "does not prove"),
		(changed(&proof, "no-depth", |json| json["merkleTreeDepth"] = 33.into()), "depth 33"),
		(
			changed(&proof, "root", |json| {
				json["merkleTreeRoot"] = flipped(&all["merkleTreeRoot"])
			}),
			"still good",
		),
		(
			changed(&proof, "group", |json| json["group"] = 77.into()),
			"another chain, group or topic",
		),
		(
			changed(&proof, "scope", |json| json["scope"] = flipped(&all["scope"])),
			"another chain, group or topic",
		),
		(
			changed(&proof, "genesis", |json| {
				json["genesis"] = json!(format!("0x{}", "11".repeat(32)))
			}),
			"another chain",
		),
	] {
		group.is_not_valid(&copy, words).await?;
	}
	for copy in [
		changed(&proof, "points", |json| {
			json["points"].as_array_mut().expect("points").pop();
		}),
		changed(&proof, "text", |json| json["nullifier"] = "x".into()),
	] {
		is_refused_with(&group.member, &["verify", &copy], BAD_FILE, "cannot be used").await?;
	}
	// The chain refuses what a verifier refuses, and takes the rest.
	let bad = changed(&proof, "bad", |json| json["points"][7] = flipped(&all["points"][7]));
	group.is_refused(&bad, &[SignalRefusal::BadProof.code()]).await?;
	let bad = changed(&proof, "bad-alias", |json| json["nullifier"] = "7".into());
	group.is_refused(&bad, &[SignalRefusal::BadProof.code()]).await?;
	let large = format_number(&[0xff; 32]);
	let bad = changed(&proof, "large-alias", |json| json["nullifier"] = large.into());
	group.is_refused(&bad, &[SignalRefusal::NullifierNotReduced.code()]).await?;
	group.signals(&proof).await?;

	// As Semaphore's JavaScript writes it, without a word of ours.
	let plain = changed(&other, "plain", |json| {
		for ours in ["kind", "genesis", "group", "topic"] {
			json.as_object_mut().expect("an object").remove(ours);
		}
	});
	group.is_not_valid(&plain, "for which group").await?;
	let named = ["--group", &group.id, "--topic", &topic];
	let valid = group.member.json(&[&["verify", &plain][..], &named].concat()).await?;
	assert_eq!(valid["valid"], true);
	group.member.json(&[&["signal", "--proof", &plain][..], &named].concat()).await?;

	// A file of members serves without a connection, and is looked at.
	let file = path(&group.member, "members.json");
	group.member.json(&["group", "show", &group.id, "--out", &file]).await?;
	let out = path(&group.member, "offline.json");
	let prove = ["prove", "membership", "--identity-key", &group.identities[2], "--topic", &topic];
	let offline = async |members: &str, out: &str| {
		let by = ["--members", members, "--message", "offline", "--out", out];
		group.member.run(&[&prove[..], &by].concat()).await
	};
	assert!(offline(&file, &out).await?.status.success());
	assert_eq!(group.member.json(&["verify", &out]).await?["valid"], true);
	let again = edge_refusal(&offline(&file, &out).await?, UNWRITTEN);
	assert!(text("error", &again["error"])?.contains("exists already"), "{again}");
	let fewer = changed(&file, "fewer", |json| {
		json["members"].as_array_mut().expect("members").pop();
	});
	let said = edge_refusal(&offline(&fewer, &format!("{out}.2")).await?, BAD_FILE);
	assert!(text("error", &said["error"])?.contains("do not lead to its root"), "{said}");
	let identity = &group.identities[3];
	let damaged = fs::read_to_string(identity).expect("an identity").replace("commitment", "c");
	fs::write(identity, damaged).expect("a file");
	let said = edge_refusal(
		&group.member.run(&["identity", "show", "--identity-key", identity]).await?,
		6,
	);
	assert_eq!(said["kind"], "key", "{said}");
	a_group_is_closed_once_its_topics_are(&group).await
}

/// A topic that has ended is cleared by anybody, and a group without topics is closed by its owner.
async fn a_group_is_closed_once_its_topics_are(group: &Group) -> Result<()> {
	let made = group.owner.json(&["group", "create", "--suri", OWNER]).await?;
	let id = number(&made, "group").to_string();
	let owner = &group.owner;
	owner.json(&["group", "add", &id, "7", "8", "9", "--suri", OWNER]).await?;
	let short = ["topic", "open", &id, "--name", "short", "--for", "15s", "--most", "1"];
	let opened = owner.json(&[&short[..], &["--suri", "//Eve"]].concat()).await?;
	let topic = text("topic", &opened["topic"])?;
	let close = ["group", "close", &id, "--suri", OWNER];
	assert_eq!(owner.json(&close).await?["closed"], false);
	let more = owner.run(&["group", "add", &id, "10", "--suri", OWNER]).await?;
	assert_eq!(edge_refusal(&more, REFUSED)["kind"], "refused");
	let closed = wait::until("the end of the topic", STEP, async || {
		let finished = owner.run(&["topic", "close", &id, &topic, "--suri", OWNER]).await?;
		let line = finished.stdout.lines().last().unwrap_or_default();
		Ok(finished.status.success().then(|| serde_json::from_str::<Value>(line).expect("JSON")))
	})
	.await?;
	assert_ne!(closed["released"], "0", "{closed}");
	assert_ne!(closed["bounty"], "0", "{closed}");
	let closed = owner.json(&close).await?;
	assert_eq!(closed["closed"], true);
	assert_ne!(closed["released"], "0", "{closed}");
	let gone = owner.run(&["group", "show", &id]).await?;
	assert!(text("error", &edge_refusal(&gone, NOT_PROVEN)["error"])?.contains("no group"));
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn places_and_figures_are_proven_about_an_anchor_and_checked_by_a_light_client() -> Result<()>
{
	let _turn = turn::node().await;
	let network = network().await?;
	let spec = network.first().raw_spec().await?;
	let witness = Edge::new("witness", &spec, network.dir())?;
	let device = Edge::new("device", &spec, network.dir())?;
	let witness_address = address(&account(OWNER)?.public());
	let about = |label: &'static str| ["--account", &witness_address, "--label", label];

	// Readings: kept with a salt, anchored, proven.
	let list = device.path("readings.list");
	fs::write(&list, "21\n19\n24\n").expect("a list");
	let (list, kept) = (list.to_string_lossy(), path(&device, "readings.json"));
	let made = device.json(&["anchor", "readings", "--list", &list, "--out", &kept]).await?;
	let root = text("root", &made["root"])?;
	let figures = path(&device, "figures.json");
	let prove = ["prove", "statistics", "--readings", &kept, "--out", &figures];
	let proven = device.json(&[&prove[..], &about("readings")].concat()).await?;
	assert_eq!(proven["root"], root.as_str());
	is_not_valid(&device, &figures, "anchor that is not there").await?;
	device.json(&["anchor", "set", "readings", &root, "--suri", OWNER]).await?;
	// The key is for development, which a reader has to know; the key of another account is another key.
	is_not_valid(&device, &figures, "--development").await?;
	let other = format!("0x{}", "22".repeat(32));
	let by_other = changed(&figures, "key", |json| json["key"] = json!(other));
	is_not_valid(&device, &by_other, "name it by --key").await?;
	let named = ["verify", &by_other, "--key", &other, "--development"];
	is_refused_with(&device, &named, NOT_PROVEN, "is not valid: ").await?;
	let named = ["verify", &figures, "--key", &other, "--development"];
	is_refused_with(&device, &named, NOT_PROVEN, "and not by").await?;
	let valid = device.json(&["verify", &figures, "--development"]).await?;
	assert_eq!(
		(number(&valid, "count"), number(&valid, "sum"), number(&valid, "least")),
		(3, 64, 19),
		"{valid}"
	);
	assert_eq!((number(&valid, "greatest"), &valid["development"]), (24, &json!(true)));
	for (name, value) in [("count", 4), ("sum", 65), ("least", 20), ("greatest", 25)] {
		let copy = changed(&figures, name, |json| json[name] = value.into());
		is_not_valid(&device, &copy, "does not prove").await?;
	}
	let named = text("key", &valid["key"])?;
	let valid = device.json(&["verify", &figures, "--key", &named, "--development"]).await?;
	assert_eq!((&valid["valid"], &valid["keyOwner"]), (&json!(true), &Value::Null), "{valid}");
	let copy = changed(&figures, "label", |json| {
		json["label"] = json!(format!("0x{}", "11".repeat(32)));
	});
	is_not_valid(&device, &copy, "anchor that is not there").await?;
	device.json(&["anchor", "drop", "readings", "--suri", OWNER]).await?;
	is_not_valid(&device, &figures, "anchor that is not there").await?;

	// A witness saw three devices; one shows the region and the hour.
	let identity = path(&device, "identity.json");
	let made = device.json(&["identity", "new", "--out", &identity]).await?;
	let commitment = text("commitment", &made["commitment"])?;
	let list = witness.path("sightings.csv");
	let cell = "8a2a1072b59ffff";
	let lines = format!(
		"commitment,cell,minute\n77,{cell},29000001\n{commitment},{cell},2025-02-19T21:22:00Z\n78,{cell},29000003\n"
	);
	fs::write(&list, lines).expect("a list");
	let (list, folder) = (list.to_string_lossy(), path(&witness, "sightings"));
	let made = witness.json(&["anchor", "sightings", "--list", &list, "--out", &folder]).await?;
	let root = text("root", &made["root"])?;
	witness.json(&["anchor", "set", "seen", &root, "--suri", OWNER]).await?;
	let sighting = Path::new(&folder).join("1.json").to_string_lossy().into_owned();
	let place = path(&device, "place.json");
	let shown = async |region: &str, last: &str, out: &str| {
		let by = ["prove", "place", "--sighting", &sighting, "--identity-key", &identity];
		let terms = ["--region", region, "--first", "29000000", "--last", last];
		let scope = ["--scope", "door", "--asker", &witness_address];
		let word = ["--message", "challenge", "--out", out];
		device.run(&[&by[..], &terms, &scope, &word, &about("seen")].concat()).await
	};
	let region = "852a1073fffffff";
	let made = shown(region, "29000060", &place).await?;
	assert!(made.status.success(), "{}", made.stderr);
	is_not_valid(&device, &place, "--development").await?;
	let valid = device.json(&["verify", &place, "--development"]).await?;
	assert_eq!((&valid["valid"], &valid["region"]), (&json!(true), &json!(region)), "{valid}");
	for (name, value) in [
		("first", json!(29_000_001)),
		("last", json!(29_000_061)),
		("region", json!("world")),
		("alias", json!("7")),
	] {
		let copy = changed(&place, name, |json| json[name] = value);
		is_not_valid(&device, &copy, "does not prove").await?;
	}
	for (region, last) in [(region, "29000001"), ("85283473fffffff", "29000060")] {
		let refused = shown(region, last, &format!("{place}.none")).await?;
		assert_eq!(edge_refusal(&refused, NOT_PROVEN)["kind"], "proof");
	}
	Ok(())
}
