//! The steps of workers: whether each may be taken, and what it makes of the task. Pool and block ask the same functions.
//! Cheap checks come first; the signature is [`authorize`](crate::authorize)'s.

use crate::{Config, Output, Pallet, Tasks, Workers};
use frame_support::{ensure, traits::Get};
use jmt_primitives::{
	authorized::{unknown_batch, unknown_seed, unknown_task, TaskRefusal},
	devices::{DeviceRegistry, DeviceStanding},
	tasks::{
		signed, ticket, Against, Bench, Commitment, Eligibility, Entry, Opening, Outcome, Phase,
		Place, Salt, Seat, Slot, Stage, Task, TaskId, Worker,
	},
	DeviceId, Hash,
};
use sp_runtime::transaction_validity::TransactionValidityError;

/// A claim that may be taken, but for its signature.
pub(crate) struct Claim {
	pub task: Task,
	pub bench: Bench,
	pub opening: Opening,
	pub seat: Seat,
	pub slot: Slot,
	pub worker: Worker,
}

/// A result as a worker tells it.
pub(crate) struct Reveal<'a> {
	pub task: TaskId,
	pub device: &'a DeviceId,
	pub outcome: &'a Outcome,
	pub output: Option<&'a Output>,
	pub salt: &'a Salt,
}

/// A reveal that was taken.
pub(crate) struct Told {
	/// The task behind it.
	pub task: Task,
	pub place: Place,
	/// Whether its output is to be stored.
	pub carries: bool,
	/// Whether it is the last one that is due.
	pub last: bool,
}

impl<T: Config> Pallet<T> {
	/// Whether a device may claim a slot of a task by one of its stake units.
	pub(crate) fn check_claim(
		id: TaskId,
		seed: &Hash,
		unit: u32,
		device: &DeviceId,
	) -> Result<Claim, TransactionValidityError> {
		let task = Tasks::<T>::get(id).ok_or_else(unknown_task)?;
		let bench = match Self::position(&task).stage {
			Stage::Claiming(bench) => bench,
			// A panel may be called, or its lot drawn, in a block that is not known here yet.
			Stage::Drawing(_) | Stage::Standing(_) => return Err(unknown_batch()),
			_ => return Err(TaskRefusal::Late.into()),
		};
		let crew = task.bench(bench).ok_or_else(unknown_batch)?;
		let opening = crew.opening(Self::batch_of(crew.batch)).ok_or_else(unknown_batch)?;
		ensure!(*seed == opening.seed, unknown_seed());
		let ticket = ticket(seed, crew.number, device, unit);
		if task.draws(bench) {
			let windows = &task.terms.windows;
			let threshold = crew.threshold(bench, &opening, windows, Self::instant());
			ensure!(ticket <= threshold, TaskRefusal::TicketTooHigh);
		}

		let worker = Workers::<T>::get(device).ok_or(TaskRefusal::NotEnrolled)?;
		let owner = worker.owner.clone();
		let seat = crew.seat(ticket, &owner)?;
		ensure!(unit < worker.units(T::Unit::get()), TaskRefusal::UnitUnknown);
		ensure!(worker.enrolled_in < crew.batch, TaskRefusal::EnrolledTooLate);
		ensure!(worker.free() >= task.amounts.bond, TaskRefusal::StakeTooSmall);
		task.admits(bench, device, &owner)?;
		// Has to look at as many domains as lie above each other.
		let registered = T::Registry::device(device).ok_or(TaskRefusal::NotActive)?;
		let active = registered.owner == owner && registered.standing == DeviceStanding::Active;
		ensure!(active, TaskRefusal::NotActive);
		let eligible = T::Eligibility::is_eligible(&task.terms, device, &owner);
		ensure!(eligible, TaskRefusal::NotEligible);
		let slot = Slot { device: *device, owner, ticket, entry: Entry::Claimed };
		Ok(Claim { task, bench, opening, seat, slot, worker })
	}

	/// Commits a device to a result. Returns the task behind it, and the crew that the device is of.
	pub(crate) fn check_commit(
		id: TaskId,
		device: &DeviceId,
		commitment: Commitment,
	) -> Result<(Task, Bench), TransactionValidityError> {
		let mut task = Tasks::<T>::get(id).ok_or_else(unknown_task)?;
		let (bench, phase) = Self::working(&task, device)?;
		let crew = task.bench_mut(bench).ok_or(TaskRefusal::NoSlot)?;
		crew.commit(device, commitment, phase, Self::instant())?;
		Ok((task, bench))
	}

	/// Tells a device's result.
	pub(crate) fn check_reveal(reveal: &Reveal) -> Result<Told, TransactionValidityError> {
		let Reveal { task: id, device, outcome, output, salt } = *reveal;
		let mut task = Tasks::<T>::get(id).ok_or_else(unknown_task)?;
		let (bench, phase) = Self::working(&task, device)?;
		let crew = task.bench(bench).ok_or(TaskRefusal::NoSlot)?;
		let commitment = crew.due(device, phase)?;
		let (index, _) = crew.slot_of(device).ok_or(TaskRefusal::NoSlot)?;
		let digest = outcome.digest();
		let opened = signed::commitment(&Self::genesis(), &task.terms_hash, device, &digest, salt);
		ensure!(opened == commitment, TaskRefusal::RevealMismatch);
		let limits = &task.terms.limits;
		ensure!(outcome.output.length <= limits.output_bytes, TaskRefusal::OutputTooLong);
		ensure!(outcome.is_possible(limits), TaskRefusal::ImpossibleOutcome);
		// An output that is not stored is in the block all the same.
		let matches = output.is_none_or(|output| outcome.output.is_of(output));
		ensure!(matches, TaskRefusal::OutputMismatch);
		let carries = task.carrier(outcome).is_none();
		ensure!(!carries || output.is_some(), TaskRefusal::OutputMissing);
		let crew = task.bench_mut(bench).ok_or(TaskRefusal::NoSlot)?;
		let last = crew.reveal(device, *outcome, carries, phase, Self::instant())?;
		Ok(Told { task, place: Place { bench, index }, carries, last })
	}

	/// The crew whose turn it is, and its phase.
	fn working(task: &Task, device: &DeviceId) -> Result<(Bench, Phase), TaskRefusal> {
		let turn = task.turn(Self::batch_of, Self::instant());
		turn.ok_or_else(|| {
			let stage = Self::position(task).stage;
			let may_be_judged = matches!(stage, Stage::Standing(Against::Lot | Against::Challenge));
			// A panel may have come as far in blocks that are not known here yet.
			match may_be_judged && task.crew.slot_of(device).is_none() {
				true => TaskRefusal::TooEarly,
				false => TaskRefusal::Late,
			}
		})
	}
}
