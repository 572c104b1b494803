//! Prometheus metrics of our own, beside the SDK's.
//!
//! | metric | what it measures |
//! |---|---|
//! | `jmt_finality_lag_blocks` | best block's number less the newest finalised one's |
//! | `jmt_finality_seconds` | from a block's import on this node until it was final here |
//! | `jmt_devices`, `jmt_mining_devices` | registered devices, and those whose weight counts |
//! | `jmt_rewards_drawn_jmt`, `_paid_jmt`, `_forfeited_jmt` | rewards so far, in JMT |
//! | `jmt_draw_round` | round of the newest final draw |
//! | `jmt_rounds_drawn_total` | draws in final blocks |
//! | `jmt_rounds_answered_total` | of these: answered by a device at least, once the next draw is there |
//! | `jmt_rounds_missed_total` | of these: answered by none although devices were mining |
//! | `jmt_answers_total` | answers in final blocks |
//!
//! Counters begin at 0 when the node starts and cover what became final since. The answers are read from
//! blocks' bodies with this build's runtime types; after an upgrade that moves them, answers are not
//! counted until the node is upgraded too.

use crate::client::FullClient;
use codec::{Decode, Encode};
use futures::{future::Either, stream, StreamExt};
use jmt_primitives::{api::JmtApi, Balance, BlockNumber, Draw, Hash, Round, JMT};
use jmt_runtime::opaque::Block;
use prometheus_endpoint::{
	register, Counter, Gauge, Histogram, HistogramOpts, PrometheusError, Registry, F64, U64,
};
use sc_client_api::{
	BlockBackend, BlockImportNotification, BlockchainEvents, FinalityNotification,
};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_runtime::traits::{Block as BlockT, Header};
use std::{
	collections::BTreeMap,
	sync::Arc,
	time::{Duration, Instant},
};

/// The metrics.
pub struct Metrics {
	finality_lag_blocks: Gauge<U64>,
	finality_seconds: Histogram,
	devices: Gauge<U64>,
	mining_devices: Gauge<U64>,
	rewards_drawn: Gauge<F64>,
	rewards_paid: Gauge<F64>,
	rewards_forfeited: Gauge<F64>,
	draw_round: Gauge<U64>,
	rounds_drawn: Counter<U64>,
	rounds_answered: Counter<U64>,
	rounds_missed: Counter<U64>,
	answers: Counter<U64>,
}

impl Metrics {
	/// Registers every metric; fails if one is registered already.
	pub fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		let gauge = |name: &str, help: &str| register(Gauge::<U64>::new(name, help)?, registry);
		let amount = |name: &str, help: &str| register(Gauge::<F64>::new(name, help)?, registry);
		let counter = |name: &str, help: &str| register(Counter::<U64>::new(name, help)?, registry);
		let finality = HistogramOpts::new(
			"jmt_finality_seconds",
			"Time from a block's import on this node until it was final here",
		)
		.buckets(vec![0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0]);
		Ok(Self {
			finality_lag_blocks: gauge(
				"jmt_finality_lag_blocks",
				"Best block's number less the newest finalised one's",
			)?,
			finality_seconds: register(Histogram::with_opts(finality)?, registry)?,
			devices: gauge("jmt_devices", "Registered devices")?,
			mining_devices: gauge("jmt_mining_devices", "Devices whose weight counts")?,
			rewards_drawn: amount("jmt_rewards_drawn_jmt", "Rewards drawn so far, in JMT")?,
			rewards_paid: amount("jmt_rewards_paid_jmt", "Rewards paid so far, in JMT")?,
			rewards_forfeited: amount(
				"jmt_rewards_forfeited_jmt",
				"Rewards forfeited so far, in JMT",
			)?,
			draw_round: gauge("jmt_draw_round", "Round of the newest final draw")?,
			rounds_drawn: counter("jmt_rounds_drawn_total", "Draws in final blocks")?,
			rounds_answered: counter(
				"jmt_rounds_answered_total",
				"Draws that a device at least answered, in final blocks",
			)?,
			rounds_missed: counter(
				"jmt_rounds_missed_total",
				"Draws that no device answered although devices were mining, in final blocks",
			)?,
			answers: counter("jmt_answers_total", "Answers in final blocks")?,
		})
	}
}

/// Keeps `metrics` up to date until the client ends.
pub async fn follow(client: Arc<FullClient>, metrics: Metrics) {
	let imports = client.import_notification_stream().map(Either::Left);
	let finals = client.finality_notification_stream().map(Either::Right);
	let mut follower = Follower {
		client,
		metrics,
		imported: ImportTimes::default(),
		rounds: RoundTally::default(),
	};
	let mut events = stream::select(imports, finals);
	while let Some(event) = events.next().await {
		match event {
			Either::Left(import) => follower.on_import(&import),
			Either::Right(finality) => follower.on_finality(&finality),
		}
	}
}

struct Follower {
	client: Arc<FullClient>,
	metrics: Metrics,
	imported: ImportTimes,
	rounds: RoundTally,
}

impl Follower {
	fn on_import(&mut self, import: &BlockImportNotification<Block>) {
		self.imported.note(*import.header.number(), import.hash, Instant::now());
		self.update_lag();
	}

	fn on_finality(&mut self, finality: &FinalityNotification<Block>) {
		let now = Instant::now();
		for hash in finality.tree_route.iter().chain([&finality.hash]) {
			if let Some(latency) = self.imported.since_import(hash, now) {
				self.metrics.finality_seconds.observe(latency.as_secs_f64());
			}
			if let Err(error) = self.count_round(*hash) {
				log::debug!(target: "jmt-metrics", "Rounds of block {hash:?} not counted: {error}");
			}
		}
		self.imported.forget_up_to(*finality.header.number());
		self.update_lag();
		if let Err(error) = self.update_totals(finality.hash) {
			log::debug!(target: "jmt-metrics", "Totals at {:?} not known: {error}", finality.hash);
		}
	}

	fn update_lag(&self) {
		let info = self.client.info();
		let lag = info.best_number.saturating_sub(info.finalized_number);
		self.metrics.finality_lag_blocks.set(lag.into());
	}

	fn count_round(&mut self, hash: Hash) -> sp_blockchain::Result<()> {
		let Some(header) = self.client.header(hash)? else { return Ok(()) };
		let draw = header.digest().logs().iter().find_map(Draw::from_digest_item);
		let answers = self.client.block_body(hash)?.map(|body| answered_rounds(&body));
		let answers = answers.unwrap_or_default();
		self.metrics.answers.inc_by(u64::try_from(answers.len()).unwrap_or(u64::MAX));
		if let Some(draw) = draw {
			self.metrics.rounds_drawn.inc();
			self.metrics.draw_round.set(draw.round);
		}
		let anybody_mines = self.metrics.mining_devices.get() > 0;
		match self.rounds.block(draw.map(|draw| draw.round), anybody_mines, &answers) {
			Some(Outcome::Answered) => self.metrics.rounds_answered.inc(),
			Some(Outcome::Missed) => self.metrics.rounds_missed.inc(),
			None => {},
		}
		Ok(())
	}

	fn update_totals(&self, hash: Hash) -> Result<(), sp_api::ApiError> {
		let info = self.client.runtime_api().chain_info(hash)?;
		self.metrics.devices.set(info.devices.into());
		self.metrics.mining_devices.set(info.mining_devices.into());
		self.metrics.rewards_drawn.set(in_jmt(info.rewards_drawn));
		self.metrics.rewards_paid.set(in_jmt(info.rewards_paid));
		self.metrics.rewards_forfeited.set(in_jmt(info.rewards_forfeited));
		Ok(())
	}
}

/// For a gauge: exact to some 15 digits.
fn in_jmt(planck: Balance) -> f64 {
	planck as f64 / JMT as f64
}

/// The rounds that a block's answers answer, one entry an answer.
pub fn answered_rounds(body: &[<Block as BlockT>::Extrinsic]) -> Vec<Round> {
	body.iter()
		.filter_map(|extrinsic| {
			let bytes = extrinsic.encode();
			let extrinsic = jmt_runtime::UncheckedExtrinsic::decode(&mut &bytes[..]).ok()?;
			match extrinsic.function {
				jmt_runtime::RuntimeCall::ProofOfTime(pallet_proof_of_time::Call::answer {
					round,
					..
				}) => Some(round),
				_ => None,
			}
		})
		.collect()
}

/// When blocks that are not final yet were imported.
#[derive(Default)]
struct ImportTimes {
	by_number: BTreeMap<BlockNumber, Vec<(Hash, Instant)>>,
}

impl ImportTimes {
	/// More are not kept, so that a stall of finality does not fill the memory.
	const MAX_HEIGHTS: usize = 4_096;

	fn note(&mut self, number: BlockNumber, hash: Hash, at: Instant) {
		self.by_number.entry(number).or_default().push((hash, at));
		while self.by_number.len() > Self::MAX_HEIGHTS {
			self.by_number.pop_last();
		}
	}

	fn since_import(&mut self, hash: &Hash, now: Instant) -> Option<Duration> {
		let blocks = self.by_number.values().flatten();
		let (_, at) = blocks.into_iter().find(|(known, _)| known == hash)?;
		Some(now.saturating_duration_since(*at))
	}

	fn forget_up_to(&mut self, number: BlockNumber) {
		self.by_number.retain(|height, _| *height > number);
	}
}

/// What became of a draw.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
	Answered,
	Missed,
}

/// Follows the draws of a chain's blocks in order.
#[derive(Default)]
struct RoundTally {
	/// The newest draw's round, whether anybody mined then, and whether it was answered.
	open: Option<(Round, bool, bool)>,
}

impl RoundTally {
	/// What became of the previous draw, when this block makes another. A draw that nobody answered while
	/// nobody mined is neither.
	fn block(
		&mut self,
		draw: Option<Round>,
		anybody_mines: bool,
		answers: &[Round],
	) -> Option<Outcome> {
		let mut outcome = None;
		if let Some(round) = draw {
			outcome = match self.open {
				Some((_, _, true)) => Some(Outcome::Answered),
				Some((_, true, false)) => Some(Outcome::Missed),
				_ => None,
			};
			self.open = Some((round, anybody_mines, false));
		}
		if let Some((round, _, answered)) = &mut self.open {
			*answered |= answers.contains(round);
		}
		outcome
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn it_counts_a_round_once_the_next_is_drawn() {
		let mut rounds = RoundTally::default();
		assert_eq!(rounds.block(Some(5), true, &[]), None);
		assert_eq!(rounds.block(None, true, &[5, 5]), None);
		assert_eq!(rounds.block(None, true, &[]), None);
		assert_eq!(rounds.block(Some(6), true, &[]), Some(Outcome::Answered));
		assert_eq!(rounds.block(None, true, &[]), None);
		assert_eq!(rounds.block(Some(8), true, &[]), Some(Outcome::Missed));
	}

	#[test]
	fn it_takes_no_answer_to_another_round_for_one_to_this() {
		let mut rounds = RoundTally::default();
		rounds.block(Some(5), true, &[4]);
		assert_eq!(rounds.block(Some(6), true, &[]), Some(Outcome::Missed));
	}

	#[test]
	fn it_blames_nobody_when_nobody_mines() {
		let mut rounds = RoundTally::default();
		rounds.block(Some(5), false, &[]);
		assert_eq!(rounds.block(Some(6), false, &[]), None);
		// The first device answers although its weight did not count yet.
		assert_eq!(rounds.block(None, false, &[6]), None);
		assert_eq!(rounds.block(Some(7), true, &[]), Some(Outcome::Answered));
	}

	#[test]
	fn it_measures_from_import_to_finality_and_forgets_the_rest() {
		let mut times = ImportTimes::default();
		let start = Instant::now();
		let hash = Hash::repeat_byte;
		times.note(1, hash(1), start);
		times.note(1, hash(2), start + Duration::from_secs(1));
		times.note(2, hash(3), start + Duration::from_secs(2));
		let now = start + Duration::from_secs(3);
		assert_eq!(times.since_import(&hash(2), now), Some(Duration::from_secs(2)));
		assert_eq!(times.since_import(&hash(9), now), None);
		times.forget_up_to(1);
		assert_eq!(times.since_import(&hash(1), now), None);
		assert_eq!(times.since_import(&hash(3), now), Some(Duration::from_secs(1)));
	}

	#[test]
	fn it_stays_small_while_nothing_becomes_final() {
		let mut times = ImportTimes::default();
		for number in 0..10_000u32 {
			times.note(number, Hash::from_low_u64_be(number.into()), Instant::now());
		}
		assert_eq!(times.by_number.len(), ImportTimes::MAX_HEIGHTS);
	}

	#[test]
	fn it_registers_each_metric_under_our_prefix_once() {
		let registry = Registry::new();
		Metrics::register(&registry).unwrap();
		let names =
			registry.gather().iter().map(|family| family.get_name().to_owned()).collect::<Vec<_>>();
		assert_eq!(names.len(), 12, "{names:?}");
		assert!(names.iter().all(|name| name.starts_with("jmt_")), "{names:?}");
		assert!(Metrics::register(&registry).is_err());
	}
}
