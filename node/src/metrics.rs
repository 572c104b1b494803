//! Prometheus metrics of our own, beside the SDK's.
//!
//! | metric | what it measures |
//! |---|---|
//! | `jmt_finality_lag_blocks` | best block's number less the newest finalised one's |
//! | `jmt_finality_seconds` | from a block's import on this node until it was final here |
//! | `jmt_devices`, `jmt_mining_devices` | registered devices, and those whose weight counts |
//! | `jmt_rewards_withdrawn_jmt`, `_paid_jmt`, `_forfeited_jmt` | rewards so far, in JMT |
//! | `jmt_draw_round` | round of the newest final draw |
//! | `jmt_rounds_drawn_total` | draws in final blocks |
//! | `jmt_rounds_answered_total` | of these: answered by a device at least, once the next draw is there |
//! | `jmt_rounds_missed_total` | of these: answered by none although devices were mining |
//! | `jmt_answers_total` | answers in final blocks |
//!
//! Counters begin at 0 when the node starts and cover the blocks that became final since. All figures of the
//! chain are read through its runtime APIs.

use crate::client::FullClient;
use futures::{future::Either, stream, StreamExt};
use jmt_primitives::{
	devices::DevicesApi, proof_of_time::ProofOfTimeApi, Balance, BlockNumber, Draw, Hash, Round,
	JMT,
};
use jmt_runtime::opaque::Block;
use prometheus_endpoint::{
	register, Counter, Gauge, Histogram, HistogramOpts, PrometheusError, Registry, F64, U64,
};
use sc_client_api::{BlockImportNotification, BlockchainEvents, FinalityNotification};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_runtime::traits::Header;
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
	rewards_withdrawn: Gauge<F64>,
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
			rewards_withdrawn: amount(
				"jmt_rewards_withdrawn_jmt",
				"Rewards withdrawn from the stream so far, in JMT",
			)?,
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

	fn count_round(&mut self, hash: Hash) -> Result<(), Box<dyn std::error::Error>> {
		let Some(header) = self.client.header(hash)? else { return Ok(()) };
		let draw = header.digest().logs().iter().find_map(Draw::from_digest_item);
		let answers = self.client.runtime_api().answers(hash)?;
		self.metrics.answers.inc_by(answers.into());
		if let Some(draw) = draw {
			self.metrics.rounds_drawn.inc();
			self.metrics.draw_round.set(draw.round);
		}
		let anybody_mines = self.metrics.mining_devices.get() > 0;
		match self.rounds.block(draw.map(|draw| draw.round), anybody_mines, answers > 0) {
			Some(Outcome::Answered) => self.metrics.rounds_answered.inc(),
			Some(Outcome::Missed) => self.metrics.rounds_missed.inc(),
			None => {},
		}
		Ok(())
	}

	fn update_totals(&self, hash: Hash) -> Result<(), sp_api::ApiError> {
		let api = self.client.runtime_api();
		let fleet = api.fleet(hash)?;
		self.metrics.devices.set(api.count(hash)?.into());
		self.metrics.mining_devices.set(fleet.mining_devices.into());
		self.metrics.rewards_withdrawn.set(in_jmt(fleet.withdrawn));
		self.metrics.rewards_paid.set(in_jmt(fleet.paid));
		self.metrics.rewards_forfeited.set(in_jmt(fleet.forfeited));
		Ok(())
	}
}

/// For a gauge: exact to some 15 digits.
fn in_jmt(planck: Balance) -> f64 {
	planck as f64 / JMT as f64
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

/// The outcome of a draw.
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
	/// The outcome of the previous draw, when this block makes another. Answers in a block are all to the newest
	/// draw, its own included. A draw that no device answered while none mined has no outcome.
	fn block(
		&mut self,
		draw: Option<Round>,
		anybody_mines: bool,
		answers: bool,
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
		if let Some((_, _, answered)) = &mut self.open {
			*answered |= answers;
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
		assert_eq!(rounds.block(Some(5), true, false), None);
		assert_eq!(rounds.block(None, true, true), None);
		assert_eq!(rounds.block(None, true, false), None);
		assert_eq!(rounds.block(Some(6), true, false), Some(Outcome::Answered));
		assert_eq!(rounds.block(None, true, false), None);
		assert_eq!(rounds.block(Some(8), true, true), Some(Outcome::Missed));
		// The block that draws may hold answers to its own draw.
		assert_eq!(rounds.block(Some(9), true, false), Some(Outcome::Answered));
	}

	#[test]
	fn it_takes_answers_without_a_draw_for_none() {
		let mut rounds = RoundTally::default();
		assert_eq!(rounds.block(None, true, true), None);
		assert_eq!(rounds.block(Some(5), true, false), None);
		assert_eq!(rounds.block(Some(6), true, false), Some(Outcome::Missed));
	}

	#[test]
	fn it_blames_no_device_when_none_mines() {
		let mut rounds = RoundTally::default();
		rounds.block(Some(5), false, false);
		assert_eq!(rounds.block(Some(6), false, false), None);
		// The first device answers although its weight did not count yet.
		assert_eq!(rounds.block(None, false, true), None);
		assert_eq!(rounds.block(Some(7), true, false), Some(Outcome::Answered));
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
