//! A running chain is upgraded from the runtime that was released before (`testing/fixtures`) to this one:
//! invariants hold afterwards, what devices earned before is paid, and they earn on.

use codec::{Decode, Encode};
use frame_support::traits::{StorageInfoTrait, STORAGE_VERSION_STORAGE_KEY_POSTFIX};
use jmt_e2e::{turn, STEP};
use jmt_edge::keys::DeviceKey;
use jmt_node_runner::{
	chain::text,
	transfer::{account, bytes, next_nonce, Calls, Pair},
	wait, ChainSpec, Edge, Error, Network, Node, Result,
};
use jmt_primitives::{
	devices::{signed as devices, DeviceId, DeviceRegistry},
	proof_of_time::{signed as proof_of_time, Draw},
	supply::TOTAL_SUPPLY,
	AccountId, Balance, Hash, Invariants, Moment,
};
use jmt_runtime::{Balances, Devices, OwnPallets, ProofOfTime, System};
use serde_json::{json, Value};
use sp_io::{hashing::twox_128, storage::next_key, TestExternalities};
use sp_runtime::DigestItem;
use std::{
	path::{Path, PathBuf},
	time::{Duration, SystemTime},
};

/// The runtime before this one, and the specification of its development chain, without the code.
const CODE_BEFORE: &str = "runtime-1.compact.compressed.wasm";
const SPEC_BEFORE: &str = "runtime-1.dev.json";

/// Its version.
const VERSION_BEFORE: u64 = 1;

/// How it takes answers: a general transaction of version 5, its extensions of version 0, and of those the era,
/// the nonce, the tip and the mode, which are all 0.
const GENERAL: [u8; 6] = [0x45, 0, 0, 0, 0, 0];

/// Where a specification has the runtime's code.
const CODE: &str = "/genesis/runtimeGenesis/code";

/// A development account with funds: the devices' owner.
const OWNER: &str = "//Bob";

/// How long a registration that a device signed can be used.
const REGISTRATION: Duration = Duration::from_secs(600);

/// A few rounds, and the day of draws before the first of them.
const ROUNDS: Duration = Duration::from_secs(180);

#[tokio::test(flavor = "multi_thread")]
async fn it_upgrades_a_chain_and_loses_nothing() -> Result<()> {
	let _turn = turn::node().await;
	let dir = tempfile::tempdir().expect("a temporary folder");
	let spec = spec_before(dir.path())?;
	let network = Network::builder().chain(&spec.to_string_lossy()).start().await?;
	network.wait_finalized(3, STEP).await?;
	let node = network.first();
	assert_eq!(spec_version(node).await?, VERSION_BEFORE);

	// One device answers, one is paused, one never answers.
	let raw = node.raw_spec().await?;
	let owner = Edge::new("owner", &raw, network.dir())?;
	let mut keys = Vec::new();
	for key_type in ["sr25519", "p256", "ed25519"] {
		keys.push(new_device(&owner, key_type).await?);
	}
	let before = Owner::of(node).await?;
	for (_, key) in &keys {
		before.register(key).await?;
	}
	let (file, device) = &keys[0];
	let (_, paused) = &keys[1];
	before.call("Devices", "pause", paused.id()).await?;
	let first = before.answer(device, 0).await?;
	let second = before.answer(device, first).await?;
	before.call("ProofOfTime", "claim", vec![device.id()]).await?;
	let third = before.answer(device, second).await?;
	before.answer(device, third).await?;
	let registered = standings(node, &keys).await?;
	let earned = finalized(node).await?.execute_with(|| ProofOfTime::pending(device.id()));
	assert!(earned > 0, "the device earned nothing");

	let members = members(node, "Council").await?;
	assert!(!members.is_empty(), "the council is empty");
	let old = node.finalized_hash().await?;
	upgrade(node).await?;
	let upgraded = node.best_number().await?;
	node.wait_finalized(upgraded + 2, STEP).await?;
	it_reads_both_runtimes(node, &old).await?;
	assert_invariants(node).await?;
	assert_eq!(standings(node, &keys).await?, registered);
	assert_eq!(self::members(node, "FoundationCouncil").await?, members);
	assert!(self::members(node, "Council").await?.is_empty(), "left behind");

	// Paid is what the device earned before, to the planck, and what its agent earns now.
	assert_eq!(claim(&owner, &device.id()).await?, earned);
	let mut agent =
		Edge::new("device", &raw, network.dir())?.start(&["mine", "--device-key", file])?;
	let answered = |after: u64| {
		move |line: &Value| {
			let round = line["round"].as_u64();
			line["event"] == "answered" && round.is_some_and(|round| round > after)
		}
	};
	let line = agent.wait_line("an answer after the upgrade", ROUNDS, answered(0)).await?;
	let round = line["round"].as_u64().expect("a round");
	agent.wait_line("another answer", ROUNDS, answered(round)).await?;
	assert!(claim(&owner, &device.id()).await? > 0, "the agent earned nothing");
	assert!(agent.process.terminate(STEP).await?.success());
	let after = Owner::of(node).await?;
	after.call("Devices", "resume", paused.id()).await?;
	after.call("Devices", "remove", device.id()).await?;
	assert_invariants(node).await
}

/// The development chain with the genesis and the code of the runtime before.
fn spec_before(dir: &Path) -> Result<PathBuf> {
	let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
	let read = |file: &str| {
		std::fs::read(fixtures.join(file)).map_err(Error::io(format!("read the fixture {file}")))
	};
	let mut spec: Value = serde_json::from_slice(&read(SPEC_BEFORE)?)
		.map_err(|error| Error::shape(SPEC_BEFORE, error))?;
	let code = format!("0x{}", hex::encode(read(CODE_BEFORE)?));
	spec["genesis"]["runtimeGenesis"]["code"] = code.into();
	ChainSpec(spec).write(&dir.join("before.json"))
}

/// Upgrades to this runtime by the sudo key, as an operator of a test network does.
async fn upgrade(node: &Node) -> Result<()> {
	let spec = ChainSpec::named("dev").await?.0;
	let code = spec.pointer(CODE).ok_or_else(|| Error::shape("chain specification", "no code"))?;
	let code = bytes(&text("the specification's code", code)?)?;
	let sudo = account("//Alice")?;
	let nonce = next_nonce(node, &sudo.public()).await?;
	let extrinsic = Calls::of(node).await?.upgrade(&sudo, nonce, &code)?;
	node.rpc("author_submitExtrinsic", json!([extrinsic])).await?;
	wait::until("the upgrade", STEP, async || {
		Ok((spec_version(node).await? > VERSION_BEFORE).then_some(()))
	})
	.await
}

/// `jmt_call` reads a block by the metadata of its own runtime: an old one in the old shape.
async fn it_reads_both_runtimes(node: &Node, old: &str) -> Result<()> {
	let new = node.finalized_hash().await?;
	for (at, version, listed) in [(old, VERSION_BEFORE, true), (&new, VERSION_BEFORE + 1, false)] {
		let supply = node.rpc("jmt_call", json!(["Emission.supply", [], at])).await?;
		assert_eq!(supply["pots"].is_array(), listed, "version {version}: {supply}");
		assert_eq!(supply["total"], json!(TOTAL_SUPPLY.to_string()), "{supply}");
		let count = node.rpc("jmt_call", json!(["DevicesApi_count", [], at])).await;
		assert_eq!(count.is_err(), listed, "version {version}: {count:?}");
	}
	Ok(())
}

/// The version of the runtime after the best block.
async fn spec_version(node: &Node) -> Result<u64> {
	let version = node.rpc("state_getRuntimeVersion", json!([])).await?;
	version["specVersion"].as_u64().ok_or_else(|| Error::shape("state_getRuntimeVersion", &version))
}

/// A new device's key, and its file.
async fn new_device(edge: &Edge, key_type: &str) -> Result<(String, DeviceKey)> {
	let file = edge.path(&format!("{key_type}.key"));
	let path = file.to_string_lossy().into_owned();
	edge.json(&["device", "new", "--type", key_type, "--out", &path]).await?;
	Ok((path, DeviceKey::read(&file).expect("the key that was just made")))
}

/// Claims what a device earned and returns what was paid, in planck.
async fn claim(owner: &Edge, device: &DeviceId) -> Result<Balance> {
	let claimed = owner.json(&["claim", "--suri", OWNER, &format!("{:#x}", device.0)]).await?;
	text("claimed amount", &claimed["amount"])?
		.parse()
		.map_err(|error| Error::shape("claimed amount", format!("{error}: {claimed}")))
}

/// An owner of devices who speaks to a node as the runtime expects that the node has when this is made.
struct Owner<'a> {
	node: &'a Node,
	calls: Calls,
	genesis: Hash,
}

impl<'a> Owner<'a> {
	async fn of(node: &'a Node) -> Result<Self> {
		let genesis = Hash::from_slice(&bytes(&node.genesis_hash().await?)?);
		Ok(Self { node, calls: Calls::of(node).await?, genesis })
	}

	/// Signs a call, sends it, and waits until a block has it.
	async fn call(&self, pallet: &str, call: &str, arguments: impl Encode) -> Result<()> {
		let pair = account(OWNER)?;
		let nonce = next_nonce(self.node, &pair.public()).await?;
		let call = (self.calls.index(pallet, call)?, arguments).encode();
		let extrinsic = self.calls.sign(&pair, nonce, call)?;
		self.node.rpc("author_submitExtrinsic", json!([extrinsic])).await?;
		self.included().await
	}

	/// Waits until a block has what was sent.
	async fn included(&self) -> Result<()> {
		wait::until("an empty pool", STEP, async || {
			let pending = self.node.rpc("author_pendingExtrinsics", json!([])).await?;
			Ok(pending.as_array().is_some_and(Vec::is_empty).then_some(()))
		})
		.await
	}

	async fn register(&self, key: &DeviceKey) -> Result<()> {
		let now = SystemTime::UNIX_EPOCH.elapsed().expect("a time after 1970");
		let expires = (now + REGISTRATION).as_millis() as Moment;
		let owner = account(OWNER)?.public().0.into();
		let signature = key.sign(&devices::registration(&self.genesis, &owner, expires));
		self.call("Devices", "register", (key.public(), expires, signature)).await
	}

	/// Answers the next draw after the round `last` in the way of the runtime before, and returns its round. A
	/// device that does not count yet waits.
	async fn answer(&self, key: &DeviceKey, last: u64) -> Result<u64> {
		let index = self.calls.index("ProofOfTime", "answer")?;
		let answered = wait::until(format!("an answer after round {last}"), ROUNDS, async || {
			let header = self.node.rpc("chain_getHeader", json!([])).await?;
			let Some(draw) = announced(&header).filter(|draw| draw.round > last) else {
				return Ok(None);
			};
			let device = key.id();
			let payload = proof_of_time::answer(&self.genesis, draw.round, &draw.hash, &device);
			let call = (index, draw.round, draw.hash, device, key.sign(&payload)).encode();
			let transaction =
				format!("0x{}", hex::encode([GENERAL.as_slice(), &call].concat().encode()));
			let sent = self.node.rpc("author_submitExtrinsic", json!([transaction])).await;
			Ok(sent.is_ok().then_some(draw.round))
		})
		.await?;
		self.included().await?;
		Ok(answered)
	}
}

/// The draw that a header announces.
fn announced(header: &Value) -> Option<Draw> {
	let logs = header.pointer("/digest/logs")?.as_array()?;
	logs.iter().find_map(|log| {
		let item = DigestItem::decode(&mut bytes(log.as_str()?).ok()?.as_slice()).ok()?;
		Draw::from_digest_item(&item)
	})
}

/// The members of the body whose pallet has this name.
async fn members(node: &Node, pallet: &str) -> Result<Vec<AccountId>> {
	let key = [twox_128(pallet.as_bytes()), twox_128(b"Members")].concat();
	Ok(finalized(node).await?.execute_with(|| {
		let stored =
			sp_io::storage::get(&key).unwrap_or_else(|| Vec::<AccountId>::new().encode().into());
		Vec::decode(&mut &stored[..]).expect("a list of accounts")
	}))
}

/// The state after what is the best block now, once it is final, to look at natively.
async fn finalized(node: &Node) -> Result<TestExternalities> {
	node.wait_finalized(node.best_number().await?, STEP).await?;
	let pairs = node.rpc("state_getPairs", json!(["0x", node.finalized_hash().await?])).await?;
	let pairs: Vec<(String, String)> =
		serde_json::from_value(pairs).map_err(|error| Error::shape("state_getPairs", error))?;
	let mut state = TestExternalities::new_empty();
	for (key, value) in pairs {
		state.insert(bytes(&key)?, bytes(&value)?);
	}
	state.commit_all().expect("the state commits");
	Ok(state)
}

/// Where each device stands in the registry, which has no others.
async fn standings(node: &Node, keys: &[(String, DeviceKey)]) -> Result<Vec<String>> {
	Ok(finalized(node).await?.execute_with(|| {
		assert_eq!(Devices::count() as usize, keys.len());
		keys.iter().map(|(_, key)| format!("{:?}", Devices::device(key.id()))).collect()
	}))
}

/// The invariants of every own pallet hold, each stored key is of an item that its pallet has, and the supply is
/// as it always was.
async fn assert_invariants(node: &Node) -> Result<()> {
	finalized(node).await?.execute_with(|| {
		let mut checked = 0;
		let items: Vec<_> =
			OwnPallets::storage_info().into_iter().map(|item| item.prefix).collect();
		OwnPallets::each(&mut |name, check| {
			check().unwrap_or_else(|error| panic!("{name}: {error:?}"));
			let pallet = twox_128(name.as_bytes());
			let version = [pallet, twox_128(STORAGE_VERSION_STORAGE_KEY_POSTFIX)].concat();
			let keys = std::iter::successors(next_key(&pallet), |key| next_key(key));
			for key in keys.take_while(|key| key.starts_with(&pallet)) {
				let known = key == version || items.iter().any(|item| key.starts_with(item));
				assert!(known, "{name}: left behind at 0x{}", hex::encode(&key));
			}
			checked += 1;
		});
		assert!(checked > 6, "{checked} pallets have invariants");
		assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
		assert!(System::block_number() > 0, "the state is empty");
	});
	Ok(())
}
