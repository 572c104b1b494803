//! A light client executes the check of a proof itself. On no bytes does it panic, trap or lose its peer.

use futures::{stream, StreamExt};
use jmt_e2e::{turn, STEP};
use jmt_edge::{
	chain::{At, Chain, ChainOptions},
	pallets::zk_verifier,
	proofs::MembershipFile,
};
use jmt_node_runner::{Error, Network, Result};
use jmt_primitives::{
	proofs::{
		scope::circuit_inputs, KeyId, MembershipKeys, ProofBytes, Refused, Scalar, Semaphore,
	},
	Hash,
};
use std::{
	collections::BTreeMap,
	time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Inputs that are tried at most.
const INPUTS: usize = 10_000;

/// The time for them, unless the variable of [`ALL`] is set: two busy cores answer some thirty a second.
const LIMIT: Duration = Duration::from_secs(50);

/// Set in the environment, it lets the test take the time for all inputs.
const ALL: &str = "JMT_ALL_INPUTS";

/// The least that a busy machine does in this time.
const LEAST: usize = 300;

/// Calls under way at the same time.
const AT_ONCE: usize = 8;

/// A proof of Semaphore's JavaScript, by its circuit of depth 20.
const VECTOR: &str = include_str!("../../fixtures/zk/semaphore-20-proof.json");

/// The chain's word on a proof, if the light client could ask.
type Answered = std::result::Result<std::result::Result<(), Refused>, jmt_edge::Error>;

/// A question to the chain.
#[derive(Clone, Debug)]
struct Question {
	key: KeyId,
	proof: ProofBytes,
	inputs: Vec<Scalar>,
}

impl Question {
	/// One that is answered with yes.
	fn good() -> Self {
		let mut json: serde_json::Value = serde_json::from_str(VECTOR).expect("JSON");
		json.as_object_mut().expect("an object").remove("inputs");
		let file: MembershipFile = serde_json::from_value(json).expect("a proof");
		let proof = file.proof();
		let (message, scope) = (Hash::from(file.message), Hash::from(file.scope));
		Self {
			key: Semaphore::key(20).expect("a key"),
			proof: proof.proof,
			inputs: circuit_inputs(proof.root, proof.nullifier, &message, &scope).to_vec(),
		}
	}

	/// Another one.
	fn mutated(mut self, random: &mut Random) -> Self {
		match random.below(10) {
			// A flipped bit of the proof.
			0..=2 => self.proof.0[random.below(256)] ^= 1 << random.below(8),
			// Bytes of nothing.
			3 => self.proof.0 = std::array::from_fn(|_| random.byte()),
			// Coordinates, or whole points, that are zero, full, or change places.
			4 => {
				let place = 32 * random.below(8);
				self.proof.0[place..place + 32].fill([0, 0xff][random.below(2)]);
			},
			5 => {
				let (one, other) = (random.below(8), random.below(8));
				for byte in 0..32 {
					self.proof.0.swap(32 * one + byte, 32 * other + byte);
				}
			},
			6 => self.proof.0.fill([0, 0xff, random.byte()][random.below(3)]),
			// Inputs that are others, not reduced, fewer or more.
			7 => {
				let place = random.below(self.inputs.len());
				self.inputs[place] = match random.below(3) {
					0 => Scalar([0xff; 32]),
					1 => Scalar::from(random.next()),
					_ => Scalar(std::array::from_fn(|_| random.byte())),
				};
			},
			8 => {
				let count = random.below(70);
				self.inputs.resize(count, Scalar::from(7));
			},
			// Another key, or one that nobody has.
			_ => {
				self.key = match random.below(2) {
					0 => Semaphore::key([10, 16, 24][random.below(3)]).expect("a key"),
					_ => Hash::from(std::array::from_fn::<u8, 32, _>(|_| random.byte())),
				};
			},
		}
		self
	}

	async fn ask(self, at: &At) -> Answered {
		let Self { key, proof, inputs } = self;
		zk_verifier::verify(at, key, proof, inputs).await
	}
}

/// SplitMix64, other numbers in each run.
struct Random(u64);

impl Random {
	fn new() -> Self {
		let now =
			SystemTime::now().duration_since(UNIX_EPOCH).expect("a time after 1970").as_nanos();
		eprintln!("inputs are drawn from {}", now as u64);
		Self(now as u64)
	}

	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut word = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		word ^ (word >> 31)
	}

	fn byte(&mut self) -> u8 {
		self.next() as u8
	}

	fn below(&mut self, bound: usize) -> usize {
		(self.next() % bound as u64) as usize
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_light_client_answers_random_and_mutated_proofs_without_a_panic() -> Result<()> {
	let _turn = turn::node().await;
	let mut network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(2, STEP).await?;
	let spec = network.first().raw_spec().await?;
	let dir = network.dir().join("light");
	std::fs::create_dir_all(&dir).map_err(Error::io("folder of a light client"))?;
	let options = ChainOptions {
		spec: spec.write(&dir.join("spec.json"))?,
		boot_nodes: Vec::new(),
		data_dir: dir,
		genesis: None,
		timeout: STEP,
		forget: false,
	};
	let failed = |error: jmt_edge::Error| Error::shape("the light client", error.one_line());
	let chain = Chain::join(&options, |_| {}).await.map_err(failed)?;
	let at = chain.finalized().await.map_err(failed)?;

	// The good one is good, so that refusals below are refusals of what was changed.
	let good = Question::good();
	assert_eq!(good.clone().ask(&at).await.map_err(failed)?, Ok(()));
	let mut other = good.clone();
	other.inputs[2] = Scalar::from(7);
	assert_eq!(other.ask(&at).await.map_err(failed)?, Err(Refused::NotProven));

	let (mut random, begun) = (Random::new(), Instant::now());
	let questions = std::iter::from_fn(|| Some(good.clone().mutated(&mut random)));
	let limit = if std::env::var_os(ALL).is_some() { Duration::MAX } else { LIMIT };
	let in_time = questions.take(INPUTS).take_while(|_| begun.elapsed() < limit);
	let (at, chain) = (&at, &chain);
	let answers = stream::iter(in_time)
		.map(async |question| {
			// A block that the light client let go of is read at a newer one.
			match question.clone().ask(at).await {
				Ok(answer) => (question, answer),
				Err(_) => {
					let at = chain.finalized().await.expect("a finalized head");
					let answer = question.clone().ask(&at).await;
					let answer = answer.unwrap_or_else(|error| panic!("{question:?}: {error}"));
					(question, answer)
				},
			}
		})
		.buffer_unordered(AT_ONCE)
		.collect::<Vec<_>>()
		.await;
	let mut reasons = BTreeMap::<String, usize>::new();
	for (question, answer) in &answers {
		let same = (&question.proof, &question.inputs, question.key)
			== (&good.proof, &good.inputs, good.key);
		assert_eq!(answer.is_ok(), same, "{question:?}: {answer:?}");
		*reasons.entry(format!("{answer:?}")).or_default() += 1;
	}
	eprintln!("{} answers in {:?}: {reasons:?}", answers.len(), begun.elapsed());
	assert!(answers.len() >= LEAST, "{} answers", answers.len());
	assert!(reasons.len() >= 6, "{reasons:?}");
	assert!(!chain.failed(), "the light client failed");
	network.nodes[0].expect_running()?;
	let log = network.first().log();
	assert!(!log.contains("panicked"), "{log}");
	Ok(())
}
