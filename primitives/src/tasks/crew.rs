//! A crew: the workers of some slots, from claims to reveals.
//!
//! The clock of the claims begins with the seed. That of the run begins with the first commitment behind the claims, or
//! with whoever asks to settle, and that of the reveals with the first of these: a time that nobody has to wait for, and
//! that every worker can read. A chain that stalled between two windows so takes nothing from the second.

use super::{
	threshold, BatchState, Bench, Commitment, Entry, Instant, Opening, Outcome, Slot, Slots,
	TaskId, Ticket, Windows, REVEAL_MS,
};
use crate::{authorized::TaskRefusal, AccountId, BlockNumber, DeviceId, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The workers of some slots.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Crew {
	/// By which its tickets are drawn: the task's, or the panel's own.
	pub number: TaskId,
	/// The block whose seed its tickets are drawn by. Workers count that enrolled before it.
	pub batch: BlockNumber,
	/// Slots: 1, 3, 5 or 7.
	pub size: u8,
	/// Equal results that decide.
	pub quorum: u8,
	/// Written by the first claim, so that the batch may be cleared.
	pub opening: Option<Opening>,
	/// Whether a claim came in the second claim window.
	pub extended: bool,
	/// Since when the run counts.
	pub running: Option<Instant>,
	/// Since when the reveals count.
	pub revealing: Option<Instant>,
	pub slots: Slots,
}

/// How far a crew has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
	/// Its seed is not known.
	Drawing,
	/// Claims are in time, up to this moment and until five blocks with room were made.
	Claiming { until: Moment },
	/// Claims are over, and fewer have come than must agree.
	Unfilled,
	/// Commitments are in time; without a moment, since the run does not count yet.
	Running { until: Option<Moment> },
	/// The run is over, and fewer have committed than must agree.
	Abandoned,
	/// Reveals are in time; without a moment, since they do not count yet.
	Revealing { until: Option<Moment> },
	/// All results are in that will come.
	Counted,
}

/// Where a claim finds its slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seat {
	/// One is free.
	Free,
	/// The worker of the slot with this index has a higher ticket, and is displaced.
	Instead(u8),
}

impl Crew {
	/// A crew without workers, for the seed of `batch`.
	pub fn new(number: TaskId, batch: BlockNumber, size: u8, quorum: u8) -> Self {
		Self {
			number,
			batch,
			size,
			quorum,
			opening: None,
			extended: false,
			running: None,
			revealing: None,
			slots: Slots::default(),
		}
	}

	/// The begin of the claims: as a claim has written it, or as the batch says.
	pub fn opening(&self, batch: BatchState) -> Option<Opening> {
		match (self.opening, batch) {
			(Some(opening), _) | (None, BatchState::Drawn(opening)) => Some(opening),
			_ => None,
		}
	}

	/// How far it has come. `batch` is that of its block, and need not be read once `opening` is written.
	pub fn phase(&self, bench: Bench, batch: BatchState, windows: &Windows, now: Instant) -> Phase {
		if let Some(since) = self.revealing {
			let all = !self.slots.iter().any(|slot| matches!(slot.entry, Entry::Committed(_)));
			return match all || since.is_over(REVEAL_MS, now) {
				true => Phase::Counted,
				false => Phase::Revealing { until: Some(since.until(REVEAL_MS, 1)) },
			};
		}
		if let Some(since) = self.running {
			let committed = self.committed();
			return match since.is_over(windows.run, now) {
				false => Phase::Running { until: Some(since.until(windows.run, 1)) },
				true if committed >= self.quorum => Phase::Revealing { until: None },
				true => Phase::Abandoned,
			};
		}
		match (self.opening(batch), batch) {
			(Some(opening), _) => self.claims(bench, opening, windows, now),
			(None, BatchState::Waiting) => Phase::Drawing,
			(None, _) => Phase::Unfilled,
		}
	}

	fn claims(&self, bench: Bench, opening: Opening, windows: &Windows, now: Instant) -> Phase {
		let filled = self.taken() >= self.quorum;
		let first_over = opening.since.is_over(windows.claim, now);
		let goes_on = self.extended || (first_over && !filled);
		let passes = if goes_on { bench.claim_windows() } else { 1 };
		match (opening.since.are_over(windows.claim, passes, now), filled) {
			(false, _) => Phase::Claiming { until: opening.since.until(windows.claim, passes) },
			(true, true) => Phase::Running { until: None },
			(true, false) => Phase::Unfilled,
		}
	}

	/// Slots that are taken.
	pub fn taken(&self) -> u8 {
		// Seven at most.
		u8::try_from(self.slots.len()).unwrap_or(u8::MAX)
	}

	/// Slots whose workers have committed, whether they have revealed or not.
	pub fn committed(&self) -> u8 {
		let entries = self.slots.iter().filter(|slot| slot.entry != Entry::Claimed);
		u8::try_from(entries.count()).unwrap_or(u8::MAX)
	}

	/// The highest ticket that may claim now of anyone.
	pub fn threshold(
		&self,
		bench: Bench,
		opening: &Opening,
		windows: &Windows,
		now: Instant,
	) -> Ticket {
		let elapsed = now.at.saturating_sub(opening.since.at);
		let elapsed = elapsed.min(bench.doubles_for(windows.claim));
		threshold(opening.units, self.size, elapsed, windows.claim)
	}

	/// Where a claim with this ticket finds a slot.
	pub fn seat(&self, ticket: Ticket, owner: &AccountId) -> Result<Seat, TaskRefusal> {
		if self.slots.iter().any(|slot| slot.owner == *owner) {
			return Err(TaskRefusal::OwnerHasSlot);
		}
		if self.taken() < self.size {
			return Ok(Seat::Free);
		}
		let slots = (0u8..).zip(self.slots.iter());
		match slots.max_by_key(|(_, slot)| slot.ticket) {
			Some((index, slot)) if ticket < slot.ticket => Ok(Seat::Instead(index)),
			_ => Err(TaskRefusal::TicketTooHigh),
		}
	}

	/// Takes a claim, and hands back the slot that it displaced. A seat that there is not changes nothing and hands back
	/// the slot of the claim.
	pub fn claim(
		&mut self,
		seat: Seat,
		slot: Slot,
		opening: Opening,
		windows: &Windows,
		now: Instant,
	) -> Option<Slot> {
		let displaced = match seat {
			Seat::Free if self.taken() < self.size => match self.slots.try_push(slot) {
				Ok(()) => None,
				Err(slot) => return Some(slot),
			},
			Seat::Free => return Some(slot),
			Seat::Instead(index) => match self.slots.get_mut(usize::from(index)) {
				Some(seated) => Some(core::mem::replace(seated, slot)),
				None => return Some(slot),
			},
		};
		self.opening = Some(opening);
		self.extended |= opening.since.is_over(windows.claim, now);
		displaced
	}

	/// The slot of a device.
	pub fn slot_of(&self, device: &DeviceId) -> Option<(u8, &Slot)> {
		(0u8..).zip(self.slots.iter()).find(|(_, slot)| slot.device == *device)
	}

	/// Writes since when the run, or the reveals, count; false when that is written, or not their phase.
	pub fn start(&mut self, phase: Phase, now: Instant) -> bool {
		match phase {
			Phase::Running { until: None } => self.running = Some(now),
			Phase::Revealing { until: None } => self.revealing = Some(now),
			_ => return false,
		}
		true
	}

	/// Takes a commitment in the phase that is for them. The last one begins the reveals.
	pub fn commit(
		&mut self,
		device: &DeviceId,
		commitment: Commitment,
		phase: Phase,
		now: Instant,
	) -> Result<(), TaskRefusal> {
		match phase {
			Phase::Running { .. } => {},
			Phase::Drawing | Phase::Claiming { .. } => return Err(TaskRefusal::TooEarly),
			_ => return Err(TaskRefusal::Late),
		}
		let slot = self.slots.iter_mut().find(|slot| slot.device == *device);
		let slot = slot.ok_or(TaskRefusal::NoSlot)?;
		if slot.entry != Entry::Claimed {
			return Err(TaskRefusal::AlreadyCommitted);
		}
		slot.entry = Entry::Committed(commitment);
		self.start(phase, now);
		if self.committed() == self.taken() {
			self.revealing = Some(now);
		}
		Ok(())
	}

	/// The commitment that a device may reveal in this phase.
	pub fn due(&self, device: &DeviceId, phase: Phase) -> Result<Commitment, TaskRefusal> {
		match phase {
			Phase::Revealing { .. } => {},
			Phase::Drawing | Phase::Claiming { .. } | Phase::Running { .. } => {
				return Err(TaskRefusal::TooEarly)
			},
			_ => return Err(TaskRefusal::Late),
		}
		match self.slot_of(device).map(|(_, slot)| slot.entry) {
			Some(Entry::Committed(commitment)) => Ok(commitment),
			Some(Entry::Revealed { .. }) => Err(TaskRefusal::AlreadyRevealed),
			// Its worker did not commit in time.
			Some(Entry::Claimed) => Err(TaskRefusal::Late),
			None => Err(TaskRefusal::NoSlot),
		}
	}

	/// Takes a result whose commitment was compared, and says whether it was the last one that is due.
	pub fn reveal(
		&mut self,
		device: &DeviceId,
		outcome: Outcome,
		carries: bool,
		phase: Phase,
		now: Instant,
	) -> Result<bool, TaskRefusal> {
		self.due(device, phase)?;
		let slot = self.slots.iter_mut().find(|slot| slot.device == *device);
		slot.ok_or(TaskRefusal::NoSlot)?.entry = Entry::Revealed { outcome, carries };
		self.start(phase, now);
		Ok(!self.slots.iter().any(|slot| matches!(slot.entry, Entry::Committed(_))))
	}

	/// The result that a quorum agrees on. There is one at most, since a quorum is more than half.
	pub fn agreed(&self) -> Option<Outcome> {
		let outcomes = || self.slots.iter().filter_map(|slot| slot.entry.outcome());
		let equal = |one: &&Outcome| outcomes().filter(|other| other == one).count();
		outcomes().find(|one| equal(one) >= usize::from(self.quorum)).copied()
	}

	/// Whether two results differ.
	pub fn is_split(&self) -> bool {
		let mut outcomes = self.slots.iter().filter_map(|slot| slot.entry.outcome());
		let first = outcomes.next();
		outcomes.any(|other| Some(other) != first)
	}
}
