//! Kills a validator again and again at random moments under load, and looks for what it signed twice.
//!
//! There are three validators: by GRANDPA's rule none of them can be spared, so that the others wait for the votes
//! of the one that is gone, in the round in which it was killed. Once more validators are there, they go on to
//! another round and a second vote meets nobody who remembers the first.

use crate::{
	chain::{text, Connection},
	transfer::{account, bytes, next_nonce, Calls, Pair},
	wait, Error, Network, Node, Result,
};
use codec::Decode;
use serde_json::{json, Value};
use sp_core::H256;
use sp_crypto_hashing::twox_128;
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError},
	time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::task::JoinHandle;

/// As few as make each vote needed.
const VALIDATORS: usize = 3;

/// The one that is killed; the others watch it.
const VICTIM: usize = 2;

/// How long any step may take.
const LIMIT: Duration = Duration::from_secs(120);

/// A moment is drawn from as many milliseconds: more than a slot, and many rounds of voting.
const LONGEST_RUN_MS: u64 = 2_500;

/// Transfers at once, and the pause after them.
const TRANSFERS: u32 = 10;
const PAUSE: Duration = Duration::from_millis(200);

/// Planck that a transfer moves: enough for an account that is new.
const AMOUNT: u128 = jmt_primitives::JMT;

/// The log's words for a vote or a block that contradicts another.
const CONTRADICTIONS: [&str; 2] =
	["equivocation in the finality worker", "is equivocating at slot"];

/// Pallet and storage of what was reported.
const REPORTS: [&str; 2] = ["Offences", "Reports"];

/// How the validator is killed.
#[derive(Clone, Copy, Debug)]
pub struct Kills {
	/// How often.
	pub count: u32,
	/// Puts the database back to where it was at the kill before, as a machine does that loses its power: the
	/// database asks the disk to keep its log once it is long.
	pub forget: bool,
	/// Draws the moments.
	pub seed: u64,
}

/// The result.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
	/// How often it was killed and came back.
	pub kills: u32,
	/// The lines of the other validators' logs about a second vote or block.
	pub contradictions: Vec<String>,
	/// Offences that the chain knows of.
	pub offences: usize,
	/// Justifications that were read.
	pub justifications: usize,
	/// Those that hold two different votes of one validator.
	pub double_votes: usize,
	/// The finalized block at the end, above that of the beginning.
	pub finalized: u32,
}

impl Kills {
	/// Kills at moments that differ from run to run.
	pub fn now(count: u32) -> Self {
		let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
		Self { count, forget: false, seed: since.subsec_nanos().into() }
	}

	/// The same with a database that forgets.
	pub fn forgetting(self) -> Self {
		Self { forget: true, ..self }
	}

	/// Starts the network, kills, and looks.
	pub async fn run(mut self, mut progress: impl FnMut(&Outcome)) -> Result<Outcome> {
		let mut network = Network::builder().validators(VALIDATORS).start().await?;
		finality_goes_on(&mut network).await?;
		let begun = network.first().finalized_number().await?;
		let load =
			Task(tokio::spawn(load(Calls::of(network.first()).await?, network.first()).await?));
		let read = Arc::new(Mutex::new(Read::default()));
		let reader = Task(tokio::spawn(read_justifications(network.first(), read.clone()).await?));
		let old = network.dir().join("old");
		let mut outcome = Outcome::default();
		for kill in 1..=self.count {
			let victim = &mut network.nodes[VICTIM];
			if self.forget {
				victim.kill();
				copy(&database(victim)?, &old)?;
				victim.restart().await?;
				// It votes again, so that there is something to forget.
				finality_goes_on(&mut network).await?;
			}
			tokio::time::sleep(self.moment()).await;
			let victim = &mut network.nodes[VICTIM];
			victim.kill();
			if self.forget {
				let database = database(victim)?;
				remove(&database)?;
				copy(&old, &database)?;
				remove(&old)?;
			}
			victim.restart().await?;
			finality_goes_on(&mut network).await?;
			outcome.kills = kill;
			outcome.look(&network, &read).await?;
			progress(&outcome);
		}
		// A report of what was seen last is in a block by then.
		finality_goes_on(&mut network).await?;
		outcome.look(&network, &read).await?;
		outcome.finalized = network.first().finalized_number().await?.saturating_sub(begun);
		drop((load, reader));
		Ok(outcome)
	}

	/// How long it runs until it is killed.
	fn moment(&mut self) -> Duration {
		// Knuth's linear congruential generator, whose upper bits are good.
		self.seed = self
			.seed
			.wrapping_mul(6_364_136_223_846_793_005)
			.wrapping_add(1_442_695_040_888_963_407);
		Duration::from_millis((self.seed >> 33) % LONGEST_RUN_MS)
	}
}

impl Outcome {
	/// Whether nothing was signed twice.
	pub fn is_clean(&self) -> bool {
		self.contradictions.is_empty() && self.offences == 0 && self.double_votes == 0
	}

	/// Looks at the logs of the others, which were not started again, at the chain, and at what was read.
	async fn look(&mut self, network: &Network, read: &Mutex<Read>) -> Result<()> {
		let others = &network.nodes[..VICTIM];
		self.contradictions = others.iter().flat_map(|node| contradictions(&node.log())).collect();
		self.offences = offences(network.first()).await?;
		let read = read.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(failure) = &read.failure {
			return Err(Error::shape("justification", failure));
		}
		self.justifications = read.justifications;
		self.double_votes = read.double_votes;
		Ok(())
	}
}

/// A task that ends with its owner.
struct Task<T>(JoinHandle<T>);

impl<T> Drop for Task<T> {
	fn drop(&mut self) {
		self.0.abort();
	}
}

/// Waits until all have finalized a block that is not made yet, and starts the victim again where it ends by
/// itself, as a supervisor does. Without the victim's votes nothing is finalized.
async fn finality_goes_on(network: &mut Network) -> Result<()> {
	let next = network.first().best_number().await? + 1;
	let Some((victim, others)) = network.nodes.split_last_mut() else { return Ok(()) };
	wait::until(format!("finality of block {next}"), LIMIT, async || {
		if victim.expect_running().is_err() {
			victim.restart().await?;
		}
		for node in others.iter().chain([&*victim]) {
			// One that ends just now does not answer.
			if node.finalized_number().await.is_ok_and(|number| number >= next) {
				continue;
			}
			return Ok(None);
		}
		Ok(Some(()))
	})
	.await
}

/// Transfers to new accounts for ever; those that a full pool refuses are made again.
async fn load(calls: Calls, node: &Node) -> Result<impl std::future::Future<Output = Result<()>>> {
	let alice = account("//Alice")?;
	let mut nonce = next_nonce(node, &alice.public()).await?;
	let connection = Connection::open(&node.ws_url).await?;
	Ok(async move {
		loop {
			for _ in 0..TRANSFERS {
				let to = account(&format!("//load//{nonce}"))?.public();
				let extrinsic = calls.transfer(&alice, nonce, &to, AMOUNT)?;
				if connection.call("author_submitExtrinsic", json!([extrinsic])).await.is_ok() {
					nonce += 1;
				}
			}
			tokio::time::sleep(PAUSE).await;
		}
	})
}

/// The justifications so far.
#[derive(Default)]
struct Read {
	justifications: usize,
	double_votes: usize,
	failure: Option<String>,
}

/// Reads every justification that a node makes or gets.
async fn read_justifications(
	node: &Node,
	read: Arc<Mutex<Read>>,
) -> Result<impl std::future::Future<Output = ()>> {
	let connection = Connection::open(&node.ws_url).await?;
	let mut all = connection
		.subscribe(
			"grandpa_subscribeJustifications",
			json!([]),
			"grandpa_unsubscribeJustifications",
		)
		.await?;
	Ok(async move {
		// The subscription ends with its connection.
		let _connection = connection;
		while let Some(next) = all.next().await {
			let voted_twice = match next {
				Ok(justification) => voted_twice(&justification),
				Err(error) => Err(Error::shape("justification", error)),
			};
			let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
			read.justifications += 1;
			match voted_twice {
				Ok(voted_twice) => read.double_votes += usize::from(voted_twice),
				Err(error) => read.failure = Some(error.to_string()),
			}
		}
	})
}

/// Block, number, signature and key.
type Precommit = (H256, u32, [u8; 64], [u8; 32]);

/// Round, block, its number, the votes, and headers between them as they come.
type Justification = (u64, H256, u32, Vec<Precommit>);

/// Whether a justification holds two different votes of one validator.
fn voted_twice(justification: &Value) -> Result<bool> {
	let bytes = bytes(&text("justification", justification)?)?;
	let (_, _, _, precommits) = Justification::decode(&mut bytes.as_slice())
		.map_err(|error| Error::shape("justification", error))?;
	let mut votes = BTreeMap::new();
	Ok(precommits
		.iter()
		.any(|(hash, _, _, key)| votes.insert(*key, *hash).is_some_and(|before| before != *hash)))
}

/// The lines of a log that tell of a second vote or block.
fn contradictions(log: &str) -> Vec<String> {
	let tells = |line: &&str| CONTRADICTIONS.iter().any(|words| line.contains(words));
	log.lines().filter(tells).map(Into::into).collect()
}

/// How many offences the chain knows of.
async fn offences(node: &Node) -> Result<usize> {
	let prefix = REPORTS.map(|name| hex::encode(twox_128(name.as_bytes()))).concat();
	let keys = node.rpc("state_getKeysPaged", json!([format!("0x{prefix}"), 1_000])).await?;
	keys.as_array().map(Vec::len).ok_or_else(|| Error::shape("state_getKeysPaged", &keys))
}

/// The folder of a node's database.
fn database(node: &Node) -> Result<PathBuf> {
	let chains = node.base_path().join("chains");
	let mut databases = std::fs::read_dir(&chains)
		.map_err(Error::io("read the folder of the chains"))?
		.filter_map(|chain| Some(chain.ok()?.path().join("paritydb")))
		.filter(|path| path.is_dir());
	match (databases.next(), databases.next()) {
		(Some(database), None) => Ok(database),
		_ => Err(Error::shape(chains.display().to_string(), "not one database")),
	}
}

fn copy(from: &Path, to: &Path) -> Result<()> {
	let copied = || -> std::io::Result<()> {
		std::fs::create_dir_all(to)?;
		let mut folders = vec![(from.to_path_buf(), to.to_path_buf())];
		while let Some((from, to)) = folders.pop() {
			for entry in std::fs::read_dir(from)? {
				let entry = entry?;
				let target = to.join(entry.file_name());
				match entry.file_type()?.is_dir() {
					true => {
						std::fs::create_dir_all(&target)?;
						folders.push((entry.path(), target));
					},
					false => drop(std::fs::copy(entry.path(), &target)?),
				}
			}
		}
		Ok(())
	};
	copied().map_err(Error::io(format!("copy {}", from.display())))
}

fn remove(folder: &Path) -> Result<()> {
	std::fs::remove_dir_all(folder).map_err(Error::io(format!("remove {}", folder.display())))
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;

	fn justification(votes: &[(u8, u8)]) -> Value {
		let precommit = |(key, block): &(u8, u8)| -> Precommit {
			(H256::repeat_byte(*block), 7, [0; 64], [*key; 32])
		};
		let precommits: Vec<_> = votes.iter().map(precommit).collect();
		// No headers.
		let bytes = (3u64, H256::zero(), 7u32, precommits, 0u8).encode();
		json!(format!("0x{}", hex::encode(bytes)))
	}

	#[test]
	fn it_finds_the_second_vote_in_a_justification() {
		for (votes, twice) in [
			(&[(1, 1), (2, 1), (3, 1)][..], false),
			(&[(1, 1), (2, 2), (3, 1)], false),
			(&[(1, 1), (2, 1), (1, 1)], false),
			(&[(1, 1), (2, 1), (1, 2)], true),
		] {
			assert_eq!(voted_twice(&justification(votes)).expect("bytes"), twice, "{votes:?}");
		}
		assert!(voted_twice(&json!("0x00")).is_err());
	}

	#[test]
	fn it_finds_the_words_of_the_voter_and_of_the_block_import() {
		let log = "fine\nDetected prevote equivocation in the finality worker: x\nfine\n\
			Slot author 5F is equivocating at slot 7 with headers 0x and 0x\n";
		assert_eq!(contradictions(log).len(), 2);
		assert!(contradictions("Detected nothing").is_empty());
	}

	#[test]
	fn the_moments_of_a_seed_are_the_same_and_spread() {
		let moments = || {
			let mut kills = Kills { count: 1, forget: false, seed: 7 };
			(0..100).map(|_| kills.moment()).collect::<Vec<_>>()
		};
		assert_eq!(moments(), moments());
		let half = Duration::from_millis(LONGEST_RUN_MS / 2);
		let early = moments().iter().filter(|moment| **moment < half).count();
		assert!((25..75).contains(&early), "{early}");
	}
}
