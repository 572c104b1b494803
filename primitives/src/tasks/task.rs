//! Tasks as they are stored, and the stage that follows from it.

use super::{
	is_audited, Amounts, BatchState, Bench, Crew, Entry, Instant, Mode, Outcome, Phase, Place,
	TaskId, Terms, TermsHash, Verdict,
};
use crate::{authorized::TaskRefusal, AccountId, BlockNumber, DeviceId, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A task as it is stored. Everything that was agreed when it was posted stands in it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Task {
	pub terms: Terms,
	pub terms_hash: TermsHash,
	pub client: AccountId,
	pub amounts: Amounts,
	pub crew: Crew,
	/// Since when its result stands.
	pub standing: Option<Instant>,
	pub panel: Option<Panel>,
	pub end: Option<End>,
}

/// A second crew, whose majority decides for good.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Panel {
	pub why: Why,
	pub crew: Crew,
}

/// Why there is a panel.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Why {
	/// The lot may fall on the task: its seed says so.
	#[codec(index = 0)]
	Lot,
	/// An account holds the panel's pay.
	#[codec(index = 1)]
	Challenged(AccountId),
	/// The crew told different results, and no quorum the same.
	#[codec(index = 2)]
	Split,
}

/// The end of a task.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct End {
	pub verdict: Verdict,
	/// In ms. A day later anybody may collect.
	pub at: Moment,
	/// The slot that brought the output of the result, where there is one.
	pub result: Option<Place>,
}

/// Where a task stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Stage {
	/// The seed is not known yet.
	#[codec(index = 0)]
	Drawing(Bench),
	/// Workers claim.
	#[codec(index = 1)]
	Claiming(Bench),
	/// Workers run it and commit.
	#[codec(index = 2)]
	Running(Bench),
	/// Workers tell their results.
	#[codec(index = 3)]
	Revealing(Bench),
	/// A result stands, and waits for a word against it.
	#[codec(index = 4)]
	Standing(Against),
	/// A window has closed: whoever settles takes the task on.
	#[codec(index = 5)]
	Due(Exit),
	/// All is paid.
	#[codec(index = 6)]
	Ended(Verdict),
}

/// The word that a result which stands waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Against {
	/// The client refuses it.
	#[codec(index = 0)]
	Refusal,
	/// The lot is drawn first.
	#[codec(index = 1)]
	Lot,
	/// Anybody challenges it.
	#[codec(index = 2)]
	Challenge,
}

/// How a stage ends that is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Exit {
	/// Fewer claimed than must agree.
	#[codec(index = 0)]
	Unfilled(Bench),
	/// Fewer committed than must agree.
	#[codec(index = 1)]
	Abandoned(Bench),
	/// All results are in that will come.
	#[codec(index = 2)]
	Counted(Bench),
	/// The window passed without a word against the result.
	#[codec(index = 3)]
	Stood,
}

/// The stage of a task, and the last moment of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Position {
	pub stage: Stage,
	/// In ms; itself still in time. `None` where no window is open, or its clock has not begun.
	pub until: Option<Moment>,
	/// Whether the clock of an open window begins with the next call.
	pub unstarted: bool,
}

/// Whose turn it is.
enum Now {
	Working(Bench, Phase),
	Standing(Against),
	Ended(Verdict),
}

impl Task {
	/// A task that is posted in block `posted_in`.
	pub fn new(
		id: TaskId,
		posted_in: BlockNumber,
		client: AccountId,
		terms: Terms,
		amounts: Amounts,
	) -> Self {
		let terms_hash = super::signed::terms_hash(id, posted_in, &client, &terms);
		let crew = Crew::new(id, posted_in, terms.mode.slots(), terms.mode.quorum());
		Self { terms, terms_hash, client, amounts, crew, standing: None, panel: None, end: None }
	}

	/// A panel for this task with a number of its own, for the seed of `batch`. `None` where its mode has none.
	pub fn panel(&self, why: Why, number: TaskId, batch: BlockNumber) -> Option<Panel> {
		let size = self.terms.mode.panel_slots()?;
		// More than half of 3 or 7.
		let quorum = size.checked_div(2)?.checked_add(1)?;
		Some(Panel { why, crew: Crew::new(number, batch, size, quorum) })
	}

	/// Where it stands. `batch` is asked for the batch of a block, and only while no claim has written its opening.
	pub fn position(&self, batch: impl Fn(BlockNumber) -> BatchState, now: Instant) -> Position {
		match self.now(batch, now) {
			Now::Ended(verdict) => Position::shut(Stage::Ended(verdict)),
			Now::Standing(against) => self.stands(against, now),
			Now::Working(bench, phase) => Position::of_phase(bench, phase),
		}
	}

	/// The crew whose turn it is, and how far it has come. `None` while a result stands, and at the end.
	pub fn turn(
		&self,
		batch: impl Fn(BlockNumber) -> BatchState,
		now: Instant,
	) -> Option<(Bench, Phase)> {
		match self.now(batch, now) {
			Now::Working(bench, phase) => Some((bench, phase)),
			Now::Ended(_) | Now::Standing(_) => None,
		}
	}

	fn now(&self, batch: impl Fn(BlockNumber) -> BatchState, now: Instant) -> Now {
		if let Some(end) = &self.end {
			return Now::Ended(end.verdict);
		}
		if let Some(panel) = &self.panel {
			let (state, phase) = self.phase_of(Bench::Panel, &panel.crew, &batch, now);
			let audited = panel.crew.opening(state);
			let audited =
				audited.is_some_and(|opening| is_audited(&opening.seed, panel.crew.number));
			match (&panel.why, phase) {
				(Why::Lot, Phase::Drawing) => return Now::Standing(Against::Lot),
				(Why::Lot, _) if !audited => {},
				_ => return Now::Working(Bench::Panel, phase),
			}
		}
		if self.standing.is_some() {
			return Now::Standing(match self.terms.mode {
				Mode::Accept { .. } => Against::Refusal,
				_ => Against::Challenge,
			});
		}
		Now::Working(Bench::Crew, self.phase_of(Bench::Crew, &self.crew, &batch, now).1)
	}

	fn phase_of(
		&self,
		bench: Bench,
		crew: &Crew,
		batch: &impl Fn(BlockNumber) -> BatchState,
		now: Instant,
	) -> (BatchState, Phase) {
		let state = match crew.opening {
			Some(opening) => BatchState::Drawn(opening),
			None => batch(crew.batch),
		};
		(state, crew.phase(bench, state, &self.terms.windows, now))
	}

	fn stands(&self, against: Against, now: Instant) -> Position {
		let window = self.terms.mode.standing().unwrap_or_default();
		let until = self.standing.map(|since| since.until(window, 1));
		// A result cannot outlive its window before the lot was drawn.
		let over = self.standing.is_none_or(|since| since.is_over(window, now));
		match over && against != Against::Lot {
			true => Position::shut(Stage::Due(Exit::Stood)),
			false => Position { stage: Stage::Standing(against), until, unstarted: false },
		}
	}

	/// One of its crews.
	pub fn bench(&self, bench: Bench) -> Option<&Crew> {
		match bench {
			Bench::Crew => Some(&self.crew),
			Bench::Panel => self.panel.as_ref().map(|panel| &panel.crew),
		}
	}

	/// One of its crews, to change it.
	pub fn bench_mut(&mut self, bench: Bench) -> Option<&mut Crew> {
		match bench {
			Bench::Crew => Some(&mut self.crew),
			Bench::Panel => self.panel.as_mut().map(|panel| &mut panel.crew),
		}
	}

	/// Whether a worker may sit in a crew: it is meant, and not the client's; in a panel it is of another owner than
	/// the crew's workers and the challenger.
	pub fn admits(
		&self,
		bench: Bench,
		device: &DeviceId,
		owner: &AccountId,
	) -> Result<(), TaskRefusal> {
		if *owner == self.client {
			return Err(TaskRefusal::IsClient);
		}
		match bench {
			Bench::Crew => match self.terms.audience.includes(device, owner) {
				true => Ok(()),
				false => Err(TaskRefusal::NotNamed),
			},
			Bench::Panel => {
				let why = self.panel.as_ref().map(|panel| &panel.why);
				if matches!(why, Some(Why::Challenged(challenger)) if challenger == owner) {
					return Err(TaskRefusal::IsChallenger);
				}
				match self.crew.slots.iter().any(|slot| slot.owner == *owner) {
					true => Err(TaskRefusal::OwnerHasSlot),
					false => Ok(()),
				}
			},
		}
	}

	/// Whether tickets are held to the threshold in a crew. A worker that the client names needs no luck.
	pub fn draws(&self, bench: Bench) -> bool {
		bench == Bench::Panel || self.terms.audience == super::Audience::Anyone
	}

	/// The slot that brought the output of an outcome.
	pub fn carrier(&self, outcome: &Outcome) -> Option<Place> {
		let place_in = |bench| {
			let slots = (0u8..).zip(self.bench(bench)?.slots.iter());
			let carries = |entry: &Entry| matches!(entry, Entry::Revealed { outcome: told, carries: true } if told == outcome);
			let (index, _) = slots.into_iter().find(|(_, slot)| carries(&slot.entry))?;
			Some(Place { bench, index })
		};
		place_in(Bench::Crew).or_else(|| place_in(Bench::Panel))
	}
}

impl Position {
	fn shut(stage: Stage) -> Self {
		Self { stage, until: None, unstarted: false }
	}

	fn of_phase(bench: Bench, phase: Phase) -> Self {
		let counts =
			|stage, until: Option<Moment>| Self { stage, until, unstarted: until.is_none() };
		match phase {
			Phase::Drawing => Self::shut(Stage::Drawing(bench)),
			Phase::Claiming { until } => counts(Stage::Claiming(bench), Some(until)),
			Phase::Running { until } => counts(Stage::Running(bench), until),
			Phase::Revealing { until } => counts(Stage::Revealing(bench), until),
			Phase::Unfilled => Self::shut(Stage::Due(Exit::Unfilled(bench))),
			Phase::Abandoned => Self::shut(Stage::Due(Exit::Abandoned(bench))),
			Phase::Counted => Self::shut(Stage::Due(Exit::Counted(bench))),
		}
	}
}
