//! Kills workers by SIGKILL in every stage of their slots, cuts light clients off and kills a validator, while a client
//! has tasks run. Then it looks whether each result that the client was told is proven, whether all money adds up to
//! the planck, and whether a slot was paid twice.
//!
//! A worker that is not back in time is silent and pays for it. That is no fault: the books have to say so.

mod audit;
mod desk;
mod fleet;
mod market;

use crate::{tasks::Client, Error, Network, Node, Relay, Result};
use desk::Desk;
use fleet::Fleet;
use futures::future::try_join;
use jmt_primitives::{tasks::TaskId, Balance};
use market::Market;
use std::{
	cell::{Cell, RefCell},
	collections::{BTreeMap, VecDeque},
	convert::Infallible,
	time::Duration,
};
use tokio::time::sleep;

/// When the worker of a slot is killed, in the order of [`Outcome::kills`].
pub const STAGES: [&str; 4] =
	["after the claim", "in the run", "behind the commitment", "in the reveals"];

/// How long any step may take.
const LIMIT: Duration = Duration::from_secs(180);

/// Pause between two looks.
const LOOK: Duration = Duration::from_millis(700);

/// Pause before light clients are cut off, and how long they are.
const BEFORE_CUT: Duration = Duration::from_secs(40);
const CUT: Duration = Duration::from_secs(12);

/// Pause before the validator is killed.
const BEFORE_RESTART: Duration = Duration::from_secs(75);

/// The network, and what it has to do.
#[derive(Clone, Copy, Debug)]
pub struct TaskKills {
	/// At least two. The last one is killed again and again, the light clients of the first one are cut off.
	pub validators: usize,
	/// At least three, each with a light client and an owner of its own.
	pub workers: usize,
	/// Tasks at least. More are posted, twice as many at most, until a worker was killed in each stage.
	pub tasks: usize,
	/// Tasks at most that are under way at once.
	pub open: usize,
	/// Kills in each stage at most.
	pub each: u32,
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
	pub posted: usize,
	pub ended: usize,
	/// By [`STAGES`].
	pub kills: [u32; 4],
}

/// The result.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
	/// Tasks by how they ended.
	pub ends: BTreeMap<String, usize>,
	/// By [`STAGES`].
	pub kills: [u32; 4],
	/// How often light clients were cut off, and how often the validator was killed and came back.
	pub cuts: u32,
	pub restarts: u32,
	/// Results that the client was told by `task result` while all this went on.
	pub told: usize,
	/// Results that another light client read with a proof at the end.
	pub proven: usize,
	/// Slots that were paid, and those that paid for their silence.
	pub paid: u32,
	pub silent: u32,
	/// Sums of the market's money, in planck, by their names in `Tasks.Books`.
	pub books: BTreeMap<String, Balance>,
	/// All that is as it should not be, in words.
	pub faults: Vec<String>,
}

impl TaskKills {
	/// Starts everything, kills, and looks.
	pub async fn run(self, progress: impl FnMut(Progress)) -> Result<Outcome> {
		if self.validators < 2 || self.workers < 3 || self.tasks == 0 || self.open == 0 {
			return Err(Error::shape("two validators, three workers and a task at least", "fewer"));
		}
		// The events of all blocks are read at the end.
		let archive = "--state-pruning=archive";
		let network = Network::builder().validators(self.validators).flag_of(0, archive);
		let mut network = network.start().await?;
		network.wait_finalized(5, LIMIT).await?;
		let market = Market::open(&network, self.workers).await?;
		let dir = network.dir().to_path_buf();
		let Some((last, others)) = network.nodes.split_last_mut() else { return Err(no_node()) };
		let first = others.first().ok_or_else(no_node)?;
		let desk = Desk::open(first, &market).await?;

		let mut fleet = Fleet::start(&market.workers, self.each).await?;
		let (ended, over) = (RefCell::default(), Cell::new(false));
		let (cuts, restarts) = (Cell::new(0), Cell::new(0));
		let work = async {
			fleet.carry(&self, &desk, &ended, progress).await?;
			over.set(true);
			Ok::<_, Error>(())
		};
		let both = try_join(work, tell(&market.client, &ended, &over));
		let ((), told) = tokio::select! {
			done = both => done?,
			never = restart_again(last, &restarts) => match never? {},
			never = cut_again(&market.relay, &cuts) => match never {},
		};
		market.relay.mend();
		if last.expect_running().is_err() {
			last.restart().await?;
		}
		let (kills, faults) = fleet.end();
		let (cuts, restarts) = (cuts.get(), restarts.get());
		let mut outcome = Outcome { kills, cuts, restarts, faults, ..Outcome::default() };
		let end = first.best_number().await?;
		first.wait_finalized(end, LIMIT).await?;
		let spec = last.raw_spec().await?;
		audit::audit(&market, &desk, &spec, &dir, end, &told, &mut outcome).await?;
		Ok(outcome)
	}
}

impl Outcome {
	/// Whether all is as it should be.
	pub fn is_clean(&self) -> bool {
		self.faults.is_empty()
	}
}

fn no_node() -> Error {
	Error::shape("network", "no node")
}

/// Has the client told each result, by the agent's command, and keeps the outputs. A task that it is not told is left out.
async fn tell(
	client: &Client,
	ended: &RefCell<VecDeque<TaskId>>,
	over: &Cell<bool>,
) -> Result<BTreeMap<TaskId, Vec<u8>>> {
	let mut told = BTreeMap::new();
	loop {
		let next = ended.borrow_mut().pop_front();
		match next {
			Some(task) => {
				if let Ok(output) = client.output(task).await {
					told.insert(task, output);
				}
			},
			None if over.get() => return Ok(told),
			None => sleep(LOOK).await,
		}
	}
}

/// Kills a validator and starts it again on its database, for ever.
async fn restart_again(node: &mut Node, restarts: &Cell<u32>) -> Result<Infallible> {
	loop {
		sleep(BEFORE_RESTART).await;
		node.restart().await?;
		restarts.set(restarts.get() + 1);
	}
}

/// Cuts off those behind a relay for a while, for ever.
async fn cut_again(relay: &Relay, cuts: &Cell<u32>) -> Infallible {
	loop {
		sleep(BEFORE_CUT).await;
		relay.cut();
		cuts.set(cuts.get() + 1);
		sleep(CUT).await;
		relay.mend();
	}
}
