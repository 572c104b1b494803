//! A manifest of a million devices over a real node: one transaction, a thousand random leaves that join, and each
//! refusal with its code and nobody charged.

use codec::{Decode, Encode};
use jmt_e2e::{turn, STEP};
use jmt_edge::{
	keys::{format_address, DeviceKey},
	manifest::{build, public_bytes, Levels, Proven},
	pallets::{domains::prepaid_account, manifests::Activate},
};
use jmt_node_runner::{
	chain::{text, Connection},
	transfer::{account, bytes, extrinsics, Calls, Pair},
	wait, Edge, Error, Network, Node, Result,
};
use jmt_primitives::{
	authorized::{ActivationRefusal, Refusal, Share, UNKNOWN_MANIFEST},
	manifests::Leaf,
	merkle::Flags,
	AccountId, DevicePublic, Hash, KeyType, Moment,
};
use serde_json::{json, Value};
use sp_io::hashing::{blake2_128, twox_128, twox_64};
use std::{
	collections::{BTreeMap, BTreeSet},
	fs::File,
	io::{BufWriter, Write},
	path::{Path, PathBuf},
	time::{SystemTime, UNIX_EPOCH},
};

/// The maker, who has the domain and pays.
const MAKER: &str = "//Ferdie";

/// Owner of the devices, who pays nothing.
const OWNER: &str = "//Eve";

/// Devices of the large manifest.
const LEAVES: u32 = 1_000_000;

/// Those that join.
const CHOSEN: usize = 1_000;

/// Weight of a block for normal calls, in ps: three quarters of a second.
const NORMAL_PS: u64 = 750_000_000_000;

/// Time for which an activation is signed, in ms.
const LIFE: Moment = 600_000;

/// A list whose chosen devices have keys that can sign. The others' keys are numbers, which nobody can sign for.
struct List {
	path: PathBuf,
	chosen: BTreeMap<u32, DeviceKey>,
	/// Named for one leaf.
	owner: Option<(u32, AccountId)>,
}

impl List {
	fn write(
		path: PathBuf,
		leaves: u32,
		chosen: BTreeMap<u32, DeviceKey>,
		owner: Option<(u32, AccountId)>,
	) -> Self {
		let list = Self { path, chosen, owner };
		let file = File::create(&list.path).expect("a file");
		let mut out = BufWriter::new(file);
		writeln!(out, "type,key,owner,nullifier").expect("a line");
		for index in 0..leaves {
			let Leaf { key, owner, .. } = list.leaf(index);
			let scheme = format!("{:?}", key.key_type()).to_lowercase();
			let owner = owner.map_or_else(String::new, |owner| format_address(&owner));
			let key = hex::encode(public_bytes(&key));
			writeln!(out, "{scheme},0x{key},{owner},").expect("a line");
		}
		out.flush().expect("a list");
		list
	}

	fn leaf(&self, index: u32) -> Leaf {
		let nobody = || {
			let mut key = [0x5a; 32];
			key[..4].copy_from_slice(&index.to_le_bytes());
			DevicePublic::Ed25519(key)
		};
		let key = self.chosen.get(&index).map_or_else(nobody, DeviceKey::public);
		let owner = self.owner.clone().filter(|(named, _)| *named == index).map(|(_, owner)| owner);
		Leaf { index, key, owner, nullifier: None }
	}

	/// A chosen device with its proof.
	fn proven(&self, levels: &Levels, index: u32) -> Proven {
		let head = levels.header();
		Proven {
			genesis: head.genesis,
			domain: head.domain,
			root: head.root,
			leaves: head.leaves,
			leaf: self.leaf(index),
			proof: levels.proof(index).expect("a proof"),
		}
	}
}

/// So many different numbers below `below`, other ones in each run.
fn random(count: usize, below: u32) -> BTreeSet<u32> {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time after 1970").as_nanos();
	let mut state = now as u64;
	eprintln!("leaves are drawn from {state}");
	let mut drawn = BTreeSet::new();
	while drawn.len() < count {
		// SplitMix64.
		state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut word = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		drawn.insert((word ^ (word >> 31)) as u32 % below);
	}
	drawn
}

/// Mostly Ed25519, and some of every other scheme.
fn keys(indices: BTreeSet<u32>) -> BTreeMap<u32, DeviceKey> {
	let scheme = |place: usize| match place % 25 {
		0 => KeyType::P256,
		1 => KeyType::Sr25519,
		2 => KeyType::Secp256k1,
		_ => KeyType::Ed25519,
	};
	let key = |(place, index)| (index, DeviceKey::generate(scheme(place)).0);
	indices.into_iter().enumerate().map(key).collect()
}

/// A node that is given activations.
struct Relay<'a> {
	node: &'a Node,
	connection: Connection,
	genesis: Hash,
	index: [u8; 2],
	owner: AccountId,
}

impl<'a> Relay<'a> {
	async fn open(node: &'a Node) -> Result<Self> {
		let index = Calls::of(node).await?.index("Devices", "activate")?;
		Ok(Self {
			node,
			connection: Connection::open(&node.ws_url).await?,
			genesis: Hash::from_slice(&bytes(&node.genesis_hash().await?)?),
			index,
			owner: AccountId::new(account(OWNER)?.public().0),
		})
	}

	fn activate(
		&self,
		key: &DeviceKey,
		manifest: u32,
		proven: Proven,
		expires: Moment,
	) -> Activate {
		let owner = self.owner.clone();
		Activate::signed(key, &self.genesis, manifest, proven, owner, [0; 32], expires)
	}

	/// The whole extrinsic: bare, version 4.
	fn extrinsic(&self, call: &Activate) -> String {
		let body = [&[4u8][..], &self.index, &call.encode()].concat();
		format!("0x{}", hex::encode(body.encode()))
	}

	async fn submit(&self, call: &Activate) -> Result<Value> {
		self.connection.call("author_submitExtrinsic", json!([self.extrinsic(call)])).await
	}

	/// It is refused for good, with this reason.
	async fn refuses(&self, call: &Activate, reason: ActivationRefusal) {
		assert_eq!(self.refusal(call).await, (1010, reason.code()), "{reason:?}");
	}

	/// The number of the RPC's error, and the code.
	async fn refusal(&self, call: &Activate) -> (u32, u8) {
		let said = match self.submit(call).await {
			Ok(hash) => panic!("it was taken: {hash}"),
			Err(error) => error.to_string(),
		};
		let number = |behind: &str| {
			let (_, rest) = said.split_once(behind)?;
			let digits = rest.trim_start_matches(|character: char| !character.is_ascii_digit());
			let digits = digits.split(|character: char| !character.is_ascii_digit()).next()?;
			digits.parse::<u32>().ok()
		};
		let (kind, code) = (number("ServerError("), number("Custom"));
		let code = code.and_then(|code| u8::try_from(code).ok());
		(kind.unwrap_or_else(|| panic!("{said}")), code.unwrap_or_else(|| panic!("{said}")))
	}

	/// The value at a key in the best block's state.
	async fn stored(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
		let key = format!("0x{}", hex::encode(key));
		let value = self.connection.call("state_getStorage", json!([key])).await?;
		value.as_str().map(bytes).transpose()
	}

	/// The entry of an account: its nonce, what it has, what is held.
	async fn account(&self, account: &AccountId) -> Result<Vec<u8>> {
		let id: &[u8; 32] = account.as_ref();
		let key = [&twox_128(b"System")[..], &twox_128(b"Account"), &blake2_128(id), id].concat();
		let entry = self.stored(&key).await?;
		entry.ok_or_else(|| Error::shape("account", "nothing"))
	}

	/// Free and held planck of an account.
	async fn money(&self, account: &AccountId) -> Result<(u128, u128)> {
		let entry = self.account(account).await?;
		// Behind nonce, consumers, providers and sufficients.
		let money = <(u128, u128)>::decode(&mut &entry[16..]);
		money.map_err(|error| Error::shape("account", error))
	}

	async fn devices(&self) -> Result<usize> {
		let count = self.connection.call("state_call", json!(["DevicesApi_count", "0x"])).await?;
		let count = u32::decode(&mut &bytes(&text("count", &count)?)?[..]);
		Ok(count.map_err(|error| Error::shape("count", error))? as usize)
	}

	async fn now(&self) -> Result<Moment> {
		let key = [twox_128(b"Timestamp"), twox_128(b"Now")].concat();
		let now = self.stored(&key).await?.unwrap_or_default();
		Moment::decode(&mut &now[..]).map_err(|error| Error::shape("time", error))
	}

	/// How many leaves of a manifest are flagged.
	async fn flags(&self, manifest: u32) -> Result<u32> {
		let manifest = manifest.to_le_bytes();
		let prefix =
			[&twox_128(b"Devices")[..], &twox_128(b"Activated"), &twox_64(&manifest), &manifest];
		let prefix = format!("0x{}", hex::encode(prefix.concat()));
		let (mut after, mut flags) = (Value::Null, 0);
		loop {
			let page = json!([prefix, 500, after]);
			let keys = self.connection.call("state_getKeysPaged", page).await?;
			let Some(last) = keys.as_array().and_then(|keys| keys.last()) else { return Ok(flags) };
			let found = self.connection.call("state_queryStorageAt", json!([keys])).await?;
			let changes = found[0]["changes"].as_array().cloned().unwrap_or_default();
			assert_eq!(Some(changes.len()), keys.as_array().map(Vec::len));
			for change in changes {
				let value = bytes(&text("flags", &change[1])?)?;
				let chunk = Flags::decode(&mut &value[..]);
				flags += chunk.map_err(|error| Error::shape("flags", error))?.count();
			}
			after = last.clone();
		}
	}

	/// How many of the dearest calls fit into a block's share.
	async fn at_once(&self, dearest: &Activate) -> Result<usize> {
		let asked = json!([self.extrinsic(dearest)]);
		let info = self.node.rpc("payment_queryInfo", asked).await?;
		let time = info["weight"]["ref_time"].as_u64();
		let time = time.ok_or_else(|| Error::shape("payment_queryInfo", &info))?;
		let share = Share::Activations.weight() * NORMAL_PS;
		Ok(usize::try_from(share / time.max(1)).expect("few").max(1))
	}
}

/// Publishes a level file and returns the manifest's number, and what the agent told.
async fn publish(maker: &Edge, levels: &Path, valid: &str) -> Result<(u32, Value)> {
	let levels = levels.to_string_lossy();
	let command = ["manifest", "publish", "--levels", &levels, "--valid", valid, "--suri", MAKER];
	let told = maker.json(&command).await?;
	let number = told["manifest"].as_u64().and_then(|number| u32::try_from(number).ok());
	Ok((number.ok_or_else(|| Error::shape("manifest", &told))?, told))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_million_devices_are_one_transaction_and_a_thousand_random_ones_join() -> Result<()> {
	let _turn = turn::node().await;
	let network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(2, STEP).await?;
	let node = network.first();
	let spec = node.raw_spec().await?;
	let maker = Edge::new("maker", &spec, network.dir())?;
	let relay = Relay::open(node).await?;

	let made = maker.json(&["domain", "create", "--suri", MAKER]).await?;
	let domain = made["domain"].as_u64().and_then(|domain| u32::try_from(domain).ok());
	let domain = domain.ok_or_else(|| Error::shape("domain", &made))?;
	let id = domain.to_string();
	maker.json(&["domain", "fund", &id, "2000", "--suri", MAKER]).await?;
	let prepaid = prepaid_account(domain);

	// A million devices in one transaction.
	let list =
		List::write(maker.path("million.csv"), LEAVES, keys(random(CHOSEN + 10, LEAVES)), None);
	let (listed, levels) = (list.path.to_string_lossy(), maker.path("million.levels"));
	let out = levels.to_string_lossy();
	let built = ["manifest", "build", "--list", &listed, "--domain", &id, "--out", &out];
	assert_eq!(maker.json(&built).await?["leaves"], LEAVES);
	let (manifest, told) = publish(&maker, &levels, "1d").await?;
	let block = node.rpc("chain_getBlock", json!([told["block"]["hash"]])).await?;
	assert_eq!(extrinsics(&block), 2, "the time, and one transaction: {block}");
	let shown = maker.json(&["manifest", "show", &manifest.to_string()]).await?;
	assert_eq!(shown["leaves"], LEAVES);
	let levels = Levels::open(&levels).expect("a level file");

	// A thousand of them join, each block's share at a time.
	let expires = relay.now().await? + LIFE;
	let mut chosen = list.chosen.iter();
	let joining = chosen
		.by_ref()
		.take(CHOSEN)
		.map(|(index, key)| relay.activate(key, manifest, list.proven(&levels, *index), expires));
	let joining = joining.collect::<Vec<_>>();
	let dearest = joining.iter().find(|call| call.leaf.key.key_type() == KeyType::P256);
	let dearest = relay.at_once(dearest.expect("one of each scheme")).await?;
	let usual = joining.iter().find(|call| call.leaf.key.key_type() == KeyType::Ed25519);
	let usual = relay.at_once(usual.expect("one of each scheme")).await?;
	// One in 25 is as dear as P-256.
	let at_once = (25 * usual * dearest / (24 * dearest + usual)).max(1);
	eprintln!("a block's share takes {usual} by Ed25519, {dearest} by P-256, {at_once} mixed");
	let (before, devices) = (relay.money(&prepaid).await?, relay.devices().await?);
	let owner_before = relay.account(&relay.owner).await?;
	let mut joined = devices;
	for batch in joining.chunks(at_once) {
		for call in batch {
			relay.submit(call).await?;
		}
		joined += batch.len();
		let what = format!("{joined} devices");
		wait::until(what, STEP, async || Ok((relay.devices().await? >= joined).then_some(())))
			.await?;
	}
	assert_eq!(relay.devices().await?, devices + CHOSEN);
	assert_eq!(relay.flags(manifest).await?, CHOSEN as u32);
	let after = relay.money(&prepaid).await?;
	let (deposits, paid) = (after.1 - before.1, before.0 - after.0);
	assert_eq!(deposits % CHOSEN as u128, 0, "each has the same deposit");
	assert!(deposits > 0 && paid > deposits, "{before:?} {after:?}");
	assert_eq!(relay.account(&relay.owner).await?, owner_before, "the owner pays nothing");

	// One leaves: its leaf is used for ever.
	let (gone_index, gone) = list.chosen.iter().next().expect("one");
	let gone_id = format!("{:?}", gone.id().0);
	maker.json(&["device", "remove", &gone_id, "--suri", OWNER]).await?;
	assert_eq!(relay.devices().await?, devices + CHOSEN - 1);

	// A small manifest beside it: of one that has joined, one whose owner is named, and one that is free.
	let (small_levels, elsewhere) = (maker.path("small.levels"), maker.path("elsewhere.levels"));
	let (taken_index, taken) = list.chosen.iter().nth(1).expect("two");
	let small_keys = [taken.clone(), key(), key()];
	let other_owner = AccountId::new(account(MAKER)?.public().0);
	let small = List::write(
		maker.path("small.csv"),
		64,
		(0..).zip(small_keys).collect(),
		Some((1, other_owner)),
	);
	build(&small.path, &small_levels, relay.genesis, domain).expect("a level file");
	build(&small.path, &elsewhere, Hash::repeat_byte(9), domain).expect("a level file");
	let (soon_over, _) = publish(&maker, &small_levels, "20s").await?;
	let (second, _) = publish(&maker, &small_levels, "1d").await?;
	let (small_levels, elsewhere) =
		(Levels::open(&small_levels).expect("levels"), Levels::open(&elsewhere).expect("levels"));

	// Each reason has its code, and nobody is charged.
	let money = relay.money(&prepaid).await?;
	let owner_before = relay.account(&relay.owner).await?;
	let now = relay.now().await?;
	let mut life = now + LIFE;
	// Every copy has other bytes: the pool keeps out for a while what it refused.
	let mut next = || {
		life += 1;
		life
	};
	let by_ed25519 = |(_, key): &(&u32, &DeviceKey)| key.key_type() == KeyType::Ed25519;
	let (free_index, free) = chosen.find(by_ed25519).expect("more than join");
	let (other_index, _) = chosen.next().expect("more than join");
	let good = || list.proven(&levels, *free_index);
	let good_by = |expires| relay.activate(free, manifest, good(), expires);
	{
		use ActivationRefusal as Why;
		let again = relay.activate(taken, manifest, list.proven(&levels, *taken_index), next());
		relay.refuses(&again, Why::AlreadyActivated).await;
		let removed = relay.activate(gone, manifest, list.proven(&levels, *gone_index), next());
		relay.refuses(&removed, Why::AlreadyActivated).await;
		let foreign = Proven { proof: list.proven(&levels, *other_index).proof, ..good() };
		relay.refuses(&relay.activate(free, manifest, foreign, next()), Why::NotInManifest).await;
		let leaf = Leaf { index: *other_index, ..good().leaf };
		let moved = Proven { leaf, proof: list.proven(&levels, *other_index).proof, ..good() };
		relay.refuses(&relay.activate(free, manifest, moved, next()), Why::NotInManifest).await;
		let leaf = Leaf { nullifier: Some(Hash::repeat_byte(1)), ..good().leaf };
		let changed = Proven { leaf, ..good() };
		relay.refuses(&relay.activate(free, manifest, changed, next()), Why::NotInManifest).await;
		let stranger = key();
		let leaf = Leaf { key: stranger.public(), ..good().leaf };
		let unlisted = Proven { leaf, ..good() };
		relay
			.refuses(&relay.activate(&stranger, manifest, unlisted, next()), Why::NotInManifest)
			.await;
		let mut short = good();
		short.proof.pop();
		relay.refuses(&relay.activate(free, manifest, short, next()), Why::WrongProofLength).await;
		let outside = Proven { leaf: Leaf { index: LEAVES, ..good().leaf }, ..good() };
		relay.refuses(&relay.activate(free, manifest, outside, next()), Why::IndexOutOfRange).await;
		// Another chain's word, and another chain's tree.
		let genesis = Hash::repeat_byte(9);
		let owner = relay.owner.clone();
		let call = Activate::signed(free, &genesis, manifest, good(), owner, [0; 32], next());
		relay.refuses(&call, Why::BadSignature).await;
		let third = &small.chosen[&2];
		let call = relay.activate(third, second, small.proven(&elsewhere, 2), next());
		relay.refuses(&call, Why::NotInManifest).await;
		// Somebody else's word, one of another scheme, and one for another owner that a stranger put another into.
		relay.refuses(&relay.activate(&key(), manifest, good(), next()), Why::BadSignature).await;
		let (other_scheme, _) = DeviceKey::generate(KeyType::P256);
		let call = relay.activate(&other_scheme, manifest, good(), next());
		relay.refuses(&call, Why::WrongKeyType).await;
		let stolen = Activate { owner: AccountId::new([7; 32]), ..good_by(next()) };
		relay.refuses(&stolen, Why::BadSignature).await;
		// Owners and keys.
		let call =
			relay.activate(&small.chosen[&1], second, small.proven(&small_levels, 1), next());
		relay.refuses(&call, Why::WrongOwner).await;
		let call = relay.activate(taken, second, small.proven(&small_levels, 0), next());
		relay.refuses(&call, Why::KeyTaken).await;
		// Times.
		relay.refuses(&good_by(now - 1), Why::Expired).await;
		relay.refuses(&good_by(now + 2 * 86_400_000), Why::ExpiresTooFar).await;
		wait::until("the end of the small manifest", STEP, async || {
			let call = relay.activate(&key(), soon_over, small.proven(&small_levels, 2), next());
			let (kind, code) = relay.refusal(&call).await;
			assert_eq!(kind, 1010);
			Ok((code == Why::ManifestExpired.code()).then_some(()))
		})
		.await?;
		let call = relay.activate(free, second + 100, good(), next());
		assert_eq!(relay.refusal(&call).await, (1011, UNKNOWN_MANIFEST));
		// States.
		let sets = async |verb: &str| {
			let manifest = manifest.to_string();
			maker.json(&["manifest", verb, &manifest, "--suri", MAKER]).await
		};
		sets("freeze").await?;
		relay.refuses(&good_by(next()), Why::ManifestFrozen).await;
		sets("open").await?;
		assert_eq!(relay.money(&prepaid).await?, money, "nobody is charged");
		assert_eq!(relay.account(&relay.owner).await?, owner_before);
		assert_eq!(relay.devices().await?, devices + CHOSEN - 1);
		relay.submit(&good_by(next())).await?;
		wait::until("the one that was refused so often", STEP, async || {
			Ok((relay.devices().await? == devices + CHOSEN).then_some(()))
		})
		.await?;
		let money = relay.money(&prepaid).await?;
		sets("revoke").await?;
		let (late_index, late) = chosen.next().expect("more than join");
		let call = relay.activate(late, manifest, list.proven(&levels, *late_index), next());
		relay.refuses(&call, Why::ManifestRevoked).await;
		assert_eq!(relay.money(&prepaid).await?, money);
	}
	Ok(())
}

fn key() -> DeviceKey {
	DeviceKey::generate(KeyType::Ed25519).0
}
