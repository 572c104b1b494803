//! The long-running part: follow the heads, answer the draws that concern our devices, and say by the
//! finalized state what became of each.
//!
//! The agent keeps nothing of its own: answered rounds are read from the chain by round and device, never by
//! a hash, so it may be killed at any moment. It survives the loss of its peers and goes on when they come back.
//!
//! Does not protect against: two agents with the same device key (both answers are valid, one counts).

pub mod answer;
pub mod digest;
pub mod round;

use crate::{
	amount::format_time,
	chain::{At, Chain},
	error::{one_line, Error},
	heads::{Block, Heads},
	keys::DeviceKey,
	pallets::{
		identity,
		proof_of_time::{self, last_answers},
	},
	submit::submit_free,
};
use futures::{stream, StreamExt};
use jmt_primitives::{
	authorized::AnswerRefusal,
	proof_of_time::{bucket_of, Clock, MiningReport, MiningStatus, WeightReport},
	Bucket, Day, DeviceId, Draw, Hash, Moment, Round,
};
use round::{describe, Action, Attempt, BlockView, Ending, OpenRound};
use serde::Serialize;
use std::{
	collections::{BTreeMap, BTreeSet, HashMap},
	future::Future,
	time::{Duration, Instant},
};
use tokio::{sync::mpsc, task::JoinHandle};

/// Limit for the reads at one block. They are tried again at the next one.
const BLOCK_LIMIT: Duration = Duration::from_secs(6);

/// How long without a block until the peers are asked after.
const SILENCE: Duration = Duration::from_secs(15);

/// How often the light client's state is saved.
const SAVE_EVERY: Duration = Duration::from_secs(300);

/// Devices that are asked after at the same time.
const READS_AT_ONCE: usize = 8;

/// Days of draws whose seed is remembered.
const DAYS_KEPT: usize = 2;

/// Something to tell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Event {
	/// The agent follows the chain.
	Following {
		/// The finalized block that it begins with.
		block: u64,
		devices: Vec<DeviceId>,
	},
	/// A draw concerns none of the devices.
	NotChallenged { round: Round, bucket: Bucket },
	/// The finalized state has a device's answer.
	Answered {
		round: Round,
		bucket: Bucket,
		device: DeviceId,
		/// The first block seen to have it.
		block: u64,
		hash: Hash,
	},
	/// The weight that an answer found, by factor. Told at the first answer and at the first of each day after it.
	Weighs {
		device: DeviceId,
		weight: WeightReport,
		/// In words.
		explanation: String,
	},
	/// A device's answer did not make it.
	Missed {
		round: Round,
		bucket: Bucket,
		device: DeviceId,
		/// Why, in words.
		reason: String,
	},
	/// A device that registered after the day's seed was known does not count yet. It is told once, and misses of that
	/// day are not.
	CountsFrom {
		device: DeviceId,
		/// The first day of draws on which it counts.
		day: Day,
		/// When that begins, in ms since the epoch.
		begins: Option<Moment>,
	},
	/// The agent could not join the chain, and tries again.
	NotJoined {
		/// Why, in words.
		reason: String,
	},
	/// No block comes, and no peer is there.
	PeersLost,
	/// The light client failed and another one takes its place.
	LightClientReplaced,
	/// Blocks come again.
	PeersBack {
		/// The newest.
		block: u64,
	},
}

impl Event {
	/// The event on one line.
	pub fn to_line(&self) -> String {
		match self {
			Self::Following { block, devices } => {
				format!("following the chain from block {block} with {}", counted(devices.len()))
			},
			Self::NotChallenged { round, bucket } => {
				format!("round {round}: bucket {bucket} drawn, none of ours")
			},
			Self::Answered { round, bucket, device, block, .. } => format!(
				"round {round}: bucket {bucket}, device {} answered in block {block}, finalized",
				short(device)
			),
			Self::Weighs { device, explanation, .. } => {
				format!("device {} {explanation}", short(device))
			},
			Self::Missed { round, bucket, device, reason } => format!(
				"round {round}: bucket {bucket}, device {} did not answer: {reason}",
				short(device)
			),
			Self::LightClientReplaced => "the light client failed: starting another one".into(),
			Self::CountsFrom { device, begins, .. } => {
				format!("device {} {}", short(device), counts_from(*begins))
			},
			Self::NotJoined { reason } => format!("not on the chain yet, trying on: {reason}"),
			Self::PeersLost => "no peers: waiting for them to come back".into(),
			Self::PeersBack { block } => format!("peers are back, at block {block}"),
		}
	}
}

/// The first day on which a device counts, in words.
pub fn counts_from(begins: Option<Moment>) -> String {
	match begins {
		Some(begins) => {
			format!("counts from the day of draws that begins at {} UTC", format_time(begins))
		},
		None => "counts from the next day of draws".into(),
	}
}

/// A number of devices, in words.
pub fn counted(devices: usize) -> String {
	match devices {
		1 => "1 device".into(),
		devices => format!("{devices} devices"),
	}
}

/// A device id's first digits, for people.
pub fn short(device: &DeviceId) -> String {
	let digits = hex::encode(device.0);
	format!("0x{}…", digits.get(..12).unwrap_or(&digits))
}

/// Seed and buckets of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct DayInfo {
	seed: Hash,
	buckets: Bucket,
}

/// The branch that the best blocks are on, as far as it was looked at.
#[derive(Default)]
struct Branch {
	/// The best block that was looked at last. Only its child needs not be asked for the current draw.
	best: Option<Hash>,
	/// Its days of draws; on another branch they have other seeds.
	days: HashMap<Day, DayInfo>,
}

impl Branch {
	/// Whether a best block with this parent goes on where the last one ended. Otherwise it may be on another
	/// branch, and what is known of the days is forgotten.
	fn goes_on(&mut self, parent: Hash) -> bool {
		let goes_on = self.best == Some(parent);
		if !goes_on {
			self.days.clear();
		}
		goes_on
	}

	fn remember(&mut self, day: Day, info: DayInfo) {
		self.days.insert(day, info);
		while self.days.len() > DAYS_KEPT {
			let Some(oldest) = self.days.keys().min().copied() else { break };
			self.days.remove(&oldest);
		}
	}
}

/// The end of a task that sent an answer.
struct SendEnd {
	draw: Hash,
	device: DeviceId,
	refusal: Option<AnswerRefusal>,
	message: String,
}

/// The weight of a device that answered on a day; `None` on a chain that does not tell.
struct WeightOfDay {
	device: DeviceId,
	day: Day,
	weight: Option<WeightReport>,
}

/// The devices and what they owe.
struct Miner<'a, Report> {
	chain: &'a Chain,
	keys: BTreeMap<DeviceId, DeviceKey>,
	report: Report,
	branch: Branch,
	open: Vec<OpenRound>,
	/// Answers under way, by draw and device.
	sending: BTreeMap<(Hash, DeviceId), JoinHandle<()>>,
	/// How often an answer was sent.
	sent: BTreeMap<(Hash, DeviceId), u32>,
	ends: mpsc::UnboundedSender<SendEnd>,
	/// The newest draw that was looked at.
	known: Option<(Round, Hash)>,
	/// The first days of devices that do not count yet.
	waiting: BTreeMap<DeviceId, Day>,
	/// The days on which weights were told last.
	weighed: BTreeMap<DeviceId, Day>,
	/// Asks for weights.
	weighing: Option<JoinHandle<()>>,
	weights: mpsc::UnboundedSender<WeightOfDay>,
	/// How long days are.
	clock: Option<Clock>,
	answered: &'a mut BTreeSet<Round>,
}

/// Answers draws with these keys until `stop` resolves, or, with `rounds`, until at least one device has
/// answered in as many rounds. `answered` are the rounds in which a device of ours did: it is added to, so
/// that it can be handed in again with another light client after [`Error::LIGHT_FAILED`]. It ends at once
/// with `stop` and with a failure of the light client.
pub async fn run(
	chain: &Chain,
	keys: Vec<DeviceKey>,
	rounds: Option<usize>,
	answered: &mut BTreeSet<Round>,
	report: impl FnMut(Event),
	stop: impl Future<Output = ()>,
) -> Result<(), Error> {
	tokio::select! {
		biased;
		() = stop => Ok(()),
		() = chain.failure() => Err(Error::LIGHT_FAILED),
		ended = answer_draws(chain, keys, rounds, answered, report) => ended,
	}
}

/// As [`run`], without an end but that of the rounds.
async fn answer_draws(
	chain: &Chain,
	keys: Vec<DeviceKey>,
	rounds: Option<usize>,
	answered: &mut BTreeSet<Round>,
	report: impl FnMut(Event),
) -> Result<(), Error> {
	let (ends, mut ended) = mpsc::unbounded_channel();
	let (weights, mut found) = mpsc::unbounded_channel();
	let mut miner = Miner {
		chain,
		keys: keys.into_iter().map(|key| (key.id(), key)).collect(),
		report,
		branch: Branch::default(),
		open: Vec::new(),
		sending: BTreeMap::new(),
		sent: BTreeMap::new(),
		ends,
		known: None,
		waiting: BTreeMap::new(),
		weighed: BTreeMap::new(),
		weighing: None,
		weights,
		clock: None,
		answered,
	};
	let mut heads = Heads::follow(chain).await?;
	let start = chain.finalized().await?;
	(miner.report)(Event::Following {
		block: start.block_number(),
		devices: miner.keys.keys().copied().collect(),
	});
	miner.note_waiting(&start).await;
	// No new best block comes while the finalized one is the best: begin with that.
	miner.look_at(&start).await;
	// A draw whose window closed before the agent was there is not one that it missed.
	let header = read("the first header", start.block_header()).await;
	if let Some(slot) = header.as_ref().and_then(digest::slot) {
		miner.open.retain(|round| slot < round.last_slot);
	}

	let mut tick = tokio::time::interval(Duration::from_secs(1));
	tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
	let (mut last_block, mut last_save) = (Instant::now(), Instant::now());
	let mut lost = false;
	loop {
		tokio::select! {
			Some(end) = ended.recv() => miner.on_send_end(end),
			Some(weight) = found.recv() => miner.on_weight(weight),
			best = heads.best.next() => match best {
				Some(Ok(block)) => {
					last_block = Instant::now();
					if std::mem::take(&mut lost) {
						(miner.report)(Event::PeersBack { block: block.number() });
					}
					// Blocks that came while the last one was looked at: their draws count, the newest
					// is the one to act on.
					let mut newest = block;
					while let Some(Ok(newer)) = heads.best.waiting() {
						miner.note_skipped(&newest);
						newest = newer;
					}
					// A block that has left the best chain says nothing any more, and peers may not answer
					// for it.
					tokio::select! {
						() = miner.on_best(&newest) => {},
						() = heads.best.displaced(&newest) => miner.note_skipped(&newest),
					}
				},
				Some(Err(error)) => {
					tracing::debug!("best blocks: {error}");
					miner.branch.best = None;
				},
				None => heads = Heads::follow_again(chain).await,
			},
			finalized = heads.finalized.recv() => match finalized {
				Some(Ok(block)) => {
					// The state of the newest one says all that those before it could.
					let mut newest = block;
					while let Ok(Ok(newer)) = heads.finalized.try_recv() {
						newest = newer;
					}
					miner.on_finalized(&newest).await;
					if rounds.is_some_and(|rounds| miner.is_done(rounds)) {
						break;
					}
				},
				Some(Err(error)) => tracing::debug!("finalized blocks: {error}"),
				None => heads = Heads::follow_again(chain).await,
			},
			_ = tick.tick() => {
				if !lost && last_block.elapsed() > SILENCE {
					let state = chain.sync_state().await?;
					if state.peers == 0 {
						lost = true;
						miner.branch.best = None;
						(miner.report)(Event::PeersLost);
					}
				}
				if last_save.elapsed() > SAVE_EVERY && !lost {
					last_save = Instant::now();
					chain.save().await;
				}
			},
		}
	}
	Ok(())
}

impl<Report> Drop for Miner<'_, Report> {
	fn drop(&mut self) {
		self.sending.values().chain(&self.weighing).for_each(JoinHandle::abort);
	}
}

fn view(block: &Block) -> BlockView {
	BlockView {
		number: block.number(),
		hash: block.hash(),
		slot: digest::slot(block.header()).unwrap_or_default(),
	}
}

/// Reads at a block, within [`BLOCK_LIMIT`]. A failure is logged: the next block is another chance.
async fn read<T, E: std::error::Error + 'static>(
	what: &str,
	future: impl Future<Output = Result<T, E>>,
) -> Option<T> {
	match tokio::time::timeout(BLOCK_LIMIT, future).await {
		Ok(Ok(value)) => Some(value),
		Ok(Err(error)) => {
			tracing::debug!("{what}: {}", one_line(&error));
			None
		},
		Err(_) => {
			tracing::debug!("{what}: no answer within {} s", BLOCK_LIMIT.as_secs());
			None
		},
	}
}

impl<Report: FnMut(Event)> Miner<'_, Report> {
	fn is_done(&self, rounds: usize) -> bool {
		let settled = |round: &OpenRound| !self.answered.contains(&round.draw.round);
		self.answered.len() >= rounds && self.open.iter().all(settled)
	}

	/// Tells of devices that do not count yet.
	async fn note_waiting(&mut self, at: &At) {
		self.clock = read("the clock", proof_of_time::clock(at)).await;
		let reports = stream::iter(self.keys.keys().copied())
			.map(async |device| (device, proof_of_time::mining(at, device).await))
			.buffer_unordered(READS_AT_ONCE)
			.collect::<Vec<_>>();
		let reports = match tokio::time::timeout(BLOCK_LIMIT, reports).await {
			Ok(reports) => reports,
			Err(_) => return,
		};
		let waits = |report: &Result<_, Error>| {
			report
				.as_ref()
				.is_ok_and(|MiningReport { status, .. }| *status == MiningStatus::Waiting)
		};
		let waiting = reports.into_iter().filter(|(_, report)| waits(report)).collect::<Vec<_>>();
		if waiting.is_empty() {
			return;
		}
		let Some(Some(info)) = read("the current draw", proof_of_time::draw(at)).await else {
			return;
		};
		for (device, _) in waiting {
			self.waits(device, info.draw.day);
		}
	}

	/// A device does not count on this day. Tells so once.
	fn waits(&mut self, device: DeviceId, day: Day) {
		let day = day.saturating_add(1);
		if self.waiting.insert(device, day) != Some(day) {
			let begins =
				self.clock.as_ref().and_then(|clock| proof_of_time::day_begins(clock, day));
			(self.report)(Event::CountsFrom { device, day, begins });
		}
	}

	fn on_send_end(&mut self, end: SendEnd) {
		self.sending.remove(&(end.draw, end.device));
		if end.refusal == Some(AnswerRefusal::TooYoung) {
			let drawn = self.open.iter().find(|round| round.draw.hash == end.draw);
			if let Some(day) = drawn.map(|round| round.draw.day) {
				self.waits(end.device, day);
			}
		}
		let attempt = self
			.open
			.iter_mut()
			.filter(|round| round.draw.hash == end.draw)
			.flat_map(|round| &mut round.attempts)
			.find(|attempt| attempt.device == end.device);
		if let Some(attempt) = attempt {
			tracing::debug!("answer of {}: {}", short(&end.device), end.message);
			attempt.on_trouble(end.refusal, end.message);
		}
	}

	/// A block that a newer one overtook: if it drew, the newer one has to be asked.
	fn note_skipped(&mut self, block: &Block) {
		let follows = self.branch.goes_on(block.header().parent_hash);
		let drew = digest::announced_draw(block.header()).is_some();
		self.branch.best = (follows && !drew).then(|| block.hash());
	}

	async fn on_best(&mut self, block: &Block) {
		let block_view = view(block);
		let announced = digest::announced_draw(block.header());
		let follows = self.branch.goes_on(block.header().parent_hash);
		let fresh = match announced {
			Some(draw) => self.known != Some((draw.round, draw.hash)),
			None => !follows,
		};
		if !fresh && self.open.is_empty() {
			self.branch.best = Some(block_view.hash);
			return;
		}
		let Some(at) = read("the best block", block.at()).await else {
			self.branch.best = None;
			return;
		};
		let looked = match (fresh, announced) {
			(false, _) => true,
			(true, Some(draw)) => self.take_draw(&at, draw).await,
			(true, None) => self.look_at(&at).await,
		};
		self.branch.best = looked.then_some(block_view.hash);
		self.act(&at, block_view, announced.map(|draw| draw.round)).await;
	}

	/// Asks a block for the current draw. False when there was no answer.
	async fn look_at(&mut self, at: &At) -> bool {
		let Some(found) = read("the current draw", proof_of_time::draw(at)).await else {
			return false;
		};
		let Some(info) = found else { return true };
		self.branch.remember(info.draw.day, DayInfo { seed: info.seed, buckets: info.buckets });
		if self.known != Some((info.draw.round, info.draw.hash)) {
			self.open_round(info.draw, info.last_slot);
		}
		true
	}

	/// Takes a draw from a header. With the day's seed at hand nothing is asked unless it concerns us.
	async fn take_draw(&mut self, at: &At, draw: Draw) -> bool {
		match self.branch.days.get(&draw.day) {
			Some(day) if self.challenged(&draw, *day).is_empty() => {
				self.open_round(draw, 0);
				true
			},
			_ => self.look_at(at).await,
		}
	}

	/// Our devices in the bucket that is drawn.
	fn challenged(&self, draw: &Draw, day: DayInfo) -> Vec<DeviceId> {
		let in_bucket =
			|device: &&DeviceId| bucket_of(&day.seed, device, day.buckets) == draw.bucket;
		self.keys.keys().filter(in_bucket).copied().collect()
	}

	fn open_round(&mut self, draw: Draw, last_slot: u64) {
		// The same round drawn otherwise, on another fork: answers to the old draw are worth nothing.
		self.open.retain(|round| round.draw.round != draw.round);
		self.known = Some((draw.round, draw.hash));
		let Some(day) = self.branch.days.get(&draw.day).copied() else { return };
		let attempts =
			self.challenged(&draw, day).into_iter().map(Attempt::new).collect::<Vec<_>>();
		if attempts.is_empty() {
			(self.report)(Event::NotChallenged { round: draw.round, bucket: draw.bucket });
		} else {
			self.open.push(OpenRound { draw, last_slot, attempts });
		}
	}

	/// Brings every open answer on by one best block. To a draw that this very block announces nobody can
	/// have answered yet: such answers leave at once, without a read.
	async fn act(&mut self, at: &At, block: BlockView, drawn_here: Option<Round>) {
		let is_new = |round: &OpenRound| drawn_here == Some(round.draw.round);
		let asked = self.open.iter().filter(|round| !is_new(round)).flat_map(OpenRound::devices);
		let last = read("the last answers", last_answers(at, asked)).await.unwrap_or_default();
		let mut to_send = Vec::new();
		for round in &mut self.open {
			let is_new = is_new(round);
			for attempt in &mut round.attempts {
				let answered = match last.get(&attempt.device) {
					Some(last) => last.is_some_and(|last| last >= round.draw.round),
					None if is_new => false,
					None => continue,
				};
				if attempt.on_best(block, round.last_slot, answered) == Action::Send {
					to_send.push((round.draw, attempt.device));
				}
			}
		}
		for (draw, device) in to_send {
			self.send(at, draw, device);
		}
	}

	fn send(&mut self, at: &At, draw: Draw, device: DeviceId) {
		let Some(key) = self.keys.get(&device) else { return };
		let id = (draw.hash, device);
		if let Some(task) = self.sending.remove(&id) {
			task.abort();
		}
		let attempt = self.sent.entry(id).or_default();
		let bytes =
			match answer::encode(at.metadata_ref(), &self.chain.genesis(), &draw, key, *attempt) {
				Ok(bytes) => bytes,
				Err(error) => {
					tracing::warn!("cannot encode an answer: {}", error.one_line());
					return;
				},
			};
		*attempt = attempt.saturating_add(1);
		let (at, ends) = (at.clone(), self.ends.clone());
		let task = tokio::spawn(async move {
			if let Err(not_taken) = submit_free::<AnswerRefusal>(&at, bytes).await {
				let (refusal, message) = describe(&not_taken);
				let _ = ends.send(SendEnd { draw: draw.hash, device, refusal, message });
			}
		});
		self.sending.insert(id, task);
	}

	/// Settles the answers that a finalized block decides.
	async fn on_finalized(&mut self, block: &Block) {
		let block_view = view(block);
		let decides = |round: &OpenRound| {
			let wants = |attempt: &Attempt| attempt.wants_finalized(block_view, round.last_slot);
			round.attempts.iter().any(wants)
		};
		if !self.open.iter().any(decides) {
			return;
		}
		let Some(at) = read("a finalized block", block.at()).await else { return };
		let asked = self.open.iter().flat_map(|round| {
			let wants = |attempt: &&Attempt| attempt.wants_finalized(block_view, round.last_slot);
			round.attempts.iter().filter(wants).map(|attempt| attempt.device)
		});
		let Some(last) = read("the last answers", last_answers(&at, asked)).await else { return };
		let mut endings = Vec::new();
		for round in &mut self.open {
			for attempt in &mut round.attempts {
				if !attempt.wants_finalized(block_view, round.last_slot) {
					continue;
				}
				let Some(last) = last.get(&attempt.device) else { continue };
				let answered = last.is_some_and(|last| last >= round.draw.round);
				if let Some(end) = attempt.on_finalized(block_view, round.last_slot, answered) {
					endings.push((round.draw, attempt.device, end));
				}
			}
		}
		let mut answered = Vec::new();
		for (draw, device, ending) in endings {
			if matches!(ending, Ending::Answered(_)) {
				answered.push((device, draw.day));
			}
			self.settle(draw, device, ending);
		}
		self.weigh(&at, answered);
	}

	/// Begins to ask for the weights of devices that answered for the first time on a day. Draws do not wait for that.
	fn weigh(&mut self, at: &At, answered: Vec<(DeviceId, Day)>) {
		let due =
			answered.into_iter().filter(|(device, day)| self.weighed.get(device) != Some(day));
		let due = due.collect::<Vec<_>>();
		// Those that are not asked after now are told with another answer of the day.
		let busy = self.weighing.as_ref().is_some_and(|task| !task.is_finished());
		if due.is_empty() || busy {
			return;
		}
		let (at, weights) = (at.clone(), self.weights.clone());
		self.weighing = Some(tokio::spawn(async move {
			for (device, day) in due {
				let weight = read("a device's weight", identity::weight(&at, device)).await;
				if let Some(weight) = weight {
					let _ = weights.send(WeightOfDay { device, day, weight });
				}
			}
		}));
	}

	fn on_weight(&mut self, WeightOfDay { device, day, weight }: WeightOfDay) {
		self.weighed.insert(device, day);
		if let Some(weight) = weight {
			let explanation = weight.explain();
			(self.report)(Event::Weighs { device, weight, explanation });
		}
	}

	fn settle(&mut self, draw: Draw, device: DeviceId, ending: Ending) {
		let id = (draw.hash, device);
		if let Some(task) = self.sending.remove(&id) {
			task.abort();
		}
		self.sent.remove(&id);
		for round in self.open.iter_mut().filter(|round| round.draw == draw) {
			round.attempts.retain(|attempt| attempt.device != device);
		}
		self.open.retain(|round| !round.attempts.is_empty());
		let Draw { round, bucket, day, .. } = draw;
		let counts = self.waiting.get(&device).is_none_or(|first| day >= *first);
		if !counts && matches!(ending, Ending::Missed(_)) {
			return;
		}
		(self.report)(match ending {
			Ending::Answered(BlockView { number, hash, .. }) => {
				self.answered.insert(round);
				Event::Answered { round, bucket, device, block: number, hash }
			},
			Ending::Missed(reason) => Event::Missed { round, bucket, device, reason },
		});
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn to_line_it_says_who_answered_what_and_where() {
		let device = DeviceId::from(Hash::repeat_byte(0xab));
		let event =
			Event::Answered { round: 7, bucket: 2, device, block: 41, hash: Hash::repeat_byte(1) };
		let line = "round 7: bucket 2, device 0xabababababab… answered in block 41, finalized";
		assert_eq!(event.to_line(), line);
	}

	#[test]
	fn to_line_a_device_that_does_not_count_yet_is_told_when_it_does() {
		let device = DeviceId::from(Hash::repeat_byte(0xab));
		let begins = Some(1_795_910_400_000);
		let line = Event::CountsFrom { device, day: 20_786, begins }.to_line();
		let expected = "counts from the day of draws that begins at 2026-11-29 00:00:00 UTC";
		assert_eq!(line, format!("device 0xabababababab… {expected}"));
	}

	#[test]
	fn to_line_a_weight_is_told_by_factor() {
		let one = 1_000_000;
		let weight = WeightReport {
			class: jmt_primitives::proof_of_time::Class::Proven,
			base: 1_500_000,
			witness: one,
			stay: one,
			stake: one,
			work: one,
			share: one,
			weight: 1_500_000,
		};
		let device = DeviceId::from(Hash::repeat_byte(0xab));
		let line = Event::Weighs { device, weight, explanation: weight.explain() }.to_line();
		assert!(line.starts_with("device 0xabababababab… weighs 1.5: hardware 1.5; "), "{line}");
	}

	#[test]
	fn to_line_it_counts_one_device_as_one() {
		let device = DeviceId::from(Hash::repeat_byte(0xab));
		let line = |devices| Event::Following { block: 5, devices }.to_line();
		assert_eq!(line(vec![device]), "following the chain from block 5 with 1 device");
		assert_eq!(line(vec![device; 2]), "following the chain from block 5 with 2 devices");
	}

	fn day_info(byte: u8) -> DayInfo {
		DayInfo { seed: Hash::repeat_byte(byte), buckets: 4 }
	}

	#[test]
	fn goes_on_it_keeps_the_days_along_a_branch_and_forgets_them_where_another_may_begin() {
		let hash = Hash::repeat_byte;
		let mut branch = Branch { best: Some(hash(1)), ..Branch::default() };
		branch.remember(7, day_info(7));
		assert!(branch.goes_on(hash(1)));
		assert_eq!(branch.days.get(&7), Some(&day_info(7)));
		// The child of another block.
		assert!(!branch.goes_on(hash(2)));
		assert!(branch.days.is_empty());
		// After a block that could not be looked at.
		branch.remember(7, day_info(17));
		branch.best = None;
		assert!(!branch.goes_on(hash(1)));
		assert!(branch.days.is_empty());
	}

	#[test]
	fn remember_it_keeps_the_newest_days() {
		let mut branch = Branch::default();
		for day in [7, 8, 9] {
			branch.remember(day, day_info(day as u8));
		}
		assert_eq!(branch.days.len(), DAYS_KEPT);
		assert_eq!(branch.days.get(&7), None);
		branch.remember(9, day_info(99));
		assert_eq!(branch.days.get(&9), Some(&day_info(99)));
	}

	#[test]
	fn event_it_names_itself_in_json() {
		let json = serde_json::to_value(Event::NotChallenged { round: 7, bucket: 2 }).unwrap();
		assert_eq!(json, serde_json::json!({"event": "notChallenged", "round": 7, "bucket": 2}));
		let json = serde_json::to_value(Event::PeersBack { block: 3 }).unwrap();
		assert_eq!(json, serde_json::json!({"event": "peersBack", "block": 3}));
	}
}
